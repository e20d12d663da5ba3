"""The records of data/parts.yaml, and what its rules say for each part."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from speechkit.model import Role
from speechkit.parts.roles import Weights, numbered
from speechkit.rules import Examples, finder, load_rules


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern and what it says for each part."""

    id: str
    pattern: str
    weights: dict[Role, float]
    source: str
    examples: Examples


class PartRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/parts.yaml."""

    outer: float
    titles: tuple[Rule, ...]
    leads: tuple[Rule, ...]
    places: dict[str, dict[Role, float]]
    asked: dict[str, float]


@cache
def part_rules() -> PartRules:
    """The rules of data/parts.yaml, read once."""
    return load_rules("parts", PartRules)


def said(rules: Iterable[Rule], text: str) -> Weights:
    """What the rules whose patterns ``text`` holds say for each part, in the order of the rules."""
    return tuple(pair for rule in rules if finder(rule.pattern)(text) for pair in numbered(rule.weights))
