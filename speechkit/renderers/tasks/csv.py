"""CSV: the whole table, one task a row; a cell that a spreadsheet would run is made harmless as in an outline."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from speechkit.model import Analysis, Document
from speechkit.renderers.csv import guard
from speechkit.sheets.columns import TaskView, columns, rows_of


def render(documents: Iterable[tuple[Document, Analysis]], view: TaskView) -> Iterator[str]:
    """A header row, then the rows, numbered through all inputs; ``by`` orders them."""
    shown = columns(view)
    number = 0
    for document, analysis in documents:
        if number == 0:
            yield _row([column.heading(view.language) for column in shown])
            number = 1
        for row in rows_of(document, analysis, view, number):
            cells = (row.cells[column.key] for column in shown)
            yield _row([guard(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells])
            number += 1


def _row(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
