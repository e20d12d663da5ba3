"""The records of data/layout.yaml."""

from __future__ import annotations

import msgspec

from speechkit.rules import HereRule, PatternRule, reader

__all__ = ["AsideRule", "LayoutRules", "LineRule", "layout_rules"]


class AsideRule(PatternRule, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"reads_as": "as"}):
    """What is set aside, and what the grammar reads in its place; ``needs`` are characters that such a text holds."""

    needs: str
    reads_as: str = ""


class LineRule(HereRule, frozen=True, forbid_unknown_fields=True):
    """A kind of line, by what it starts with; ``first`` are the characters that it can begin with, "" for any."""

    first: str = ""


class LayoutRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/layout.yaml."""

    asides: tuple[AsideRule, ...]
    boilerplate: tuple[LineRule, ...]
    item: LineRule
    marker_alone: LineRule


layout_rules = reader("layout", LayoutRules)  # the rules of data/layout.yaml, read once
