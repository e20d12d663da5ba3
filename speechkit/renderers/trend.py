"""Trends as rows, a period or a term a row, and as sparklines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from speechkit.corpus.trend import Point, Trend, TrendBy
from speechkit.errors import printable
from speechkit.renderers.table import Row, Table, View

BLOCKS = "▁▂▃▄▅▆▇█"
COLUMNS = ("term", "period", "count", "documents", "of", "chars", "share", "per_10k")
MOVED = (
    "term", "temperature", "documents", "of", "count", "per_10k", "first", "last", "since", "before", "after", "g2",
    "p", "log_ratio",
)  # fmt: skip


class TrendView(View, frozen=True):
    """Trends by ``by``, of terms that were found to be ``moving`` or of others; ``font`` is a file, for PNG alone."""

    by: TrendBy = "year"
    moving: bool = False
    font: str | None = None


def table(trends: Iterable[Trend], view: TrendView) -> Table:
    """Return a row for every period of each trend, or a row a term where moves were looked for.

    The records are the trends with their periods, rates to six places.
    """
    rows = map(_moved, trends) if view.moving else (row for trend in trends for row in _periods(trend))
    return Table(MOVED if view.moving else COLUMNS, [rows], [map(_record, trends)])


def for_people(trends: Iterable[Trend], view: TrendView) -> Table:
    """Return the same rows, safe for a terminal."""
    same = table(trends, view)
    return Table(same.columns, [map(_printable, rows) for rows in same.groups])


def _printable(row: Row) -> Row:
    return [printable(cell) if isinstance(cell, str) else cell for cell in row]


def _periods(trend: Trend) -> Iterator[Row]:
    for point in trend.points:
        numbers = (point.count, point.documents, point.of, point.chars)
        yield trend.term, point.period, *numbers, round(point.share, 6), round(point.per_10k, 6)


def _moved(trend: Trend) -> Row:
    all_of_it = whole(trend)
    numbers = (all_of_it.documents, all_of_it.of, all_of_it.count, round(all_of_it.per_10k, 6))
    move = msgspec.structs.astuple(trend.move) if trend.move else ()
    return trend.term, trend.temperature, *numbers, trend.first, trend.last, *move


def _record(trend: Trend) -> dict[str, Any]:
    points = [
        {**msgspec.structs.asdict(point), "share": round(point.share, 6), "per_10k": round(point.per_10k, 6)}
        for point in trend.points
    ]
    return {**msgspec.structs.asdict(trend), "points": points, "share": round(trend.share, 6)}


def whole(trend: Trend) -> Point:
    """Return all periods of a trend as one."""
    numbers = ([point.count, point.documents, point.of, point.chars] for point in trend.points)
    return Point("", *map(sum, zip(*numbers, strict=True))) if trend.points else Point("", 0, 0, 0, 0)


def number_of(period: str) -> int:
    """Return the place of a period among all there are: a year, or months since the year 0.

    >>> number_of("2022"), number_of("2022-03")
    (2022, 24266)
    """
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def name_of(number: int, by: TrendBy) -> str:
    """Return the period of that number: the other way round."""
    return str(number) if by == "year" else f"{number // 12}-{number % 12 + 1:02}"


def sparkline(trend: Trend, numbers: Iterable[int]) -> str:
    """Return a block for each period, its height by the rate; a dot without the term, a blank without a document."""
    points = {number_of(point.period): point for point in trend.points}
    highest = max((point.per_10k for point in points.values()), default=0.0)
    return "".join(_block(points.get(number), highest) for number in numbers)


def _block(point: Point | None, highest: float) -> str:
    if point is None:
        return " "
    if not point.count:
        return "·"
    return BLOCKS[min(int(point.per_10k / highest * len(BLOCKS)), len(BLOCKS) - 1)]
