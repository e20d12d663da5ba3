"""First and last days, and what the words around a time do to them: 底, 到, 前, 起."""

from __future__ import annotations

from datetime import date, timedelta

from speechkit.chars import number_of
from speechkit.dates.rules import Base, timex_rules

Limits = tuple[date | None, date | None]  # first and last day, both inclusive; None where open or unknown
UNKNOWN: Limits = (None, None)
Groups = dict[str, str | None]  # the named groups of a rule's pattern


def whole(groups: Groups, *names: str) -> int | None:
    """The number in the first of these groups that matched."""
    return next((number_of(value) for name in names if (value := groups.get(name))), None)


def given(groups: Groups, *names: str) -> str:
    """The words of the first of these groups that matched, else nothing."""
    return next((value for name in names if (value := groups.get(name))), "")


def limited(days: Limits, groups: Groups, *, edge: str = "", exact: bool = False) -> Limits:
    """``days`` narrowed to their ``edge`` (底, 初) and opened or closed by what leads in and follows (到, 前, 起)."""
    first, last = days
    if first is None or last is None:
        return UNKNOWN
    if edge[-1:] in tuple("底末终"):
        first, exact = last, True
    elif edge[-1:] == "中":
        return UNKNOWN
    follows, lead = given(groups, "t"), given(groups, "l")
    if follows in ("前", "之前", "以前", "前夕"):
        return (None, last if exact else first - timedelta(1))
    if follows in ("后", "之后", "以后"):
        return (last + timedelta(1), None)
    if follows in ("起", "开始", "以来") or lead in ("自", "从", "由"):
        return (first, None)
    if edge[-1:] == "初":
        return (first, None) if not lead else UNKNOWN
    return (None, last) if lead else (first, last)


def years_named(groups: Groups, base: Base | None) -> tuple[int, int] | None:
    """The years that the words name or, where they name none, that of the speech."""
    if (roc := whole(groups, "roc")) is not None:
        return (roc + 1911,) * 2
    if (short := whole(groups, "short")) is not None:  # 89年6月 is of 1989 or of the Republic's 89th year, 2000
        return (min(1900 + short, 1911 + short, key=lambda year: abs(year - base.year)),) * 2 if base else None
    if (year := whole(groups, "y")) is not None:
        return (year, year)
    if base is None:
        return None
    first, last = timex_rules().years.get(given(groups, "ry"), (0, 0))
    return base.year + first, base.year + last
