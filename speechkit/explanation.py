"""Why a unit is a task or none, and who found its actor: what ``speechkit explain`` tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from speechkit.cues import cue_weights, cue_words_in
from speechkit.model import (
    SCHEMA_VERSION,
    CueFound,
    Document,
    Explanation,
    Paragraph,
    Section,
    Span,
    Sum,
    TaskFinding,
    TaskReason,
    Unit,
    UnitExplanation,
    Verdict,
)
from speechkit.pipeline import Reading
from speechkit.tasks import learned_terms


def explanation_of(reading: Reading) -> Explanation:
    """Explain every unit of a speech, in reading order: what the stages found, with the reasons that they went by."""
    return Explanation(
        schema_version=SCHEMA_VERSION,
        source=reading.info,
        date=reading.date,
        units=tuple(_explanations(reading)),
        warnings=reading.warnings,
        items=reading.items,
    )


def _explanations(reading: Reading) -> Iterator[UnitExplanation]:
    document, units = reading.document, reading.units
    spans = _spans(document, reading.paragraphs, units)
    paths = _paths(reading.sections)
    findings: defaultdict[int, list[TaskFinding]] = defaultdict(list)
    for found in reading.task_findings:
        findings[found.unit].append(found)
    items = {task: item.id for item in reading.items for task in item.tasks}
    learned = learned_terms(reading.structure, reading.roles)
    decided = zip(units, reading.structure.cues, reading.part_reasons, reading.verdicts, strict=True)
    for number, (unit, own, part, verdict) in enumerate(decided):
        finding, *others = findings.get(number) or (None,)
        task = finding.task if finding else None
        span = spans[number]
        yield UnitExplanation(
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
            cues=tuple(CueFound(cue, cue_words_in(unit.text, cue), cue_weights()[cue]) for cue in sorted(own.ids)),
            reason=_reason(verdict, learned.get(number, ()) if verdict.learned else ()),
            task=task,
            actor_rule=finding.actor_rule if finding and finding.task.actor_from == "sentence" else None,
            item=items[finding.task.id] if finding else None,
            other_tasks=tuple(other.task for other in others if other),
        )


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


def _reason(verdict: Verdict, terms: Sequence[tuple[str, float]]) -> TaskReason:
    demand = Sum.of(verdict.terms)
    rest = verdict.learned - sum(weight for _, weight in terms)
    learned = Sum.of([*terms, ("all else", rest)])
    parts = [("demand", demand.total), ("part", verdict.part), ("neighbours", verdict.neighbours)]
    return TaskReason(
        task=verdict.task,
        kind=verdict.kind,
        strength=verdict.strength,
        demand=demand,
        learned=learned,
        sum=Sum.of([*parts, ("learned", learned.total)]),
        excluded=verdict.excluded,
        excluded_by=verdict.excluded_by,
        excluded_because=verdict.excluded_because,
        relayed=verdict.relayed,
    )
