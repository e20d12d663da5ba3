"""The tasks of one side beside those of the other: the same, firmer, softer, due at another time, added, dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from speechkit.compare.likeness import (
    Match,
    Weights,
    alike_pairs,
    assigned,
    bigrams_of,
    containing_pairs,
    wording_of,
)
from speechkit.compare.records import DeadlineChange, StrengthChange, TaskAt, TaskChange
from speechkit.compare.rules import cues_in, is_style, thresholds, words_in
from speechkit.compare.sides import Side, wordings_of
from speechkit.model import STRENGTHS, Deadline, Task

__all__ = ["OwnTask", "own_tasks", "task_changes"]

_DIGITS = 3
_YEAR = re.compile("[0-9〇○零一二三四五六七八九]{4}年")


class OwnTask(msgspec.Struct, frozen=True):
    """A task of a side; ``year`` is that of its speech, where it is known."""

    at: TaskAt
    task: Task
    year: int | None


def own_tasks(side: Side) -> list[OwnTask]:
    """Return the side's own tasks in reading order, each once however often it stands there word for word."""
    found: dict[str, OwnTask] = {}
    for speech in side.speeches:
        year = int(speech.date[:4]) if speech.date else None
        for task in speech.tasks:
            if task.relayed:
                continue
            words = wording_of(task.text)
            if before := found.get(words):
                found[words] = replace(before, at=replace(before.at, count=before.at.count + 1))
            else:
                found[words] = OwnTask(_task_at(task, speech.name), task, year)
    return list(found.values())


def _task_at(task: Task, file: str) -> TaskAt:
    """Return a task with its location."""
    return TaskAt(
        file=file,
        line=task.line,
        start=task.start,
        end=task.end,
        id=task.id,
        text=task.text,
        strength=task.strength,
        actor=task.named_actor.text if task.named_actor else None,
        deadline=task.deadline.text if task.deadline else None,
        latest=task.deadline.latest if task.deadline else None,
        count=1,
    )


def task_changes(a: Side, b: Side) -> tuple[tuple[TaskChange, ...], int]:
    """Return what has changed, in the order of A, then what only B has; and how many tasks are in both as they are.

    A demand that stands word for word in the other side's text is in both, whether or not it is a task there.
    """
    of_a, of_b = own_tasks(a), own_tasks(b)
    first, again = _matches([each.at.text for each in of_a], [each.at.text for each in of_b])
    matches = [(match, False) for match in first] + [(match, True) for match in again]
    matched = [_matched(of_a[match.i], of_b[match.j], match, again) for match, again in matches]
    taken_a, taken_b = {match.i for match, _ in matches}, {match.j for match, _ in matches}
    changed = [each for each in matched if each.reworded or each.strength or each.deadline]
    gone, said_in_b = _said([each for i, each in enumerate(of_a) if i not in taken_a], b)
    come, said_in_a = _said([each for j, each in enumerate(of_b) if j not in taken_b], a)
    dropped = [TaskChange("dropped", each.at, None) for each in gone]
    added = [TaskChange("added", None, each.at) for each in come]
    order = {each.at: i for i, each in enumerate(of_a)}
    of_both = sorted((*changed, *dropped), key=lambda change: order[change.a] if change.a else -1)
    return (*of_both, *added), len(matched) - len(changed) + said_in_a + said_in_b


def _said(tasks: Sequence[OwnTask], side: Side) -> tuple[list[OwnTask], int]:
    """Return the tasks whose words do not stand in any speech of the side, and the number of the others."""
    texts = wordings_of(side)
    wordings = ((each, wording_of(each.at.text)) for each in tasks)
    left = [each for each, words in wordings if not any(words in text for text in texts)]
    return left, len(tasks) - len(left)


def _matches(a: Sequence[str], b: Sequence[str]) -> tuple[list[Match], list[Match]]:
    """Return which tasks go together, no task twice; and which of those left over are like one there, or in one."""
    words_a, words_b = [wording_of(text) for text in a], {wording_of(text): j for j, text in enumerate(b)}
    same = [Match(i, words_b[words], 1.0) for i, words in enumerate(words_a) if words in words_b]
    bigrams_a, bigrams_b = [bigrams_of(text) for text in a], [bigrams_of(text) for text in b]
    weights = Weights((*bigrams_a, *bigrams_b))
    candidates = alike_pairs(bigrams_a, bigrams_b, weights, thresholds().same_task)
    same_a, same_b = {match.i for match in same}, {match.j for match in same}
    counts = len(a), len(b)
    free = (match for match in candidates if match.i not in same_a and match.j not in same_b)
    first = same + assigned(free, counts)
    taken_a, taken_b = {match.i for match in first}, {match.j for match in first}
    share = thresholds().contained
    in_b = containing_pairs(bigrams_a, bigrams_b, weights, share)
    in_a = [Match(match.j, match.i, match.score) for match in containing_pairs(bigrams_b, bigrams_a, weights, share)]
    left_a = _best((match for match in (*candidates, *in_b) if match.i not in taken_a), counts, "i")
    left_b = _best((match for match in (*candidates, *in_a) if match.j not in taken_b), counts, "j")
    return first, left_a + left_b


def _best(candidates: Iterable[Match], counts: tuple[int, int], side: str) -> list[Match]:
    """Return for each text of one side the one that is most like it, of equals that in the most like place."""
    of_a, of_b = counts
    best: dict[int, Match] = {}
    for match in sorted(candidates, key=lambda m: (-m.score, abs(m.i * of_b - m.j * of_a), m.i, m.j)):
        best.setdefault(getattr(match, side), match)
    return list(best.values())


def _matched(one: OwnTask, other: OwnTask, match: Match, again: bool) -> TaskChange:
    a, b = one.at, other.at
    reworded = wording_of(a.text) != wording_of(b.text)
    score = round(match.score, _DIGITS)
    if again:
        return TaskChange("matched", a, b, score, reworded, again)
    strength, words_a, words_b = _strength(one.task, other.task, match.score)
    return TaskChange("matched", a, b, score, reworded, again, strength, words_a, words_b, _deadline(one, other))


def _strength(a: Task, b: Task, score: float) -> tuple[StrengthChange | None, tuple[str, ...], tuple[str, ...]]:
    """Return whether B is more or less binding, and by which words of each."""
    if score < thresholds().comparable:
        return None, (), ()
    one, other = STRENGTHS.index(a.strength), STRENGTHS.index(b.strength)
    if one != other and not is_style(a.strength, b.strength, score):
        cues_a, cues_b = cues_in(a.text, a.cues, b.text), cues_in(b.text, b.cues, a.text)
        if (cues_b if one < other else cues_a) or not (a.cues or b.cues):
            return "stronger" if one < other else "weaker", cues_a, cues_b
        return None, (), ()
    firm_a, firm_b = words_in(a.text, "firm", b.text), words_in(b.text, "firm", a.text)
    soft_a, soft_b = words_in(a.text, "soft", b.text), words_in(b.text, "soft", a.text)
    more_a, less_a = firm_a - words_in(b.text, "firm"), soft_a - words_in(b.text, "soft")
    more_b, less_b = firm_b - words_in(a.text, "firm"), soft_b - words_in(a.text, "soft")
    firmer, softer = bool(more_b or less_a), bool(more_a or less_b)
    if firmer == softer:  # nothing, or something both ways: 坚决 for 严格 is neither
        return None, (), ()
    words = tuple(sorted(more_a | less_a)), tuple(sorted(more_b | less_b))
    return "stronger" if firmer else "weaker", *words


def _deadline(a: OwnTask, b: OwnTask) -> DeadlineChange | None:
    """Return what has become of the deadline. The same words are the same deadline, whatever year they are said in.

    So do 6月底前 and 4月底前 mean an earlier one, a year later too; only where A names its year that counts.
    """
    one, other = _set(a), _set(b)
    if one is None or other is None:
        return None if one is other else "dropped" if other is None else "added"
    if wording_of(one.text) == wording_of(other.text):
        return None
    if one.latest is None or other.latest is None:
        return "changed"
    if one.latest == other.latest:
        return None
    years = 0 if _YEAR.search(one.text) or a.year is None or b.year is None else b.year - a.year
    before, after = (int(one.latest[:4]) + years, one.latest[5:]), (int(other.latest[:4]), other.latest[5:])
    if before == after:
        return None
    return "later" if before < after else "earlier"


def _set(own: OwnTask) -> Deadline | None:
    """Return the deadline; None where it says no more than soon, this year, or from when on."""
    deadline = own.task.deadline
    if deadline is None or deadline.kind == "vague" or (deadline.earliest and not deadline.latest):
        return None
    this_year = (f"{own.year}-01-01", f"{own.year}-12-31")
    return None if (deadline.earliest, deadline.latest) == this_year else deadline
