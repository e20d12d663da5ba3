"""Which units are tasks, and why: the part that they stand in, their cues, and the rules that keep them out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import fsum
from typing import NamedTuple

from speechkit.chars import LINE_ENDS, ended
from speechkit.cues import cue_weights
from speechkit.model import Cues, Paragraph, Role, Section, Structure, Unit, Verdict
from speechkit.tasks.duty_tables import duty_rows
from speechkit.tasks.evidence import RULES, Look, evidence_of
from speechkit.tasks.inherited import measures
from speechkit.tasks.relaying import relayed_in
from speechkit.tasks.rules import TaskKind, task_rules
from speechkit.tasks.weights import evidence_weights

__all__ = ["kind_of", "learned_terms", "looks_of", "rules_alone", "verdicts_of"]


DUTY_ROW = "duty-row"  # the term for a unit that a duty table names as a task
MEASURE = "measure"  # the term for a unit that a charge behind it makes one
AIM = "aim"  # the term for a number that is to be reached
TOLD = 6  # terms of what is learned that are named


class _Exclusion(NamedTuple):
    """The rule that keeps a unit from being a task, why it does, and the words that it found; None for no words."""

    rule: str
    because: str
    words: str | None = None


def verdicts_of(structure: Structure, roles: Sequence[Role]) -> list[Verdict]:
    """Return for every unit, in order, whether it is a task and why; ``roles`` has an item for each."""
    first = rules_alone(structure, roles)
    learned = _learned(structure, roles, first)
    return [_verdict(look, learned.get(number)) for number, look in enumerate(first)]


class FirstLook(NamedTuple):
    """What the rules say of one unit; ``part``: None where its part has no tasks, ``settled``: what decides."""

    kind: TaskKind
    demand: float
    terms: tuple[tuple[str, float], ...]
    part: float | None
    neighbours: float
    kept_out: _Exclusion | None
    settled: str | None
    relayed: bool

    @property
    def score(self) -> float:
        """The sum in logits; rounded, as what adds up to zero must not be a task by an error of 1e-16."""
        return round(self.demand + (self.part or 0.0) + self.neighbours, 6)


def rules_alone(structure: Structure, roles: Sequence[Role]) -> list[FirstLook]:
    """Return what the rules say of every unit, without anything learned."""
    rules, cues = task_rules(), structure.cues
    rows, charged, passed_on = duty_rows(structure), measures(structure), relayed_in(structure)
    demands = [False, *(own.demand > 0 for own in cues), False]  # those before and after each unit at n and n + 2
    found: list[FirstLook] = []
    for number, (unit, own, role) in enumerate(zip(structure.units, cues, roles, strict=True)):
        part = rules.parts.get(role)
        if role == "meta" and _is_said(unit, structure):
            certain = not own.ids.isdisjoint(rules.certain_anywhere)
            part = rules.frame_relayed if passed_on[number] else rules.frame if certain else None
        neighbours = 0.0
        if role == "requirements":
            neighbours = rules.neighbour * (demands[number] + demands[number + 2])
        aims = role == "requirements" and _aims(unit.text)
        settled = DUTY_ROW if number in rows else MEASURE if number in charged and part is not None else None
        kept_out: _Exclusion | None = None
        if settled:
            pass
        elif structure.paragraphs[unit.paragraph].duty:
            # What a cell says is settled by the heading of its column, whatever its words and its part.
            kept_out, part, neighbours = _Exclusion("duty-table", rules.kept_out.duty_table), part or 0.0, 0.0
        elif part is None:
            kept_out = _Exclusion("part", rules.kept_out.part)
        else:
            kept_out = _exclusion(number, structure, aims)
        terms = own.terms
        if settled:
            terms = (*terms, (settled, rules.duty_row))
        elif aims:
            terms = (*terms, (AIM, rules.aim_weight))
        demand = own.demand + sum(weight for _, weight in terms[len(own.terms) :])
        found.append(
            FirstLook(kind_of(unit.text), demand, terms, part, neighbours, kept_out, settled, passed_on[number])
        )
    return found


def _is_said(unit: Unit, structure: Structure) -> bool:
    """Whether a unit stands in the text itself: layout has not set it aside, and it is not of the title."""
    title = structure.title
    titled = title is not None and unit.start < title.end and title.start < unit.end
    return not titled and not structure.paragraphs[unit.paragraph].meta


def looks_of(structure: Structure, roles: Sequence[Role], first: Sequence[FirstLook]) -> list[Look]:
    """Return the same as evidence for what is learned (``evidence_of``)."""
    silent = task_rules().no_sentence
    return [
        Look(
            score=look.score,
            kept_out=look.kept_out.rule if look.kept_out else None,
            kind=look.kind.id,
            open=_in_doubt(look, role, own),
            said=look.kept_out is None or look.kept_out.rule not in silent,
        )
        for role, look, own in zip(roles, first, structure.cues, strict=True)
    ]


def _in_doubt(look: FirstLook, role: Role, own: Cues) -> bool:
    """Whether what is learned may decide: the rules' sum is near zero, and no rule has spoken that never errs."""
    rules = task_rules()
    if look.settled or (look.kept_out and look.kept_out.rule not in rules.may_err):
        return False
    if look.relayed and look.score > rules.certain and look.kept_out is None:
        return False  # what somebody else is told to ask for is asked for
    if look.score > rules.certain:
        asking = role == "requirements" or look.score > rules.certain_elsewhere
        certain = rules.certain_anywhere + (rules.certain_by if asking else ())
        if look.kept_out is None and not own.ids.isdisjoint(certain):
            return False
    return abs(look.score) <= rules.doubt


_BY_PLACE = ("part", "duty-table")  # what keeps a unit out whatever it says


def _learned(structure: Structure, roles: Sequence[Role], first: Sequence[FirstLook]) -> dict[int, float]:
    """What the fitted weights add, by the number of the unit; only for those that the rules leave in doubt."""
    weight_of = evidence_weights().get
    return {
        number: round(score * weight_of(RULES, 0.0) + fsum(weight for name in names if (weight := weight_of(name))), 6)
        for number, score, names in evidence_of(structure, roles, looks_of(structure, roles, first))
    }


def learned_terms(structure: Structure, roles: Sequence[Role]) -> dict[int, tuple[tuple[str, float], ...]]:
    """Return what the fitted weights add to the rules' sum, by the number of the unit: the terms that say most."""
    weights = evidence_weights()
    terms: dict[int, tuple[tuple[str, float], ...]] = {}
    for number, score, names in evidence_of(
        structure, roles, looks_of(structure, roles, rules_alone(structure, roles))
    ):
        known = [(name, weights[name]) for name in names if name in weights]
        known.append((RULES, score * weights.get(RULES, 0.0)))
        terms[number] = tuple(sorted(known, key=lambda term: (-abs(term[1]), term[0]))[:TOLD])
    return terms


def _verdict(look: FirstLook, learned: float | None) -> Verdict:
    kept_out = look.kept_out
    if kept_out and learned is not None:
        kept_out = None  # it is a rule that may err: what is learned knows of it
    asked = look.part is not None and round(look.score + (learned or 0.0), 6) > 0
    asked = asked or look.settled is not None
    kind = look.kind if asked else None
    told = kept_out if kept_out and (asked or kept_out.rule in _BY_PLACE) else None
    return Verdict(
        task=asked and kept_out is None,
        kind=kind.id if kind else None,
        strength=kind.strength if kind else None,
        demand=look.demand,
        terms=look.terms,
        part=look.part or 0.0,
        neighbours=look.neighbours,
        learned=learned or 0.0,
        excluded=told.rule if told else None,
        excluded_by=told.words if told else None,
        excluded_because=told.because if told else None,
        relayed=look.relayed,
    )


def kind_of(text: str) -> TaskKind:
    """Return the kind whose words stand first in the unit: 要…，不能… is a demand, not a prohibition."""
    *kinds, bare = task_rules().kinds
    placed = [(found.start(), kind) for kind in kinds if kind.is_near(text) and (found := kind.search(text))]
    return min(placed, key=lambda item: item[0])[1] if placed else bare


# -- what looks like a demand and is none ------------------------------------------------------------------------------


def _aims(text: str) -> bool:
    """Whether the text names a number that is to be reached, and does not look back."""
    rules = task_rules()
    return (
        bool(rules.aim.is_near(text)) and rules.aim.found_in(text) is not None and rules.aim_not.found_in(text) is None
    )


def _exclusion(number: int, structure: Structure, aims: bool) -> _Exclusion | None:
    """What keeps the unit from being a task whatever its part and its cues say; ``aims``: it names a number."""
    sections, units = structure.sections, structure.units
    unit, own = units[number], structure.cues[number]
    rules, paragraph = task_rules(), structure.paragraphs[unit.paragraph]
    if paragraph.meta or len(unit.text) < rules.shortest or rules.actors.charge_alone.match(unit.text):
        return _Exclusion("fragment", rules.kept_out.fragment)
    if unit.opens is not None and _fills_its_line(unit, paragraph, sections[unit.opens]):
        section, after = sections[unit.opens], number + 1
        while after < len(units) and structure.paragraphs[units[after].paragraph].meta:
            after += 1  # who signs below the last item is none of it
        below = after < len(units) and units[after].start < section.end
        below = below and not rules.last_words.match(units[after].text)
        if below and ended(unit.text) and not own.ids.isdisjoint(rules.certain_by):
            below = ended(units[after].text) or units[after].opens is not None  # else it signs or dates the paper
        asks_for_things = not own.ids.isdisjoint(rules.certain_by) and rules.lists_things.found_in(unit.text)
        if section.marker == "-" or (below and not asks_for_things):
            return _Exclusion("heading", rules.kept_out.heading)
    for rule in rules.never:
        if rule.is_near(unit.text) and (found := rule.found_in(unit.text)):
            return _Exclusion(rule.id, rule.because, found[0])
    if aims or not _asking_cues().isdisjoint(own.ids):
        return None
    if unit.opens is not None and rules.thing.match(unit.text):
        return _Exclusion("thing", rules.kept_out.thing)
    if unit.opens is None or own.demand <= rules.plain_item:  # else a point with nothing against it: 一是政治合格，…
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
