"""The record of every task: who must act, what is to be done, by when and how firmly (data/tasks.yaml)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from speechkit.model import Deadline, Role, Span, Structure, Task, TaskFinding, TimeExpression, Unit, Verdict
from speechkit.tasks.actions import actions_of, targets_of
from speechkit.tasks.actors import DUTY_TABLE, actors_of, first_mention
from speechkit.tasks.duty_tables import actors_of_row, deadline_at, deadline_of_row, duty_rows
from speechkit.tasks.inherited import NamedActors, inherited_actors
from speechkit.tasks.rules import TaskKind, task_rules

__all__ = ["tasks_of"]


def tasks_of(
    structure: Structure,
    roles: Sequence[Role],
    verdicts: Sequence[Verdict],
    times: Sequence[Sequence[TimeExpression]],
) -> tuple[TaskFinding, ...]:
    """Return a task for every unit that is one, in reading order, each with the rule that found its actor.

    ``roles``, ``verdicts`` and ``times`` have an item for each of the units.
    """
    document, sections, units = structure.document, structure.sections, structure.units
    kinds: dict[str | None, TaskKind] = {kind.id: kind for kind in task_rules().kinds}
    inherited = inherited_actors(units)
    rows = duty_rows(structure)
    findings: list[TaskFinding] = []
    for number, (unit, role, verdict, said) in enumerate(zip(units, roles, verdicts, times, strict=True)):
        kind = kinds[verdict.kind] if verdict.task else None
        if kind is None:
            continue
        named = NamedActors(number, actors_of(unit.text))
        if named.actors.lead is None:
            named = inherited.get(number, named)
        actors, naming = named.actors, units[named.unit]

        own = naming is unit
        deadlines = _deadlines(structure, unit, said)
        actions = actions_of(unit.text, start=actors.lead[1] if actors.lead and own and actors.rule != "charged" else 0)
        task = Task(
            id=f"T{len(findings) + 1}",
            start=unit.start,
            end=unit.end,
            text=unit.text,
            source_text=document.source.text[unit.start : unit.end],
            section=sections[unit.section].id if unit.section is not None else None,
            actor=structure.span(naming, *first_mention(naming.text, actors.lead)) if actors.lead else None,
            actor_from=None if actors.lead is None else "sentence" if own else "section",
            action=actions[0].action if actions else "",
            object=actions[0].object if actions else "",
            deadline=_governing(deadlines),
            deadlines=deadlines,
            co_actors=_spans(structure, naming, actors.others),
            strength=kind.strength,
            relayed=verdict.relayed,
            rule=kind.id,
            cues=_words_of_kind(kind, unit.text),
            targets=_spans(structure, unit, targets_of(unit.text)),
            part=role,
            line=document.line(unit.start),
            actions=actions,
        )
        rule = actors.rule
        if row := rows.get(number):
            in_row, due = actors_of_row(structure, row), deadline_of_row(structure, row, times)
            task = replace(
                task,
                actor=in_row.lead or task.actor,
                actor_from="sentence" if in_row.lead else task.actor_from,
                co_actors=in_row.others or task.co_actors,
                deadline=due or task.deadline,
                deadlines=(due,) if due else task.deadlines,
            )
            rule = DUTY_TABLE if in_row.lead else rule
        findings.append(TaskFinding(task, rule))
    return tuple(findings)


def _spans(structure: Structure, unit: Unit, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The stretches of the source that begin and end at these places of the unit's text."""
    return tuple(structure.span(unit, start, end) for start, end in places)


def _words_of_kind(kind: TaskKind, text: str) -> tuple[str, ...]:
    """The words that make a unit a task of its kind, each once; none for the kind that goes by no words."""
    return tuple(dict.fromkeys(found[0] for found in kind.matches(text))) if kind.pattern else ()


def _deadlines(structure: Structure, unit: Unit, times: Sequence[TimeExpression]) -> tuple[Deadline, ...]:
    """All words of the unit that say when or by when, in its order."""
    return tuple(deadline_at(structure, unit, time) for time in times if time.deadline)


def _governing(deadlines: Sequence[Deadline]) -> Deadline | None:
    """The one to act by: a day, then what comes again or follows an event, then a span, then what is vague.

    Of several the first.
    """
    return min(deadlines, key=_looseness, default=None)


def _looseness(deadline: Deadline) -> int:
    if deadline.kind in ("vague", "recurring"):
        return 4 if deadline.kind == "vague" else 1
    if deadline.latest or deadline.earliest:
        return 2 if deadline.kind == "range" else 0
    return 1 if deadline.kind == "event" else 3
