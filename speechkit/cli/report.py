"""``speechkit report``."""

from __future__ import annotations

import os

import click

from speechkit.cli.options import GroupedCommand, Inputs, date_option, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.errors import UsageError
from speechkit.renderers.table import View
from speechkit.reporting import Report, report_of


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit report speech.docx -o report.html --open",
        "speechkit report speeches -o site/",
        "speechkit report speeches.db -o site/ --open",
    ),
)
@input_options
@date_option
@format_option(Report, "html")
@output_option
@click.option("--open", "opened", is_flag=True, help="Open the page in a browser; where there is none, print its name.")
def command(inputs: Inputs, date: str | None, format_name: str, output: str | None, opened: bool) -> None:
    """Write a page to explore in a browser: the speech, its outline and all that was found in it, linked.

    Of a folder, a table, a corpus or more than two files it is a folder of pages, a speech each, and an index.
    """
    from speechkit.cli.site import is_site, show, write_site

    if opened and output in (None, "-"):
        raise UsageError("--open shows a file; name it with -o")
    if is_site(inputs, output):
        if (index := write_site(inputs, output, date)) and opened:
            show(index)
        return
    out = printer(Report, format_name, output)
    out.print(inputs.each(report_of, date=date), View(several=inputs.several))
    if opened and output and os.path.exists(output):
        show(output)
