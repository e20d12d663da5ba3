"""``speechkit tasks NEW --update SHEET``: where the result goes and what is said of it."""

from __future__ import annotations

import os

from speechkit.cli.messages import complain
from speechkit.cli.options import Inputs
from speechkit.errors import OutputError, UsageError, printable
from speechkit.model import Analysis
from speechkit.offices import Offices
from speechkit.selection import TaskSelection
from speechkit.sheets.opening import is_filled_in, left_out
from speechkit.sheets.update import UpdateCounts, update_sheet
from speechkit.writing import copy_to_free_name, free_name, write_file


def check_update(inputs: Inputs, update: str, in_place: bool, output: str | None, *, given: bool) -> None:
    """Raise ``UsageError`` where options do not go with --update; ``given``: some that concern other formats are."""
    if len(inputs.files) > 1:
        raise UsageError("--update takes one speech, the revised one")
    if given:
        raise UsageError(
            "--update keeps the sheet as it is made; leave out --by, --sentences, --split, --portrait and --format"
        )
    if in_place and output is not None:
        raise UsageError("--in-place and -o are two places to write to; give one of them")
    if output is not None and os.path.splitext(output)[1].lower() != ".xlsx":
        raise UsageError(f"{printable(output)}: --update writes .xlsx")
    if output is not None and os.path.realpath(output) == os.path.realpath(update):
        raise UsageError("-o is the sheet itself; use --in-place, which keeps a backup")


def keep_filled_in(path: str) -> None:
    """Raise ``OutputError`` where a file is a sheet that holds what people wrote: it would be lost."""
    if not path.lower().endswith(".xlsx") or not os.path.isfile(path):
        return
    if is_filled_in(path):
        raise OutputError(f"{printable(path)} holds what people wrote; update it by --update, or replace it by --force")


def write_update(
    inputs: Inputs,
    analysis: Analysis,
    selection: TaskSelection,
    update: str,
    in_place: bool,
    output: str | None,
    offices: Offices,
) -> None:
    """Write the updated sheet; where it cannot be read nothing is written. Raises ``SpeechkitError``."""
    data, counts = update_sheet(update, analysis, selection, offices)
    if (lost := left_out(update)) and not inputs.quiet:
        complain(f"{printable(update)}: warning: its {', '.join(lost)} cannot be written again; copy them over")
    if not inputs.quiet:
        if counts.gone and not counts.changed and not counts.same:
            complain(f"{printable(update)}: warning: none of its rows is in this speech; is it the right one?")
        if counts.sheets:
            complain(f"{printable(update)}: warning: its sheets of units stay as they were; write them anew by --split")
    backup = copy_to_free_name(update, ".bak") if in_place else None
    target = update if in_place else output or free_name(update, ".updated")
    write_file([data], target)
    if not inputs.quiet:
        tell(target, counts, backup)


def tell(path: str, counts: UpdateCounts, backup: str | None) -> None:
    """Say what an update did to a sheet, and where it is as it was before."""
    name = printable(path)
    complain(f"{name}: {counts.added} added, {counts.changed} changed, {counts.gone} gone, {counts.same} as they were")
    if counts.deleted:
        complain(f"{name}: {counts.deleted} deleted by hand stay deleted")
    if backup:
        complain(f"{name}: as it was before: {printable(backup)}")
