"""``speechkit kwic``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import click
from msgspec import structs
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import corpus_of, scope_options, term_options
from speechkit.cli.messages import complain
from speechkit.cli.options import (
    GroupedCommand,
    Inputs,
    examples,
    input_options,
    limit_option,
    output_option,
)
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.kwic import WIDTH, Hit, Sort, Within
from speechkit.corpus.terms import How
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.renderers.kwic import KwicView, context_for


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit kwic 高质量发展 speeches.db",
        "speechkit kwic 發展 speech.txt folder/ --sort right --width 60",
        "speechkit kwic --regex '[一二两三四五六七八九十]个(意识|自信)' speeches.db --part requirements",
    ),
)
@input_options
@term_options
@scope_options()
@click.option(
    "--width",
    type=click.IntRange(0, 1000),
    metavar="N",
    help="Cells of context on each side. [default: 40, or what fits]",
)
@click.option("--sort", type=click.Choice(get_args(Sort)), help="By what stands left or right of it, or by date.")
@click.option("--in", "within", type=click.Choice(get_args(Within)), help="Only in tasks, set phrases or headings.")
@limit_option("Stop after N hits.")
@format_option(Hit, "in colour", width=False)
@output_option
def command(
    inputs: Inputs,
    how: How,
    concepts: tuple[str, ...],
    scope: Scope,
    width: int | None,
    sort: Any,
    within: Any,
    limit: int | None,
    format_name: str,
    output: str | None,
) -> None:
    r"""Show every place where PATTERN stands, with what is around it, in a corpus or in FILES and folders.

    PATTERN may be in simplified or traditional characters, whatever the speeches are in. In a regular expression ^ and
    $ are the two ends of a speech, after (?m) those of a paragraph; \p{Han} is any Chinese character.
    """
    out = printer(Hit, format_name, output)
    pattern, files = one_term(inputs.files, concepts)
    headed = sort in (None, "date")
    if width is None:
        plain = None if how.regex or concepts or "|" in pattern else pattern
        width = context_for(out.width, plain, headed=headed) if out.width is not None else WIDTH
    inputs = replace(inputs, files=files)
    asked = {"words": how.word, "tasks": within == "tasks", "slogans": within == "slogans"}
    with corpus_of(inputs, **asked, scope=scope) as corpus:
        found = _Noted(
            corpus.kwic(
                pattern,
                concept=next(iter(concepts), None),
                **structs.asdict(how),
                part=inputs.part,
                within=within,
                sort=sort,
                width=width,
                limit=limit,
            )
        )
        out.print(found, KwicView(context=width, headed=headed))
    if not found.any and not inputs.quiet and not inputs.session.status:
        complain(f"{printable(pattern or concepts[0])} stands nowhere in them")


def one_term(words: tuple[str, ...], concepts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The one term that comes first, empty where a concept was named, and the inputs: standard input if there are none.

    Raises ``UsageError`` where there is no term, or more than one concept.
    """
    if len(concepts) > 1:
        raise UsageError(f"one concept at a time; leave out {printable(concepts[1])}")
    if concepts:
        return "", words
    term, *files = words
    if term == "-" and not files:
        raise UsageError("no term to look for; name one before the files")
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        raise UsageError("no input; name a file, or - to read standard input")
    return term, tuple(files) or ("-",)


class _Noted:
    """The hits, and whether there were ``any``."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._hits = hits
        self.any = False

    def __iter__(self) -> Iterator[Hit]:
        for hit in self._hits:
            self.any = True
            yield hit


# The term comes first; with --concept all are inputs.
next(each for each in command.params if each.name == "files").metavar = "PATTERN [FILES]..."
