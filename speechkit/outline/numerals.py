"""Numerals of enumerators: their regular expressions, and what they begin with."""

from __future__ import annotations

_UNITS = "一二三四五六七八九"
_FORMAL_UNITS = "壹贰貳叁叄参參肆伍陆陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"

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
