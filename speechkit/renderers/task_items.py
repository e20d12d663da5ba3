"""Items in the place of tasks: a row for what an office files as one, with its sentences."""

from __future__ import annotations

from msgspec.structs import replace

from speechkit.model import Item, Task
from speechkit.selection import TaskList


def as_items(tasks: TaskList) -> tuple[TaskList, dict[str, tuple[Task, ...]]]:
    """Return the list with a task for every item, and the tasks of each that were asked for, by its id.

    Such a task has the item's id, its words, who must act by when, how firmly; of a single sentence the words as they
    are. The rest is that of the item's first task. A task that no item has stays as it is.
    """
    analysis = tasks.analysis
    named = {task.id: task for task in analysis.tasks}
    held = {item.id: tuple(named[id_] for id_ in item.tasks if id_ in named) for item in analysis.items}
    rows = [_row(item, held[item.id]) for item in analysis.items if held[item.id]]
    in_items = {task.id for group in held.values() for task in group}
    rows += [task for task in analysis.tasks if task.id not in in_items]
    rows.sort(key=lambda row: row.start)
    return replace(tasks, analysis=replace(analysis, tasks=tuple(rows), items=())), held


def _row(item: Item, tasks: tuple[Task, ...]) -> Task:
    first = tasks[0]
    hint = first.actor if first.actor_from == "inherited" else None
    return replace(
        first,
        id=item.id,
        text=item.title.text if len(tasks) > 1 else first.text,
        section=item.section,
        actor=item.actor or hint,
        actor_from="inherited" if hint and not item.actor else first.actor_from if item.actor == first.actor else None,
        co_actors=item.co_actors,
        deadline=item.deadline,
        deadlines=item.deadlines,
        targets=item.targets,
        strength=item.strength,
        relayed=item.relayed,
    )
