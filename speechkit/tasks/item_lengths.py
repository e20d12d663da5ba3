"""Where what is too long for one item turns to something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.model import Task
from speechkit.tasks.rules import task_rules

__all__ = ["LONGEST", "cut"]

LONGEST, SHORTEST = 8, 3  # tasks of a part; more than the longest are cut
AROUND = 2  # tasks before and after a border whose words are compared
HEADING = 20  # code points of a sentence that may head those after it, and has one clause
# What a border costs: each by itself, one after which the text goes on, one before a heading, one right behind it.
EACH, GOES_ON, BEFORE_HEADING, BEHIND_HEADING = 0.4, 1.0, -0.6, 0.6


def cut(tasks: list[Task]) -> Iterator[list[Task]]:
    """Yield the tasks as one, or in parts where there are more than an item holds.

    The borders are those that cost least together: before a short sentence that heads those after it, and where the
    words before and after have little in common.
    """
    if len(tasks) <= LONGEST:
        yield tasks
        return
    costs = _costs(tasks)
    best: list[tuple[float, int]] = [(0.0, 0)]  # of the tasks up to each: what their borders cost, the last of them
    for end in range(1, len(tasks) + 1):
        starts = [at for at in range(max(end - LONGEST, 0), end - SHORTEST + 1) if best[at][0] < float("inf")]
        best.append(min(((best[at][0] + costs[at], at) for at in starts), default=(float("inf"), 0)))
    borders = [len(tasks)]
    while borders[-1]:
        borders.append(best[borders[-1]][1])
    for end, start in zip(borders[-2::-1], borders[:0:-1], strict=True):
        yield tasks[start:end]


def _costs(tasks: Sequence[Task]) -> list[float]:
    """What a border before each task costs; the first has none."""
    pairs = [frozenset(map("".join, zip(task.text, task.text[1:], strict=False))) for task in tasks]
    heads = [len(task.text) <= HEADING and "，" not in task.text and task.text.endswith("。") for task in tasks]
    costs = [0.0]
    for at in range(1, len(tasks)):
        near = pairs[max(at - AROUND, 0) : at], pairs[at : at + AROUND]
        before, after = (frozenset[str]().union(*each) for each in near)
        goes_on = task_rules().item_goes_on.match(tasks[at].text, 0) or tasks[at - 1].text.endswith(("；", "，", "："))
        costs.append(
            EACH
            + len(before & after) / max(min(len(before), len(after)), 1)
            + GOES_ON * bool(goes_on)
            + BEFORE_HEADING * (heads[at] and not heads[at - 1])
            + BEHIND_HEADING * (heads[at - 1] and not heads[at])
        )
    return costs
