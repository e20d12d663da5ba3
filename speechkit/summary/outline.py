"""The outline in few lines: the two upper levels, or the upper one alone where they would fill more than a page."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from speechkit.model import Document, OutlineLine, Paragraph, Section
from speechkit.summary.clauses import cut
from speechkit.summary.places import index_of, paragraph_at

__all__ = ["outline_lines"]

_LINES = 40
_LEVELS = 2
_HEADING, _SENTENCE = 60, 30  # code points: a heading is shown whole, of a sentence the first clauses
_UNNUMBERED = "-"
_BETWEEN = " \u3000，、：:"
_ENDS = "。！？；.!?;"


def outline_lines(
    document: Document, paragraphs: Sequence[Paragraph], sections: Sequence[Section]
) -> tuple[tuple[OutlineLine, ...], int]:
    """The lines in reading order, and how many sections there are in all."""
    top = min((section.level for section in sections), default=1)
    shown = [section for section in sections if section.level < top + _LEVELS]
    if len(shown) > _LINES:
        shown = [section for section in shown if section.level == top][:_LINES]
    points = Counter(section.parent for section in sections)
    return tuple(_line(document, paragraphs, section, top, points[section.id]) for section in shown), len(sections)


def _line(document: Document, paragraphs: Sequence[Paragraph], section: Section, top: int, points: int) -> OutlineLine:
    start, line, title = section.start, section.line, section.title
    sentence = document.text[section.body - 1] in _ENDS if section.body else False
    if not title and (first := _first_sentence(document, paragraphs, section)):
        start, title = first
        line, sentence = document.line(start), True
    text, shortened = cut(title, _SENTENCE if sentence else _HEADING)
    marker = _marker(document, paragraphs, section)
    return OutlineLine(section.id, marker, text, shortened, section.level - top + 1, start, line, section.part, points)


def _marker(document: Document, paragraphs: Sequence[Paragraph], section: Section) -> str:
    """The marker with the mark behind it (首先，), in the characters of the title; ``-`` where there is none."""
    paragraph = paragraph_at(paragraphs, section.start)
    start = index_of(paragraph, section.start)
    if not paragraph.text.startswith(section.marker, start) and section.marker == _UNNUMBERED:
        return section.marker
    end = start + len(section.marker)
    while end < len(paragraph.text) and paragraph.text[end] in _BETWEEN:
        end += 1
    return paragraph.read(document.text, start, end).rstrip()


def _first_sentence(document: Document, paragraphs: Sequence[Paragraph], section: Section) -> tuple[int, str] | None:
    """Offset and text of the first sentence below a marker that stands alone."""
    for number in range(bisect_left(paragraphs, section.body, key=lambda each: each.start), len(paragraphs)):
        paragraph = paragraphs[number]
        if paragraph.start >= section.end:
            return None
        if not paragraph.meta and paragraph.text:
            end = next((at for at, mark in enumerate(paragraph.text) if mark in "。！？；"), len(paragraph.text))
            return paragraph.start, paragraph.read(document.text, 0, end)
    return None
