"""What stands on the pages of a PDF document around its text: running headers and footers, numbers of pages.

They are known by their place, the edge of a page, and by coming again on the next pages, numbers apart that count on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from speechkit.chars import number_of
from speechkit.readers.pdf_page import Chunk
from speechkit.readers.pdf_rules import pdf_rules

__all__ = ["SheetRow", "rows_of", "without_furniture"]

_ROWS = 3  # at an edge, at most, are furniture
_ZONE = 0.16  # of the height of the page, where furniture stands
_SMALL, _GAP = 0.95, 1.2  # of the letters of the text, and of the distance of its lines: what sets furniture off
_NEAR = 2.5  # points that what comes again may be off
_NEIGHBOURS = (1, 2, -1, -2)  # pages on which it comes again; left and right pages may differ
_SAME_ROW = 0.4  # of the height of the letters
_COLUMNS = 3  # a row of so many stretches may be that of a table, which is kept once
_SLOT_SHARE, _SLOT_PAGES = 0.6, 3  # of the pages have furniture at a place: what stands there on the others is such too
_EDGE = 0.1  # of the height of the page: where a number stands that comes once
_APART = 1.8  # line heights between such a number and the text
_NUMBER = re.compile(r"\d+")


class SheetRow(NamedTuple):
    """The stretches of text on one height of a page, from left to right."""

    y: float
    chunks: list[Chunk]


def rows_of(chunks: Sequence[Chunk]) -> list[SheetRow]:
    """Return the rows of a page from top to bottom."""
    rows: list[SheetRow] = []
    for chunk in sorted(chunks, key=attrgetter("y")):
        if rows and chunk.y - rows[-1].y <= _SAME_ROW * chunk.size:
            rows[-1].chunks.append(chunk)
        else:
            rows.append(SheetRow(chunk.y, [chunk]))
    for row in rows:
        if len(row.chunks) > 1:
            row.chunks.sort(key=lambda chunk: chunk.left)
    return rows


def without_furniture(pages: Sequence[list[SheetRow]], heights: Sequence[float]) -> list[list[SheetRow]]:
    """Return the rows of every page without headers, footers and page numbers; ``heights`` are those of the pages."""
    tops = [
        [row for row in rows[:_ROWS] if row.y < _ZONE * height] for rows, height in zip(pages, heights, strict=True)
    ]
    bottoms = [
        [SheetRow(row.y - height, row.chunks) for row in rows[: -_ROWS - 1 : -1] if row.y > (1 - _ZONE) * height]
        for rows, height in zip(pages, heights, strict=True)
    ]
    everything = [row for rows in pages for row in rows]
    gaps = sorted(below.y - row.y for rows in pages for row, below in pairwise(rows))
    sizes = sorted(row.chunks[0].size for row in everything)
    line, em = (gaps[len(gaps) // 2] if gaps else 0.0), (sizes[len(sizes) // 2] if sizes else 0.0)
    above, below = _furniture(tops, line, em), _furniture(bottoms, line, em)
    left: list[list[SheetRow]] = []
    for number, rows in enumerate(pages):
        end = len(rows) - below[number]
        kept = rows[min(above[number], end) : end]
        left.append(_without_number(kept, number, heights[number]) if len(kept) > 1 else kept)
    return left


def _furniture(edges: Sequence[Sequence[SheetRow]], line: float, em: float) -> list[int]:
    """How many rows of each page, from its edge on, are furniture; ``line`` and ``em`` are those of the text."""
    counts = [0] * len(edges)
    slots: list[tuple[float, float]] = []
    for number, rows in enumerate(edges):
        again = 0
        for row in rows:
            if not _comes_again(row, number, edges):
                break
            if len(row.chunks) >= _COLUMNS and not _came_before(row, number, edges):
                break
            again += 1
        while again and not _stands_apart(rows, again, line, em):
            again -= 1
        counts[number] = again
        if again:
            slots.append((rows[0].y, rows[0].chunks[0].size))
    if len(slots) >= max(_SLOT_PAGES, _SLOT_SHARE * len(edges)):
        for number, rows in enumerate(edges):
            if number and rows and not counts[number]:
                y, size = rows[0].y, rows[0].chunks[0].size
                same = sum(abs(slot - y) <= _NEAR and abs(letters - size) < 0.2 for slot, letters in slots)
                counts[number] = int(2 * same > len(slots))
    return counts


def _stands_apart(rows: Sequence[SheetRow], count: int, line: float, em: float) -> bool:
    """Whether the rows from the edge to the last of ``count`` are set off from the text, by their letters or a gap."""
    last = rows[count - 1]
    if last.chunks[0].size < _SMALL * em or count == len(rows) or _page_number(last.chunks[0].text):
        return True
    return abs(rows[count].y - last.y) > _GAP * line


def _comes_again(row: SheetRow, number: int, edges: Sequence[Sequence[SheetRow]]) -> bool:
    for step in _NEIGHBOURS:
        for other in _edge(edges, number + step):
            if abs(row.y - other.y) <= _NEAR and _same(row, other, step):
                return True
    return False


def _came_before(row: SheetRow, number: int, edges: Sequence[Sequence[SheetRow]]) -> bool:
    return any(
        abs(row.y - other.y) <= _NEAR and _same(row, other, step)
        for step in (-1, -2)
        for other in _edge(edges, number + step)
    )


def _edge(edges: Sequence[Sequence[SheetRow]], number: int) -> Sequence[SheetRow]:
    return edges[number] if 0 <= number < len(edges) else ()


def _same(row: SheetRow, other: SheetRow, step: int) -> bool:
    """Whether a row is that of a page ``step`` pages further on: the same words."""
    if len(row.chunks) != len(other.chunks):
        return False
    if len(row.chunks) == 1:
        return _counts_on(row.chunks[0].text, other.chunks[0].text, step)
    texts = sorted(chunk.text for chunk in row.chunks)
    if texts == sorted(chunk.text for chunk in other.chunks):
        return True
    return all(any(_counts_on(chunk.text, further.text, step) for further in other.chunks) for chunk in row.chunks)


def _counts_on(text: str, other: str, step: int) -> bool:
    """Whether two lines are the same but for a number that is that of the page."""
    if text == other:
        return True
    number, further = _page_number(text), _page_number(other)
    if number and further:
        return further - number == step
    if _NUMBER.sub("#", text) != _NUMBER.sub("#", other):
        return False
    pairs = zip(_NUMBER.findall(text), _NUMBER.findall(other), strict=True)
    return all(a == b or int(b) - int(a) == step for a, b in pairs)


def _page_number(text: str) -> int | None:
    found = pdf_rules().page_number.match(text)
    if not found:
        return None
    written = found["number"] or found["page"]
    if written.isascii() and written.isalpha():
        return _roman(written.upper())
    return number_of(written)


def _roman(written: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in written]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def _without_number(rows: list[SheetRow], number: int, height: float) -> list[SheetRow]:
    """The rows without a number of the page at an edge that comes on no other page, as of a paper of one page."""
    for at, inner in ((-1, -2), (0, 1)):
        row = rows[at]
        far = row.y > (1 - _EDGE) * height if at else row.y < _EDGE * height
        if (
            far
            and len(row.chunks) == 1
            and _page_number(row.chunks[0].text) == number + 1
            and abs(row.y - rows[inner].y) > _APART * max(row.chunks[0].size, rows[inner].chunks[0].size)
        ):
            return rows[:-1] if at else rows[1:]
    return rows
