"""The text of a speech cut where its marks begin and end, so that each mark covers its words and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

_LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class Mark(msgspec.Struct, frozen=True):
    """A stretch of the text, ``start`` to ``end`` in code points, that the finding ``id`` of some ``kind`` covers."""

    id: str
    kind: str
    start: int
    end: int


class Piece(msgspec.Struct, frozen=True):
    """A stretch of one line between two borders of marks: the ids of the marks on it, and those that begin with it."""

    text: str
    kinds: tuple[str, ...]
    ids: tuple[str, ...]
    begins: tuple[str, ...]


class Line(msgspec.Struct, frozen=True):
    """A line of the text: ``number`` is 1-based, ``start`` the offset of its first character."""

    number: int
    start: int
    pieces: tuple[Piece, ...]


def marked_lines(text: str, line_starts: Sequence[int], marks: Iterable[Mark]) -> Iterator[Line]:
    r"""Yield the lines of ``text``, without their ends, cut into pieces; empty marks are left out.

    >>> for line in marked_lines("要抓\n好", [0, 3], [Mark("T1", "task", 0, 4)]):
    ...     print(line.number, [(piece.text, piece.ids, piece.begins) for piece in line.pieces])
    1 [('要抓', ('T1',), ('T1',))]
    2 [('好', ('T1',), ())]
    """
    waiting = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: (-mark.start, mark.end))
    on: list[Mark] = []
    begun: set[str] = set()
    for number, (start, end) in enumerate(pairwise((*line_starts, len(text))), 1):
        end = start + len(text[start:end].rstrip(_LINE_ENDS))
        pieces = []
        at = start
        while at < end:
            while waiting and waiting[-1].start <= at:
                on.append(waiting.pop())
            on = [mark for mark in on if mark.end > at]
            stop = min((end, *(mark.end for mark in on), *(mark.start for mark in waiting[-1:])))
            ids = tuple(mark.id for mark in on)
            begins = tuple(each for each in ids if each not in begun)
            begun.update(begins)
            pieces.append(Piece(text[at:stop], tuple(dict.fromkeys(mark.kind for mark in on)), ids, begins))
            at = stop
        yield Line(number, start, tuple(pieces))
