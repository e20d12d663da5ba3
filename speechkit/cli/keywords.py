"""``speechkit keywords``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import EVERYTHING, font_option, refuse_font, scope_options
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
from speechkit.corpus.schema import is_corpus
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.keywords.records import KeywordList
from speechkit.pipeline import Reading
from speechkit.renderers.cloud import KeywordView

if TYPE_CHECKING:
    from collections.abc import Callable

METHODS = ("tfidf", "textrank")


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit keywords speech.txt",
        "speechkit keywords speech.txt --method textrank --limit 10",
        "speechkit keywords speech.txt --against speeches.db -o keywords.csv",
    ),
)
@input_options
@scope_options()
@click.option("--method", type=click.Choice(METHODS), help="How words are weighed. [default: tfidf]")
@limit_option("Print N words. [default: 20]", "top", old="--top", default=20)
@click.option(
    "--against",
    type=click.Path(readable=False),
    multiple=True,
    metavar="PATH",
    help="Print what is more frequent than in this file, folder or corpus of speeches; repeatable.",
)
@click.option("--negative", is_flag=True, help="With --against: print what is less frequent.")
@font_option
@format_option(KeywordList, "a bar chart")
@output_option
def command(
    inputs: Inputs,
    scope: Scope,
    method: Any,
    top: int,
    against: tuple[str, ...],
    negative: bool,
    font: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """Print the words that tell what speeches are about, with count and weight.

    Set phrases such as 四个意识 and names of offices such as 市委宣传部 are one word each; stop words and numerals are
    left out. --against holds a speech against others: the weight is then the log-likelihood, and the log-ratio and the
    count in the others follow. The speech itself is left out of the others; with --part they are cut to that part too.
    Of a folder it takes .txt, .md, .markdown, .docx, .html, .htm and .pdf, tables with a speech a row (.csv, .jsonl,
    .xlsx, .parquet) and, with --convert, .doc, .wps, .rtf and .odt.
    """
    if negative and not against:
        raise UsageError("--negative says what --against prints; name a file, folder or corpus with --against")
    if method and against:
        raise UsageError("--method has no use with --against, which weighs by log-likelihood; leave one of them out")
    if scope != EVERYTHING and not any(file != "-" and is_corpus(file) for file in inputs.files):
        raise UsageError("--where, --speaker, --since and --until choose documents of a corpus; name one")
    inputs = replace(inputs, scope=scope if scope != EVERYTHING else None)
    out = printer(KeywordList, format_name, output)
    refuse_font(font, out.format)
    find = _finder(inputs, method, top, against, negative)
    found = inputs.each(lambda reading: _told(inputs, reading, find(reading)))
    out.print(found, KeywordView(several=inputs.several, font=font))


def _finder(
    inputs: Inputs, method: Any, top: int, against: tuple[str, ...], negative: bool
) -> Callable[[Reading], KeywordList]:
    """What finds the keywords of a reading."""
    if not against:
        from speechkit.keywords.extract import keyword_list

        return partial(keyword_list, method=method or "tfidf", top=top, role=inputs.part)
    from speechkit.cli.listener import Complaining
    from speechkit.corpus.wordcounts import stored_references
    from speechkit.keywords.keyness import keywords_against, references_in

    references = references_in(
        against,
        config=inputs.config,
        role=inputs.part,
        listener=Complaining(inputs),
        stored=partial(stored_references, config=inputs.config, role=inputs.part),
    )
    return partial(keywords_against, references=references, top=top, role=inputs.part, negative=negative)


def _told(inputs: Inputs, reading: Reading, found: KeywordList) -> KeywordList:
    """What was found, once the user knows of all that is wrong with the input."""
    told = inputs.tell(reading.document, reading)
    if not found.keywords and not told and not inputs.quiet:
        nothing = "no word stands out in it against the others" if found.reference else "no keywords were found in it"
        complain(f"{printable(found.source.name)}: {nothing}")
    return found
