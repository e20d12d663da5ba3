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

__all__ = ["MEANINGS", "interval_of"]

_HALF = "半"


def interval_of(rule: TimexRule, groups: Groups, base: PartialDate | None) -> Interval:
    """Return the interval that the words matched by ``rule`` mean; ``UNKNOWN`` where it could only be guessed.

    ``groups`` are the named groups of the match, ``base`` is the date of the speech.
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
    result = narrowed(days, groups, edge=edge, exact=bool(groups.get("d")))
    named = any(groups.get(name) for name in ("y", "roc", "ry", "short"))
    latest = result.last
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
    return narrowed(days, groups, edge=given(groups, "e", "e2"), exact=bool(groups.get("d")))


def _relative_day(groups: Groups, base: PartialDate | None) -> Interval:
    if base is None or base.day is None:
        return UNKNOWN
    first, last = timex_rules().days[given(groups, "rd")]
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
    if base and base.month and m1 == 1 and not d1 and last > base.last and not (groups.get("y1") or groups.get("ry")):
        return _from_to(groups | {"y1": str(y1 - 1)}, base)  # 1—11月, said in January, are last year's figures
    return Interval(first, last) if first <= last else UNKNOWN


# -- lengths of time ---------------------------------------------------------------------------------------------------


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
    unit = timex_rules().units.get(given(groups, "u"))
    if base is None or unit is None:  # hours run from an event, not from the speech
        return None
    known = (base.month or unit.months % 12 == 0) if unit.months else base.day
    if not known:
        return None
    if groups.get("n") == _HALF:
        return unit.half
    count = whole(groups, "n")
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


def _meeting(groups: Groups, base: PartialDate | None) -> Interval:
    """After the meeting is from the day of the speech on; before it, and while it lasts, asks for nothing later."""
    after = given(groups, "t", "t2", "t3") in timex_rules().around.after.words
    return Interval(base.first, None) if base and base.day and after else UNKNOWN


def _known_days(groups: Groups, base: PartialDate | None) -> Interval:
    """The days of a meeting or anniversary; of one that comes every year, in the year that is meant."""
    rules = timex_rules()
    word = given(groups, "known")
    word = rules.aliases.get(word, word)
    years = years_named(groups, base)
    found = [known for known in rules.known if known.word == word and not groups.get("local")]
    if len(found) > 1:  # one a year
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
    "meeting": _meeting,
    "known": _known_days,
    "festival": _festival,
    "year-ahead": _year_ahead,
    "none": _none,
}
