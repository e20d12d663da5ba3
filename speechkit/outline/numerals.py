"""Numerals of enumerators: their regular expressions, and the ordinals that they mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_UNITS = "一二三四五六七八九"
_FORMAL_UNITS = "壹贰貳叁叄参參肆伍陆陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CN = {c: n for n, c in enumerate(_UNITS, 1)} | {"—": 1, "─": 1}
_FORMAL = {c: n for n, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"贰": 2, "貳": 2, "参": 3, "參": 3, "叄": 3, "陸": 6}
_ROMAN = {"I": 1, "V": 5, "X": 10}

# Regular expressions by the names that data/numbering.yaml uses; simple ones compile fast, and `ordinal_of` is strict.
NUMERALS = {
    "cnset": _UNITS + "十",
    "cn": f"[{_UNITS}十]{{1,3}}",
    "formal": f"[{_FORMAL_UNITS}拾]{{1,3}}",
    "ar": r"(?<!\d)(?<![\d.]\.)\d{1,3}",
}


# Stands for every private-use character of the basic plane.
PRIVATE = "\ue000"
# The characters that a numeral can begin with, by the same names.
FIRST = {
    "cn": _UNITS + "十",
    "formal": _FORMAL_UNITS + "拾",
    "ar": "0123456789",
    "stem": _STEMS,
    "roman": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "letter": "abcdefghABCDEFGH",
    "circled": "".join(
        chr(c)
        for a, b in ((0x2460, 0x2473), (0x2474, 0x249B), (0x3220, 0x3229), (0x2776, 0x277F))
        for c in range(a, b + 1)
    ),
    "private": PRIVATE,
}


def _tens(text: str, digits: Mapping[str, int], ten: str) -> int | None:
    """Reads 一 to 九十九, written with ``digits`` and a sign for ``ten``; None where the signs are no such number."""
    numeral = "".join(c for c in text if c in digits or c == ten)
    tens, found, units = numeral.partition(ten)
    if len(tens) > 1 or len(units) > 1 or ten in units or not numeral:
        return None  # 一二, 十十
    if not found:
        return digits[tens]
    return (digits[tens] if tens else 1) * 10 + (digits[units] if units else 0)


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
