"""``speechkit analyze``."""

from __future__ import annotations

import click
from msgspec.structs import replace

from speechkit.cli.options import GroupedCommand, Inputs, date_option, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.pipeline import Reading
from speechkit.renderers.outline import OutlineView
from speechkit.selection import Outline, only


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit analyze speech.txt",
        "speechkit analyze speech.txt --format json",
        "speechkit analyze *.txt -o analyses.jsonl",
    ),
)
@input_options
@click.option(
    "--keywords", type=click.IntRange(0), default=0, metavar="N", help="Also find N keywords, in JSON. [default: 0]"
)
@click.option("--original", is_flag=True, help="Show the characters of the source, not simplified ones.")
@date_option
@format_option(Outline, "tree")
@output_option
def command(
    inputs: Inputs, keywords: int, original: bool, date: str | None, format_name: str, output: str | None
) -> None:
    """Print all that is found in speeches: the title, what the text is, the outline, parts, counts.

    --format json is meant for programs; `speechkit schema` describes it.
    """
    out = printer(Outline, format_name, output)
    view = OutlineView(original=original, summary=True, several=inputs.several)
    out.print(inputs.each(lambda reading: _analyzed(inputs, reading, keywords), date=date), view)


def _analyzed(inputs: Inputs, reading: Reading, keywords: int) -> Outline:
    analysis = reading.analysis()
    if keywords:
        from speechkit.keywords.extract import keywords_of

        analysis = replace(analysis, keywords=keywords_of(reading, top=keywords))
    inputs.tell(reading.document, analysis)
    return Outline(reading.document, only(analysis, inputs.part))
