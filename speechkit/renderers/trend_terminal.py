"""Trends for people, by rich: a line a term, with its temperature and a sparkline of its rate."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from speechkit.corpus.trend import Trend
from speechkit.errors import printable
from speechkit.renderers.terminal import UNLIMITED, console_on
from speechkit.renderers.trend import TrendView, name_of, number_of, sparkline, whole

MIN_TERM_WIDTH = 12  # cells that the terms are given, however narrow the terminal is
MIN_PERIODS = 6  # periods of a sparkline, below which there is none
GAP_WIDTH = 2  # cells between two columns
COLOURS = {"沸": "bold red", "烫": "red", "热": "yellow", "暖": "green", "温": "cyan", "冷": "blue"}


def render(trends: Iterable[Trend], view: TrendView) -> Iterator[str]:
    """Yield one table; the sparkline shows as many of the last periods as there is room for, none where little is."""
    out = io.StringIO()
    trends = list(trends)
    moved = view.moving
    names = ["term", "", "documents", "count", "per_10k", "first", "last", *(["G2", "p"] if moved else [])]
    rows = [list(_cells(trend, moved)) for trend in trends]
    written = [names, *([cell.plain for cell in row] for row in rows)]
    taken = [max(map(cell_len, column)) for column in zip(*written, strict=True)]
    least = min(taken[0], MIN_TERM_WIDTH) + sum(taken[1:]) + GAP_WIDTH * len(taken)
    width = max(view.width or UNLIMITED, least)
    console = console_on(out, width, color=view.color)
    periods = _periods(trends, width - least)
    table = Table(box=None, header_style="bold underline", pad_edge=False, padding=(0, GAP_WIDTH, 0, 0))
    for at, name in enumerate(names):
        if at < 2:
            table.add_column(name, overflow="fold", no_wrap=at > 0)
        else:
            table.add_column(name, justify="right", no_wrap=True)
    if periods:
        table.add_column(_span(periods, view), no_wrap=True, min_width=len(periods))
    for trend, row in zip(trends, rows, strict=True):
        table.add_row(*row, *([Text(sparkline(trend, periods))] if periods else []))
    console.print(table)
    yield out.getvalue()


def _cells(trend: Trend, moved: bool) -> Iterator[Text]:
    all_of_it = whole(trend)
    yield Text(printable(trend.term))
    yield Text(trend.temperature, style=COLOURS.get(trend.temperature, ""))
    yield Text(f"{all_of_it.documents}/{all_of_it.of}")
    yield Text(str(all_of_it.count))
    yield Text(f"{all_of_it.per_10k:.2f}")
    yield Text(trend.first or "–")
    yield Text(trend.last or "–")
    if moved:
        yield Text(f"{trend.move.g2:.1f}" if trend.move else "")
        yield Text((f"{trend.move.p:.3f}" if trend.move.p >= 0.001 else "<.001") if trend.move else "")


def _periods(trends: Sequence[Trend], most: int) -> range:
    """The numbers of the periods of a sparkline: the last ``most`` of those from the first document to the last."""
    points = trends[0].points if trends else ()
    if not points or most < MIN_PERIODS:
        return range(0)
    first, last = number_of(points[0].period), number_of(points[-1].period)
    return range(max(first, last + 1 - most), last + 1)


def _span(periods: range, view: TrendView) -> str:
    """The heading of the sparklines: the first and the last period that they show, as far as there is room."""
    first, last = name_of(periods[0], view.by), name_of(periods[-1], view.by)
    if len(periods) > len(first) + len(last):
        return first + last.rjust(len(periods) - len(first))
    return f"–{last}" if len(periods) > len(last) else last[: len(periods)]
