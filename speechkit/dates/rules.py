"""The date of a speech, and the records of data/timex.yaml."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import msgspec

from speechkit.patterns import Anywhere, reader


class Base(msgspec.Struct, frozen=True):
    """The date of a speech, as far as it is known: a year, a month of it, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that the speech can have been given on."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the speech can have been given on."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """ISO 8601: 2022, 2022-02 or 2022-02-12."""
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)


class Rule(Anywhere, frozen=True, forbid_unknown_fields=True):
    """One way to write a time; data/timex.yaml says what the fields mean."""

    kind: str
    first: str
    means: str
    left: str = ""
    deadline: bool = True


class Festival(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day that comes every year; ``calendar`` is solar, lunar or term (then ``month`` counts the solar terms)."""

    words: tuple[str, ...]
    calendar: str
    month: int
    day: int
    days: int
    source: str


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting or anniversary and its days."""

    word: str
    earliest: date
    latest: date
    source: str


class TimexRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/timex.yaml."""

    macros: dict[str, str]
    rules: tuple[Rule, ...]
    years: dict[str, tuple[int, int]]
    months: dict[str, int]
    frequency: str
    comparing: str
    compared: str
    names: str
    festivals: tuple[Festival, ...]
    known: tuple[Known, ...]
    aliases: dict[str, str]


timex_rules = reader("timex", TimexRules)  # the rules of data/timex.yaml, read once
