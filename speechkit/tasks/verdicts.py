"""Which units tell somebody to do something: because of the part of the speech they stand in, and of their cues."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from speechkit.chars import LINE_ENDS, ended
from speechkit.cues import cue_weights
from speechkit.model import Cues, Paragraph, Role, Section, Structure, Unit
from speechkit.rules import finder
from speechkit.tasks.relays import relayed
from speechkit.tasks.rules import Kind, task_rules

__all__ = ["Verdict", "verdicts_of"]

_REPORTED = 2  # units that tell a speaker's words in the third person, from which on a text is a report of a speech
_LONGEST_HEADING = 26  # code points of a heading that ends like a sentence
_PLAIN_ITEM = -0.5  # the least demand of a point without a word that asks
_SHORTEST = 4  # code points of a unit that can be a task


class Verdict(msgspec.Struct, frozen=True):
    """Whether a unit is a task, and why: the logits of its demand, its part and its neighbours, or what keeps it out.

    ``excluded`` names the rule that keeps out what would else be a task, None where there is none; ``kind`` is the kind
    of task that it is or would be.
    """

    task: bool
    kind: Kind
    demand: float
    part: float
    neighbours: float
    excluded: str | None
    relayed: bool


def verdicts_of(structure: Structure, roles: Sequence[Role]) -> list[Verdict]:
    """Decide of every unit, in order, whether it is a task; ``roles`` has an item for each."""
    units, cues = structure.units, structure.cues
    rules = task_rules()
    reported = sum("reports-words" in own.ids for own in cues) >= _REPORTED
    passed_on = relayed(units, reported)
    demands = [False, *(own.demand > 0 for own in cues), False]  # those before and after each unit at n and n + 2
    verdicts: list[Verdict] = []
    for number, (unit, own, role) in enumerate(zip(units, cues, roles, strict=True)):
        part = rules.parts.get(role)
        neighbours = 0.0
        if role == "requirements":
            neighbours = rules.neighbour * (demands[number] + demands[number + 2])
        # Rounded: weights are decimal fractions, and what adds up to zero must not be a task by an error of 1e-16.
        asked = part is not None and round(own.demand + part + neighbours, 6) > 0
        excluded = "part" if part is None else None
        if asked:
            excluded = _excluded(unit, number, structure)
            if excluded is None and _asking().isdisjoint(own.ids) and not _is_item(unit, own):
                excluded = "no-cue"
        verdicts.append(
            Verdict(
                task=asked and excluded is None,
                kind=_kind(unit.text) if asked else rules.kinds[-1],
                demand=own.demand,
                part=part or 0.0,
                neighbours=neighbours,
                excluded=excluded,
                relayed=passed_on[number],
            )
        )
    return verdicts


def _excluded(unit: Unit, number: int, structure: Structure) -> str | None:
    """The rule that keeps the unit from being a task whatever it says."""
    sections, units = structure.sections, structure.units
    rules, paragraph = task_rules(), structure.paragraphs[unit.paragraph]
    if paragraph.meta or len(unit.text) < _SHORTEST or rules.actors.charge_alone.match(unit.text):
        return "fragment"
    if unit.opens is not None and _fills_its_line(unit, paragraph, sections[unit.opens]):
        section, following = sections[unit.opens], number + 1
        if section.marker == "-" or (following < len(units) and units[following].start < section.end):
            return "heading"
    for rule in rules.never:
        if rule.is_near(unit.text) and finder(rule.pattern)(unit.text):
            return rule.id
    return None


def _is_item(unit: Unit, own: Cues) -> bool:
    """Whether the unit opens a point and nothing in it speaks against a demand: 一是政治合格，做到对党忠诚."""
    return unit.opens is not None and own.demand > _PLAIN_ITEM


@cache
def _asking() -> frozenset[str]:
    """The cues that speak for a demand."""
    return frozenset(cue for cue, weights in cue_weights().items() if weights.get("requirements", 0.0) > 0)


def _fills_its_line(unit: Unit, paragraph: Paragraph, section: Section) -> bool:
    if ended(unit.text, LINE_ENDS) and len(unit.text) > _LONGEST_HEADING:
        return False
    return paragraph.offset(len(paragraph.text)) <= unit.end and section.start <= paragraph.start


def _kind(text: str) -> Kind:
    """The kind whose words stand first in the unit: 要…，不能… is a demand, not a prohibition."""
    *kinds, bare = task_rules().kinds
    placed = [(found.start(), kind) for kind in kinds if kind.is_near(text) and (found := kind.search(text))]
    return min(placed, key=lambda item: item[0])[1] if placed else bare
