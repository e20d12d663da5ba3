"""A line chart as SVG: the rate of every term in 10,000 characters, period by period.

Written by hand, as a chart of lines is a few elements: a plotting library would bring numpy and a font without Chinese.
Text stays text, in whatever Chinese font the reader's machine has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor, log10
from xml.sax.saxutils import escape

import msgspec

from speechkit.corpus.trend import Trend, TrendBy
from speechkit.errors import printable
from speechkit.renderers.trend import TrendView, name_of, number_of

WIDTH, HEIGHT = 960, 480  # it is higher where the legend needs that
LEFT, RIGHT, TOP, BOTTOM = 64, 220, 40, 56  # margins; the legend stands on the right
PERIOD_WIDTH = 56  # units of width that the name of a period takes
LEGEND_ROW, LEGEND_NAME = 20, 13  # units of height of a row of the legend, code points of a name in it
COLOURS = ("#c0392b", "#2166ac", "#1b7837", "#b35806", "#762a83", "#01665e", "#8c510a", "#525252")
DASHES = ("", "6 3", "2 3", "9 3 2 3")  # of the lines, once all colours have been used
STEPS: dict[TrendBy, tuple[int, ...]] = {
    "year": (1, 2, 5, 10, 20, 50, 100),
    "month": (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200),
}  # periods between two names below the chart
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif"


class _Plot(msgspec.Struct, frozen=True):
    """Where things stand: periods by their numbers from ``first`` to ``last``, rates up to ``highest``."""

    first: int
    last: int
    highest: float
    height: int

    def x(self, period: int) -> float:
        share = (period - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return LEFT + (WIDTH - LEFT - RIGHT) * share

    def y(self, value: float) -> float:
        return self.height - BOTTOM - (self.height - TOP - BOTTOM) * value / self.highest


def render(trends: Iterable[Trend], view: TrendView) -> Iterator[str]:
    """Yield one chart of all the trends, its axis true to time."""
    trends = list(trends)
    points = trends[0].points if trends else ()
    plot = _Plot(
        number_of(points[0].period) if points else 0,
        number_of(points[-1].period) if points else 0,
        _ceiling(max((point.per_10k for trend in trends for point in trend.points), default=0.0)),
        max(HEIGHT, TOP + LEGEND_ROW * len(trends) + BOTTOM),
    )
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {plot.height}" width="{WIDTH}" '
        f'height="{plot.height}" font-family="{escape(FONT, {chr(34): "&quot;"})}" font-size="13" lang="zh">\n'
        f'<rect width="{WIDTH}" height="{plot.height}" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="24" font-size="14">每万字次数（per 10,000 characters）</text>\n'
    )
    yield from _axes(plot, view.by if points else None)
    for number, trend in enumerate(trends):
        yield from _line(trend, plot, number)
    yield "</svg>\n"


def _ceiling(value: float) -> float:
    """The next of 1, 2 or 5 times a power of ten; 1 for nothing."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def _axes(plot: _Plot, by: TrendBy | None) -> Iterator[str]:
    for quarter in range(5):
        value = plot.highest * quarter / 4
        y = plot.y(value)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>\n'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>\n'
    if by is None:
        return
    room = (WIDTH - LEFT - RIGHT) // PERIOD_WIDTH
    span = plot.last - plot.first
    step = next((step for step in STEPS[by] if span < step * room), STEPS[by][-1])
    for period in range(plot.first, plot.last + 1):
        if period % step == 0 or step == 1:
            x, y = plot.x(period), plot.height - BOTTOM + 22
            yield f'<text x="{x:.1f}" y="{y}" text-anchor="middle">{name_of(period, by)}</text>\n'


def _line(trend: Trend, plot: _Plot, number: int) -> Iterator[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number // len(COLOURS) % len(DASHES)]
    stroke = f'stroke="{colour}" stroke-width="2"' + (f' stroke-dasharray="{dash}"' if dash else "")
    places = [(plot.x(number_of(point.period)), plot.y(point.per_10k), point) for point in trend.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    yield f'<polyline fill="none" {stroke} points="{path}"/>\n'
    for x, y, point in places:
        told = escape(f"{printable(trend.term)} {point.period}: {point.count}, {point.documents}/{point.of}")
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{told}</title></circle>\n'
    x, y = WIDTH - RIGHT + 16, TOP + LEGEND_ROW * number
    term = printable(trend.term)
    name = term if len(term) <= LEGEND_NAME else term[: LEGEND_NAME - 1] + "…"
    yield f'<line x1="{x}" x2="{x + 24}" y1="{y}" y2="{y}" {stroke}/>\n'
    yield f'<text x="{x + 30}" y="{y + 5}">{escape(name)}<title>{escape(term)}</title></text>\n'
