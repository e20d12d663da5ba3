"""The rules of data/keywords.yaml: stop words, what is one word, numerals, and what names of offices are made of."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from speechkit.rules import Examples, compiled, load_rules

__all__ = ["KeywordRules", "NumeralRule", "OfficeRule", "WholeRule", "keyword_rules", "numeral_patterns", "stop_words"]


class WholeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern that finds what is one word, wherever it stands in a paragraph."""

    id: str
    pattern: str
    source: str
    examples: Examples


class NumeralRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that are tried on whole words: numbers, the units behind them, and enumerators (一是)."""

    numeral: str
    unit: str
    enumerator: str
    source: str
    examples: Examples


class OfficeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pieces of names of offices, words apart by spaces; the file says how names are put together."""

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
    """All of data/keywords.yaml; ``stop_words`` are lists by their topic, words apart by white space."""

    stop_words: dict[str, str]
    wholes: tuple[WholeRule, ...]
    numerals: NumeralRule
    offices: OfficeRule


@cache
def keyword_rules() -> KeywordRules:
    """Return the rules, read once."""
    return load_rules("keywords", KeywordRules)


@cache
def stop_words() -> frozenset[str]:
    """Return the words that are no keywords, letters in lower case."""
    return frozenset(word for words in keyword_rules().stop_words.values() for word in words.split())


@cache
def numeral_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what fits a whole word that is a numeral or an enumerator, and what fits the unit that follows it."""
    rule = keyword_rules().numerals
    numeral = f"{rule.numeral}(?:{rule.unit})*|{rule.enumerator}"
    return compiled(numeral), compiled(f"(?:{rule.unit})+")
