"""What has become of the tasks, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.compare.records import TaskAt, TaskChange
from speechkit.labels import LABELS
from speechkit.renderers.compare.blocks import APART, Block, Cell, Row, alone, both, cell
from speechkit.renderers.view import one_line

_DEADLINES = {"earlier": "提前", "later": "推迟", "changed": "不同", "added": "新设", "dropped": "取消"}


def task_blocks(changes: Sequence[TaskChange], several: tuple[bool, bool]) -> Iterator[Block]:
    """Firmer and softer ones, those due at another time, those in other words, then what only one side has."""
    firmer = [each for each in changes if each.strength == "stronger"]
    softer = [each for each in changes if each.strength == "weaker"]
    dated = [each for each in changes if each.deadline]
    others = [each for each in changes if each.kind == "matched" and not each.strength and not each.deadline]
    yield _tasks("任务：更硬", "stronger", "硬", firmer, several)
    yield _tasks("任务：更软", "weaker", "软", softer, several)
    yield _tasks("任务：时限有变", "deadline", "时", dated, several)
    yield _tasks("任务：改写", "reworded", "改", others, several)
    on_one_side = [
        alone(each.kind, _task(at, several[each.a is None]), gone=each.a is not None)
        for each in changes
        if each.kind != "matched" and (at := each.a or each.b)
    ]
    yield Block("task", f"任务：只在一方（{APART}）", tuple(on_one_side), paired=False)


def _tasks(heading: str, kind: str, mark: str, changes: Sequence[TaskChange], several: tuple[bool, bool]) -> Block:
    rows = []
    for each in changes:
        if each.a and each.b:
            texts = both(each.a.text, each.b.text)
            one = cell("", each.a, several=several[0], pieces=texts[0])
            other = cell("", each.b, several=several[1], pieces=texts[1])
            rows.append(Row(kind, mark, one, other, _note(each, each.a, each.b)))
    return Block("task", f"{heading} {len(rows)}", tuple(rows))


def _note(each: TaskChange, a: TaskAt, b: TaskAt) -> str:
    """What has changed, in a few words."""
    said = []
    strengths = LABELS["zh"].strengths
    if each.strength:
        ranks = f"{strengths[a.strength]} → {strengths[b.strength]}" if each.by_strength else "用语"
        words = f"（{'、'.join(each.words_a) or '无'} → {'、'.join(each.words_b) or '无'}）"
        said.append(ranks + words)
    if each.deadline:
        dates = f"{_deadline(a)} → {_deadline(b)}"
        said.append(f"时限{_DEADLINES[each.deadline]}：{dates}")
    if each.again:
        said.append("一句与多句相近")
    return "；".join(said)


def _deadline(task: TaskAt) -> str:
    if task.deadline is None:
        return "无"
    return one_line(task.deadline) + (f"（{task.latest}）" if task.latest else "")


def _task(task: TaskAt, several: bool) -> Cell:
    shown = cell(task.text, task, several=several)
    return Cell(shown.pieces, f"{shown.place} ×{task.count}") if task.count > 1 else shown
