"""``speechkit keywords``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.options import Inputs, examples, input_options, output_option
from speechkit.cli.output import escape_json, escape_text, is_terminal, write
from speechkit.cli.suffixes import format_of, format_option
from speechkit.errors import UsageError, printable
from speechkit.renderers.keywords import RENDERERS, SUFFIXES, renderer
from speechkit.renderers.keywords.lists import KeywordList, KeywordView, Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from speechkit.keywords import Counts, Cut
    from speechkit.model import Analysis, Document, Keyword

METHODS = ("tfidf", "textrank")
Found = tuple["Analysis", tuple["Keyword", ...], Reference | None]


@click.command(
    epilog=examples(
        "speechkit keywords speech.txt",
        "speechkit keywords speech.txt --method textrank --top 10",
        "speechkit keywords speech.txt --against speeches/ -o keywords.csv",
    )
)
@input_options
@click.option("--method", type=click.Choice(METHODS), help="How words are weighed. [default: tfidf]")
@click.option("--top", type=click.IntRange(min=1), default=20, metavar="N", help="Print N words. [default: 20]")
@click.option(
    "--against",
    type=click.Path(readable=False),
    multiple=True,
    metavar="PATH",
    help="Print what is more frequent than in this file or folder of speeches; repeatable.",
)
@click.option("--negative", is_flag=True, help="With --against: print what is less frequent.")
@format_option(RENDERERS, "a bar chart")
@output_option
def command(
    inputs: Inputs,
    method: Any,
    top: int,
    against: tuple[str, ...],
    negative: bool,
    format_name: str,
    output: str | None,
) -> None:
    """Print the words that tell what speeches are about, with count and weight.

    Set phrases such as 四个意识 and names of offices such as 市委宣传部 are one word each; stop words and numerals are
    left out. --against holds a speech against others, which may be all .txt, .md and .docx files below a folder: the
    weight is then the log-likelihood, and the log-ratio and the count in the others follow. The speech itself is left
    out of the others; with --part they are cut to that part too.
    """
    if negative and not against:
        raise UsageError("--negative says what --against prints; name a file or folder with --against")
    if method and against:
        raise UsageError("--method has no use with --against, which weighs by log-likelihood; leave one of them out")
    name = format_of(format_name, output, SUFFIXES, "table" if is_terminal() else "text")
    view = KeywordView(several=len(inputs.files) > 1, against=bool(against))
    if name == "table":
        from speechkit.cli.formats import terminal_width, wants_color

        on_terminal = is_terminal() and output in (None, "-")
        view = replace(view, width=terminal_width() if on_terminal else None, color=wants_color(on_terminal))
    find = _keyness(inputs, against, top, negative) if against else _keywords(inputs, method or "tfidf", top)
    label = "log-likelihood" if against else method or "tfidf"
    lists = inputs.each(lambda document: _list(inputs, document, find(document), label))
    escape = None if name == "table" else escape_json if name in ("json", "jsonl") else escape_text
    write(renderer(name)(lists, view), output, escape=escape, byte_order_mark=name == "csv")


def _list(inputs: Inputs, document: Document, found: Found, method: str) -> KeywordList:
    """The record of what was found, once the user knows of all that is wrong with the input."""
    analysis, keywords, reference = found
    inputs.warn(document, analysis.warnings)
    told = inputs.lacks_part(printable(document.source.name), analysis.parts)
    if not keywords and not told and not inputs.quiet:
        nothing = "no word stands out in it against the others" if reference else "no keywords were found in it"
        complain(f"{printable(document.source.name)}: {nothing}")
    return KeywordList(analysis.schema_version, analysis.source, method, reference, keywords, analysis.warnings)


def _keywords(inputs: Inputs, method: Any, top: int) -> Callable[[Document], Found]:
    from speechkit.keywords import keywords_of
    from speechkit.layout import paragraphs_of
    from speechkit.phrases.glossary import load_glossary
    from speechkit.segment.idf import idf_of

    cut = _cut(inputs)
    glossary = load_glossary(inputs.config.glossary.files)

    def find(document: Document) -> Found:
        analysis = _analyze(inputs, document)
        keywords = keywords_of(
            paragraphs_of(document),
            analysis.parts,
            analysis.slogans,
            glossary,
            cut=cut,
            idf=idf_of,
            method=method,
            top=top,
            role=inputs.part,
        )
        return analysis, keywords, None

    return find


def _keyness(inputs: Inputs, against: tuple[str, ...], top: int, negative: bool) -> Callable[[Document], Found]:
    from speechkit.cli.references import each_reference
    from speechkit.keywords import Counts, counts_of, keyness_of
    from speechkit.layout import paragraphs_of
    from speechkit.phrases.glossary import load_glossary

    cut = _cut(inputs)
    glossary = load_glossary(inputs.config.glossary.files)

    def counts(document: Document, analysis: Analysis) -> Counts:
        paragraphs = paragraphs_of(document)
        return counts_of(paragraphs, analysis.parts, analysis.slogans, glossary, cut=cut, role=inputs.part)

    others = each_reference(inputs, against, lambda document: counts(document, _analyze(inputs, document)))
    total = Counts.total(others.values())

    def find(document: Document) -> Found:
        analysis = _analyze(inputs, document)
        own = others.get(document.source.sha256)
        rest = total.without(own) if own else total
        if not rest.size:
            raise UsageError(f"there are no words to hold {printable(document.source.name)} against; name other files")
        text = counts(document, analysis)
        reference = Reference(len(others) - bool(own), rest.size, text.size)
        return analysis, keyness_of(text, rest, top=top, negative=negative) if text.size else (), reference

    return find


def _analyze(inputs: Inputs, document: Document) -> Analysis:
    from speechkit.pipeline import analyze_document

    return analyze_document(document, config=inputs.config, extract=("slogans",))


def _cut(inputs: Inputs) -> Cut:
    from speechkit.segment import tokens

    chosen = inputs.config.segment
    dictionary = Path(chosen.user_dictionary) if chosen.user_dictionary else None
    return partial(tokens, engine=chosen.engine, user_dictionary=dictionary)
