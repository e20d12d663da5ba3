"""``speechkit stats``."""

from __future__ import annotations

import click

from speechkit.cli.corpus_inputs import corpus_of, scope_options, tell_nothing
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.stats import Stats
from speechkit.corpus.where import Scope
from speechkit.model import named
from speechkit.renderers.listing import StatsView


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit stats speeches.db --by year",
        "speechkit stats speeches.db --part requirements -o stats.csv",
        "speechkit stats folder/ --by part",
    ),
)
@input_options
@scope_options()
@click.option(
    "--by",
    metavar="COLUMN",
    default="document",
    show_default=True,
    help="A row for each document, part, year, speaker or other column of --meta.",
)
@format_option(Stats, "tables")
@output_option
def command(inputs: Inputs, scope: Scope, by: str, format_name: str, output: str | None) -> None:
    """Measure the speeches of a corpus, or of FILES and folders: length, style, parts, demands and set phrases.

    A sentence ends with 。！？ or its paragraph, a clause with ，；： too; lengths are in characters, without marks.
    Lexical diversity is the moving-average type-token ratio (MATTR) of 500 words; a text that has fewer has none, as
    its ratio would say how short it is. Rates are for 1,000 characters.

    Readability follows Xu, Yao and Chen (徐巍、姚振晔、陈冬华 2021), as cntext computes it: readability1 is characters
    per clause, readability2 the share of adverbs and conjunctions, readability3 the mean of both; more is harder to
    read. What is an adverb or a conjunction jieba's dictionary says, where cntext has a list of its own.

    csv has a column for each figure, to be read by pandas and R; a cell is empty where there is too little text.
    """
    out = printer(Stats, format_name, output)
    with corpus_of(inputs, words=True, tasks=True, slogans=True, scope=scope) as corpus:
        found = corpus.stats(by=by, part=inputs.part)
        if not found:
            tell_nothing(corpus, inputs, scope, f"no document has a part {named(inputs.part)}")
    out.print(found, StatsView(by=by))
