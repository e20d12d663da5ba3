"""The tasks that a reader wants first: those with an actor or a deadline, and the strongest of the others."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.chars import plain
from speechkit.lexicon import words
from speechkit.model import Document, OutlineLine, Paragraph, Task, TaskLine
from speechkit.summary.clauses import clause_start, cut
from speechkit.summary.places import index_of, paragraph_at

__all__ = ["task_lines"]

_ROOM = 60  # code points that are shown of a task
_STRENGTHS = ("may", "plan", "should", "must")


def task_lines(
    document: Document,
    paragraphs: Sequence[Paragraph],
    tasks: Sequence[Task],
    outline: Sequence[OutlineLine],
    most: int,
) -> tuple[tuple[TaskLine, ...], int]:
    """The tasks to show, and how many there are in all; those that are passed on from others count for none.

    At most ``most`` have an actor or a deadline: where there are more, a day, a name and 必须 decide. Of the others,
    those that the ``outline`` shows are left out.
    """
    told = {plain(line.text) for line in outline}
    own = [task for task in tasks if not task.relayed]
    assigned = [task for task in own if task.actor or task.deadline]
    others = [t for t in own if not t.actor and not t.deadline and plain(t.text) not in told]
    first = _best([(_urgency(task), task) for task in assigned], most)
    rest = _best([(_weight(task), task) for task in others], max(most - len(first), most // 3))
    return tuple(_line(document, paragraphs, task) for task in (*first, *rest)), len(own)


def _best(weighed: list[tuple[int, Task]], most: int) -> list[Task]:
    """The ``most`` that weigh most, of equals the first; in reading order."""
    chosen = sorted(weighed, key=lambda each: (-each[0], each[1].start))[:most]
    return sorted((task for _, task in chosen), key=lambda task: task.start)


def _urgency(task: Task) -> int:
    deadline = task.deadline
    dated = deadline is not None and bool(deadline.latest or deadline.earliest)
    set_off = deadline is not None and deadline.kind != "vague"
    named = task.actor is not None and words().pronouns.at(task.actor.text, 0) < len(task.actor.text)
    return 3 * dated + 2 * set_off + 3 * named + _weight(task)


def _weight(task: Task) -> int:
    """How binding it is; a target counts where that is alike."""
    return 2 * _STRENGTHS.index(task.strength) + bool(task.targets)


def _line(document: Document, paragraphs: Sequence[Paragraph], task: Task) -> TaskLine:
    """The task in its first clauses, or from the clause on that says what to do, where they do not yet."""
    text, shortened = cut(task.text, _ROOM)
    start = clause_start(task.text, _demand(task)) if shortened else 0
    if start >= len(text):
        text, shortened = cut(task.text[start:], _ROOM)
    else:
        start = 0
    # The task has the punctuation of the grammar; what is quoted has that of the speech.
    paragraph = paragraph_at(paragraphs, task.start)
    at = paragraph.text.index(task.text, index_of(paragraph, task.start)) + start
    return TaskLine(
        id=task.id,
        text=paragraph.read(document.text, at, at + len(text)),
        led=start > 0,
        cut=shortened,
        start=task.start,
        end=task.end,
        line=document.line(paragraph.offset(at)),
        actor=task.actor,
        deadline=task.deadline,
        strength=task.strength,
    )


def _demand(task: Task) -> int:
    """Where the task first has one of the words that make it one, else its verb; 0 where it has neither."""
    places = [at for word in task.cues or (task.action,) if word and (at := task.text.find(word)) >= 0]
    return min(places, default=0)
