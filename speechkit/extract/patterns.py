"""The kinds of rule that data/tasks.yaml and data/timex.yaml are made of, and how such a file is read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

import msgspec

from speechkit.rules import Examples, compiled, load_rules
from speechkit.words import WordList

__all__ = ["Anywhere", "AtPlace", "Rule", "Words", "reader"]

T = TypeVar("T")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every rule has; ``examples`` are texts in which it must, or must not, find something."""

    id: str
    source: str
    examples: Examples


class Anywhere(Rule, frozen=True, forbid_unknown_fields=True):
    """A regular expression that is looked for in the whole of a text."""

    pattern: str

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first place in ``text[start:end]`` where it is found."""
        return compiled(self.pattern).search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where it is found, apart from each other."""
        return compiled(self.pattern).finditer(text)


class AtPlace(Rule, frozen=True, forbid_unknown_fields=True):
    """A regular expression that is tried at one place of a text; its examples are texts from there on."""

    here: str

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """What of ``text`` it fits from ``start`` on."""
        return compiled(self.here).match(text, start)


class Words(Rule, frozen=True, forbid_unknown_fields=True):
    """Words of which one may stand at a place of a text; their examples are texts from there on."""

    words: str

    @property
    def listed(self) -> WordList:
        """The words as a list to look them up in."""
        return _listed(self.words)

    def at(self, text: str, start: int) -> int:
        """The length of the longest word that stands at ``start``; 0 where none does."""
        return _listed(self.words).at(text, start)


@cache
def _listed(words: str) -> WordList:
    return WordList(words.split())


def reader(name: str, shape: type[T]) -> Callable[[], T]:
    """A function that hands out the rules of ``data/<name>.yaml``, which it reads once, as a ``shape``."""
    return cache(lambda: load_rules(name, shape))
