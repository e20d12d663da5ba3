"""``speechkit outline``."""

from __future__ import annotations

import click
from msgspec.structs import replace

from speechkit.cli.options import GroupedCommand, Inputs, date_option, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.errors import printable
from speechkit.pipeline import Reading
from speechkit.renderers.outline import OutlineView
from speechkit.selection import Outline, below, only


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit outline speech.txt",
        "speechkit outline speech.txt --depth 2 --numbers",
        "speechkit outline speech.txt --section 3.2",
        "speechkit outline *.txt -o outlines.md",
    ),
)
@input_options
@click.option("--depth", type=click.IntRange(min=1), metavar="N", help="Show N levels only.")
@click.option("--section", metavar="ID", help="Print the text of one section, such as 3.2 or 三、/二要.")
@click.option("--numbers/--no-numbers", default=None, help="Show computed numbers such as 3.2.1.")
@click.option("--parts/--no-parts", default=None, help="Show the part of the speech each section stands in.")
@click.option("--text", is_flag=True, help="Show the text below each heading too.")
@click.option("--original", is_flag=True, help="Show the characters of the source, not simplified ones.")
@date_option
@format_option(Outline, "tree")
@output_option
def command(
    inputs: Inputs,
    depth: int | None,
    section: str | None,
    numbers: bool | None,
    parts: bool | None,
    text: bool,
    original: bool,
    date: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """Print the outline of speeches: one section a line, indented by level.

    --section prints the section's text as it stands; in a format other than text, by --format or the suffix of -o,
    the sections of that part of the outline are printed instead.
    """
    out = printer(Outline, format_name, output)
    excerpt = section is not None and (out.format == "text" or (out.for_terminal and format_name == "auto"))
    chosen = inputs.config.outline
    view = OutlineView(
        depth=depth or chosen.depth,
        numbers=chosen.numbers if numbers is None else numbers,
        parts=chosen.parts if parts is None else parts,
        text=text,
        original=original,
        excerpt=excerpt,
        several=inputs.several,
    )
    dated = out.format in ("json", "jsonl")
    outlines = inputs.each(lambda reading: _outline(inputs, reading, section, excerpt, dated), date=date)
    (printer(Outline, "text", output) if excerpt else out).print(outlines, view)


def _outline(inputs: Inputs, reading: Reading, section: str | None, excerpt: bool, dated: bool) -> Outline:
    """The outline as far as it is asked for; of an ``excerpt`` the section stays, in whatever part it begins."""
    analysis = reading.analysis(tasks=False, slogans=False)
    if dated:
        analysis = replace(analysis, date=reading.date)
    name, parts = printable(reading.document.source.name), analysis.parts
    if section is not None:
        analysis = below(analysis, section.strip())
        top = analysis.sections[0]
        name = f"section {top.id} of {name}"
        parts = tuple(part for part in parts if part.start < top.end and part.end > top.start)
    inputs.warn(reading.document, analysis.warnings)
    inputs.lacks_part(name, parts)
    here = only(analysis, inputs.part)
    return Outline(reading.document, replace(analysis, parts=here.parts) if excerpt else here)
