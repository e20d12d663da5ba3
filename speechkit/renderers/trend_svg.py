"""Trends as charts: lines of rates, or a heat strip of temperatures, with what was counted and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.corpus.trend import Point, Trend, TrendBy
from speechkit.renderers.charts.heat import Cell, heat_strip
from speechkit.renderers.charts.lines import Axis, Line, line_chart
from speechkit.renderers.png import drawn
from speechkit.renderers.trend import ABSENT, TrendView, caveats, grades, name_of, number_of, periods_of, whole
from speechkit.temperatures import TEMPERATURES

_STEPS: dict[TrendBy, tuple[int, ...]] = {
    "year": (1, 2, 5, 10, 20, 50, 100),
    "month": (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200),
}  # periods between two names below the chart
_FEW = 12  # cells of a strip that are wide enough for all their names
_NAMED = 3  # terms that the title names where there are many
_MANY = 6


def render(trends: Iterable[Trend], view: TrendView) -> Iterator[str]:
    """Yield one chart of all the trends, its axis true to time."""
    yield chart(list(trends), view)


def png(trends: Iterable[Trend], view: TrendView) -> Iterator[bytes]:
    """Yield it as PNG. Raises ``UsageError`` where resvg or a font with Chinese characters is missing."""
    yield drawn(chart(list(trends), view), view.font)


def chart(trends: list[Trend], view: TrendView) -> str:
    """Return the lines or, where the view wants heat, the strip."""
    return _strip(trends, view) if view.heat else _lines(trends, view)


def title_of(trends: list[Trend], view: TrendView) -> str:
    """Return what is shown of which terms."""
    what = {
        ("year", False): "逐年每万字次数",
        ("month", False): "逐月每万字次数",
        ("year", True): "逐年语温",
        ("month", True): "逐月语温",
    }[view.by, view.heat]
    named = trends if len(trends) <= _MANY else trends[:_NAMED]
    others = view.say(f"等{len(trends)}词") if len(named) < len(trends) else ""
    return f"{view.say(what)}{view.say('：')}{view.say('、').join(trend.term for trend in named)}{others}"


def counted(trends: list[Trend], view: TrendView) -> str:
    """Return from when to when, how many documents and characters were counted, and how many were left out."""
    if not trends or not trends[0].points:
        return view.say("没有注明日期的文稿")
    points, all_of_it = trends[0].points, whole(trends[0])
    told = [
        f"{points[0].period}–{points[-1].period}",
        view.say(f"{all_of_it.of:,} 篇文稿"),
        view.say(f"{all_of_it.chars:,} 字"),
    ]
    if view.undated:
        told.append(view.say(f"另有 {view.undated:,} 篇日期不详，未计入"))
    return " · ".join(told)


def sources(view: TrendView) -> list[str]:
    """Return where the documents come from, and which of them were chosen, a line each."""
    scope, colon = view.scope, view.say("：")
    chosen = [scope.where] if scope.where else []
    if scope.speaker:
        chosen.append(f"{view.say('讲话人')}{colon}{scope.speaker}")
    if scope.since or scope.until:
        chosen.append(f"{scope.since or ''}–{scope.until or ''}")
    lines = [f"{view.say('来源')}{colon}{view.source}"] if view.source else []
    return [*lines, f"{view.say('只取')}{colon}{'; '.join(chosen)}"] if chosen else lines


def _lines(trends: list[Trend], view: TrendView) -> str:
    lines = [
        Line(trend.term, [(number_of(each.period), each.per_10k, told(trend, each)) for each in trend.points])
        for trend in trends
    ]
    axis = Axis(lambda number: name_of(number, view.by), _STEPS[view.by])
    gaps = view.say(
        {"year": "线断处该年没有文稿；0 为有文稿而未用。", "month": "线断处该月没有文稿；0 为有文稿而未用。"}[view.by]
    )
    return line_chart(
        lines, axis, view.say("每万字次数"), title_of(trends, view), [gaps, *sources(view)],
        lang=view.tag, under=counted(trends, view), own_scales=view.say("各图横轴相同，纵轴各自按最高值定。"),
    )  # fmt: skip


def _strip(trends: list[Trend], view: TrendView) -> str:
    periods = periods_of(trends)
    few = len(periods) <= _FEW
    rows = []
    for trend in trends:
        points = {number_of(point.period): point for point in trend.points}
        rows.append((trend.term, [_cell(trend, points.get(number)) for number in periods]))
    coldest = len(TEMPERATURES) - 1
    key = [(Cell(at, name), least) for at, (name, least) in enumerate(grades(view))]
    key.append((Cell(coldest, ABSENT), view.say("未用")))
    notes = [view.say("语温依当期有此词的文稿所占份额；空白处没有文稿。"), *caveats(trends, view), *sources(view)]
    return heat_strip(
        rows, [_short_name(number, view.by, few=few) for number in periods], title_of(trends, view), notes,
        key=key, lang=view.tag, under=counted(trends, view),
    )  # fmt: skip


def _cell(trend: Trend, point: Point | None) -> Cell | None:
    if point is None:
        return None
    grade = TEMPERATURES.find(point.temperature)
    return Cell(grade, point.temperature if point.documents else ABSENT, told(trend, point))


def _short_name(number: int, by: TrendBy, *, few: bool) -> str:
    """The name of a period where it is shown: all where they are few, else each fifth year, of months each January."""
    name = name_of(number, by)
    if few:
        return name
    if by == "month":
        return name[:4] if name.endswith("-01") else ""
    return name if number % 5 == 0 else ""


def told(trend: Trend, point: Point) -> str:
    """Return a point in words: term, period, how often, in how many of the documents, temperature."""
    counted = f"{point.count} ({point.per_10k:.2f}), {point.documents}/{point.of}"
    return f"{trend.term} {point.period}: {counted} {point.temperature}".rstrip()
