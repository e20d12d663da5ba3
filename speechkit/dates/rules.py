"""The records of data/timex.yaml and data/speechdate.yaml, which say what the fields mean."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from speechkit.rules import BeforeRule, HereRule, PatternRule, Rule, reader

__all__ = ["Festival", "Length", "SpeechDateRule", "TimexRule", "speechdate_rules", "timex_rules"]


class TimexRule(PatternRule, frozen=True, forbid_unknown_fields=True):
    """One way to write a time."""

    kind: str
    first: str
    means: str
    left: str = ""
    deadline: bool = True
    asks: bool = False
    repeats: Literal["", "yearly", "quarterly", "monthly", "weekly", "daily"] = ""


class GroupWords(Rule, frozen=True, forbid_unknown_fields=True):
    """What a named group of a rule's match can hold; the examples are what it holds."""

    words: frozenset[str]


class Around(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around a time, which narrow its interval, open it or close it, or tell what kind of time it is."""

    before: GroupWords
    after: GroupWords
    onward: GroupWords
    looking_back: GroupWords
    until: GroupWords
    as_of: GroupWords
    since: GroupWords
    first_days: GroupWords
    middle: GroupWords
    last_day: GroupWords
    from_first: GroupWords
    lasting: GroupWords
    limit: GroupWords
    from_now_on: GroupWords


class Length(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A length of time; only one of the three is not zero."""

    months: int = 0
    days: int = 0
    workdays: int = 0


class TimeUnit(Length, frozen=True, forbid_unknown_fields=True):
    """A unit of time, what half of it is, and the months that are added to any number of it (年半)."""

    half: Length | None = None
    more_months: int = 0


class Festival(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day that comes every year; ``calendar`` is solar, lunar or term (then ``month`` counts the solar terms)."""

    words: tuple[str, ...]
    calendar: str
    month: int
    day: int
    days: int
    source: str


class KnownDays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting or anniversary and its days."""

    word: str
    earliest: date
    latest: date
    source: str


class TimexRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/timex.yaml."""

    rules: tuple[TimexRule, ...]
    reach: int
    around: Around
    years: dict[str, tuple[int, int]]
    months: dict[str, int]
    weeks: dict[str, int]
    days: dict[str, tuple[int, int]]
    weekdays: dict[str, tuple[int, int]]
    halves: dict[str, tuple[int, int]]
    thirds: dict[str, tuple[int, int]]
    units: dict[str, TimeUnit]
    plans: dict[int, int]
    frequency: BeforeRule
    comparing: BeforeRule
    compared: HereRule
    documents: HereRule
    dated: HereRule
    settled: HereRule
    milestone: HereRule
    adverbial: BeforeRule
    governing: BeforeRule
    described: HereRule
    completing: BeforeRule
    completed: HereRule
    whole_years: GroupWords
    demanded: HereRule
    asking: PatternRule
    state: PatternRule
    counted_elsewhere: BeforeRule
    standard: HereRule
    title_years: PatternRule
    next_year_titles: PatternRule
    plan_titles: PatternRule
    line_titles: PatternRule
    longest_title: int
    lunar_months: dict[str, int]
    lunar_days: dict[str, tuple[int, int]]
    festivals: tuple[Festival, ...]
    festival_gone_by: int
    known: tuple[KnownDays, ...]
    aliases: dict[str, str]


class SpeechDateRule(PatternRule, frozen=True, forbid_unknown_fields=True):
    """One way in which a speech tells its own date."""


class SpeechDateRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/speechdate.yaml."""

    head: int
    title_day: SpeechDateRule
    head_day: SpeechDateRule
    title_iso: SpeechDateRule
    head_iso: SpeechDateRule
    anniversary: SpeechDateRule
    national_day: SpeechDateRule
    title_year: SpeechDateRule
    field_iso: SpeechDateRule
    field_roc: SpeechDateRule
    field_day: SpeechDateRule
    passed: SpeechDateRule
    signature: SpeechDateRule
    line_roc: SpeechDateRule
    annexed: PatternRule
    name_day: SpeechDateRule
    minutes: PatternRule
    minutes_day: SpeechDateRule
    minutes_year: SpeechDateRule
    turn_of_year: tuple[int, int]


speechdate_rules = reader("speechdate", SpeechDateRules)  # the rules of data/speechdate.yaml, read once
timex_rules = reader("timex", TimexRules)  # the rules of data/timex.yaml, read once
