"""JSON, indented: one input is one object, several are an array of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from speechkit.model import Analysis, Document, SourceInfo, Span, SpeechDate, Task, Warning
from speechkit.renderers.json import objects
from speechkit.sheets.columns import TaskView, rows_of


class Tasks(msgspec.Struct, frozen=True):
    """The part of an analysis that ``speechkit tasks`` prints."""

    schema_version: str
    source: SourceInfo
    title: Span | None
    date: SpeechDate | None
    tasks: tuple[Task, ...]
    warnings: tuple[Warning, ...]


def render(documents: Iterable[tuple[Document, Analysis]], view: TaskView) -> Iterator[str]:
    """The tasks by the contract, in the view's order."""
    return objects((record(document, analysis, view) for document, analysis in documents), several=view.several)


def record(document: Document, analysis: Analysis, view: TaskView) -> Tasks:
    """What is printed of one input."""
    return Tasks(
        analysis.schema_version,
        analysis.source,
        analysis.title,
        analysis.date,
        tuple(row.task for row in rows_of(document, analysis, view)),
        analysis.warnings,
    )
