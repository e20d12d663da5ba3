"""``speechkit collocates``."""

from __future__ import annotations

import click
from msgspec import structs
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import corpus_of, scope_options, tell_nothing, term_options
from speechkit.cli.kwic import one_term
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, limit_option, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.collocates import LEAST, MEASURES, WINDOW, Collocate, Measure
from speechkit.corpus.terms import How
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.renderers.listing import ListView

TOP, WIDEST, SENTENCE = 30, 50, "sentence"


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit collocates 改革 speeches.db",
        "speechkit collocates 改革 speeches.db --window sentence --sort g2",
        "speechkit collocates 民生 --word speeches.db --by year --limit 5 -o collocates.csv",
    ),
)
@input_options
@term_options
@scope_options()
@click.option(
    "--window",
    default=str(WINDOW),
    show_default=True,
    metavar="N",
    help="So many words on each side, within a sentence; or sentence: all of it.",
)
@click.option("--sort", type=click.Choice(MEASURES), default="log_dice", show_default=True, help="What comes first.")
@click.option("--by", metavar="COLUMN", help="Apart for each year, speaker or other column of --meta.")
@click.option("--all", "every", is_flag=True, help="Also function words, numerals and single characters.")
@click.option(
    "--min-count",
    type=click.IntRange(1),
    default=LEAST,
    show_default=True,
    help="Only what is near N times.",
    metavar="N",
)
@limit_option(f"Print N words, with --by of each group. [default: {TOP}]", default=TOP)
@format_option(Collocate, "a table")
@output_option
def command(
    inputs: Inputs,
    how: How,
    concepts: tuple[str, ...],
    scope: Scope,
    window: str,
    sort: Measure,
    by: str | None,
    every: bool,
    min_count: int,
    limit: int,
    format_name: str,
    output: str | None,
) -> None:
    """List the words that stand near TERM more often than by chance, in a corpus or in FILES and folders.

    log_dice is at most 14 and does not depend on the size of the corpus (Rychlý 2008); mi, the mutual information, puts
    rare words first; t and g2 (log-likelihood, Dunning 1993) say how sure it is. A word near two hits counts once.
    """
    out = printer(Collocate, format_name, output)
    if by in ("document", "part"):
        raise UsageError(f"collocates are not counted by {by}; name a column such as year")
    term, files = one_term(inputs.files, concepts)
    with corpus_of(replace(inputs, files=files), words=True, slogans=True, scope=scope) as corpus:
        found = corpus.collocates(
            term,
            concept=next(iter(concepts), None),
            **structs.asdict(how),
            by=by,
            part=inputs.part,
            window=_window(window),
            measure=sort,
            top=limit,
            min_count=min_count,
            every=every,
        )
        if not found:
            tell_nothing(corpus, inputs, scope, f"nothing stands near {printable(term or concepts[0])} often enough")
    out.print(found, ListView(kind="CollocateBy" if by else "Collocate"))


def _window(said: str) -> int | None:
    """The number of words, None for a sentence. Raises ``UsageError`` where it is neither."""
    if said == SENTENCE:
        return None
    if said.isascii() and said.isdigit() and 1 <= int(said) <= WIDEST:
        return int(said)
    raise UsageError(f"--window {printable(said)} is no window: write a number from 1 to {WIDEST}, or {SENTENCE}")


next(each for each in command.params if each.name == "files").metavar = "TERM [FILES]..."
