"""What the page on a speech says outside the speech's own words."""

from __future__ import annotations

import msgspec

from speechkit.language import Language

__all__ = ["SUMMARY_LABELS", "SummaryLabels"]


class SummaryLabels(msgspec.Struct, frozen=True):
    """Headings and words of the page in one language; what ends in _count has room for a number."""

    occasion: str
    date: str
    speaker: str
    length: str
    length_count: str
    achievements: str
    problems: str
    demands: str
    duties: str
    targets: str
    phrases: str
    keywords: str
    phrase_kinds: dict[str, str]
    columns: tuple[str, str, str, str]
    target_column: str
    left_out: str
    headings_count: str
    items_count: str
    targets_count: str
    phrases_count: str
    colon: str
    comma: str
    between: str


SUMMARY_LABELS: dict[Language, SummaryLabels] = {
    "zh": SummaryLabels(
        occasion="场合",
        date="日期",
        speaker="讲话人",
        length="篇幅",
        length_count="{:,} 字",
        achievements="成效",
        problems="问题",
        demands="要求",
        duties="责任与时限",
        targets="指标",
        phrases="提法",
        keywords="关键词",
        phrase_kinds={"new": "未收录", "known": "已收录", "motto": "口号"},
        columns=("编号", "事项", "责任人（单位）", "时限"),
        target_column="指标",
        left_out="限于一页，未列",
        headings_count="小标题 {} 个",
        items_count="责任事项 {} 项",
        targets_count="指标 {} 个",
        phrases_count="提法 {} 种",
        colon="：",
        comma="，",
        between="、",
    ),
    "zh-hant": SummaryLabels(
        occasion="場合",
        date="日期",
        speaker="講話人",
        length="篇幅",
        length_count="{:,} 字",
        achievements="成效",
        problems="問題",
        demands="要求",
        duties="責任與期限",
        targets="指標",
        phrases="提法",
        keywords="關鍵詞",
        phrase_kinds={"new": "未收錄", "known": "已收錄", "motto": "口號"},
        columns=("編號", "事項", "負責人（單位）", "期限"),
        target_column="指標",
        left_out="限於一頁，未列",
        headings_count="小標題 {} 個",
        items_count="責任事項 {} 項",
        targets_count="指標 {} 個",
        phrases_count="提法 {} 種",
        colon="：",
        comma="，",
        between="、",
    ),
    "en": SummaryLabels(
        occasion="Occasion",
        date="Date",
        speaker="Speaker",
        length="Length",
        length_count="{:,} characters",
        achievements="Achieved",
        problems="Problems",
        demands="Demands",
        duties="Who by when",
        targets="Targets",
        phrases="Set phrases",
        keywords="Keywords",
        phrase_kinds={"new": "New", "known": "Known", "motto": "Mottos"},
        columns=("No.", "What", "Who", "By when"),
        target_column="Target",
        left_out="No room on one page for",
        headings_count="{} headings",
        items_count="{} items",
        targets_count="{} targets",
        phrases_count="{} set phrases",
        colon=": ",
        comma=", ",
        between="、",
    ),
}
