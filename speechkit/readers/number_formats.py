"""The number of a list's item in each way that office programs can write it: 一, 壹, 甲, ①, iv.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat). Where programs differ it is as LibreOffice shows it; what that does
not know (decimalFullWidth) is as the standard says.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

__all__ = ["FORMATS", "written"]

LARGEST = 32_767  # programs count no further; beyond, a letter or a Roman numeral would take pages

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_WITH_FULL_STOP = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_IN_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_KANA_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@cache
def written(number: int, format: str) -> str:
    """Return the number as the format writes it; in figures where it has no sign for it, or is not known.

    >>> written(12, "chineseCounting"), written(3, "ideographTraditional"), written(11, "ideographTraditional")
    ('十二', '丙', '11')
    """
    if not 0 < number <= LARGEST:
        return "" if format == "none" else str(number)
    return FORMATS.get(format, str)(number)


def counting(
    number: int, digits: str = "零一二三四五六七八九", units: str = "十百千万", *, leading_one: bool = False
) -> str:
    """Write a number up to 99,999,999 in words; ``leading_one`` keeps the one of 11 to 19 (壹拾壹).

    >>> counting(12), counting(1010), counting(10001), counting(12345)
    ('十二', '一千零一十', '一万零一', '一万二千三百四十五')
    """
    out, gap = "", False
    figures = str(number)
    for place, figure in zip(range(len(figures) - 1, -1, -1), map(int, figures), strict=True):
        within = place % 4
        if figure:
            out += (digits[0] if gap and out else "") + digits[figure] + (units[within - 1] if within else "")
        gap = not figure
        if place == 4:
            out, gap = out + units[3], False
    return out if leading_one or number >= 20 else out.removeprefix(digits[1]) if number >= 10 else out


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _in_turn(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _digit_by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(figure)] for figure in str(number))


def _letters(number: int) -> str:
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMANS:
        out += sign * (number // value)
        number %= value
    return out


def _japanese_legal(number: int) -> str:
    myriads, rest = divmod(number, 10_000)
    digits = _digit_by_digit("零壱弐参四伍六七八九")
    return (digits(myriads) + "萬" if myriads else "") + (digits(rest) if rest else "")


def _legal(digits: str, units: str) -> Callable[[int], str]:
    return lambda number: counting(number, digits, units, leading_one=True)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _digit_by_digit("０１２３４５６７８９"),
    "decimalFullWidth2": _digit_by_digit("０１２３４５６７８９"),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedFullstop": _one_of(_WITH_FULL_STOP),
    "decimalEnclosedParen": _one_of(_IN_BRACKETS),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "chineseLegalSimplified": _legal("零壹贰叁肆伍陆柒捌玖", "拾佰仟万"),
    "ideographDigital": counting,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
    "ideographLegalTraditional": _legal("零壹貳參肆伍陸柒捌玖", "拾佰仟萬"),
    "ideographEnclosedCircle": _one_of(_CIRCLED),
    "japaneseCounting": counting,
    "japaneseDigitalTenThousand": _digit_by_digit("〇一二三四五六七八九"),
    "japaneseLegal": _japanese_legal,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "taiwaneseDigital": _digit_by_digit("○一二三四五六七八九"),
    "koreanDigital": _digit_by_digit("영일이삼사오육칠팔구"),
    "aiueo": _in_turn(_KANA_HALF),
    "aiueoFullWidth": _in_turn(_KANA),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
}
