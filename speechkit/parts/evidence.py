"""What each unit and its surroundings say for each part, in logits: one module for each source, added up here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from speechkit.model import Structure
from speechkit.parts.cues import rows_of
from speechkit.parts.leads import add_leads
from speechkit.parts.nesting import outer_of
from speechkit.parts.partrules import part_rules
from speechkit.parts.places import add_places
from speechkit.parts.press import add_press
from speechkit.parts.roles import Row
from speechkit.parts.stretches import rows_with_stretches
from speechkit.parts.titles import add_headings, add_titles

__all__ = ["evidence_by_source", "evidence_of", "part_rules"]

_Source: TypeAlias = Callable[[Iterable[Row]], Iterator[Row]]  # adds its say to each row and hands it on


def evidence_of(structure: Structure) -> Iterator[Row]:
    """For every unit, what speaks for each part; row by row, since the rows of a long text take much memory."""
    rows = rows_with_stretches(rows_of(structure.cues), structure.units, structure.cues)
    for _, add in _sources(structure):
        rows = add(rows)
    return rows


def evidence_by_source(structure: Structure) -> Iterator[tuple[str, Sequence[Sequence[float]]]]:
    """The evidence as it grows: the name of what was added last, and all rows with it."""
    own = rows_of(structure.cues)
    yield "words", own
    rows = list(rows_with_stretches(own, structure.units, structure.cues))
    yield "paragraph", rows
    for name, add in _sources(structure):
        rows = list(add(map(list.copy, rows)))
        yield name, rows


def _sources(structure: Structure) -> list[tuple[str, _Source]]:
    """What adds to the rows of words and stretches, by name, in this order."""
    paragraphs, sections, units, cues = structure.paragraphs, structure.sections, structure.units, structure.cues
    outer = outer_of(sections)
    return [
        ("titles", lambda rows: add_titles(rows, sections, outer, units)),
        ("lead", lambda rows: add_leads(rows, paragraphs, sections, outer, units)),
        ("heading", lambda rows: add_headings(rows, units, cues)),
        ("place", lambda rows: add_places(rows, structure)),
        ("report", lambda rows: add_press(rows, units, cues)),
    ]
