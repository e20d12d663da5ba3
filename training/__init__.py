"""Programs that fit weights in speechkit/data to labelled speeches; each is run by one command.

None changes a file, but ``chains`` where told to (``--write``).
"""
