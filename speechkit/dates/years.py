"""The year that the title of a section gives to what stands below it (二、2025年工作安排)."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.dates.intervals import PartialDate, whole
from speechkit.dates.rules import timex_rules
from speechkit.model import Section, Span, Unit

__all__ = ["years_of_units"]


def years_of_units(
    units: Sequence[Unit], sections: Sequence[Section], title: Span | None, base: PartialDate | None
) -> list[int | None]:
    """Return for every unit, in order, the year that its section is about; None where no title around it names one.

    A plan is about the year in its own title, too, where that is not before ``base``, the date of the speech.
    """
    of_plan = _year_in(title.text) if title and timex_rules().plan_titles.search(title.text) else None
    if of_plan and base and of_plan < base.year:
        of_plan = None
    by_id: dict[str, int | None] = {}
    for section in sections:
        around = by_id.get(section.parent) if section.parent else of_plan
        by_id[section.id] = _year_in(section.title) or _next_year(section.title, base) or around
    return [of_plan if unit.section is None else by_id[sections[unit.section].id] for unit in units]


def _next_year(title: str, base: PartialDate | None) -> int | None:
    """Return the year after the speech's where a title says so (明年重点工作)."""
    return base.year + 1 if base and timex_rules().next_year_titles.search(title) else None


def _year_in(title: str) -> int | None:
    """Return the one year that a title names; None where it names none, several, or a span of years."""
    years = {whole(found.groupdict(), "y") for found in timex_rules().title_years.matches(title)}
    return years.pop() if len(years) == 1 else None
