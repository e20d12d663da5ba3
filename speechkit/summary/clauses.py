"""Where a sentence may be cut: at the border of a clause, never in a word, in a quotation or in brackets."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["clause_start", "cut"]

_BORDERS = "，。；：！？…,;:!?—－ \u3000"
_OPEN, _CLOSE = "“「『‘（(《〈【[", "”」』’）)》〉】]"
_LONGEST_QUOTE = 200  # code points: what is not closed by then opens nothing
_LIST = "、"


def cut(text: str, room: int) -> tuple[str, bool]:
    """What of ``text`` is within ``room`` code points up to the border of a clause, and whether that cuts it.

    A first clause that is longer stays whole, but a list in it ends at the border of an item.
    """
    if len(text) <= room:
        return text, False
    end = _last(text, _BORDERS, room)
    if end > room and 0 < (item := _last(text, _LIST, room)) <= room:
        end = item
    kept = text[:end].rstrip(_BORDERS + _LIST)
    if not kept or not text[len(kept) :].strip(_BORDERS):
        return text, False  # what would be left out is no more than end marks
    return kept, True


def clause_start(text: str, at: int) -> int:
    """Where the clause begins that holds ``text[at]``."""
    start = 0
    for border in _marks(text, _BORDERS):
        if border >= at:
            break
        start = border + 1
    return start


def _last(text: str, marks: str, room: int) -> int:
    """The last of the marks within ``room``, else the first behind it, else the end."""
    last = 0
    for at in _marks(text, marks):
        if at > room:
            return last or at
        last = at
    return last or len(text)


def _marks(text: str, marks: str) -> Iterator[int]:
    """The places of the marks that stand outside quotations, brackets and numbers (27,203; 10:30)."""
    at = 1
    while at < len(text):
        character = text[at]
        if character in _OPEN:
            close = text.find(_CLOSE[_OPEN.index(character)], at, at + _LONGEST_QUOTE)
            at = max(at, close)
        elif character in marks and not (text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()):
            yield at
        at += 1
