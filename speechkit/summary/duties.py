"""Who must do what by when, and the figures to be reached: items and targets in a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from speechkit.chars import plain
from speechkit.lexicon import lexicon
from speechkit.model import Item, Task
from speechkit.summary.quoting import demand_of
from speechkit.summary.records import ItemLine, TargetLine
from speechkit.summary.rules import summary_rules

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["item_lines", "target_lines"]


def item_lines(
    reading: Reading, tasks: Sequence[Task], weight: Callable[[Task], int], most: int
) -> tuple[tuple[ItemLine, ...], int]:
    """Return the items of ``tasks`` that name somebody or a time, heaviest first, and how many of them there are.

    At most ``most`` are returned; who is named by a pronoun only (大家) is nobody that can be asked.
    """
    known = {task.id: task for task in tasks if not task.relayed}
    found: list[tuple[int, Item, Task]] = []
    for item in reading.items:
        own = [known[each] for each in item.tasks if each in known]
        saying = [task for task in own if _names(task) or (task.deadline and task.deadline.kind != "vague")]
        if saying:
            # Of an item that names several, the one line is that of the firmest with a day.
            best = max(saying, key=lambda task: (weight(task), -task.start))
            found.append((weight(best), item, best))
    found.sort(key=lambda each: (-each[0], each[2].start))
    return tuple(_item_line(reading, item, task) for _, item, task in found[:most]), len(found)


def _item_line(reading: Reading, item: Item, task: Task) -> ItemLine:
    return ItemLine(
        id=item.id,
        text=demand_of(reading, task, summary_rules().page.item_length),
        tasks=item.tasks,
        actor=task.named_actor if _names(task) else None,
        deadline=task.deadline,
        strength=task.strength,
    )


def _names(task: Task) -> bool:
    """Whether somebody is named, with more than a pronoun."""
    actor = task.named_actor
    return actor is not None and lexicon().pronouns.at(actor.text, 0) < len(actor.text)


def target_lines(reading: Reading, tasks: Iterable[Task]) -> tuple[tuple[TargetLine, ...], int]:
    """Return the figures that are to be reached, in reading order, and how many there are.

    What is bounded (不低于, 以上, 左右) goes before bare numbers, of equals the first; a figure whose words stand apart
    from each other is left out.
    """
    rules = summary_rules().page
    found: dict[str, TargetLine] = {}
    for task in tasks:
        if task.relayed:
            continue
        latest = task.deadline.latest if task.deadline else None
        for each in task.targets:
            if each.what not in task.text:
                continue  # put together from words that stand apart (城镇…、农村…分别增长5%、7%)
            if each.bound == "exact" and task.part == "context":
                continue  # what is told, not what is to be reached
            line = reading.document.line(each.start)
            found.setdefault(
                plain(each.what + each.text),
                TargetLine(
                    each.what, each.text, each.value, each.unit, each.bound, each.start, each.end, line, task.id, latest
                ),
            )

    def rank(target: TargetLine) -> tuple[bool, bool, int]:
        length = len(target.text) if target.what in target.text else len(target.what) + len(target.text)
        return not target.what or length > rules.target_length, target.bound == "exact", target.start

    chosen = sorted(found.values(), key=rank)[: rules.targets]
    return tuple(sorted(chosen, key=lambda target: target.start)), len(found)
