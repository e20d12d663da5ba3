"""The kinds of rule that the files of data/ are made of; their patterns are compiled when first needed.

A rule says what it looks for: a ``pattern`` anywhere in a text, ``here`` or ``before`` at one place of it, or ``words``
of which one stands at a place. ``rulefile`` reads such files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property

import msgspec

from speechkit.errors import ConfigError
from speechkit.rulefile import DATA, load_rules, reader

__all__ = [
    "DATA",
    "BeforeRule",
    "Examples",
    "HereRule",
    "PatternRule",
    "Rule",
    "WordList",
    "WordsRule",
    "compiled",
    "load_rules",
    "reader",
]


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that a rule must find something in, and near misses that it must pass over; the suite tests each."""

    hit: tuple[str, ...]
    miss: tuple[str, ...]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every rule has: ``source`` says where such texts are found, ``examples`` what it must find and must not."""

    id: str
    source: str
    examples: Examples


class PatternRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True, kw_only=True):
    """A regular expression that is looked for in the whole of a text, or one for its start, or both.

    ``near`` are characters of which one stands in every text that holds it, empty where there are none such. A pattern
    that begins with a character is looked for many times as fast as one that begins with a look behind: write
    要(?<![重主]要) for (?<![重主])要.
    """

    pattern: str = ""
    start: str = ""
    near: str = ""

    @cached_property
    def is_near(self) -> Callable[[str], object]:
        """``is_near(text)``: whether it is worth while to look for it."""
        return compiled(f"[{re.escape(self.near)}]").search if self.near else bool

    @cached_property
    def found_in(self) -> Callable[[str], re.Match[str] | None]:
        """``found_in(text)``: what the text begins with as ``start`` says, or the first place that fits ``pattern``."""
        if not self.start:
            return compiled(self.pattern).search
        match = compiled(self.start).match
        if not self.pattern:
            return match
        search = compiled(self.pattern).search
        return lambda text: match(text) or search(text)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what ``text`` begins with as ``start`` says, then every place behind it where ``pattern`` is found."""
        end = 0
        if self.start and (first := compiled(self.start).match(text)):
            yield first
            end = first.end()
        if self.pattern:
            yield from compiled(self.pattern).finditer(text, end)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """``search(text, start, end)``: the first place in ``text[start:end]`` where ``pattern`` is found."""
        return compiled(self.pattern).search


class HereRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """A regular expression that is tried at one place of a text; its examples are texts from there on."""

    here: str

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """``match(text, start)``: what of ``text`` it fits from ``start`` on."""
        return compiled(self.here).match


class BeforeRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """A regular expression for what ends at one place of a text; its examples are texts up to there.

    It begins at most ``reach`` code points before, so that a long text is not searched anew for each of its places.
    """

    before: str
    reach: int

    @cached_property
    def _search(self) -> Callable[..., re.Match[str] | None]:
        return compiled(f"(?:{self.before})$").search

    def ends(self, text: str, end: int) -> re.Match[str] | None:
        """Return the match that ends at ``end``, None where there is none."""
        return self._search(text, max(0, end - self.reach), end)


class WordsRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words of which one may stand at a place of a text; their examples are texts from there on."""

    words: tuple[str, ...]

    @cached_property
    def listed(self) -> WordList:
        """The words as a list to look them up in."""
        return WordList(self.words)

    @cached_property
    def at(self) -> Callable[[str, int], int]:
        """``at(text, start)``: the length of the longest word that stands at ``start``; 0 where none does."""
        return self.listed.at


class WordList:
    """Words to look for at a place in a text; found by their first or last character, the longest first."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, among: Iterable[str]) -> None:
        self._by_first: dict[str, tuple[str, ...]] = {}
        self._by_last: dict[str, tuple[str, ...]] = {}
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
        """Return the length of the longest word that stands at ``start``; 0 where none does."""
        if start < len(text):
            for word in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    return len(word)
        return 0

    def skip(self, text: str, start: int) -> int:
        """Return where the text goes on after all the words that follow each other from ``start`` on."""
        while length := self.at(text, start):
            start += length
        return start

    def before(self, text: str, end: int, start: int = 0) -> int:
        """Return the length of the longest word that ends at ``end`` and begins at ``start`` or later, else 0."""
        if end > start:
            for word in self._by_last.get(text[end - 1], ()):
                if text.endswith(word, start, end):
                    return len(word)
        return 0


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern, compiled once. Raises ``ConfigError`` where it is no regular expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"The pattern {pattern!r} is not a regular expression: {error}.") from error
