"""A trend: how a term fares from period to period, and how trends are shown; every format draws these."""

from __future__ import annotations

from typing import Literal

import msgspec

By = Literal["year", "month"]
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
    """Trends by ``by``; ``width`` in cells (None: unlimited) and ``color`` concern the terminal only."""

    by: By = "year"
    width: int | None = None
    color: bool = False


COLUMNS = ("term", "period", "count", "documents", "of", "chars", "share", "per_10k")


def cells(trend: Trend, point: Point) -> tuple[str | int | float, ...]:
    """A row of ``COLUMNS``; rates to six places."""
    numbers = (point.count, point.documents, point.of, point.chars, round(point.share, 6), round(point.per_10k, 6))
    return trend.term, point.period, *numbers


def sparkline(trend: Trend, most: int | None = None) -> str:
    """A block for each of the last ``most`` periods, its height by the rate; a dot where the term is not found."""
    points = trend.points[-most:] if most else trend.points
    highest = max((point.per_10k for point in points), default=0.0)
    return "".join(
        BLOCKS[min(int(point.per_10k / highest * len(BLOCKS)), len(BLOCKS) - 1)] if point.count else "·"
        for point in points
    )
