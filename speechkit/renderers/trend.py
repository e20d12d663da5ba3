"""Trends as rows, a period or a term a row, and as sparklines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from speechkit.config import TrendConfig
from speechkit.corpus.trend import TEMPERATURES, Point, Trend, TrendBy
from speechkit.errors import printable
from speechkit.language import Language
from speechkit.renderers.table import Row, Table, View

BLOCKS = "▁▂▃▄▅▆▇█"
COLUMNS = ("term", "period", "count", "documents", "of", "chars", "share", "per_10k")
MOVED = (
    "term", "temperature", "documents", "of", "count", "per_10k", "first", "last", "since", "before", "after", "g2",
    "p", "log_ratio", "low", "high", "q", "dp",
)  # fmt: skip
# What the signs of a terminal mean: the temperatures, the blocks of a sparkline, the figures of what moves; each in
# phrases that stay together.
LEGENDS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "zh": (
        ("有此词的文稿所占份额：",),
        ("每格一{period}：", "▁ 至 █ 每万字次数由低到高", "· 有文稿而未用", "空白 没有文稿"),
        ("G2：前后差别有多大，3.84 以上不似偶然", "p：出于偶然的可能", "↑ 多了", "↓ 少了"),
    ),
    "zh-hant": (
        ("有此詞的文稿所占份額：",),
        ("每格一{period}：", "▁ 至 █ 每萬字次數由低到高", "· 有文稿而未用", "空白 沒有文稿"),
        ("G2：前後差別有多大，3.84 以上不似偶然", "p：出於偶然的可能", "↑ 多了", "↓ 少了"),
    ),
    "en": (
        ("share of documents with the term:",),
        ("a cell a {period}:", "▁ to █ its rate from low to high", "· texts without the term", "blank no text"),
        ("G2: how big the change is, above 3.84 hardly chance", "p: how likely by chance", "↑ more", "↓ less"),
    ),
}
PERIODS: dict[Language, dict[TrendBy, str]] = {
    "zh": {"year": "年", "month": "月"},
    "zh-hant": {"year": "年", "month": "月"},
    "en": {"year": "year", "month": "month"},
}


class TrendView(View, frozen=True):
    """Trends by ``by``, of terms that were found to be ``moving`` or of others; ``font`` is a file, for PNG alone.

    ``temperatures`` are the shares of documents from which on a term is 沸, 烫, 热, 暖, 温.
    """

    by: TrendBy = "year"
    moving: bool = False
    font: str | None = None
    temperatures: tuple[float, ...] = TrendConfig().temperatures


def legend(view: TrendView, *, sparkline: bool) -> Iterator[list[str]]:
    """Yield what the signs mean, in lines of phrases."""
    shares, blocks, moved = LEGENDS[view.language]
    least = [f"{name} ≥{share:.0%}" for name, share in zip(TEMPERATURES, view.temperatures, strict=False)]
    yield [*shares, *least, f"{TEMPERATURES[-1]} <{view.temperatures[-1]:.0%}"]
    if sparkline:
        yield [phrase.format(period=PERIODS[view.language][view.by]) for phrase in blocks]
    if view.moving:
        yield list(moved)


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
