"""What the units that are tasks say: who must act, what is to be done, by when and how bindingly (data/tasks.yaml)."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.model import Deadline, Role, Span, Structure, Task, TimeExpression, Unit
from speechkit.tasks.actions import actions_of, targets_of
from speechkit.tasks.actors import Actors, actors_of
from speechkit.tasks.inherited import inherited
from speechkit.tasks.names import Place
from speechkit.tasks.rules import Kind, task_rules
from speechkit.tasks.verdicts import Verdict

__all__ = ["tasks_of"]


def tasks_of(
    structure: Structure,
    roles: Sequence[Role],
    verdicts: Sequence[Verdict],
    times: Sequence[Sequence[TimeExpression]],
) -> tuple[Task, ...]:
    """Return a task for every unit that is one, in reading order.

    ``roles``, ``verdicts`` and ``times`` have an item for each of the units.
    """
    document, sections, units = structure.document, structure.sections, structure.units
    tasks: list[Task] = []
    taken_over = inherited(units)
    for number, (unit, role, verdict, said) in enumerate(zip(units, roles, verdicts, times, strict=True)):
        if not verdict.task:
            continue
        actors, named_in = actors_of(unit.text), unit
        if actors.lead is None and number in taken_over:
            named_in = units[taken_over[number][0]]
            actors = taken_over[number][1]

        actions = actions_of(unit.text, start=_after(actors) if named_in is unit else 0)
        tasks.append(
            Task(
                id=f"T{len(tasks) + 1}",
                start=unit.start,
                end=unit.end,
                text=unit.text,
                source_text=document.source.text[unit.start : unit.end],
                section=sections[unit.section].id if unit.section is not None else None,
                actor=_spans(structure, named_in, (actors.lead,))[0] if actors.lead else None,
                actor_from=None if actors.lead is None else "sentence" if named_in is unit else "section",
                action=actions[0].action if actions else "",
                object=actions[0].object if actions else "",
                deadline=_deadline(structure, unit, said),
                co_actors=_spans(structure, named_in, actors.others),
                strength=verdict.kind.strength,
                relayed=verdict.relayed,
                rule=verdict.kind.id,
                cues=_cues(verdict.kind, unit.text),
                targets=_spans(structure, unit, targets_of(unit.text)),
                part=role,
                line=document.line(unit.start),
                actions=actions,
            )
        )
    return tuple(tasks)


def _spans(structure: Structure, unit: Unit, places: Sequence[Place]) -> tuple[Span, ...]:
    """The stretches that begin and end at these places of the unit's text, with what the source has there."""
    return tuple(structure.span(unit, start, end) for start, end in places)


def _after(actors: Actors) -> int:
    return actors.lead[1] if actors.lead and actors.rule != "charged" else 0


def _cues(kind: Kind, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[0] for found in kind.finditer(text))) if kind.pattern else ()


def _deadline(structure: Structure, unit: Unit, times: Sequence[TimeExpression]) -> Deadline | None:
    """The first words that say by when; words with a date before words without one."""
    found = [time for time in times if time.deadline and not _dates_a_paper(unit.text, time)]
    if not found:
        return None
    time = min(found, key=lambda time: (time.kind == "vague", not (time.latest or time.earliest), time.start))
    span = structure.span(unit, time.start, time.end)
    return Deadline(span.start, span.end, span.text, span.source_text, time.kind, time.earliest, time.latest)


def _dates_a_paper(text: str, time: TimeExpression) -> bool:
    """依据今年六月公布的…, 谋划“十三五”时期…: when a paper is from, or what it is about, and not by when to act."""
    rules = task_rules()
    return bool(rules.dated.match(text, time.end) or rules.about.ends(text, time.start))
