"""The keywords with the lines on which they first stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from speechkit.model import Document, Keyword, KeywordLine, Paragraph, Part

__all__ = ["keyword_lines"]


def keyword_lines(
    document: Document, paragraphs: Sequence[Paragraph], parts: Sequence[Part], keywords: Sequence[Keyword]
) -> tuple[KeywordLine, ...]:
    """The keywords in their order, looked for in the ``parts``; what does not stand there is left out."""
    found = ((keyword, next(_places(keyword.word, paragraphs, parts), None)) for keyword in keywords)
    return tuple(
        KeywordLine(**msgspec.structs.asdict(keyword), line=document.line(at))
        for keyword, at in found
        if at is not None
    )


def _places(word: str, paragraphs: Sequence[Paragraph], parts: Sequence[Part]) -> Iterator[int]:
    """The offsets at which the word stands."""
    for paragraph in paragraphs:
        at = paragraph.text.find(word)
        while at >= 0:
            offset = paragraph.offset(at)
            if any(part.start <= offset < part.end for part in parts):
                yield offset
            at = paragraph.text.find(word, at + 1)
