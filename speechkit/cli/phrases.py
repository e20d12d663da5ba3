"""``speechkit phrases``."""

from __future__ import annotations

from typing import Any, get_args

import click

from speechkit.cli.corpus_inputs import corpus_of, font_option, refuse_font, scope_options, source_of, tell_nothing
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, limit_option, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.cli.spoken import LabelChoice
from speechkit.corpus.phrases import Order, Phrase
from speechkit.corpus.where import Scope
from speechkit.renderers.listing import PhraseView


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit phrases speeches.db --limit 20",
        "speechkit phrases speeches.db --kind formula --sort first -o phrases.csv",
        "speechkit phrases speeches.db --where genre=gwr --min-documents 3",
    ),
)
@input_options
@scope_options()
@click.option("--kind", "kinds", type=LabelChoice("slogan_kinds"), multiple=True, help="Only this kind; repeatable.")
@click.option(
    "--sort",
    type=click.Choice(get_args(Order)),
    default="count",
    show_default=True,
    help="The most frequent first, by count or documents; or the earliest, by the first or the last use.",
)
@click.option(
    "--min-documents", type=click.IntRange(1), default=1, metavar="N", help="Only phrases of N documents at least."
)
@limit_option("Print N phrases.")
@font_option
@format_option(Phrase, "a table")
@output_option
def command(
    inputs: Inputs,
    scope: Scope,
    kinds: tuple[Any, ...],
    sort: Order,
    min_documents: int,
    limit: int | None,
    font: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """List the set phrases (提法) of a corpus, or of FILES and folders: how often, from when to when, in what wordings.

    The first and the last use are those in the corpus, by the dates of its documents; since is the year of the first
    use of all, where the glossary has it. Variants are other wordings of a name of the glossary, and phrases that
    differ in one word: in up to two characters side by side, which are no numerals.
    """
    out = printer(Phrase, format_name, output)
    refuse_font(font, out.format)
    with corpus_of(inputs, slogans=True, scope=scope) as corpus:
        found = corpus.phrases(kinds, part=inputs.part, sort=sort, min_documents=min_documents, limit=limit)
        if not found:
            tell_nothing(corpus, inputs, scope, "none of the set phrases is what is asked for")
    out.print(found, PhraseView(kind="Phrase", source=source_of(inputs.files), font=font))
