"""Why a unit is a task or none, and who found its actor: what ``speechkit explain`` tells."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.extract.actors import actors_of
from speechkit.extract.taskrules import task_rules
from speechkit.extract.verdicts import Verdict
from speechkit.model import (
    CueFound,
    Document,
    Mood,
    Paragraph,
    PartReason,
    Section,
    Span,
    Sum,
    Task,
    TaskReason,
    Unit,
    UnitExplanation,
)
from speechkit.moods import demand_terms, weights, words_of


def explanations_of(
    document: Document,
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    units: Sequence[Unit],
    moods: Sequence[Mood],
    parts: Sequence[PartReason],
    verdicts: Sequence[Verdict],
    tasks: Sequence[Task],
) -> tuple[UnitExplanation, ...]:
    """An explanation of every unit, in order; ``parts`` says why each is of its part."""
    spans = _spans(document, paragraphs, units)
    paths = _paths(sections)
    made = iter(tasks)
    explanations: list[UnitExplanation] = []
    for number, (unit, mood, part, verdict) in enumerate(zip(units, moods, parts, verdicts, strict=True)):
        task = next(made) if verdict.task else None
        span = spans[number]
        explanations.append(
            UnitExplanation(
                id=task.id if task else None,
                start=span.start,
                end=span.end,
                text=span.text,
                source_text=span.source_text,
                line=document.line(span.start),
                last_line=document.line(span.end - 1),
                before=spans[number - 1] if number else None,
                after=spans[number + 1] if number + 1 < len(units) else None,
                sections=paths[unit.section] if unit.section is not None else (),
                part=part,
                cues=tuple(CueFound(cue, words_of(cue, unit.text), weights()[cue]) for cue in sorted(mood.cues)),
                reason=_reason(unit, mood, verdict),
                task=task,
                actor_rule=actors_of(unit.text).rule if task and task.actor_from == "sentence" else None,
            )
        )
    return tuple(explanations)


def _spans(document: Document, paragraphs: Sequence[Paragraph], units: Sequence[Unit]) -> list[Span]:
    """The units with their enumerators, read as their paragraphs are: healed of line wraps and what is set aside."""
    spans: list[Span] = []
    start = 0
    for number, unit in enumerate(units):
        if number and units[number - 1].paragraph != unit.paragraph:
            start = 0
        end = unit.at + len(unit.text)
        text = paragraphs[unit.paragraph].text[start:end].strip()
        spans.append(Span(unit.start, unit.end, text, document.source.text[unit.start : unit.end]))
        start = end
    return spans


def _paths(sections: Sequence[Section]) -> list[tuple[Section, ...]]:
    """For each section, those that it stands in, the outermost first, and itself."""
    paths: dict[str | None, tuple[Section, ...]] = {None: ()}
    for section in sections:
        paths[section.id] = (*paths[section.parent], section)
    return [paths[section.id] for section in sections]


def _reason(unit: Unit, mood: Mood, verdict: Verdict) -> TaskReason:
    demand = Sum.of(demand_terms(unit, mood.cues))
    never = next((rule for rule in task_rules().never if rule.id == verdict.excluded), None)
    found = never.search(unit.text) if never else None
    near = verdict.task or verdict.excluded not in (None, "part")  # for others the kind was not looked for
    return TaskReason(
        task=verdict.task,
        kind=verdict.kind.id if near else None,
        strength=verdict.kind.strength if near else None,
        demand=demand,
        sum=Sum.of([("demand", demand.total), ("part", verdict.part), ("neighbours", verdict.neighbours)]),
        excluded=verdict.excluded,
        excluded_by=found[0] if found else None,
        relayed=verdict.relayed,
    )
