"""What the titles of sections say for the units that stand under them, and headings for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.chars import ended
from speechkit.model import Cues, Section, Unit
from speechkit.parts.nesting import chain
from speechkit.parts.partrules import part_rules, said
from speechkit.parts.roles import REQUIREMENTS, Row

_ASKING = ("verb-first", "yao-first", "must")


def add_titles(
    rows: Iterable[Row], sections: Sequence[Section], outer: Sequence[int | None], units: Sequence[Unit]
) -> Iterator[Row]:
    """A title speaks for everything under it: in full where it is the nearest, else less (``outer`` of the rules)."""
    rules = part_rules()
    says = [said(rules.titles, section.title[:60]) for section in sections]
    under: int | None = None
    heard: list[tuple[int, float]] = []
    for row, unit in zip(rows, units, strict=True):
        if unit.section != under:
            under = unit.section
            heard = [
                (role, weight if number == under else rules.outer * weight)
                for number in chain(outer, under)
                for role, weight in says[number]
            ]
        for role, weight in heard:
            row[role] += weight
        yield row


def add_headings(rows: Iterable[Row], units: Sequence[Unit], cues: Sequence[Cues]) -> Iterator[Row]:
    """A heading that begins with a verb asks for something, whatever follows it: 一、提高认识，…"""
    for row, unit, own in zip(rows, units, cues, strict=True):
        if unit.opens is not None and not ended(unit.text) and not own.ids.isdisjoint(_ASKING):
            row[REQUIREMENTS] += 4.0
        yield row
