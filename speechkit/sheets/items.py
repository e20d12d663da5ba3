"""Items in the place of tasks: a row for what an office files as one, with its sentences."""

from __future__ import annotations

from msgspec.structs import replace

from speechkit.model import Analysis, Item, Task


def as_items(analysis: Analysis) -> list[tuple[Task, tuple[Task, ...]]]:
    """Return pairs of a task that stands for an item and those of its tasks that the analysis has.

    A task that no item has is one by itself.

    What stands for an item has its id, what the item is called, who must act by when, how firmly; the rest is that of
    the item's first task.
    """
    named = {task.id: task for task in analysis.tasks}
    held = [(item, tuple(named[id_] for id_ in item.tasks if id_ in named)) for item in analysis.items]
    rows = [(_row(item, tasks), tasks) for item, tasks in held if tasks]
    in_items = {task.id for _, tasks in held for task in tasks}
    rows += [(task, (task,)) for task in analysis.tasks if task.id not in in_items]
    return sorted(rows, key=lambda row: row[0].start)


def _row(item: Item, tasks: tuple[Task, ...]) -> Task:
    first = tasks[0]
    hint = first.actor if first.actor_from == "inherited" else None
    return replace(
        first,
        id=item.id,
        text=item.title.text,
        source_text=item.title.source_text,
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
