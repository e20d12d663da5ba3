"""``speechkit outline``."""

from __future__ import annotations

import click
from msgspec.structs import replace

from speechkit.cli.formats import choose_format, format_option, print_analyses
from speechkit.cli.options import Inputs, examples, input_options, output_option
from speechkit.cli.output import write
from speechkit.errors import SpeechkitError, printable
from speechkit.model import Analysis, Document, Role, Section
from speechkit.renderers.view import OutlineView
from speechkit.selection import covered, only


@click.command(
    epilog=examples(
        "speechkit outline speech.txt",
        "speechkit outline speech.txt --depth 2 --numbers",
        "speechkit outline speech.txt --section 3.2",
        "speechkit outline *.txt -o outlines.md",
    )
)
@input_options
@click.option("--depth", type=click.IntRange(min=1), metavar="N", help="Show N levels only.")
@click.option("--section", metavar="ID", help="Print the text of one section, such as 3.2, or its part of the outline.")
@click.option("--numbers/--no-numbers", default=None, help="Show computed numbers such as 3.2.1.")
@click.option("--parts/--no-parts", default=None, help="Show the part of the speech each section stands in.")
@click.option("--text", is_flag=True, help="Show the text below each heading too.")
@click.option("--original", is_flag=True, help="Show the characters of the source, not simplified ones.")
@format_option
@output_option
def command(
    inputs: Inputs,
    depth: int | None,
    section: str | None,
    numbers: bool | None,
    parts: bool | None,
    text: bool,
    original: bool,
    format_name: str,
    output: str | None,
) -> None:
    """Print the outline of speeches: one section a line, indented by level.

    --section prints the section's text as it stands; in a format other than text, by --format or the suffix of -o,
    the sections of that part of the outline are printed instead.
    """
    name = choose_format(format_name, output)
    chosen = inputs.config.outline
    view = OutlineView(
        depth=depth or chosen.depth,
        numbers=chosen.numbers if numbers is None else numbers,
        parts=chosen.parts if parts is None else parts,
        text=text,
        original=original,
        several=len(inputs.files) > 1,
    )
    pairs = inputs.each(lambda document: _analyze(inputs, document, section))
    if section is not None and (name == "text" or (name == "tree" and format_name == "auto")):
        write((_stretch(document, analysis, inputs.part, view) for document, analysis in pairs), output)
    else:
        print_analyses(((document, only(analysis, inputs.part)) for document, analysis in pairs), name, output, view)


def _analyze(inputs: Inputs, document: Document, section: str | None) -> tuple[Document, Analysis]:
    from speechkit.pipeline import analyze_document

    analysis = analyze_document(document, extract=())
    name, parts = printable(document.source.name), analysis.parts
    if section is not None:
        analysis = replace(analysis, sections=_below(analysis.sections, section.strip(), document.source.name))
        top = analysis.sections[0]
        name = f"section {top.id} of {name}"
        parts = tuple(part for part in parts if part.start < top.end and part.end > top.start)
    inputs.warn(document, analysis.warnings)
    inputs.lacks_part(name, parts)
    return document, analysis


def _below(sections: tuple[Section, ...], wanted: str, name: str) -> tuple[Section, ...]:
    """The section with the id ``wanted`` and all below it."""
    for at, section in enumerate(sections):
        if section.id == wanted:
            end = at + 1
            while end < len(sections) and sections[end].level > section.level:
                end += 1
            return sections[at:end]
    raise SectionError(f"{printable(name)} has no section '{printable(wanted)}'; {_near(sections, wanted)}")


class SectionError(SpeechkitError):
    """An id that one input does not have; other inputs may, so they are still worked on."""

    exit_status = 2


def _near(sections: tuple[Section, ...], wanted: str) -> str:
    if not sections:
        return "no sections were found in it"
    from difflib import get_close_matches

    ids = [section.id for section in sections]
    near = get_close_matches(wanted, ids, n=5, cutoff=0.5) or ids[:5]
    named = ", ".join(each for each in ids if each in near)
    return f"it has {named}" + (" and others" if len(near) < len(ids) else "")


def _stretch(document: Document, analysis: Analysis, role: Role | None, view: OutlineView) -> str:
    """The text of the analysis' first section, as far as it stands in parts of that role."""
    text = document.source.text if view.original else document.text
    header = f"==> {printable(document.source.name)} <==\n" if view.several else ""
    top = analysis.sections[0]
    stretches = covered(only(analysis, role).parts, top.start, top.end)
    return header + "".join(f"{text[start:end].rstrip()}\n" for start, end in stretches)
