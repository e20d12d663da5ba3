"""What data/compare.yaml knows: words that make a demand firmer or softer, and wording that any demand may have."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from speechkit.rules import Examples, load_rules


class Leaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule: words of one kind, and where they were read."""

    id: Literal["firm", "soft"]
    pattern: str
    source: str
    examples: Examples


class CompareRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it; ``common`` is pairs of characters by the number of demands in a thousand that have them."""

    leanings: tuple[Leaning, ...]
    common: dict[int, str]


@cache
def compare_rules() -> CompareRules:
    """The rules, from data/compare.yaml."""
    return load_rules("compare", CompareRules)


@cache
def common() -> dict[str, int]:
    """In how many demands of a thousand each pair of characters stands, where those are many."""
    return {gram: share for share, grams in compare_rules().common.items() for gram in grams.split()}
