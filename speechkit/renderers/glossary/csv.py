"""CSV: one entry a row, a field a column; a cell that a spreadsheet would run is made harmless as in an outline."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from speechkit.phrases.glossary import Entry
from speechkit.renderers.csv import guard
from speechkit.renderers.glossary.lines import GlossaryView


def render(entries: Sequence[Entry], view: GlossaryView) -> Iterator[str]:
    """A header row, then the rows; what is a list is joined with ``；``."""
    yield _row(Entry.__struct_fields__)
    for entry in entries:
        values = (getattr(entry, name) for name in Entry.__struct_fields__)
        yield _row(guard("；".join(value) if isinstance(value, tuple) else str(value or "")) for value in values)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
