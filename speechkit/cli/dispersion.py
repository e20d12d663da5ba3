"""``speechkit dispersion``."""

from __future__ import annotations

import click
from msgspec import structs
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import corpus_of, scope_options, source_of, tell_nothing, term_options
from speechkit.cli.kwic import one_term
from speechkit.cli.options import PATH, GroupedCommand, Inputs, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.dispersion import Dispersion
from speechkit.corpus.terms import How
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.renderers.dispersion import DispersionView


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit dispersion 高质量发展 speeches.db",
        "speechkit dispersion 民生 --word speeches.db --since 2003 -o 民生.svg",
    ),
)
@input_options
@term_options
@scope_options()
@click.option("--font", type=PATH, metavar="FILE", help="A font with Chinese characters, for -o FILE.png.")
@format_option(Dispersion, "a plot")
@output_option
def command(
    inputs: Inputs,
    how: How,
    concepts: tuple[str, ...],
    scope: Scope,
    font: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """Show where TERM stands in each document of a corpus, or of FILES and folders, and how evenly it is spread.

    DP is how unevenly the documents have it, from 0 to 1 (Gries' deviation of proportions, 2008); D, Juilland's, how
    evenly, at most 1. The plot of a document goes from its beginning at the left to its end.
    """
    out = printer(Dispersion, format_name, output)
    if inputs.part:
        raise UsageError("dispersion looks at whole speeches; leave --part out")
    if font is not None and out.format != "png":
        raise UsageError("--font is for a chart in PNG; name it with -o FILE.png")
    term, files = one_term(inputs.files, concepts)
    with corpus_of(replace(inputs, files=files), words=how.word, scope=scope) as corpus:
        found = corpus.dispersion(term, concept=next(iter(concepts), None), **structs.asdict(how))
        if not found.count:
            tell_nothing(corpus, inputs, scope, f"{printable(found.term)} stands nowhere in them")
    out.print([found], DispersionView(source=source_of(files), font=font))


next(each for each in command.params if each.name == "files").metavar = "TERM [FILES]..."
next(option for option in command.params if isinstance(option, click.Option) and option.name == "part").hidden = True
