"""A heat strip for a terminal, by rich: a row a term, a cell of two columns a period, bands where rows are long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from speechkit.corpus.trend import Trend
from speechkit.errors import printable
from speechkit.renderers.terminal import cut
from speechkit.renderers.terminal_table import GAP
from speechkit.renderers.trend import ABSENT, TrendView, name_of, number_of, periods_of

CELL = 2  # columns of a cell, which a Chinese character takes
MOST_TERM = 24  # columns of a term, less where the terminal is narrow
STYLES = {
    "沸": "bold white on red", "烫": "black on bright_red", "热": "black on yellow", "暖": "black on green",
    "温": "black on cyan", "冷": "blue", ABSENT: "dim",
}  # fmt: skip


def strip(trends: Sequence[Trend], view: TrendView, width: int) -> Iterator[Text]:
    """Yield the lines of the strip: above each band its first period, and each fifth year or January."""
    names = [cut(Text(printable(trend.term)), min(MOST_TERM, width // 3)) for trend in trends]
    left = max((name.cell_len for name in names), default=0) + GAP
    periods = periods_of(trends)
    points = [{number_of(point.period): point for point in trend.points} for trend in trends]
    length = max((width - left) // CELL, 1)
    bands = -(-len(periods) // length)
    length = -(-len(periods) // bands) if bands else length
    for start in range(0, len(periods), length):
        band = periods[start : start + length]
        if start:
            yield Text()
        yield Text(" " * left + _heading(band, view), style="dim")
        for name, of_term in zip(names, points, strict=True):
            line = Text(no_wrap=True)
            line.append_text(name).append(" " * (left - name.cell_len))
            for number in band:
                point = of_term.get(number)
                sign = (point.temperature if point.documents else ABSENT) if point else ""
                line.append(sign + " " * (CELL - Text(sign).cell_len), STYLES.get(sign, ""))
            line.rstrip()
            yield line


def _heading(band: range, view: TrendView) -> str:
    """The first period of a band, and each fifth year or each January that is far enough from the name before it."""
    heading = ""
    for at, number in enumerate(band):
        name = name_of(number, view.by) if view.by == "year" or not at else name_of(number, view.by)[:4]
        begins = number % 5 == 0 if view.by == "year" else number % 12 == 0
        free = at * CELL > len(heading) and at * CELL + len(name) <= len(band) * CELL
        if not at or (begins and free):
            heading = heading.ljust(at * CELL) + name
    return heading
