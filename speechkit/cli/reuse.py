"""``speechkit reuse``."""

from __future__ import annotations

from contextlib import ExitStack

import click
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import corpus_of, scope_options
from speechkit.cli.messages import complain
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, limit_option, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.reuse import LEAST_CHARS, LEAST_DOCUMENTS, Reuse
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.renderers.listing import ListView

TOP = 20


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit reuse speeches.db",
        "speechkit reuse draft.docx speeches.db --limit 50 -o reuse.csv",
        "speechkit reuse county.db province.db --part requirements --since 2023",
    ),
)
@input_options
@scope_options()
@click.option(
    "--min-chars",
    type=click.IntRange(4),
    default=LEAST_CHARS,
    show_default=True,
    metavar="N",
    help="Only sentences of N characters at least, marks left out.",
)
@click.option(
    "--min-documents",
    type=click.IntRange(2),
    default=LEAST_DOCUMENTS,
    show_default=True,
    metavar="N",
    help="Only what stands in N documents at least.",
)
@limit_option(f"Print N sentences, each with all who say it. [default: {TOP}]", default=TOP)
@format_option(Reuse, "sentences with who says them")
@output_option
def command(
    inputs: Inputs,
    scope: Scope,
    min_chars: int,
    min_documents: int,
    limit: int,
    format_name: str,
    output: str | None,
) -> None:
    """List which sentences of A stand in B, whole or changed by a word; without B, in other documents of A.

    A and B are corpora, files or folders. Each sentence comes with all documents that have it, by date: the first of
    them is who said it first. Marks are left out, and what a sentence differs by is one word at one place; a clause
    before a semicolon is a sentence too. What is most often said again comes first, of that the longest. Documents
    of B that are files of A are left out.
    """
    out = printer(Reuse, format_name, output)
    if len(inputs.files) > 2:
        raise UsageError(f"reuse is between A and B, not {len(inputs.files)}; name two corpora, files or folders")
    with ExitStack() as stack:
        one, *others = (
            stack.enter_context(corpus_of(replace(inputs, files=(file,)), scope=scope)) for file in inputs.files
        )
        other = others[0] if others else None
        found = _found(inputs, one, other, min_chars=min_chars, min_documents=min_documents, top=limit)
    out.print(found, ListView(kind="Reuse" if other is None else "ReuseBetween"))


def _found(inputs: Inputs, one: Corpus, other: Corpus | None, **asked: int) -> list[Reuse]:
    """The sentences; says so where there are none. Raises ``UsageError`` where there is only one speech."""
    name = printable(inputs.files[0])
    if other is None and len(one) == 1:
        raise UsageError(f"{name} holds one speech; name another, or a corpus, in which its sentences may stand")
    found = one.reuse(other, part=inputs.part, **asked)
    if not found and not inputs.quiet:
        where = "another document" if other is None else printable(inputs.files[1])
        complain(f"no sentence of {name} stands in {where}, be it changed by a word")
    return found


# Their order says which is which, so that they have names of their own.
next(each for each in command.params if each.name == "files").metavar = "A [B]"
