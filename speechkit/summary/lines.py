"""Sections and tasks in one line each: which are shown, and what of their text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from speechkit.chars import UNIT_ENDS, plain
from speechkit.lexicon import lexicon
from speechkit.model import DASH, STRENGTHS, UNNUMBERED, Paragraph, Section, Task
from speechkit.summary.quoting import demand_of, paragraph_at
from speechkit.summary.records import OutlineLine, TaskLine
from speechkit.summary.rules import summary_rules
from speechkit.summary.shortening import cut

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["ends_in_sentence", "outline_line", "outline_lines", "task_lines", "title_line", "weight_of"]

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
    return tuple(outline_line(reading, section, top, points[section.id]) for section in shown), len(sections)


def outline_line(reading: Reading, section: Section, top: int, points: int) -> OutlineLine:
    """Return the section in one line; ``top`` is the highest level shown."""
    document, rules = reading.document, summary_rules()
    start, line, title = section.start, section.line, section.title
    is_sentence = ends_in_sentence(reading, section)
    if not title and (first := _first_sentence(reading, section)):
        start, title = first
        line, is_sentence = document.line(start), True
    text, shortened = cut(title, rules.sentence_length if is_sentence else rules.heading_length)
    marker = _marker(reading, section)
    return OutlineLine(section.id, marker, text, shortened, section.level - top + 1, start, line, section.part, points)


def ends_in_sentence(reading: Reading, section: Section) -> bool:
    """Whether it is a point inside a paragraph, which has its first sentence for a title that ends before the body."""
    return section.body > 0 and reading.document.text[section.body - 1] in UNIT_ENDS + _HALF_WIDTH_ENDS


def _marker(reading: Reading, section: Section) -> str:
    """Return the marker with the mark behind it (首先，), in the characters of the title; ``-`` where there is none."""
    paragraph, start, end = _marker_at(reading, section)
    if start == end and section.marker in (UNNUMBERED, DASH):
        return section.marker
    return paragraph.read(reading.document.text, start, end).rstrip()


def title_line(reading: Reading, section: Section) -> int:
    """Return the line that the title begins on, which may be one below its marker's."""
    paragraph, _, end = _marker_at(reading, section)
    # A marker that stands alone has its title in the next paragraph.
    return reading.document.line(paragraph.offset(end)) if end < len(paragraph.text) else section.line


def _marker_at(reading: Reading, section: Section) -> tuple[Paragraph, int, int]:
    """Return the paragraph of the marker, and where in its text the marker begins and ends, the mark behind it too."""
    paragraph = paragraph_at(reading.paragraphs, section.start)
    start = paragraph.index(section.start)
    if not paragraph.text.startswith(section.marker, start) and section.marker in (UNNUMBERED, DASH):
        return paragraph, start, start
    end = start + len(section.marker)
    while end < len(paragraph.text) and paragraph.text[end] in _BEHIND_MARKER:
        end += 1
    return paragraph, start, end


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
    chosen = sorted(tasks, key=lambda task: (-weight_of(task), task.start))[:most]
    return sorted(chosen, key=lambda task: task.start)


def weight_of(task: Task) -> int:
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
    said = demand_of(reading, task, summary_rules().task_length)
    return TaskLine(
        id=task.id,
        text=said.text,
        led=said.led,
        cut=said.cut,
        start=task.start,
        end=task.end,
        line=said.line,
        actor=task.named_actor,
        deadline=task.deadline,
        strength=task.strength,
    )
