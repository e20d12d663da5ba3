"""The known formulas and mottos, indexed: found in a text, come near to, and their members where a speech has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Literal

import ahocorasick
import msgspec
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from speechkit.model import Document, Paragraph, Span
from speechkit.phrases.glossary import Entry, Glossary, load_glossary
from speechkit.phrases.rules import PhraseSpan, phrase_rules

__all__ = ["KnownPhrase", "MemberFinder", "PhraseBook", "phrase_book"]


class KnownPhrase(msgspec.Struct, frozen=True):
    """A formula of the glossary with its ``name`` there, or a known motto; ``length`` is in code points.

    ``bare``: it is a set phrase without quotation marks too.
    """

    length: int
    kind: Literal["formula", "motto"]
    name: str | None
    bare: bool


class PhraseBook:
    """A glossary and the known mottos of data/slogans.yaml, indexed."""

    def __init__(self, glossary: Glossary) -> None:
        self._limits = phrase_rules().known
        self._entries = {entry.name: entry for entry in glossary.entries}
        self._names: dict[tuple[str, int], list[str]] = {}  # by first character and length
        self._automaton = ahocorasick.Automaton()  # of KnownPhrases, by their names as ``_written`` has them
        for entry in glossary.entries:
            self._names.setdefault((entry.name[0], len(entry.name)), []).append(entry.name)
            for form in (entry.name, *entry.aliases):
                bare = self._needs_no_marks(form)
                self._automaton.add_word(_written(form), KnownPhrase(len(form), "formula", entry.name, bare))
        for motto in phrase_rules().mottos:
            self._automaton.add_word(motto, KnownPhrase(len(motto), "motto", None, True))
        self._automaton.make_automaton()

    def entry(self, name: str) -> Entry:
        """Return the glossary's entry of that name. Raises ``KeyError``."""
        return self._entries[name]

    def quoted(self, text: str) -> KnownPhrase | None:
        """Return the known phrase that ``text``, between quotation marks, is; None where it is none."""
        phrase: KnownPhrase | None = self._automaton.get(_written(text), None)
        return phrase

    def found_in(self, text: str, *, bare: bool = True) -> Iterator[PhraseSpan]:
        """Yield the longest known phrases of a paragraph's text that need no quotation marks.

        ``bare=False``: those that are set phrases in quotation marks alone, and no chance hits of two characters.
        """
        last, shortest = 0, 0 if bare else self._limits.unquoted_shortest
        for end, phrase in self._automaton.iter_long(text.replace("，", "、")):
            start = end + 1 - phrase.length
            if phrase.bare == bare and phrase.length >= shortest and start >= last and self._stands_free(text, start):
                last = end + 1
                yield PhraseSpan(start, last, phrase.kind, f"known-{phrase.kind}", phrase.name)

    def near(self, label: str) -> str | None:
        """Return the name of the formula that ``label`` comes near; None where it is one itself or near none.

        One character may differ, in long ones two, the numeral never: 五个意识 is no variant of 四个意识.
        """
        if len(label) < self._limits.variant_shortest or label[0] not in self._limits.numerals:
            return None
        alike = [name for size in range(-1, 2) for name in self._names.get((label[0], len(label) + size), ())]
        most = 1 if len(label) < self._limits.variant_long else 2
        found = extractOne(label, alike, scorer=Levenshtein.distance, score_cutoff=most)
        return found[0] if found and found[1] else None

    def _needs_no_marks(self, form: str) -> bool:
        """Whether a formula is one without quotation marks too: one that counts (四个意识 is, 关键少数 is not)."""
        limits = self._limits
        if form in limits.quoted_only or form in limits.unquoted:
            return form in limits.unquoted
        return len(form) > 2 and (form[0] == "一" or not set(limits.counts).isdisjoint(form))

    def _stands_free(self, text: str, start: int) -> bool:
        """Whether a phrase is no part of a longer number (十四个现代化) or of a title (《…》)."""
        numerals = self._limits.numerals
        if text[start] in numerals and start and text[start - 1] in numerals:
            return False
        opened = text.rfind("《", max(0, start - self._limits.title), start)
        return opened < 0 or text.find("》", opened, start) >= 0


@cache
def phrase_book(files: tuple[str, ...]) -> PhraseBook:
    """Return the phrase book of the shipped glossary and the user's ``files``, made once. Raises ``ConfigError``."""
    return PhraseBook(load_glossary(files))


def _written(form: str) -> str:
    """Return a phrase without spaces, its commas 、: both are written."""
    return form.replace(" ", "").replace("，", "、")


class MemberFinder:
    """Finds where a speech spells out the members of a formula: 政治意识、大局意识、…, all of them or some."""

    def __init__(self, document: Document, paragraphs: Sequence[Paragraph]) -> None:
        self._document = document
        self._paragraphs = paragraphs
        self._text = "\n".join(paragraph.text for paragraph in paragraphs)
        self._starts = list(accumulate((len(paragraph.text) + 1 for paragraph in paragraphs), initial=0))

    def find(self, members: Sequence[str]) -> tuple[Span, ...]:
        """Return the members where most of them stand together, in the order of the speech, each once; () for none."""
        best: list[tuple[int, int, str]] = max(_clusters(self._text, members), key=len, default=[])
        shortest = phrase_rules().members.single_shortest
        if not best or (len(best) == 1 and (len(members) == 1 or len(best[0][2]) < shortest)):
            return ()
        number = bisect_right(self._starts, best[0][0]) - 1
        return tuple(self._span(number, start, end) for start, end, _ in best)

    def _span(self, number: int, start: int, end: int) -> Span:
        """Return the stretch of the joined text, which lies in the paragraph of that number, in the source."""
        paragraph, at = self._paragraphs[number], self._starts[number]
        first, last = paragraph.offset(start - at), paragraph.offset(end - at - 1) + 1
        simplified = paragraph.read(self._document.text, start - at, end - at)
        return Span(first, last, simplified, self._document.source.text[first:last])


def _clusters(text: str, members: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
    """Yield (start, end, member) of members that stand close to each other in one paragraph, each member once."""
    gap = phrase_rules().members.gap
    together: list[tuple[int, int, str]] = []
    for start, end, member in sorted(_occurrences(text, members)):
        if together and (start - together[-1][1] > gap or "\n" in text[together[-1][1] : start]):
            yield together
            together = []
        if member not in (other for _, _, other in together):
            together.append((start, end, member))
    if together:
        yield together


def _occurrences(text: str, members: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, member) wherever one stands, also where several share their end: 政治、大局、看齐意识."""
    for member in dict.fromkeys(members):
        at = text.find(member)
        while at >= 0:
            yield at, at + len(member), member
            at = text.find(member, at + len(member))
    tail = _common_end(members)
    stems = {member[: -len(tail)]: member for member in members} if tail else {}
    if len(stems) < 2 or "" in stems or tail not in text:
        return
    if any(f"{stem}、" in text or f"{stem}和" in text for stem in stems):  # much quicker than the pattern
        stem = "|".join(map(re.escape, stems))
        for found in re.finditer(f"(?:(?:{stem})[、和])+(?={stem})", text):
            for each in re.finditer(stem, found[0]):
                yield found.start() + each.start(), found.start() + each.end(), stems[each[0]]


def _common_end(members: Sequence[str]) -> str:
    """Return the characters that all members end with."""
    length = 0
    while all(len(member) > length and member[-1 - length] == members[0][-1 - length] for member in members):
        length += 1
    return members[0][len(members[0]) - length :]
