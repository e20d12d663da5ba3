"""The records of data/script.yaml, which explains every field."""

from __future__ import annotations

from functools import cache

import msgspec

from speechkit.rules import Rule, reader

__all__ = ["MiscutRule", "ScriptRules", "Settling", "evidence", "script_rules", "traditional_characters"]


class Settling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A character that becomes ``to`` but in the words of ``unless``, or in those of ``only`` alone.

    ``except`` are longer words in which it is the other way round.
    """

    to: str
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = msgspec.field(name="except", default=())


class MiscutRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A character that OpenCC makes of the wrong words: what ``pattern`` finds in its result becomes ``to``.

    The pattern takes one character. The examples are traditional texts that must come out so of their simplified twins.
    """

    pattern: str
    to: str


class ScriptRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of data/script.yaml, where every field is explained."""

    clear_share: float
    traditional: str
    simplified: str
    variants: dict[str, str]
    words: dict[str, str]
    settle: dict[str, Settling]
    fewest_inside: int
    miscut: tuple[MiscutRule, ...]


script_rules = reader("script", ScriptRules)  # the rules of data/script.yaml, read once


@cache
def evidence() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only traditional text has, and those that only simplified text has."""
    return frozenset(script_rules().traditional.split()), frozenset(script_rules().simplified.split())


def traditional_characters() -> frozenset[str]:
    """Return the characters that only traditional text has: the evidence of data/script.yaml."""
    return evidence()[0]
