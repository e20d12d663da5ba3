"""Set phrases: what is found in real sentences, and what holds of every text."""

import re
from itertools import pairwise
from pathlib import Path

import jieba
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit.config import Config, GlossaryConfig
from speechkit.phrases.alignment import common
from speechkit.phrases.glossary import load_glossary
from speechkit.phrases.phrasebook import phrase_book
from speechkit.phrases.rules import common_pairs

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "slogans.yaml").read_text("utf-8"))


def phrases(text, **options):
    return [(slogan.kind, slogan.text) for slogan in speechkit.analyze(text, **options).slogans]


def marked(case):
    reason = case.get("wrong")
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case["text"], case["found"], id=case["text"][:24], marks=marks)


@pytest.mark.parametrize(("text", "found"), [marked(case) for case in CASES])
def test_case(text, found):
    """``found`` writes each set phrase as its kind, a space, the phrase."""
    assert [f"{kind} {phrase}" for kind, phrase in phrases(text)] == found


READ = yaml.safe_load((Path(__file__).parent / "cases" / "slogans_read.yaml").read_text("utf-8"))


def judged(case):
    reason = case.get("wrong")
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case["text"], case["kind"], case["phrase"], id=case["phrase"][:16], marks=marks)


@pytest.mark.parametrize(("text", "kind", "phrase"), [judged(case) for case in READ])
def test_what_a_reader_judged_right_is_found(text, kind, phrase):
    found = [(slogan.kind, slogan.source_text) for slogan in speechkit.analyze(text).slogans]
    assert (kind, phrase) in found


def test_quotation_marks_of_every_kind():
    for opening, closing in ("“”", "「」", "『』", '""', "〝〞", "‘’"):
        assert phrases(f"要发挥{opening}关键少数{closing}的作用。") == [("formula", "关键少数")]


def test_traditional_script_is_read_and_quoted():
    (slogan,) = speechkit.analyze("我們要增強「四個意識」，確保見效。").slogans
    assert (slogan.text, slogan.source_text, slogan.name) == ("四个意识", "四個意識", "四个意识")


def test_a_reading_in_brackets_belongs_to_its_character():
    text = "深化“兩風(fēng)”建設(shè)。"
    (slogan,) = speechkit.analyze(text).slogans
    assert text[slogan.start : slogan.end] == "兩風(fēng)"
    assert slogan.text == "两风"


def test_members_that_are_spelled_out():
    (slogan,) = speechkit.analyze("党员的“四个意识”，即大局意识、政治意识和看齐意识，不断增强。").slogans
    assert slogan.members == ("政治意识", "大局意识", "核心意识", "看齐意识")
    assert [member.text for member in slogan.members_present] == ["大局意识", "政治意识", "看齐意识"]


def test_members_that_share_their_end():
    (slogan,) = speechkit.analyze("增强“四个意识”，就是政治、大局、核心、看齐意识。").slogans
    assert [member.source_text for member in slogan.members_present] == ["政治", "大局", "核心", "看齐意识"]


def test_members_that_stand_nowhere():
    (slogan,) = speechkit.analyze("增强“四个意识”。").slogans
    assert slogan.members
    assert slogan.members_present == ()


def test_a_label_without_members_has_none():
    (slogan,) = speechkit.analyze("坚持“包抓包联”机制。").slogans
    assert (slogan.members, slogan.members_present, slogan.name) == (None, None, None)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("四个认识", "四个意识"),
        ("两个确定", "两个确立"),
        ("四个意识", None),  # the formula itself
        ("五个意识", None),  # another numeral counts something else
        ("信仰灯", None),
    ],
)
def test_near_variant(label, name):
    assert phrase_book(()).near(label) == name


def test_a_variant_is_told_and_not_merged():
    (slogan,) = speechkit.analyze("牢固树立“四个认识”。").slogans
    assert (slogan.text, slogan.name, slogan.variant_of) == ("四个认识", None, "四个意识")


def test_glossary_of_ones_own(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("- name: 三抓三促\n  members: [抓学习, 抓执行, 抓效能, 促提升, 促落实, 促发展]\n", "utf-8")
    config = Config(glossary=GlossaryConfig(files=(str(own),)))
    assert phrases("开展三抓三促行动。") == []
    assert phrases("开展三抓三促行动。", config=config) == [("formula", "三抓三促")]


def test_frame_and_fillers():
    (slogan,) = speechkit.analyze("达到了换出好班子、换出好队伍、换出好风气的目的。").slogans
    assert (slogan.frame, slogan.fillers) == ("换出好_", ("班子", "队伍", "风气"))
    assert slogan.text == "换出好班子、换出好队伍、换出好风气"


def test_call_is_the_last_of_the_speech():
    text = "同志们：\n我们要夺取新胜利！\n一、抓落实。\n二、促发展。\n让我们团结起来，以优异成绩迎接党的二十大胜利召开！\n谢谢大家！"
    assert [slogan.text for slogan in speechkit.analyze(text).slogans if slogan.kind == "call"] == [
        "以优异成绩迎接党的二十大胜利召开！"
    ]


@pytest.mark.parametrize("text", ["", "\n", "今天天气很好。", "，" * 50, "“" * 50, "、" * 50, "“”" * 20, "A、B，C；D"])
def test_none(text):
    assert phrases(text) == []


def test_common_pairs_are_those_of_jieba():
    """data/pairs.yaml is made from the dictionary that the package brings, as its first lines say."""
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    rows = (line.split() for line in dictionary)
    common = {word for word, count, _ in rows if re.fullmatch("[\u4e00-\u9fff]{2}", word) and int(count) >= 1000}
    assert common_pairs() == common


SEGMENTS = st.lists(
    st.sampled_from(
        [
            "换出好班子",
            "好",
            "抓党建",
            "四个意识",
            "“四风”",
            "不重视",
            "不到位",
            "，",
            "、",
            "。",
            "的",
            "\n",
            "就是",
            "\U00020000",
        ]
    ),
    max_size=40,
).map("".join)


@given(SEGMENTS)
def test_no_two_overlap_and_all_stand_in_the_text(text):
    end = 0
    for slogan in speechkit.analyze(text).slogans:
        assert end <= slogan.start < slogan.end <= len(text)
        end = slogan.end
        assert slogan.source_text == text[slogan.start : slogan.end]
        assert slogan.kind in ("formula", "motto", "parallel", "call")
        for member in slogan.members_present or ():
            assert text[member.start : member.end] == member.source_text
        if slogan.frame:
            assert all(slogan.frame.replace("_", filler, 1) in slogan.text for filler in slogan.fillers)


@given(st.text("甲乙丙丁", max_size=8), st.text("甲乙丙丁", max_size=8))
def test_what_two_strings_share_at_their_ends(one, other):
    first, last = common(one, other)
    assert one[:first] == other[:first]
    assert one[len(one) - last :] == other[len(other) - last :]
    assert first + last <= min(len(one), len(other))


# --- formulas without quotation marks


@pytest.mark.parametrize("words", ["高质量发展", "新质生产力", "人类命运共同体", "科学发展观", "改革开放", "乡村振兴"])
def test_formulas_without_marks_are_found_where_asked_for(words):
    reading = speechkit.read(f"会议指出，要坚持{words}不动摇，抓好落实。")
    assert words not in [slogan.text for slogan in reading.slogans]
    assert [(slogan.text, slogan.name, slogan.kind) for slogan in reading.unquoted] == [(words, words, "formula")]


def test_every_formula_of_the_glossary_is_found_without_marks():
    """Most by their names, those that are parallels or mottos as such; half of the words at least."""
    names = [entry.name for entry in load_glossary(()).entries if len(entry.name) > 2]
    reading = speechkit.read("\n".join(f"要坚持{name}。" for name in names))
    found = [(slogan.start, slogan.end) for slogan in (*reading.slogans, *reading.unquoted)]
    lines = [(at, at + len(name)) for name in names for at in [reading.text.index(f"持{name}。") + 1]]
    missed = [
        reading.text[a:b]
        for a, b in lines
        if not any(2 * (min(b, end) - max(a, start)) >= b - a for start, end in found)
    ]
    assert missed == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["“高质量发展”", "高质量发展", "四个意识", "、", "《高质量发展纲要》", "要抓好。", "\n"]),
        max_size=12,
    )
)
def test_no_formula_is_found_twice(pieces):
    reading = speechkit.read("".join(pieces))
    spans = sorted((slogan.start, slogan.end) for slogan in (*reading.slogans, *reading.unquoted))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(reading.text[slogan.start : slogan.end] == slogan.source_text for slogan in reading.unquoted)
