"""``speechkit tasks``."""

from __future__ import annotations

from typing import Any, get_args

import click

from speechkit.cli.messages import complain
from speechkit.cli.options import (
    PATH,
    GroupedCommand,
    Inputs,
    checked_date,
    date_option,
    examples,
    input_options,
    output_option,
)
from speechkit.cli.printing import format_option, labelled, printer
from speechkit.cli.spoken import LabelChoice
from speechkit.errors import UsageError, printable
from speechkit.model import Analysis
from speechkit.offices import read_offices
from speechkit.pipeline import Reading
from speechkit.renderers.tasks import TaskView
from speechkit.selection import TaskList, TaskSelection, select_tasks
from speechkit.sheets.rows import GroupBy


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit tasks speech.txt",
        "speechkit tasks speech.txt -o 督办清单.xlsx",
        "speechkit tasks speech.txt --split unit -o 分解/ -f docx",
        "speechkit tasks speech.txt --actor 局党委 --due-before 2022-12-31",
        "speechkit tasks revised.txt --update 督办清单.xlsx",
    ),
)
@input_options
@click.option("--by", type=click.Choice(get_args(GroupBy)), help="Group the tasks.")
@click.option("--actor", metavar="TEXT", help="Only tasks of those whose name has TEXT in it, leading or helping.")
@click.option(
    "--due-before",
    metavar="DATE",
    callback=checked_date("2022-12-31"),
    help="Only tasks due by DATE, that day included; undated ones are left out.",
)
@click.option(
    "--strength", "strengths", type=LabelChoice("strengths"), multiple=True, help="Only tasks this binding; repeatable."
)
@click.option("--relayed", is_flag=True, help="Also what the speech passes on from others, as analyze lists it.")
@click.option(
    "--sentences", is_flag=True, help="A row for every sentence, not for every item of sentences that belong together."
)
@click.option(
    "--split",
    type=click.Choice(["unit"]),
    help="A sheet a unit behind the table in .xlsx; with -o FOLDER/ a file a unit.",
)
@click.option("--portrait", is_flag=True, default=None, help="An upright page in .xlsx and .docx.")
@date_option
@click.option("--force", is_flag=True, help="Replace a sheet in which people have written.")
@click.option("--update", type=PATH, metavar="SHEET", help="Bring SHEET, filled in by people, up to the speech.")
@click.option("--in-place", is_flag=True, help="With --update: change SHEET itself; a backup is kept.")
@format_option(TaskList, "table")
@output_option
def command(
    inputs: Inputs,
    by: Any,
    sentences: bool,
    split: str | None,
    portrait: bool | None,
    date: str | None,
    update: str | None,
    in_place: bool,
    force: bool,
    format_name: str,
    output: str | None,
    **chosen: Any,
) -> None:
    """Print who has to do what by when: the tasks that speeches set, as a table.

    With --update a revised speech is merged into the sheet of an earlier one: what people entered stays, rows are
    marked as added, changed or gone, none is removed. The result is written to SHEET.updated.xlsx or -o.
    """
    selection = TaskSelection(**chosen, part=inputs.part)
    wanted = inputs.config.tasks
    offices = read_offices(wanted.units)
    if update is not None:
        from speechkit.cli.tasks_update import check_update, write_update

        other = by or sentences or split or portrait or format_name != "auto"
        check_update(inputs, update, in_place, output, given=bool(other))
        for analysis, _ in inputs.each(lambda reading: _analyze(inputs, reading), date=date, single=True):
            write_update(inputs, analysis, selection, update, in_place, output, offices)
        return
    if in_place:
        raise UsageError("--in-place says where --update writes; name a sheet with --update")
    view = TaskView(
        by=by,
        sentences=sentences,
        several=inputs.several,
        columns=wanted.columns,
        portrait=wanted.portrait if portrait is None else portrait,
        offices=offices,
        split=bool(split),
    )
    lists = inputs.each(lambda reading: _selected(inputs, reading, selection), date=date)
    if split:
        from speechkit.cli.tasks_split import check_split, is_folder, write_folder

        check_split(format_name, output)
        if output is not None and is_folder(output):
            write_folder(lists, labelled(view), format_name, output, force=force, quiet=inputs.quiet)
            return
    out = printer(TaskList, format_name, output)
    if output is not None and not force:
        from speechkit.cli.tasks_update import keep_filled_in

        keep_filled_in(output)
    out.print(lists, view)


def _analyze(inputs: Inputs, reading: Reading) -> tuple[Analysis, bool]:
    """Return the analysis, and whether it was said that the speech lacks the part asked for."""
    analysis = reading.analysis(slogans=False)
    return analysis, inputs.tell(reading.document, analysis)


def _selected(inputs: Inputs, reading: Reading, selection: TaskSelection) -> TaskList:
    """Return the tasks that ``selection`` takes, and say so where there are none."""
    analysis, told = _analyze(inputs, reading)
    chosen = select_tasks(analysis, selection)
    if not chosen.tasks and not told and not inputs.quiet:
        complain(f"{printable(analysis.source.name)}: {_nothing(analysis, selection)}")
    return TaskList(chosen, selection)


def _nothing(analysis: Analysis, selection: TaskSelection) -> str:
    found = len(analysis.tasks)
    if not found:
        return "no tasks were found in it"
    if selection.narrows():
        return f"none of its {found} tasks is what the options ask for"
    return f"it only passes on the tasks of others, {found} of them; --relayed shows them"
