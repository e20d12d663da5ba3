"""The rules of data/keywords.yaml: stop words, what is one word, numerals, and what names of offices are made of."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from speechkit.rules import Examples, PatternRule, compiled, reader

__all__ = ["KeywordRules", "NumeralRule", "OfficeRule", "keyword_rules", "numeral_patterns", "stop_words"]


class NumeralRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that are tried on whole words: numbers, the units behind them, and enumerators (一是)."""

    numeral: str
    unit: str
    enumerator: str
    source: str
    examples: Examples


class OfficeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pieces that names of offices are put together of; the file says how."""

    levels: tuple[str, ...]
    fields: tuple[str, ...]
    inner: tuple[str, ...]
    ends: tuple[str, ...]
    bodies: tuple[str, ...]
    short_ends: tuple[str, ...]
    no_end: str
    places: str
    source: str
    examples: Examples


class KeywordRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of data/keywords.yaml; ``stop_words`` are lists by what the words are for."""

    stop_words: dict[str, tuple[str, ...]]
    wholes: tuple[PatternRule, ...]
    numerals: NumeralRule
    offices: OfficeRule


keyword_rules = reader("keywords", KeywordRules)


@cache
def stop_words() -> frozenset[str]:
    """Return the words that are no keywords, letters in lower case."""
    return frozenset(word for words in keyword_rules().stop_words.values() for word in words)


@cache
def numeral_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what fits a whole word that is a numeral or an enumerator, and what fits the unit that follows it."""
    rule = keyword_rules().numerals
    numeral = f"{rule.numeral}(?:{rule.unit})*|{rule.enumerator}"
    return compiled(numeral), compiled(f"(?:{rule.unit})+")
