"""A line chart as SVG: the rate of every term in 10,000 characters, period by period.

Written by hand, as a chart of lines is a few elements: a plotting library would bring numpy and a font without Chinese.
Text stays text, in whatever Chinese font the reader's machine has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, log10
from xml.sax.saxutils import escape

from speechkit.renderers.trend.rows import Trend, TrendView

WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 64, 200, 40, 56  # margins; the legend stands on the right
LABEL = 56  # units of width that the name of a period takes
COLOURS = ("#c0392b", "#2166ac", "#1b7837", "#b35806", "#762a83", "#01665e", "#8c510a", "#525252")
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif"


def render(trends: Sequence[Trend], view: TrendView) -> Iterator[str]:
    """One chart of all the trends."""
    highest = _ceiling(max((point.per_10k for trend in trends for point in trend.points), default=0.0))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{escape(FONT, {chr(34): "&quot;"})}" font-size="13" lang="zh">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="24" font-size="14">每万字次数（per 10,000 characters）</text>\n'
    )
    yield from _axes([point.period for point in trends[0].points] if trends else [], highest)
    for number, trend in enumerate(trends):
        yield from _line(trend, highest, COLOURS[number % len(COLOURS)], number)
    yield "</svg>\n"


def _ceiling(value: float) -> float:
    """The next of 1, 2 or 5 times a power of ten; 1 for nothing."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def _x(at: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (at / (count - 1) if count > 1 else 0.5)


def _y(value: float, highest: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest


def _axes(periods: Sequence[str], highest: float) -> Iterator[str]:
    for quarter in range(5):
        value = highest * quarter / 4
        y = _y(value, highest)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>\n'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>\n'
    every = max(1, -(-len(periods) * LABEL // (WIDTH - LEFT - RIGHT)))
    for at, period in enumerate(periods):
        if at % every == 0:
            x = _x(at, len(periods))
            yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{escape(period)}</text>\n'


def _line(trend: Trend, highest: float, colour: str, number: int) -> Iterator[str]:
    places = [(_x(at, len(trend.points)), _y(point.per_10k, highest), point) for at, point in enumerate(trend.points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    yield f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>\n'
    for x, y, point in places:
        told = escape(f"{trend.term} {point.period}: {point.count}, {point.documents}/{point.of}")
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{told}</title></circle>\n'
    y = TOP + 20 * number
    if y < HEIGHT - BOTTOM:
        x = WIDTH - RIGHT + 24
        yield f'<rect x="{x}" y="{y - 9}" width="12" height="12" fill="{colour}"/>\n'
        yield f'<text x="{x + 18}" y="{y + 2}">{escape(trend.term)}</text>\n'
