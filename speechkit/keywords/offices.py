"""Names of offices: 市委宣传部, 局机关党建办. data/keywords.yaml says what they are put together of, and how."""

from __future__ import annotations

from typing import Literal

from speechkit.keywords.keywordrules import offices

__all__ = ["office_at"]

Kind = Literal["level", "field", "end"]
_LONGEST = 10  # pieces


def office_at(text: str, start: int, word_end: int) -> int:
    """Where the longest name of an office ends that begins at ``start`` with the word up to ``word_end``; else 0.

    A name of one piece only (党委) is none: the dictionary has it.
    """
    rules = offices()
    if rules.places.fullmatch(text, start, word_end) and (end := _end(text, word_end, "level")):
        return end
    return _end(text, start, None) if text[start] in rules.first else 0


def _end(text: str, start: int, before: Kind | None) -> int:
    """The end of the longest name; ``before`` is the kind of the piece that has gone before ``start``, if any."""
    at, last, first, end = start, before, before is None, 0
    needs_end = False
    for _ in range(_LONGEST):
        length, kind = _piece(text, at, last)
        if not length or (needs_end and kind != "end"):
            break
        needs_end = first and text[at : at + length] in offices().inner
        at += length
        if kind == "end" and not first:
            end = at
        last, first = kind, False
    return end


def _piece(text: str, at: int, last: Kind | None) -> tuple[int, Kind]:
    """How long the piece at ``at`` is, 0 where none may follow the ``last`` one, and its kind."""
    rules = offices()
    length = rules.ends.at(text, at)
    if last != "field":
        length = max(length, rules.bodies.at(text, at))
    elif not length:
        length = rules.short_ends.at(text, at)
    if length and not rules.no_end.match(text, at + length):
        return length, "end"
    field = rules.fields.at(text, at)
    level = 0 if last == "field" else rules.levels.at(text, at)
    return (level, "level") if level > field else (field, "field")
