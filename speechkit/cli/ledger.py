"""``speechkit ledger``."""

from __future__ import annotations

import os

import click
from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.options import (
    GroupedCommand,
    Inputs,
    checked_date,
    date_option,
    examples,
    input_options,
    output_option,
)
from speechkit.cli.printing import format_option, printer
from speechkit.cli.spoken import label_language
from speechkit.errors import UsageError, printable
from speechkit.offices import read_offices
from speechkit.renderers.table import View
from speechkit.sheets.dues import Due, dues


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit ledger 台账.xlsx speech1.docx speech2.txt",
        "speechkit ledger 台账.xlsx --due 14",
        "speechkit ledger 台账.xlsx --due 14 --json",
    ),
)
@input_options
@date_option
@click.option("--due", type=click.IntRange(0), metavar="N", help="List what is overdue or due within N days, by unit.")
@click.option("--today", metavar="DATE", callback=checked_date("2022-02-12"), help="Count days from DATE, not today.")
@format_option(Due, "table")
@output_option
def command(
    inputs: Inputs,
    date: str | None,
    due: int | None,
    today: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """Keep the tasks of many speeches in one SHEET: its rows are added, updated and marked, none is removed.

    A speech is known by its file's name. What people wrote stays; the sheet as it was before is kept beside it.
    """
    sheet, *speeches = inputs.files
    if os.path.splitext(sheet)[1].lower() != ".xlsx":
        raise UsageError(f"{printable(sheet)}: a ledger is an .xlsx file; name it first")
    if not speeches and due is None:
        raise UsageError("name speeches to enter into the ledger, or ask with --due what is due")
    if due is None and (output is not None or format_name != "auto"):
        raise UsageError("-o and --format are for the list of --due; add --due N")
    out = printer(Due, format_name, output) if due is not None else None
    if speeches:
        _enter(replace(inputs, files=tuple(speeches)), sheet, date)
    if out is not None and due is not None:
        found, unread = _dues(sheet, today, due)
        if unread and not inputs.quiet:
            rows = ", ".join(map(str, unread))
            complain(f"{printable(sheet)}: warning: time limits that name no day, in the rows {rows}")
        if not found and not inputs.quiet:
            complain(f"{printable(sheet)}: nothing is overdue or due within {due} days")
        out.print(found, View())


def _dues(sheet: str, today: str | None, within: int) -> tuple[list[Due], list[int]]:
    from datetime import date

    from speechkit.sheets.opening import open_sheet

    return dues(open_sheet(sheet), date.fromisoformat(today) if today else date.today(), within)


def _enter(inputs: Inputs, sheet: str, date: str | None) -> None:
    """Merge the speeches into the sheet, which is made where it is not there."""
    from speechkit.cli.tasks_update import tell
    from speechkit.selection import TaskList, TaskSelection, select_tasks
    from speechkit.sheets.rows import Layout, rows_of
    from speechkit.sheets.update import enter, file_name
    from speechkit.sheets.xlsx import write_sheet
    from speechkit.writing import copy_to_free_name, write_file

    wanted = inputs.config.tasks
    offices = read_offices(wanted.units)
    found = inputs.each(lambda reading: reading.analysis(slogans=False), date=date)
    # By its name alone a speech is known, from wherever it is named.
    analyses = [replace(each, source=replace(each.source, name=file_name(each.source.name))) for each in found]
    names = [analysis.source.name for analysis in analyses]
    if len(set(names)) < len(names):
        raise UsageError("two of the speeches have files of one name, by which a ledger knows them; rename one")
    if not analyses:
        return
    if os.path.lexists(sheet):
        data, counts = enter(sheet, analyses, offices)
        backup = copy_to_free_name(sheet, ".bak")
        write_file([data], sheet)
        if not inputs.quiet:
            tell(sheet, counts, backup)
        return
    lists = [TaskList(select_tasks(analysis, TaskSelection())) for analysis in analyses]
    layout = Layout(label_language(), columns=wanted.columns, portrait=wanted.portrait, offices=offices, several=True)
    write_file(write_sheet(lists, layout), sheet)
    write_file([enter(sheet, [])[0]], sheet)
    if not inputs.quiet:
        complain(f"{printable(sheet)}: {sum(len(rows_of(each.analysis, layout)) for each in lists)} added")


next(each for each in command.params if each.name == "files").metavar = "SHEET [FILES]..."
next(option for option in command.params if isinstance(option, click.Option) and option.name == "part").hidden = True
