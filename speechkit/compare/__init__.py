"""Two speeches, or two piles of them, held against each other: what was said before, what is new, what is gone.

``sides`` reads the two, ``engine`` compares them topic by topic, ``records`` says what is found.
"""
