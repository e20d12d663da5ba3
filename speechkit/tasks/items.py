"""Items: the tasks of a speech as an office files them, those that belong together as one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from speechkit.model import STRENGTHS, Item, Paragraph, Section, Span, Task
from speechkit.tasks.assembly import governing

__all__ = ["items_of"]


def items_of(
    tasks: Sequence[Task], sections: Sequence[Section], paragraphs: Sequence[Paragraph], text: str, source_text: str
) -> tuple[Item, ...]:
    """Return the items in reading order; every task is in one of them, and each holds tasks that follow each other.

    ``text`` is the simplified text, ``source_text`` its source; offsets are those of both.
    """
    del sections, text, source_text
    items: list[Item] = []
    starts = [paragraph.start for paragraph in paragraphs]
    from bisect import bisect_right

    def place(task: Task) -> tuple[str | None, int, bool]:
        return task.section, bisect_right(starts, task.start), task.relayed

    for _, group in groupby(tasks, key=place):
        items.append(_item(f"I{len(items) + 1}", list(group)))
    return tuple(items)


def _item(name: str, tasks: Sequence[Task]) -> Item:
    first = tasks[0]
    named = [task.named_actor for task in tasks if task.named_actor]
    others = [span for task in tasks for span in task.co_actors]
    lead = named[0] if named else None
    told = {lead.text} if lead else set[str]()
    co_actors: list[Span] = []
    for span in [*named[1:], *others]:
        if span.text not in told:
            told.add(span.text)
            co_actors.append(span)
    deadlines = tuple(deadline for task in tasks for deadline in task.deadlines)
    return Item(
        id=name,
        title=Span(first.start, first.end, first.text, first.source_text),
        tasks=tuple(task.id for task in tasks),
        section=first.section,
        actor=lead,
        co_actors=tuple(co_actors),
        deadline=governing(deadlines),
        deadlines=deadlines,
        targets=tuple(target for task in tasks for target in task.targets),
        strength=max((task.strength for task in tasks), key=STRENGTHS.index),
        relayed=first.relayed,
    )
