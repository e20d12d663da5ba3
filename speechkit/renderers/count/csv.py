"""CSV: one count a row; a cell that a spreadsheet would run is made harmless as in an outline."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from speechkit.corpus.count import Count
from speechkit.renderers.count.json import record
from speechkit.renderers.count.rows import CountView, columns
from speechkit.renderers.csv import guard


def render(counts: Sequence[Count], view: CountView) -> Iterator[str]:
    """A header row, then the rows; what is not known is empty."""
    yield _row(columns(view))
    for count in counts:
        values = record(count, view).values()
        yield _row("" if value is None else guard(value) if isinstance(value, str) else value for value in values)


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
