"""The word lists that several stages ask for (data/lexicon.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from speechkit.rules import load_rules

__all__ = ["WordList", "Words", "words"]


class WordList:
    """Words to look for at a place in a text; found by their first or last character, the longest first."""

    __slots__ = ("_by_first", "_by_last", "_pattern")

    def __init__(self, among: Iterable[str]) -> None:
        self._by_first: dict[str, tuple[str, ...]] = {}
        self._by_last: dict[str, tuple[str, ...]] = {}
        self._pattern: re.Pattern[str] | None = None
        for word in sorted(set(among), key=lambda word: (-len(word), word)):
            self._by_first[word[0]] = (*self._by_first.get(word[0], ()), word)
            self._by_last[word[-1]] = (*self._by_last.get(word[-1], ()), word)

    @property
    def firsts(self) -> frozenset[str]:
        """The characters that the words begin with."""
        return frozenset(self._by_first)

    @property
    def lasts(self) -> frozenset[str]:
        """The characters that the words end with."""
        return frozenset(self._by_last)

    def at(self, text: str, start: int) -> int:
        """The length of the longest word that stands at ``start``; 0 where none does."""
        if start < len(text):
            for word in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    return len(word)
        return 0

    def end_of_first(self, text: str, stop: int) -> int:
        """Where the first of the words that stands in ``text[:stop]`` ends; 0 where none does."""
        if self._pattern is None:
            words = sorted((word for each in self._by_first.values() for word in each), key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, words)))
        found = self._pattern.search(text, 0, stop)
        return found.end() if found else 0

    def skip(self, text: str, start: int) -> int:
        """Where the text goes on after all the words that follow each other from ``start`` on."""
        while start < len(text):
            for word in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    start += len(word)
                    break
            else:
                break
        return start

    def before(self, text: str, end: int, start: int = 0) -> int:
        """The length of the longest word that ends at ``end`` and begins at ``start`` or later; 0 where none does."""
        if end > start:
            for word in self._by_last.get(text[end - 1], ()):
                if text.endswith(word, start, end):
                    return len(word)
        return 0


class Words(msgspec.Struct, frozen=True):
    """The lists of data/lexicon.yaml."""

    verbs: WordList
    manner: WordList
    adverbs: WordList
    modals: WordList
    heads: WordList
    short_heads: WordList
    pronouns: WordList
    categories: WordList


@cache
def words() -> Words:
    """The lists of data/lexicon.yaml, read once."""
    lists = load_rules("lexicon", dict[str, str])
    return Words(**{name: WordList(value.split()) for name, value in lists.items()})
