"""What the columns of CSV are called where --language asks for a language; else they have the names of the fields."""

from __future__ import annotations

import re

from speechkit.labels import Labels, labels_for
from speechkit.language import Language
from speechkit.renderers.terminal_headings import heading

HEADINGS: dict[str, tuple[str, str]] = {  # in simplified and in traditional characters; others are those of terminals
    "action": ("动作", "動作"),
    "actor": ("责任单位", "責任單位"),
    "after": ("之后次数", "之後次數"),
    "aliases": ("别名", "別名"),
    "before": ("之前次数", "之前次數"),
    "body": ("正文起点", "正文起點"),
    "body_chars": ("正文字数", "正文字數"),
    "clause_length": ("分句长", "分句長"),
    "clauses": ("分句数", "分句數"),
    "companions": ("配套提法", "配套提法"),
    "corpus": ("语料库", "語料庫"),
    "date_from": ("日期来源", "日期來源"),
    "deadline": ("时限", "時限"),
    "doc_id": ("文稿编号", "文稿編號"),
    "earliest": ("最早日期", "最早日期"),
    "encoding": ("编码", "編碼"),
    "end": ("终点", "終點"),
    "expected": ("期望次数", "期望次數"),
    "file": ("文件", "檔案"),
    "first_document": ("首见文稿", "首見文稿"),
    "folder": ("文件夹", "資料夾"),
    "frame": ("共同部分", "共同部分"),
    "high": ("对数比上限", "對數比上限"),
    "id": ("编号", "編號"),
    "key": ("分组", "分組"),
    "last_document": ("末见文稿", "末見文稿"),
    "latest": ("截止日期", "截止日期"),
    "level": ("层级", "層級"),
    "line": ("行号", "行號"),
    "lines": ("行数", "行數"),
    "log_ratio": ("对数比", "對數比"),
    "low": ("对数比下限", "對數比下限"),
    "made_by": ("软件版本", "軟體版本"),
    "marker": ("序号", "序號"),
    "mattr": ("MATTR", "MATTR"),
    "meta": ("附表", "附表"),
    "object": ("对象", "對象"),
    "occasion": ("场合", "場合"),
    "of": ("文稿总数", "文稿總數"),
    "ordinal": ("序次", "序次"),
    "other": ("首篇文稿", "首篇文稿"),
    "p": ("p值", "p值"),
    "parent": ("上级编号", "上級編號"),
    "path": ("路径", "路徑"),
    "peak": ("最高语温", "最高語溫"),
    "period": ("时段", "時段"),
    "places": ("位置", "位置"),
    "q": ("校正后p值", "校正後p值"),
    "readability1": ("可读性R1", "可讀性R1"),
    "readability2": ("可读性R2", "可讀性R2"),
    "readability3": ("可读性R3", "可讀性R3"),
    "reference_count": ("参照次数", "參照次數"),
    "reference_words": ("参照词数", "參照詞數"),
    "relayed": ("转述", "轉述"),
    "replaces": ("所替提法", "所替提法"),
    "role": ("部分", "部分"),
    "script": ("字体", "字體"),
    "section": ("小节", "小節"),
    "sentence": ("句子", "句子"),
    "sentence_length": ("句长", "句長"),
    "series": ("序号样式", "序號樣式"),
    "sha256": ("SHA-256", "SHA-256"),
    "source": ("出处", "出處"),
    "source_text": ("原文", "原文"),
    "speech_words": ("本文词数", "本文詞數"),
    "start": ("起点", "起點"),
    "strength": ("力度", "力度"),
    "t": ("t值", "t值"),
    "temperature": ("语温", "語溫"),
    "text": ("文本", "文本"),
    "title": ("标题", "標題"),
    "traditional": ("繁体", "繁體"),
    "variants": ("其他写法", "其他寫法"),
    "words": ("词数", "詞數"),
}
_MEASURE = re.compile(r"(share|demands|phrases|figures)(?:_(?!per_)([a-z]+))?(_per_1k)?")
_KINDS = {"share": ("份额", "份額"), "demands": ("要求", "要求"), "phrases": ("", ""), "figures": ("数字", "數字")}


def data_heading(name: str, language: Language) -> str:
    """Return the heading of the column ``name``; a column that has no other name, as of --meta, keeps it.

    >>> [data_heading(name, "zh") for name in ("doc_id", "per_10k", "share_review", "demands_must_per_1k", "genre")]
    ['文稿编号', '每万字', '回顾份额', '必须要求每千字', 'genre']
    """
    if language == "en":
        return name
    if name in HEADINGS:
        return HEADINGS[name][language == "zh-hant"]
    if (found := _MEASURE.fullmatch(name)) and (found[2] or found[3]):
        return _measure(labels_for(language), *found.groups(), traditional=language == "zh-hant")
    return heading(name, language)


def _measure(labels: Labels, what: str, of: str | None, rate: str | None, *, traditional: bool) -> str:
    """Return the heading of a measure of style, of which there is one for each part, strength or kind."""
    names: dict[str, str] = {}
    for table in (labels.roles, labels.strengths, labels.slogan_kinds):
        names.update(table.items())
    return f"{names.get(of or '', of or '')}{_KINDS[what][traditional]}{'每千字' if rate else ''}"
