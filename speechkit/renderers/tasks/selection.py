"""Which tasks are shown."""

from __future__ import annotations

import msgspec

from speechkit.model import Analysis, Task
from speechkit.renderers.tasks.columns import due_date, role_of


class Selection(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a task must fulfil; None and empty ask for nothing. ``due_before`` is an ISO date, that day included."""

    actor: str | None = None
    due_before: str | None = None
    strengths: tuple[str, ...] = ()
    part: str | None = None
    relayed: bool = False

    def takes(self, task: Task, analysis: Analysis) -> bool:
        """Whether the task is shown; one that is relayed only where ``relayed`` asks for it."""
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
        return self != Selection(relayed=self.relayed)


def select(analysis: Analysis, selection: Selection) -> tuple[Task, ...]:
    """The tasks that ``selection`` takes, in reading order."""
    return tuple(task for task in analysis.tasks if selection.takes(task, analysis))


def _names(task: Task, wanted: str) -> bool:
    spans = (task.actor, *task.co_actors) if task.actor else task.co_actors
    return any(wanted in span.text or wanted in span.source_text for span in spans)
