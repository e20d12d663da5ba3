"""The records of data/layout.yaml."""

from __future__ import annotations

from functools import cache

import msgspec

from speechkit.rules import Examples, load_rules


class Aside(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"reads_as": "as"}):
    """What is set aside, and what the grammar reads in its place."""

    id: str
    pattern: str
    source: str
    examples: Examples
    needs: str
    reads_as: str = ""


class LineRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of line, by what it starts with."""

    id: str
    pattern: str
    source: str
    examples: Examples
    first: str = ""


class LayoutRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/layout.yaml."""

    asides: tuple[Aside, ...]
    boilerplate: tuple[LineRule, ...]
    item: LineRule
    marker_alone: LineRule


@cache
def layout_rules() -> LayoutRules:
    """The rules of data/layout.yaml, read once."""
    return load_rules("layout", LayoutRules)
