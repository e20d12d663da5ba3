"""What a ledger says is due: a task a line or a row, unit after unit, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.columns import NAMED
from speechkit.labels import LABELS
from speechkit.renderers.table import Table, View, line
from speechkit.sheets.dues import Due

KEYS = ("actor", "due", "left", "progress", "id", "task", "file")


def headings(view: View) -> list[str]:
    """Return what stands above the columns."""
    left = LABELS[view.language].task_sheet.days_left
    return [left if key == "left" else NAMED[key].heading(view.language) for key in KEYS]


def cells_of(due: Due) -> tuple[str | int, ...]:
    """Return the cells of a row."""
    return due.unit, due.day, due.left, due.progress, due.id, due.task, due.file


def lines(dues: Iterable[Due], view: View) -> Iterator[str]:
    """Yield a header and a task a line, cells parted by tabs; overdue ones have fewer than no days left."""
    yield line(headings(view))
    for due in dues:
        yield line(map(str, cells_of(due)))


def table(dues: Iterable[Due], view: View) -> Table:
    """Return all columns; a record is a task."""
    found = list(dues)
    return Table(headings(view), (map(cells_of, found),), (found,), headed=True)


def left_of(due: Due, view: View) -> str:
    """Return in words how many days are left, or since how many it is overdue."""
    labels = LABELS[view.language].task_sheet
    return labels.overdue.format(-due.left) if due.left < 0 else labels.left.format(due.left)
