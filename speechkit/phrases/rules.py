"""The records of data/slogans.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from speechkit.model import SloganKind
from speechkit.rules import Examples, load_rules


class Quoted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in quotation marks, by the text in them and around them; every pattern given must be found."""

    id: str
    kind: Literal["formula", "motto", "parallel", "none"]
    text: str
    source: str
    examples: Examples
    before: str = ""
    after: str = ""


class Saying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern that finds a set phrase of one kind; where ``near``, which is quick to look for, is not, none is."""

    id: str
    kind: SloganKind
    near: str
    pattern: str
    source: str
    examples: Examples


class CallRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern that tells a closing call; the last one tells what is none."""

    id: str
    pattern: str
    source: str
    examples: Examples


class ChainWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What each sign of a chain weighs, in logits; data/slogans.yaml says what the signs are."""

    any: float
    weakest: float
    edge: float
    three_long: float
    four_long: float
    medium: float
    too_long: float
    long_share: float
    even_many: float
    comma: float
    pair: float
    pair_sentence: float
    cut_left: float
    breaks_word: float
    cut_right: float
    pair_idioms: float
    category: float
    joined: float
    same_opening: float
    pointing: float


class SloganRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/slogans.yaml."""

    quoted: tuple[Quoted, ...]
    mottos: str
    sayings: tuple[Saying, ...]
    calls: tuple[CallRule, ...]
    chain: ChainWeights
    chain_from: float


@cache
def slogan_rules() -> SloganRules:
    """The rules of data/slogans.yaml, read once."""
    return load_rules("slogans", SloganRules)
