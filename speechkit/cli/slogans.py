"""``speechkit slogans``."""

from __future__ import annotations

from typing import Any

import click
from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.cli.spoken import LabelChoice
from speechkit.errors import printable
from speechkit.model import Analysis
from speechkit.phrases.glossary import Glossary, load_glossary
from speechkit.pipeline import Reading
from speechkit.renderers.slogans import SloganView
from speechkit.selection import SloganList, SloganSelection, only, select_slogans


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit slogans speech.txt",
        "speechkit slogans speech.txt --kind formula --unique",
        "speechkit slogans speech.txt --companions",
        "speechkit slogans *.txt -o 提法.csv",
    ),
)
@input_options
@click.option("--kind", "kinds", type=LabelChoice("slogan_kinds"), multiple=True, help="Only this kind; repeatable.")
@click.option("--unquoted", is_flag=True, help="Also formulas of the glossary without quotation marks: 高质量发展.")
@click.option("--variants", is_flag=True, help="Only phrases that come near one of the glossary without being it.")
@click.option("--unique", is_flag=True, help="Count the same phrase once, the most frequent first.")
@click.option(
    "--companions",
    is_flag=True,
    help="Also the formulas without phrases that usually stand beside them; csv and jsonl then hold only these.",
)
@click.option("--original", is_flag=True, help="Show the characters of the source, not simplified ones.")
@format_option(SloganList, "table")
@output_option
def command(
    inputs: Inputs,
    kinds: tuple[Any, ...],
    unquoted: bool,
    variants: bool,
    format_name: str,
    output: str | None,
    **shown: Any,
) -> None:
    """Print the set phrases (提法) of speeches: formulas, mottos, parallel chains and calls.

    Beside a formula stands which of its members the speech spells out, beside a chain what its segments share. The
    glossary knows the formulas; the configuration (glossary: files) adds your own.
    """
    out = printer(SloganList, format_name, output)
    selection = SloganSelection(kinds, variants)
    view = SloganView(variants=variants, several=inputs.several, **shown)
    glossary = load_glossary(inputs.config.glossary.files)  # a fault in it is told before any file is read
    chosen = glossary if view.companions else None
    out.print(inputs.each(lambda reading: _selected(inputs, reading, selection, chosen, unquoted)), view)


def _selected(
    inputs: Inputs, reading: Reading, selection: SloganSelection, glossary: Glossary | None, unquoted: bool
) -> SloganList:
    """Return the set phrases that ``selection`` takes; where there is a glossary, also what formulas lack."""
    analysis = reading.analysis(tasks=False)
    if unquoted:
        found = sorted((*analysis.slogans, *reading.unquoted), key=lambda slogan: slogan.start)
        analysis = replace(analysis, slogans=tuple(found))
    name = printable(analysis.source.name)
    told = inputs.tell(reading.document, analysis) or inputs.quiet
    here = only(analysis, inputs.part)
    chosen = select_slogans(here, selection)
    if not chosen.slogans and not told:
        complain(f"{name}: {_nothing(analysis)}")
    if glossary is None:
        return SloganList(chosen)

    from speechkit.phrases.companions import companions_missing

    parts = (reading.text_of(part, simplified=True) for part in here.parts)
    text = reading.document.text if inputs.part is None else "\n".join(parts)
    companions = companions_missing(here.slogans, glossary, text)
    if here.slogans and not companions and not told:
        complain(f"{name}: none of its formulas lacks a companion")
    return SloganList(chosen, companions)


def _nothing(analysis: Analysis) -> str:
    found = len(analysis.slogans)
    return f"none of its {found} set phrases is what is asked for" if found else "no set phrases were found in it"
