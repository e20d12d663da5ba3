"""The tasks of one side beside those of the other: the same, firmer, softer, due at another time, added, dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from speechkit.comparing.leanings import cues_in, words_anywhere, words_in
from speechkit.comparing.likeness import Match, Weights, assigned, grams_of, neighbours, plain
from speechkit.comparing.records import DeadlineChange, StrengthChange, TaskAt, TaskChange
from speechkit.comparing.sides import Side
from speechkit.model import Task

# Read off 政府工作报告 of 2016 and 2018, 2022 and 2024: of 30 pairs from here to 0.40 one was of two different tasks,
# of 28 from 0.30 to here four were (加强廉洁政府建设 and 加快数字政府建设).
LIKE = 0.34
CLOSE = 0.5  # so much alike are tasks whose adverbs say something about one another
_STRENGTHS = ("may", "plan", "should", "must")
_DIGITS = 3


def tasks_of(side: Side) -> list[tuple[TaskAt, Task]]:
    """The side's own tasks in reading order, each once however often it stands there word for word."""
    found: dict[str, tuple[TaskAt, Task]] = {}
    for speech in side.speeches:
        for task in speech.analysis.tasks:
            if task.relayed:
                continue
            words = plain(task.text)
            if words in found:
                at, first = found[words]
                found[words] = replace(at, count=at.count + 1), first
            else:
                found[words] = task_at(task, speech.name), task
    return list(found.values())


def task_at(task: Task, file: str) -> TaskAt:
    """A task with its place."""
    return TaskAt(
        file=file,
        line=task.line,
        start=task.start,
        end=task.end,
        id=task.id,
        text=task.text,
        strength=task.strength,
        actor=task.actor.text if task.actor else None,
        deadline=task.deadline.text if task.deadline else None,
        latest=task.deadline.latest if task.deadline else None,
        count=1,
    )


def task_changes(a: Side, b: Side) -> tuple[tuple[TaskChange, ...], int]:
    """What has changed, in the order of A, then what only B has; and how many tasks are in both as they are."""
    of_a, of_b = tasks_of(a), tasks_of(b)
    first, again = _matches([at.text for at, _ in of_a], [at.text for at, _ in of_b])
    matches = [(match, False) for match in first] + [(match, True) for match in again]
    matched = [_matched(of_a[match.i], of_b[match.j], match, again) for match, again in matches]
    taken_a, taken_b = {match.i for match, _ in matches}, {match.j for match, _ in matches}
    changed = [each for each in matched if each.reworded or each.strength or each.deadline]
    dropped = [TaskChange("dropped", at, None) for i, (at, _) in enumerate(of_a) if i not in taken_a]
    added = [TaskChange("added", None, at) for j, (at, _) in enumerate(of_b) if j not in taken_b]
    order = {at: i for i, (at, _) in enumerate(of_a)}
    of_both = sorted((*changed, *dropped), key=lambda change: order[change.a] if change.a else -1)
    return (*of_both, *added), len(matched) - len(changed)


def _matches(a: Sequence[str], b: Sequence[str]) -> tuple[list[Match], list[Match]]:
    """Which tasks go together, no task twice; and which of those left over are like one that is taken."""
    words_a, words_b = [plain(text) for text in a], {plain(text): j for j, text in enumerate(b)}
    same = [Match(i, words_b[words], 1.0) for i, words in enumerate(words_a) if words in words_b]
    grams_a, grams_b = [grams_of(text) for text in a], [grams_of(text) for text in b]
    candidates = neighbours(grams_a, grams_b, Weights((*grams_a, *grams_b)), LIKE)
    same_a, same_b = {match.i for match in same}, {match.j for match in same}
    counts = len(a), len(b)
    free = (match for match in candidates if match.i not in same_a and match.j not in same_b)
    first = same + assigned(free, counts)
    taken_a, taken_b = {match.i for match in first}, {match.j for match in first}
    left_a = _best((match for match in candidates if match.i not in taken_a), counts, "i")
    left_b = _best((match for match in candidates if match.j not in taken_b), counts, "j")
    return first, left_a + left_b


def _best(candidates: Iterable[Match], counts: tuple[int, int], side: str) -> list[Match]:
    """For each text of one side the one that is most like it, of equals that in the most like place."""
    of_a, of_b = counts
    best: dict[int, Match] = {}
    for match in sorted(candidates, key=lambda m: (-m.score, abs(m.i * of_b - m.j * of_a), m.i, m.j)):
        best.setdefault(getattr(match, side), match)
    return list(best.values())


def _matched(one: tuple[TaskAt, Task], other: tuple[TaskAt, Task], match: Match, again: bool) -> TaskChange:
    (a, task_a), (b, task_b) = one, other
    reworded = plain(a.text) != plain(b.text)
    score = round(match.score, _DIGITS)
    if again:
        return TaskChange("matched", a, b, score, reworded, again)
    strength, words_a, words_b = _strength(task_a, task_b, match.score)
    return TaskChange("matched", a, b, score, reworded, again, strength, words_a, words_b, _deadline(task_a, task_b))


def _strength(a: Task, b: Task, score: float) -> tuple[StrengthChange | None, tuple[str, ...], tuple[str, ...]]:
    """Whether B is more or less binding, and by which words of each."""
    one, other = _STRENGTHS.index(a.strength), _STRENGTHS.index(b.strength)
    if one != other:
        cues_a, cues_b = cues_in(a.text, a.cues, b.text), cues_in(b.text, b.cues, a.text)
        if (cues_b if one < other else cues_a) or not (a.cues or b.cues):
            return "stronger" if one < other else "weaker", cues_a, cues_b
    if one != other or score < CLOSE:
        return None, (), ()
    firm_a, firm_b = words_in(a.text, "firm", b.text), words_in(b.text, "firm", a.text)
    soft_a, soft_b = words_in(a.text, "soft", b.text), words_in(b.text, "soft", a.text)
    more_a, less_a = firm_a - words_anywhere(b.text, "firm"), soft_a - words_anywhere(b.text, "soft")
    more_b, less_b = firm_b - words_anywhere(a.text, "firm"), soft_b - words_anywhere(a.text, "soft")
    firmer, softer = bool(more_b or less_a), bool(more_a or less_b)
    if firmer == softer:  # nothing, or something both ways: 坚决 for 严格 is neither
        return None, (), ()
    words = tuple(sorted(more_a | less_a)), tuple(sorted(more_b | less_b))
    return "stronger" if firmer else "weaker", *words


def _deadline(a: Task, b: Task) -> DeadlineChange | None:
    """What has become of the deadline. The same words are the same deadline, whatever year they are said in."""
    one = a.deadline if a.deadline and a.deadline.kind != "vague" else None
    other = b.deadline if b.deadline and b.deadline.kind != "vague" else None
    if one is None or other is None:
        return None if one is other else "dropped" if other is None else "added"
    if plain(one.text) == plain(other.text):
        return None
    if one.latest is None or other.latest is None:
        return "changed"
    if one.latest == other.latest:
        return None
    return "later" if one.latest < other.latest else "earlier"
