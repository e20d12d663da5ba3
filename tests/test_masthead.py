"""What the head of a speech says of it: the examples of every rule, and heads as they are found."""

import pytest

from speechkit.config import ScriptConfig
from speechkit.masthead import masthead_rules
from speechkit.model import FileProperties, Source
from speechkit.pipeline import Reading, read
from speechkit.rules import WordList
from speechkit.script import simplify

RULES = masthead_rules().rules


def test_rules_have_their_names_once():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in (*RULES, masthead_rules().lead_in):
        assert rule.source
        assert rule.examples.hit
        assert rule.examples.miss


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(r, e, id=f"{r.id}:{e[:12]}") for r in RULES for e in r.examples.hit]
)
def test_masthead_hit(rule, example):
    text, arrow, found = example.partition(" => ")
    assert arrow
    assert rule.search(text)[rule.of] == found


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(r, e, id=f"{r.id}:{e[:12]}") for r in RULES for e in r.examples.miss]
)
def test_masthead_miss(rule, example):
    assert rule.search(example) is None


@pytest.mark.parametrize("kind", ["hit", "miss"])
def test_lead_in(kind):
    rule = masthead_rules().lead_in
    for text in getattr(rule.examples, kind):
        assert (rule.search(text) is not None) == (kind == "hit")


@pytest.mark.parametrize(
    ("text", "title", "occasion", "speaker"),
    [
        ("同志们：\n今天，我们要抓好落实。\n", None, None, None),
        ("在全县农村工作会议上的讲话\n张三丰\n同志们：\n", None, "全县农村工作会议:1", "张三丰:2"),
        ("政府工作报告\n——2025年1月9日在某市第九届人民代表大会上\n市长 李明\n", None, "某市第九届人民代表大会:2", "市长 李明:3"),
        ("在座谈会上的讲话（2020年1月2日）习近平党的十八大以后，我说过。\n", "在座谈会上的讲话:1", "座谈会:1", "习近平:1"),
        ("---\ntitle: 南开大学->张强校长在毕业典礼上的讲话 | nankai.info\n---\n同学们：\n今天很高兴。\n", "张强校长在毕业典礼上的讲话:2", "毕业典礼:2", "张强校长:2"),
        ("游院長錫堃：（十一時）王院長。今天，欣逢　貴院第五屆第二會期開議，錫堃前來報告。\n", None, "贵院第五届第二会期:1", "游院长锡堃:1"),
        ("区(qū)长(zhǎng)在全(quán)区(qū)廉政工作会议上的讲话\n同志们：\n好好干。\n", None, "全区廉政工作会议:1", "区长:1"),
        ("第一段说了很多。\n第二段。\n第三段。\n第四段。\n第五段。\n今天，我们召开科学家座谈会，听听意见。\n", None, None, None),
        ("新华社北京4月28日电 国家主席发表讲话。\n在表彰大会上的讲话\n习近平\n同志们：\n", None, "表彰大会:2", "习近平:3"),
    ],
)  # fmt: skip
def test_masthead(text, title, occasion, speaker):
    found = read(text, name="a.md").masthead
    said = [each and f"{each.text}:{each.line}" for each in (found.title, found.occasion, found.speaker)]
    assert said == [title, occasion, speaker]


def test_surnames_are_listed_once():
    surnames = masthead_rules().surnames
    assert len(surnames) == len(set(surnames))
    assert {len(surname) for surname in surnames} == {1, 2}
    assert WordList(surnames).at("欧阳修", 0) == 2


def test_quotes_are_the_words_of_the_source():
    text = "在全縣農村工作會議上的講話\n張三豐\n同志們：\n要抓好落實。\n"
    reading = read(text)
    for quote in (reading.masthead.occasion, reading.masthead.speaker):
        assert quote.source_text == text[quote.start : quote.end]
    assert reading.masthead.speaker.source_text == "張三豐"


def of_file(text, **properties):
    return Reading(simplify(Source("x", text, "utf-8", "0", properties=FileProperties(**properties)), ScriptConfig()))


@pytest.mark.parametrize("kind", ["hit", "miss"])
def test_what_is_believed_of_a_file(kind):
    for rule, field in ((masthead_rules().file_title, "title"), (masthead_rules().file_author, "author")):
        for text in getattr(rule.examples, kind):
            reading = of_file("要抓好落实。", **{field: text})
            found = reading.title if field == "title" else reading.masthead.speaker
            assert (found is not None) == (kind == "hit"), text
            if found:
                assert (found.text, found.source_text, found.start, found.end) == (text, "", 0, 0)


def test_what_the_text_says_goes_before_what_its_file_says():
    text = "在全市党建工作会议上的讲话\n市委书记 李明\n（2022年2月12日）\n同志们：\n要抓好落实。"
    reading = of_file(text, title="在全市安全生产会议上的讲话", author="张三", date="2019-01-01")
    assert reading.title.text == "在全市党建工作会议上的讲话"
    assert reading.masthead.speaker.text == "市委书记 李明"
    assert (reading.date.iso, reading.date.origin) == ("2022-02-12", "text")


@pytest.mark.parametrize(
    ("title", "date", "expected"),
    [
        ("", "2019-03-05", "2019-03-05"),
        ("2018年政府工作报告", "2019-03-05", "2018"),
        ("2019年政府工作报告", "2019-03-05", "2019-03-05"),
        ("2018年政府工作报告", "", "2018"),
        ("政府工作报告", "", None),
    ],
)
def test_the_date_of_a_file_comes_last(title, date, expected):
    found = of_file("要抓好落实。", title=title, date=date).date
    assert (found and found.iso) == expected
    if found:
        assert (found.origin, found.start, found.end) == ("file", None, None)
