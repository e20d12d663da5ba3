"""Items: the tasks of a speech as an office files them, those that belong together as one row."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from speechkit.model import STRENGTHS, Document, Item, Paragraph, Section, Span, Task
from speechkit.tasks.assembly import governing
from speechkit.tasks.item_groups import groups_of, is_pronoun
from speechkit.tasks.item_titles import beginning_of, heading_of

__all__ = ["items_of"]


def items_of(
    tasks: Sequence[Task], sections: Sequence[Section], paragraphs: Sequence[Paragraph], document: Document
) -> tuple[Item, ...]:
    """Return the items in reading order; every task is in one of them, and each holds tasks that follow each other.

    An item is named by the heading of its section where it is the only one below it, else by what its first task asks.
    """
    paragraphs = [paragraph for paragraph in paragraphs if not paragraph.meta]  # those set aside stand within others
    groups = list(groups_of(tasks, sections, paragraphs))
    by_id = {section.id: section for section in sections}
    starts = [paragraph.start for paragraph in paragraphs]
    held = Counter(section for _, section in groups)
    items: list[Item] = []
    for number, (group, section) in enumerate(groups, 1):
        first, title = group[0], None
        if section is not None and held[section] == 1:
            own = by_id[section]
            title = heading_of(own, first, paragraphs[max(bisect_right(starts, own.start) - 1, 0)], document)
        title = title or beginning_of(first, paragraphs[bisect_right(starts, first.start) - 1], document)
        items.append(_item(f"I{number}", title, group, section, document))
    return tuple(items)


def _item(name: str, title: Span, tasks: Sequence[Task], section: str | None, document: Document) -> Item:
    # 我们 and 大家 are put down only where nobody else is named.
    said = [task.named_actor for task in tasks if task.named_actor]
    named = [span for span in said if not is_pronoun(span.text)] or said[:1]
    others = [span for task in tasks for span in task.co_actors]
    apart = {span.text: span for span in reversed([*named, *others])}
    co_actors = [span for span in [*named[1:], *others] if apart.get(span.text) is span and span not in named[:1]]
    deadlines = tuple(deadline for task in tasks for deadline in task.deadlines)
    return Item(
        id=name,
        title=title,
        tasks=tuple(task.id for task in tasks),
        section=section,
        actor=named[0] if named else None,
        co_actors=tuple(co_actors),
        deadline=governing(deadlines),
        deadlines=deadlines,
        targets=tuple(target for task in tasks for target in task.targets),
        strength=max((task.strength for task in tasks), key=STRENGTHS.index),
        relayed=tasks[0].relayed,
        line=document.line(title.start),
    )
