"""The task table for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from msgspec.structs import replace
from rich.table import Table
from rich.text import Text

from speechkit.errors import printable
from speechkit.labels import LABELS
from speechkit.renderers.tasks import TaskView, grouped
from speechkit.renderers.terminal import console_on, print_head
from speechkit.selection import TaskList
from speechkit.sheets.columns import Row, columns

DEFAULT_WIDTH = 240  # cells, where nobody says how wide it may be
MIN_WIDTH = 60  # in less the columns beside the task leave it no room
KEYS = ("id", "task", "actor", "deadline", "strength", "line")
STYLES = {"id": "dim", "actor": "cyan", "deadline": "magenta", "strength": "", "line": "dim", "task": ""}


def render(lists: Iterable[TaskList], view: TaskView) -> Iterator[str]:
    """Yield a table for each input, grouped by section unless the view says otherwise; tasks are wrapped, never cut."""
    width = max(view.width or DEFAULT_WIDTH, MIN_WIDTH)
    view = replace(view, by=view.by or "section")
    for at, each in enumerate(lists):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, each.analysis.source.name, at)
        console.print(_table([], view, width, header=True))
        for heading, rows in grouped(each, view):
            label = Text(printable(heading), style="bold").append(f" ({len(rows)})", style="cyan not bold")
            console.print(label, overflow="ellipsis", no_wrap=True)
            console.print(_table(rows, view, width))
        yield out.getvalue()


def _table(rows: list[Row], view: TaskView, width: int, *, header: bool = False) -> Table:
    # One table a group, all with the same widths: rich has no cell that spans columns.
    table = Table(box=None, show_header=header, header_style="bold underline", width=width, pad_edge=False)
    headings = {column.key: column.heading(view.language) for column in columns()} | {"id": ""}
    widths = {"id": 5, "actor": 16 if width < 100 else 22, "deadline": 12, "strength": 8, "line": 5}
    room = width - sum(widths.values()) - 2 * len(widths)
    for key in KEYS:
        table.add_column(headings[key], width=widths.get(key, room), overflow="fold", no_wrap=key in ("id", "line"))
    for row in rows:
        table.add_row(*(_cell(row, key, view) for key in KEYS))
    return table


def _cell(row: Row, key: str, view: TaskView) -> Text:
    if key == "id":
        return Text(printable(row.task.id), style=STYLES[key])
    text = printable(row.text(key))
    style = STYLES[key]
    if key == "actor" and text == LABELS[view.language].task_sheet.unknown_actor:
        style = "yellow"
    if key == "actor" and row.task.actor_from == "inherited":
        style = "bright_black"
    if key == "deadline" and (due := row.text("due")):
        text = f"{text} {due}"
    if key == "strength" and row.task.strength == "must":
        style = "red"
    return Text(text, style=style)
