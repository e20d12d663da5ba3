"""CSV: one phrase a row; a cell that a spreadsheet would run is made harmless as in an outline."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from speechkit.renderers.csv import guard
from speechkit.renderers.slogans.rows import (
    COMPANION_HEADINGS,
    FILE,
    HEADINGS,
    SloganView,
    Speech,
    companion_cells,
    rows_of,
)

KEYS = (
    "line", "kind", "text", "part", "name", "variant_of", "members", "present", "missing", "order", "frame", "fillers",
)  # fmt: skip
UNIQUE_KEYS = ("count", "kind", "text", "lines", "name", "variant_of")


def render(speeches: Iterable[Speech], view: SloganView) -> Iterator[str]:
    """A header row, then the rows; for ``companions`` those of the formulas that lack some, and no others."""
    keys = UNIQUE_KEYS if view.unique else KEYS
    headings = COMPANION_HEADINGS if view.companions else tuple(HEADINGS[key] for key in keys)
    started = False
    for speech in speeches:
        if not started:
            yield _row([*headings, FILE] if view.several else headings)
            started = True
        file = [speech.document.source.name] if view.several else []
        if view.companions:
            rows: Iterable[Iterable[str]] = map(companion_cells, speech.companions)
        else:
            rows = ([row.cells[key] for key in keys] for row in rows_of(speech, view))
        for cells in rows:
            yield _row(map(guard, (*cells, *file)))


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
