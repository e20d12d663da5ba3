"""``speechkit report``."""

from __future__ import annotations

import click

from speechkit.cli.options import GroupedCommand, Inputs, date_option, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.renderers.table import View
from speechkit.reporting import Report, report_of


@click.command(
    cls=GroupedCommand,
    epilog=examples("speechkit report speech.docx -o report.html"),
)
@input_options
@date_option
@format_option(Report, "html")
@output_option
def command(inputs: Inputs, date: str | None, format_name: str, output: str | None) -> None:
    """Write a page to explore in a browser: the speech, its outline and all that was found in it, linked."""
    out = printer(Report, format_name, output)
    out.print(inputs.each(report_of, date=date), View(several=inputs.several))
