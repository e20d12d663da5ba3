"""Trends as charts: lines of rates, or a heat strip of temperatures, with what was counted and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.corpus.trend import Point, Trend, TrendBy
from speechkit.renderers.charts.heat import Cell, heat_strip
from speechkit.renderers.charts.lines import Axis, Line, line_chart
from speechkit.renderers.png import drawn
from speechkit.renderers.trend import ABSENT, TrendView, grades, name_of, number_of, periods_of
from speechkit.renderers.trend_labels import (
    ABSENT_NOTE,
    GAPS,
    OWN_SCALES,
    RATE,
    SHARES_NOTE,
    caveats,
    counted,
    sources,
    title_of,
)
from speechkit.temperatures import TEMPERATURES

_STEPS: dict[TrendBy, tuple[int, ...]] = {
    "year": (1, 2, 5, 10, 20, 50, 100),
    "month": (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200),
}  # periods between two names below the chart
_FEW, _APART = 12, 4  # cells of a strip that are wide enough for all their names; that two names take


def render(trends: Iterable[Trend], view: TrendView) -> Iterator[str]:
    """Yield one chart of all the trends, its axis true to time."""
    yield chart(list(trends), view)


def png(trends: Iterable[Trend], view: TrendView) -> Iterator[bytes]:
    """Yield it as PNG. Raises ``UsageError`` where resvg or a font with Chinese characters is missing."""
    yield drawn(chart(list(trends), view), view.font)


def chart(trends: list[Trend], view: TrendView) -> str:
    """Return the lines or, where the view wants heat, the strip."""
    return _strip(trends, view) if view.heat else _lines(trends, view)


def _lines(trends: list[Trend], view: TrendView) -> str:
    lines = [
        Line(trend.term, [(number_of(each.period), each.per_10k, told(trend, each)) for each in trend.points])
        for trend in trends
    ]
    axis = Axis(lambda number: name_of(number, view.by), _STEPS[view.by])
    return line_chart(
        lines, axis, view.say(RATE), title_of(trends, view), [view.say(GAPS[view.by]), *sources(view)],
        lang=view.tag, under=counted(trends, view), own_scales=view.say(OWN_SCALES),
    )  # fmt: skip


def _strip(trends: list[Trend], view: TrendView) -> str:
    periods = periods_of(trends)
    rows = []
    for trend in trends:
        points = {number_of(point.period): point for point in trend.points}
        rows.append((trend.term, [_cell(trend, points.get(number)) for number in periods]))
    coldest = len(TEMPERATURES) - 1
    key = [(Cell(at, name), least) for at, (name, least) in enumerate(grades(view))]
    key.append((Cell(coldest, ABSENT), view.say(ABSENT_NOTE)))
    notes = [view.say(SHARES_NOTE), *caveats(trends, view), *sources(view)]
    return heat_strip(
        rows, _names(periods, view.by), title_of(trends, view), notes,
        key=key, lang=view.tag, under=counted(trends, view),
    )  # fmt: skip


def _cell(trend: Trend, point: Point | None) -> Cell | None:
    if point is None:
        return None
    grade = TEMPERATURES.find(point.temperature)
    return Cell(grade, point.temperature if point.documents else ABSENT, told(trend, point))


def _names(periods: range, by: TrendBy) -> list[str]:
    """The names that are shown: all where they are few, else each fifth year, of months each January, and the first."""
    names = [name_of(number, by) for number in periods]
    if len(names) <= _FEW:
        return names
    if by == "month":
        shown = [name[:4] if name.endswith("-01") else "" for name in names]
    else:
        shown = [name if number % 5 == 0 else "" for number, name in zip(periods, names, strict=True)]
    return shown if any(shown[:_APART]) else [names[0], *shown[1:]]


def told(trend: Trend, point: Point) -> str:
    """Return a point in words: term, period, how often, in how many of the documents, temperature."""
    counted = f"{point.count} ({point.per_10k:.2f}), {point.documents}/{point.of}"
    return f"{trend.term} {point.period}: {counted} {point.temperature}".rstrip()
