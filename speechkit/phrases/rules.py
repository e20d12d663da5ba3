"""The rules and weights of data/slogans.yaml, and the stretch that a finder which applies them hands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Literal

import msgspec

from speechkit.model import SloganKind
from speechkit.rules import PatternRule, Rule, compiled, load_rules, reader

__all__ = [
    "BeatLimits",
    "CallLimits",
    "CandidateLimits",
    "ChainRules",
    "PhraseSpan",
    "QuotedRule",
    "common_pairs",
    "phrase_rules",
]


class PhraseSpan(msgspec.Struct, frozen=True):
    """A stretch of a paragraph's text that is a set phrase; ``rule`` says why (data/slogans.yaml).

    ``name`` is the glossary's for a formula that it knows, ``frame`` and ``fillers`` are those of a parallel.
    """

    start: int
    end: int
    kind: SloganKind
    rule: str
    name: str | None = None
    frame: str | None = None
    fillers: tuple[str, ...] | None = None


class QuotedRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """What stands in quotation marks, by patterns of which each must be found in it or around it.

    ``common``: it must be a common word of two characters too.
    """

    kind: Literal["formula", "motto", "parallel", "none"]
    text: str
    before: str = ""
    after: str = ""
    common: bool = False

    @cached_property
    def decides(self) -> Callable[[str, str, str], bool]:
        """``decides(inner, before, after)``: whether the rule fits what is quoted and what stands around the marks."""
        text, before, after = (compiled(pattern).search for pattern in (self.text, self.before, self.after))
        if self.common:
            return lambda inner, left, right: bool(
                text(inner) and before(left) and after(right) and inner in common_pairs()
            )
        return lambda inner, left, right: bool(text(inner) and before(left) and after(right))


class SayingRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A pattern that finds a set phrase; what ``hint`` finds stands in every text that holds one."""

    kind: SloganKind
    hint: str
    pattern: str

    @cached_property
    def matches(self) -> Callable[[str], Iterable[re.Match[str]]]:
        """``matches(text)``: every place that fits; most texts are only searched for the hint, which is quicker."""
        search, finditer = compiled(self.hint).search, compiled(self.pattern).finditer
        return lambda text: finditer(text) if search(text) else ()


class CallRule(PatternRule, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A pattern that tells a closing call, or of kind ``none`` a sentence that is no call."""

    kind: Literal["call", "none"]


class QuotationLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long a quoted set phrase may be, and how far around it a rule may look."""

    longest: int
    context: int


class CallLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where in a speech its call may stand, and where in its sentence it may begin."""

    last_units: int
    shortest: int
    longest_lead: int
    appeal: str
    itself: str
    condition: str


class KnownLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a known phrase is one without quotation marks, and how near a variant of it must come."""

    counts: str
    unquoted_shortest: int
    unquoted: frozenset[str]
    quoted_only: frozenset[str]
    numerals: str
    title: int
    variant_shortest: int
    variant_long: int
    alike_from: float


class MemberLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When members of a formula are spelled out together, and when a single one is."""

    gap: int
    single_shortest: int


class PromiseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the numerals in a phrase's name count."""

    double: str
    measures: frozenset[str]
    no_members: str
    no_list: str
    one_may_not_count: str


class CandidateLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be an item of a chain, and how many are tried."""

    stop: str
    no_item: str
    longest: int
    longest_row: int
    most_items: int
    even_shortest: int
    even_longest: int
    slack: int
    slack_share: float
    loose_shortest: int
    tail_longer: int
    before: frozenset[str]
    goes_on: frozenset[str]
    ignored: frozenset[str]


class FitWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How well the end or the beginning of a segment goes with the item beside it."""

    edge: float
    long_edge: float
    same_slot: float
    same_length: float
    same_length_head: float
    other_length: float
    before: float
    length_alone: float


class BeatLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far apart the items may begin that follow each other without a mark, and by what they are not alike.

    Two alone are a chain only where they begin with one of ``pairs``.
    """

    longest: int
    ignored: frozenset[str]
    pairs: frozenset[str]


class SignFamily(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signs that tell the same thing of a chain, what they ``says`` to people, and texts with and without one."""

    id: str
    says: str
    hit: str
    miss: str


class ChainRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be a chain, and what tells that it is a parallel."""

    candidates: CandidateLimits
    beats: BeatLimits
    fit: FitWeights
    openings: frozenset[str]
    joining: frozenset[str]
    signs: tuple[SignFamily, ...]


class PhraseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/slogans.yaml."""

    quoted: tuple[QuotedRule, ...]
    quotation: QuotationLimits
    mottos: tuple[str, ...]
    known: KnownLimits
    members: MemberLimits
    promises: PromiseRules
    sayings: tuple[SayingRule, ...]
    calls: tuple[CallRule, ...]
    call: CallLimits
    chain: ChainRules


phrase_rules = reader("slogans", PhraseRules)  # the rules of data/slogans.yaml, read once


@cache
def common_pairs() -> frozenset[str]:
    """Return the common words of two characters (data/pairs.yaml)."""
    return frozenset(load_rules("pairs", dict[str, str])["pairs"].split())
