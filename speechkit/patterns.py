"""The kinds of rule that data/tasks.yaml and data/timex.yaml are made of, and how such a file is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import TypeVar

import msgspec

from speechkit.lexicon import WordList
from speechkit.rules import Examples, compiled, load_rules

__all__ = ["Anywhere", "AtPlace", "EndingAt", "Rule", "Words", "reader"]

T = TypeVar("T")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every rule has; ``examples`` are texts in which it must, or must not, find something."""

    id: str
    source: str
    examples: Examples


class Anywhere(Rule, frozen=True, forbid_unknown_fields=True, dict=True, kw_only=True):
    """A regular expression that is looked for in the whole of a text. It is compiled when it is first needed.

    ``near`` are characters of which one stands in every text that holds it, empty where there are none such.
    """

    pattern: str
    near: str = ""

    @cached_property
    def is_near(self) -> Callable[[str], object]:
        """``is_near(text)``: whether it is worth while to look for it."""
        return compiled(f"[{re.escape(self.near)}]").search if self.near else bool

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """``search(text, start, end)``: the first place in ``text[start:end]`` where it is found."""
        return compiled(self.pattern).search

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """``finditer(text)``: every place where it is found, apart from each other."""
        return compiled(self.pattern).finditer


class AtPlace(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """A regular expression that is tried at one place of a text; its examples are texts from there on."""

    here: str

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """``match(text, start)``: what of ``text`` it fits from ``start`` on."""
        return compiled(self.here).match


class EndingAt(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """A regular expression for what ends at a place of a text; its examples are texts up to there.

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


class Words(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words of which one may stand at a place of a text; their examples are texts from there on."""

    words: str

    @cached_property
    def listed(self) -> WordList:
        """The words as a list to look them up in."""
        return WordList(self.words.split())

    @cached_property
    def at(self) -> Callable[[str, int], int]:
        """``at(text, start)``: the length of the longest word that stands at ``start``; 0 where none does."""
        return self.listed.at


def reader(name: str, shape: type[T]) -> Callable[[], T]:
    """A function that hands out the rules of ``data/<name>.yaml``, which it reads once, as a ``shape``."""
    return cache(lambda: load_rules(name, shape))
