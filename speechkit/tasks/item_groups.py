"""Which tasks belong together: by where they stand, by what joins them, by whom they tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from speechkit.lexicon import lexicon
from speechkit.model import Paragraph, Section, Task
from speechkit.tasks.item_lengths import cut
from speechkit.tasks.item_titles import asked_at
from speechkit.tasks.rules import task_rules

__all__ = ["Group", "groups_of", "is_pronoun"]

FEW = 4  # tasks below a heading that are one item, whatever paragraphs they stand in

Group: TypeAlias = tuple[list[Task], str | None]  # tasks that belong together, and the section that holds them all


def groups_of(tasks: Sequence[Task], sections: Sequence[Section], paragraphs: Sequence[Paragraph]) -> Iterator[Group]:
    """Yield the tasks that belong together, in reading order.

    Those that stand in one section and one paragraph: a run-in heading with the sentences below it, a sentence with
    those that explain it; so do the points of one sentence, and a heading with the few paragraphs below it. An office
    that is told its own work begins a group of its own, and so do an activity that is to be held and demands that are
    passed on. What is too long is cut where it turns to something else.
    """
    where = _Where(sections, paragraphs)
    placed = [
        list(group) for _, group in groupby(tasks, key=lambda task: (task.section, where(task.start), task.relayed))
    ]
    for group, section in _below_headings(_points(placed, where), where):
        for own in _split(group):
            for part in cut(own):
                yield part, section


class _Where:
    """Call it with an offset: the number of the paragraph that it stands in."""

    def __init__(self, sections: Sequence[Section], paragraphs: Sequence[Paragraph]) -> None:
        self.sections = {section.id: section for section in sections}
        self.paragraphs = paragraphs
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._points = [section.start for section in sections]

    def __call__(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def points(self, task: Task) -> int:
        """How many points stand in a task."""
        return bisect_left(self._points, task.end) - bisect_left(self._points, task.start)

    def own_line(self, section: Section) -> bool:
        """Whether the heading of a section fills its paragraph."""
        return section.body >= self.paragraphs[self(section.start)].end


def _points(groups: Sequence[list[Task]], where: _Where) -> list[Group]:
    """Join the points of one sentence and what is said before it in its section: 一是政治合格；二是纪律合格。

    Not where two of them tell an office its own work.
    """
    found: list[Group] = []
    at = 0
    while at < len(groups):
        end = at + 1
        while end < len(groups) and _continues(groups[end - 1], groups[end], where):
            end += 1
        offices = {office for group in groups[at:end] for task in group if (office := _office_of(task))}
        last = groups[end - 1][-1]
        if len(offices) < 2 and (end - at > 1 or where.points(last) > 1):
            found.append(([task for group in groups[at:end] for task in group], _parent(last.section, where)))
            if len(found) > 1 and _goes_on(found[-2], found[-1], where):
                found[-2][0].extend(found.pop()[0])
        else:
            found += ((group, group[0].section) for group in groups[at:end])
        at = end
    return found


def _goes_on(before: Group, points: Group, where: _Where) -> bool:
    """Whether the points stand in one section and one paragraph with the tasks before them."""
    (tasks, section), (own, parent) = before, points
    last, first = tasks[-1], own[0]
    return section == parent and where(last.start) == where(first.start) and last.relayed == first.relayed


def _continues(before: list[Task], group: list[Task], where: _Where) -> bool:
    """Whether the second is a point of the sentence in which the first stands."""
    own, last = group[0], before[-1]
    if own.relayed != last.relayed or own.section == last.section or where(own.start) != where(last.start):
        return False
    parent = _parent(own.section, where)
    if last.text.endswith("："):
        return last.section == parent and own.section is not None
    siblings = own.section is not None and last.section is not None and _parent(last.section, where) == parent
    return siblings and len(before) == 1 and last.text.endswith(("；", "，"))


def _parent(section: str | None, where: _Where) -> str | None:
    return where.sections[section].parent if section is not None else None


def _below_headings(groups: Sequence[Group], where: _Where) -> Iterator[Group]:
    """Join a heading that fills its line with what stands below it, if that is little: each paragraph apart if not."""
    for (section, _), found in groupby(groups, key=lambda group: (group[1], group[0][0].relayed)):
        parts = [tasks for tasks, _ in found]
        heading = where.sections.get(section) if section is not None else None
        in_table = any(where.paragraphs[where(tasks[0].start)].duty for tasks in parts)
        if heading is None or len(parts) == 1 or in_table or not where.own_line(heading):
            yield from ((tasks, section) for tasks in parts)
            continue
        if sum(map(len, parts)) <= FEW:
            parts = [[task for tasks in parts for task in tasks]]
        elif len(parts[0]) == 1 and where(parts[0][0].start) == where(heading.start):
            parts[:2] = [parts[0] + parts[1]]
        yield from ((tasks, section) for tasks in parts)


def _split(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Split where a single office is told its own work, and where an activity of its own is to be held.

    What is said first may name nobody: 抓好宣传工作, and the first office with it.
    """
    group: list[Task] = []
    lead: str | None = None
    for task in tasks:
        named = _office_of(task)
        told = named is not None and named != lead and (lead is not None or len(group) > 1)
        if group and (told or _is_activity(task)):
            yield group
            group, lead = [], None
        group.append(task)
        lead = named or lead
    yield group


def _is_activity(task: Task) -> bool:
    found = task_rules().item_activity.found_in(task.text)
    return found is not None and found.start() <= asked_at(task)[1]


def _office_of(task: Task) -> str | None:
    """The one office or post that the task itself names: not 我们, nor all of a kind (各级党组织, 广大党员)."""
    actor = task.actor
    if actor is None or task.actor_from != "sentence" or is_pronoun(actor.text):
        return None
    return None if task_rules().item_all.match(actor.text, 0) else actor.text


def is_pronoun(name: str) -> bool:
    """Whether a name is 我们, 大家 and the like."""
    return lexicon().pronouns.at(name, 0) == len(name)
