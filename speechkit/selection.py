"""Which of what was found is wanted: one part of a speech, some of its tasks, some of its set phrases."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from speechkit.model import Analysis, Part, Role, Slogan, SloganKind, Task


def only(analysis: Analysis, role: Role | None) -> Analysis:
    """Return the analysis with the parts of that role and what is found in them; with all where it is None."""
    if role is None:
        return analysis
    parts = tuple(part for part in analysis.parts if part.role == role)
    return replace(
        analysis,
        parts=parts,
        sections=tuple(section for section in analysis.sections if section.part == role),
        tasks=tuple(task for task in analysis.tasks if task.part == role),
        slogans=tuple(slogan for slogan in analysis.slogans if covered(parts, slogan.start, slogan.start + 1)),
    )


def covered(parts: Sequence[Part], start: int, end: int) -> list[tuple[int, int]]:
    """Return what of the text from ``start`` to ``end`` the parts cover, in order, as stretches of offsets.

    >>> covered([Part("review", 0, 3), Part("closing", 6, 9)], 2, 7)
    [(2, 3), (6, 7)]
    """
    found: list[tuple[int, int]] = []
    for at in range(bisect_right(parts, start, key=lambda part: part.end), len(parts)):
        low, high = max(start, parts[at].start), min(end, parts[at].end)
        if low >= high:
            break
        if found and found[-1][1] == low:
            low = found.pop()[0]
        found.append((low, high))
    return found


class TaskSelection(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a task must fulfil to be shown; None and empty ask for nothing.

    ``actor`` is part of the name of somebody who leads or helps, ``due_before`` an ISO date, that day included.
    ``relayed`` adds the tasks that the speech only passes on from others. A sheet keeps the selection as JSON.
    """

    actor: str | None = None
    due_before: str | None = None
    strengths: tuple[str, ...] = ()
    part: str | None = None
    relayed: bool = False

    def takes(self, task: Task, analysis: Analysis) -> bool:
        """Whether the task is shown."""
        if task.relayed and not self.relayed:
            return False
        if self.strengths and task.strength not in self.strengths:
            return False
        if self.part and role_of(task, analysis) != self.part:
            return False
        if self.due_before:
            due = due_date(task)
            if due is None or due.isoformat() > self.due_before:
                return False
        return self.actor is None or _names(task, self.actor)

    def narrows(self) -> bool:
        """Whether it leaves out more than what is relayed."""
        return self != TaskSelection(relayed=self.relayed)


def select_tasks(analysis: Analysis, selection: TaskSelection) -> Analysis:
    """Return the analysis with the tasks that ``selection`` takes, in reading order."""
    return replace(analysis, tasks=tuple(task for task in analysis.tasks if selection.takes(task, analysis)))


def due_date(task: Task) -> date | None:
    """Return the last day that the task's deadline leaves, None where its words mean no day."""
    if task.deadline is None or task.deadline.latest is None:
        return None
    return date.fromisoformat(task.deadline.latest)


def role_of(task: Task, analysis: Analysis) -> Role | None:
    """Return the role of the part that the task stands in, None where it stands in none."""
    if task.part:
        return task.part
    return next((part.role for part in analysis.parts if part.start <= task.start < part.end), None)


def _names(task: Task, wanted: str) -> bool:
    spans = (task.actor, *task.co_actors) if task.actor else task.co_actors
    return any(wanted in span.text or wanted in span.source_text for span in spans)


class SloganSelection(msgspec.Struct, frozen=True):
    """What a set phrase must fulfil to be shown; empty and false ask for nothing.

    ``variants`` takes only phrases that come near one of the glossary without being it.
    """

    kinds: tuple[SloganKind, ...] = ()
    variants: bool = False

    def takes(self, slogan: Slogan) -> bool:
        """Whether the set phrase is shown."""
        return (not self.kinds or slogan.kind in self.kinds) and (not self.variants or slogan.variant_of is not None)


def select_slogans(analysis: Analysis, selection: SloganSelection) -> Analysis:
    """Return the analysis with the set phrases that ``selection`` takes, in reading order."""
    return replace(analysis, slogans=tuple(each for each in analysis.slogans if selection.takes(each)))
