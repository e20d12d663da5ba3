"""The records of data/html.yaml, which explains their fields."""

from __future__ import annotations

import msgspec

from speechkit.rules import HereRule, PatternRule, reader

__all__ = ["Elements", "HtmlRules", "ToolRule", "html_rules"]


class Elements(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What kinds of element do to the lines of a page."""

    never_shown: tuple[str, ...]
    boxes: tuple[str, ...]
    blocks: tuple[str, ...]
    formats: tuple[str, ...]


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares and counts that decide where the text is."""

    most_of_page: float
    most_of_element: float
    around: float
    without_marks: float
    head: int
    links: float
    one_cell: float


class ToolRule(HereRule, frozen=True, forbid_unknown_fields=True):
    """A kind of line that is no part of a text: ``first`` are the characters that it can begin with, or, where it may
    begin with any, ``words`` of which it holds one.
    """

    first: str = ""
    words: tuple[str, ...] = ()


class HtmlRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/html.yaml, which explains the fields."""

    elements: Elements
    main: tuple[str, ...]
    around: tuple[str, ...]
    choice: Choice
    tools: tuple[ToolRule, ...]
    datelines: tuple[PatternRule, ...]
    below_title: HereRule
    author: PatternRule
    editor: PatternRule
    titles: tuple[str, ...]
    dates: tuple[str, ...]
    authors: tuple[str, ...]
    site_name: PatternRule
    typed: HereRule


html_rules = reader("html", HtmlRules)  # the rules of data/html.yaml, read once, where a page is met
