"""The tasks for people, by rich: a block a task, where there is room a table. Data goes into ``Text``, never markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from speechkit.chars import one_line
from speechkit.columns import NAMED
from speechkit.errors import printable
from speechkit.labels import LABELS
from speechkit.renderers.tasks import TaskView, grouped
from speechkit.renderers.terminal import console_on, flowed, path_cut, print_head, put, wrapped
from speechkit.renderers.terminal_table import Column, beside, header, widths_of
from speechkit.selection import TaskList
from speechkit.sheets.rows import Row

DEFAULT_WIDTH = 240  # cells, where nobody says how wide it may be
MIN_WIDTH = 40  # cells that are taken at least
TABLE_WIDTH = 100  # cells from which on a table leaves the task its room
MARGIN = 5  # cells before what stands below an id
MORE = 4  # characters of a sentence beside what an item is called, such as 一要 and a full stop
FACTS = ("actor", "when", "strength", "line")
STYLES = {"id": "dim", "actor": "cyan", "when": "magenta", "strength": "", "line": "dim"}
MOST = {"actor": 22, "when": 16}  # cells of a table


class Entry(msgspec.Struct, frozen=True):
    """A row and its texts: that of a task, or what an item is called and then its sentences."""

    row: Row
    texts: tuple[Text, ...]


Groups = Sequence[tuple[str, list[Entry]]]


def render(lists: Iterable[TaskList], view: TaskView) -> Iterator[str]:
    """Yield the items of each input, or its tasks where the view has ``sentences``; they are wrapped, never cut.

    They are grouped by section unless the view says otherwise.
    """
    width = max(view.width or DEFAULT_WIDTH, MIN_WIDTH)
    view = replace(view, by=view.by or "section")
    for at, each in enumerate(lists):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, each.analysis.source.name, at)
        groups = [(heading, [Entry(row, tuple(_texts(row))) for row in rows]) for heading, rows in grouped(each, view)]
        layout = _print_table if width >= TABLE_WIDTH else _print_blocks
        layout(console, groups, view, width)
        yield out.getvalue()


def _texts(row: Row) -> Iterator[Text]:
    """What a row says: a sentence, or what an item is called and the sentences that belong to it, with their ids.

    A first sentence that says no more than the item is called stands for both.
    """
    called, said = printable(row.text("task")), [printable(one_line(task.text)) for task in row.tasks]
    if len(said) < 2:
        yield Text(said[0])
        return
    both = len(said[0]) <= len(called) + MORE and called in said[0]
    if not both:
        yield Text(called, style="bold")
    for at, (task, text) in enumerate(zip(row.tasks, said, strict=True)):
        style = "bold" if both and at == 0 else ""
        yield Text.assemble((f"{printable(task.id):<{MARGIN - 1}} ", STYLES["id"]), (text, style))


def _wrapped(texts: Iterable[Text], width: int) -> list[Text]:
    """The lines of a row: what begins with an id goes on to the right of it."""
    return [line for text in texts for line in wrapped(text, width, MARGIN * bool(text.spans))]


def _print_blocks(console: Console, groups: Groups, view: TaskView, width: int) -> None:
    for at, (heading, rows) in enumerate(groups):
        put(console, [*[Text()] * (at > 0), _heading(heading, len(rows), width)])
        for each in rows:
            facts = [cell for key in FACTS if (cell := _cell(each.row, key, view))]
            label = Text.assemble((f"{printable(each.row.task.id):<{MARGIN - 1}} ", STYLES["id"]))
            put(console, flowed(label, facts, "  ", width, MARGIN))
            put(console, (Text(" " * MARGIN).append_text(line) for line in _wrapped(each.texts, width - MARGIN)))


def _print_table(console: Console, groups: Groups, view: TaskView, width: int) -> None:
    headings = {key: NAMED[key].heading(view.language) for key in ("task", *FACTS)}
    shown = [Column(""), Column(headings["task"], text=True)]
    shown += [Column(headings[key], STYLES[key], most=MOST.get(key)) for key in FACTS]
    filled = [(heading, [(each, _cells(each.row, view)) for each in rows]) for heading, rows in groups]
    longest = [[cells[0], text, *cells[1:]] for _, rows in filled for each, cells in rows for text in each.texts]
    widths = widths_of(shown, longest, width)
    if widths is None:
        _print_blocks(console, groups, view, width)
        return
    put(console, [header(shown, widths)])
    for heading, rows in filled:
        put(console, [_heading(heading, len(rows), width)])
        for each, (id_, *facts) in rows:
            lines = [[id_], _wrapped(each.texts, widths[1])]
            lines += [wrapped(fact, room) for fact, room in zip(facts, widths[2:], strict=True)]
            put(console, beside(shown, lines, widths))


def _cells(row: Row, view: TaskView) -> list[Text]:
    return [Text.assemble((printable(row.task.id), STYLES["id"])), *(_cell(row, key, view) for key in FACTS)]


def _heading(heading: str, tasks: int, width: int) -> Text:
    """The heading of a group, of whose path the last part is kept, and how many tasks the group has."""
    count = f" ({tasks})"
    return Text.assemble((path_cut(printable(heading), width - len(count)), "bold"), (count, "cyan"))


def _cell(row: Row, key: str, view: TaskView) -> Text:
    text, style = printable(row.text(key)), STYLES[key]
    if key == "actor" and text == LABELS[view.language].task_sheet.unknown_actor:
        style = "yellow"
    if key == "actor" and row.hint:
        style = "bright_black"
    if key == "strength" and row.task.strength == "must":
        style = "red"
    if key == "line" and text:
        text = f":{text}"
    return Text(text, style=style)
