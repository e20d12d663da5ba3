"""The tasks for people, by rich: a block a task, where there is room a table. Data goes into ``Text``, never markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from speechkit.errors import printable
from speechkit.labels import LABELS
from speechkit.renderers.tasks import TaskView, grouped
from speechkit.renderers.terminal import console_on, flowed, path_cut, print_head, put, wrapped
from speechkit.renderers.terminal_table import Column, header, row_lines, widths_of
from speechkit.selection import TaskList
from speechkit.sheets.columns import Row, columns

DEFAULT_WIDTH = 240  # cells, where nobody says how wide it may be
MIN_WIDTH = 40  # cells that are taken at least
TABLE_WIDTH = 100  # cells from which on a table leaves the task its room
MARGIN = 5  # cells before what stands below an id
KEYS = ("id", "task", "actor", "deadline", "strength", "line")
STYLES = {"id": "dim", "actor": "cyan", "deadline": "magenta", "strength": "", "line": "dim", "task": ""}
MOST = {"actor": 22, "deadline": 16}  # cells of a table


def render(lists: Iterable[TaskList], view: TaskView) -> Iterator[str]:
    """Yield the tasks of each input, grouped by section unless the view says otherwise; they are wrapped, never cut."""
    width = max(view.width or DEFAULT_WIDTH, MIN_WIDTH)
    view = replace(view, by=view.by or "section")
    for at, each in enumerate(lists):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, each.analysis.source.name, at)
        groups = grouped(each, view)
        layout = _print_table if width >= TABLE_WIDTH else _print_blocks
        layout(console, groups, view, width)
        yield out.getvalue()


def _print_blocks(console: Console, groups: Sequence[tuple[str, list[Row]]], view: TaskView, width: int) -> None:
    for at, (heading, rows) in enumerate(groups):
        put(console, [*[Text()] * (at > 0), _heading(heading, len(rows), width)])
        for row in rows:
            facts = [cell for key in KEYS[2:] if (cell := _cell(row, key, view))]
            label = Text.assemble((f"{printable(row.task.id):<{MARGIN - 1}} ", STYLES["id"]))
            put(console, flowed(label, facts, "  ", width, MARGIN))
            text = Text(" " * MARGIN).append_text(_cell(row, "task", view))
            put(console, wrapped(text, width, MARGIN))


def _print_table(console: Console, groups: Sequence[tuple[str, list[Row]]], view: TaskView, width: int) -> None:
    headings = {column.key: column.heading(view.language) for column in columns()} | {"id": ""}
    shown = [Column(headings[key], STYLES[key], text=key == "task", most=MOST.get(key)) for key in KEYS]
    filled = [(heading, [[_cell(row, key, view) for key in KEYS] for row in rows]) for heading, rows in groups]
    widths = widths_of(shown, [row for _, rows in filled for row in rows], width)
    if widths is None:
        _print_blocks(console, groups, view, width)
        return
    put(console, [header(shown, widths)])
    for heading, rows in filled:
        put(console, [_heading(heading, len(rows), width)])
        for row in rows:
            put(console, row_lines(shown, row, widths))


def _heading(heading: str, tasks: int, width: int) -> Text:
    """The heading of a group, of whose path the last part is kept, and how many tasks the group has."""
    count = f" ({tasks})"
    return Text.assemble((path_cut(printable(heading), width - len(count)), "bold"), (count, "cyan"))


def _cell(row: Row, key: str, view: TaskView) -> Text:
    if key == "id":
        return Text(printable(row.task.id))
    text, style = printable(row.text(key)), STYLES[key]
    if key == "actor" and text == LABELS[view.language].task_sheet.unknown_actor:
        style = "yellow"
    if key == "actor" and row.task.actor_from == "inherited":
        style = "bright_black"
    if key == "deadline" and (due := row.text("due")):
        text = f"{text} {due}"
    if key == "strength" and row.task.strength == "must":
        style = "red"
    if key == "line" and text:
        text = f":{text}"
    return Text(text, style=style)
