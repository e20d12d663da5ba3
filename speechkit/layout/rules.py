"""The records of data/layout.yaml, which explains their fields."""

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


class LineShapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells where a paragraph begins."""

    indent: int
    long: int


class Wrapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells that a text was hard-wrapped."""

    narrowest: int
    widest: int
    slack: int
    share: float
    longer: float
    fewest_lines: int
    shortest_line: int
    longest_heading: int


class PageHeaders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page header looks like."""

    repeats: int
    longest: int
    shortest: int


class LayoutRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/layout.yaml."""

    asides: tuple[AsideRule, ...]
    boilerplate: tuple[LineRule, ...]
    longest_boilerplate: int
    item: LineRule
    marker_alone: LineRule
    lines: LineShapes
    wrapping: Wrapping
    page_headers: PageHeaders


layout_rules = reader("layout", LayoutRules)  # the rules of data/layout.yaml, read once
