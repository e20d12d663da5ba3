"""Plain text: a header and one task a line, cells parted by tabs, the task last so that nothing pushes it about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from speechkit.errors import printable
from speechkit.model import Analysis, Document
from speechkit.sheets.columns import TaskView, columns, rows_of

KEYS = ("number", "actor", "co_actors", "deadline", "due", "strength", "targets", "line", "task")


def render(documents: Iterable[tuple[Document, Analysis]], view: TaskView) -> Iterator[str]:
    """Lines; a group is headed by ``# heading (count)``, with several inputs each is headed as ``head`` does."""
    shown = [column for column in columns(view, KEYS) if column.key != "file"]
    for at, (document, analysis) in enumerate(documents):
        if view.several:
            yield "\n" * (at > 0) + f"==> {printable(document.source.name)} <==\n"
        yield "\t".join(column.heading(view.language) for column in shown) + "\n"
        for heading, group in groupby(rows_of(document, analysis, view), key=lambda row: row.group):
            rows = list(group)
            if view.by:
                yield f"# {heading} ({len(rows)})\n"
            for row in rows:
                yield "\t".join(row.text(column.key).replace("\t", " ") for column in shown) + "\n"
