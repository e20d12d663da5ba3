"""The task table: tab-separated lines, Markdown, CSV, JSON; and the workbook, which ``sheets`` writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec
from msgspec.structs import replace

from speechkit.columns import Shown, chosen, fits, others, shown
from speechkit.model import Item, SourceInfo, Span, SpeechDate, Task, Warning
from speechkit.offices import NO_OFFICES, Offices, Suggestion
from speechkit.renderers.table import Row as TableRow
from speechkit.renderers.table import Table, View, head, line, markdown_cell, markdown_table
from speechkit.selection import TaskList
from speechkit.sheets.rows import GroupBy, Layout, Row, rows_of, title_of

TEXT_KEYS = ("id", "actor", "co_actors", "deadline", "due", "strength", "targets", "line", "task", "item", "measures")
MARKDOWN_KEYS = ("id", "task", "item", "measures", "actor", "co_actors", "when", "strength", "targets", "part", "line")
AS_THEY_ARE = ("number", "line", "due", "source")  # in data: numbers, days, the very words


class TaskView(View, frozen=True):
    """How the table is shown: a row an item, or a sentence, grouped ``by`` something, in the ``columns`` asked for.

    ``split``: a workbook has a sheet a unit behind the table. ``unit``: only what that one leads or helps.
    """

    by: GroupBy | None = None
    sentences: bool = False
    columns: tuple[str, ...] = ()
    portrait: bool = False
    offices: Offices = NO_OFFICES
    split: bool = False
    unit: str = ""

    @property
    def layout(self) -> Layout:
        """How the rows are made."""
        return Layout(
            self.language,
            self.by,
            self.sentences,
            self.columns,
            self.portrait,
            self.offices,
            several=bool(self.several),
            unit=self.unit,
        )

    def lines_of(self, keys: Iterable[str]) -> list[Shown]:
        """Return the columns of a table for people: those asked for, else those with ``keys`` that the rows have."""
        if self.columns:
            return chosen(self.columns, self.language, sentences=self.sentences)
        return [shown(key, self.language) for key in keys if fits(key, sentences=self.sentences)]

    def all_columns(self) -> list[Shown]:
        """Return the columns of a table for programs: those asked for, else all."""
        usual = chosen(
            self.columns, self.language, sentences=self.sentences, grouped=bool(self.by), with_file=bool(self.several)
        )
        return usual if self.columns else [*usual, *others(usual, self.language, sentences=self.sentences)]


class TasksRecord(msgspec.Struct, frozen=True):
    """The part of an analysis that ``speechkit tasks`` prints."""

    schema_version: str
    source: SourceInfo
    title: Span | None
    date: SpeechDate | None
    tasks: tuple[Task, ...]
    warnings: tuple[Warning, ...]
    items: tuple[Item, ...] = ()
    suggested: tuple[Suggestion, ...] | msgspec.UnsetType = msgspec.UNSET  # where the office names its units


class TaskOfFile(Task, frozen=True, kw_only=True):
    """A task and the input that it was found in."""

    file: str


def lines(lists: Iterable[TaskList], view: TaskView) -> Iterator[str]:
    """Yield a header and a row a line for each input, its words last, so that their length moves nothing.

    A group is headed by ``# heading (count)``.
    """
    columns = view.lines_of(TEXT_KEYS)
    for at, each in enumerate(lists):
        if view.several:
            yield head(each.analysis.source.name, at)
        yield line(column.heading for column in columns)
        for heading, rows in grouped(each, view):
            if view.by:
                yield f"# {heading} ({len(rows)})\n"
            for row in rows:
                yield line(row.text(column.key) for column in columns)


def markdown(lists: Iterable[TaskList], view: TaskView) -> Iterator[str]:
    """Yield a level-1 heading for each input, then its table, or a table for each group below its heading."""
    for at, each in enumerate(lists):
        yield "\n" * (at > 0) + f"# {markdown_cell(title_of(each.analysis))}\n"
        groups = grouped(each, view)
        if not groups or not view.by:
            yield _markdown_table([row for _, rows in groups for row in rows], view)
            continue
        for heading, rows in groups:
            yield f"\n## {markdown_cell(heading)}\n"
            yield _markdown_table(rows, view)


def _markdown_table(rows: list[Row], view: TaskView) -> str:
    columns = view.lines_of(MARKDOWN_KEYS)
    headings = (column.heading for column in columns)
    return "\n" + markdown_table(headings, ((row.text(column.key) for column in columns) for row in rows))


def grouped(tasks: TaskList, view: TaskView) -> list[tuple[str, list[Row]]]:
    """Return the groups of the view with their headings; one without a heading where it asks for none."""
    rows = rows_of(tasks.analysis, view.layout)
    return [(heading, list(group)) for heading, group in groupby(rows, key=lambda row: row.group)]


def table(lists: Iterable[TaskList], view: TaskView) -> Table:
    """Return all columns, the rows numbered through all inputs; a record is the tasks of one input."""
    headings = [column.heading for column in view.all_columns()]
    records = ((_record(each, view),) for each in lists)
    return Table(headings, _numbered(lists, view), records, headed=True)


def _numbered(lists: Iterable[TaskList], view: TaskView) -> Iterator[Iterable[TableRow]]:
    number = 1
    keys = [column.key for column in view.all_columns()]
    for each in lists:
        rows = rows_of(each.analysis, view.layout, first=number)
        yield ([row.cell(key) if key in AS_THEY_ARE else row.text(key) for key in keys] for row in rows)
        number += len(rows)


def _record(tasks: TaskList, view: TaskView) -> TasksRecord:
    analysis = tasks.analysis
    shown = _ordered(tasks, view)
    held = {task.id for task in shown}
    suggested = tuple(found for task in shown if (found := view.offices.suggest(task)))
    return TasksRecord(
        analysis.schema_version,
        analysis.source,
        analysis.title,
        analysis.date,
        shown,
        analysis.warnings,
        tuple(item for item in analysis.items if not held.isdisjoint(item.tasks)),
        suggested if view.offices.entries else msgspec.UNSET,
    )


def _ordered(tasks: TaskList, view: TaskView) -> tuple[Task, ...]:
    analysis = tasks.analysis
    if view.unit:  # what stands in an item of the unit
        told = {task.id for row in rows_of(analysis, view.layout) for task in row.tasks}
        analysis = replace(analysis, tasks=tuple(task for task in analysis.tasks if task.id in told))
    layout = replace(view.layout, sentences=True, unit="")
    return tuple(row.task for row in rows_of(analysis, layout))


def task_records(lists: Iterable[TaskList], view: TaskView) -> Table:
    """Return a record a task, with the name of its file."""
    return Table(records=(_of_file(each, view) for each in lists))


def _of_file(tasks: TaskList, view: TaskView) -> Iterator[TaskOfFile]:
    for task in _ordered(tasks, view):
        fields = {name: getattr(task, name) for name in task.__struct_fields__}
        yield TaskOfFile(**fields, file=tasks.analysis.source.name)


def workbook(lists: Iterable[TaskList], view: TaskView) -> Iterator[bytes]:
    """Yield the workbook in one piece, of all inputs. Raises ``OutputError`` where a text does not fit its cell."""
    from speechkit.sheets.xlsx import write_sheet

    return write_sheet(lists, view.layout, split=view.split)
