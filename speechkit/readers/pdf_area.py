"""Where the text of a page stands: its columns, their margins, the height of its lines and letters."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from speechkit.readers.pdf_furniture import SheetRow
from speechkit.readers.pdf_page import CELL_GAP, FIRST_WIDE, SPACED, WORD_GAP, Chunk

__all__ = ["Area", "areas_of", "body_size", "columns_of", "lines_of", "ordered"]

_SUPPORT = 0.08  # of the lines begin at the left margin, at least
_LONG = 0.6  # of the widest line is a long line, whose end tells of the right margin
_SYMMETRIC = 2.5  # characters that the right margin may be wider than the left one
_JUSTIFIED = 0.5  # of the long lines end at one place, where that is the margin of a column
_SOME = 5  # lines that end there, at least
_BEYOND = 0.05  # of the long lines, at most, end beyond the margin
_NEAR = 0.4  # of a character, at one place
_FEWEST = 4  # lines of a column
_COLUMN = 5  # characters from the beginning of a column to that of the next, at least
_GUTTER = 0.6  # characters before a column that are free
_CROSSING = 0.4  # of the lines, at most, go over several columns
_FULL, _FULL_SHARE = 1.5, 0.4  # characters short of the end of its column; of the lines of a column are that full
_WIDE = 9  # the column of a line that goes over several
_SAMPLE = 150  # lines that tell of the margins, at least where there are more
_FEW = 10  # lines tell little
_HANGING = "，。、；：！？,.;:!?”’）》"


class Area(NamedTuple):
    """Where lines begin, and where they end if they are full, None where no margin can be told."""

    left: float
    right: float | None


def lines_of(rows: Iterable[SheetRow], page: int) -> Iterator[Chunk]:
    """Yield the rows as lines: what stands apart on one height is joined by tabs."""
    for _, chunks in rows:
        line = chunks[0]
        if len(chunks) > 1:
            text = line.text
            for before, chunk in pairwise(chunks):
                text += _between(before, chunk) + chunk.text
            last = chunks[-1]
            last_font = last.last_font or last.font
            line = replace(line, text=text, right=last.right, last_font=last_font)
        line.page = page
        yield line


def _between(before: Chunk, chunk: Chunk) -> str:
    """What stands between two stretches on one height: as in one stretch, or a tab."""
    gap = (chunk.left - before.right) / chunk.size
    if gap > CELL_GAP:
        return "\t"
    wide = before.text[-1] >= FIRST_WIDE <= chunk.text[0]
    return " " if gap > (SPACED if wide else WORD_GAP) else ""


def ordered(rows: Sequence[SheetRow], page: int) -> Iterator[Chunk]:
    """Yield the lines of a page in the order in which they are read, column by column."""
    starts = columns_of(rows)
    if not starts:
        yield from lines_of(rows, page)
        return
    columns: list[list[SheetRow]] = [[] for _ in range(len(starts) + 1)]
    for row in rows:
        wide = any(_crosses(chunk, start) for chunk in row.chunks for start in starts)
        if wide:
            yield from _flushed(columns, page)
            yield from (replace(line, column=_WIDE) for line in lines_of([row], page))
            continue
        for column, chunks in groupby(
            row.chunks, key=lambda chunk: bisect_right(starts, chunk.left + _NEAR * chunk.size)
        ):
            columns[column].append(SheetRow(row.y, list(chunks)))
    yield from _flushed(columns, page)


def _flushed(columns: list[list[SheetRow]], page: int) -> Iterator[Chunk]:
    for number, rows in enumerate(columns, 1):
        for line in lines_of(rows, page):
            line.column = number
            yield line
        rows.clear()


def _crosses(chunk: Chunk, start: float) -> bool:
    """Whether a stretch begins before the column that begins at ``start``, and goes on in it."""
    return chunk.left < start - _GUTTER * chunk.size and chunk.right > start - _GUTTER * chunk.size / 2


def columns_of(rows: Sequence[SheetRow]) -> list[float]:
    """Return where the second and later columns of a page begin, [] where it has one."""
    chunks = [chunk for row in rows for chunk in row.chunks]
    if len(chunks) < 2 * _FEWEST:
        return []
    first = min(chunk.left for chunk in chunks)
    lefts = sorted(chunk.left for chunk in chunks if chunk.left > first + _COLUMN * chunk.size)
    if len(lefts) < _FEWEST:
        return []
    em = sorted(chunk.size for chunk in chunks)[len(chunks) // 2]
    starts: list[float] = []
    at = 0
    while at < len(lefts):
        end = at
        while end < len(lefts) and lefts[end] <= lefts[at] + _NEAR * em:
            end += 1
        start = lefts[at]
        if end - at >= _FEWEST and (not starts or start > starts[-1] + _COLUMN * em):
            crossing = sum(_crosses(chunk, start) for chunk in chunks)
            if crossing <= _CROSSING * len(chunks):
                starts.append(start)
        at = end
    return starts if starts and _are_full(chunks, starts, em) else []


def _are_full(chunks: Sequence[Chunk], starts: list[float], em: float) -> bool:
    """Whether the lines of every column go to its end, as do those of running text, and not of a table."""
    rights: list[list[float]] = [[] for _ in range(len(starts) + 1)]
    for chunk in chunks:
        if not any(_crosses(chunk, start) for start in starts):
            rights[bisect_right(starts, chunk.left + _NEAR * em)].append(chunk.right)
    return all(
        len(ends) >= _FEWEST and sum(end >= max(ends) - _FULL * em for end in ends) >= _FULL_SHARE * len(ends)
        for ends in rights
    )


def body_size(lines: Sequence[Chunk]) -> float:
    """The height of the letters that most of the text is written in."""
    sizes: Counter[float] = Counter()
    for line in lines[:: len(lines) // _SAMPLE + 1]:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def areas_of(lines: Sequence[Chunk], widths: Sequence[float]) -> dict[tuple[int, int], Area]:
    """Return the area of every page and column; pages of one width and side, and their columns, have the same."""
    columns: dict[tuple[int, int], list[Chunk]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    groups: dict[tuple[int, int, int], list[Chunk]] = {}
    for (page, column), of_page in columns.items():
        groups.setdefault((round(widths[page]), column, page % 2), []).extend(of_page)
    for key, of_side in groups.items():
        groups[key] = of_side[:: len(of_side) // _SAMPLE + 1]
    found: dict[tuple[int, int, int], Area] = {}
    for (width, column, side), of_side in groups.items():
        others = groups.get((width, column, 1 - side), [])
        if others and (
            len(of_side) < _FEW or len(others) < _FEW or abs(_left(of_side) - _left(others)) < of_side[0].size
        ):
            found[width, column, side] = found.get((width, column, 1 - side)) or _area(of_side + others, width)
        else:
            found[width, column, side] = _area(of_side, width)
    return {(page, column): found[round(widths[page]), column, page % 2] for page, column in columns}


def _left(lines: Sequence[Chunk]) -> float:
    """The left margin: where the leftmost lines begin, if that are some."""
    lefts = sorted(line.left for line in lines)
    near = _NEAR * lines[0].size
    fewest = max(2, _SUPPORT * len(lefts))
    end = 0
    for start, left in enumerate(lefts):
        while end < len(lefts) and lefts[end] <= left + near:
            end += 1
        if end - start >= fewest:
            return left
    return lefts[0]


def _area(lines: Sequence[Chunk], width: float) -> Area:
    left = _left(lines)
    em = sorted(line.size for line in lines)[len(lines) // 2]
    widest = max(line.right for line in lines) - left
    rights = sorted(
        line.right for line in lines if line.right - left >= _LONG * widest and line.text[-1] not in _HANGING
    )
    if not rights:
        return Area(left, None)
    bins = Counter(round(right / (_NEAR * em)) for right in rights)
    best, _ = max(bins.items(), key=lambda item: (item[1] + bins[item[0] - 1], item[0]))
    at_best = [right for right in rights if abs(round(right / (_NEAR * em)) - best) <= 1]
    beyond = sum(right > max(at_best) + _NEAR * em for right in rights)
    if len(at_best) >= max(_SOME, _JUSTIFIED * len(rights)) and beyond <= _BEYOND * len(rights):
        return Area(left, max(at_best))
    highest = rights[int((1 - _BEYOND) * (len(rights) - 1))]
    if highest >= width - left - _SYMMETRIC * em or lines[0].column:
        return Area(left, highest)
    return Area(left, None)
