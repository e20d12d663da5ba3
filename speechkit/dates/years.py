"""The year that the title of a section gives to what stands below it (二、2025年工作安排)."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.dates.intervals import PartialDate, whole
from speechkit.dates.rules import timex_rules
from speechkit.model import Paragraph, Structure

__all__ = ["years_of_units"]


def years_of_units(structure: Structure, base: PartialDate | None) -> list[int | None]:
    """Return for every unit, in order, the year that its section is about; None where no title around it names one.

    A line of its own that names a year (第二部分 2025年重点工作) speaks for what follows it, where no section does. A
    plan is about the year in its own title, too, where that is not before ``base``, the date of the speech.
    """
    units, sections, title = structure.units, structure.sections, structure.title
    of_plan = _year_in(title.text) if title and timex_rules().plan_titles.search(title.text) else None
    if of_plan and base and of_plan < base.year:
        of_plan = None
    by_id: dict[str, int | None] = {}
    for section in sections:
        around = by_id.get(section.parent) if section.parent else None
        by_id[section.id] = _year_in(section.title) or _next_year(section.title, base) or around
    of_lines = _years_of_lines(structure.paragraphs, title.end if title and title.end else 0)
    years: list[int | None] = []
    for unit in units:
        own = by_id[sections[unit.section].id] if unit.section is not None else None
        years.append(own or of_lines[unit.paragraph] or of_plan)
    return years


def _years_of_lines(paragraphs: Sequence[Paragraph], start: int) -> list[int | None]:
    """Return for every paragraph the year of the last heading line with one before it, all behind ``start``."""
    rules, years = timex_rules(), []
    year: int | None = None
    for paragraph in paragraphs:
        text = paragraph.text
        if paragraph.start >= start and len(text) <= rules.longest_title and rules.line_titles.search(text):
            year = _year_in(text) or year
        years.append(year)
    return years


def _next_year(title: str, base: PartialDate | None) -> int | None:
    """Return the year after the speech's where a title says so (明年重点工作)."""
    return base.year + 1 if base and timex_rules().next_year_titles.search(title) else None


def _year_in(title: str) -> int | None:
    """Return the one year that a title names; None where it names none, several, or a span of years."""
    years = {whole(found.groupdict(), "y") for found in timex_rules().title_years.matches(title)}
    return years.pop() if len(years) == 1 else None
