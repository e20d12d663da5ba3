"""What comes again and again (每月25日前), as the rule of RFC 5545 that calendars repeat events by."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from speechkit.chars import number_of
from speechkit.dates.intervals import Groups, given, whole
from speechkit.dates.rules import TimexRule, timex_rules

__all__ = ["first_day", "repeats_of"]

LONGEST_WAIT = 400  # days within which what is yearly comes again
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMERAL = re.compile("[0-9]+|[一二三四五六七八九十]+")
_WEEKDAY = re.compile("[一二三四五六日天]")


def repeats_of(rule: TimexRule, groups: Groups) -> str | None:
    """Return when the words matched by ``rule`` come again; None where they do not, or no calendar could say it.

    The day is the last of what the words name: the 25th of 每月25日前.
    """
    return _FREQUENCIES[rule.repeats](groups) if rule.repeats else None


def first_day(rule: str, start: date) -> date | None:
    """Return the first day of a rule of RFC 5545 that is not before ``start``, None where it has none in a year.

    >>> first_day("FREQ=MONTHLY;BYMONTHDAY=25", date(2022, 2, 26))
    datetime.date(2022, 3, 25)
    """
    wanted = dict(part.split("=", 1) for part in rule.split(";"))
    days = (start + timedelta(after) for after in range(LONGEST_WAIT))
    return next((day for day in days if _is_on(day, wanted)), None)


def _is_on(day: date, wanted: dict[str, str]) -> bool:
    last = (day + timedelta(1)).day == 1
    return (
        ("BYMONTH" not in wanted or str(day.month) in wanted["BYMONTH"].split(","))
        and (
            "BYMONTHDAY" not in wanted
            or not {str(day.day), "-1" if last else ""}.isdisjoint(wanted["BYMONTHDAY"].split(","))
        )
        and ("BYDAY" not in wanted or _DAYS[day.weekday()] in wanted["BYDAY"].split(","))
    )


def _monthly(groups: Groups) -> str | None:
    if groups.get("me") in timex_rules().around.last_day.words:
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    days = [number_of(day) for day in _NUMERAL.findall(given(groups, "d") + given(groups, "more"))]
    return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}" if days and all(days) else None


def _quarterly(groups: Groups) -> str | None:
    first = given(groups, "q1").removeprefix("第").replace("首", "1")
    month = number_of(first) if first else 3
    if month is None or not (first or groups.get("qm") or groups.get("qe") in timex_rules().around.last_day.words):
        return None
    day = whole(groups, "d", "d2") or (None if first else -1)
    months = ",".join(str(month + 3 * quarter) for quarter in range(4))
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}" if day else None


def _yearly(groups: Groups) -> str | None:
    month, day = whole(groups, "m"), whole(groups, "d")
    if groups.get("ye"):
        month = 12
    if month and not day and (groups.get("ye") or given(groups, "e")[-1:] in timex_rules().around.last_day.words):
        day = -1
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}" if month and day else None


def _weekly(groups: Groups) -> str | None:
    weekdays = timex_rules().weekdays
    named = _WEEKDAY.findall(given(groups, "wd", "wd1") + given(groups, "more"))
    days = [_DAYS[weekdays[day][0]] for day in named]
    return f"FREQ=WEEKLY;BYDAY={','.join(days)}" if days else None


def _daily(groups: Groups) -> str | None:
    return f"FREQ=WEEKLY;BYDAY={','.join(_DAYS[:5])}" if groups.get("day") == "工作日" else "FREQ=DAILY"


# What the field ``repeats`` of a rule (data/timex.yaml) can say.
_FREQUENCIES: dict[str, Callable[[Groups], str | None]] = {
    "monthly": _monthly,
    "quarterly": _quarterly,
    "yearly": _yearly,
    "weekly": _weekly,
    "daily": _daily,
}
