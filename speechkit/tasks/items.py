"""Items: the tasks of a speech as an office files them, those that belong together as one row."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from speechkit.lexicon import lexicon
from speechkit.model import STRENGTHS, Document, Item, Paragraph, Section, Span, Task
from speechkit.tasks.assembly import governing
from speechkit.tasks.rules import task_rules

__all__ = ["items_of"]

LONGEST_TITLE = 32  # code points; a longer one ends at the last clause border before


def items_of(
    tasks: Sequence[Task], sections: Sequence[Section], paragraphs: Sequence[Paragraph], document: Document
) -> tuple[Item, ...]:
    """Return the items in reading order; every task is in one of them, and each holds tasks that follow each other.

    Tasks belong together that stand in one section and one paragraph: a run-in heading with the sentences below it, a
    sentence with those that explain it. An office that is told its own work begins an item of its own, and so do an
    activity that is to be held and demands that are passed on.
    """
    groups = [own for group in _by_place(tasks, paragraphs) for own in _split(group)]
    by_id = {section.id: section for section in sections}
    held = Counter(group[0].section for group in groups)
    starts = [paragraph.start for paragraph in paragraphs]
    items: list[Item] = []
    for number, group in enumerate(groups, 1):
        first = group[0]
        own = by_id[first.section] if first.section is not None and held[first.section] == 1 else None
        around = [paragraphs[bisect_right(starts, place.start) - 1] for place in (first, own) if place]
        title = (own and _heading(own, first, around[-1], document)) or _beginning(first, around[0], document)
        items.append(_item(f"I{number}", title, group))
    return tuple(items)


def _by_place(tasks: Sequence[Task], paragraphs: Sequence[Paragraph]) -> Iterator[list[Task]]:
    starts = [paragraph.start for paragraph in paragraphs]
    for _, group in groupby(tasks, key=lambda task: (task.section, bisect_right(starts, task.start), task.relayed)):
        yield list(group)


def _split(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Split where a single office is told its own work, and where an activity of its own is to be held.

    What is said first may name nobody: 抓好宣传工作, and the first office with it.
    """
    activity = task_rules().item_activity
    group: list[Task] = []
    lead: str | None = None
    for task in tasks:
        named = _office_of(task)
        told = named is not None and named != lead and (lead is not None or len(group) > 1)
        if group and (told or activity.found_in(task.text)):
            yield group
            group, lead = [], None
        group.append(task)
        lead = named or lead
    yield group


def _office_of(task: Task) -> str | None:
    """The one office or post that the task itself names: not 我们, nor all of a kind (各级党组织, 广大党员)."""
    actor = task.actor
    if actor is None or task.actor_from != "sentence" or lexicon().pronouns.at(actor.text, 0) == len(actor.text):
        return None
    return None if task_rules().item_all.match(actor.text, 0) else actor.text


def _heading(section: Section, first: Task, paragraph: Paragraph, document: Document) -> Span | None:
    """The heading of a section, if it stands before its first task and not in it."""
    at = paragraph.text.find(section.title) if section.title and section.part == "requirements" else -1
    if at < 0:
        return None
    opened = task_rules().title_begins.match(section.title, 0)
    start = opened.end() if opened and opened.end() < len(section.title) else 0
    span = _span(paragraph, at + start, at + len(section.title), document)
    return span if section.start <= span.start and span.end <= first.start else None


def _beginning(task: Task, paragraph: Paragraph, document: Document) -> Span:
    """The first clauses of a task that are no longer than a title, without what only asks: 要, 我们要."""
    rules, text = task_rules(), task.text
    opened = rules.title_begins.match(text, 0)
    start = end = opened.end() if opened else 0
    for border in rules.clause_ends.matches(text):
        if border.start() > start and end > start and border.start() - start > LONGEST_TITLE:
            break
        end = max(end, border.start())
    end = end if end > start else len(text)
    at = paragraph.text.index(text, paragraph.index(task.start))
    return _span(paragraph, at + start, at + end, document)


def _span(paragraph: Paragraph, start: int, end: int, document: Document) -> Span:
    first, last = paragraph.offset(start), paragraph.offset(end - 1) + 1
    return Span(first, last, paragraph.text[start:end], document.source.text[first:last])


def _item(name: str, title: Span, tasks: Sequence[Task]) -> Item:
    named = [task.named_actor for task in tasks if task.named_actor]
    others = [span for task in tasks for span in task.co_actors]
    apart = {span.text: span for span in reversed([*named, *others])}
    co_actors = [span for span in [*named[1:], *others] if apart.get(span.text) is span and span not in named[:1]]
    deadlines = tuple(deadline for task in tasks for deadline in task.deadlines)
    return Item(
        id=name,
        title=title,
        tasks=tuple(task.id for task in tasks),
        section=tasks[0].section,
        actor=named[0] if named else None,
        co_actors=tuple(co_actors),
        deadline=governing(deadlines),
        deadlines=deadlines,
        targets=tuple(target for task in tasks for target in task.targets),
        strength=max((task.strength for task in tasks), key=STRENGTHS.index),
        relayed=tasks[0].relayed,
    )
