"""The numbering grammar on short texts, and what holds for every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import analyze

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "outline.yaml").read_text("utf-8"))

FRAGMENTS = st.sampled_from(
    ["一、", "二、", "三、", "（一）", "（二）", "一是", "二是", "一要", "第一，", "第二，", "第三、", "首先，", "其次，", "最后，", "——", "1.", "2.", "①", "②",
    "壹、", "贰、", "一方面", "另一方面", "第一个问题：", "\n", "\n\n", "。", "，", "：", "“", "”", "提高认识", "要抓落实", "我讲三点意见。", "　　",
    "統一", "干部", "領導", "(qū)", "&nbsp;", "**", "名词解释\n", "\ue5d0、", "谢谢大家！", "2022年", "\r\n", "\x1b[31m", "[bold]"]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=120)


def parameters():
    """The cases; those with ``wrong``, a reason, are known to come out wrong, and fail when they no longer do."""
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case["wrong"], strict=True)] if "wrong" in case else []
        yield pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case):
    sections = analyze(case["text"]).sections
    assert [f"{s.marker} {s.level}" for s in sections if s.marker != "-"] == case["sections"]
    if "headings" in case:
        assert [f"{s.marker} {s.level}" for s in sections if s.marker == "-"] == case["headings"]


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_sections_are_a_tree_over_the_text(text):
    sections = analyze(text).sections
    by_id = {section.id: section for section in sections}
    assert len(by_id) == len(sections)
    assert [s.start for s in sections] == sorted(s.start for s in sections)
    for section in sections:
        assert 0 <= section.start < section.end <= len(text)
        assert section.start <= section.body <= section.end
        assert section.level == section.id.count(".") + 1
        if section.parent is None:
            assert section.level == 1
        else:
            parent = by_id[section.parent]
            assert parent.level == section.level - 1
            assert parent.start <= section.start
            assert section.end <= parent.end


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_markers_stand_in_the_source(text):
    for section in analyze(text).sections:
        if section.marker != "-":
            # A marker cut by a line break is healed; its characters follow one another in the source all the same.
            rest = iter(text[section.start :])
            assert text[section.start] == section.marker[0]
            assert all(character in rest for character in section.marker if not character.isspace())


@settings(deadline=None, max_examples=100)
@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_trailing_white_space_changes_nothing(text):
    first, second = analyze(text), analyze(text + "\n\n")
    assert [(s.marker, s.start, s.level) for s in first.sections] == [
        (s.marker, s.start, s.level) for s in second.sections
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("第一，抓紧。要快。\n第三，抓实。要实。\n第四，抓好。要好。", ["numbering-gap"]),
        ("一、抓紧\n要快。\n二、抓实\n要实。\n二、抓好\n要好。\n三、抓细\n要细。", ["numbering-repeat"]),
        ("二、抓紧\n要快。\n三、抓实\n要实。\n四、抓好\n要好。", ["numbering-start"]),
        ("一、抓紧\n要快。\n二、抓实\n要实。", []),
        ("一、抓紧\n要快。\n二、抓实\n要实。\n一、抓好\n要好。\n二、抓细\n要细。", ["numbering-restart"]),
    ],
)
def test_odd_numbers_are_kept_and_warned_about(text, codes):
    warnings = analyze(text).warnings
    assert [warning.code for warning in warnings] == codes
    for warning in warnings:
        assert text[warning.start : warning.end] in ("第三，", "二、", "一、")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("一、提高认识，增强责任感\n意义重大。\n二、狠抓落实。\n要快。", ["提高认识，增强责任感", "狠抓落实"]),
        ("主要有：一是思想不统一，二是作风不扎实；三是办法不多。", ["思想不统一", "作风不扎实", "办法不多"]),
        ("第一,贯穿一条主线,抓好工作。2022年很重要。第二,突出重点。", ["贯穿一条主线,抓好工作", "突出重点"]),
    ],
)
def test_title(text, titles):
    assert [section.title for section in analyze(text).sections] == titles
