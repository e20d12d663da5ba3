"""The formulas and mottos that are known: to be found in a text, looked up, or come near to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import ahocorasick
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from speechkit.phrases.finding import Finding
from speechkit.phrases.glossary import Entry, Glossary, load_glossary
from speechkit.phrases.rules import slogan_rules

__all__ = ["Phrase", "PhraseBook", "phrase_book"]

_NUMERALS = frozenset("零一二两三四五六七八九十百第几多双0123456789")
_COUNTS = frozenset("二两三四五六七八九十双")  # a name with one of these needs no quotation marks
_SHORTEST = 4  # code points of a name that a variant of it can be told from
_LONG = 6  # from which on two characters may differ
_TITLE = 60  # code points before a phrase among which the title may begin that it is part of


class Phrase(NamedTuple):
    """A formula of the glossary, with its name there, or a known motto; ``length`` in code points."""

    length: int
    kind: Literal["formula", "motto"]
    name: str | None
    bare: bool  # whether it is a set phrase without quotation marks too


class PhraseBook:
    """A glossary and the known mottos, indexed."""

    def __init__(self, glossary: Glossary) -> None:
        self._entries = {entry.name: entry for entry in glossary.entries}
        self._names: dict[tuple[str, int], list[str]] = {}  # by first character and length
        self._automaton = ahocorasick.Automaton()  # of Phrases, by their names with 、 for ，
        for entry in glossary.entries:
            self._names.setdefault((entry.name[0], len(entry.name)), []).append(entry.name)
            for form in (entry.name, *entry.aliases):
                bare = len(form) > 2 and (form[0] == "一" or not _COUNTS.isdisjoint(form))
                self._automaton.add_word(_key(form), Phrase(len(form), "formula", entry.name, bare))
        for motto in slogan_rules().mottos.split():
            self._automaton.add_word(motto, Phrase(len(motto), "motto", None, True))
        self._automaton.make_automaton()

    def entry(self, name: str) -> Entry:
        """The glossary's entry of that name. Raises ``KeyError``."""
        return self._entries[name]

    def quoted(self, text: str) -> Phrase | None:
        """The known phrase that stands in quotation marks; None where it is none."""
        phrase: Phrase | None = self._automaton.get(_key(text), None)
        return phrase

    def found_in(self, text: str) -> Iterator[Finding]:
        """The longest known phrase at each place of a paragraph's text that needs no quotation marks."""
        last = 0
        for end, phrase in self._automaton.iter_long(text.replace("，", "、")):
            start = end + 1 - phrase.length
            if phrase.bare and start >= last and _stands_free(text, start):
                last = end + 1
                yield Finding(start, last, phrase.kind, f"known-{phrase.kind}", phrase.name)

    def near(self, label: str) -> str | None:
        """The name of the formula that ``label`` comes near; None where it is one itself or comes near none.

        One character may differ, two from six characters on, the numeral never: 五个意识 is no variant of 四个意识.
        """
        if len(label) < _SHORTEST or label[0] not in _NUMERALS:
            return None
        alike = [name for size in range(-1, 2) for name in self._names.get((label[0], len(label) + size), ())]
        found = extractOne(label, alike, scorer=Levenshtein.distance, score_cutoff=1 if len(label) < _LONG else 2)
        return found[0] if found and found[1] else None


@cache
def phrase_book(files: tuple[str, ...]) -> PhraseBook:
    """The phrase book of the shipped glossary and the user's ``files``. Raises ``ConfigError``."""
    return PhraseBook(load_glossary(files))


def _key(form: str) -> str:
    return form.replace(" ", "").replace("，", "、")


def _stands_free(text: str, start: int) -> bool:
    """Whether a phrase is no part of a longer number (十四个现代化) or of a title (《…》)."""
    if text[start] in _NUMERALS and start and text[start - 1] in _NUMERALS:
        return False
    opened = text.rfind("《", max(0, start - _TITLE), start)
    return opened < 0 or text.find("》", opened, start) >= 0
