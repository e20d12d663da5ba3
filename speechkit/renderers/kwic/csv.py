"""CSV: one hit a row; a cell that a spreadsheet would run is made harmless as in an outline."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from speechkit.corpus.kwic import Hit
from speechkit.renderers.csv import guard
from speechkit.renderers.kwic.json import cut
from speechkit.renderers.kwic.lines import KwicView


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """A header row, then the rows, contexts as wide as the text format has them."""
    yield _row(Hit.__struct_fields__)
    for hit in hits:
        shown = cut(hit, view)
        values = (getattr(shown, name) for name in Hit.__struct_fields__)
        yield _row(guard(value) if isinstance(value, str) else value for value in values)


def _row(values: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow("" if value is None else value for value in values)
    return line.getvalue()
