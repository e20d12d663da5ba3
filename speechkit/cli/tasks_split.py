"""``speechkit tasks --split unit``: a sheet, or a file, for every unit."""

from __future__ import annotations

import os
from collections.abc import Iterable

from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.printing import Printer
from speechkit.cli.tasks_update import keep_filled_in
from speechkit.errors import OutputError, UsageError, printable
from speechkit.renderers import registry
from speechkit.renderers.ics import dated
from speechkit.renderers.tasks import TaskView
from speechkit.selection import TaskList
from speechkit.sheets.rows import rows_of, units_in
from speechkit.writing import NOT_IN_NAMES, name_like

LONGEST_NAME = 60  # characters of a file's name, its suffix excluded


def is_folder(output: str | None) -> bool:
    """Whether -o names a folder: one that is there, or a name that ends in a slash."""
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))


def check_split(format_name: str, output: str | None) -> None:
    """Raise ``UsageError`` where what is asked for is neither a workbook nor a folder."""
    sheet = format_name == "xlsx" or (format_name == "auto" and (output or "").lower().endswith(".xlsx"))
    if not sheet and not is_folder(output):
        raise UsageError("--split writes a sheet a unit with -o FILE.xlsx, or a file a unit with -o FOLDER/")


def write_folder(
    lists: Iterable[TaskList], view: TaskView, format_name: str, folder: str, *, force: bool, quiet: bool
) -> None:
    """Write a file for every unit into ``folder``, which is made; a unit without a day has no calendar.

    Raises ``OutputError``.
    """
    name = "xlsx" if format_name == "auto" else format_name
    suffix = next((suffix for suffix, each in registry.suffixes(TaskList).items() if each == name), ".txt")
    found = list(lists)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {printable(folder)}: {(error.strerror or str(error)).lower()}") from None
    taken: set[str] = set()
    units = units_in([each.analysis for each in found], view.layout)
    names = [name_like(unit, taken, longest=LONGEST_NAME, forbidden=NOT_IN_NAMES) for unit in units]
    paths = [os.path.join(folder, each + suffix) for each in names]
    for path in () if force else paths:  # before any is written
        keep_filled_in(path)
    for unit, path in zip(units, paths, strict=True):
        own = replace(view, unit=unit, split=False)
        told = [each for each in found if rows_of(each.analysis, own.layout)]
        if name == "ics" and not any(dated(each.analysis, own.layout) for each in told):
            if not quiet:
                complain(f"{printable(unit)}: no calendar, as none of its tasks has a day")
            continue
        Printer(TaskList, name, path).print(told, own)
