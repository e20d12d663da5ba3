"""The numbering grammar on short texts, and what holds for every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import analyze
from speechkit.config import ScriptConfig
from speechkit.pipeline import Reading, read
from speechkit.readers import source_from_text
from speechkit.script import simplify

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
        # Those of an introduction count from 0.1: the 0 is no section.
        assert section.level == section.id.removeprefix("0.").count(".") + 1
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


# -- what the format of the file marks ---------------------------------------------------------------------------------


def read_md(text):
    return analyze_source(source_from_text(text, name="a.md", format="md"))


def analyze_source(source):
    return Reading(simplify(source, ScriptConfig())).analysis()


def tree(sections):
    return [("  " * (s.level - 1)) + f"{s.marker.strip('-')}{s.title}" for s in sections]


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        pytest.param(
            "# 讲话\n## 背景\n### 形势\n好。\n### 任务\n重。\n## 要求\n要抓好。",
            ["背景", "  形势", "  任务", "要求"],
            id="levels",
        ),
        pytest.param(
            "# 讲话\n## 背景\n#### 形势\n好。\n## 要求\n#### 抓好\n要抓好。",
            ["背景", "  形势", "要求", "  抓好"],
            id="a level is left out",
        ),
        pytest.param(
            "# 讲话\n## 一、形势\n### （一）国际\n好。\n### （二）国内\n好。\n## 二、任务\n要抓好。",
            ["一、形势", "  （一）国际", "  （二）国内", "二、任务"],
            id="numbered headings",
        ),
        pytest.param(
            "# 讲话\n## 形势\n### 一、国际\n好。\n### 二、国内\n好。\n## 任务\n### 一、抓学习\n要抓。\n### 二、抓落实\n要抓。",
            ["形势", "  一、国际", "  二、国内", "任务", "  一、抓学习", "  二、抓落实"],
            id="numbered headings in others",
        ),
        pytest.param(
            "# 讲话\n## 一、形势\n### 国际\n好。\n### 国内\n好。\n## 二、任务\n### 学习\n要学。",
            ["一、形势", "  国际", "  国内", "二、任务", "  学习"],
            id="others in numbered headings",
        ),
        pytest.param(
            "# 讲话\n## 形势\n一是好。二是很好。\n## 任务\n一、抓学习\n要抓。\n二、抓落实\n要抓。",
            ["形势", "  一是好", "  二是很好", "任务", "  一、抓学习", "  二、抓落实"],
            id="what is typed stands in the heading before it",
        ),
        pytest.param(
            "# 讲话\n## 一、形势\n好。\n\n二、任务\n\n要抓好。\n## 三、要求\n要抓好。",
            ["一、形势", "二、任务", "三、要求"],
            id="one that its author forgot to mark",
        ),
        pytest.param("# 讲话\n正文。\n## 三、要求\n要抓好。", ["三、要求"], id="a single one"),
        pytest.param("# 讲话\n正文。\n## 全市记者协会\n要抓好。", ["全市记者协会"], id="of words that no heading has"),
        pytest.param("# 讲话\n## 诸位代表先生：\n要抓好。", [], id="a salutation is none"),
        pytest.param("# 一、形势\n好。\n# 二、任务\n要抓好。", ["一、形势", "二、任务"], id="no title"),
    ],
)
def test_the_levels_of_markdown_are_those_of_the_outline(text, outline):
    assert tree(read_md(text).sections) == outline


def test_lists_of_an_introduction_have_ids_of_their_own():
    text = "成效明显：一是思想统一。二是队伍过硬。\n差距仍在：一是意识不强。二是效率不高。\n一、深入学习\n一是学。二是干。\n二、落实责任"
    ids = [(section.id, section.marker, section.parent) for section in analyze(text).sections]
    assert ids == [
        ("0.1", "一是", None),
        ("0.2", "二是", None),
        ("0.3", "一是", None),
        ("0.4", "二是", None),
        ("1", "一、", None),
        ("1.1", "一是", "1"),
        ("1.2", "二是", "1"),
        ("2", "二、", None),
    ]


def test_a_lone_list_is_no_introduction():
    assert [section.id for section in analyze("一是学。二是干。\n一是想。二是做。").sections] == ["1", "2", "3", "4"]


def test_misread_enumerators_are_told():
    warnings = analyze("－、提高认识\nニ、突出重点\n三、加强领导").warnings
    assert [(warning.code, warning.start) for warning in warnings] == [
        ("numbering-misread", 0),
        ("numbering-misread", 7),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("在2025年度全区党风廉\n政建设工作会议上的讲话\n同志们：", "在2025年度全区党风廉政建设工作会议上的讲话"),
        ("某省关于印发《公共企事业\n单位信息公开规定》的通知\n各市：", "某省关于印发《公共企事业单位信息公开规定》的通知"),
        ("某县人民政府办公室文件\n某政办发〔2024〕12号\n某县人民政府办公室\n关于做好工作的通知\n各乡镇：", "某县人民政府办公室关于做好工作的通知"),
        ("澳門特別行政區政府\n二〇二三年財政年度施政報告\n各位議員：", "二〇二三年财政年度施政报告"),
        ("标题：在全县大会上的讲话\n作者：李某某\n同志们：", "在全县大会上的讲话"),
        ("【标  题】在全县会议上的讲话\n【正  文】\n同志们：", "在全县会议上的讲话"),
        ("在新闻记者培训班上的讲话\n各位记者、同志们：", "在新闻记者培训班上的讲话"),
        ("# 县长新年贺词\n乡亲们：", "县长新年贺词"),
        ("凝心聚力 开拓进取\n在全县大会上的讲话\n同志们：", "凝心聚力 开拓进取"),
        ("某县人民政府\n县长 李某某\n同志们：", "某县人民政府"),
        ("新华社记者 刘彬\n同志们：", None),
        ("同志们：\n在全县会议上的讲话", None),
        ("现在我代表县委作关于工作的报告\n同志们", None),
    ],
)  # fmt: skip
def test_title_of_the_speech(text, title):
    found = read(text).title
    assert (found and found.text) == title
    assert found is None or text[found.start : found.end] == found.source_text


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("一、严守纪律　全局干部要知敬畏。\n二、从严管理 各科室要开展谈话。", ["严守纪律", "从严管理"]),
        ("【一、关于班前会】\n【二、关于师带徒】老师傅要签订协议。", ["关于班前会", "关于师带徒"]),
        ("第一条\n适用范围。本制度有效。\n第二条\n职责分工。人事科负责。", ["适用范围", "职责分工"]),
        ("一、盯住No. 5项目。\n二、学习P. F. 某某。", ["盯住No. 5项目", "学习P. F. 某某"]),
    ],
)
def test_titles_of_sections(text, titles):
    assert [section.title for section in analyze(text).sections] == titles
