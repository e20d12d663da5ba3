"""The task table for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace
from rich.table import Table
from rich.text import Text

from speechkit.errors import printable
from speechkit.labels import LABELS
from speechkit.model import Analysis, Document
from speechkit.renderers.terminal import console_on
from speechkit.sheets.columns import Row, TaskView, columns, rows_of

UNLIMITED = 240  # cells, where nobody says how wide it may be
LEAST = 60  # narrower than this the columns beside the task leave it no room
STYLES = {"id": "dim", "actor": "cyan", "deadline": "magenta", "strength": "", "line": "dim", "task": ""}


def render(documents: Iterable[tuple[Document, Analysis]], view: TaskView) -> Iterator[str]:
    """A table for each input, grouped by section unless the view says otherwise; the task is shown whole, wrapped."""
    width = max(view.width or UNLIMITED, LEAST)
    view = replace(view, by=view.by or "section")
    for at, (document, analysis) in enumerate(documents):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            out.write("\n" * (at > 0))
            console.print(Text(f"==> {printable(document.source.name)} <==", style="dim"), no_wrap=True)
        console.print(_table([], view, width, header=True))
        for heading, group in groupby(rows_of(document, analysis, view), key=lambda row: row.group):
            rows = list(group)
            label = Text(printable(heading), style="bold").append(f" ({len(rows)})", style="cyan not bold")
            console.print(label, overflow="ellipsis", no_wrap=True)
            console.print(_table(rows, view, width))
        yield out.getvalue()


def _table(rows: list[Row], view: TaskView, width: int, *, header: bool = False) -> Table:
    # One table a group, all with the same widths: rich has no cell that spans columns.
    table = Table(box=None, show_header=header, header_style="bold underline", width=width, pad_edge=False)
    headings = {column.key: column.heading(view.language) for column in columns(view)} | {"id": ""}
    sides = {"id": 5, "actor": 16 if width < 100 else 22, "deadline": 12, "strength": 8, "line": 5}
    room = width - sum(sides.values()) - 2 * len(sides)
    for key in ("id", "task", "actor", "deadline", "strength", "line"):
        table.add_column(headings[key], width=sides.get(key, room), overflow="fold", no_wrap=key in ("id", "line"))
    for row in rows:
        table.add_row(*(_cell(row, key, view) for key in ("id", "task", "actor", "deadline", "strength", "line")))
    return table


def _cell(row: Row, key: str, view: TaskView) -> Text:
    if key == "id":
        return Text(printable(row.task.id), style=STYLES[key])
    text = printable(row.text(key))
    style = STYLES[key]
    if key == "actor" and text == LABELS[view.language].task_sheet.unknown_actor:
        style = "yellow"
    if key == "deadline" and (due := row.text("due")):
        text = f"{text} {due}"
    if key == "strength" and row.task.strength == "must":
        style = "red"
    return Text(text, style=style)
