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

KEYWORDS = 12


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit summary speech.txt",
        "speechkit summary speech.txt -o 一页.docx",
        "speechkit summary *.txt --format json",
    ),
)
@input_options
@limit_option(
    "Show up to N items that name somebody or a time, fewer where the page is full. [default: 12]",
    "tasks",
    old="--tasks",
    default=12,
    least=0,
)
@date_option
@format_option(Summary, "panels")
@output_option
def command(inputs: Inputs, tasks: int, date: str | None, format_name: str, output: str | None) -> None:
    """Print one page to read instead of the speech: what was achieved, what is amiss, what is demanded of whom by when.

    Nothing is written anew: all of it stands in the speech, on the line that is given. A sentence that is cut, at the
    border of a clause, ends in …. The page fits A4, and its last line counts what it has no room for.
    """
    out = printer(Summary, format_name, output)
    # Words are for programs, and cutting them takes longer than all the rest.
    keywords = KEYWORDS if out.format == "json" else 0
    summaries = inputs.each(lambda reading: _summary(inputs, reading, tasks, keywords), date=date)
    out.print(summaries, View(several=inputs.several))


def _summary(inputs: Inputs, reading: Reading, tasks: int, keywords: int) -> Summary:
    from speechkit.summary.page import summary_of

    inputs.tell(reading.document, reading)
    return summary_of(reading, tasks=tasks, keywords=keywords, role=inputs.part)
