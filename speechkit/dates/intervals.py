"""Dates known to the year, month or day, and intervals: what they are, and how they are moved, narrowed and opened."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from speechkit.chars import number_of
from speechkit.dates.rules import Length, timex_rules

_ISO = re.compile("[0-9]{4}(?:-[0-9]{1,2}){0,2}")
REPUBLIC = 1911  # added to a year of the Republic (民国), whose first is 1912

Groups = dict[str, str | None]  # the named groups of a rule's match
_NUMERALS = str.maketrans("OoＯ元", "〇〇〇一")  # letters that stand for nought in 二OO二年; the first month


class PartialDate(msgspec.Struct, frozen=True):
    """A date as far as it is known: a year, a month of it, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """ISO 8601: 2022, 2022-02 or 2022-02-12."""
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)


def parse_date(iso: str) -> PartialDate:
    """Return 2022, 2022-02 or 2022-02-12 as a ``PartialDate``. Raises ``ValueError`` where it is no such date.

    >>> parse_date("2022-2").last
    datetime.date(2022, 2, 28)
    """
    try:
        if _ISO.fullmatch(iso):
            return checked_date(*(int(part) for part in iso.split("-")))
    except ValueError:
        pass
    raise ValueError(f"{iso!r} is no date: write 2022, 2022-02 or 2022-02-12.")


def checked_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """Return these as a ``PartialDate``. Raises ``ValueError`` where the calendar has no such month or day."""
    found = PartialDate(year, month, day)
    if month == 0 or day == 0 or found.first > found.last:
        raise ValueError(found.iso)
    return found


class Interval(NamedTuple):
    """The first and the last day, both inclusive; None where the interval is open, both where it is unknown."""

    first: date | None = None
    last: date | None = None


UNKNOWN = Interval()


# -- what the groups of a match say ------------------------------------------------------------------------------------


def whole(groups: Groups, *names: str) -> int | None:
    """Return the number in the first of these groups that matched; None where none did, or where it is no number."""
    return next((number_of(value.translate(_NUMERALS)) for name in names if (value := groups.get(name))), None)


def given(groups: Groups, *names: str) -> str:
    """Return the words of the first of these groups that matched; an empty string where none did."""
    return next((value for name in names if (value := groups.get(name))), "")


def years_named(groups: Groups, base: PartialDate | None) -> tuple[int, int] | None:
    """Return the first and last year that the words name, that of ``base`` where they name none; None without it."""
    if (republic := whole(groups, "roc")) is not None:
        return (republic + REPUBLIC,) * 2
    if (short := whole(groups, "short")) is not None:  # 89年6月 is of 1989 or of the Republic's 89th year, 2000
        years = (1900 + short, REPUBLIC + short, 2000 + short)
        return (min(years, key=lambda year: abs(year - base.year)),) * 2 if base else None
    if (year := whole(groups, "y")) is not None:
        return (year, year)
    if base is None:
        return None
    first, last = timex_rules().years.get(given(groups, "ry"), (0, 0))
    return base.year + first, base.year + last


# -- counting ----------------------------------------------------------------------------------------------------------


def months_of(year: int, first: int, last: int) -> tuple[date, date]:
    """Return the first day of the month ``first`` of a year and the last day of the month ``last``."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def months_on(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and the month that come ``count`` months after these."""
    years, index = divmod(month - 1 + count, 12)
    return year + years, index + 1


def moved(day: date, length: Length, *, back: bool = False) -> date:
    """Return ``day`` moved on, or ``back``, by a length of time; the 31st becomes the last of a shorter month.

    Working days are Monday to Friday, as holidays are not known, and are counted on only.
    """
    sign = -1 if back else 1
    if length.months:
        year, month = months_on(day.year, day.month, sign * length.months)
        day = date(year, month, min(day.day, monthrange(year, month)[1]))
    day += timedelta(sign * length.days)
    count = length.workdays
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5
    return day


def narrowed(interval: Interval, groups: Groups, *, edge: str = "", exact: bool = False) -> Interval:
    """Return an interval narrowed to its ``edge`` (底, 初) and opened or closed by what stands around it (到, 前, 起).

    ``exact`` is true of a day: 7月1日前 includes it, 7月前 ends with June.
    """
    first, last = interval
    if first is None or last is None:
        return UNKNOWN
    around = timex_rules().around
    if edge and edge[-1] in around.last_day.words:
        first, exact = last, True
    elif edge and edge[-1] in around.middle.words:
        return UNKNOWN
    follows, lead = given(groups, "t", "t2"), given(groups, "l")
    if follows in around.before.words:
        return Interval(None, last if exact else first - timedelta(1))
    if follows in around.after.words:
        return Interval(last + timedelta(1), None)
    if follows in around.onward.words or lead in around.since.words:
        return Interval(first, None)
    if edge and edge[-1] in around.first_days.words:
        return Interval(first, None) if not lead else UNKNOWN
    return Interval(None, last) if lead else Interval(first, last)
