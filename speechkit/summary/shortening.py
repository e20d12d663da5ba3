"""Where a sentence may be cut: at the border of a clause, never in a word, in a quotation or in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from speechkit.chars import BRACKETS, UNIT_ENDS

__all__ = ["clause_start", "cut"]

_BORDERS = UNIT_ENDS + "，：…,;:!?—－ \u3000"  # as speeches write them, half-width too
_LIST = "、"
_MAX_QUOTE = 200  # code points: what is not closed by then opens nothing


def cut(text: str, room: int) -> tuple[str, bool]:
    """Return the beginning of ``text`` up to the last border of a clause within ``room`` code points, and if that cuts.

    A first clause that is longer stays whole, but a list in it ends at the border of an item.

    >>> cut("抓好落实，改进，作风", 8)
    ('抓好落实，改进', True)
    """
    if len(text) <= room:
        return text, False
    end = _last_border(text, _BORDERS, room)
    if end > room and 0 < (item := _last_border(text, _LIST, room)) <= room:
        end = item
    kept = text[:end].rstrip(_BORDERS + _LIST)
    if not kept or not text[len(kept) :].strip(_BORDERS):
        return text, False  # what would be left out is no more than end marks
    return kept, True


def clause_start(text: str, at: int) -> int:
    """Return where the clause begins that holds ``text[at]``."""
    start = 0
    for border in _borders(text, _BORDERS):
        if border >= at:
            break
        start = border + 1
    return start


def _last_border(text: str, marks: str, room: int) -> int:
    """Return the last of the marks within ``room``, else the first behind it, else the end."""
    last = 0
    for at in _borders(text, marks):
        if at > room:
            return last or at
        last = at
    return last or len(text)


def _borders(text: str, marks: str) -> Iterator[int]:
    """Yield where the marks stand outside quotations, brackets and numbers (27,203; 10:30)."""
    at = 1
    while at < len(text):
        character = text[at]
        if close := BRACKETS.get(character):
            at = max(at, text.find(close, at, at + _MAX_QUOTE))
        elif character in marks and not (text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()):
            yield at
        at += 1
