"""``speechkit words``."""

from __future__ import annotations

from typing import get_args

import click

from speechkit.cli.corpus_inputs import (
    CLOUD,
    corpus_of,
    font_option,
    refuse_font,
    scope_options,
    source_of,
    tell_nothing,
)
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, limit_option, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.frequencies import Order, WordFrequency
from speechkit.corpus.where import Scope
from speechkit.renderers.listing import ListView

TOP, DRAWN = 50, 120  # words that are printed, and that a cloud has


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit words speeches.db",
        "speechkit words speeches.db --where 'year>=2013' --min-documents 3 -o words.csv",
        "speechkit words report.docx -o 词云.png",
    ),
)
@input_options
@scope_options()
@click.option("--all", "every", is_flag=True, help="Also function words, numerals and single characters.")
@click.option(
    "--min-documents", type=click.IntRange(1), default=1, metavar="N", help="Only words of N documents at least."
)
@click.option(
    "--sort",
    type=click.Choice(get_args(Order)),
    help="By count, or by weight: the rarer in other documents the more. [default: count; of a cloud weight]",
)
@limit_option(f"Print N words. [default: {TOP}, of a cloud {DRAWN}]")
@font_option
@format_option(WordFrequency, "a table with bars")
@output_option
def command(
    inputs: Inputs,
    scope: Scope,
    every: bool,
    min_documents: int,
    sort: Order | None,
    limit: int | None,
    font: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """List the words of a corpus, or of FILES and folders, by how often they stand.

    Set phrases such as 四个意识 and names of offices are one word each; function words, numerals and single characters
    are left out. dp tells how unevenly the documents have a word, from 0 to 1 (Gries' deviation of proportions);
    juilland_d how evenly, at most 1. With -o 词云.png, .svg or .html a word cloud is drawn, in which words that every
    official document has, such as 加强, weigh little, and the first twenty as bars.
    """
    out = printer(WordFrequency, format_name, output)
    refuse_font(font, out.format)
    drawn = f".{out.format}" in CLOUD
    order, top = sort or ("weight" if drawn else "count"), limit or (DRAWN if drawn else TOP)
    with corpus_of(inputs, words=True, slogans=True, scope=scope) as corpus:
        found = corpus.words(top=top, min_documents=min_documents, every=every, part=inputs.part, sort=order)
        if not found:
            tell_nothing(corpus, inputs, scope, "no word is what is asked for")
    out.print(found, ListView(kind="WordFrequency", source=source_of(inputs.files), font=font))
