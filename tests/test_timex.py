"""Time words: where they stand, what they mean, and what is none."""

import re
import time
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from speechkit.dates.expressions import time_expressions
from speechkit.dates.intervals import PartialDate, parse_date
from speechkit.dates.meanings import MEANINGS
from speechkit.dates.rules import GroupWords, speechdate_rules, timex_rules
from speechkit.dates.speechdate import speech_date
from speechkit.rules import BeforeRule, HereRule, Rule

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "timex.yaml").read_text(encoding="utf-8"))
RULES = timex_rules().rules
FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def found(text, base=None):
    return list(time_expressions(text.translate(FULL_WIDTH), base))


def words(text, base=None):
    return [text[t.start : t.end] for t in found(text, base) if t.deadline]


def example_cases(kind):
    return [
        pytest.param(rule, text, id=f"{rule.id}:{text[:12]}") for rule in RULES for text in getattr(rule.examples, kind)
    ]


# -- the table ---------------------------------------------------------------------------------------------------------


def test_the_table_is_large_and_every_row_says_where_it_is_from():
    assert len(CASES) >= 150
    assert all(case["source"] and re.match("agrees|differs: .|cannot", case["jionlp"]) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['words']}@{case.get('base')}")
def test_words_mean_their_days(case):
    base = parse_date(case["base"]) if "base" in case else None
    text = case["text"].translate(FULL_WIDTH)
    matching = [t for t in time_expressions(text, base) if text[t.start : t.end] == case["words"].translate(FULL_WIDTH)]
    assert [(t.kind, t.earliest, t.latest) for t in matching] == [
        (case["kind"], case.get("earliest"), case.get("latest"))
    ]
    assert matching[0].deadline == case.get("deadline", True)


SENTENCES = yaml.safe_load((Path(__file__).parent / "cases" / "deadlines.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"])
def test_by_when_a_sentence_asks(case):
    text = case["text"].translate(FULL_WIDTH)
    due = [t for t in time_expressions(text, parse_date(case["base"])) if t.deadline]
    assert bool(due) != case.get("none", False)
    if "latest" in case:
        assert due[0].latest == case["latest"]
    if "words" in case:
        assert case["words"] in [text[t.start : t.end] for t in due]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每月25日前", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每月5日、20日前", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
        ("每月底前", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每周五下班前", "FREQ=WEEKLY;BYDAY=FR"),
        ("每周二、周五", "FREQ=WEEKLY;BYDAY=TU,FR"),
        ("每季度末", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("每季度首月10日前", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("每年6月底前", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
        ("每年年底前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("每日8时30分前", "FREQ=DAILY"),
        ("每个工作日17时前", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("每月上旬", None),
        ("每学期末", None),
        ("6月底前", None),
    ],
)
def test_what_recurs_says_when(text, rule):
    (timex,) = found(f"各单位要在{text}报送", PartialDate(2024, 3, 19))
    assert timex.repeats == rule
    assert timex.kind == ("date" if text == "6月底前" else "recurring")
    assert (timex.earliest or timex.latest) is None or text == "6月底前"


# -- the rules ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_examples_and_a_source_and_a_known_meaning(rule):
    assert rule.examples.hit
    assert rule.examples.miss
    assert rule.source
    assert rule.means in MEANINGS
    assert rule.kind in ("date", "range", "event", "vague", "recurring")


def test_rule_ids_are_unique():
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(("rule", "text"), example_cases("hit"))
def test_rule_hit(rule, text):
    assert rule.id in {t.rule for t in found(text)}


@pytest.mark.parametrize(("rule", "text"), example_cases("miss"))
def test_rule_miss(rule, text):
    assert rule.id not in {t.rule for t in found(text)}


@pytest.mark.parametrize("known", timex_rules().known, ids=lambda known: f"{known.word}{known.earliest}")
def test_known_days_are_in_order(known):
    assert known.earliest <= known.latest
    assert known.source


def rules_in(record):
    """The rules that stand in the fields of a record, those of its records too."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Rule):
            yield value
        elif isinstance(value, msgspec.Struct):
            yield from rules_in(value)


ONE_A_FIELD = [*rules_in(timex_rules()), *rules_in(speechdate_rules())]


def finds(rule, text):
    """Whether a rule finds something in one of its examples."""
    if isinstance(rule, GroupWords):
        return text in rule.words
    if isinstance(rule, BeforeRule):
        return bool(rule.ends(text, len(text)) and rule.ends(f"{'一' * 40}{text}，", len(text) + 40))
    if isinstance(rule, HereRule):
        return bool(rule.match(text) and rule.match(f"，{text}", 1))
    return any(True for _ in rule.matches(text))


@pytest.mark.parametrize("rule", ONE_A_FIELD, ids=lambda rule: rule.id)
def test_what_a_rule_finds_in_its_examples(rule):
    assert rule.source
    assert rule.examples.hit
    assert rule.examples.miss
    assert [text for text in rule.examples.hit if not finds(rule, text)] == []
    assert [text for text in rule.examples.miss if finds(rule, text)] == []


@pytest.mark.parametrize(
    "rule", [rule for rule in ONE_A_FIELD if isinstance(rule, BeforeRule)], ids=lambda rule: rule.id
)
def test_no_example_needs_more_than_the_reach_of_its_rule(rule):
    longest = max(len(word) for word in rule.before.split("|"))
    assert rule.reach >= longest


# -- what is no time to act by -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "在苍松翠柏中更显清明",
        "负担率控制在20%以内",
        "定期开展组织生活，每月、每季度、每年报告",
        "每年报送",
        "每周一次",
        "每季度通报",
        "进一步加强",
        "党的二十大精神",
        "喜迎党的二十大胜利召开",
        "习近平新时代中国特色社会主义思想",
        "第一书记、第一责任人",
        "《2022年工作要点》",
        "“十四五”规划",
        "祝大家春节快乐",
        "展望未来、面向未来",
        "社会后续影响",
        "日内瓦会议",
        "三级医院",
    ],
)
def test_no_time(text):
    assert found(text, PartialDate(2022, 2, 15)) == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年以来，成效显著",
        "去年完成投资",
        "过去五年",
        "近年来",
        "一年来",
        "从1997年的7万亿元增加到2002年的10万亿元",
        "改革开放以来",
        "党的十八大以来",
        "比2025年提高",
        "对2022年工作要点进行修改",
        "今年是建党一百周年",
        "（2022年2月15日）",
        "上个月召开会议",
        "在当前形势下",
        "截至2022年底",
    ],
)
def test_a_time_but_no_deadline(text):
    every = found(text, PartialDate(2022, 2, 15))
    assert every
    assert not any(t.deadline for t in every)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会后，局机关党建办要认真梳理，尽快印发实施", ["会后", "尽快"]),
        ("“七一”前后，围绕主题开展活动", ["“七一”前后"]),
        ("党的二十大召开后，采取中心组学习", ["党的二十大召开后"]),
        ("扎实做好今年党建工作任务", ["今年"]),
        ("近期内还要通盘检讨", ["近期内"]),
        ("小微企业于6月底前一次性退还，2022年底前全部完成", ["6月底前", "2022年底前"]),
    ],
)
def test_the_span_is_the_readers_span(text, expected):
    assert words(text, PartialDate(2022)) == expected


# -- counted from the speech, never from today -------------------------------------------------------------------------


def test_without_a_base_relative_words_stay_open():
    for text in ("今年6月底前", "三年内", "月底前", "春节前", "三季度末", "10个工作日内", "两会期间"):
        (timex,) = found(text)
        assert (timex.earliest, timex.latest) == (None, None)


@given(st.dates(min_value=parse_date("1950-01-01").first, max_value=parse_date("2090-12-31").first))
def test_a_limit_without_a_year_lies_ahead_of_the_speech(day):
    base = PartialDate(day.year, day.month, day.day)
    for text in ("6月底前", "三季度末", "年底前", "月底前", "春节前", "10个工作日内", "一周内"):
        (timex,) = found(text, base)
        assert timex.latest
        assert timex.latest >= day.isoformat() or text == "春节前"  # on the days of the festival itself


@given(st.text(alphabet="2０〇○一二十五年月日季度底前后内到至从自“”（）大会春节周 的以来，。" + "abc", max_size=60))
def test_spans_are_ordered_and_inside_the_text(text):
    done = 0
    for t in time_expressions(text, PartialDate(2022, 2, 15)):
        assert done <= t.start < t.end <= len(text)
        done = t.end
        assert t.earliest is None or t.latest is None or t.earliest <= t.latest


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "2",
        "十五",
        "从",
        "自到",
        "2022年",
        "以来",
        "、《",
        "《年》",
        "召开",
        "在的",
        "春节、",
        "“",
        "前",
        "每月",
        "（周五）",
        "收到后",
        "即日起至",
        "6月底前",
        "未前",
        "今年，",
        "10/2",
        "正月",
        "3日内",
        "1月、",
    ],
)
def test_hostile_repetition_takes_linear_time(unit):
    def seconds(size):
        text = unit * (size // len(unit))
        start = time.process_time()
        list(time_expressions(text, PartialDate(2022)))
        return time.process_time() - start

    seconds(1000)
    assert seconds(40_000) < 20 * max(seconds(4_000), 0.01)


# -- the speech's own date ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "head", "front", "iso", "origin"),
    [
        ("在全市农村工作会议上的讲话", "(2021 年2月2日)\n项 雪 龙\n同志们:", "", "2021-02-02", "head"),
        ("在打好脱贫攻坚战座谈会上的讲话", "（二〇一八年二月十二日）\n习近平", "", "2018-02-12", "head"),
        ("政府工作报告", "——2025年1月19日在省第十四届人民代表大会第三次会议上", "", "2025-01-19", "head"),
        ("在局机关2022年党建领导小组工作会议上的讲话", "同志们:", "", "2022", "title"),
        (
            "在局机关2022年党建领导小组工作会议上的讲话",
            "同志们:",
            "date: 2022-02-12 10:00",
            "2022-02-12",
            "front_matter",
        ),
        ("在局机关2022年党建领导小组工作会议上的讲话", "同志们:", "date: 2024-02-12", "2022", "title"),
        (None, "同志们：", "title: x\ndate: 2020-03-01 03:37:07", "2020-03-01", "front_matter"),
        (None, "同志们：", "时间:2022-07-24 10:47:41", "2022-07-24", "front_matter"),
        (None, "今天，是中华民国102年的开国纪念日。", "", "2013", "head"),
        ("民国99年元旦祝词", "各位乡亲", "", "2010", "title"),
    ],
)
def test_speech_date(title, head, front, iso, origin):
    front = f"{front}\n" if front else ""
    date = speech_date(title, front + head, front)
    assert (date.date.iso, date.origin) == (iso, origin)
    where = {"title": title, "head": head, "front_matter": front}[origin]
    assert re.match("[0-9一二中民]", where[date.start : date.end])


@pytest.mark.parametrize(
    ("title", "head"),
    [
        (None, ""),
        ("在表彰会上的讲话", "2021年10月25日，我们召开了会议。"),
        ("2021年度工作总结会议", "同志们："),
        ("“十四五”规划（2021—2025年）座谈会", "同志们："),
        ("会议", "（2021年13月45日）"),
    ],
)
def test_no_speech_date(title, head):
    assert speech_date(title, head, "") is None


@pytest.mark.parametrize("iso", ["2022-13", "2022-02-30", "22", "2022-2-", "yesterday", "2022-00", ""])
def test_a_base_that_is_no_date_is_refused(iso):
    with pytest.raises(ValueError, match="is no date"):
        parse_date(iso)


def test_a_base_keeps_what_is_known():
    assert [parse_date(iso).iso for iso in ("2022", "2022-2", "2022-02-12")] == ["2022", "2022-02", "2022-02-12"]
