"""Tables of a PDF document: the rules that are drawn on a page → the grid of its cells, and the text in each."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import pypdfium2.raw as pdfium

from speechkit.readers.pdf_furniture import SheetRow, rows_of
from speechkit.readers.pdf_page import Chunk, Frame

__all__ = ["Grid", "GridCell", "Rule", "cells_of", "grids_of", "may_hold_table"]

_THIN = 3.0  # points: what is drawn thinner is a rule
_SHORTEST = 6.0  # points of a rule
_TOUCH = 3.5  # points that rules of one table may miss each other
_MOST_OBJECTS, _MOST_RULES = 20_000, 1_500  # on a page that is looked at: maps and diagrams have more
_BOX = 6  # segments of a path that is the edge of a box, at most
_APART = 1.9  # characters between two cells of a row


class Rule(NamedTuple):
    """A rule at ``at`` from ``start`` to ``end``: across, y and two x; upright, x and two y; from the top left."""

    at: float
    start: float
    end: float


class Grid(msgspec.Struct):
    """Where the columns and rows of a table begin and end, and which rules there are between its cells."""

    columns: list[float]
    rows: list[float]
    across: list[Rule]
    upright: list[Rule]

    def holds(self, chunk: Chunk) -> bool:
        """Whether a stretch of text stands in the table."""
        middle = chunk.y - chunk.size / 3
        return self.rows[0] <= middle <= self.rows[-1] and self.columns[0] - _TOUCH <= chunk.left <= self.columns[-1]

    def place(self, chunk: Chunk) -> tuple[int, int, int]:
        """Row and column of the cell in which a stretch stands, from 0, and how many rows the cell fills."""
        x, y = chunk.left + chunk.size / 3, chunk.y - chunk.size / 3
        column = min(max(bisect_right(self.columns, x) - 1, 0), len(self.columns) - 2)
        row = min(max(bisect_right(self.rows, y) - 1, 0), len(self.rows) - 2)
        while column and not _crossed(self.upright, self.columns[column], y):
            column -= 1
        last = row
        while row and not _crossed(self.across, self.rows[row], x):
            row -= 1
        while last < len(self.rows) - 2 and not _crossed(self.across, self.rows[last + 1], x):
            last += 1
        return row, column, last - row + 1


class GridCell(NamedTuple):
    """The stretches of text in a cell, row by row; ``row`` and ``column`` from 0, and how many rows it fills."""

    row: int
    column: int
    rows: int
    lines: list[SheetRow]


def may_hold_table(rows: Sequence[SheetRow]) -> bool:
    """Whether two stretches stand far apart on one height, below the first line of a page and above its last."""
    return any(
        after.left - before.right > _APART * after.size
        for row in rows[1:-1]
        if len(row.chunks) > 1
        for before, after in zip(row.chunks, row.chunks[1:], strict=False)
    )


def grids_of(page: Any, frame: Frame) -> list[Grid]:
    """Return the tables with rules between at least two columns, from top to bottom; ``page`` is pdfium's."""
    across, upright = _rules(page, frame)
    if not across or not upright or len(across) + len(upright) > _MOST_RULES:
        return []
    found = []
    for of_table, uprights in _connected(sorted(across), sorted(upright)):
        columns = _places([rule.at for rule in uprights] + [end for rule in of_table for end in rule[1:]])
        rows = _places([rule.at for rule in of_table] + [end for rule in uprights for end in rule[1:]])
        if len(columns) > 2 and len(rows) > 1:
            found.append(Grid(columns, rows, of_table, uprights))
    return sorted(found, key=lambda grid: grid.rows[0])


def cells_of(grid: Grid, chunks: Iterable[Chunk]) -> Iterator[GridCell]:
    """Yield the cells that hold text, row by row."""
    cells: dict[tuple[int, int], tuple[int, list[Chunk]]] = {}
    for chunk in chunks:
        row, column, rows = grid.place(chunk)
        cells.setdefault((row, column), (rows, []))[1].append(chunk)
    for (row, column), (rows, held) in sorted(cells.items(), key=lambda item: item[0]):
        yield GridCell(row, column, rows, rows_of(held))


def _crossed(rules: Sequence[Rule], at: float, where: float) -> bool:
    """Whether one of the rules at ``at`` goes over ``where``."""
    return any(abs(rule.at - at) <= _TOUCH and rule.start - _TOUCH <= where <= rule.end + _TOUCH for rule in rules)


def _places(values: list[float]) -> list[float]:
    """The values in order, those that are nearly the same once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _TOUCH:
            found.append(value)
    return found


def _connected(across: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules of each table: those that touch, directly or by others."""
    bands: list[tuple[float, float, list[Rule]]] = []  # upright rules whose heights overlap, from top to bottom
    for rule in sorted(upright, key=lambda rule: rule.start):
        if bands and rule.start <= bands[-1][1] + _TOUCH:
            top, bottom, held = bands[-1]
            held.append(rule)
            bands[-1] = top, max(bottom, rule.end), held
        else:
            bands.append((rule.start, rule.end, [rule]))
    for top, bottom, held in bands:
        first, last = min(rule.at for rule in held), max(rule.at for rule in held)
        of_band = [
            rule
            for rule in across
            if top - _TOUCH <= rule.at <= bottom + _TOUCH and rule.end >= first - _TOUCH and rule.start <= last + _TOUCH
        ]
        if of_band:
            yield of_band, held


def _rules(page: Any, frame: Frame) -> tuple[list[Rule], list[Rule]]:
    count = pdfium.FPDFPage_CountObjects(page)
    across: list[Rule] = []
    upright: list[Rule] = []
    if count > _MOST_OBJECTS:
        return across, upright
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(count):
        shape = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(shape, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        top, bottom, left, right = frame.top - top, frame.top - bottom, left - frame.left, right - frame.left
        if right - left > 0.95 * frame.width and bottom - top > 0.95 * frame.height:
            continue
        if bottom - top <= _THIN:
            if right - left >= _SHORTEST:
                across.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= _THIN:
            if bottom - top >= _SHORTEST:
                upright.append(Rule((left + right) / 2, top, bottom))
        elif pdfium.FPDFPath_CountSegments(shape) <= _BOX:
            across += [Rule(top, left, right), Rule(bottom, left, right)]
            upright += [Rule(left, top, bottom), Rule(right, top, bottom)]
        else:
            for rule, is_upright in _segments(shape, frame):
                (upright if is_upright else across).append(rule)
        if len(across) + len(upright) > _MOST_RULES:
            break
    return across, upright


def _segments(shape: Any, frame: Frame) -> Iterator[tuple[Rule, bool]]:
    """The straight stretches of a path that are rules, and whether they are upright."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for number in range(min(pdfium.FPDFPath_CountSegments(shape), _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e - frame.left,
            frame.top - (matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        if before and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            (x0, x1), (y0, y1) = sorted((before[0], point[0])), sorted((before[1], point[1]))
            if y1 - y0 <= _THIN / 2 and x1 - x0 >= _SHORTEST:
                yield Rule((y0 + y1) / 2, x0, x1), False
            elif x1 - x0 <= _THIN / 2 and y1 - y0 >= _SHORTEST:
                yield Rule((x0 + x1) / 2, y0, y1), True
        before = point
