"""``speechkit ledger``."""

from __future__ import annotations

import os

import click
from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.options import GroupedCommand, Inputs, checked_date, examples, input_options
from speechkit.cli.printing import escape_text, write
from speechkit.cli.spoken import label_language
from speechkit.errors import UsageError, printable
from speechkit.labels import LABELS


@click.command(
    cls=GroupedCommand,
    epilog=examples("speechkit ledger 台账.xlsx speech1.docx speech2.txt", "speechkit ledger 台账.xlsx --due 14"),
)
@input_options
@click.option("--due", type=click.IntRange(0), metavar="N", help="List what is overdue or due within N days, by unit.")
@click.option("--today", metavar="DATE", callback=checked_date("2022-02-12"), help="Count days from DATE, not today.")
def command(inputs: Inputs, due: int | None, today: str | None) -> None:
    """Keep the tasks of many speeches in one SHEET: its rows are added, updated and marked, none is removed.

    A speech is known by its file's name. What people wrote stays; the sheet as it was before is kept beside it.
    """
    from datetime import date

    from speechkit.sheets.dues import dues
    from speechkit.sheets.opening import open_sheet

    sheet, *speeches = inputs.files
    if os.path.splitext(sheet)[1].lower() != ".xlsx":
        raise UsageError(f"{printable(sheet)}: a ledger is an .xlsx file; name it first")
    if not speeches and due is None:
        raise UsageError("name speeches to enter into the ledger, or ask with --due what is due")
    if speeches:
        _enter(replace(inputs, files=tuple(speeches)), sheet)
    if due is not None:
        book = open_sheet(sheet)
        day = date.fromisoformat(today) if today else date.today()
        labels = LABELS[book.ledger.head.language].task_sheet
        unit, lines = "", []
        for each in dues(book, day, due):
            lines += [] if each.unit == unit else [f"{each.unit}\n"]
            unit = each.unit
            when = labels.overdue.format(-each.left) if each.left < 0 else labels.left.format(each.left)
            lines.append(f"  {each.day}  {when}  {each.progress}  {each.task}\n")
        write(iter(lines), None, escape=escape_text)
        if not lines and not inputs.quiet:
            complain(f"{printable(sheet)}: nothing is overdue or due within {due} days")


def _enter(inputs: Inputs, sheet: str) -> None:
    """Merge the speeches into the sheet, which is made where it is not there."""
    from speechkit.selection import TaskList, TaskSelection, select_tasks
    from speechkit.sheets.update import enter, file_name
    from speechkit.sheets.xlsx import write_sheet
    from speechkit.writing import copy_to_free_name, write_file

    analyses = list(inputs.each(lambda reading: reading.analysis(slogans=False)))
    names = [file_name(analysis.source.name) for analysis in analyses]
    if len(set(names)) < len(names):
        raise UsageError("two of the speeches have files of one name, by which a ledger knows them; rename one")
    if not analyses:
        return
    backup = None
    if os.path.lexists(sheet):
        data, counts = enter(sheet, analyses)
        backup = copy_to_free_name(sheet, ".bak")
        told = f"{counts.added} added, {counts.changed} changed, {counts.gone} gone, {counts.same} as they were"
    else:
        lists = [TaskList(select_tasks(analysis, TaskSelection())) for analysis in analyses]
        data = b"".join(write_sheet(lists, language=label_language(), several=True))
        told = f"{sum(len(each.analysis.tasks) for each in lists)} added"
    write_file([data], sheet)
    if not backup:
        write_file([enter(sheet, [])[0]], sheet)
    if not inputs.quiet:
        complain(f"{printable(sheet)}: {told}" + (f"; before: {printable(backup)}" if backup else ""))


next(each for each in command.params if each.name == "files").metavar = "SHEET [FILES]..."
next(option for option in command.params if isinstance(option, click.Option) and option.name == "part").hidden = True
