"""``speechkit tasks --split unit``: a sheet, or a file, for every unit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from msgspec.structs import replace

from speechkit.cli.printing import Printer
from speechkit.errors import OutputError, UsageError, printable
from speechkit.renderers import registry
from speechkit.renderers.tasks import TaskView
from speechkit.selection import TaskList
from speechkit.sheets.rows import units_in

LONGEST_NAME = 60  # characters of a file's name, its suffix excluded
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def is_folder(output: str | None) -> bool:
    """Whether -o names a folder: one that is there, or a name that ends in a slash."""
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))


def check_split(format_name: str, output: str | None) -> None:
    """Raise ``UsageError`` where what is asked for is neither a workbook nor a folder."""
    sheet = format_name == "xlsx" or (format_name == "auto" and (output or "").lower().endswith(".xlsx"))
    if not sheet and not is_folder(output):
        raise UsageError("--split writes a sheet a unit with -o FILE.xlsx, or a file a unit with -o FOLDER/")


def write_folder(lists: Iterable[TaskList], view: TaskView, format_name: str, folder: str) -> None:
    """Write a file for every unit into ``folder``, which is made. Raises ``OutputError``."""
    name = "xlsx" if format_name == "auto" else format_name
    suffix = next((suffix for suffix, each in registry.suffixes(TaskList).items() if each == name), ".txt")
    found = list(lists)
    if not found:
        return
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {printable(folder)}: {(error.strerror or str(error)).lower()}") from None
    taken: set[str] = set()
    for unit in units_in([each.analysis for each in found], view.layout):
        path = os.path.join(folder, _free(unit, taken) + suffix)
        Printer(TaskList, name, path).print(found, replace(view, unit=unit))


def _free(unit: str, taken: set[str]) -> str:
    """A name that a file may have, like the unit's and not among those ``taken``, to which it is added."""
    stem = _NO_NAME.sub(" ", unit).strip(" .")[:LONGEST_NAME] or "-"
    name, n = stem, 1
    while name.casefold() in taken:
        n += 1
        name = f"{stem}-{n}"
    taken.add(name.casefold())
    return name
