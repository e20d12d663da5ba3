"""Drawings of one speech, as numbers that the template puts into SVG: x from 0 to 1000 is the speech, or the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from speechkit.chars import one_line
from speechkit.model import STRENGTHS, SloganKind
from speechkit.renderers.html.findings import DueRow
from speechkit.reporting import Report

WIDE = 1000  # units of x
_MOST_ACTORS = 12
_ROWS = 4  # of days that lie close together on the time line
_NEAR = 46  # units that a day takes there


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of the speech: of what, from ``x`` on, ``width`` wide, on which line it begins."""

    of: str
    x: float
    width: float
    line: int


class Tick(msgspec.Struct, frozen=True):
    """A place in the speech: of what, where, how high (0 to 1), its mark and its words."""

    of: str
    x: float
    height: float
    mark: str
    words: str


class Bar(msgspec.Struct, frozen=True):
    """A name with its number, ``width`` of the longest as 1."""

    name: str
    count: int
    width: float


class Day(msgspec.Struct, frozen=True):
    """A day on the time line, in which ``row`` it is shown, with the deadlines that end then."""

    iso: str
    x: float
    row: int
    dues: tuple[DueRow, ...]


class TimeLine(msgspec.Struct, frozen=True):
    """Days in order, the day of the speech (None: not known), what stands on the axis."""

    days: tuple[Day, ...]
    spoken: float | None
    axis: tuple[tuple[str, float], ...]


class Figures(msgspec.Struct, frozen=True):
    """All drawings of the page."""

    parts: tuple[Stretch, ...]
    actors: tuple[Bar, ...]
    phrases: dict[SloganKind, tuple[Tick, ...]]
    demands: tuple[Tick, ...]
    time: TimeLine | None


def figures_of(report: Report, dues: Iterable[DueRow]) -> Figures:
    """Return the drawings of a speech."""
    analysis = report.analysis
    scale = WIDE / (len(report.document.source.text) or 1)
    phrases: dict[SloganKind, list[Tick]] = {}
    for number, slogan in enumerate(analysis.slogans):
        tick = Tick(slogan.kind, slogan.start * scale, 1, f"P{number}", one_line(slogan.text))
        phrases.setdefault(slogan.kind, []).append(tick)
    return Figures(
        parts=tuple(
            Stretch(part.role, part.start * scale, (part.end - part.start) * scale, report.document.line(part.start))
            for part in analysis.parts
        ),
        actors=_actors(report),
        phrases={kind: tuple(ticks) for kind, ticks in phrases.items()},
        demands=tuple(
            Tick(task.strength, task.start * scale, _height(task.strength), task.id, one_line(task.text))
            for task in analysis.tasks
        ),
        time=time_line(dues, analysis.date.iso if analysis.date else None),
    )


def _height(strength: str) -> float:
    return (STRENGTHS.index(strength) + 1) / len(STRENGTHS) if strength in STRENGTHS else 1 / len(STRENGTHS)


def _actors(report: Report) -> tuple[Bar, ...]:
    named = Counter(one_line(task.named_actor.text) for task in report.analysis.tasks if task.named_actor)
    most = named.most_common(_MOST_ACTORS)
    return tuple(Bar(name, count, count / most[0][1]) for name, count in most)


def time_line(dues: Iterable[DueRow], spoken: str | None) -> TimeLine | None:
    """Return the days on which deadlines end, spread over a line; None where no deadline has a day.

    Days that would lie on one another are shown in rows, ``_ROWS`` at most; what finds no room lies on what is there.
    """
    by_day: dict[str, list[DueRow]] = {}
    for due in dues:
        if due.deadline.latest:
            by_day.setdefault(due.deadline.latest, []).append(due)
    if not by_day:
        return None
    at = date.fromisoformat(spoken) if spoken and len(spoken) == len("2022-02-12") else None
    numbers = [date.fromisoformat(day).toordinal() for day in by_day]
    first, last = min([*numbers, *([at.toordinal()] if at else [])]), max(numbers)
    span = max(last - first, 1)

    def x(day: date) -> float:
        return 20 + (day.toordinal() - first) / span * (WIDE - 90)

    days = []
    ends = [-1.0] * _ROWS
    for iso in sorted(by_day):
        place = x(date.fromisoformat(iso))
        row = next((row for row, end in enumerate(ends) if end <= place), 0)
        ends[row] = place + _NEAR
        days.append(Day(iso, place, row, tuple(by_day[iso])))
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    step = max(1, len(years) // 8)
    axis = tuple((str(year), x(date(year, 1, 1))) for year in years[::step])
    return TimeLine(tuple(days), x(at) if at else None, axis)
