"""Names of offices: 市委宣传部, 局机关党建办. data/keywords.yaml says what they are put together of, and how."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from speechkit.keywords.rules import keyword_rules
from speechkit.rules import WordList, compiled

__all__ = ["office_at"]

PieceKind = Literal["level", "field", "end"]
_MAX_PIECES = 10


class _Pieces(msgspec.Struct, frozen=True):
    """The pieces ready to be looked up; ``first`` is the characters that the first piece of a name may begin with."""

    levels: WordList
    fields: WordList
    inner: frozenset[str]
    ends: WordList
    bodies: WordList
    short_ends: WordList
    no_end: re.Pattern[str]
    places: re.Pattern[str]
    first: frozenset[str]


@cache
def _pieces() -> _Pieces:
    rule = keyword_rules().offices
    return _Pieces(
        levels=WordList(rule.levels),
        fields=WordList(rule.fields),
        inner=frozenset(rule.inner),
        ends=WordList(rule.ends),
        bodies=WordList(rule.bodies),
        short_ends=WordList(rule.short_ends),
        no_end=compiled(rule.no_end),
        places=compiled(rule.places),
        first=frozenset(piece[0] for piece in (*rule.levels, *rule.fields, *rule.ends, *rule.bodies)),
    )


def office_at(text: str, start: int, word_end: int) -> int:
    """Return where the longest name of an office ends that begins with the word ``text[start:word_end]``; else 0.

    A name of one piece only (党委) is none: the dictionary has it.

    >>> office_at("由市委宣传部牵头", 1, 3)
    6
    """
    pieces = _pieces()
    if pieces.places.fullmatch(text, start, word_end) and (end := _name_end(text, word_end, "level")):
        return end
    return _name_end(text, start, None) if text[start] in pieces.first else 0


def _name_end(text: str, start: int, before: PieceKind | None) -> int:
    """Return the end of the longest name; ``before`` is the kind of the piece that ends at ``start``, if any."""
    inner = _pieces().inner
    at, last, first, end = start, before, before is None, 0
    needs_end = False
    for _ in range(_MAX_PIECES):
        length, kind = _piece_at(text, at, last)
        if not length or (needs_end and kind != "end"):
            break
        needs_end = first and text[at : at + length] in inner
        at += length
        if kind == "end" and not first:
            end = at
        last, first = kind, False
    return end


def _piece_at(text: str, at: int, last: PieceKind | None) -> tuple[int, PieceKind]:
    """Return the length of the piece at ``at``, 0 where none may follow the ``last`` one, and its kind."""
    pieces = _pieces()
    length = pieces.ends.at(text, at)
    if last != "field":
        length = max(length, pieces.bodies.at(text, at))
    elif not length:
        length = pieces.short_ends.at(text, at)
    if length and not pieces.no_end.match(text, at + length):
        return length, "end"
    field = pieces.fields.at(text, at)
    level = 0 if last == "field" else pieces.levels.at(text, at)
    return (level, "level") if level > field else (field, "field")
