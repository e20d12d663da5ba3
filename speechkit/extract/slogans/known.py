"""Formulas and mottos that are known, wherever they stand, in quotation marks or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, Protocol

import ahocorasick

from speechkit.extract.slogans.finding import Finding
from speechkit.extract.slogans.sloganrules import slogan_rules
from speechkit.glossary import Glossary

__all__ = ["Known", "known_in", "known_of", "phrase_of"]

_NUMERALS = frozenset("零一二两三四五六七八九十百第几多双0123456789")
_COUNTS = frozenset("二两三四五六七八九十双")  # a name with one of these needs no quotation marks


class Phrase(NamedTuple):
    """A formula of the glossary, with its name there, or a known motto; ``length`` in code points."""

    length: int
    kind: Literal["formula", "motto"]
    name: str | None
    bare: bool  # whether it is a set phrase without quotation marks too


class Known(Protocol):
    """A pyahocorasick automaton of Phrases, by their names with 、 for ，."""

    def get(self, word: str, default: None) -> Phrase | None:
        """The phrase of that very name."""

    def iter_long(self, text: str) -> Iterator[tuple[int, Phrase]]:
        """(index of the last character, phrase) of the longest phrase at each place."""


@cache
def known_of(glossary: Glossary) -> Known:
    """An automaton over every name and alias of the glossary and every known motto."""
    automaton = ahocorasick.Automaton()
    for entry in reversed(glossary.entries):
        for form in (entry.name, *entry.aliases):
            bare = len(form) > 2 and (form[0] == "一" or not _COUNTS.isdisjoint(form))
            automaton.add_word(form.replace("，", "、"), Phrase(len(form), "formula", entry.name, bare))
    for motto in slogan_rules().mottos.split():
        automaton.add_word(motto, Phrase(len(motto), "motto", None, True))
    automaton.make_automaton()
    known: Known = automaton
    return known


def phrase_of(quoted: str, known: Known) -> Phrase | None:
    """The known phrase that stands in quotation marks; None where it is none."""
    return known.get(quoted.replace(" ", "").replace("，", "、"), None)


def known_in(text: str, known: Known) -> Iterator[Finding]:
    """The longest known phrase at each place of a paragraph's text that needs no quotation marks."""
    text = text.replace("，", "、")
    last = 0
    for end, phrase in known.iter_long(text):
        start = end + 1 - phrase.length
        if phrase.bare and start >= last and _stands_free(text, start):
            last = end + 1
            yield Finding(start, last, phrase.kind, f"known-{phrase.kind}", phrase.name)


def _stands_free(text: str, start: int) -> bool:
    """Whether a phrase is no part of a longer number (十四个现代化) or of a title (《…》)."""
    if text[start] in _NUMERALS and start and text[start - 1] in _NUMERALS:
        return False
    opened = text.rfind("《", max(0, start - 60), start)
    return opened < 0 or text.find("》", opened, start) >= 0
