"""Which units tell somebody to do something, and what they say of it (data/tasks.yaml).

A unit is a task because of the part of the speech that it stands in, of its mood and of its verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from speechkit.extract.actions import actions_of, targets_of
from speechkit.extract.actors import Actors, actors_of
from speechkit.extract.inherited import CHARGE, inherited
from speechkit.extract.relays import relayed
from speechkit.extract.taskrules import Kind, task_rules
from speechkit.extract.timex import Base, Timex, timexes
from speechkit.model import Deadline, Document, Mood, Paragraph, Role, Section, Span, Task, Unit
from speechkit.moods import weights
from speechkit.rules import compiled, finder

__all__ = ["Verdict", "tasks_of", "verdicts_of"]

_ENDED = re.compile("[。！？；：][”’）]*$")
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


def verdicts_of(
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    units: Sequence[Unit],
    moods: Sequence[Mood],
    roles: Sequence[Role],
) -> list[Verdict]:
    """The verdict on every unit, in order."""
    rules = task_rules()
    reported = sum("reports-words" in mood.cues for mood in moods) >= _REPORTED
    passed_on = relayed(units, reported)
    verdicts: list[Verdict] = []
    for number, (unit, mood, role) in enumerate(zip(units, moods, roles, strict=True)):
        part = rules.parts.get(role)
        neighbours = 0.0
        if role == "requirements":
            beside = (moods[other].demand > 0 for other in (number - 1, number + 1) if 0 <= other < len(units))
            neighbours = rules.neighbour * sum(beside)
        # Rounded: weights are decimal fractions, and what adds up to zero must not be a task by an error of 1e-16.
        asked = part is not None and round(mood.demand + part + neighbours, 6) > 0
        excluded = "part" if part is None else None
        if asked:
            excluded = _excluded(unit, number, paragraphs, sections, units)
            if excluded is None and not any(_asks(cue) for cue in mood.cues) and not _is_item(unit, mood):
                excluded = "no-cue"
        verdicts.append(
            Verdict(
                task=asked and excluded is None,
                kind=_kind(unit.text) if asked else rules.kinds[-1],
                demand=mood.demand,
                part=part or 0.0,
                neighbours=neighbours,
                excluded=excluded,
                relayed=passed_on[number],
            )
        )
    return verdicts


def _excluded(
    unit: Unit, number: int, paragraphs: Sequence[Paragraph], sections: Sequence[Section], units: Sequence[Unit]
) -> str | None:
    """The rule that keeps the unit from being a task whatever it says."""
    paragraph = paragraphs[unit.paragraph]
    if paragraph.meta or len(unit.text) < _SHORTEST or compiled(CHARGE).match(unit.text):
        return "fragment"
    if unit.opens is not None and _fills_its_line(unit, paragraph, sections[unit.opens]):
        section, following = sections[unit.opens], number + 1
        if section.marker == "-" or (following < len(units) and units[following].start < section.end):
            return "heading"
    return next((rule.id for rule in task_rules().never if finder(rule.pattern)(unit.text)), None)


def _is_item(unit: Unit, mood: Mood) -> bool:
    """Whether the unit opens a point and nothing in it speaks against a demand: 一是政治合格，做到对党忠诚."""
    return unit.opens is not None and mood.demand > _PLAIN_ITEM


def _asks(cue: str) -> bool:
    return weights()[cue].get("requirements", 0.0) > 0


def _fills_its_line(unit: Unit, paragraph: Paragraph, section: Section) -> bool:
    if _ENDED.search(unit.text) and len(unit.text) > _LONGEST_HEADING:
        return False
    return paragraph.offset(len(paragraph.text)) <= unit.end and section.start <= paragraph.start


def _kind(text: str) -> Kind:
    """The kind whose words stand first in the unit: 要…，不能… is a demand, not a prohibition."""
    *kinds, bare = task_rules().kinds
    placed = [(found.start(), kind) for kind in kinds if (found := compiled(kind.pattern).search(text))]
    return min(placed, key=lambda item: item[0])[1] if placed else bare


def tasks_of(
    document: Document,
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    units: Sequence[Unit],
    roles: Sequence[Role],
    verdicts: Sequence[Verdict],
    base: Base | None,
) -> tuple[Task, ...]:
    """A task for every unit that is one, in reading order. ``base`` is the date that deadlines count from."""
    tasks: list[Task] = []
    taken_over = inherited(units)
    for number, (unit, role, verdict) in enumerate(zip(units, roles, verdicts, strict=True)):
        if not verdict.task:
            continue
        paragraph = paragraphs[unit.paragraph]
        actors, named_in = actors_of(unit.text), unit
        if actors.lead is None and number in taken_over:
            named_in = units[taken_over[number][0]]
            actors = taken_over[number][1]

        def span(start: int, end: int, unit: Unit = unit, paragraph: Paragraph = paragraph) -> Span:
            return _span(document, paragraph, unit.at + start, unit.at + end)

        def name(start: int, end: int, named_in: Unit = named_in) -> Span:
            return _span(document, paragraphs[named_in.paragraph], named_in.at + start, named_in.at + end)

        actions = actions_of(unit.text, start=_after(actors) if named_in is unit else 0)
        tasks.append(
            Task(
                id=f"T{len(tasks) + 1}",
                start=unit.start,
                end=unit.end,
                text=unit.text,
                source_text=document.source.text[unit.start : unit.end],
                section=sections[unit.section].id if unit.section is not None else None,
                actor=name(*actors.lead) if actors.lead else None,
                actor_from=None if actors.lead is None else "sentence" if named_in is unit else "section",
                action=actions[0].action if actions else "",
                object=actions[0].object if actions else "",
                deadline=_deadline(document, paragraph, unit, base),
                co_actors=tuple(name(*place) for place in actors.others),
                strength=verdict.kind.strength,
                relayed=verdict.relayed,
                rule=verdict.kind.id,
                cues=_cues(verdict.kind, unit.text),
                targets=tuple(span(*place) for place in targets_of(unit.text)),
                part=role,
                line=document.line(unit.start),
                actions=actions,
            )
        )
    return tuple(tasks)


def _span(document: Document, paragraph: Paragraph, start: int, end: int) -> Span:
    """The stretch ``start`` to ``end`` of the paragraph's text, with what the source has there."""
    first, last = paragraph.offset(start), paragraph.offset(end - 1) + 1
    return Span(first, last, paragraph.text[start:end], document.source.text[first:last])


def _after(actors: Actors) -> int:
    return actors.lead[1] if actors.lead and actors.rule != "charged" else 0


def _cues(kind: Kind, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[0] for found in compiled(kind.pattern).finditer(text))) if kind.pattern else ()


def _deadline(document: Document, paragraph: Paragraph, unit: Unit, base: Base | None) -> Deadline | None:
    """The first words that say by when; words with a date before words without one."""
    found = [time for time in timexes(unit.text, base) if time.deadline and not _dates_a_paper(unit.text, time)]
    if not found:
        return None
    time = min(found, key=lambda time: (time.kind == "vague", not (time.latest or time.earliest), time.start))
    span = _span(document, paragraph, unit.at + time.start, unit.at + time.end)
    return Deadline(span.start, span.end, span.text, span.source_text, time.kind, time.earliest, time.latest)


def _dates_a_paper(text: str, time: Timex) -> bool:
    """依据今年六月公布的…, 谋划“十三五”时期…: when a paper is from, or what it is about, and not by when to act."""
    rules = task_rules()
    return bool(compiled(rules.dated).match(text, time.end) or compiled(rules.about).search(text, 0, time.start))
