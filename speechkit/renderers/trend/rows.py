"""A trend: how a term fares from period to period, and how trends are shown; every format draws these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

By = Literal["year", "month"]
LENGTHS: dict[By, int] = {"year": 4, "month": 7}  # characters of a period, which a date begins with
PER = 10_000
BLOCKS = "▁▂▃▄▅▆▇█"


class Point(msgspec.Struct, frozen=True):
    """One period, such as 2022 or 2022-03: the term stands ``count`` times in ``documents`` of its ``of`` documents.

    ``chars`` are the code points of all of these.
    """

    period: str
    count: int
    documents: int
    of: int
    chars: int

    @property
    def share(self) -> float:
        """The share of the period's documents that have the term, 0 to 1."""
        return self.documents / self.of if self.of else 0.0

    @property
    def per_10k(self) -> float:
        """How often the term stands in 10,000 characters."""
        return self.count * PER / self.chars if self.chars else 0.0


class Move(msgspec.Struct, frozen=True):
    """How surely a term is more frequent from ``since`` on than before: G2, its p-value, and the log-ratio of rates."""

    since: str
    before: int
    after: int
    g2: float
    p: float
    log_ratio: float


class Trend(msgspec.Struct, frozen=True):
    """A term in all periods of a corpus; ``first`` and ``last`` are those that have it, None where none does.

    ``temperature`` is one of 沸烫热暖温冷, by the ``share`` of all dated documents that have the term.
    """

    term: str
    points: tuple[Point, ...]
    first: str | None
    last: str | None
    share: float
    temperature: str
    move: Move | None = None


class TrendView(msgspec.Struct, frozen=True):
    """Trends by ``by``, of terms that were found to be ``moving`` or of others.

    ``width`` in cells (None: unlimited) and ``color`` concern the terminal only.
    """

    by: By = "year"
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


def name_of(number: int, by: By) -> str:
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
