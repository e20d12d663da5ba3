"""The body of a speech: what is searched and counted, and the way back from it to the source text.

It is the speech's paragraphs as they read, without the parts that are meta: simplified, line wraps healed, pinyin,
indents and page headers set aside, a paragraph a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from speechkit.model import Document, Paragraph, Part, Role

_LINE_ENDS = str.maketrans("\n\r", "  ")
_REPLACED = "&<"  # what a character reference or a tag begins with, for which the paragraph has another character


Anchors = tuple[tuple[int, int], ...]


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """What of the body stands in one part, in code points of the body; the stretches of a body cover it."""

    role: Role
    start: int
    end: int


class Body(msgspec.Struct, frozen=True):
    """``anchors`` are (body offset, source offset) pairs, ascending, one for each stretch continuous in both."""

    text: str
    stretches: tuple[Stretch, ...]
    anchors: tuple[tuple[int, int], ...]


def source_span(anchors: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Where in the source text the stretch ``start`` to ``end`` of a body stands, which must not be empty."""
    return _source(anchors, start), _source(anchors, end - 1) + 1


def _source(anchors: Sequence[tuple[int, int]], index: int) -> int:
    at, source = anchors[bisect_right(anchors, (index, 1 << 62)) - 1]
    return source + index - at


def body_of(document: Document, paragraphs: Sequence[Paragraph], parts: Sequence[Part]) -> Body:
    """The body of an analysed document; ``parts`` cover its text."""
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    turns: list[tuple[Role, int]] = []
    length = 0
    for paragraph in paragraphs:
        begins = True
        for role, text, source in _pieces(document, paragraph, parts):
            if role == "meta":
                begins = True  # what stood on both sides of it are no neighbours
                continue
            if begins and length:
                pieces.append("\n")
                length += 1
            begins = False
            if not anchors or source - anchors[-1][1] != length - anchors[-1][0]:
                anchors.append((length, source))
            if not turns or turns[-1][0] != role:
                turns.append((role, length))
            pieces.append(text)
            length += len(text)
    ends = [start for _, start in turns[1:]] + [length]
    stretches = tuple(Stretch(role, start, end) for (role, start), end in zip(turns, ends, strict=False))
    return Body("".join(pieces), stretches, tuple(anchors))


def _pieces(document: Document, paragraph: Paragraph, parts: Sequence[Part]) -> Iterator[tuple[Role, str, int]]:
    """The paragraph in pieces that are each continuous in the source and of one part: role, text, source offset."""
    for at, (index, source) in enumerate(paragraph.anchors):
        stop = paragraph.anchors[at + 1][0] if at + 1 < len(paragraph.anchors) else len(paragraph.text)
        last = source + stop - index
        number = max(bisect_right(parts, source, key=lambda part: part.start) - 1, 0)
        while number < len(parts) and parts[number].start < last:
            start, end = max(parts[number].start, source), min(parts[number].end, last)
            if start < end:
                text = document.text[start:end]
                if end - start == 1 and text in _REPLACED:
                    text = paragraph.text[index + start - source]
                yield parts[number].role, text.translate(_LINE_ENDS), start
            number += 1
