"""What stands above a unit: the headings of its sections, the clauses that announce its lists, what these are about.

data/parts.yaml has the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from speechkit.model import Paragraph, Role, Section, Structure, Unit
from speechkit.rules import PatternRule, load_rules


class TopicRule(PatternRule, frozen=True, forbid_unknown_fields=True):
    """What a heading or a lead is about; ``part`` is the part that it speaks for."""

    part: Role


class PartRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/parts.yaml."""

    address: frozenset[str]
    telling: tuple[str, ...]
    headings: tuple[TopicRule, ...]
    leads: tuple[TopicRule, ...]


@cache
def part_rules() -> PartRules:
    """Return the rules of data/parts.yaml, which are read once."""
    return load_rules("parts", PartRules)


def about(rules: Sequence[TopicRule], text: str) -> list[str]:
    """Return the ids of the rules that fit a heading, or a lead.

    >>> about(part_rules().headings, "存在的主要问题")
    ['title-problems']
    """
    return [rule.id for rule in rules if rule.found_in(text)]


def outer_of(sections: Sequence[Section]) -> list[int | None]:
    """Return for each section the number of the one around it; None where there is none."""
    numbers = {section.id: number for number, section in enumerate(sections)}
    return [numbers[section.parent] if section.parent else None for section in sections]


def leads_of(structure: Structure) -> list[str]:
    """Return for each section what announces its list (取得了明显成效：一是…); "" where nothing does."""
    sections, units = structure.sections, structure.units
    holders = _holders(sections, units)
    found: list[str] = []
    for section, holder, item in zip(sections, holders, _items_before(sections), strict=True):
        found.append(found[item] if item is not None else _lead(section, units, holder, structure.paragraphs))
    return found


def _items_before(sections: Sequence[Section]) -> list[int | None]:
    """For each section, the number of the item before it in the list that it is in; None for the first of a list."""
    found: list[int | None] = []
    beside: dict[str | None, int] = {}  # by the section around them, the last item so far
    for number, section in enumerate(sections):
        before = beside.get(section.parent)
        goes_on = before is not None and section.ordinal != 1 and section.level == sections[before].level
        found.append(before if goes_on else None)
        beside[section.parent] = number
    return found


def _holders(sections: Sequence[Section], units: Sequence[Unit]) -> list[int]:
    """For each section, the number of the unit in which its enumerator stands."""
    holders: list[int] = []
    number = 0
    for section in sections:
        while number + 1 < len(units) and units[number].end <= section.start:
            number += 1
        holders.append(number)
    return holders


def _lead(section: Section, units: Sequence[Unit], holder: int, paragraphs: Sequence[Paragraph]) -> str:
    """Return the clause before the first item of a list, which stands right before it; "" where there is none.

    ``holder`` is the number of the unit in which the item begins.
    """
    unit = units[holder]
    if unit.opens is None and unit.start < section.start:  # 取得了明显成效：一是… in one sentence
        return unit.text[: max(0, section.start - unit.start)].rstrip("。：；，")
    if holder and not paragraphs[units[holder - 1].paragraph].meta and units[holder - 1].opens is None:
        return units[holder - 1].text.rstrip("。：；，")
    return ""
