"""``speechkit ngrams``."""

from __future__ import annotations

import click

from speechkit.cli.corpus_inputs import corpus_of, font_option, refuse_font, scope_options, source_of, tell_nothing
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, limit_option, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.where import Scope
from speechkit.corpus.wordgrams import LEAST, Ngram
from speechkit.errors import UsageError
from speechkit.renderers.listing import ListView

TOP, LONGEST = 50, 12


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit ngrams speeches.db",
        "speechkit ngrams speeches.db --min 3 --max 6 --where genre=gwr -o ngrams.csv",
    ),
)
@input_options
@scope_options()
@click.option(
    "--min", "shortest", type=click.IntRange(1, LONGEST), default=2, show_default=True, help="Words at least."
)
@click.option("--max", "longest", type=click.IntRange(1, LONGEST), default=4, show_default=True, help="Words at most.")
@click.option(
    "--min-count",
    type=click.IntRange(1),
    default=LEAST,
    show_default=True,
    help="Only what stands N times.",
    metavar="N",
)
@click.option(
    "--min-documents", type=click.IntRange(1), default=1, metavar="N", help="Only n-grams of N documents at least."
)
@limit_option(f"Print N n-grams. [default: {TOP}]", default=TOP)
@font_option
@format_option(Ngram, "a table with bars")
@output_option
def command(
    inputs: Inputs,
    scope: Scope,
    shortest: int,
    longest: int,
    min_count: int,
    min_documents: int,
    limit: int,
    font: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """List the runs of words that stand side by side again and again in a corpus, or in FILES and folders.

    No mark stands between the words. A run that is a piece of a longer one, which stands as often, is left out.
    """
    out = printer(Ngram, format_name, output)
    refuse_font(font, out.format)
    if shortest > longest:
        raise UsageError(f"--min {shortest} is more than --max {longest}; no n-gram is so long")
    with corpus_of(inputs, words=True, slogans=True, scope=scope) as corpus:
        found = corpus.ngrams(
            shortest=shortest,
            longest=longest,
            top=limit,
            min_count=min_count,
            min_documents=min_documents,
            part=inputs.part,
        )
        if not found:
            tell_nothing(corpus, inputs, scope, "no run of words is what is asked for")
    out.print(found, ListView(kind="Ngram", source=source_of(inputs.files), font=font))
