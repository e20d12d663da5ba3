"""Clauses of the speech as a page quotes them: cut at the border of a clause, found again in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from speechkit.model import Paragraph, Task, Unit
from speechkit.summary.records import QuoteLine
from speechkit.summary.shortening import clause_start, cut

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["demand_of", "paragraph_at", "quote_in", "sentence_of"]


def paragraph_at(paragraphs: Sequence[Paragraph], offset: int) -> Paragraph:
    """Return the paragraph that holds the character at ``offset``. Raises ``LookupError`` where none does."""
    # Not always the last that begins before it: a page header may stand within a paragraph.
    for number in range(bisect_right(paragraphs, offset, key=lambda each: each.start) - 1, -1, -1):
        if offset < paragraphs[number].end:
            return paragraphs[number]
    raise LookupError(offset)


def quote_in(reading: Reading, paragraph: Paragraph, at: int, text: str, room: int, wanted: int = 0) -> QuoteLine:
    """Return ``text``, which stands at ``at`` of the paragraph's text, in clauses of about ``room`` code points.

    They are the first, or those from the clause on that holds ``text[wanted]`` where the first do not reach it.
    """
    shown, shortened = cut(text, room)
    start = clause_start(text, wanted) if shortened else 0
    if start >= len(shown):
        shown, shortened = cut(text[start:], room)
    else:
        start = 0
    # The paragraph has the punctuation of the grammar; what is quoted has that of the speech.
    first = at + start
    said = paragraph.read(reading.document.text, first, first + len(shown))
    line = reading.document.line(paragraph.offset(first))
    return QuoteLine(said, start > 0, shortened, paragraph.offset(at), line)


def demand_of(reading: Reading, task: Task, room: int) -> QuoteLine:
    """Return the task in its first clauses, or from the clause on that says what to do, where they do not yet."""
    paragraph = paragraph_at(reading.paragraphs, task.start)
    at = paragraph.text.index(task.text, paragraph.index(task.start))
    places = [place for word in task.cues or (task.action,) if word and (place := task.text.find(word)) >= 0]
    return quote_in(reading, paragraph, at, task.text, room, min(places, default=0))


def sentence_of(reading: Reading, unit: Unit, room: int, wanted: int = 0) -> QuoteLine:
    """Return the unit in its first clauses, or in those from that on which holds ``unit.text[wanted]``."""
    return quote_in(reading, reading.paragraphs[unit.paragraph], unit.at, unit.text, room, wanted)
