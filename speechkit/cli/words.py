"""``speechkit words``."""

from __future__ import annotations

import click

from speechkit.cli.corpus_inputs import corpus_of, scope_options, tell_nothing
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, limit_option, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.frequencies import WordFrequency
from speechkit.corpus.where import Scope
from speechkit.renderers.listing import ListView

TOP = 50


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit words speeches.db",
        "speechkit words speeches.db --where 'year>=2013' --min-documents 3 -o words.csv",
        "speechkit words speech.docx --limit 20",
    ),
)
@input_options
@scope_options()
@click.option("--all", "every", is_flag=True, help="Also function words, numerals and single characters.")
@click.option(
    "--min-documents", type=click.IntRange(1), default=1, metavar="N", help="Only words of N documents at least."
)
@limit_option(f"Print N words. [default: {TOP}]", default=TOP)
@format_option(WordFrequency, "a table with bars")
@output_option
def command(
    inputs: Inputs, scope: Scope, every: bool, min_documents: int, limit: int, format_name: str, output: str | None
) -> None:
    """List the words of a corpus, or of FILES and folders, by how often they stand.

    Set phrases such as 四个意识 and names of offices are one word each; function words, numerals and single characters
    are left out. dp tells how unevenly the documents have a word, from 0 to 1 (Gries' deviation of proportions);
    juilland_d how evenly, at most 1.
    """
    out = printer(WordFrequency, format_name, output)
    with corpus_of(inputs, words=True, slogans=True, scope=scope) as corpus:
        found = corpus.words(top=limit, min_documents=min_documents, every=every, part=inputs.part)
        if not found:
            tell_nothing(corpus, inputs, scope, "no word is what is asked for")
    out.print(found, ListView(kind="WordFrequency"))
