"""What stands above a unit says for each role: the titles of its sections, and the clause that announces its list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.chars import ended
from speechkit.model import Paragraph, Section, Structure, Unit
from speechkit.parts.rules import Row, Weights, numbered, part_rules


def add_titles(rows: Iterable[Row], structure: Structure) -> Iterator[Row]:
    """Add what the title of every section says to all units under it; that of the nearest section counts in full."""
    rules, sections = part_rules().titles, structure.sections
    weights = [_title_weights(section.title[: rules.chars]) for section in sections]
    outer = _outer(sections)
    under: int | None = None
    above: list[tuple[int, int, float]] = []
    for row, unit in zip(rows, structure.units, strict=True):
        if unit.section != under:
            under = unit.section
            above = _from_above(under, weights, outer, rules.outer)
        for _, role, weight in above:
            row[role] += weight
        yield row


def add_headings(rows: Iterable[Row], structure: Structure) -> Iterator[Row]:
    """Add what a heading that begins with a verb or a demand says for itself: 一、提高认识，…"""
    asking, weights = part_rules().headings.cues, numbered(part_rules().headings.weights)
    for row, unit, cues in zip(rows, structure.units, structure.cues, strict=True):
        if unit.opens is not None and not ended(unit.text) and not cues.ids.isdisjoint(asking):
            for role, weight in weights:
                row[role] += weight
        yield row


def add_leads(rows: Iterable[Row], structure: Structure) -> Iterator[Row]:
    """Add what the clause that announces a list says to all its items: 取得了明显成效：一是…

    Where no further item ends the last one, it goes as far as the paragraph in which it begins.
    """
    sections, units = structure.sections, structure.units
    holders = _holders(sections, units)
    before = _items_before(sections)
    followed = set(before)
    weights: list[Weights] = []
    for section, holder, item in zip(sections, holders, before, strict=True):
        if item is not None:
            weights.append(weights[item])
        else:
            weights.append(_lead_weights(_lead(section, units, holder, structure.paragraphs)))
    outer = _outer(sections)
    under: int | None = None
    above: list[tuple[int, int, float]] = []
    for row, unit in zip(rows, units, strict=True):
        if unit.section != under:
            under = unit.section
            above = _from_above(under, weights, outer, part_rules().leads.outer)
        for number, role, weight in above:
            if number in followed or unit.paragraph <= units[holders[number]].paragraph:
                row[role] += weight
        yield row


# -- sections around a unit --------------------------------------------------------------------------------------------


def _outer(sections: Sequence[Section]) -> list[int | None]:
    """For each section, the number of the one around it; None where there is none."""
    numbers = {section.id: number for number, section in enumerate(sections)}
    return [numbers[section.parent] if section.parent else None for section in sections]


def _from_above(
    section: int | None, weights: Sequence[Weights], outer: Sequence[int | None], outer_share: float
) -> list[tuple[int, int, float]]:
    """What the ``weights`` of a section and of those around it add up to, the nearest first.

    Each item is the number of the section that says it, the number of a role and the weight; of all sections but the
    nearest only ``outer_share`` of the weight counts.
    """
    found: list[tuple[int, int, float]] = []
    number = section
    while number is not None:
        share = 1.0 if number == section else outer_share
        found += [(number, role, share * weight) for role, weight in weights[number]]
        number = outer[number]
    return found


def _title_weights(title: str) -> Weights:
    rules = part_rules().titles.rules
    return tuple(pair for rule in rules if rule.found_in(title) for pair in numbered(rule.weights))


# -- the lead of a list ------------------------------------------------------------------------------------------------


def _lead_weights(lead: str) -> Weights:
    return next((numbered(rule.weights) for rule in part_rules().leads.rules if rule.found_in(lead)), ())


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
        text = unit.text[: max(0, section.start - unit.start)]
    elif holder and not paragraphs[units[holder - 1].paragraph].meta and units[holder - 1].opens is None:
        text = units[holder - 1].text
    else:
        return ""
    text = text.rstrip("。：；，")
    last = text.rsplit("，", 1)[-1]
    return text if part_rules().leads.plain.found_in(last) else last
