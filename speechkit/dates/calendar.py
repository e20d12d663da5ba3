"""Which days time words mean, counted from the speech's own date and from nothing else."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from speechkit.dates.limits import UNKNOWN, Groups, Limits, given, limited, whole, years_named
from speechkit.dates.occasions import festival_days, known_days
from speechkit.dates.rules import Base, Rule, timex_rules


def meaning(rule: Rule, groups: Groups, base: Base | None) -> Limits:
    """The days that the words matched by ``rule`` mean; ``UNKNOWN`` where they cannot be told without guessing."""
    try:
        return MEANINGS[rule.means](groups, base)
    except (ValueError, OverflowError):  # 2月30日, the year 9999 and the like
        return UNKNOWN


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _part(year: int, groups: Groups) -> tuple[date, date]:
    """The part of the year that the words name: half, quarter, month, third of a month, day; else all of it."""
    if half := groups.get("h"):
        months = (1, 6) if half == "上" else (7, 12)
    elif quarter := whole(groups, "q", "q2"):
        months = (3 * quarter - 2, 3 * quarter)
    elif count := whole(groups, "f"):
        months = (1, count * (3 if groups.get("fu") == "季度" else 1))
    elif month := whole(groups, "m"):
        return _in_month(year, month, groups)
    else:
        months = (1, 12)
    return date(year, months[0], 1), _month(year, months[1])[1]


def _in_month(year: int, month: int, groups: Groups) -> tuple[date, date]:
    first, last = _month(year, month)
    if day := whole(groups, "d"):
        return (date(year, month, day),) * 2
    third = groups.get("x")
    if third == "上":
        return first, first.replace(day=10)
    if third == "中":
        return first.replace(day=11), first.replace(day=20)
    return (first.replace(day=21), last) if third else (first, last)


def _calendar(groups: Groups, base: Base | None) -> Limits:
    if groups.get("d") and "m" not in groups:
        return _day_of_month(groups, base)
    years = years_named(groups, base)
    if years is None:
        return UNKNOWN
    days = _part(years[0], groups)[0], _part(years[1], groups)[1]
    edge = given(groups, "e")
    result = limited(days, groups, edge=edge, exact=bool(groups.get("d")))
    named = any(groups.get(name) for name in ("y", "roc", "ry", "short"))
    latest = result[1]
    if base and not named and latest and latest < base.first and (result[0] is None or edge):
        return _calendar(groups | {"y": str(years[0] + 1)}, base)  # in December, 3月底前 is next year's
    return result


def _day_of_month(groups: Groups, base: Base | None) -> Limits:
    if base is None or base.month is None:
        return UNKNOWN
    result = limited(_in_month(base.year, base.month, groups), groups, exact=True)
    if result[1] and result[1] < base.first:
        result = limited(_in_month(*_months_on(base.year, base.month, 1), groups), groups, exact=True)
    return result


def _months_on(year: int, month: int, count: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + count, 12)
    return year + years, index + 1


def _relative_month(groups: Groups, base: Base | None) -> Limits:
    if base is None or base.month is None:
        return UNKNOWN
    year, month = _months_on(base.year, base.month, timex_rules().months.get(given(groups, "rm"), 0))
    return limited(_in_month(year, month, groups), groups, edge=given(groups, "e", "e2"), exact=bool(groups.get("d")))


def _relative_day(groups: Groups, base: Base | None) -> Limits:
    if base is None or base.day is None:
        return UNKNOWN
    word = given(groups, "rd")
    first = base.first + timedelta({"明": 1, "后": 2}.get(word[0], 0))
    return limited((first, base.first + timedelta(1) if word.endswith("两天") else first), groups, exact=True)


def _week(groups: Groups, base: Base | None) -> Limits:
    if base is None or base.day is None:
        return UNKNOWN
    monday = base.first - timedelta(base.first.weekday()) + timedelta(7 * (groups.get("rw") == "下"))
    day = given(groups, "wd", "wd2")
    if not day:
        return limited((monday, monday + timedelta(6)), groups)
    if day == "末":
        return limited((monday + timedelta(5), monday + timedelta(6)), groups)
    return limited((monday + timedelta("一二三四五六日".find(day.replace("天", "日"))),) * 2, groups, exact=True)


def _span(groups: Groups, base: Base | None) -> Limits:
    """From … to …: what the second half leaves out it takes from the first."""
    if (y1 := whole(groups, "y1")) is None:
        relative = groups.get("ry")
        if base is None:
            return UNKNOWN
        y1 = base.year + (timex_rules().years[relative][0] if relative else 0)
    m1, d1 = whole(groups, "m1"), whole(groups, "d1")
    y2 = whole(groups, "y2")
    if y2 is None:
        ahead = groups.get("ry2")
        y2 = (base.year if base and ahead != "次" else y1) + (timex_rules().years[ahead][0]) if ahead else y1
    m2 = whole(groups, "m2") or (m1 if groups.get("d2") else None)
    d2 = whole(groups, "d2")
    first = date(y1, m1 or 1, d1 or 1)
    last = date(y2, m2, d2) if m2 and d2 else _month(y2, m2 or 12)[1]
    if base and base.month and m1 == 1 and not d1 and last > base.last and not (groups.get("y1") or groups.get("ry")):
        return _span(groups | {"y1": str(y1 - 1)}, base)  # 1—11月, said in January, are last year's figures
    return (first, last) if first <= last else UNKNOWN


def _moved(day: date, count: int, unit: str) -> date:
    """``day`` moved by a number of years, months, weeks or days; the 31st becomes the last of a shorter month."""
    if unit in ("年", "月", "季度"):
        year, month = _months_on(day.year, day.month, count * {"年": 12, "季度": 3}.get(unit, 1))
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(count * {"周": 7, "星期": 7}.get(unit, 1))


def _workdays(day: date, count: int) -> date:
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5
    return day


def _count(groups: Groups, base: Base | None) -> tuple[int, str] | None:
    """How many of which unit; None where the date of the speech is not known closely enough to count them from it."""
    unit = given(groups, "u")
    enough = base and (unit[0] == "年" or (base.day if unit not in ("月", "季度") else base.month))
    if not enough or unit == "小时":  # hours run from an event, not from the speech
        return None
    if groups.get("n") == "半":
        return {"年": (6, "月"), "月": (15, "天")}.get(unit)
    count = whole(groups, "n")
    if count is None:
        return None
    return (count * 12 + 6, "月") if unit == "年半" else (count, unit)


def _within(groups: Groups, base: Base | None) -> Limits:
    counted = _count(groups, base)
    if base is None or counted is None:
        return UNKNOWN
    count, unit = counted
    return base.first, _workdays(base.last, count) if unit == "工作日" else _moved(base.last, count, unit)


def _behind(groups: Groups, base: Base | None) -> Limits:
    counted = _count(groups, base)
    if base is None or counted is None or given(groups, "about", "about2", "ago"):
        return UNKNOWN
    return _moved(base.first, -counted[0], counted[1]), base.last


def _plan(groups: Groups, base: Base | None) -> Limits:
    ordinal = whole(groups, "p", "p1", "p2")
    if not ordinal:
        return UNKNOWN
    start = 1948 + 5 * ordinal if ordinal < 3 else 1951 + 5 * ordinal  # 1963 to 1965 were years of no plan
    edge = given(groups, "e", "e2")
    if groups.get("e3"):
        return UNKNOWN
    return limited((date(start, 1, 1), date(start + 4, 12, 31)), groups, edge=edge)


def _meeting(groups: Groups, base: Base | None) -> Limits:
    """After the meeting is from the day of the speech on; before it, and while it lasts, asks for nothing later."""
    known = base and base.day and given(groups, "t", "t2", "t3") == "后"
    return (base.first, None) if base and known else UNKNOWN


def _year_ahead(groups: Groups, base: Base | None) -> Limits:
    if base is None or base.month is None:
        return UNKNOWN
    year = base.year + (base.month == 12)
    return date(year, 1, 1), date(year, 12, 31)


def _none(groups: Groups, base: Base | None) -> Limits:
    return UNKNOWN


MEANINGS: dict[str, Callable[[Groups, Base | None], Limits]] = {
    "calendar": _calendar,
    "month": _relative_month,
    "day": _relative_day,
    "week": _week,
    "span": _span,
    "within": _within,
    "behind": _behind,
    "plan": _plan,
    "meeting": _meeting,
    "known": known_days,
    "festival": festival_days,
    "year-ahead": _year_ahead,
    "none": _none,
}
