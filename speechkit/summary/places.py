"""From an offset in the source back to the paragraph that reads it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from speechkit.model import Paragraph

__all__ = ["index_of", "paragraph_at"]


def paragraph_at(paragraphs: Sequence[Paragraph], offset: int) -> Paragraph:
    """The paragraph that holds the character at ``offset``. Raises ``LookupError`` where none does."""
    # Not always the last that begins before it: a page header may stand within a paragraph.
    for number in range(bisect_right(paragraphs, offset, key=lambda each: each.start) - 1, -1, -1):
        if offset < paragraphs[number].end:
            return paragraphs[number]
    raise LookupError(offset)


def index_of(paragraph: Paragraph, offset: int) -> int:
    """Where the paragraph's text has what stands at ``offset``, or the first character behind it."""
    return bisect_left(range(len(paragraph.text)), offset, key=paragraph.offset)
