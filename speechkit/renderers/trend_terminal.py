"""Trends for people, by rich: a line a term, with when it was hottest and a sparkline of its rate, or a heat strip."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from speechkit.corpus.trend import Trend
from speechkit.errors import printable
from speechkit.renderers.terminal import MIN_TEXT, UNLIMITED, console_on, flowed, put
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import GAP, Column, table
from speechkit.renderers.trend import TrendView, legend, name_of, periods_of, phrased_peak, sparkline, whole
from speechkit.renderers.trend_heat_terminal import strip
from speechkit.renderers.trend_labels import caveats

MIN_WIDTH = 40  # cells that are taken at least
MIN_PERIODS = 6  # periods of a sparkline, below which there is none
NAMES = ("term", "hottest", "documents", "count", "per_10k", "first", "last")
FIRST_NUMBER = 2  # column that holds numbers
MOVED = ("", "G2", "p")
COLOURS = {"沸": "bold red", "烫": "red", "热": "yellow", "暖": "green", "温": "cyan", "冷": "blue"}


def render(trends: Iterable[Trend], view: TrendView) -> Iterator[str]:
    """Yield one table, and below it what its signs mean.

    The sparkline shows as many of the last periods as there is room for, none where little is.
    """
    out = io.StringIO()
    trends = list(trends)
    width = max(view.width or UNLIMITED, MIN_WIDTH)
    console = console_on(out, width, color=view.color)
    if view.heat:
        put(console, strip(trends, view, width))
        _put_legend(trends, view, out, console)
        yield out.getvalue()
        return
    rows = [list(_cells(trend, view.moving)) for trend in trends]
    names = [heading(name, view.language) for name in (*NAMES, *(MOVED if view.moving else ()))]
    columns = [Column(name, right=at >= FIRST_NUMBER and bool(name), text=at == 0) for at, name in enumerate(names)]
    taken = [max(map(cell_len, cells)) for cells in zip(names, *map(_plain, rows), strict=True)]
    beside, *others = (min(taken[0], MIN_TEXT) + GAP, *(each + GAP for each in taken[1:]))
    room = width - sum(others)
    periods = _periods(trends, room - beside if room >= beside else room)
    if periods:
        columns.append(Column(_span(periods, view)))
        rows = [[*row, Text(sparkline(trend, periods))] for row, trend in zip(rows, trends, strict=True)]
    put(console, table(columns, rows, width))
    _put_legend(trends, view, out, console, sparkline=bool(periods))
    yield out.getvalue()


def _put_legend(
    trends: Sequence[Trend], view: TrendView, out: io.StringIO, console: Console, *, sparkline: bool = False
) -> None:
    if not trends:
        return
    out.write("\n")
    for phrases in legend(view, caveats(trends, view), sparkline=sparkline):
        put(console, flowed(Text(), (Text(phrase, style="dim") for phrase in phrases), " " * GAP, console.width, GAP))


def _cells(trend: Trend, moved: bool) -> Iterator[Text]:
    all_of_it = whole(trend)
    yield Text(printable(trend.term))
    yield Text(phrased_peak(trend), style=COLOURS.get(trend.peak, ""))
    yield Text(f"{all_of_it.documents}/{all_of_it.of}")
    yield Text(str(all_of_it.count))
    yield Text(f"{all_of_it.per_10k:.2f}")
    yield Text(trend.first or "–")
    yield Text(trend.last or "–")
    if moved:
        yield Text(("↑" if trend.move.log_ratio > 0 else "↓") if trend.move else "")
        yield Text(f"{trend.move.g2:.1f}" if trend.move else "")
        yield Text((f"{trend.move.p:.3f}" if trend.move.p >= 0.001 else "<.001") if trend.move else "")


def _plain(row: Iterable[Text]) -> list[str]:
    return [cell.plain for cell in row]


def _periods(trends: Sequence[Trend], most: int) -> range:
    """The numbers of the periods of a sparkline: the last ``most`` of those from the first document to the last."""
    return periods_of(trends)[-most:] if most >= MIN_PERIODS else range(0)


def _span(periods: range, view: TrendView) -> str:
    """The heading of the sparklines: the first and the last period that they show, as far as there is room."""
    first, last = name_of(periods[0], view.by), name_of(periods[-1], view.by)
    if len(periods) > len(first) + len(last):
        return first + last.rjust(len(periods) - len(first))
    return f"–{last}" if len(periods) > len(last) else last[: len(periods)]
