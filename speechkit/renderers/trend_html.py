"""Trends as a page: the chart, and below it the figures of each term, period by period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.corpus.trend import Point, Trend
from speechkit.renderers.charts.page import page
from speechkit.renderers.trend import TrendView, phrased_peak
from speechkit.renderers.trend_labels import HEADINGS, HOTTEST, TABLE, title_of
from speechkit.renderers.trend_svg import chart


def render(trends: Iterable[Trend], view: TrendView) -> Iterator[str]:
    """Yield the page."""
    found = list(trends)
    headings = [view.say(heading) for heading in HEADINGS]
    groups = ((_name(trend, view), map(_row, trend.points)) for trend in found)
    yield page(title_of(found, view), [chart(found, view)], headings, groups, caption=view.say(TABLE), lang=view.tag)


def _name(trend: Trend, view: TrendView) -> str:
    return f"{trend.term}{view.say('：')}{view.say(HOTTEST)} {phrased_peak(trend)}" if trend.hottest else trend.term


def _row(point: Point) -> Sequence[str]:
    return (
        point.period, f"{point.count:,}", f"{point.per_10k:.2f}", f"{point.documents:,}", f"{point.of:,}",
        f"{point.share:.1%}", point.temperature, f"{point.chars:,}",
    )  # fmt: skip
