"""Where what is too long for one item turns to something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.model import Task
from speechkit.tasks.rules import task_rules

__all__ = ["LONGEST", "cut"]

LONGEST = 8  # tasks of an item; more are cut
PART = 6  # tasks of a part, or fewer
AROUND = 2  # tasks before and after a border whose words are compared


def cut(tasks: list[Task]) -> Iterator[list[Task]]:
    """Yield the tasks as one, or in parts of about the same length where there are more than an item holds.

    Each border is the one of three at which the words before and after it have least in common.
    """
    if len(tasks) <= LONGEST:
        yield tasks
        return
    parts = -(-len(tasks) // PART)
    pairs = [frozenset(map("".join, zip(task.text, task.text[1:], strict=False))) for task in tasks]
    start = 0
    for number in range(1, parts):
        ideal = number * len(tasks) // parts
        border = min((ideal, ideal - 1, ideal + 1), key=lambda at: _tie(tasks, pairs, at))
        yield tasks[start:border]
        start = border
    yield tasks[start:]


def _tie(tasks: Sequence[Task], pairs: Sequence[frozenset[str]], at: int) -> float:
    """How firmly the task at ``at`` is tied to those before it: by a word that goes on, by the words they share."""
    before, after = (frozenset().union(*near) for near in (pairs[at - AROUND : at], pairs[at : at + AROUND]))
    goes_on = not tasks[at - 1].text.endswith(("。", "！", "？")) or task_rules().item_goes_on.match(tasks[at].text, 0)
    shared = len(before & after) / max(min(len(before), len(after)), 1)
    return shared + bool(goes_on)
