"""Trends for people, by rich: a line a term, with its temperature and a sparkline of its rate."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from speechkit.errors import printable
from speechkit.renderers.terminal import UNLIMITED, console_on
from speechkit.renderers.trend.rows import Trend, TrendView, sparkline

LEAST = 60  # cells that the table is given, however narrow the terminal is
MOST = 24  # periods of a sparkline
COLOURS = {"沸": "bold red", "烫": "red", "热": "yellow", "暖": "green", "温": "cyan", "冷": "blue"}


def render(trends: Sequence[Trend], view: TrendView) -> Iterator[str]:
    """One table; of many periods the sparkline shows the last."""
    out = io.StringIO()
    console = console_on(out, max(view.width or UNLIMITED, LEAST), color=view.color)
    table = Table(box=None, header_style="bold underline", pad_edge=False)
    moved = any(trend.move for trend in trends)
    table.add_column("term", overflow="fold")
    table.add_column("", no_wrap=True)
    for name in ("documents", "count", "per_10k", "first", "last"):
        table.add_column(name, justify="right", no_wrap=True)
    if moved:
        table.add_column("G2", justify="right", no_wrap=True)
        table.add_column("p", justify="right", no_wrap=True)
    table.add_column(_span(trends), no_wrap=True)
    for trend in trends:
        table.add_row(*_cells(trend, moved))
    console.print(table)
    yield out.getvalue()


def _cells(trend: Trend, moved: bool) -> Iterator[Text]:
    count, chars = sum(point.count for point in trend.points), sum(point.chars for point in trend.points)
    documents, of = sum(point.documents for point in trend.points), sum(point.of for point in trend.points)
    yield Text(printable(trend.term))
    yield Text(trend.temperature, style=COLOURS.get(trend.temperature, ""))
    yield Text(f"{documents}/{of}")
    yield Text(str(count))
    yield Text(f"{count * 10_000 / chars:.2f}" if chars else "0.00")
    yield Text(trend.first or "–")
    yield Text(trend.last or "–")
    if moved:
        yield Text(f"{trend.move.g2:.1f}" if trend.move else "")
        yield Text((f"{trend.move.p:.3f}" if trend.move.p >= 0.001 else "<.001") if trend.move else "")
    yield Text(sparkline(trend, MOST))


def _span(trends: Sequence[Trend]) -> str:
    """The heading of the sparklines: the first and the last period that they show."""
    periods = [point.period for trend in trends[:1] for point in trend.points][-MOST:]
    return f"{periods[0]}–{periods[-1]}" if periods else "trend"
