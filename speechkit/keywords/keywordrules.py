"""The records of data/keywords.yaml."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from speechkit.lexicon import WordList
from speechkit.rules import Examples, compiled, load_rules


class Whole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern that finds what is one word, wherever it stands."""

    id: str
    pattern: str
    source: str
    examples: Examples


class Numerals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of whole words: numbers, the units behind them, and enumerators."""

    numeral: str
    unit: str
    enumerator: str
    source: str
    examples: Examples


class OfficeRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the names of offices are made of; the file says how."""

    levels: str
    fields: str
    inner: str
    ends: str
    bodies: str
    short_ends: str
    no_end: str
    places: str
    source: str
    examples: Examples


class KeywordRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/keywords.yaml."""

    stop_words: dict[str, str]
    wholes: tuple[Whole, ...]
    numerals: Numerals
    offices: OfficeRules


class Offices(msgspec.Struct, frozen=True):
    """``OfficeRules``, ready to be looked for; ``first`` is what a name's first piece may begin with."""

    levels: WordList
    fields: WordList
    inner: frozenset[str]
    ends: WordList
    bodies: WordList
    short_ends: WordList
    no_end: re.Pattern[str]
    places: re.Pattern[str]
    first: frozenset[str]


@cache
def keyword_rules() -> KeywordRules:
    """The rules of data/keywords.yaml, read once."""
    return load_rules("keywords", KeywordRules)


@cache
def stop_words() -> frozenset[str]:
    """The words that are no keywords, letters in lower case."""
    return frozenset(word for words in keyword_rules().stop_words.values() for word in words.split())


@cache
def numbering() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What numbers something, on whole words, and what goes on with it, on the word behind."""
    rules = keyword_rules().numerals
    numeral = f"{rules.numeral}(?:{rules.unit})*|{rules.enumerator}"
    return compiled(numeral), compiled(f"(?:{rules.unit})+")


@cache
def offices() -> Offices:
    """The rules for names of offices."""
    rules = keyword_rules().offices
    pieces = f"{rules.levels} {rules.fields} {rules.ends} {rules.bodies}".split()
    return Offices(
        levels=WordList(rules.levels.split()),
        fields=WordList(rules.fields.split()),
        inner=frozenset(rules.inner.split()),
        ends=WordList(rules.ends.split()),
        bodies=WordList(rules.bodies.split()),
        short_ends=WordList(rules.short_ends.split()),
        no_end=compiled(rules.no_end),
        places=compiled(rules.places),
        first=frozenset(piece[0] for piece in pieces),
    )
