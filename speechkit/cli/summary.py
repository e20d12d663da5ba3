"""``speechkit summary``."""

from __future__ import annotations

import click

from speechkit.cli.options import (
    GroupedCommand,
    Inputs,
    date_option,
    examples,
    input_options,
    limit_option,
    output_option,
)
from speechkit.cli.printing import format_option, printer
from speechkit.pipeline import Reading
from speechkit.renderers.table import View
from speechkit.summary.records import Summary


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit summary speech.txt",
        "speechkit summary speech.txt -o 一页.md",
        "speechkit summary *.txt --format json",
    ),
)
@input_options
@limit_option(
    "Show up to N tasks that name somebody or a time; of the others as many as they leave, or N/3. [default: 12]",
    "tasks",
    old="--tasks",
    default=12,
    least=0,
)
@date_option
@format_option(Summary, "panels")
@output_option
def command(inputs: Inputs, tasks: int, date: str | None, format_name: str, output: str | None) -> None:
    """Print one page to read instead of the speech: who, where and when, its parts, points, tasks and set phrases.

    Nothing is written anew: all of it stands in the speech, on the line that is given. A sentence that is cut, at the
    border of a clause, ends in …. With --part the shares are still those of the whole speech.
    """
    out = printer(Summary, format_name, output)
    summaries = inputs.each(lambda reading: _summary(inputs, reading, tasks), date=date)
    out.print(summaries, View(several=len(inputs.files) > 1))


def _summary(inputs: Inputs, reading: Reading, tasks: int) -> Summary:
    from speechkit.summary.page import summary_of

    inputs.tell(reading.document, reading)
    return summary_of(reading, tasks=tasks, role=inputs.part)
