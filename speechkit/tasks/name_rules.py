"""The records of data/names.yaml, the grammar of the names of those who act."""

from __future__ import annotations

import msgspec

from speechkit.rules import BeforeRule, HereRule, PatternRule, WordsRule, reader

__all__ = ["NameRules", "name_rules"]


class NameRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/names.yaml: where a name begins, how it goes on, where it ends."""

    longest: int
    longest_in_brackets: int
    longest_in_quotes: int
    lead_in: WordsRule
    lead_time: HereRule
    lead_time_begins: str
    no_name: WordsRule
    though: WordsRule
    firm: WordsRule
    placed: HereRule
    office: WordsRule
    no_office: HereRule
    person: WordsRule
    no_pronoun: WordsRule
    fixed: WordsRule
    breaks: WordsRule
    in_name: HereRule
    of: HereRule
    described_name: HereRule
    listed: HereRule
    fields: WordsRule
    links: WordsRule
    next_of_list: HereRule
    heads: WordsRule
    levels: WordsRule
    short_heads: WordsRule
    no_head: BeforeRule
    odd: HereRule
    odd_near: PatternRule
    plural: WordsRule


name_rules = reader("names", NameRules)  # the rules of data/names.yaml, read once
