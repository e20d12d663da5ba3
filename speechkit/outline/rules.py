"""The records of data/numbering.yaml, which explains their fields, and what an un-numbered heading looks like."""

from __future__ import annotations

from functools import cache

import msgspec

from speechkit.rules import Examples, HereRule, PatternRule, compiled, reader

__all__ = ["EnumeratorRule", "HeadingRules", "ListCosts", "Numbering", "heading_rule", "numbering"]


class EnumeratorRule(HereRule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A style of enumerator."""

    family: str
    first: str
    numeral: str
    rank: float
    weight: dict[str, float]
    same: str = ""
    near: str = ""
    reach: int = 0
    repeats: float | None = None
    misread: bool = False


class HeadingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What un-numbered headings and titles look like, and what it costs to pass them over."""

    rank: float
    weight: float
    marked: float
    set_off: float
    words: tuple[str, ...]
    longest_word: int
    shape: str
    prose: int
    unless: str
    marked_unless: str
    source: str
    examples: Examples

    def fit(self, text: str) -> bool:
        """Return whether a line has the shape of a heading or is one of the words, wherever it stands."""
        if compiled(self.unless).match(text):
            return False
        return compiled(self.shape).match(text) is not None or self.fit_as_word(text)

    def fit_as_word(self, text: str) -> bool:
        """Return whether a line is one of the words, spaces apart (结　语)."""
        return len(text) <= self.longest_word and "".join(text.split()) in self.words


class ListCosts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it costs to break a habit of official writing."""

    new: float
    announced: float
    not_from_one: float
    continues_numbers: float
    gap: float
    more_gap: float
    repeated: float
    carried_on: float
    other_style: float
    other_place: float
    against_rank: float
    most_against_rank: float
    nested_in_itself: float
    closes_higher: float
    restart: float
    new_habit: float
    distant: float
    into_inline: float
    leaves_paragraph: float
    lone: float
    lone_decimal: float
    no_head: float
    other_head: float
    cut_off: float
    strong: float
    near_end: int


class Numbering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/numbering.yaml."""

    rules: tuple[EnumeratorRule, ...]
    words: dict[str, int | str]
    carries_on: dict[str, tuple[str, ...]]
    announcement: PatternRule
    announced_within: int
    tail: HereRule
    longest_tail: int
    annex: HereRule
    closing: HereRule
    closing_within: int
    quotation: int
    headings: HeadingRules
    head_of_decimals: float
    costs: ListCosts


numbering = reader("numbering", Numbering)  # the numbering grammar, read once


@cache
def heading_rule(level: int, *, set_off: bool = False) -> EnumeratorRule:
    """Return the rule for un-numbered headings of the level that the format marks, 0 where it marks none.

    Those of one level are a family: they stand beside each other, and inside those of a higher one. ``set_off``:
    brackets or bold letters set the line off.
    """
    rules = numbering().headings
    return EnumeratorRule(
        id="heading",
        family=f"heading-{level}" if level else "heading",
        first="",
        here="",
        numeral="none",
        rank=rules.rank,
        weight={"line": rules.marked if level else rules.set_off if set_off else rules.weight},
        source=rules.source,
        examples=rules.examples,
    )
