"""What is compared: the two sides, the speeches of each, and where in them something stands.

Offsets and lines (1-based) are those of the file that a record names.
"""

from __future__ import annotations

import msgspec

from speechkit.compare.likeness import plain
from speechkit.model import Analysis, Role


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a speech, simplified, its line wraps healed, or a clause that a semicolon ends.

    ``part`` is the role of the part that it stands in.
    """

    text: str
    line: int
    start: int
    end: int
    part: Role


class Speech(msgspec.Struct, frozen=True):
    """A speech to compare: ``text`` is simplified and as long as the source, ``sentences`` leave out what is meta."""

    name: str
    date: str | None
    text: str
    analysis: Analysis
    sentences: tuple[Sentence, ...]


class Side(msgspec.Struct, frozen=True):
    """One side of a comparison: one speech or several taken together, called ``name``."""

    name: str
    speeches: tuple[Speech, ...]


def wordings_of(side: Side) -> tuple[str, ...]:
    """What each speech of the side says, without marks: where a phrase or a demand stands word for word."""
    return tuple(plain("".join(sentence.text for sentence in speech.sentences)) for speech in side.speeches)


class SideInfo(msgspec.Struct, frozen=True):
    """What is known of a side: ``first_date`` and ``last_date`` are those of its speeches, ``title`` that of a single.

    ``tasks`` counts different ones, not those that are passed on from others.
    """

    name: str
    title: str | None
    first_date: str | None
    last_date: str | None
    speeches: int
    chars: int
    tasks: int
    slogans: int


class Place(msgspec.Struct, frozen=True):
    """Where something stands."""

    file: str
    line: int
    start: int
    end: int
