"""Which interval the words of a time expression mean, counted from the date of the speech and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from speechkit.dates.intervals import (
    UNKNOWN,
    Groups,
    Interval,
    PartialDate,
    given,
    months_of,
    months_on,
    moved,
    narrowed,
    whole,
    years_named,
)
from speechkit.dates.rules import Festival, Length, TimexRule, timex_rules

__all__ = ["MEANINGS", "base_of", "interval_of"]

_HALF = "半"


# Meanings of words that may leave out the year (6月底前), which is then that of the section.
_WITHOUT_YEAR = frozenset(("calendar", "festival", "span", "quarters"))
_YEARS = ("y", "y1", "roc", "short")


def base_of(rule: TimexRule, groups: Groups, base: PartialDate | None, year: int | None) -> PartialDate | None:
    """Return what the words matched by ``rule`` count from: ``base``, or the ``year`` that their section is about.

    今年 is the year of the speech where its month is known, else that of the section.
    """
    if year is None or (base and base.year == year) or rule.means not in _WITHOUT_YEAR:
        return base
    if any(groups.get(name) for name in _YEARS) or (groups.get("d") and "m" not in groups):
        return base
    if base and base.month and (groups.get("ry") or groups.get("ry2")):
        return base
    return PartialDate(year)


def interval_of(rule: TimexRule, groups: Groups, base: PartialDate | None) -> Interval:
    """Return the interval that the words matched by ``rule`` mean; ``UNKNOWN`` where it could only be guessed.

    ``groups`` are the named groups of the match, ``base`` is what they are counted from.
    """
    try:
        return MEANINGS[rule.means](groups, base)
    except (ValueError, OverflowError):  # 2月30日, the year 9999 and the like
        return UNKNOWN


# -- years, months and days --------------------------------------------------------------------------------------------


def _part_of_year(year: int, groups: Groups) -> Interval:
    """The part of the year that the words name: half, quarter, month, third of a month, day; else all of it."""
    rules = timex_rules()
    if half := groups.get("h"):
        months = rules.halves[half]
    elif quarter := whole(groups, "q", "q2"):
        months = (3 * quarter - 2, 3 * quarter)
    elif count := whole(groups, "f"):
        unit = rules.units[groups.get("fu") or "月"]
        months = (1, count * unit.months)
    elif month := whole(groups, "m"):
        return _part_of_month(year, month, groups)
    else:
        months = (1, 12)
    return Interval(*months_of(year, *months))


def _part_of_month(year: int, month: int, groups: Groups) -> Interval:
    first, last = months_of(year, month, month)
    if day := whole(groups, "d"):
        return Interval(date(year, month, day), date(year, month, day))
    if third := groups.get("x"):
        start, end = timex_rules().thirds[third]
        return Interval(first.replace(day=start), first.replace(day=end) if end else last)
    return Interval(first, last)


def _calendar(groups: Groups, base: PartialDate | None) -> Interval:
    if groups.get("d") and "m" not in groups:
        return _day_of_month(groups, base)
    years = years_named(groups, base)
    if years is None:
        return UNKNOWN
    days = Interval(_part_of_year(years[0], groups).first, _part_of_year(years[1], groups).last)
    edge = given(groups, "e")
    result = narrowed(days, groups, edge=edge, exact=bool(groups.get("d") or groups.get("x")))
    named = any(groups.get(name) for name in ("y", "roc", "ry", "short"))
    latest = result.last
    if base and latest and latest < base.first <= (days.last or latest) and result.first is None:
        return Interval(None, days.last)  # 一季度前, said in the first quarter, is by its end
    if base and not named and latest and latest < base.first and (result.first is None or edge):
        return _calendar(groups | {"y": str(years[0] + 1)}, base)  # in December, 3月底前 is next year's
    return result


def _day_of_month(groups: Groups, base: PartialDate | None) -> Interval:
    if base is None or base.month is None:
        return UNKNOWN
    result = narrowed(_part_of_month(base.year, base.month, groups), groups, exact=True)
    if result.last and result.last < base.first:
        result = narrowed(_part_of_month(*months_on(base.year, base.month, 1), groups), groups, exact=True)
    return result


def _relative_month(groups: Groups, base: PartialDate | None) -> Interval:
    if base is None or base.month is None:
        return UNKNOWN
    year, month = months_on(base.year, base.month, timex_rules().months.get(given(groups, "rm"), 0))
    days = _part_of_month(year, month, groups)
    return narrowed(days, groups, edge=given(groups, "e", "e2"), exact=bool(groups.get("d") or groups.get("x")))


def _quarter(groups: Groups, base: PartialDate | None) -> Interval:
    """The quarter of the speech, or one counted from it (本季度末, 下季度)."""
    if base is None or base.month is None:
        return UNKNOWN
    count = timex_rules().months.get(given(groups, "rq"), 0)
    year, month = months_on(base.year, base.month, 3 * count - (base.month - 1) % 3)
    return narrowed(Interval(*months_of(year, month, month + 2)), groups, edge=given(groups, "e", "e2"))


def _quarters(groups: Groups, base: PartialDate | None) -> Interval:
    years, first, last = years_named(groups, base), whole(groups, "qa"), whole(groups, "qb")
    if years is None or first is None or last is None or first >= last:
        return UNKNOWN
    return Interval(*months_of(years[0], 3 * first - 2, 3 * last))


def _relative_day(groups: Groups, base: PartialDate | None) -> Interval:
    if base is None or base.day is None:
        return UNKNOWN
    named = given(groups, "rd") or given(groups, "dawn") + "天"  # 明早 is of the same day as 明天
    first, last = timex_rules().days[named]
    return narrowed(Interval(base.first + timedelta(first), base.first + timedelta(last)), groups, exact=True)


def _week(groups: Groups, base: PartialDate | None) -> Interval:
    if base is None or base.day is None:
        return UNKNOWN
    rules = timex_rules()
    monday = base.first - timedelta(base.first.weekday()) + timedelta(7 * rules.weeks.get(given(groups, "rw"), 0))
    day = given(groups, "wd", "wd2")
    first, last = rules.weekdays[day] if day else (0, 6)
    days = Interval(monday + timedelta(first), monday + timedelta(last))
    return narrowed(days, groups, exact=first == last)


def _from_to(groups: Groups, base: PartialDate | None) -> Interval:
    """From … to …: what the second half leaves out it takes from the first."""
    years = timex_rules().years
    if (y1 := whole(groups, "y1")) is None:
        relative = groups.get("ry")
        if base is None:
            return UNKNOWN
        y1 = base.year + (years[relative][0] if relative else 0)
    m1, d1 = whole(groups, "m1"), whole(groups, "d1")
    y2 = whole(groups, "y2")
    if y2 is None:
        ahead = groups.get("ry2")
        counted_from = base.year if base and ahead not in timex_rules().around.from_first.words else y1
        y2 = counted_from + years[ahead][0] if ahead else y1
    m2 = whole(groups, "m2") or (m1 if groups.get("d2") else None)
    d2 = whole(groups, "d2")
    first = date(y1, m1 or 1, d1 or 1)
    last = date(y2, m2, d2) if m2 and d2 else months_of(y2, m2 or 12, m2 or 12)[1]
    thirds, last_day = timex_rules().thirds, timex_rules().around.last_day.words
    if third := groups.get("x1"):
        first = first.replace(day=thirds[third][0])
    elif groups.get("e1") in last_day:
        first = months_of(y1, m1 or 1, m1 or 1)[1]
    if (third := groups.get("x2")) and thirds[third][1]:
        last = last.replace(day=thirds[third][1])
    elif groups.get("e2") in timex_rules().around.first_days.words:
        return UNKNOWN
    if base and base.month and m1 == 1 and not d1 and last > base.last and not (groups.get("y1") or groups.get("ry")):
        return _from_to(groups | {"y1": str(y1 - 1)}, base)  # 1—11月, said in January, are last year's figures
    return Interval(first, last) if first <= last else UNKNOWN


# -- lengths of time ---------------------------------------------------------------------------------------------------


def _until(groups: Groups, base: PartialDate | None) -> Interval:
    """From the day of the speech until one that is named (即日起至8月20日, 从现在起到年底)."""
    edge = given(groups, "e2")
    named = [name for name in ("y", "ry", "h", "q", "q2", "f", "m") if groups.get(name)]
    if base is None or not (edge or named):
        return UNKNOWN
    last = _calendar(groups | {"e": groups.get("e") or edge or None, "l": None, "t": None}, base).last
    first = base.first if base.day else None
    return UNKNOWN if last is None or (first and last < first) else Interval(first, last)


def _within(groups: Groups, base: PartialDate | None) -> Interval:
    length = _length(groups, base)
    if base is None or length is None:
        return UNKNOWN
    return Interval(base.first, moved(base.last, length))


def _behind(groups: Groups, base: PartialDate | None) -> Interval:
    length = _length(groups, base)
    if base is None or length is None or given(groups, "about", "about2", "ago"):
        return UNKNOWN
    return Interval(moved(base.first, length, back=True), base.last)


def _length(groups: Groups, base: PartialDate | None) -> Length | None:
    """How long it is; None where the date of the speech is not known closely enough to count it from there."""
    unit = timex_rules().units.get(given(groups, "u", "u2"))
    if base is None or unit is None:  # hours run from an event, not from the speech
        return None
    known = (base.month or unit.months % 12 == 0) if unit.months else base.day
    if not known:
        return None
    if groups.get("n") == _HALF:
        return unit.half
    count = whole(groups, "n", "n2")
    if count is None:
        return None
    return Length(count * unit.months + unit.more_months, count * unit.days, count * unit.workdays)


# -- plans, meetings and festivals -------------------------------------------------------------------------------------


def _plan(groups: Groups, base: PartialDate | None) -> Interval:
    ordinal = whole(groups, "p", "p1", "p2")
    if not ordinal or groups.get("e3"):
        return UNKNOWN
    counted_from, year = max(each for each in timex_rules().plans.items() if each[0] <= ordinal)
    start = year + 5 * (ordinal - counted_from)
    edge = given(groups, "e", "e2")
    return narrowed(Interval(date(start, 1, 1), date(start + 4, 12, 31)), groups, edge=edge)


def _known_days(groups: Groups, base: PartialDate | None) -> Interval:
    """The days of a meeting or anniversary; of one that comes every year, in the year that is meant."""
    rules = timex_rules()
    word = given(groups, "known")
    word = rules.aliases.get(word, word)
    years = years_named(groups, base)
    found = [known for known in rules.known if known.word == word]
    if len(found) > 1:  # one a year, of the nation's
        if "nation" in groups and not groups["nation"]:
            return UNKNOWN
        found = [known for known in found if years and known.earliest.year == years[0]]
    return narrowed(Interval(found[0].earliest, found[0].latest), groups) if found else UNKNOWN


def _festival(groups: Groups, base: PartialDate | None) -> Interval:
    """The next festival of the name; one that has just gone by where the words look back on it (春节后)."""
    rules = timex_rules()
    named = years_named(groups, base)
    if named is None or groups.get("near"):  # 春节即将到来之际 is some day before
        return UNKNOWN
    words = given(groups, "feast", "feast2") + given(groups, "more")
    festivals = [festival for festival in rules.festivals if any(word in words for word in festival.words)]
    back = 0 if given(groups, "t") in rules.around.before.words else rules.festival_gone_by
    settled = base is None or base.month is None or groups.get("y") or groups.get("ry")
    for year in (named[0],) if settled else (named[0] - 1, named[0], named[0] + 1):
        days = [_days_of(festival, year) for festival in festivals]
        last = max(each[1] for each in days)
        if settled or base is None or last >= base.first - timedelta(back):
            return narrowed(Interval(min(each[0] for each in days), last), groups)
    return UNKNOWN


def _days_of(festival: Festival, year: int) -> tuple[date, date]:
    if festival.calendar == "solar":
        first = date(year, festival.month, festival.day)
    else:
        # 10 ms, paid only where a lunar festival is met.
        from borax.calendars.lunardate import LunarDate, TermUtils  # type: ignore[import-untyped]

        if festival.calendar == "term":
            first = TermUtils.nth_term_day(year, festival.month)
        else:
            first = LunarDate(year, festival.month, festival.day or 1).to_solar_date()
            first -= timedelta(festival.day == 0)
    return first, first + timedelta(festival.days - 1)


def _lunar_day(groups: Groups, base: PartialDate | None) -> Interval:
    """The next such day of the lunar calendar; 小年 is the 23rd of the last month, 腊八 its eighth."""
    rules = timex_rules()
    named = years_named(groups, base)
    if named is None:
        return UNKNOWN
    small = groups.get("small")
    if small:
        month, day = rules.lunar_days[small]
    elif groups.get("ny"):
        day = whole({"d": given(groups, "ld").removeprefix("初")}, "d") or 0
        month = 12 if day == 30 else 1  # 大年三十, the eve, is the last day of the year: of 29 days, too
    else:
        month = rules.lunar_months.get(word := given(groups, "lm", "lm2")) or whole({"m": word[:-1]}, "m") or 0
        day = whole({"d": given(groups, "ld").removeprefix("初")}, "d") or 0
    settled = base is None or base.month is None or groups.get("y") or groups.get("ry")
    for year in (named[0],) if settled else (named[0] - 1, named[0], named[0] + 1):
        # a day that the words give a year to is of the lunar year that ends in it, where the month is the last
        found = _solar(year - 1 if settled and month == 12 else year, month, day)
        if settled or base is None or found >= base.first:
            return narrowed(Interval(found, found), groups, exact=not small)
    return UNKNOWN


def _solar(year: int, month: int, day: int) -> date:
    from borax.calendars.lunardate import LCalendars, LunarDate  # 10 ms, paid only where a lunar day is met

    days = LCalendars.ndays(year, month)
    found: date = LunarDate(year, month, min(day, days)).to_solar_date()
    return found


def _year_ahead(groups: Groups, base: PartialDate | None) -> Interval:
    if base is None or base.month is None:
        return UNKNOWN
    year = base.year + (base.month == 12)
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _none(groups: Groups, base: PartialDate | None) -> Interval:
    return UNKNOWN


# What the field ``means`` of a rule (data/timex.yaml) can say.
MEANINGS: dict[str, Callable[[Groups, PartialDate | None], Interval]] = {
    "calendar": _calendar,
    "month": _relative_month,
    "day": _relative_day,
    "week": _week,
    "span": _from_to,
    "within": _within,
    "behind": _behind,
    "plan": _plan,
    "lunar": _lunar_day,
    "until": _until,
    "quarter": _quarter,
    "quarters": _quarters,
    "known": _known_days,
    "festival": _festival,
    "year-ahead": _year_ahead,
    "none": _none,
}
