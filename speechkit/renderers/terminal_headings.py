"""What the columns of tables on a terminal are called; formats for programs have the names of the fields."""

from __future__ import annotations

import re

from speechkit.language import Language

HEADINGS: dict[str, tuple[str, str]] = {  # in simplified and in traditional characters
    "term": ("词语", "詞語"),
    "document": ("文稿", "文稿"),
    "year": ("年份", "年份"),
    "speaker": ("讲话人", "講話人"),
    "part": ("部分", "部分"),
    "count": ("次数", "次數"),
    "documents": ("文稿数", "文稿數"),
    "chars": ("字数", "字數"),
    "sentences": ("句数", "句數"),
    "sentence": ("句长", "句長"),
    "clause": ("分句长", "分句長"),
    "share": ("份额", "份額"),
    "figures": ("数字", "數字"),
    "first": ("首见", "首見"),
    "last": ("末见", "末見"),
    "hottest": ("最热", "最熱"),
    "word": ("词语", "詞語"),
    "weight": ("权重", "權重"),
    "log ratio": ("对数比", "對數比"),
    "in others": ("他文次数", "他文次數"),
    "phrase": ("提法", "提法"),
    "kind": ("类别", "類別"),
    "name": ("名称", "名稱"),
    "field": ("领域", "領域"),
    "since": ("始于", "始於"),
    "all forms": ("合计", "合計"),
    "alias": ("别名", "別名"),
    "member": ("成员", "成員"),
    "form": ("形式", "形式"),
    "whole corpus": ("全部文稿", "全部文稿"),
    "ngram": ("词串", "詞串"),
    "n": ("词数", "詞數"),
    "left": ("左", "左"),
    "right": ("右", "右"),
    "word_count": ("总次数", "總次數"),
    "dp": ("DP", "DP"),
    "juilland_d": ("D", "D"),
    "log_dice": ("logDice", "logDice"),
    "mi": ("MI", "MI"),
    "g2": ("G2", "G2"),
    "same": ("相同", "相同"),
    "whole": ("原句", "原句"),
    "changed": ("改动", "改動"),
    "change": ("改动之处", "改動之處"),
    "group": ("组", "組"),
    "likeness": ("相似度", "相似度"),
    "contained": ("含于首篇", "含於首篇"),
    "date": ("日期", "日期"),
    "members": ("成员", "成員"),
}
_RATE = re.compile(r"per_(\d+)([km]?)")
_SIZES = {"10k": ("万", "萬"), "1k": ("千", "千"), "100k": ("十万", "十萬"), "1m": ("百万", "百萬")}


def heading(name: str, language: Language) -> str:
    """Return the heading of the column ``name``; a column that has no other name keeps it.

    >>> heading("documents", "zh"), heading("per_10k", "zh"), heading("per_500", "zh-hant"), heading("G2", "zh")
    ('文稿数', '每万字', '每500字', 'G2')
    """
    if language == "en":
        return name
    at = int(language == "zh-hant")
    if rate := _RATE.fullmatch(name):
        size = "".join(rate.groups())
        return f"每{_SIZES[size][at] if size in _SIZES else size}字"
    return HEADINGS[name][at] if name in HEADINGS else name
