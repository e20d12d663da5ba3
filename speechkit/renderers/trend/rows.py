"""How trends are shown; every format draws these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from speechkit.corpus.trend import Point, Trend, TrendBy

BLOCKS = "▁▂▃▄▅▆▇█"


class TrendView(msgspec.Struct, frozen=True):
    """Trends by ``by``, of terms that were found to be ``moving`` or of others.

    ``width`` in cells (None: unlimited) and ``color`` concern the terminal only.
    """

    by: TrendBy = "year"
    moving: bool = False
    width: int | None = None
    color: bool = False


COLUMNS = ("term", "period", "count", "documents", "of", "chars", "share", "per_10k")
MOVED = (
    "term", "temperature", "documents", "of", "count", "per_10k", "first", "last", "since", "before", "after", "g2",
    "p", "log_ratio",
)  # fmt: skip
Cell = str | int | float | None


def table(trends: Sequence[Trend], view: TrendView) -> Iterator[tuple[Cell, ...]]:
    """The trends as a header and rows: a row for every period of each, or a row a term where moves were looked for."""
    if view.moving:
        yield MOVED
        yield from map(_moved, trends)
        return
    yield COLUMNS
    for trend in trends:
        for point in trend.points:
            numbers = (point.count, point.documents, point.of, point.chars)
            yield trend.term, point.period, *numbers, round(point.share, 6), round(point.per_10k, 6)


def _moved(trend: Trend) -> tuple[Cell, ...]:
    all_of_it = whole(trend)
    numbers = (all_of_it.documents, all_of_it.of, all_of_it.count, round(all_of_it.per_10k, 6))
    move = msgspec.structs.astuple(trend.move) if trend.move else ()
    return trend.term, trend.temperature, *numbers, trend.first, trend.last, *move


def whole(trend: Trend) -> Point:
    """All periods as one."""
    numbers = ([point.count, point.documents, point.of, point.chars] for point in trend.points)
    return Point("", *map(sum, zip(*numbers, strict=True))) if trend.points else Point("", 0, 0, 0, 0)


def number_of(period: str) -> int:
    """The place of a period among all there are: 2022 → 2022, 2022-03 → months since the year 0."""
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def name_of(number: int, by: TrendBy) -> str:
    """The period of that number."""
    return str(number) if by == "year" else f"{number // 12}-{number % 12 + 1:02}"


def sparkline(trend: Trend, numbers: Iterable[int]) -> str:
    """A block for each of the periods, its height by the rate; a dot without the term, a blank without a document."""
    points = {number_of(point.period): point for point in trend.points}
    highest = max((point.per_10k for point in points.values()), default=0.0)
    return "".join(_block(points.get(number), highest) for number in numbers)


def _block(point: Point | None, highest: float) -> str:
    if point is None:
        return " "
    if not point.count:
        return "·"
    return BLOCKS[min(int(point.per_10k / highest * len(BLOCKS)), len(BLOCKS) - 1)]
