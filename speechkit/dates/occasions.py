"""Meetings, anniversaries and festivals: the days that data/timex.yaml knows them to be."""

from __future__ import annotations

from datetime import date, timedelta

from speechkit.dates.limits import UNKNOWN, Groups, Limits, given, limited, years_named
from speechkit.dates.rules import Base, Festival, timex_rules


def known_days(groups: Groups, base: Base | None) -> Limits:
    """The days of a meeting or anniversary; of one that comes every year, in the year that is meant."""
    rules = timex_rules()
    word = given(groups, "known")
    word = rules.aliases.get(word, word)
    years = years_named(groups, base)
    found = [known for known in rules.known if known.word == word and not groups.get("local")]
    if len(found) > 1:  # one a year
        found = [known for known in found if years and known.earliest.year == years[0]]
    return limited((found[0].earliest, found[0].latest), groups) if found else UNKNOWN


def festival_days(groups: Groups, base: Base | None) -> Limits:
    """The next festival of the name; one that has just gone by where the words look back on it (春节后)."""
    named = years_named(groups, base)
    if named is None or groups.get("near"):  # 春节即将到来之际 is some day before
        return UNKNOWN
    words = given(groups, "feast", "feast2") + given(groups, "more")
    festivals = [f for f in timex_rules().festivals if any(word in words for word in f.words)]
    back = 30 if given(groups, "t") not in ("前", "之前", "以前", "前夕") else 0
    settled = base is None or base.month is None or groups.get("y") or groups.get("ry")
    for year in (named[0],) if settled else (named[0] - 1, named[0], named[0] + 1):
        days = [_days_of(festival, year) for festival in festivals]
        last = max(d[1] for d in days)
        if settled or base is None or last >= base.first - timedelta(back):
            return limited((min(d[0] for d in days), last), groups)
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
