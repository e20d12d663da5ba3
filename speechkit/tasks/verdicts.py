"""Which units are tasks, and why: the part that they stand in, their cues, and the rules that keep them out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from speechkit.chars import LINE_ENDS, ended
from speechkit.cues import cue_weights
from speechkit.model import Cues, Paragraph, Role, Section, Structure, Unit, Verdict
from speechkit.tasks.duty_tables import duty_rows
from speechkit.tasks.inherited import measures
from speechkit.tasks.relaying import relayed_in
from speechkit.tasks.rules import TaskKind, task_rules

__all__ = ["kind_of", "verdicts_of"]


DUTY_ROW = "duty-row"  # the term for a unit that a duty table names as a task
MEASURE = "measure"  # the term for a unit that a charge behind it makes one


class _Exclusion(NamedTuple):
    """The rule that keeps a unit from being a task, why it does, and the words that it found; None for no words."""

    rule: str
    because: str
    words: str | None = None


def verdicts_of(structure: Structure, roles: Sequence[Role]) -> list[Verdict]:
    """Return for every unit, in order, whether it is a task and why; ``roles`` has an item for each."""
    units, cues = structure.units, structure.cues
    rules = task_rules()
    passed_on = relayed_in(structure)
    rows, charged = duty_rows(structure), measures(structure)
    demands = [False, *(own.demand > 0 for own in cues), False]  # those before and after each unit at n and n + 2
    verdicts: list[Verdict] = []
    for number, (unit, own, role) in enumerate(zip(units, cues, roles, strict=True)):
        part = rules.parts.get(role)
        neighbours = 0.0
        if role == "requirements":
            neighbours = rules.neighbour * (demands[number] + demands[number + 2])
        # Rounded: weights are decimal fractions, and what adds up to zero must not be a task by an error of 1e-16.
        asked = part is not None and round(own.demand + part + neighbours, 6) > 0
        excluded = (
            _exclusion(number, structure)
            if asked
            else _Exclusion("part", rules.kept_out.part)
            if part is None
            else None
        )
        if structure.paragraphs[unit.paragraph].duty:
            # What a cell says is settled by the heading of its column, whatever its words and its part.
            asked, part, neighbours = number in rows, part or 0.0, 0.0
            excluded = None if asked else _Exclusion("duty-table", rules.kept_out.duty_table)
        settled = number in rows or (number in charged and part is not None)
        if settled:
            asked, excluded = True, None
        kind = kind_of(unit.text) if asked else None
        terms = own.terms
        if settled:
            terms = (*terms, (DUTY_ROW if number in rows else MEASURE, rules.duty_row))
        verdicts.append(
            Verdict(
                task=asked and excluded is None,
                kind=kind.id if kind else None,
                strength=kind.strength if kind else None,
                demand=own.demand + rules.duty_row * settled,
                terms=terms,
                part=part or 0.0,
                neighbours=neighbours,
                excluded=excluded.rule if excluded else None,
                excluded_by=excluded.words if excluded else None,
                excluded_because=excluded.because if excluded else None,
                relayed=passed_on[number],
            )
        )
    return verdicts


def kind_of(text: str) -> TaskKind:
    """Return the kind whose words stand first in the unit: 要…，不能… is a demand, not a prohibition."""
    *kinds, bare = task_rules().kinds
    placed = [(found.start(), kind) for kind in kinds if kind.is_near(text) and (found := kind.search(text))]
    return min(placed, key=lambda item: item[0])[1] if placed else bare


# -- what looks like a demand and is none ------------------------------------------------------------------------------


def _exclusion(number: int, structure: Structure) -> _Exclusion | None:
    """What keeps the unit from being a task whatever its part and its cues say."""
    sections, units = structure.sections, structure.units
    unit, own = units[number], structure.cues[number]
    rules, paragraph = task_rules(), structure.paragraphs[unit.paragraph]
    if paragraph.meta or len(unit.text) < rules.shortest or rules.actors.charge_alone.match(unit.text):
        return _Exclusion("fragment", rules.kept_out.fragment)
    if unit.opens is not None and _fills_its_line(unit, paragraph, sections[unit.opens]):
        section, following = sections[unit.opens], number + 1
        while following < len(units) and structure.paragraphs[units[following].paragraph].meta:
            following += 1  # who signs below the last item is none of it
        if section.marker == "-" or (following < len(units) and units[following].start < section.end):
            return _Exclusion("heading", rules.kept_out.heading)
    for rule in rules.never:
        if rule.is_near(unit.text) and (found := rule.found_in(unit.text)):
            return _Exclusion(rule.id, rule.because, found[0])
    if _asking_cues().isdisjoint(own.ids) and not _is_plain_item(unit, own):
        return _Exclusion("no-cue", rules.kept_out.no_cue)
    return None


def _fills_its_line(unit: Unit, paragraph: Paragraph, section: Section) -> bool:
    if ended(unit.text, LINE_ENDS) and len(unit.text) > task_rules().longest_heading:
        return False
    return paragraph.offset(len(paragraph.text)) <= unit.end and section.start <= paragraph.start


@cache
def _asking_cues() -> frozenset[str]:
    """The cues that speak for a demand."""
    return frozenset(cue for cue, weights in cue_weights().items() if weights.get("requirements", 0.0) > 0)


def _is_plain_item(unit: Unit, own: Cues) -> bool:
    """Whether the unit opens a point and nothing in it speaks against a demand: 一是政治合格，做到对党忠诚."""
    rules = task_rules()
    return unit.opens is not None and own.demand > rules.plain_item and not rules.thing.match(unit.text)
