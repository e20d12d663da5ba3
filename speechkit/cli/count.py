"""``speechkit count``."""

from __future__ import annotations

import os

import click
from msgspec import structs
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import corpus_of, scope_options, term_options
from speechkit.cli.options import (
    PATH,
    GroupedCommand,
    Inputs,
    examples,
    input_options,
    output_option,
    refuse_own,
)
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.count import Count
from speechkit.corpus.terms import How
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.renderers.count import PER, CountView


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit count 发展 改革 speeches.db --by year",
        "speechkit count 發展 speech.txt folder/ --by document --format csv",
        "speechkit count 民生 speeches.db --where 'genre=gwr and year>=2003' --by year",
        "speechkit count 民生 --not 人民生活 '毛泽东|毛主席' --concept 四个自信 speeches.db",
        "speechkit count --terms terms.txt speeches.db --by part -o counts.csv",
    ),
)
@input_options
@term_options
@scope_options()
@click.option(
    "--by", metavar="COLUMN", help="Count each document, part, year, speaker or other column of --meta by itself."
)
@click.option(
    "--per", type=click.IntRange(1), default=PER, show_default=True, metavar="N", help="Rates are for N characters."
)
@click.option("--terms", type=PATH, metavar="FILE", help="More terms, one a line; # begins a comment.")
@format_option(Count, "a table")
@output_option
def command(
    inputs: Inputs,
    how: How,
    concepts: tuple[str, ...],
    scope: Scope,
    by: str | None,
    per: int,
    terms: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """Count how often each TERM stands in a corpus, or in FILES and folders, which come last.

    Counted is what the speech itself says, without title and remarks around it, character by character: no dictionary
    has a say in it, unless --word asks for one. TERM may be in simplified or traditional characters, whatever the
    speeches are in. Forms of one term are parted by an upright line, and marks of the same kind are the same.
    """
    refuse_own(output, [terms] if terms else [])
    out = printer(Count, format_name, output)
    wanted, files = divided(inputs.files, () if terms is None else _read_terms(terms), concepts)
    with corpus_of(replace(inputs, files=files), words=how.word, scope=scope) as corpus:
        found = corpus.count(wanted, concepts=concepts, by=by, part=inputs.part, **structs.asdict(how))
    out.print(found, CountView(by=by, per=per, concepts=bool(concepts)))


def divided(
    words: tuple[str, ...], terms: tuple[str, ...], concepts: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms and the inputs: as many words at the end as are files or folders, but the first unless there are terms.

    Where there are ``concepts``, terms need not be. Raises ``UsageError`` where there is no term or no input.
    """
    at = len(words)
    while at > (0 if terms or concepts else 1) and (words[at - 1] == "-" or os.path.lexists(words[at - 1])):
        at -= 1
    terms = (*words[:at], *terms)
    if at < len(words):
        return terms, words[at:]
    if len(words) == 1 and (words[0] == "-" or os.path.lexists(words[0])):
        raise UsageError(f"no term to look for; name one before {printable(words[0])}")
    last = printable(words[-1]) or "with an empty name"
    raise UsageError(f"there is no corpus, file or folder {last}; terms come first, then what to look for them in")


def _read_terms(path: str) -> tuple[str, ...]:
    """The terms of a file in UTF-8. Raises ``UsageError`` where it cannot be read or has none."""
    name = printable(path) or "with an empty name"
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = [line.strip() for line in file]
    except UnicodeDecodeError:
        raise UsageError(f"--terms {name} is not UTF-8; save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not a possible file name").lower()
        raise UsageError(f"--terms {name} cannot be read: {reason}") from None
    found = tuple(line for line in lines if line and not line.startswith("#"))
    if not found:
        raise UsageError(f"--terms {name} has no terms; write one a line")
    return found


# The words of the command line are terms first, then inputs, which only their names tell apart.
next(each for each in command.params if each.name == "files").metavar = "TERM... CORPUS|FILES..."
