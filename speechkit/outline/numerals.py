"""Numerals of enumerators: their regular expressions, and the ordinals that they mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_CN = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"—": 1, "─": 1}
_FORMAL = {c: n for n, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"贰": 2, "貳": 2, "参": 3, "參": 3, "叄": 3, "陸": 6}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {"I": 1, "V": 5, "X": 10}

# Regular expressions by the names that data/numbering.yaml uses.
NUMERALS = {
    "cnset": "一二三四五六七八九十",
    "cn": "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])",
    "formal": "(?:[壹贰貳叁叄参參肆伍陆陸柒捌玖]?拾[壹贰貳叁叄参參肆伍陆陸柒捌玖]?|[壹贰貳叁叄参參肆伍陆陸柒捌玖])",
    "ar": r"(?<!\d)(?<![\d.]\.)\d{1,3}",
}


def _tens(text: str, digits: Mapping[str, int], ten: str) -> int | None:
    """Reads 一 to 九十九, written with ``digits`` and a sign for ``ten``."""
    numeral = [c for c in text if c in digits or c == ten]
    if not numeral:
        return None
    if ten not in numeral:
        return digits[numeral[0]]
    at = numeral.index(ten)
    tens = digits[numeral[at - 1]] if at else 1
    return tens * 10 + (digits[numeral[at + 1]] if at + 1 < len(numeral) else 0)


def ordinal_of(marker: str, numeral: str, words: Mapping[str, int | str] | None = None) -> int | None:
    """The ordinal that a marker states, or None where it states none. ``numeral`` names the way of writing."""
    if numeral in ("cn", "arabic"):
        digits = "".join(c for c in marker if c.isdecimal())
        return int(digits) if digits else _tens(marker, _CN, "十")
    if numeral == "formal":
        return _tens(marker, _FORMAL, "拾")
    if numeral == "circled":
        value = unicodedata.numeric(marker[0], None)
        return None if value is None else int(value)
    if numeral == "stem":
        return _STEMS.index(marker[0]) + 1
    if numeral == "letter":
        return next(ord(c.lower()) - 96 for c in marker if c.isalpha())
    if numeral == "roman":
        values = [_ROMAN[c] for c in unicodedata.normalize("NFKC", marker) if c in _ROMAN]
        return sum(-v if n + 1 < len(values) and values[n + 1] > v else v for n, v in enumerate(values))
    value_of = (words or {}).get(marker)
    return value_of if isinstance(value_of, int) else None
