"""JSON Lines: one task a line, by the contract, with the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.model import Analysis, Document, Task
from speechkit.renderers.json import compact
from speechkit.sheets.columns import TaskView, rows_of


class TaskOfFile(Task, frozen=True, kw_only=True):
    """A task and the input that it was found in."""

    file: str


def render(documents: Iterable[tuple[Document, Analysis]], view: TaskView) -> Iterator[str]:
    """Lines in the view's order; no task, no line."""
    for document, analysis in documents:
        yield ""  # so that a file is written, be it empty
        for row in rows_of(document, analysis, view):
            fields = {name: getattr(row.task, name) for name in row.task.__struct_fields__}
            yield compact(TaskOfFile(**fields, file=document.source.name)) + "\n"
