"""What the index knows of a text: its characters, and its pairs of neighbouring characters.

FTS5's own trigrams cannot find a word of one or two characters, and most Chinese words are that short. Two designs were
measured on 10,000 documents of 124 MB: all characters as tokens with their places, for phrase queries (0.62 of the
text, at most 18 ms a query), and this one, characters and pairs without places (0.32, at most 3 ms). A longer word is
looked for by its pairs; the text of each document found decides.
"""

from __future__ import annotations

import re

# What is in no gram: ASCII that is neither letter nor digit (FTS5's ``ascii`` tokenizer divides there) and Chinese
# punctuation. Written out, because Python's own idea of a letter changes from version to version, the index does not.
_APART = re.compile(
    r"[\x00-/:-@\[-`{-\x7f\xa0\xb7\u2000-\u206f\u3000-\u3004\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40"
    r"\uff5b-\uff65\ud800-\udfff]+"
)
_MOST = 24  # pairs that a query asks for; more find nothing more exactly


def grams_of(text: str) -> str:
    """The grams of a text, each once, divided by spaces."""
    grams: set[str] = set()
    for run in _APART.split(text):
        grams.update(run)
        grams.update(map(str.__add__, run, run[1:]))
    return " ".join(grams)


def query_for(term: str) -> str | None:
    """The FTS5 query that finds every text which holds ``term``, and some others; None where it finds out nothing."""
    grams: dict[str, None] = {}
    for run in _APART.split(term):
        pairs = list(map(str.__add__, run, run[1:])) or [run]
        grams.update(dict.fromkeys(filter(None, pairs)))
    return " AND ".join(f'"{gram}"' for gram in list(grams)[:_MOST]) or None
