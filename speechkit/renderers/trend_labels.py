"""What charts and tables of trends say in words: titles, what was counted, where it comes from, what to beware of."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.corpus.trend import Trend, TrendBy
from speechkit.renderers.trend import TrendView, whole

SPARSE = 5  # documents of a period, below which a share of them says little
RATE = "每万字次数"
ABSENT_NOTE = "未用"
SHARES_NOTE = "语温依当期有此词的文稿所占份额；空白处没有文稿。"
OWN_SCALES = "各图横轴相同，纵轴各自按最高值定。"
GAPS: dict[TrendBy, str] = {
    "year": "线断处该年没有文稿；0 为有文稿而未用。",
    "month": "线断处该月没有文稿；0 为有文稿而未用。",
}
TABLE = "各期数字"
HEADINGS = ("年月", "次数", RATE, "有此词的文稿", "文稿数", "份额", "语温", "字数")
HOTTEST = "最热"
_TITLES: dict[tuple[TrendBy, bool], str] = {
    ("year", False): "逐年每万字次数",
    ("month", False): "逐月每万字次数",
    ("year", True): "逐年语温",
    ("month", True): "逐月语温",
}
_PRESETS = {"cmp": "沸、烫两线依钱钢（2017），为《人民日报》所定；热、暖、温三线未见公布，由本程序按两线之比推得。"}
_MANY, _NAMED = 6, 3  # terms that a title names, where there are more of them


def title_of(trends: Sequence[Trend], view: TrendView) -> str:
    """Return what is shown of which terms."""
    named = trends if len(trends) <= _MANY else trends[:_NAMED]
    others = view.say(f"等 {len(trends)} 词") if len(named) < len(trends) else ""
    terms = view.say("、").join(trend.term for trend in named)
    return f"{view.say(_TITLES[view.by, view.heat])}{view.say('：')}{terms}{others}"


def counted(trends: Sequence[Trend], view: TrendView) -> str:
    """Return from when to when, how many documents and characters were counted, and how many were left out."""
    left_out = [view.say(f"另有 {view.undated:,} 篇日期不详，未计入")] if view.undated else []
    if not trends or not trends[0].points:
        return " · ".join([view.say("没有注明日期的文稿"), *left_out])
    points, all_of_it = trends[0].points, whole(trends[0])
    first, last = points[0].period, points[-1].period
    span = first if first == last else f"{first}–{last}"
    sizes = (view.say(f"{all_of_it.of:,} 篇文稿"), view.say(f"{all_of_it.chars:,} 字"))
    return " · ".join([span, *sizes, *left_out])


def sources(view: TrendView) -> list[str]:
    """Return where the documents come from, and which of them were chosen, a line each."""
    scope, colon = view.scope, view.say("：")
    chosen = [scope.where] if scope.where else []
    if scope.speaker:
        chosen.append(f"{view.say('讲话人')}{colon}{scope.speaker}")
    if scope.since:
        chosen.append(view.say(f"{scope.since} 起"))
    if scope.until:
        chosen.append(view.say(f"至 {scope.until}"))
    lines = [f"{view.say('来源')}{colon}{view.source}"] if view.source else []
    return [*lines, f"{view.say('只取')}{colon}{view.say('，').join(chosen)}"] if chosen else lines


def caveats(trends: Sequence[Trend], view: TrendView) -> list[str]:
    """Return what readers should know of the temperatures, a sentence each: who set them, if periods are sparse."""
    points = trends[0].points if trends else ()
    sparse = sum(point.of < SPARSE for point in points)
    said = [_PRESETS[view.temperatures]] if view.temperatures in _PRESETS else []
    if sparse > len(points) / 2:
        said.append(f"{sparse}/{len(points)} 期不足 {SPARSE} 篇文稿，语温只能粗看。")
    return [view.say(each) for each in said]
