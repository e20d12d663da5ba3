"""The record of every task: who must act, what is to be done, by when and how firmly (data/tasks.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from speechkit.model import Deadline, Role, Span, Structure, Target, Task, TaskFinding, TimeExpression, Unit, Verdict
from speechkit.tasks.actions import actions_of
from speechkit.tasks.actors import DUTY_TABLE, actors_of, first_mention, shares_of
from speechkit.tasks.duty_tables import actors_of_row, deadline_at, deadline_of_row, duty_rows
from speechkit.tasks.inherited import HandedDown, handed_down
from speechkit.tasks.rules import TaskKind, task_rules
from speechkit.tasks.targets import quantities_of
from speechkit.tasks.verdicts import kind_of

__all__ = ["governing", "tasks_of"]


def tasks_of(
    structure: Structure,
    roles: Sequence[Role],
    verdicts: Sequence[Verdict],
    times: Sequence[Sequence[TimeExpression]],
) -> tuple[TaskFinding, ...]:
    """Return the tasks in reading order, each with the rule that found its actor.

    A unit is one, or several where it tells each of several offices its own work.

    ``roles``, ``verdicts`` and ``times`` have an item for each of the units.
    """
    units = structure.units
    handed = handed_down(structure)
    rows = duty_rows(structure)
    findings: list[TaskFinding] = []
    for number, (unit, role, verdict, said) in enumerate(zip(units, roles, verdicts, times, strict=True)):
        if not verdict.task:
            continue
        for share, dated in _shares(unit, said):
            first = _Said(number, share, dated, role, verdict)
            task, rule = _task(structure, first, handed.get(number), times, f"T{len(findings) + 1}")
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
            findings.append(TaskFinding(task, rule, number))
    return tuple(findings)


WEAK = ("pronoun", "does", "described")  # rules whose actor a charge behind the unit takes the place of


class _Said(msgspec.Struct, frozen=True):
    """A unit or its share for one office, the number of the unit, its times, its part and what was decided of it."""

    number: int
    unit: Unit
    times: Sequence[TimeExpression]
    role: Role
    verdict: Verdict


def _shares(unit: Unit, times: Sequence[TimeExpression]) -> Iterator[tuple[Unit, Sequence[TimeExpression]]]:
    """The unit with its times, or what it tells each of several offices, as units of their own with their times."""
    shares = shares_of(unit.text)
    if len(shares) == 1:
        yield unit, times
        return
    for start, end in shares:
        yield (
            replace(unit, text=unit.text[start:end], at=unit.at + start),
            [
                replace(time, start=time.start - start, end=time.end - start)
                for time in times
                if start <= time.start and time.end <= end
            ],
        )


def _task(
    structure: Structure,
    said: _Said,
    handed: HandedDown | None,
    times: Sequence[Sequence[TimeExpression]],
    name: str,
) -> tuple[Task, str | None]:
    """The task that a unit, or a share of it, is, and the rule that found its actor."""
    document, sections, units = structure.document, structure.sections, structure.units
    unit, whole = said.unit, units[said.number]
    kind = next(kind for kind in task_rules().kinds if kind.id == said.verdict.kind)
    if unit is not whole:  # a share, whose own words say how binding it is
        kind = kind_of(unit.text)
    actors = actors_of(unit.text)
    lead = structure.span(unit, *first_mention(unit.text, actors.lead)) if actors.lead else None
    others, origin = _spans(structure, unit, actors.others), "sentence"
    if handed and handed.lead and (lead is None or (handed.charges and actors.rule in WEAK)):
        lead, others, origin = handed.lead, handed.others, handed.origin
    deadlines = _deadlines(structure, unit, said.times)
    if handed and not deadlines:
        deadlines = tuple(each for n in handed.charges for each in _deadlines(structure, units[n], times[n]))
    actions = actions_of(unit.text, start=actors.lead[1] if actors.lead and actors.rule != "charged" else 0)
    span = structure.span(unit, 0, len(unit.text))
    start = whole.start if unit.at == whole.at else span.start
    end = whole.end if len(whole.text) + whole.at == len(unit.text) + unit.at else span.end
    task = Task(
        id=name,
        start=start,
        end=end,
        text=unit.text,
        source_text=document.source.text[start:end],
        section=sections[unit.section].id if unit.section is not None else None,
        actor=lead,
        actor_from=origin if lead else None,
        action=actions[0].action if actions else "",
        object=actions[0].object if actions else "",
        deadline=governing(deadlines),
        deadlines=deadlines,
        co_actors=others,
        strength=kind.strength,
        relayed=said.verdict.relayed,
        rule=kind.id,
        cues=_words_of_kind(kind, unit.text),
        targets=_targets(structure, unit),
        part=said.role,
        line=document.line(start),
        actions=actions,
    )
    return task, actors.rule


def _spans(structure: Structure, unit: Unit, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The stretches of the source that begin and end at these places of the unit's text."""
    return tuple(structure.span(unit, start, end) for start, end in places)


def _targets(structure: Structure, unit: Unit) -> tuple[Target, ...]:
    """The quantities that the unit says are to be reached."""
    targets: list[Target] = []
    for each in quantities_of(unit.text):
        span = structure.span(unit, each.start, each.end)
        measured = (each.what, each.value, each.unit, each.bound)
        targets.append(Target(span.start, span.end, span.text, span.source_text, *measured))
    return tuple(targets)


def _words_of_kind(kind: TaskKind, text: str) -> tuple[str, ...]:
    """The words that make a unit a task of its kind, each once; none for the kind that goes by no words."""
    return tuple(dict.fromkeys(found[0] for found in kind.matches(text))) if kind.pattern else ()


def _deadlines(structure: Structure, unit: Unit, times: Sequence[TimeExpression]) -> tuple[Deadline, ...]:
    """All words of the unit that say when or by when, in its order."""
    return tuple(deadline_at(structure, unit, time) for time in times if time.deadline)


def governing(deadlines: Sequence[Deadline]) -> Deadline | None:
    """Return the one to act by: a day, then what comes again or follows an event, then a span, then what is vague.

    Of several the first.
    """
    return min(deadlines, key=_looseness, default=None)


def _looseness(deadline: Deadline) -> int:
    if deadline.kind in ("vague", "recurring"):
        return 4 if deadline.kind == "vague" else 1
    if deadline.latest or deadline.earliest:
        return 2 if deadline.kind == "range" else 0
    return 1 if deadline.kind == "event" else 3
