"""What holds for whole documents: real ones, and one text in both scripts."""

from itertools import pairwise
from pathlib import Path

import msgspec
import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Analysis, analyze, analyze_file
from speechkit.script import convert

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


def shape(text):
    return [(s.series, s.ordinal, s.level, s.start, s.end) for s in analyze(text).sections]


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_both_scripts_have_the_same_outline(path, config):
    simplified = convert(path.read_bytes().decode(), "hans")
    traditional = opencc.OpenCC(config).convert(simplified)
    assert len(traditional) == len(simplified)
    assert shape(traditional) == shape(simplified)


def test_both_scripts_have_the_same_outline_in_real_speeches(speeches):
    converter = opencc.OpenCC("s2t")
    compared = 0
    for speech in speeches:
        text = speech.text().removeprefix("\ufeff")
        if speech.script == "hans" and len(text) < 12_000:
            traditional = converter.convert(text)
            if len(traditional) == len(text):
                compared += 1
                assert shape(traditional) == shape(text), speech.path
    assert compared >= 40


def assert_parts_cover(analysis):
    """The parts cover the text from end to end, none is like the next, and each section knows its own."""
    parts = analysis.parts
    if parts:
        bounds = [part.start for part in parts] + [analysis.source.chars]
        assert (bounds[0], bounds[1:]) == (0, [part.end for part in parts])
    assert all(part.start < part.end for part in parts)
    assert all(one.role != other.role for one, other in pairwise(parts))
    for section in analysis.sections:
        assert [part.role for part in parts if part.start <= section.start < part.end] == [section.part]


def test_every_real_document_is_analysed(speeches):
    assert len(speeches) >= 150
    for speech in speeches:
        analysis = analyze_file(speech.path)
        spans = [(s.start, s.end) for s in analysis.sections]
        assert spans == sorted(spans, key=lambda span: span[0])
        assert all(0 <= start < end <= analysis.source.chars for start, end in spans)
        assert_parts_cover(analysis)
        assert msgspec.json.decode(msgspec.json.encode(analysis), type=Analysis) == analysis


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=300))
def test_any_text_is_analysed(text):
    analysis = analyze(text)
    assert analysis.source.chars == len(text)
    assert analysis.source.lines >= 1
    assert_parts_cover(analysis)


PIECES = [
    "一、",
    "（一）",
    "一是",
    "二是",
    "第一，",
    "要加强领导",
    "取得明显成效",
    "还存在不足",
    "同志们",
    "谢谢大家",
    "。",
    "：",
    "\n",
]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_parts_cover_every_text(text):
    assert_parts_cover(analyze(text))
