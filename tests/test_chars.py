"""Sentence ends, brackets, widths and numerals are the same for every stage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit import chars

DIGITS = "零一二三四五六七八九"


def written(number):
    """A number below 10,000 as a Chinese numeral, by another way than the one that reads it."""
    parts = []
    gap = False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            parts += ["零"] * (gap and bool(parts)) + [DIGITS[digit], unit]
        gap = not digit
    return "".join(parts)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("廿三", 23),
        ("卅", 30),
        ("两", 2),
        ("两百", 200),
        ("百", 100),  # 民国百年
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百○五", 105),
        ("一百五", 150),
        ("一百十", 110),
        ("一百一十", 110),
        ("一百二十三", 123),
        ("两千零五", 2005),
        ("一千零五十", 1050),
        ("零", 0),
        ("", None),
        ("半", None),
        ("一二", None),
        ("二〇二二", None),
        ("十十", None),
        ("十百", None),
        ("一百零", None),
        ("一百零零五", None),
        ("十二年", None),
        ("12", None),
    ],
)
def test_cardinal(text, number):
    assert chars.cardinal(text) == number


@given(st.integers(1, 9999))
def test_every_numeral_says_its_number(number):
    assert chars.cardinal(written(number)) == number
    assert chars.number_of(written(number)) == number


@given(st.text("零〇一二两三九十百千廿卅万半1 "))
def test_no_text_is_too_odd_for_a_numeral(text):
    for found in (chars.cardinal(text), chars.number_of(text), chars.ordinal_of(text, "cn")):
        assert found is None or found >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2022", 2022),
        ("20 22", 2022),
        ("二〇二二", 2022),
        ("二○二二", 2022),
        ("一九四九", 1949),
        ("二十一", 21),
        ("一百零五", 105),
        ("两百", 200),
        ("廿三", 23),
        ("两三", 3),
        ("三两", 3),
        ("三五", 5),
        ("九二", 92),
        ("二〇", 20),
        ("〇二", 2),
        ("半", None),
        ("", None),
        ("3—5", None),
        ("²", None),
    ],
)
def test_number_of(text, number):
    assert chars.number_of(text) == number


@pytest.mark.parametrize(
    ("marker", "numeral", "number"),
    [
        ("一、", "cn", 1),
        ("第十二章", "cn", 12),
        ("第3章", "cn", 3),
        ("二十一", "cn", 21),
        ("（ 三 ）", "cn", 3),
        ("—、", "cn", 1),
        ("一二、", "cn", None),
        ("12.", "arabic", 12),
        ("参、", "formal", 3),
        ("參、", "formal", 3),
        ("拾壹、", "formal", 11),
        ("陸、", "formal", 6),
        ("（12）", "arabic", 12),
        ("十、", "cn", 10),
        ("三十六", "cn", 36),
        ("①", "circled", 1),
        ("⑩", "circled", 10),
        ("⒛", "circled", 20),
        ("㈢", "circled", 3),
        ("丙、", "stem", 3),
        ("(b)", "letter", 2),
        ("II.", "roman", 2),
        ("Ⅳ", "roman", 4),
        ("Ⅸ、", "roman", 9),
        ("\ue5d0、", "none", None),
        ("首先", "word", None),
        ("●", "none", None),
    ],
)
def test_ordinal_of(marker, numeral, number):
    assert chars.ordinal_of(marker, numeral) == number


@pytest.mark.parametrize(
    ("text", "ends", "expected"),
    [
        ("要抓好落实。", chars.UNIT_ENDS, True),
        ("他说：“要抓好落实。”", chars.UNIT_ENDS, True),
        ("（要抓好落实！）", chars.UNIT_ENDS, True),
        ("抓好落实；", chars.UNIT_ENDS, True),
        ("抓好落实；", chars.SENTENCE_ENDS, False),
        ("要求如下：", chars.UNIT_ENDS, False),
        ("要求如下：", chars.LINE_ENDS, True),
        ("各位代表…", chars.LINE_ENDS, True),
        ("一、提高认识", chars.LINE_ENDS, False),
        ("（2021年2月）", chars.LINE_ENDS, False),
        ("”", chars.LINE_ENDS, False),
        ("", chars.LINE_ENDS, False),
    ],
)
def test_ended(text, ends, expected):
    assert chars.ended(text, ends) is expected


@given(st.text())
def test_widths_keep_the_length(text):
    assert len(chars.full_width(text)) == len(chars.half_width_digits(text)) == len(text)
    assert chars.full_width(chars.full_width(text)) == chars.full_width(text)


def test_brackets_close_what_they_open():
    assert chars.OPENING == "“‘「『（(《〈【["
    assert [chars.BRACKETS[mark] for mark in chars.OPENING] == list(chars.CLOSING)


def test_plain_text():
    assert chars.plain("“学党史、悟思想” (2021)") == "学党史悟思想2021"
    assert chars.plain("……") == ""
