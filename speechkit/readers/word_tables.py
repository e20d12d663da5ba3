"""The cells of a Word table: which rows and columns each stands in and fills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from speechkit.readers.word_styles import VAL, W, integer, value

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Cell", "cells_of", "rows_of"]

_ROW, _CELL = W + "tr", W + "tc"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_PROPERTIES, _ACROSS, _DOWN = W + "tcPr", W + "gridSpan", W + "vMerge"
_DELETED, _MERGED_ACROSS = W + "cellDel", W + "hMerge"
_WIDEST = 63  # columns; Word has no more


class Cell(msgspec.Struct, frozen=True):
    """A cell: its ``table`` in the file, first ``row`` and ``column``, all 1-based, and how many ``rows`` it fills."""

    table: int
    row: int
    column: int
    rows: int = 1


class _Placed(msgspec.Struct, frozen=True):
    """A cell of a row: its column and element; ``merged`` is restart or continue where it fills several rows."""

    column: int
    element: _Element
    merged: str


def rows_of(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table but those that are deleted."""
    for row in _inside(table, _ROW):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield row


def cells_of(rows: list[_Element], table: int) -> Iterator[tuple[Cell, _Element]]:
    """Yield each cell with its element, row by row; what is merged into another cell is left out."""
    placed = [list(_placed(row)) for row in rows]
    going_on = [{each.column for each in row if each.merged == "continue"} for row in placed]
    for number, row in enumerate(placed, 1):
        for each in row:
            if each.merged == "continue":
                continue
            last = number
            if each.merged:
                while last < len(placed) and each.column in going_on[last]:
                    last += 1
            yield Cell(table, number, each.column, last - number + 1), each.element


def _placed(row: _Element) -> Iterator[_Placed]:
    properties = row.find(W + "trPr")
    column = 1 + _count(value(properties, "gridBefore") if properties is not None else None, 0)
    for cell in _inside(row, _CELL):
        across, down, gone = 1, "", False
        for child in cell[0] if len(cell) and cell[0].tag == _PROPERTIES else ():
            tag = child.tag
            if tag == _ACROSS:
                across = _count(child.get(VAL), 1)
            elif tag == _DOWN:
                down = child.get(VAL, "continue")
            elif tag == _DELETED:
                across, gone = 0, True
            elif tag == _MERGED_ACROSS:
                gone = child.get(VAL) != "restart"
        if not gone:
            yield _Placed(column, cell, down)
        column += across


def _count(text: str | None, default: int) -> int:
    number = integer(text)
    return default if number is None else min(max(number, default), _WIDEST)


def _inside(parent: _Element, tag: str) -> Iterator[_Element]:
    """The children of that tag, also those that are wrapped in content controls and the like."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
