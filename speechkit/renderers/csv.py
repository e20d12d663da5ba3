"""CSV: one section a row, for spreadsheets.

A cell that a spreadsheet would run as a formula (it begins with = + @ or a tab, or with - and more) is preceded by an
apostrophe; no heading of a real speech begins so, and the marker ``-`` alone stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from speechkit.model import Analysis, Document
from speechkit.renderers.view import OutlineView, items

COLUMNS = ("file", "id", "level", "marker", "title", "start", "end", "line", "parent", "series", "ordinal", "part")


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """A header row, then the rows; with ``text`` the body is the last column."""
    started = False
    for document, analysis in documents:
        if not started:
            yield _row([*COLUMNS, "text"] if view.text else COLUMNS)
            started = True
        for item in items(document, analysis, view):
            section = item.section
            row: list[object] = [
                guard(document.source.name),
                section.id,
                section.level,
                guard(item.marker or section.marker),
                guard(item.title),
                section.start,
                section.end,
                section.line,
                section.parent,
                section.series,
                section.ordinal,
                section.part,
            ]
            yield _row([*row, guard("\n".join(item.body))] if view.text else row)


def guard(cell: str) -> str:
    """``cell``, made harmless where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "@", "\t", "\r"} or (cell[:1] == "-" and cell != "-") else cell


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
