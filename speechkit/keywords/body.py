"""The text that keywords are taken from: what stands in the parts asked for, and the set phrases in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

import ahocorasick
import msgspec

from speechkit.keywords.keywordrules import keyword_rules
from speechkit.model import Paragraph, Part, Role, Slogan
from speechkit.phrases.glossary import Glossary
from speechkit.rules import compiled

__all__ = ["Body", "body_of"]

_KINDS = ("formula", "motto")  # chains and calls are clauses, whose words count one by one
_SHORTEST_KNOWN, _LONGEST = 4, 12  # code points of a set phrase that is one word; a shorter known one may be by chance

Place = tuple[int, int]


class _Finder(Protocol):
    def iter_long(self, text: str) -> Iterator[tuple[int, int]]: ...


class Body(msgspec.Struct, frozen=True):
    """``text`` is paragraphs or pieces of them, parted by line ends; ``wholes`` are the places in it that are one word.

    The places are in ascending order, none overlaps another.
    """

    text: str
    wholes: tuple[Place, ...]


def body_of(
    paragraphs: Sequence[Paragraph],
    parts: Sequence[Part],
    slogans: Sequence[Slogan],
    glossary: Glossary,
    role: Role | None = None,
) -> Body:
    """What stands in the parts of one role, else in all but ``meta``.

    One word are the ``slogans`` that are formulas or mottos, the glossary's names without quotation marks too
    (高质量发展), and what data/keywords.yaml has.
    """
    wanted = [part for part in parts if (part.role == role if role else part.role != "meta")]
    phrases = sorted((slogan for slogan in slogans if slogan.kind in _KINDS), key=lambda slogan: slogan.start)
    finder = _finder(glossary)
    pieces: list[str] = []
    wholes: list[Place] = []
    length = 0
    for paragraph in paragraphs:
        known = list(_phrases(paragraph, phrases))
        for start, end in _stretches(paragraph, wanted):
            text = paragraph.text[start:end]
            inside = [(a - start, b - start) for a, b in known if start <= a and b <= end]
            wholes += [(length + a, length + b) for a, b in _with_wholes(text, inside, finder)]
            pieces.append(text)
            length += len(text) + 1
    return Body("\n".join(pieces), tuple(wholes))


def _stretches(paragraph: Paragraph, parts: Sequence[Part]) -> list[Place]:
    """What of the paragraph's text stands in ``parts``, which are in the order of the source."""
    found: list[Place] = []
    for at in range(bisect_right(parts, paragraph.start, key=lambda part: part.end), len(parts)):
        if parts[at].start >= paragraph.end:
            break
        start, end = _index(paragraph, parts[at].start), _index(paragraph, parts[at].end)
        if found and found[-1][1] == start:  # a page header within a sentence, which goes on
            start = found.pop()[0]
        if start < end:
            found.append((start, end))
    return found


def _phrases(paragraph: Paragraph, slogans: Sequence[Slogan]) -> Iterator[Place]:
    """Where the paragraph's text has those of ``slogans``, in reading order, that are one word."""
    for at in range(bisect_left(slogans, paragraph.start, key=lambda slogan: slogan.start), len(slogans)):
        slogan = slogans[at]
        if slogan.start >= paragraph.end:
            break
        start, end = _index(paragraph, slogan.start), _index(paragraph, slogan.end)
        text = paragraph.text[start:end]
        if paragraph.offset(start) == slogan.start and len(text) <= _LONGEST and _is_phrase(text):
            yield start, end


def _index(paragraph: Paragraph, offset: int) -> int:
    """Where the paragraph's text has what stands at ``offset`` in the source, or the first character behind it."""
    return bisect_left(range(len(paragraph.text)), offset, key=paragraph.offset)


def _with_wholes(text: str, phrases: list[Place], finder: _Finder) -> list[Place]:
    """The set phrases, and what the glossary and the rules find beside them, in order."""
    covered = bytearray(len(text))
    places: list[Place] = []
    for start, end in (*phrases, *_known(text, finder), *_by_rule(text)):
        if covered.find(1, start, end) < 0:
            covered[start:end] = b"\1" * (end - start)
            places.append((start, end))
    return sorted(places)


def _known(text: str, finder: _Finder) -> Iterator[Place]:
    for last, length in finder.iter_long(text):
        yield last + 1 - length, last + 1


@cache
def _finder(glossary: Glossary) -> _Finder:
    """What finds the longest of the glossary's names at each place: the index of its last character, its length."""
    automaton = ahocorasick.Automaton()
    for form in (form for entry in glossary.entries for form in (entry.name, *entry.aliases)):
        if _SHORTEST_KNOWN <= len(form) <= _LONGEST and _is_phrase(form):
            automaton.add_word(form, len(form))
    automaton.make_automaton()
    finder: _Finder = automaton
    return finder


def _by_rule(text: str) -> Iterable[Place]:
    for rule in keyword_rules().wholes:
        for found in compiled(rule.pattern).finditer(text):
            yield found.span()


def _is_phrase(text: str) -> bool:
    """Whether it is no list, whose words count one by one."""
    return "，" not in text and "、" not in text
