"""Which members of a formula the speech spells out, and where: 政治意识、大局意识、…, all of them or some."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from speechkit.model import Document, Paragraph, Span

__all__ = ["SpelledOut"]

_BETWEEN = 24  # code points that may stand between two members that are spelled out together
_TELLING = 3  # code points from which on a single member, far from all others, is no coincidence


class SpelledOut:
    """The speech, to be asked for the members of formulas."""

    def __init__(self, document: Document, paragraphs: Sequence[Paragraph]) -> None:
        self._document = document
        self._paragraphs = paragraphs
        self._text = "\n".join(paragraph.text for paragraph in paragraphs)
        self._starts = list(accumulate((len(paragraph.text) + 1 for paragraph in paragraphs), initial=0))

    def where(self, members: Sequence[str]) -> tuple[Span, ...]:
        """The members where most of them stand together, in the order of the speech, each once; () for none."""
        best: list[tuple[int, int, str]] = max(_clusters(self._text, members), key=len, default=[])
        if not best or (len(best) == 1 and (len(members) == 1 or len(best[0][2]) < _TELLING)):
            return ()
        number = bisect_right(self._starts, best[0][0]) - 1
        return tuple(self._span(number, start, end) for start, end, _ in best)

    def _span(self, number: int, start: int, end: int) -> Span:
        paragraph, begin = self._paragraphs[number], self._starts[number]
        first, last = paragraph.offset(start - begin), paragraph.offset(end - begin - 1) + 1
        text, source = self._document.text, self._document.source.text
        simplified, original = (paragraph.read(each, start - begin, end - begin) for each in (text, source))
        return Span(first, last, simplified, original)


def _clusters(text: str, members: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
    """(start, end, member) of members that stand close to each other, each member once."""
    together: list[tuple[int, int, str]] = []
    for start, end, member in sorted(_occurrences(text, members)):
        if together and (start - together[-1][1] > _BETWEEN or "\n" in text[together[-1][1] : start]):
            yield together
            together = []
        if member not in (other for _, _, other in together):
            together.append((start, end, member))
    if together:
        yield together


def _occurrences(text: str, members: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for member in dict.fromkeys(members):
        at = text.find(member)
        while at >= 0:
            yield at, at + len(member), member
            at = text.find(member, at + len(member))
    tail = _common_end(members)
    stems = {member[: -len(tail)]: member for member in members} if tail else {}
    if len(stems) > 1 and "" not in stems and tail in text:  # 政治、大局、核心、看齐意识
        stem = "|".join(map(re.escape, stems))
        for found in re.finditer(f"(?:(?:{stem})[、和])+(?={stem})", text):
            for each in re.finditer(stem, found[0]):
                yield found.start() + each.start(), found.start() + each.end(), stems[each[0]]


def _common_end(members: Sequence[str]) -> str:
    length = 0
    while all(len(member) > length and member[-1 - length] == members[0][-1 - length] for member in members):
        length += 1
    return members[0][len(members[0]) - length :]
