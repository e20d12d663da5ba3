"""The date of a speech: which of a document's dates it is, and where it stands in the source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import analyze
from speechkit.config import ScriptConfig
from speechkit.dates import date_of, parse_date
from speechkit.layout import paragraphs_of
from speechkit.outline import outline_of, title_of
from speechkit.readers import source_from_text
from speechkit.script import simplify

BODY = "同志们：\n今天，我们召开会议。下面，我讲两点意见。\n一、提高认识\n要抓紧。\n二、抓好落实\n要在6月底前完成。\n"


def dated(text, given=None, format="txt"):
    document = simplify(source_from_text(text, name="t", format=format), ScriptConfig())
    paragraphs = paragraphs_of(document)
    sections, _ = outline_of(document, paragraphs)
    return date_of(document, paragraphs, title_of(document, paragraphs, sections), given)


@pytest.mark.parametrize(
    ("text", "iso", "origin", "words"),
    [
        pytest.param(f"在全市农村工作会议上的讲话\n（2021年2月2日）\n{BODY}", "2021-02-02", "text", "2021年2月2日", id="in brackets"),
        pytest.param(f"在全市农村工作会议上的讲话\n(2021 年2月2日)\n项 雪 龙\n{BODY}", "2021-02-02", "text", "2021 年2月2日", id="half-width brackets, a blank"),
        pytest.param(f"政府工作报告\n——2025年1月9日在市人民代表大会上\n{BODY}", "2025-01-09", "text", "2025年1月9日", id="after a dash"),
        pytest.param(f"在座谈会上的讲话\n（二〇一八年二月十二日）\n{BODY}", "2018-02-12", "text", "二〇一八年二月十二日", id="written out"),
        pytest.param(f"在座谈会上的讲话\n（二○一八年二月）\n{BODY}", "2018-02", "text", "二○一八年二月", id="a month"),
        pytest.param(f"在座谈会上的讲话\n（２０２２年３月１日）\n{BODY}", "2022-03-01", "text", "２０２２年３月１日", id="full-width digits"),
        pytest.param(f"在局机关2022年党建工作会议上的讲话\n{BODY}", "2022", "title", "2022年", id="the year of the title"),
        pytest.param(f"在2022年3月1日全局会议上的讲话\n{BODY}", "2022-03-01", "title", "2022年3月1日", id="the day of the title"),
        pytest.param(f"在局機關2022年黨建工作會議上的講話\n{BODY}", "2022", "title", "2022年", id="a traditional title"),
        pytest.param(f"區(qū)長在2022年全區(qū)會議上的講話\n{BODY}", "2022", "title", "2022年", id="a title with pinyin"),
        pytest.param(f"民國99年元旦祝詞\n{BODY}", "2010", "title", "民國99年", id="the year of the Republic"),
        pytest.param(f"各位鄉親：\n今天，是中華民國102年的開國紀念日。\n{BODY}", "2013", "text", "民國102年", id="today is the anniversary"),
        pytest.param(f"---\ntitle: 讲话\ndate: 2020-03-01 03:37:07\n---\n{BODY}", "2020-03-01", "text", "2020-03-01", id="front matter"),
        pytest.param(f"县长在全县秋种工作会讲话\n\n时间：2022-07-24 10:47:41\n\n{BODY}", "2022-07-24", "text", "2022-07-24", id="the time of a page"),
        pytest.param(f"县长在全县秋种工作会讲话\n发布日期：2021年3月6日 10:22\n\n{BODY}", "2021-03-06", "text", "2021年3月6日", id="a page's day in Chinese"),
        pytest.param(f"---\ndate: 2021-11-02\n---\n坚定理想信念\n一、要补钙。\n（2012年11月17日在集体学习时的讲话）\n{BODY}", "2021-11-02", "text", "2021-11-02", id="before that of a text quoted below"),
        pytest.param(f"时间：2022-07-24 10:47:41\n\n{BODY}", "2022-07-24", "text", "2022-07-24", id="the time above the text"),
        pytest.param(f"在局机关2022年党建工作会议上的讲话\n（2022年2月12日）\n{BODY}", "2022-02-12", "text", "2022年2月12日", id="the most exact first"),
        pytest.param(f"关于做好2022年工作的讲话\n（根据录音整理，未经本人审阅。）\n（2022年3月5日）\n{BODY}", "2022-03-05", "text", "2022年3月5日", id="below a remark"),
        pytest.param(f"某市人大常委会关于保护湿地的决定\n（2023年3月29日某市第六届人民代表大会常务委员会第二次会议通过）\n{BODY}", "2023-03-29", "text", "2023年3月29日", id="passed, in brackets"),
        pytest.param(f"某市人大常委会关于保护湿地的决定\n2018年9月28日 某市第六届人民代表大会常务委员会通过\n{BODY}", "2018-09-28", "text", "2018年9月28日", id="passed, a line"),
        pytest.param(f"关于印发2021年工作要点的通知\n{BODY}某市商务局\n2020年12月25日\n", "2020-12-25", "text", "2020年12月25日", id="signed, against the year of the title"),
        pytest.param(f"关于加强管理的通知\n{BODY}某市商务局\n二〇二〇年十二月二十五日\n\n附件：1.分工表\n各单位要填报。\n", "2020-12-25", "text", "二〇二〇年十二月二十五日", id="signed above an annex"),
        pytest.param(f"某縣縣長新年賀詞\n{BODY}縣長　林某某\n中華民國一一三年十二月三十一日\n", "2024-12-31", "text", "民國一一三年", id="signed in a year of the Republic"),
    ],
)  # fmt: skip
def test_the_date_that_the_document_gives(text, iso, origin, words):
    date = dated(text)
    assert (date.iso, date.origin) == (iso, origin)
    assert text[date.start : date.end].startswith(words)


@pytest.mark.parametrize(
    ("name", "title", "iso"),
    [
        ("2014-11-11_在会议上的讲话.txt", "在会议上的讲话", "2014-11-11"),
        ("x/20151231.txt", "2016年新年贺词", "2015-12-31"),
        ("20210305.txt", "在1955年全国会议上的讲话", "1955"),
        ("2015年报告.txt", "在会议上的讲话", None),
        ("20231399.txt", "在会议上的讲话", None),
    ],
)
def test_the_day_in_the_name_of_the_file(name, title, iso):
    date = analyze(f"{title}\n{BODY}", name=name).date
    assert (date and date.iso) == iso


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"在表彰会上的讲话\n{BODY * 12}2021年10月25日\n召开会议。要抓紧。\n", id="a day of a chronicle"),
        pytest.param(f"在表彰会上的讲话\n{BODY}", id="nothing said"),
        pytest.param(f"在表彰会上的讲话\n{BODY}2021年10月25日，我们召开了会议。\n", id="a date told of"),
        pytest.param(f"在2021年度工作总结会议上的讲话\n{BODY}", id="the year that is summed up"),
        pytest.param(f"在表彰会上的讲话\n（2021年13月45日）\n{BODY}", id="no such day"),
        pytest.param(f"在表彰会上的讲话\n同志们：\n省里的意见（2021年2月2日）印发后，我们抓了落实。\n{BODY}", id="the date of a document", marks=pytest.mark.xfail(reason="a date in brackets counts wherever it stands in the head of the text", strict=True)),
        pytest.param("", id="no text"),
    ],
)  # fmt: skip
def test_no_date(text):
    assert dated(text) is None


@pytest.mark.parametrize("given", ["2019", "2019-05", "2019-05-04", "2019-5-4"])
@pytest.mark.parametrize("head", ["在局机关2022年党建工作会议上的讲话\n（2022年2月12日）\n", "在表彰会上的讲话\n", ""])
def test_the_date_that_is_given_goes_first(head, given):
    date = dated(head + BODY, given)
    assert (date.start, date.end, date.origin) == (None, None, "option")
    assert date.iso == parse_date(given).iso
    assert date.iso.startswith("2019")


@pytest.mark.parametrize("given", ["", "2022-13", "2022-02-30", "yesterday", "2022年", "22", "2022-02-12T10:00"])
def test_a_date_that_is_none_is_refused(given):
    with pytest.raises(ValueError, match="is no date: write 2022, 2022-02 or 2022-02-12"):
        analyze(f"（2022年2月12日）\n{BODY}", date=given)


def test_deadlines_count_from_the_date_that_is_given():
    text = f"在全局会议上的讲话\n（2022年2月12日）\n{BODY}"
    for date, latest in ((None, "2022-06-30"), ("2019", "2019-06-30"), ("2019-07-01", "2020-06-30")):
        deadlines = [task.deadline for task in analyze(text, date=date).tasks if task.deadline]
        assert [(deadline.text, deadline.latest) for deadline in deadlines] == [("6月底前", latest)]


def test_without_a_date_deadlines_stay_words():
    deadlines = [task.deadline for task in analyze(f"在表彰会上的讲话\n{BODY}").tasks if task.deadline]
    assert [(deadline.text, deadline.latest) for deadline in deadlines] == [("6月底前", None)]


HEADS = st.sampled_from(
    ["在会议上的讲话", "在2022年会议上的讲话", "（2021年2月2日）", "——2025年1月9日在大会上", "時間：2022-07-24", "---", "date: 2020-03-01", "民國99年", "二〇一八年", "十二月",
    "13月", "\n", "\n\n", "　　", " ", "今天，是", "同志们：", "要抓紧。"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(HEADS, max_size=14).map("".join), st.sampled_from(["txt", "md"]))
def test_the_words_of_a_date_stand_in_the_source(text, format):
    date = dated(text, format=format)
    if date:
        assert 0 <= date.start < date.end <= len(text)
        assert date.iso == parse_date(date.iso).iso
        assert any(
            character.isdigit() or character in "〇○一二三四五六七八九十" for character in text[date.start : date.end]
        )
