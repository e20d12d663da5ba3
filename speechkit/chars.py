"""What a character or a numeral is, once for all: sentence ends, brackets, widths, numerals, plain text.

Paragraphs, units and everything read off them have full-width punctuation (``full_width``), so that 。 and “ stand for
their half-width and Taiwanese forms too.
"""

from __future__ import annotations

import re
import unicodedata
from array import array

__all__ = [
    "BRACKETS",
    "CLAUSE_ENDS",
    "CLOSING",
    "LINE_ENDS",
    "NOT_FIRST",
    "NOT_LAST",
    "OPENING",
    "SENTENCE_ENDS",
    "UNIT_ENDS",
    "cardinal",
    "ended",
    "full_width",
    "half_width_digits",
    "heading_end",
    "line_starts",
    "number_of",
    "one_line",
    "ordinal_of",
    "plain",
]

# -- where something ends ----------------------------------------------------------------------------------------------

SENTENCE_ENDS = "。！？"
UNIT_ENDS = SENTENCE_ENDS + "；"  # of a unit: a sentence, or a clause before a semicolon
CLAUSE_ENDS = UNIT_ENDS + "，：、"
LINE_ENDS = UNIT_ENDS + "：…"  # of a paragraph that is complete; a colon announces those that follow

BRACKETS = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "[": "]",
}  # fmt: skip
OPENING = "".join(BRACKETS)
CLOSING = "".join(BRACKETS.values())
# What no line that is laid out begins with, and what none ends with (避头尾).
NOT_FIRST = "，。；：！？、．…）》」』】〉〕〗｝］”’﹂﹄%％‰℃°′″々ー～〜·—×,.;:!?)]}"
NOT_LAST = "（《「『【〈〔〖｛［“‘﹁﹃￥＄$№([{"


def ended(text: str, ends: str = UNIT_ENDS) -> bool:
    """Return whether ``text`` ends with one of ``ends``, closing quotation marks and brackets behind it apart.

    >>> ended("他说：“要抓好落实。”"), ended("一、提高认识"), ended("要求如下：", LINE_ENDS)
    (True, False, True)
    """
    last = text.rstrip(CLOSING)[-1:]
    return last != "" and last in ends


_HAN = r"[\u4e00-\u9fff]"
_GLUED_HEADING = re.compile(
    rf"[ \u3000]*{_HAN}{{2,8}}(?:，?{_HAN}{{2,10}}){{0,2}}(?P<gap>[ \u3000]+)(?={_HAN}[^ \u3000]+[。！？；])"
)


def heading_end(text: str, start: int) -> int:
    """Return where the heading at ``start`` ends that a blank alone parts from its sentence, 0 where none is so.

    >>> [heading_end(text, 2) for text in ("一、严守纪律　干部要知敬畏。", "一、严守 纪律 和 规矩", "一、盯住No. 5。")]
    [6, 0, 0]
    """
    found = _GLUED_HEADING.match(text, start)
    return found.start("gap") if found else 0


_LINE_END = re.compile(r"\r\n?|\n")


def line_starts(text: str) -> array[int]:
    r"""Return the offset of the first character of every line, at least [0]; ``\n``, ``\r\n`` or ``\r`` ends a line."""
    starts = array("I", [0])
    starts.extend(match.end() for match in _LINE_END.finditer(text))
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return starts


# -- widths ------------------------------------------------------------------------------------------------------------

_DIGITS_TO_HALF = {ord("０") + n: str(n) for n in range(10)}
# Punctuation as the rules are written for, one character for one; digits half-width.
_AS_READ = dict(
    zip(
        ",:;!?()［］﹙﹚．「」『』〝〞｢｣０１２３４５６７８９\u00a0\t﹕﹐﹔﹖﹗︰∶",
        "，：；！？（）[]（）.“”‘’“”“”0123456789  ：，；？！：：",
        strict=True,
    )
)
_OTHERWISE_WRITTEN = re.compile("[" + re.escape("".join(_AS_READ)) + "]")  # rare: not worth str.translate


def full_width(text: str) -> str:
    """Return ``text``, of the same length, with full-width punctuation, curved quotation marks and half-width digits.

    >>> full_width("「三個代表」(２００１年);")
    '“三個代表”（2001年）；'
    """
    return _OTHERWISE_WRITTEN.sub(_as_read, text)


def _as_read(mark: re.Match[str]) -> str:
    return _AS_READ[mark[0]]


def half_width_digits(text: str) -> str:
    """Return ``text``, of the same length, with full-width digits made half-width."""
    return text.translate(_DIGITS_TO_HALF)


def plain(text: str) -> str:
    """Return the letters, digits and Chinese characters of ``text``: what two ways to punctuate it have in common.

    >>> plain("“学党史、悟思想”")
    '学党史悟思想'
    """
    return "".join(filter(str.isalnum, text))


def one_line(text: str) -> str:
    r"""Return ``text`` with line breaks healed: nothing between Chinese characters, a space between words.

    >>> one_line("加强领导\n干部\ntwo \n words")
    '加强领导干部two words'
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if len(lines) < 2:
        return lines[0] if lines else ""
    joined = lines[0]
    for line in lines[1:]:
        words = joined[-1].isascii() and line[0].isascii()
        joined += f" {line}" if words else line
    return joined


# -- numerals ----------------------------------------------------------------------------------------------------------

_VALUES = {"两": 2} | {character: value for value, character in enumerate("一二三四五六七八九", 1)}
_ZEROS = "零〇○"
_DIGITS = {*_VALUES, *_ZEROS}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_FORMAL = str.maketrans("壹贰貳叁叄参參肆伍陆陸柒捌玖拾佰仟", "一二二三三三三四五六六七八九十百千")
_MISREAD = str.maketrans("—─－ー‐–-ニミハ", "一一一一一一一二三八")  # as scanned pages have it: —、恪遵宪法
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {"I": 1, "V": 5, "X": 10}


def cardinal(text: str) -> int | None:
    """Return the number below 10,000 that a Chinese numeral with its units says, None where ``text`` is none.

    A row of digits, which may be a year (二〇二二) or an estimate (两三), is none: ``number_of`` reads those.

    >>> [cardinal(text) for text in ("十二", "一百零五", "两百", "廿三", "一二", "十十")]
    [12, 105, 200, 23, None, None]
    """
    total = digit = 0
    unit = 10_000  # the last that was read: they fall from left to right
    zero = False  # read since that unit
    for character in text.translate(_TENS):
        if power := _POWERS.get(character):
            if power >= unit or (zero and not digit):
                return None
            total += (digit or 1) * power
            digit, unit, zero = 0, power, False
        elif digit:
            return None
        elif character in _ZEROS:
            if zero:
                return None
            zero = True
        elif not (digit := _VALUES.get(character, 0)):
            return None
    if zero and not digit:
        return None if total else 0
    if 10 < unit < 10_000 and not zero:
        digit *= unit // 10  # 一百五 is 150
    return total + digit or None


def number_of(text: str) -> int | None:
    """Return the number that is written, spaces apart, None where none is: 2022, 二〇二二, 二十一; the greater of 两三.

    >>> [number_of(text) for text in ("2022", "二〇二二", "二十一", "两三", "九二", "半")]
    [2022, 2022, 21, 3, 92, None]
    """
    text = text.replace(" ", "")
    if text.isascii():
        return int(text) if text.isdigit() else None
    digits = [0 if character in _ZEROS else _VALUES[character] for character in text if character in _DIGITS]
    if len(digits) < len(text) or len(digits) == 1:
        return cardinal(text)
    if len(digits) == 2 and 0 not in digits and ("两" in text or digits[0] < digits[1]):
        return max(digits)
    return int("".join(map(str, digits)))


def ordinal_of(marker: str, numeral: str) -> int | None:
    """Return the number that an enumerator states, None where it states none (一二、).

    ``numeral`` names how it is written: cn, arabic, decimal (the last of 3.2.1), formal (壹), circled (①),
    stem (甲), letter, roman or misread (l for 1); any other states none.

    >>> ordinal_of("（十二）", "cn"), ordinal_of("参、", "formal"), ordinal_of("丙、", "stem"), ordinal_of("Ⅳ", "roman")
    (12, 3, 3, 4)
    """
    if numeral in ("cn", "arabic", "formal"):
        if digits := "".join(filter(str.isdecimal, marker)):
            return int(digits)
        read = marker.translate(_FORMAL if numeral == "formal" else _MISREAD)
        return cardinal("".join(c for c in read if c in _VALUES or c in _POWERS or c in _ZEROS))
    if numeral == "misread":  # l. for 1.
        return 10 if "O" in marker.upper() else 1
    if numeral == "decimal":
        return int(re.findall("[0-9]+", marker)[-1])
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
    return None
