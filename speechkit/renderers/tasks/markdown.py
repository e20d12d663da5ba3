"""Markdown: the title as a heading, one table, or one a group under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from speechkit.model import Analysis, Document
from speechkit.renderers.markdown import escape
from speechkit.sheets.columns import Row, TaskView, columns, rows_of, title_of

KEYS = ("number", "task", "actor", "co_actors", "deadline", "due", "strength", "targets", "part", "line")


def render(documents: Iterable[tuple[Document, Analysis]], view: TaskView) -> Iterator[str]:
    """A level-1 heading for each input, then its table or tables."""
    for at, (document, analysis) in enumerate(documents):
        yield "\n" * (at > 0) + f"# {_escape(title_of(document, analysis))}\n"
        rows = rows_of(document, analysis, view)
        if not rows or not view.by:
            yield _table(rows, view)
            continue
        for heading, group in groupby(rows, key=lambda row: row.group):
            yield f"\n## {_escape(heading)}\n"
            yield _table(list(group), view)


def _table(rows: list[Row], view: TaskView) -> str:
    shown = [column for column in columns(view, KEYS) if column.key != "file"]
    lines = [[column.heading(view.language) for column in shown], ["---"] * len(shown)]
    lines += [[_escape(row.text(column.key)) for column in shown] for row in rows]
    return "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escape(text: str) -> str:
    # Behind a letter: in a cell or a heading nothing opens a list or a rule, so that dates need no backslash.
    return escape(f"x{text}")[1:]
