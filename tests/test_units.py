"""Sentences and clauses: where they end, what they leave out, and that no character of a paragraph is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import pipeline
from speechkit.config import ScriptConfig
from speechkit.layout import paragraphs_of
from speechkit.outline import outline_of
from speechkit.readers import source_from_text
from speechkit.script import simplify
from speechkit.units import units_of

FRAGMENTS = st.sampled_from(
    ["一、", "二、", "（一）", "一是", "二是", "一要", "二要", "第一，", "第二，", "首先，", "——", "1.", "①", "要抓落实", "提高认识", "他说：“", "。”", "。", "！", "？", "；", ";", "；;",
    "，", "：", "”", "’", "）", "》", "」", "……", "\n", "\n\n", " ", "　　", "區(qū)", "&nbsp;", "&amp;", "<!--more-->", "**", "統一領導", "同志们：", "谢谢大家！",
    "\u200b", "😀", "\ud800", "\r\n", "来源：某网"]
)  # fmt: skip
# An enumerator and a word are cut by the ends of lines.
HARD_WRAPPED = (
    "去年以来,工作稳中有进,全县上下齐心协力,为发展稳住了基本盘、夯实了压舱石。一\r\n"
    "是粮食生产再获丰收。全县粮食总产达到 42.6 万吨,高\r\n标准农田占比超过 60%。二是乡村面貌持续改善。"
)
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=120)


def read(text, format="txt"):
    document = simplify(source_from_text(text, name="t", format=format), ScriptConfig())
    paragraphs = paragraphs_of(document)
    sections, _ = outline_of(document, paragraphs)
    return document, paragraphs, sections, units_of(paragraphs, sections)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("要抓紧。要抓实！抓什么？", ["要抓紧。", "要抓实！", "抓什么？"], id="sentences"),
        pytest.param(
            "贯穿一条主线；突出工作重点；坚持问题导向。",
            ["贯穿一条主线；", "突出工作重点；", "坚持问题导向。"],
            id="semicolons",
        ),
        pytest.param(
            "要抓紧，也要抓实：一步一个脚印、久久为功。",
            ["要抓紧，也要抓实：一步一个脚印、久久为功。"],
            id="commas and colons end nothing",
        ),
        pytest.param("要抓紧", ["要抓紧"], id="no end mark"),
        pytest.param("要抓紧！！要抓实？！好。", ["要抓紧！！", "要抓实？！", "好。"], id="a run of marks ends once"),
        pytest.param("增长5.5%，投入1.2亿元。", ["增长5.5%，投入1.2亿元。"], id="a decimal point ends nothing"),
        pytest.param(
            "他说：“要抓紧。”大家鼓掌。", ["他说：“要抓紧。”", "大家鼓掌。"], id="a closing quote stays with the unit"
        ),
        pytest.param(
            "（要抓紧。）“‘要抓实！’”好。", ["（要抓紧。）", "“‘要抓实！’”", "好。"], id="closing brackets and quotes"
        ),
        pytest.param("《意见》要求抓紧；要抓实。", ["《意见》要求抓紧；", "要抓实。"], id="a title inside a unit"),
        pytest.param("同志们:\n要抓紧;要抓实.", ["同志们：", "要抓紧；", "要抓实。"], id="half-width marks"),
        pytest.param("一、提高认识\n要抓紧。\n二、狠抓落实\n要抓实。", ["提高认识", "要抓紧。", "狠抓落实", "要抓实。"], id="一、 is left out"),
        pytest.param("第一，要抓紧。第二，要抓实。", ["要抓紧。", "要抓实。"], id="第一， is left out"),
        pytest.param("一是要抓紧。二是要抓实。", ["要抓紧。", "要抓实。"], id="一是 is left out"),
        pytest.param("一要抓紧。二要抓实。", ["要抓紧。", "要抓实。"], id="the 要 of 二要 is kept"),
        pytest.param("一、领导\n（一）要抓紧。\n（二）要抓实。\n二、落实\n要快。", ["领导", "要抓紧。", "要抓实。", "落实", "要快。"], id="（一） is left out"),
        pytest.param("第一,要抓紧。一是要快。二是要实。第二,要抓实。", ["要抓紧。", "要快。", "要实。", "要抓实。"], id="points of points"),
        pytest.param("统一思想，一是要快，二是要实。三是要细。", ["统一思想，一是要快，二是要实。", "要细。"], id="an enumerator inside a unit stays"),
        pytest.param(HARD_WRAPPED, ["去年以来，工作稳中有进，全县上下齐心协力，为发展稳住了基本盘、夯实了压舱石。", "粮食生产再获丰收。", "全县粮食总产达到 42.6 万吨，高标准农田占比超过 60%。", "乡村面貌持续改善。"], id="a hard-wrapped sentence is one unit"),
        pytest.param("　　要抓紧。 要抓实。", ["要抓紧。", "要抓实。"], id="no indent and no blank between units"),
        pytest.param("要抓紧。\n\n。\n要抓实。", ["要抓紧。", "。", "要抓实。"], id="a mark by itself is not lost"),
        pytest.param("　\n \n", [], id="blank text"),
        pytest.param("", [], id="no text"),
    ],
)  # fmt: skip
def test_units(text, units):
    assert [unit.text for unit in read(text)[-1]] == units


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("一、提高认识\n二要抓紧。", ["一、提高认识", "二要抓紧。"]),
        ("　　(一)要抓緊;（二）要抓實。", ["(一)要抓緊;", "（二）要抓實。"]),
        ("同志们:今天开会。", ["同志们:今天开会。"]),
        (
            HARD_WRAPPED,
            [
                "去年以来,工作稳中有进,全县上下齐心协力,为发展稳住了基本盘、夯实了压舱石。",
                "一\r\n是粮食生产再获丰收。",
                "全县粮食总产达到 42.6 万吨,高\r\n标准农田占比超过 60%。",
                "二是乡村面貌持续改善。",
            ],
        ),
        ("全區(qū)領(lǐng)導(dǎo)要抓緊。要快。", ["全區(qū)領(lǐng)導(dǎo)要抓緊。", "要快。"]),
        ("要&amp;快。<br>要实。", ["要&amp;快。", "要实。"]),
    ],
)
def test_offsets_index_the_source(text, sources):
    document, *_, units = read(text)
    assert [document.source.text[unit.start : unit.end] for unit in units] == sources


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("今天开会。一是要快。很快。二是要实。", [None, "一是", None, "二是"]),
        ("一、认识\n要快。\n二、落实\n要实。", ["一、", None, "二、", None]),
        ("取得成效：一是快。二是实。", [None, "二是"]),  # the first point begins inside its sentence
        (
            "讲两点。第一，抓落实。一是快；二是实。第二，抓检查。要严。",
            [None, "第一，", "一是", "二是", "第二，", None],
        ),
    ],
)
def test_the_section_that_a_unit_opens(text, opens):
    *_, sections, units = read(text)
    assert [None if unit.opens is None else sections[unit.opens].marker for unit in units] == opens


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("今天开会。\n一、认识\n要快。\n二、落实\n要实。", [None, "一、", "一、", "二、", "二、"]),
        ("讲两点。第一，抓落实。一是快；二是实。还要细。", [None, "第一，", "一是", "二是", "二是"]),
        pytest.param(
            "统一思想，一是要快，二是要实。三是要细。",
            [None, "三是"],
            marks=pytest.mark.xfail(
                reason="a unit is put into the last section that begins in it, not into the one it begins in",
                strict=True,
            ),
        ),
    ],
)
def test_the_section_that_holds_a_unit(text, holders):
    *_, sections, units = read(text)
    held = [None if unit.section is None else sections[unit.section].marker for unit in units]
    assert held == holders


@settings(deadline=None, max_examples=400)
@given(TEXTS, st.sampled_from(["txt", "md"]))
def test_units_follow_each_other_inside_their_paragraphs(text, format):
    document, paragraphs, _, units = read(text, format)
    done = 0
    for unit in units:
        paragraph = paragraphs[unit.paragraph]
        assert done <= unit.start < unit.end <= len(document.source.text)
        assert paragraph.start <= unit.start
        assert unit.end <= paragraph.end
        done = unit.end
    assert [unit.paragraph for unit in units] == sorted(unit.paragraph for unit in units)


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_units_hold_every_character_of_the_paragraphs(text):
    _, paragraphs, _, units = read(text)
    held = {offset for unit in units for offset in range(unit.start, unit.end)}
    for paragraph in paragraphs:
        for index, character in enumerate(paragraph.text):
            assert character.isspace() or paragraph.offset(index) in held


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_the_text_of_a_unit_stands_in_its_paragraph(text):
    """From ``at`` on; what is left out before it is an enumerator or nothing."""
    _, paragraphs, _, units = read(text)
    for unit in units:
        paragraph = paragraphs[unit.paragraph]
        assert paragraph.text.startswith(unit.text, unit.at)
        assert unit.end == paragraph.offset(unit.at + len(unit.text)) or not unit.text
        if unit.opens is None:
            assert paragraph.offset(unit.at) == unit.start


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_every_section_that_a_unit_names_is_where_the_unit_is(text):
    _, _, sections, units = read(text)
    for unit in units:
        if unit.section is not None:
            assert sections[unit.section].start <= unit.end
            assert unit.start < sections[unit.section].end
        if unit.opens is not None:
            assert sections[unit.opens].start < unit.end
    opened = [unit.opens for unit in units if unit.opens is not None]
    assert opened == sorted(set(opened))


def section_markers(text):
    """The marker of the section of every unit, "" for none."""
    reading = pipeline.read(text)
    return ["" if unit.section is None else reading.sections[unit.section].marker for unit in reading.units]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        # What follows a list of one-paragraph items belongs to the section around it.
        (
            "一、抓落实\n有三点。一是学。二是干。\n各单位要抓紧。\n二、抓督查",
            ["一、", "一、", "一是", "二是", "一、", "二、"],
        ),
        ("一、要学。\n二、要干。\n三、要查。\n同志们，让我们努力。", ["一、", "二、", "三、", ""]),
        # Items of several paragraphs may have their last one so too; two items tell nothing.
        ("一、要学。\n要真学。\n二、要干。\n三、要查。\n要严查。", ["一、", "一、", "二、", "三、", "三、"]),
        ("一、要学。\n二、要干。\n要实干。", ["一、", "二、", "二、"]),
        ("一、学\n二、干\n三、查\n要严查。", ["一、", "二、", "三、", "三、"]),
    ],
)
def test_a_list_ends_where_its_items_end(text, markers):
    assert section_markers(text) == markers


def test_a_heading_glued_to_its_sentence_is_a_unit():
    units = pipeline.read(
        "【考核】人事处要组织考试。\n一、严守纪律　全局干部要知敬畏。\n二、从严管理　各科室要谈话。"
    ).units
    assert [unit.text for unit in units] == [
        "考核", "人事处要组织考试。", "严守纪律", "全局干部要知敬畏。", "从严管理", "各科室要谈话。",
    ]  # fmt: skip
