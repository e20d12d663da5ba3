"""Sections and tasks in one line each: which are shown, and what of their text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from speechkit.chars import UNIT_ENDS, plain
from speechkit.lexicon import lexicon
from speechkit.model import DASH, STRENGTHS, UNNUMBERED, Paragraph, Section, Task
from speechkit.summary.records import OutlineLine, TaskLine
from speechkit.summary.rules import summary_rules
from speechkit.summary.shortening import clause_start, cut

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["outline_lines", "task_lines"]

_BEHIND_MARKER = " \u3000，、：:"
_HALF_WIDTH_ENDS = ".!?;"  # a section's offsets lead to the text as it is written


def outline_lines(reading: Reading, sections: Sequence[Section]) -> tuple[tuple[OutlineLine, ...], int]:
    """Return the upper two levels of ``sections`` as lines in reading order, and how many sections there are in all.

    Where they would fill more than a page, it is the upper level alone.
    """
    rules = summary_rules()
    top = min((section.level for section in sections), default=1)
    shown = [section for section in sections if section.level < top + rules.outline_levels]
    if len(shown) > rules.outline_lines:
        shown = [section for section in shown if section.level == top][: rules.outline_lines]
    points = Counter(section.parent for section in sections)
    return tuple(_outline_line(reading, section, top, points[section.id]) for section in shown), len(sections)


def _outline_line(reading: Reading, section: Section, top: int, points: int) -> OutlineLine:
    document, rules = reading.document, summary_rules()
    start, line, title = section.start, section.line, section.title
    # A point inside a paragraph has its first sentence for a title, which ends before the body.
    is_sentence = section.body > 0 and document.text[section.body - 1] in UNIT_ENDS + _HALF_WIDTH_ENDS
    if not title and (first := _first_sentence(reading, section)):
        start, title = first
        line, is_sentence = document.line(start), True
    text, shortened = cut(title, rules.sentence_length if is_sentence else rules.heading_length)
    marker = _marker(reading, section)
    return OutlineLine(section.id, marker, text, shortened, section.level - top + 1, start, line, section.part, points)


def _marker(reading: Reading, section: Section) -> str:
    """Return the marker with the mark behind it (首先，), in the characters of the title; ``-`` where there is none."""
    paragraph = _paragraph_at(reading.paragraphs, section.start)
    start = paragraph.index(section.start)
    if not paragraph.text.startswith(section.marker, start) and section.marker in (UNNUMBERED, DASH):
        return section.marker
    end = start + len(section.marker)
    while end < len(paragraph.text) and paragraph.text[end] in _BEHIND_MARKER:
        end += 1
    return paragraph.read(reading.document.text, start, end).rstrip()


def _first_sentence(reading: Reading, section: Section) -> tuple[int, str] | None:
    """Return offset and text of the first sentence below a marker that stands alone; None where nothing is below."""
    paragraphs = reading.paragraphs
    for number in range(bisect_left(paragraphs, section.body, key=lambda each: each.start), len(paragraphs)):
        paragraph = paragraphs[number]
        if paragraph.start >= section.end:
            return None
        if not paragraph.meta and paragraph.text:
            end = next((at for at, mark in enumerate(paragraph.text) if mark in UNIT_ENDS), len(paragraph.text))
            return paragraph.start, paragraph.read(reading.document.text, 0, end)
    return None


def _paragraph_at(paragraphs: Sequence[Paragraph], offset: int) -> Paragraph:
    """Return the paragraph that holds the character at ``offset``. Raises ``LookupError`` where none does."""
    # Not always the last that begins before it: a page header may stand within a paragraph.
    for number in range(bisect_right(paragraphs, offset, key=lambda each: each.start) - 1, -1, -1):
        if offset < paragraphs[number].end:
            return paragraphs[number]
    raise LookupError(offset)


def task_lines(
    reading: Reading, tasks: Sequence[Task], outline: Sequence[OutlineLine], most: int
) -> tuple[tuple[TaskLine, ...], int]:
    """Return the tasks to show, and how many there are in all; those that are passed on from others count for none.

    At most ``most`` have an actor or a deadline: where there are more, those that weigh most are shown. Of the others
    a third as many follow, or what the first leave, without those that the ``outline`` shows.
    """
    told = {plain(line.text) for line in outline}
    own = [task for task in tasks if not task.relayed]
    assigned = [task for task in own if task.named_actor or task.deadline]
    others = [task for task in own if not task.named_actor and not task.deadline and plain(task.text) not in told]
    first = _heaviest(assigned, most)
    rest = _heaviest(others, max(most - len(first), most // 3))
    return tuple(_task_line(reading, task) for task in (*first, *rest)), len(own)


def _heaviest(tasks: Sequence[Task], most: int) -> list[Task]:
    """Return the ``most`` tasks that weigh most, of equals the first; in reading order."""
    chosen = sorted(tasks, key=lambda task: (-_weight(task), task.start))[:most]
    return sorted(chosen, key=lambda task: task.start)


def _weight(task: Task) -> int:
    """Return how much a reader wants to see the task, who has time for a few only."""
    weights, deadline, actor = summary_rules().task_weights, task.deadline, task.named_actor
    weight = weights.strength * STRENGTHS.index(task.strength) + weights.target * bool(task.targets)
    if deadline is not None:
        weight += weights.day * bool(deadline.latest or deadline.earliest) + weights.time * (deadline.kind != "vague")
    if actor is not None and lexicon().pronouns.at(actor.text, 0) < len(actor.text):
        weight += weights.name
    return weight


def _task_line(reading: Reading, task: Task) -> TaskLine:
    """Return the task in its first clauses, or from the clause on that says what to do, where they do not yet."""
    document, room = reading.document, summary_rules().task_length
    text, shortened = cut(task.text, room)
    start = clause_start(task.text, _demand_at(task)) if shortened else 0
    if start >= len(text):
        text, shortened = cut(task.text[start:], room)
    else:
        start = 0
    # The task has the punctuation of the grammar; what is quoted has that of the speech.
    paragraph = _paragraph_at(reading.paragraphs, task.start)
    at = paragraph.text.index(task.text, paragraph.index(task.start)) + start
    return TaskLine(
        id=task.id,
        text=paragraph.read(document.text, at, at + len(text)),
        led=start > 0,
        cut=shortened,
        start=task.start,
        end=task.end,
        line=document.line(paragraph.offset(at)),
        actor=task.named_actor,
        deadline=task.deadline,
        strength=task.strength,
    )


def _demand_at(task: Task) -> int:
    """Return where the task first has one of the words that make it one, else its verb; 0 where it has neither."""
    places = [at for word in task.cues or (task.action,) if word and (at := task.text.find(word)) >= 0]
    return min(places, default=0)
