"""CSV: the rows of the text format; a cell that a spreadsheet would run is made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from speechkit.corpus.trend import Trend
from speechkit.renderers.csv import guard
from speechkit.renderers.trend.rows import TrendView, table


def render(trends: Sequence[Trend], view: TrendView) -> Iterator[str]:
    """A header row, then the rows."""
    for row in table(trends, view):
        yield _row(guard(cell) if isinstance(cell, str) else cell for cell in row)


def _row(row: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue()
