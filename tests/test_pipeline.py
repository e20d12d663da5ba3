"""What holds for whole documents: real ones, and one text in both scripts."""

from itertools import pairwise
from pathlib import Path

import msgspec
import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import Analysis, analyze, analyze_file, read, read_file
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


@pytest.mark.slow
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


@pytest.mark.slow
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


# -- every source text is what stands in the source --------------------------------------------------------------------


def spans_in(value, name="analysis"):
    """Every record below ``value`` that has a source text, as (the field that holds it, start, end, source text)."""
    if isinstance(value, dict):
        if value.get("start") is not None and "source_text" in value:
            yield name, value["start"], value["end"], value["source_text"]
        for field, each in value.items():
            yield from spans_in(each, field)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from spans_in(each, name)


def fields_checked(reading):
    """The fields with a source text, each of which is compared with the source to the character."""
    found = list(spans_in(msgspec.to_builtins(reading.analysis())))
    for name, start, end, source_text in found:
        assert source_text == reading.text[start:end], name
    return {name for name, *_ in found}


SPANS = {"title", "tasks", "actor", "co_actors", "deadline", "targets", "slogans", "members_present"}


def test_every_source_text_of_real_speeches_is_exact(shared):
    checked = set()
    for path in [*SAMPLES, *sorted((shared / "gold" / "dev").glob("*.txt"))]:
        checked |= fields_checked(read_file(path))
    assert checked >= SPANS - {"co_actors"}  # which none of them names


SENTENCES = [
    "在全县工作会议上的讲话\n",
    "同志们：\n",
    "各级党组织要在6月底前完成整改，由县委办牵头，组织部配合。",
    "增强“四个意识”，就是政治意识、大局意识、核心意识、看齐意识。",
    "增强“四个意识”，就是政治、大局、核心、看齐意识。",
    "达到了换出好班子、换出好队伍、换出好风气的目的。",
    "发挥“关键少数”作用，深化“兩風”建設。",
    "各乡镇要确保粮食产量增长5%以上。",
    "让我们团结起来，以优异成绩迎接党的二十大胜利召开！\n",
    "\n",
]
READINGS = ["(fēng)", "（fēng）", " ", "\u3000"]
INSERTED = st.lists(st.tuples(st.integers(0, 300), st.sampled_from(READINGS)), max_size=12)


def wrapped(text, width, end="\n"):
    """The text with its lines broken at ``width``, as old web pages and mails have them."""
    lines = text.splitlines()
    return end.join(line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width))


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map("".join),
    INSERTED,
    st.integers(12, 80),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_source_text_is_exact_where_lines_wrap_and_readings_stand(text, inserted, width, end):
    for at, reading in sorted(inserted, reverse=True):
        text = text[:at] + reading + text[at:] if at < len(text) else text
    fields_checked(read(wrapped(text, width, end)))


def test_what_is_checked_by_chance_is_there():
    """The sentences above hold every kind of span, so that none is checked in vain."""
    assert fields_checked(read("".join(SENTENCES))) >= SPANS


PLAIN = "各级党组织要在6月底前完成整改，由县委办牵头，组织部配合，把各项工作抓紧抓好。" * 4


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("width", range(20, 42))
def test_members_and_parallels_of_a_text_with_wrapped_lines(width, end):
    members = ["政治意识", "大局意识", "核心意识", "看齐意识"]
    told = f"增强“四个意识”，就是{'、'.join(members)}，达到了换出好班子、换出好队伍的目的。"
    reading = read(wrapped(PLAIN + told + PLAIN, width, end))
    fields_checked(reading)
    formula, parallel = reading.slogans
    assert [span.text for span in formula.members_present] == members
    assert [span.source_text.replace(end, "") for span in formula.members_present] == members
    assert parallel.source_text.replace(end, "") == parallel.text == "换出好班子、换出好队伍"


def test_a_member_with_the_reading_of_a_character():
    text = "增强“四个意识”，就是政治意识、大局意(yì)识、核心意识、看齐意识。"
    (formula,) = read(text).slogans
    assert formula.members_present[1].source_text == "大局意(yì)识"
    assert formula.members_present[1].text == "大局意识"
