"""Paragraphs of real layouts, and that nothing set aside shifts an offset."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from speechkit import analyze
from speechkit.config import ScriptConfig
from speechkit.layout import paragraphs_of
from speechkit.model import LineMark
from speechkit.readers import source_from_text
from speechkit.script import simplify

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "layout.yaml").read_text("utf-8"))

FRAGMENTS = st.sampled_from(
    ["同志们：", "今天开会，", "要抓紧。", "統一領導", "区(qū)", "&nbsp;", "&amp;", "<br>", "<p>", "<!--more-->", "<U+00A0>", "<U+3000>", "\n", "\r\n",
    "\r", "\n\n", "　　", " ", "\x0c", "\u2028", "**粗**", "# ", "> ", "[链接](http://a.b)", "( J9 R- R- v. S/ m, V", "\u200b", "[SEP]",
    "---\n", "+++\n", "一、", "abc", "123", "\ue5d0、", "😀", "\ud800", "来源：某网"]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=120)


def document_of(text, format="txt"):
    return simplify(source_from_text(text, name="t", format=format), ScriptConfig())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    paragraphs = paragraphs_of(document_of(case["text"], case.get("format", "txt")))
    assert [("meta: " if p.meta else "") + p.text for p in paragraphs] == case["paragraphs"]


@settings(deadline=None, max_examples=400)
@given(TEXTS, st.sampled_from(["txt", "md"]))
def test_every_character_leads_back_to_the_source(text, format):
    document = document_of(text, format)
    end = 0
    for paragraph in paragraphs_of(document):
        assert 0 <= paragraph.start < paragraph.end <= len(text)
        assert paragraph.text.strip()
        offsets = [paragraph.offset(index) for index in range(len(paragraph.text))]
        assert offsets[0] == paragraph.start
        assert offsets == sorted(offsets)
        for index, offset in enumerate(offsets):
            written = paragraph.text[index]
            if "一" <= written <= "\u9fff":
                assert document.text[offset] == written or text[offset] in "<&"
        end = max(end, paragraph.end)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_text_is_lost_only_to_asides(text):
    """Every Chinese character of the text stands in some paragraph, or inside something that is set aside."""
    document = document_of(text)
    kept = {p.offset(i) for p in paragraphs_of(document) for i in range(len(p.text))}
    for offset, character in enumerate(document.text):
        if character in "同志们今天开会要抓紧统一领导":
            assert offset in kept


# -- what the format of the file marks ---------------------------------------------------------------------------------


def marked(text, *marks):
    return simplify(replace(source_from_text(text, name="t"), marks=marks), ScriptConfig())


MARKS = st.lists(
    st.builds(
        LineMark,
        line=st.integers(1, 12),
        heading=st.integers(0, 6),
        number=st.sampled_from(["", "一、", "(2)", "1.1", "a", "●"]),
        cell=st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3)),
        page=st.integers(0, 3),
    ),
    max_size=6,
    unique_by=lambda mark: mark.line,
).map(lambda marks: sorted(marks, key=lambda mark: mark.line))


@settings(deadline=None, max_examples=200)
@given(TEXTS, MARKS)
def test_marks_shift_no_offset(text, marks):
    plain, numbered = document_of(text), marked(text, *marks)
    for paragraph in paragraphs_of(numbered):
        offsets = [paragraph.offset(index) for index in range(len(paragraph.text) + 1)]
        assert offsets[0] == paragraph.start
        assert offsets == sorted(offsets)
        assert offsets[-1] <= len(text)
    kept = [{p.offset(i) for p in paragraphs_of(each) for i in range(len(p.text))} for each in (plain, numbered)]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("number", "read"),
    [("一、", "一、提高认识"), ("(1)", "（1）提高认识"), ("1.1", "1.1 提高认识"), ("一", "一 提高认识")],
)
def test_a_list_number_reads_as_if_it_were_typed(number, read):
    (paragraph,) = paragraphs_of(marked("　　提高認識", LineMark(1, number=number)))
    assert paragraph.text == read
    length = len(read) - len("提高认识")
    assert [paragraph.offset(index) for index in range(length + 2)] == [2] * (length + 1) + [3]
    assert paragraph.read("　　提高認識", 0, length + 2) == f"{read[:length]}提高"
    assert paragraph.read("　　提高認識", length + 2, len(read)) == "認識"


@pytest.mark.parametrize(
    ("mark", "paragraphs"),
    [
        (None, ["我们要抓紧抓实，抓好落实。"]),
        (LineMark(2, heading=1), ["我们要抓紧抓实，", "抓好落实。"]),
        (LineMark(2, number="二"), ["我们要抓紧抓实，", "二 抓好落实。"]),
        (LineMark(2, cell=(1, 1)), ["我们要抓紧抓实，", "抓好落实。"]),
        (LineMark(1, cell=(1, 1)), ["我们要抓紧抓实，", "抓好落实。"]),
        (LineMark(2, page=2), ["我们要抓紧抓实，抓好落实。"]),  # a sentence runs over the end of a page
    ],
)
def test_where_marks_begin_a_paragraph(mark, paragraphs):
    document = marked("我们要抓紧抓实，\n抓好落实。", *([mark] if mark else []))
    assert [paragraph.text for paragraph in paragraphs_of(document)] == paragraphs


def test_what_recurs_page_after_page_is_a_page_header():
    text = "".join(f"全市工作会议 {page}\n要抓好第{page}件事。\n" for page in "一二三")
    text = text.replace(" 一", " 1").replace(" 二", " 2").replace(" 三", " 3")
    pages = [LineMark(2 * page - 1, page=page) for page in (1, 2, 3)]
    assert [p.text for p in paragraphs_of(marked(text, *pages)) if p.meta] == [f"全市工作会议 {n}" for n in (1, 2, 3)]
    assert not any(paragraph.meta for paragraph in paragraphs_of(marked(text)))


def test_a_break_inside_a_line_parts_its_number_from_what_follows():
    first, second = paragraphs_of(marked("提高认识\x0c狠抓落实", LineMark(1, number="一、")))
    assert (first.text, second.text) == ("一、提高认识", "狠抓落实")


def test_points_that_stand_again_below_the_next_heading_are_no_contents():
    text = "在会议上的讲话\n一、教育局\n（一）工作回顾\n（二）下步打算\n二、卫健委\n（一）工作回顾\n（二）下步打算\n"
    assert [section.marker for section in analyze(text).sections] == [
        "一、",
        "（一）",
        "（二）",
        "二、",
        "（一）",
        "（二）",
    ]
