"""``speechkit slogans``."""

from __future__ import annotations

from typing import Any

import click
from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.options import Inputs, examples, input_options, output_option
from speechkit.cli.output import escape_json, escape_text, is_terminal, write
from speechkit.cli.suffixes import format_of, format_option
from speechkit.errors import printable
from speechkit.labels import SLOGAN_KINDS
from speechkit.model import Analysis, Document
from speechkit.phrases.glossary import Glossary, load_glossary
from speechkit.renderers.slogans import RENDERERS, SUFFIXES, renderer
from speechkit.renderers.slogans.rows import SloganView, Speech
from speechkit.selection import SloganSelection, only, select_slogans


@click.command(
    epilog=examples(
        "speechkit slogans speech.txt",
        "speechkit slogans speech.txt --kind formula --unique",
        "speechkit slogans speech.txt --companions",
        "speechkit slogans *.txt -o 提法.csv",
    )
)
@input_options
@click.option("--kind", "kinds", type=click.Choice(SLOGAN_KINDS), multiple=True, help="Only this kind; repeatable.")
@click.option("--variants", is_flag=True, help="Only phrases that come near one of the glossary without being it.")
@click.option("--unique", is_flag=True, help="Count the same phrase once, the most frequent first.")
@click.option(
    "--companions",
    is_flag=True,
    help="Also the formulas without phrases that usually stand beside them; csv and jsonl then hold only these.",
)
@click.option("--original", is_flag=True, help="Show the characters of the source, not simplified ones.")
@format_option(RENDERERS, "table")
@output_option
def command(
    inputs: Inputs,
    kinds: tuple[Any, ...],
    variants: bool,
    format_name: str,
    output: str | None,
    **shown: bool,
) -> None:
    """Print the set phrases (提法) of speeches: formulas, mottos, parallel chains and calls.

    Beside a formula stands which of its members the speech spells out, beside a chain what its segments share. The
    glossary knows the formulas; the configuration (glossary: files) adds your own.
    """
    name = format_of(format_name, output, SUFFIXES, "table" if is_terminal() else "text")
    selection = SloganSelection(kinds, variants)
    view = SloganView(variants=variants, several=len(inputs.files) > 1, **shown)
    glossary = load_glossary(inputs.config.glossary.files)
    if name == "table":
        from speechkit.cli.formats import terminal_width, wants_color

        on_terminal = is_terminal() and output in (None, "-")
        view = replace(view, width=terminal_width() if on_terminal else None, color=wants_color(on_terminal))
    speeches = inputs.each(lambda document: _speech(inputs, document, selection, glossary if view.companions else None))
    escape = None if name == "table" else escape_json if name in ("json", "jsonl") else escape_text
    write(renderer(name)(speeches, view), output, escape=escape, byte_order_mark=name == "csv")


def _speech(inputs: Inputs, document: Document, selection: SloganSelection, glossary: Glossary | None) -> Speech:
    """The set phrases that ``selection`` takes; where there is a glossary, the formulas that lack companions too."""
    from speechkit.pipeline import analyze_document

    analysis = analyze_document(document, config=inputs.config, extract=("slogans",))
    inputs.warn(document, analysis.warnings)
    name = printable(document.source.name)
    told = inputs.lacks_part(name, analysis.parts) or inputs.quiet
    here = only(analysis, inputs.part)
    chosen = select_slogans(here, selection)
    if not chosen.slogans and not told:
        complain(f"{name}: {_nothing(analysis)}")
    if glossary is None:
        return Speech(document, chosen)

    from speechkit.phrases.companions import companions_missing

    companions = companions_missing(here.slogans, glossary, _text(document, analysis, inputs))
    if here.slogans and not companions and not told:
        complain(f"{name}: none of its formulas lacks a companion")
    return Speech(document, chosen, companions)


def _nothing(analysis: Analysis) -> str:
    found = len(analysis.slogans)
    return f"none of its {found} set phrases is what is asked for" if found else "no set phrases were found in it"


def _text(document: Document, analysis: Analysis, inputs: Inputs) -> str:
    """The simplified text, of the part that is asked for where one is."""
    if inputs.part is None:
        return document.text
    return "\n".join(document.text[part.start : part.end] for part in analysis.parts if part.role == inputs.part)
