"""Trends as rows, a period or a term a row, as terms by periods, and as sparklines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from speechkit.config import TrendConfig
from speechkit.corpus.trend import Point, Trend, TrendBy
from speechkit.corpus.where import Scope
from speechkit.errors import printable
from speechkit.language import Language
from speechkit.renderers.table import Row, Table, View
from speechkit.temperatures import TEMPERATURES, Shares, shares_of

BLOCKS = "▁▂▃▄▅▆▇█"
ABSENT = "·"  # a period with documents, of which none has the term
COLUMNS = ("term", "period", "count", "documents", "of", "chars", "share", "per_10k", "temperature")
MOVED = (
    "term", "temperature", "documents", "of", "count", "per_10k", "first", "last", "since", "before", "after", "g2",
    "p", "log_ratio", "low", "high", "q", "dp", "peak", "hottest",
)  # fmt: skip
# What the signs of a terminal mean: the temperatures, the blocks of a sparkline, the figures of what moves; each in
# phrases that stay together.
LEGENDS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "zh": (
        ("有此词的文稿所占份额：",),
        ("最热：语温最高的{period}", "… 其间有断，括号内为{period}数"),
        ("每格一{period}：", "▁ 至 █ 每万字次数由低到高", "· 有文稿而未用", "空白 没有文稿"),
        ("G2：前后差别有多大，3.84 以上不似偶然", "p：出于偶然的可能", "↑ 多了", "↓ 少了"),
    ),
    "zh-hant": (
        ("有此詞的文稿所占份額：",),
        ("最熱：語溫最高的{period}", "… 其間有斷，括號內為{period}數"),
        ("每格一{period}：", "▁ 至 █ 每萬字次數由低到高", "· 有文稿而未用", "空白 沒有文稿"),
        ("G2：前後差別有多大，3.84 以上不似偶然", "p：出於偶然的可能", "↑ 多了", "↓ 少了"),
    ),
    "en": (
        ("share of documents with the term:",),
        ("hottest: when it was at its height", "… with breaks, how many {period}s in brackets"),
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

    ``temperatures`` are the shares of documents from which on a term is 沸, 烫, 热, 暖, 温, or their name; ``heat`` has
    these shown instead of the rates. ``source`` is what the corpus is called, ``scope`` which of its documents were
    counted, ``undated`` how many could not be.
    """

    by: TrendBy = "year"
    moving: bool = False
    font: str | None = None
    temperatures: str | Shares = TrendConfig().temperatures
    heat: bool = False
    source: str = ""
    scope: Scope = Scope()
    undated: int = 0


def grades(view: TrendView) -> list[tuple[str, str]]:
    """Return the temperatures, each with the share from which on a term has it, such as ≥80%."""
    shares = [f"{share * 100:.6g}%" for share in shares_of(view.temperatures)]
    return [*zip(TEMPERATURES, (f"≥{share}" for share in shares), strict=False), (TEMPERATURES[-1], f"<{shares[-1]}")]


def legend(view: TrendView, caveats: Iterable[str], *, sparkline: bool) -> Iterator[list[str]]:
    """Yield what the signs mean, in lines of phrases, and the ``caveats``."""
    shares, hottest, blocks, moved = LEGENDS[view.language]
    period = PERIODS[view.language][view.by]
    yield [*shares, *(f"{name} {least}" for name, least in grades(view))]
    yield from ([caveat] for caveat in caveats)
    if view.heat:
        yield [phrase.format(period=period) for phrase in (blocks[0], *blocks[2:])]
        return
    yield [phrase.format(period=period) for phrase in hottest]
    if sparkline:
        yield [phrase.format(period=period) for phrase in blocks]
    if view.moving:
        yield list(moved)


def table(trends: Iterable[Trend], view: TrendView) -> Table:
    """Return a row for every period of each trend, or a row a term where moves were looked for.

    Where heat is wanted it is a row a term and a column a period, with the temperatures. The records are the trends
    with their periods, rates to six places.
    """
    if view.heat:
        trends = list(trends)
        columns = ("term", *(point.period for point in trends[0].points)) if trends else ("term",)
        heat = ((trend.term, *(point.temperature for point in trend.points)) for trend in trends)
        return Table(columns, [heat], [map(_record, trends)])
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
        yield trend.term, point.period, *numbers, round(point.share, 6), round(point.per_10k, 6), point.temperature


def _moved(trend: Trend) -> Row:
    all_of_it = whole(trend)
    numbers = (all_of_it.documents, all_of_it.of, all_of_it.count, round(all_of_it.per_10k, 6))
    move = msgspec.structs.astuple(trend.move) if trend.move else ()
    return trend.term, trend.temperature, *numbers, trend.first, trend.last, *move, trend.peak, hottest(trend)


def _record(trend: Trend) -> dict[str, Any]:
    points = [
        {**msgspec.structs.asdict(point), "share": round(point.share, 6), "per_10k": round(point.per_10k, 6)}
        for point in trend.points
    ]
    return {**msgspec.structs.asdict(trend), "points": points, "share": round(trend.share, 6)}


def whole(trend: Trend) -> Point:
    """Return all periods of a trend as one."""
    numbers = ([point.count, point.documents, point.of, point.chars] for point in trend.points)
    count, documents, of, chars = map(sum, zip(*numbers, strict=True)) if trend.points else (0, 0, 0, 0)
    return Point("", count, documents, of, chars)


def hottest(trend: Trend) -> str:
    """Return when the term was at its hottest: one period, two ends, or with … the ends and how many there are.

    >>> points = tuple(Point(str(year), 1, 1, 1, 100, "沸" if year < 2003 else "冷") for year in (2001, 2002, 2003))
    >>> hottest(Trend("改革", points, "2001", "2003", 1.0, "沸", peak="沸", hottest=("2001", "2002")))
    '2001–2002'
    """
    if len(trend.hottest) < 2:
        return "".join(trend.hottest)
    places = [at for at, point in enumerate(trend.points) if point.period in trend.hottest]
    if all(after == before + 1 for before, after in pairwise(places)):
        return f"{trend.hottest[0]}–{trend.hottest[-1]}"
    return f"{trend.hottest[0]}…{trend.hottest[-1]} ({len(trend.hottest)})"


def phrased_peak(trend: Trend) -> str:
    """Return the highest temperature of the term and when it had it."""
    return f"{trend.peak} {hottest(trend)}".rstrip()


def periods_of(trends: Sequence[Trend]) -> range:
    """Return the numbers of all periods from the first document to the last."""
    points = trends[0].points if trends else ()
    return range(number_of(points[0].period), number_of(points[-1].period) + 1) if points else range(0)


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
