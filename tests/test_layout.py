"""Paragraphs of real layouts, and that nothing set aside shifts an offset."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.config import ScriptConfig
from speechkit.layout import paragraphs_of
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
