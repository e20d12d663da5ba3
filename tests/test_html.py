"""Web pages: the text of the article, its structure as marks, and what is no page."""

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_html import page as written_sample
from web_pages import FOOTER, FRAMES, MENU, RELATED

from speechkit.config import Config, ReadingConfig
from speechkit.errors import InputError
from speechkit.model import LineMark
from speechkit.pipeline import Reading, read, read_file
from speechkit.readers import read_bytes
from speechkit.readers.html import is_html, read_html
from speechkit.readers.html_rules import html_rules
from speechkit.rules import BeforeRule, HereRule
from speechkit.script import simplify

AUTO = ReadingConfig()
SAMPLES = ("party-building-2022", "work-report-2025", "rural-work-hardwrapped")


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def source(body, head=""):
    return read_html(page(body, head), "a.html", AUTO)


def lines(body, head=""):
    return source(body, head).text.splitlines()


def sample_lines(name):
    with open(f"samples/{name}.txt", encoding="utf-8") as file:
        return [line.strip() for line in file.read().strip().split("\n")]


def outcome(reading):
    sections = [(section.marker, section.level, section.title) for section in reading.sections]
    return sections, [task.text for task in reading.tasks], [slogan.text for slogan in reading.slogans]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_article_and_nothing_else(frame, name):
    title, *text = sample_lines(name)
    write, encoding = FRAMES[frame]
    found = read_html(write(title, text).encode(encoding), "a.html", AUTO)
    assert found.text.split("\n")[0] == title
    assert found.marks[0] == LineMark(1, kind="title")
    assert [line.strip() for line in found.text.splitlines() if line.strip()] == [title, *filter(None, text)]
    assert found.encoding == encoding
    assert not any(word in found.text for word in (*MENU[2:], *RELATED, *FOOTER))


@pytest.mark.parametrize("frame", FRAMES)
def test_a_page_says_the_same_as_its_text(frame):
    title, *text = sample_lines("work-report-2025")
    write, encoding = FRAMES[frame]
    found = Reading(simplify(read_html(write(title, text).encode(encoding), "a.html", AUTO), Config().script))
    assert outcome(found) == outcome(read("\n".join([title, *text])))


@pytest.mark.parametrize("frame", ["portal", "editor", "tables", "newspaper", "messenger", "university"])
def test_the_date_of_a_page_is_asked_last(frame):
    write, encoding = FRAMES[frame]
    found = read_html(write("讲话", ["同志们：", "今年要抓好落实，确保成效。"]).encode(encoding), "a.html", AUTO)
    assert found.properties.date == "2022-03-01"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>标题在此</h1><p>同志们：</p><p>第一，要<b>抓</b>紧。</p>", ["标题在此", "同志们：", "第一，要抓紧。"]),
        ("<p>第一行，<br>第二行。<br><br>第四行，完。</p>", ["第一行，", "第二行。", "", "第四行，完。"]),
        ("<p>甲，乙。</p><p>&nbsp;</p><p><br></p><p></p><p>丙，丁。</p>", ["甲，乙。", "", "丙，丁。"]),
        ("<p>要在\n   源码中\n换行，go\non。</p>", ["要在源码中换行，go on。"]),
        ("<pre>甲，\n乙。\n\n　　丙，丁。</pre>", ["甲，", "乙。", "", "　　丙，丁。"]),
        ("<p>&nbsp;&nbsp;&nbsp;&nbsp;甲，&amp;乙&lt;b&gt;。</p>", ["    甲，&乙<b>。"]),
        ("<p>甲，<span style='Display : none'>乙</span>丙。</p><p hidden>丁，戊。</p>", ["甲，丙。"]),
        (
            "<p>甲，<del>乙</del><ins>丙</ins><ruby>丁<rt>dīng</rt></ruby><!--戊--><script>己</script>。</p>",
            ["甲，丙丁。"],
        ),
        ("<div>甲，乙。<div>丙，丁。</div>戊，己。</div>", ["甲，乙。", "丙，丁。", "戊，己。"]),
        (
            "<p>甲，乙，丙，丁，戊，己，庚，辛，壬，癸。</p><form><label>留言，请写</label><textarea>丙，丁。</textarea></form>",
            ["甲，乙，丙，丁，戊，己，庚，辛，壬，癸。"],
        ),
        ("<p>甲，乙。</p><noscript><p>请开启脚本，谢谢。</p></noscript>", ["甲，乙。"]),
        ("<p>甲，乙。</p><p>附件：<a href='a.docx'>责任分工表.docx</a></p>", ["甲，乙。", "附件：责任分工表.docx"]),
        ("<p>要学习<a href='/k'>新思想</a>，抓落实。</p><p><a href='/1'>另一篇</a></p>", ["要学习新思想，抓落实。"]),
        ("<dl><dt>甲，要</dt><dd>乙，是。</dd></dl>", ["甲，要", "乙，是。"]),
    ],
)
def test_what_a_browser_shows_as_lines(body, expected):
    assert lines(body) == expected


def test_front_matter_that_was_pasted_in_is_no_speech():
    front = ["---", "title: 讲话", "date: 2021-11-02 01:23:27", "tags:", "- 某某大学", "---"]
    found = source(
        "".join(f"<p>{line}</p>" for line in (*front, "同志们：", "一、学习", "要学。", "二、落实", "要做。"))
    )
    assert found.text[: found.front].splitlines() == front
    sections = Reading(simplify(found, Config().script)).sections
    assert [section.marker for section in sections] == ["一、", "二、"]


ITEMS = "<li>抓学习，</li><li>抓落实。</li>"


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (f"<ol>{ITEMS}</ol>", ["1. ", "2. "]),
        (f"<ol start=3>{ITEMS}</ol>", ["3. ", "4. "]),
        (f"<ol reversed>{ITEMS}</ol>", ["2. ", "1. "]),
        (f"<ol reversed start=9>{ITEMS}</ol>", ["9. ", "8. "]),
        (f"<ol type=a>{ITEMS}</ol>", ["a. ", "b. "]),
        (f"<ol type=A>{ITEMS}</ol>", ["A. ", "B. "]),
        (f"<ol type=i start=4>{ITEMS}</ol>", ["iv. ", "v. "]),
        (f"<ol type=I start=9>{ITEMS}</ol>", ["IX. ", "X. "]),
        ("<ol><li value=7>抓学习，</li><li>抓落实。</li></ol>", ["7. ", "8. "]),
        (f"<ol style='list-style-type: cjk-ideographic' start=9>{ITEMS}</ol>", ["九、", "十、"]),
        (f"<ol style='list-style: simp-chinese-formal outside'>{ITEMS}</ol>", ["壹、", "贰、"]),
        (f"<ol style='list-style-type:cjk-heavenly-stem'>{ITEMS}</ol>", ["甲、", "乙、"]),
        (f"<ol style='list-style-type:decimal-leading-zero'>{ITEMS}</ol>", ["01. ", "02. "]),
        (f"<ol style='list-style: none'>{ITEMS}</ol>", ["", ""]),
        (f"<ul>{ITEMS}</ul>", ["•", "•"]),
        (f"<ul type=square>{ITEMS}</ul>", ["▪", "▪"]),
        (f"<ul style='list-style:none'>{ITEMS}</ul>", ["", ""]),
        ("<ol><li><p>抓学习，</p></li><li><br>抓落实。</li></ol>", ["1. ", "2. "]),
        ("<ol start='x'><li value='y'>抓学习，</li><li>抓落实。</li></ol>", ["1. ", "2. "]),
        ("<ol start=999999999999>抓学习，<li>抓落实。</li></ol>", ["", "999999999. "]),
        ("<li>抓学习，</li><li>抓落实。</li>", ["", ""]),
    ],
)
def test_the_numbers_of_lists(body, numbers):
    assert lines(body) == [number + text for number, text in zip(numbers, ("抓学习，", "抓落实。"), strict=True)]


def test_lists_in_lists_count_for_themselves():
    body = "<ol><li>甲，乙。<ol type=a><li>丙，丁。</li><li>戊，己。</li></ol></li><li>庚，辛。</li></ol>"
    assert lines(body) == ["1. 甲，乙。", "a. 丙，丁。", "b. 戊，己。", "2. 庚，辛。"]


@pytest.mark.parametrize(
    "typed", ["一、抓学习，好。", "1. 抓学习，好。", "（二）抓学习，好。", "①抓学习，好。", "•抓学习，好。"]
)
def test_a_number_that_is_typed_is_not_written_again(typed):
    assert lines(f"<ol><li>{typed}</li></ol><ul><li>{typed}</li></ul>") == [typed, typed]


def test_headings_are_marked():
    found = source(
        "<h1>讲话的标题</h1><p>同志们，</p><h2>一、学习</h2><p>要学，好。</p><h3>（一）原著</h3><p>要读，好。</p>"
    )
    assert found.marks == (LineMark(1, kind="title"), LineMark(3, heading=2), LineMark(5, heading=3))
    found = source("<h2>" + "要抓好落实，" * 20 + "</h2><p>好，好。</p>")
    assert found.marks == ()  # running text in large letters


def test_cells_are_marked():
    table = """<p>甲，乙。</p><table><tr><th>序号</th><th>任务</th><th>部门</th></tr>
    <tr><td rowspan=2>1</td><td>修路，<table><tr><td>内甲</td><td>内乙</td></tr></table></td><td>建设局</td></tr>
    <tr><td colspan=2>架桥</td></tr></table>"""
    found = source(table)
    cells = {found.text.split("\n")[mark.line - 1]: (mark.table, mark.cell, mark.rows) for mark in found.marks}
    assert cells == {
        "序号": (1, (1, 1), 1),
        "任务": (1, (1, 2), 1),
        "部门": (1, (1, 3), 1),
        "1": (1, (2, 1), 2),
        "修路，": (1, (2, 2), 1),
        "内甲": (2, (1, 1), 1),
        "内乙": (2, (1, 2), 1),
        "建设局": (1, (2, 3), 1),
        "架桥": (1, (3, 2), 1),
    }


def test_tables_that_lay_out_a_page_are_no_data():
    text = "<p>同志们，今天我们开会，研究部署全年工作。</p>" * 9
    assert source(f"<table><tr><td>日期</td></tr><tr><td>{text}</td><td>右栏</td></tr></table>").marks == ()


def test_places_on_the_page_and_pictures_are_set_aside():
    found = source(
        "<ul style='list-style:none'><li><a href='#a'>一、学习</a></li><li><a href='#b'>二、落实</a></li></ul>"
        "<p>同志们，要学习。</p><figure><img src=a.jpg><figcaption>会议现场，张三摄</figcaption></figure><p>要落实，好。</p>"
    )
    kinds = {found.text.split("\n")[mark.line - 1]: mark.kind for mark in found.marks}
    assert kinds == {"一、学习": "contents", "二、落实": "contents", "会议现场，张三摄": "note"}


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>讲话全文_领导讲话_某市政府</title>", "<h2>讲话全文</h2>", "讲话全文"),
        ("<title>讲话全文-江城大学新闻网</title>", "<div class=title>讲话 全文</div>", "讲话 全文"),
        ("<title>某市政府</title><meta name=ArticleTitle content=讲话全文>", "<b>讲话全文</b>", "讲话全文"),
        ("<title>首页</title>", "<h1>讲话全文</h1>", "讲话全文"),
        ("<title>在大会上的讲话全文</title>", "<p>在大会上的</p><p>讲话全文</p>", "在大会上的讲话全文"),
        ("<title>讲话全文</title>", "<h1>在大会上的<br>讲话全文</h1>", "在大会上的讲话全文"),
    ],
)
def test_the_title(head, body, title):
    found = source(f"<div id=top>某市政府</div>{body}<div id=zoom><p>同志们，要抓好落实。</p></div>", head)
    marked = [found.text.split("\n")[mark.line - 1] for mark in found.marks if mark.kind == "title"]
    assert "".join(marked) == title
    assert found.text.split("\n")[len(marked)] == "同志们，要抓好落实。"


def test_a_title_that_no_line_shows_is_a_property():
    found = source("<p>同志们，要抓好落实。</p>", "<title>讲话全文_某市政府</title>")
    assert (found.text, found.properties.title) == ("同志们，要抓好落实。\n", "讲话全文")


def test_what_stands_between_title_and_text_belongs_to_it():
    body = "<h1>讲话的标题</h1><div>——在大会上</div><div>（2022年3月1日）</div><div>来源：办公室</div><div id=zoom><p>要好，好。</p></div>"
    assert lines(body) == ["讲话的标题", "——在大会上", "（2022年3月1日）", "要好，好。"]


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ("<meta name=author content=李建国>", "", "李建国"),
        ("<meta name=author content=宋岩>", "<p>责任编辑：宋岩</p>", ""),
        ("", "<p>作者：李建国　来源：本站</p>", "李建国"),
        ("", "", ""),
    ],
)
def test_the_author_is_not_who_made_the_page(head, body, author):
    assert source(f"<p>同志们，要抓好落实。</p>{body}", head).properties.author == author


TEXT = "<p>同志们，全市农村工作会议今天召开，研究部署全年重点任务。</p>" * 3


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", "big5", "iso-8859-1", "x-nonsense"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5hkscs", "utf-16", "utf-8-sig"])
def test_pages_are_read_by_what_they_are_encoded_in(declared, encoding):
    text = TEXT.replace("农村工作会议", "會議").replace("们", "們") if encoding == "big5hkscs" else TEXT
    text = text.replace("务", "務").replace("点", "點") if encoding == "big5hkscs" else text
    data = f"<html><head><meta charset={declared}></head><body>{text}</body></html>".encode(encoding, "ignore")
    found = read_bytes(data, "a.html", AUTO)
    assert found.encoding.startswith(encoding[:6])
    assert found.text.startswith("同志")
    same = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(declared, declared)
    assert [each.code for each in found.warnings] == ["other-encoding"] * (
        encoding not in ("utf-16", same, same + "-sig")  # in UTF-16 the declaration is not looked for
    )


def test_broken_bytes_of_a_page_have_no_place_in_its_text():
    found = read_html(page("<p>同志们，要抓好落实。</p>" * 9).replace("要".encode(), b"\xff", 1), "a.html", AUTO)
    assert [(each.code, each.start, each.end) for each in found.warnings] == [("broken-bytes", None, None)]


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.HTML", "a", "a.txt", "a.md"])
def test_a_page_is_known_by_its_content(name):
    found = read_bytes(page("<p>同志们，要抓好落实。</p>"), name, AUTO)
    assert (found.text, found.format) == ("同志们，要抓好落实。\n", "html")
    assert [each.code for each in found.warnings] == ["other-format"] * (name in ("a.txt", "a.md"))


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        ("<!doctype html><p>好", True),
        ("\n<!-- 注 -->\n<HTML lang=zh>", True),
        ('<?xml version="1.0"?><html xmlns="a">', True),
        ("<p>甲</p><p>乙</p><p>丙</p><p>丁</p>", True),
        ("<p>同志们：</p>今天开会。", False),
        ("<中国>同志们", False),
        ("同志们：<html>", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_what_a_page_begins_with(data, is_page, encoding):
    assert is_html(data.encode(encoding)) == is_page


def test_a_text_that_is_called_html_is_read_as_text():
    found = read_bytes("同志们：\n要抓好落实。".encode(), "a.html", AUTO)
    assert (found.format, [each.code for each in found.warnings]) == ("txt", ["other-format"])


BAD = {
    "nothing": (b"<html></html>", "holds no text"),
    "frames": (b"<html><frameset><frame src=a.html></frameset></html>", "holds no text"),
    "scripts": (b"<!doctype html><html><body><div id=app></div><script>x()</script></body></html>", "holds no text"),
    "large": (b"<html><p>" + b"a" * (17 << 20), "far more than a web page"),
    "tags": (b"<html>" + b"<p>" * 400_000, "far more than a web page"),
    "deep": (b"<html>" + b"<div>" * 100_000 + "同志们，好。".encode(), "nests its tags"),
    "deep text": (b"<html>" + b"<span>" * 100_000 + "同志们，好。".encode(), "nests its tags"),
    "attributes": (b"<html><p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">", "attributes"),
    "attributes that hold tags": (
        b"<html><p " + b" ".join(b'a%d="><"' % n for n in range(60_000)) + b">",
        "attributes",
    ),
}


@pytest.mark.parametrize(("data", "fragment"), BAD.values(), ids=BAD)
def test_pages_that_are_refused(data, fragment):
    start = time.process_time()
    with pytest.raises(InputError, match=fragment) as caught:
        read_bytes(data, "坏.html", AUTO)
    assert time.process_time() - start < 2
    message = str(caught.value)
    assert message.startswith("坏.html")
    assert "; " in message
    assert "\n" not in message


def test_a_large_attribute_is_no_harm():
    data = page("<img src='data:image/png;base64," + "A" * (8 << 20) + "'><p>同志们，要抓好落实。</p>")
    assert read_html(data, "a.html", AUTO).text == "同志们，要抓好落实。\n"


@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</BODY>\n</HTML>"])
def test_what_follows_the_end_of_a_page_is_read(end):
    text = "<div id=zoom>" + "<p>同志们，要抓好落实。</p>" * 3 + "</div><div>版权所有：某市政府</div></body></html>"
    data = f"<html><head><title>讲话</title></head><body><div><a href=/>首页</a></div>{end}{text}".encode()
    assert read_html(data, "a.html", AUTO).text == "同志们，要抓好落实。\n" * 3


@pytest.mark.parametrize("tag", ["header", "div class=info"])
def test_the_date_beside_the_title_inside_the_article(tag):
    head = f"<{tag}><h1>开学典礼上的讲话</h1><span>发布时间：2024年9月1日</span></{tag.split()[0]}>"
    found = source(f"<article>{head}<p>同学们：</p><p>希望大家志存高远，脚踏实地。</p></article>")
    assert (found.properties.date, "2024" in found.text) == ("2024-09-01", False)


@pytest.mark.parametrize("tag", ["span", "font", "b", "a", "em"])
def test_many_small_pieces_of_a_paragraph_take_no_time(tag):
    """The parser puts neighbouring pieces of text together at a cost that grows with their square."""
    data = page("<p>" + f"<{tag}>{'要' * 20}</{tag}>" * 60_000 + "，好。</p>")
    start = time.process_time()
    assert len(read_html(data, "a.html", AUTO).text) == 1_200_004
    assert time.process_time() - start < 2


def test_a_heading_that_is_not_closed_is_none():
    text = "".join(f"<p>第{n}段，要抓好落实。</p>" for n in range(9))
    assert source(f"<h2>讲话的小标题<div>{text}</div>").marks == ()
    assert source(f"<h2><div>讲话的小标题</div></h2>{text}").marks == (LineMark(1, heading=2),)


@pytest.mark.parametrize("depth", [1, 20, 21, 22, 1500])
def test_formats_in_each_other_are_one_line(depth):
    assert lines("<p>甲，" + "<span>乙" * depth + "</span>，" * depth + "丙。</p>") == [
        "甲，" + "乙" * depth + "，" * depth + "丙。"
    ]


@pytest.mark.parametrize("hidden", ["style='display:none'", "style='DISPLAY: None'", "hidden", "HIDDEN=''"])
@pytest.mark.parametrize("tag", ["span", "p", "div", "td", "li", "em"])
def test_what_is_hidden_is_left_out(tag, hidden):
    inside = f"<{tag} {hidden}>乙，<b>丙。</b></{tag}>"
    assert lines(f"<p>甲，好。</p><div>{inside}</div><p>丁，<i>戊。</i></p>") == ["甲，好。", "丁，戊。"]


def test_scripts_that_write_tags_are_no_attributes():
    script = "<script>" + 'var a = "<p>不读"; b="<div>";' * 50 + "</script>"
    assert lines(script + "<p style='a'>要抓好落实，好。</p>" * 5000) == ["要抓好落实，好。"] * 5000


def test_what_is_shown_by_a_script_is_better_than_nothing():
    assert lines("<div style='display:none'><p>同志们，要抓好落实。</p></div>") == ["同志们，要抓好落实。"]


def test_a_reader_opens_no_file_and_no_connection():
    data = page(
        '<link rel=stylesheet href=a.css><img src="http://127.0.0.1/a.png"><iframe src="file:///etc/passwd"></iframe>'
        '<object data="a.swf"></object><p>同志们，要抓好落实。</p>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><base href="http://127.0.0.1/">',
    )
    read_html(data, "a.html", AUTO)  # what is imported is read now
    seen = []
    watch = [True]

    def hook(event, _):
        if watch[0] and event.split(".")[0] in ("open", "socket", "subprocess", "urllib", "ctypes"):
            seen.append(event)

    sys.addaudithook(hook)
    read_html(data, "a.html", AUTO)
    watch[0] = False
    assert seen == []


def test_every_command_takes_pages(tmp_path):
    title, *text = sample_lines("work-report-2025")
    path = tmp_path / "a.html"
    path.write_bytes(FRAMES["portal"][0](title, text).encode())
    assert read_file(path).title.text == title


RULES = html_rules()


@pytest.mark.parametrize(
    "rule",
    [*RULES.tools, *RULES.datelines, RULES.below_title, RULES.author, RULES.editor, RULES.site_name, RULES.typed],
)
def test_the_examples_of_the_rules(rule):
    find = rule.match if isinstance(rule, HereRule) else rule.search
    assert not isinstance(rule, BeforeRule)
    assert [text for text in rule.examples.hit if not find(text)] == []
    assert [text for text in rule.examples.miss if find(text)] == []
    first, words = getattr(rule, "first", ""), getattr(rule, "words", ())
    for text in rule.examples.hit:
        assert not first or text[0] in first
        assert not words or any(word in text for word in words)


@pytest.mark.parametrize(
    "piece",
    ["【打印】", "【打印】 ", "字号：大 ", "首页 > ", "来源：a ", "2022-03-01 ", "责编：甲、", "版权", "_a", " - "],
)
def test_no_rule_takes_long_for_a_hostile_line(piece):
    start = time.process_time()
    for text in (piece * 200, piece * 28 + "x", "x" + piece * 20):
        source(f"<p>{text}</p><p>同志们，要抓好落实。</p>", f"<title>{text}</title>")
    assert time.process_time() - start < 1


def test_cells_that_fill_thousands_of_columns_and_rows_take_no_time():
    start = time.process_time()
    row = "<tr><td>甲</td>" + "<td rowspan=99999 colspan=99999>乙</td>" * 4
    source(f"<table>{row * 400}</table><p>同志们，要抓好落实。</p>")
    assert time.process_time() - start < 2


SEEDS = [
    write(*(lambda ls: (ls[0], ls[1:]))(sample_lines("work-report-2025"))).encode(enc) for write, enc in FRAMES.values()
]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_whatever_is_done_to_a_page_it_is_read_or_refused(data):
    page = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(page)))
        kind = data.draw(st.sampled_from(["cut", "insert", "drop", "repeat"]))
        if kind == "cut":
            del page[at:]
        elif kind == "insert":
            page[at:at] = data.draw(
                st.one_of(
                    st.binary(max_size=20),
                    st.sampled_from(
                        [
                            b"<table>",
                            b"</td>",
                            b"<ol start=-5>",
                            b"<li value=0>",
                            b"<pre>",
                            b"<",
                            b"\0",
                            b"<a href=#>",
                            b"<td rowspan=99999 colspan=99999>",
                            b"<h1>",
                            b"</body>",
                            b"&#0;",
                            b"&#xD800;",
                            b"<!--",
                        ]
                    ),
                )
            )
        elif kind == "drop":
            del page[at : at + data.draw(st.integers(1, 200))]
        else:
            page[at:at] = page[at : at + data.draw(st.integers(1, 200))] * data.draw(st.integers(1, 30))
    try:
        found = read_html(bytes(page), "a.html", AUTO)
    except InputError:
        return
    found.text.encode()
    assert found.text.strip()
    numbers = [mark.line for mark in found.marks]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= found.text.count("\n") for number in numbers)


# -- the sample ----------------------------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden_html"


def test_the_sample_is_what_its_script_writes():
    assert (ROOT / "samples" / "reading-city-2025.html").read_text("utf-8") == written_sample()


@pytest.mark.parametrize(
    ("name", "command"),
    [("text.txt", ["text"]), ("text", ["outline", "--numbers", "--no-parts"]), ("tasks.txt", ["tasks"])],
)
def test_golden(run, monkeypatch, name, command):
    monkeypatch.chdir(ROOT)
    done = run(*command, "samples/reading-city-2025.html")
    assert (done.exit_code, done.stderr) == (0, "")
    golden = GOLDEN / f"reading-city-2025.html.{name}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(done.stdout, "utf-8")
    assert done.stdout == golden.read_text("utf-8")
