"""What was achieved, with its figures, and what is amiss: a few sentences of the parts that say so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from speechkit.model import Role, Unit
from speechkit.summary.fitting import lines_of, width_of
from speechkit.summary.lines import outline_line, title_line
from speechkit.summary.quoting import sentence_of
from speechkit.summary.records import QuoteLine
from speechkit.summary.rules import summary_rules
from speechkit.summary.shortening import clause_start, cut

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["achievements_of", "problems_of"]

_SHORTEST = 8  # code points of a sentence that is worth a line
_ENOUGH = 2  # figures: a sentence with more goes no further to the front


def achievements_of(reading: Reading) -> tuple[QuoteLine, ...]:
    """Return the sentences of the review with most figures, of equals the first, then its points, in reading order."""
    rules = summary_rules().page
    counted = {unit: _figures_in(unit.text, rules.achievement_length) for unit in _units_of(reading, "review")}
    told = sorted((unit for unit in counted if counted[unit][0]), key=lambda unit: -min(counted[unit][0], _ENOUGH))
    candidates = [sentence_of(reading, unit, rules.achievement_length, counted[unit][1]) for unit in told]
    candidates += _points(reading, "review")
    if not candidates:
        candidates = [sentence_of(reading, unit, rules.achievement_length) for unit in counted]
    found: list[QuoteLine] = []
    room = rules.achievement_lines
    for quote in candidates[: rules.achievements]:
        room -= lines_of(width_of(quote.text) + 2, rules.width)
        if room >= 0:
            found.append(quote)
    return tuple(sorted(found, key=lambda quote: quote.start))


def problems_of(reading: Reading) -> tuple[QuoteLine, ...]:
    """Return the points of the part on problems, else its sentences without that which only announces them."""
    rules = summary_rules().page
    points = _points(reading, "problems")
    if len(points) > 1:
        return tuple(points[: rules.problems])
    asked = {task.start for task in reading.tasks}
    units = [unit for unit in _units_of(reading, "problems") if unit.start not in asked]
    saying = [unit for unit in units if not _announces().search(unit.text)] or units
    return tuple(sentence_of(reading, unit, rules.problem_length) for unit in saying[: rules.problems])


def _points(reading: Reading, role: Role) -> list[QuoteLine]:
    """Return the headings and points of a part that have none below them and say something."""
    found = []
    sections = reading.sections
    for number, section in enumerate(sections):
        if section.part != role or (number + 1 < len(sections) and sections[number + 1].level > section.level):
            continue
        line = outline_line(reading, section, 1, 0)
        if len(line.text) >= _SHORTEST - 2 and not _retells().search(line.text):
            at = title_line(reading, section) if section.title else line.line
            found.append(QuoteLine(line.text, False, line.cut, line.start, at))
    return found


def _units_of(reading: Reading, role: Role) -> list[Unit]:
    pairs = zip(reading.units, reading.roles, strict=True)
    return [unit for unit, here in pairs if here == role and len(unit.text) >= _SHORTEST]


def _figures_in(text: str, room: int) -> tuple[int, int]:
    """Return the most figures that clauses of about ``room`` code points hold, and where the first of these clauses is.

    They are the first clauses, or those from the first figure on.
    """
    pattern = _figures()
    first, _ = cut(text, room)
    here = len(pattern.findall(first))
    if len(first) == len(text) or not (found := pattern.search(text)):
        return here, 0
    start = clause_start(text, found.start())
    later, _ = cut(text[start:], room)
    there = len(pattern.findall(later))
    return (there, found.start()) if there > here and start >= len(first) else (here, 0)


@cache
def _figures() -> re.Pattern[str]:
    return re.compile(summary_rules().figures)


@cache
def _announces() -> re.Pattern[str]:
    return re.compile(summary_rules().announces)


@cache
def _retells() -> re.Pattern[str]:
    return re.compile(summary_rules().retells)
