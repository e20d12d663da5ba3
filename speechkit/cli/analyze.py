"""``speechkit analyze``."""

from __future__ import annotations

import click

from speechkit.cli.formats import choose_format, format_option, print_analyses
from speechkit.cli.options import Inputs, examples, input_options, output_option
from speechkit.errors import printable
from speechkit.model import Analysis, Document
from speechkit.renderers.view import OutlineView
from speechkit.selection import only


@click.command(
    epilog=examples(
        "speechkit analyze speech.txt",
        "speechkit analyze speech.txt --format json",
        "speechkit analyze *.txt -o analyses.jsonl",
    )
)
@input_options
@click.option(
    "--keywords", type=click.IntRange(0), default=0, metavar="N", help="Also find N keywords, in JSON. [default: 0]"
)
@click.option("--original", is_flag=True, help="Show the characters of the source, not simplified ones.")
@format_option
@output_option
def command(inputs: Inputs, keywords: int, original: bool, format_name: str, output: str | None) -> None:
    """Print all that is found in speeches: the title, what the text is, the outline, parts, counts.

    --format json is meant for programs; `speechkit schema` describes it.
    """
    name = choose_format(format_name, output)
    view = OutlineView(original=original, summary=True, several=len(inputs.files) > 1)
    print_analyses(inputs.each(lambda document: _analyze(inputs, document, keywords)), name, output, view)


def _analyze(inputs: Inputs, document: Document, keywords: int) -> tuple[Document, Analysis]:
    from speechkit.pipeline import analyze_document

    analysis = analyze_document(document, config=inputs.config, keywords=keywords)
    inputs.warn(document, analysis.warnings)
    inputs.lacks_part(printable(document.source.name), analysis.parts)
    return document, only(analysis, inputs.part)
