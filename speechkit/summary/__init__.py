"""One page on a speech, quoted from it: ``page`` makes it, ``records`` says what stands on it.

``lines`` cuts sections and tasks to a line each, by the borders of clauses that ``shortening`` finds.
"""
