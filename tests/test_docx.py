"""What of a Word document is read, as what, and what is refused."""

import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx_files import NORMAL, OFFICIAL, docx, num, numbered, packed, para, run, style, val
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_docx import notice

from speechkit.config import Config, ReadingConfig
from speechkit.errors import InputError
from speechkit.model import FileProperties, LineMark
from speechkit.pipeline import Reading
from speechkit.readers import read_bytes
from speechkit.readers.docx import read_docx
from speechkit.script import simplify

AUTO = ReadingConfig()
ROOT = str(Path(__file__).parents[1])
STYLES = (
    NORMAL
    + style("1", "heading 1", based="Normal", properties=val("outlineLvl", 0))
    + style("2", "heading 2", based="Normal")
    + style("a3", "Title", based="Normal")
    + style("Secret", runs="<w:vanish/>")
    + style("SecretRun", runs="<w:vanish/>", kind="character")
    + style("TOC1", "toc 1", based="Normal")
    + style("TOCHeading", "TOC Heading", based="1")
)


def source(body, **parts):
    return read_docx(docx(body, **{"styles": STYLES} | parts), "a.docx", AUTO)


def text(body, **parts):
    return source(body, **parts).text


def p(*inside, properties=""):
    """A paragraph of these elements, or texts."""
    return para("".join(each if each.startswith("<") else run(each) for each in inside), properties=properties)


def box(*paragraphs):
    return f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"


def field(instruction, result=None):
    """A field of several runs; without a result where that is None."""

    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "" if result is None else mark("separate") + (result if result.startswith("<") else run(result))
    told = instruction if instruction.startswith("<") else f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark("begin") + told + shown + mark("end")


# -- paragraphs and what stands in them --------------------------------------------------------------------------------


def test_paragraphs_are_lines():
    found = source(p("在全市会议上的", "讲话") + p() + p("同志们：") + p("　　要抓好落实。"))
    assert found.text == "在全市会议上的讲话\n\n同志们：\n　　要抓好落实。\n"
    assert (found.name, found.format, found.encoding, found.marks) == ("a.docx", "docx", "utf-8", ())
    assert len(found.sha256) == 64


FRONT = ("---", "title: 讲话", "tags:", "- 某某大学", "---")


def test_front_matter_that_was_pasted_in_is_no_speech():
    found = source(
        "".join(map(p, (*FRONT, "**同志们：**", "一、加强领导", "要抓好落实。", "二、强化责任", "要做好。")))
    )
    assert found.text[: found.front].splitlines() == list(FRONT)
    reading = Reading(simplify(found, Config().script))
    assert [(section.marker, section.title) for section in reading.sections] == [
        ("一、", "加强领导"),
        ("二、", "强化责任"),
    ]
    assert reading.title.text == "讲话"


def wrapped(name, *inside, attributes=""):
    """``<w:name>`` around these elements, or texts."""
    content = "".join(each if each.startswith("<") else run(each) for each in inside)
    return f"<w:{name} {attributes}>{content}</w:{name}>"


def sign(*names):
    return f"<w:r>{''.join(f'<w:{name}/>' for name in names)}</w:r>"


def control(properties, *inside):
    return wrapped("sdt", f"<w:sdtPr>{properties}</w:sdtPr>", wrapped("sdtContent", *inside))


READING = f"<w:ruby><w:rubyPr/>{wrapped('rt', 'hàn')}{wrapped('rubyBase', '汉')}</w:ruby>"
FORMER = '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
INSIDE = {
    "tabs": (["甲", sign("tab"), "乙"], "甲\t乙"),
    "line breaks": (["甲", sign("br"), "乙", sign("cr"), "丙"], "甲\n乙\n丙"),
    "page breaks": ([sign('br w:type="page"'), "甲"], "甲"),
    "where a page ended": (["甲", sign("lastRenderedPageBreak"), "乙"], "甲乙"),
    "white space of XML": (["甲", "乙\n丙&#13;丁"], "甲乙 丙 丁"),
    "hyphens": (["2021", sign("noBreakHyphen"), "2025", sign("softHyphen"), "年"], "2021-2025年"),
    "hyperlinks": (["见", wrapped("hyperlink", "规划"), "。"], "见规划。"),
    "smart tags": ([wrapped("smartTag", "<w:smartTagPr/>", "3月1日"), "前"], "3月1日前"),
    "content controls": (["按", control("", "要求"), "办"], "按要求办"),
    "hints what to put in": (["按", control("<w:showingPlcHdr/>", "单击此处"), "办"], "按办"),
    "bookmarks and spelling": (["甲", "<w:bookmarkStart/><w:proofErr/><w:bookmarkEnd/>", "乙"], "甲乙"),
    "insertions": (["甲", wrapped("ins", "乙"), "丙"], "甲乙丙"),
    "deletions": (["甲", "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", "丙"], "甲丙"),
    "deletions with text": (["甲", wrapped("del", "乙"), "丙"], "甲丙"),
    "a deletion in an insertion": (["甲", wrapped("ins", wrapped("del", "乙"), "丁"), "丙"], "甲丁丙"),
    "moved away": (["甲", wrapped("moveFrom", "乙"), "丙"], "甲丙"),
    "moved here": (["甲", wrapped("moveTo", "乙"), "丙"], "甲乙丙"),
    "former formats": (["甲", run("乙", FORMER), "丙"], "甲乙丙"),
    "hidden": (["甲", run("乙", "<w:vanish/>"), "丙"], "甲丙"),
    "shown": (["甲", run("乙", val("vanish", 0)), "丙"], "甲乙丙"),
    "hidden by its style": (["甲", run("乙", val("rStyle", "SecretRun")), "丙"], "甲丙"),
    "shown against its style": (["甲", run("乙", val("rStyle", "SecretRun") + val("vanish", "false"))], "甲乙"),
    "the reading of characters": ([f"<w:r>{READING}</w:r>", "字"], "汉字"),
    "symbols": ([sign('sym w:char="F06C"'), "甲", sign('sym w:char="F0FC"')], "●甲√"),
    "unknown symbols": (["甲", sign('sym w:char="F03A"', 'sym w:char="zz"', "sym"), "乙"], "甲乙"),
    "formulas": (["为", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "。"], "为x。"),
    "a page number": (["第", field(" PAGE ", "3"), "页"], "第3页"),
    "a field without a result": (["甲", field(" XE 索引 "), "乙"], "甲乙"),
    "a simple field": (["共", wrapped("fldSimple", "9", attributes='w:instr=" NUMPAGES "'), "页"], "共9页"),
    "a field in an instruction": (["甲", field(field(" PAGE ", "隐") + run("码"), "乙"), "丙"], "甲乙丙"),
    "a field in a result": (["甲", field(" HYPERLINK ", run("见") + field(" REF x ", "表1")), "乙"], "甲见表1乙"),
    "a field in hidden runs": (["甲", field(" XE ").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"), "乙"], "甲乙"),
    "a number in a circle": ([field(" eq \\o\\ac(○,12) "), "甲"], "⑫甲"),
    "a character with its reading": ([field(" EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(hàn),汉)"), "字"], "汉字"),
    "the end of no field": (["甲", sign('fldChar w:fldCharType="end"'), "乙"], "甲乙"),
    "pictures": (["甲", "<w:r><w:drawing><x/></w:drawing><w:pict/><w:object/></w:r>", "乙"], "甲乙"),
    "comments": (["甲", "<w:commentRangeStart/><w:r><w:commentReference/></w:r>"], "甲"),
    "other characters": (["𠀀", "<w:r><w:t/></w:r>", "é\ue000&lt;&amp;"], "𠀀é\ue000<&"),
}


@pytest.mark.parametrize(("inside", "expected"), INSIDE.values(), ids=INSIDE)
def test_what_a_paragraph_holds(inside, expected):
    assert text(p(*inside) + p("完")) == f"{expected}\n完\n"


def test_stops_of_tabs_are_none():
    assert text(p("甲", properties='<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>')) == "甲\n"


@pytest.mark.parametrize("change", ["del", "moveFrom", "vanish"])
def test_a_paragraph_whose_mark_is_gone_goes_on_in_the_next(change):
    gone = f"<w:rPr><w:{change}/></w:rPr>"
    body = p("抓好", properties=gone) + p("党建", properties=gone) + p("工作。") + p("完", properties=gone)
    assert text(body) == "抓好党建工作。\n完\n"


def test_a_paragraph_that_is_deleted_whole_is_not_counted():
    gone = "<w:rPr><w:del/></w:rPr>"
    deleted = para(wrapped("del", "乙"), 1, 0, properties=gone)
    body = para("甲", 1, 0) + deleted + para("丙", 1, 0)
    assert text(body, numbering=OFFICIAL + num(1, 0)) == "一、甲\n二、丙\n"


def test_former_properties_are_not_those_of_the_paragraph():
    former = f"<w:pPrChange><w:pPr>{val('pStyle', '1')}{numbered(1, 0)}</w:pPr></w:pPrChange>"
    found = source(p("甲", properties=former), numbering=OFFICIAL + num(1, 0))
    assert (found.text, found.marks) == ("甲\n", ())


def test_a_capital_set_apart_stands_before_its_paragraph():
    assert text(p("各", properties='<w:framePr w:dropCap="drop"/>') + p("位代表：")) == "各位代表：\n"
    assert text(p("各", properties='<w:framePr w:w="9"/>') + p("位代表：")) == "各\n位代表：\n"


def test_hidden_paragraphs():
    body = para("甲", style="Secret") + para(run("乙", val("vanish", 0)), style="Secret") + p("丙")
    assert text(body) == "\n乙\n丙\n"
    hidden = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert text(p("甲", run("乙", val("vanish", 0))), styles=hidden + NORMAL) == "乙\n"


def test_fields_over_several_paragraphs():
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    told = "<w:r><w:instrText> IF </w:instrText></w:r>"
    body = p("甲", begin, told) + p("不见") + p(middle, "乙") + p("丙") + p(end, "丁")
    assert text(body) == "甲\n\n乙\n丙\n丁\n"


# - text boxes, alternatives, notes -------------------------------------------------------------------------------------


def shape(*paragraphs):
    """A run with a text box, as Word writes it: for itself, and for older programs."""
    new = f"<w:drawing><wps:wsp><wps:txbx>{box(*paragraphs)}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box(*paragraphs)}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_stand_once_after_their_paragraph():
    body = p("甲", shape(p("框一"), p("框二")), "乙") + p("丙")
    assert text(body) == "甲乙\n框一\n框二\n丙\n"


def test_text_boxes_of_older_programs_and_in_each_other():
    old = f"<w:r><w:pict><v:shape><v:textbox>{box(p('内', shape(p('更内'))))}</v:textbox></v:shape></w:pict></w:r>"
    assert text(p("甲", old, "乙") + p("丙")) == "甲乙\n内\n更内\n丙\n"


def test_a_list_goes_on_in_a_text_box():
    body = para("甲", 1, 0) + p("图", shape(para("乙", 1, 0))) + para("丙", 1, 0)
    assert text(body, numbering=OFFICIAL + num(1, 0)) == "一、甲\n图\n二、乙\n三、丙\n"


def test_alternatives_of_whole_paragraphs():
    body = f"<mc:AlternateContent><mc:Choice>{p('新')}</mc:Choice><mc:Fallback>{p('旧')}</mc:Fallback></mc:AlternateContent>"
    assert text(body + p("甲")) == "新\n甲\n"
    assert text(body.replace(p("新"), "") + p("甲")) == "旧\n甲\n"


def reference(kind, number):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_stand_after_the_text_and_are_no_speech():
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(content)}</w:footnote>'
        for number, content in (("-1", "线"), ("1", "脚注一"), ("2", "脚注二"), ("3", "无人提及"))
    )
    ends = f'<w:endnote w:id="1">{p("尾注")}{p("其二")}</w:endnote>'
    body = p("甲", reference("endnote", 1), "乙", reference("footnote", 2)) + p("丙", reference("footnote", 1))
    found = source(body + p("丁", wrapped("del", reference("footnote", 3))), footnotes=notes, endnotes=ends)
    assert found.text == "甲乙\n丙\n丁\n脚注二\n脚注一\n尾注\n其二\n"
    assert found.marks == tuple(LineMark(line, kind="note") for line in (4, 5, 6, 7))


# - tables --------------------------------------------------------------------------------------------------------------


def tc(*paragraphs, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def cells(found):
    """(table, row, column, rows, text) of every line in a table."""
    lines = found.text.splitlines()
    return [(mark.table, *mark.cell, mark.rows, lines[mark.line - 1]) for mark in found.marks if mark.cell]


def test_tables_cell_by_cell():
    table = tbl(tr(tc(p("序号")), tc(p("任务"))), tr(tc(p("1")), tc(p("抓整改。"), p(), p("报结果。"))))
    found = source(p("任务清单") + table + p("完"))
    assert found.text == "任务清单\n序号\n任务\n1\n抓整改。\n报结果。\n完\n"
    assert cells(found) == [
        (1, 1, 1, 1, "序号"),
        (1, 1, 2, 1, "任务"),
        (1, 2, 1, 1, "1"),
        (1, 2, 2, 1, "抓整改。"),
        (1, 2, 2, 1, "报结果。"),
    ]


def test_merged_cells():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = source(
        tbl(
            tr(tc(p("甲"), properties=down), tc(p("乙"), properties=val("gridSpan", 2)), tc(p("丙"))),
            tr(tc(p(), properties=on), tc(p("丁")), tc(p()), tc(p("戊"))),
            tr(tc(p(), properties='<w:vMerge w:val="continue"/>'), tc(p("己")), tc(p("庚")), tc(p())),
            tr(tc(p("辛")), tc(p("壬")), properties=val("gridBefore", 1)),
        )
    )
    assert cells(found) == [
        (1, 1, 1, 3, "甲"), (1, 1, 2, 1, "乙"), (1, 1, 4, 1, "丙"), (1, 2, 2, 1, "丁"), (1, 2, 4, 1, "戊"),
        (1, 3, 2, 1, "己"), (1, 3, 3, 1, "庚"), (1, 4, 2, 1, "辛"), (1, 4, 3, 1, "壬"),
    ]  # fmt: skip


def test_rows_and_cells_that_were_deleted():
    found = source(
        tbl(
            tr(tc(p("甲")), tc(p("乙"), properties="<w:cellDel/>"), tc(p("丙"))),
            tr(tc(p("丁")), tc(p("戊")), properties="<w:del/>"),
            tr(tc(p("己")), tc(p("庚")), properties="<w:ins/>"),
        )
    )
    assert cells(found) == [(1, 1, 1, 1, "甲"), (1, 1, 2, 1, "丙"), (1, 2, 1, 1, "己"), (1, 2, 2, 1, "庚")]


def test_tables_in_tables_and_content_controls():
    inner = tbl(tr(tc(p("内一")), tc(p("内二"))))
    row = tr(wrapped("sdt", "<w:sdtPr/>", wrapped("sdtContent", tc(p("甲")))), tc(p("乙"), inner, p("丙")))
    found = source(tbl(wrapped("sdt", wrapped("sdtContent", row))) + tbl(tr(tc(p("丁")), tc(p("戊")))))
    assert cells(found) == [
        (1, 1, 1, 1, "甲"), (1, 1, 2, 1, "乙"), (2, 1, 1, 1, "内一"), (2, 1, 2, 1, "内二"), (1, 1, 2, 1, "丙"),
        (3, 1, 1, 1, "丁"), (3, 1, 2, 1, "戊"),
    ]  # fmt: skip


def test_a_table_of_one_cell_is_a_frame():
    found = source(tbl(tr(tc(para("一、提高认识", style="1"), p("要提高认识。")))))
    assert found.marks == (LineMark(1, heading=1),)


def test_lists_in_tables():
    rows = [tr(tc(para("", 1, 0)), tc(para(each, 1, 0))) for each in ("甲", "乙")]
    found = source(tbl(*rows), numbering=OFFICIAL + num(1, 0))
    assert [cell[-1] for cell in cells(found)] == ["一、", "二、甲", "三、", "四、乙"]


# - headings, titles, contents ------------------------------------------------------------------------------------------


def kinds(found):
    return [(mark.line, mark.heading, mark.kind) for mark in found.marks]


def test_headings_by_level_by_name_and_by_the_paragraph():
    styles = (
        STYLES
        + style("x", "标题 3")
        + style("y", "公文小标题", based="2")
        + style("z", based="1", properties=val("outlineLvl", 9))
    )
    body = "".join(para(f"甲{name}", style=name) for name in ("1", "2", "x", "y", "z", "Normal"))
    body += p("乙", properties=val("outlineLvl", 3)) + para("丙", style="1", properties=val("outlineLvl", 9))
    assert kinds(source(body, styles=styles)) == [(1, 1, ""), (2, 2, ""), (3, 3, ""), (4, 2, ""), (7, 4, "")]


def test_long_paragraphs_and_empty_ones_are_no_headings():
    assert source(para("要抓好落实。" * 20, style="1") + para("", style="1") + p("甲")).marks == ()


def test_a_heading_over_two_lines_is_one():
    broken = "".join(run(each) if each else sign("br") for each in ("一、提高认识，", "", "增强自觉"))
    found = source(para(broken, style="1") + p("甲"))
    assert (found.text, kinds(found)) == ("一、提高认识，增强自觉\n甲\n", [(1, 1, "")])


def test_the_title():
    broken = "".join(run(each) if each else sign("br") for each in ("全市", "", "表彰会"))
    body = p("某市人民政府文件") + para("在全市会议上的", style="a3") + p() + para("讲话", style="a3") + p("同志们：")
    found = source(body + para("形势", style="a3") + p("好。"))
    assert kinds(found) == [(2, 0, "title"), (4, 0, "title"), (6, 1, "")]
    assert source(para(broken, style="a3") + p("甲")).text == "全市表彰会\n甲\n"


def test_numbered_paragraphs_are_no_titles():
    styles = STYLES + style("t", "标题", based="a3", properties=numbered(1))
    found = source(para("形势", style="t") + p("好。"), styles=styles, numbering=OFFICIAL + num(1, 0))
    assert (found.text.splitlines()[0], kinds(found)) == ("一、形势", [(1, 1, "")])


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
ENTRIES = ("一、形势", "二、任务")


def listed_entries():
    first, second = (run(each) + sign("tab") + field(" PAGEREF ", "1") for each in ENTRIES)
    return p(BEGIN, SEPARATE, first) + p(second)


CONTENTS = {
    "a field": listed_entries() + p(END),
    "a field that ends in its last line": p(BEGIN, SEPARATE, "一、形势") + p("二、任务", END),
    "styles": para("一、形势", style="TOC1") + para("二、任务", style="TOC1"),
    "a content control": control(
        '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>', p("一、形势"), p("二、任务")
    ),
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("heading", [p("目　录"), para("目录", style="TOCHeading"), para("Contents", style="1") + p()])
def test_contents_are_no_sections(contents, heading):
    text = [para("一、形势", style="1"), p("总体向好。"), para("二、任务", style="1"), p("要抓好落实。")]
    found = source(heading + contents + p("在全市会议上的讲话") + "".join(text))
    lines = found.text.splitlines()
    marked = [lines[mark.line - 1].replace("　", "") for mark in found.marks if mark.kind == "contents"]
    assert marked[0] in ("目录", "Contents")
    assert [line.partition("\t")[0] for line in marked[1:]] == list(ENTRIES)
    reading = Reading(simplify(found, Config().script))
    assert [section.marker + section.title for section in reading.sections] == list(ENTRIES)
    assert reading.title.text == "在全市会议上的讲话"


def test_text_behind_contents_is_none():
    found = source(p(BEGIN, SEPARATE, "一、形势") + p(END, "在全市会议上的讲话"))
    assert kinds(found) == [(1, 0, "contents")]


# -- the package ----------------------------------------------------------------------------------------------------------

CORE = (
    "<dc:title> 在全市会议上的讲话 </dc:title><dc:creator>张三</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2025-03-01T08:00:00Z</dcterms:created>'
)


def test_what_the_file_says_of_itself():
    assert source(p("甲"), core=CORE).properties == FileProperties("在全市会议上的讲话", "张三", "2025-03-01")
    assert source(p("甲")).properties == FileProperties()


@pytest.mark.parametrize(
    ("created", "modified", "expected"),
    [
        ("2025-03-01T08:00:00Z", "2025-04-02T08:00:00Z", "2025-03-01"),
        ("2019-03-01T08:00:00Z", "2025-04-02T08:00:00Z", ""),
        ("", "2025-04-02T08:00:00Z", "2025-04-02"),
        ("2025-03-01", "", "2025-03-01"),
        ("2013-12-23T23:15:00Z", "2013-12-23T23:15:00Z", ""),
        ("2025-03-01T08:00:00Z", "2013-12-23T23:15:00Z", "2025-03-01"),
        ("yesterday", "2025-13-01", ""),
    ],
)
def test_the_day_of_a_file(created, modified, expected):
    core = f"<dcterms:created>{created}</dcterms:created><dcterms:modified>{modified}</dcterms:modified>"
    assert source(p("甲"), core=core).properties.date == expected


def unpacked(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_in_the_strict_form_and_with_other_names():
    files = unpacked(docx(para("甲", 1, 0), numbering=OFFICIAL + num(1, 0)))
    strict = {
        name.replace("document.xml", "document2.xml"): content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(b'"word/document.xml"', b'"/word/document2.xml"')
        for name, content in files.items()
    }
    assert read_docx(packed(strict), "a.docx", AUTO).text == "一、甲\n"
    upwards = {
        name: content.replace(b'"numbering.xml"', b'"../word/./numbering.xml"') for name, content in files.items()
    }
    assert read_docx(packed(upwards), "a.docx", AUTO).text == "一、甲\n"


def test_other_encodings_and_prefixes():
    files = unpacked(docx(p("甲")))
    root = files["word/document.xml"].decode()
    files["word/document.xml"] = root.replace("UTF-8", "UTF-16").encode("utf-16")
    assert read_docx(packed(files), "a.docx", AUTO).text == "甲\n"
    files["word/document.xml"] = (
        root.replace("<w:", "<x:").replace("</w:", "</x:").replace("xmlns:w=", "xmlns:x=").encode()
    )
    assert read_docx(packed(files), "a.docx", AUTO).text == "甲\n"


def test_what_is_broken_outside_the_text_does_no_harm():
    files = unpacked(docx(p("甲"), core=CORE))
    files["docProps/core.xml"] = b"<"
    assert read_docx(packed(files), "a.docx", AUTO).properties == FileProperties()


# -- what is refused ------------------------------------------------------------------------------------------------------


def changed(**parts):
    """A document of which these parts are other bytes, or are missing where that is None."""
    files = unpacked(docx(p("甲"), styles=NORMAL)) | {f"word/{name}.xml": content for name, content in parts.items()}
    return packed({name: content for name, content in files.items() if content is not None})


@cache
def bomb():
    """Half a megabyte that unpacks to 180 MB."""
    entry = "<w:p><w:r><w:t>" + "好" * 60_000 + "</w:t></w:r></w:p>"
    return docx(entry * 1000)


def with_flag(data, flag):
    """The archive with a flag of its entries set, in both places where it stands."""
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in list(re.finditer(re.escape(signature), data)):
            place = match.start() + at
            data = data[:place] + bytes([data[place] | flag]) + data[place + 1 :]
    return data


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "laughs": f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "好">{LAUGHS}]>',
    "external": '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "fetched": '<?xml version="1.0"?><!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
}
REFUSED = {
    "bomb": (bomb, "would unpack to"),
    "many files": (lambda: packed({f"word/document.xml{n}": "" for n in range(10_001)}), "more than 10,000 files"),
    "laughs": (lambda: docx(p("&l9;"), head=DOCTYPES["laughs"]), "DOCTYPE"),
    "laughs in an attribute": (
        lambda: docx('<w:p w:x="&l9;"/>', head=DOCTYPES["laughs"]),
        "damaged or incomplete Word document|DOCTYPE",
    ),
    "external entities": (lambda: docx(p("&l9;"), head=DOCTYPES["external"]), "DOCTYPE"),
    "an external document type": (lambda: docx(p("甲"), head=DOCTYPES["fetched"]), "DOCTYPE"),
    "truncated": (lambda: changed()[:-200], "damaged or incomplete"),
    "truncated early": (lambda: changed()[:900], "damaged or incomplete"),
    "bytes changed": (
        lambda: changed().replace(b"<w", b"<v", 1)[:700] + b"x" + changed()[701:],
        "damaged or incomplete",
    ),
    "encrypted entries": (
        lambda: with_flag(changed(), 1),
        "is an encrypted office document, not a text; open it with its password",
    ),
    "an encrypted package": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "is an encrypted office document, not a text; open it with its password",
    ),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old office document"),
    "empty": (lambda: b"", "is empty"),
    "no text": (lambda: docx(p() + p(" ")), "holds no text"),
    "no document": (lambda: changed(document=None), "office document such as docx, not a text"),
    "a workbook": (lambda: packed({"xl/workbook.xml": "<x/>"}), "Excel workbook"),
    "no XML": (lambda: changed(document="甲"), "damaged or incomplete"),
    "other XML": (lambda: changed(document="<html/>"), "damaged or incomplete"),
    "broken styles": (lambda: changed(styles="<w:styles"), "damaged or incomplete"),
    "deep": (lambda: docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "damaged or incomplete"),
    "many elements": (lambda: docx("<w:p/>" * 1_000_001), "larger than any speech"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_refused(data, why):
    with pytest.raises(InputError) as caught:
        read_bytes(data(), "坏.docx", AUTO)
    message = str(caught.value)
    assert re.search(why, message)
    assert message.startswith("坏.docx ")
    assert "; " in message  # what is wrong; what to do
    assert "\n" not in message


IN_A_PROCESS_OF_ITS_OWN = """
import re, sys, time
from speechkit.config import ReadingConfig
from speechkit.errors import InputError
from speechkit.readers import read_bytes
data = sys.stdin.buffer.read()
started = time.perf_counter()
try:
    read_bytes(data, "a.docx", ReadingConfig())
except InputError:
    taken = time.perf_counter() - started
    print(taken, int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted otherwise")
@pytest.mark.parametrize("name", ["bomb", "laughs", "laughs in an attribute", "truncated", "many elements", "deep"])
def test_refused_fast_and_with_little_memory(name):
    run = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN],
        input=REFUSED[name][0](),
        capture_output=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": ROOT},
    )
    seconds, megabytes = map(float, run.stdout.split())
    assert seconds < 2
    assert megabytes < 300


def test_nothing_is_written_where_a_document_is_refused(run, tmp_path):
    (tmp_path / "a.docx").write_bytes(changed()[:-200])
    ran = run("outline", tmp_path / "a.docx", "-o", tmp_path / "a.md")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "damaged or incomplete" in ran.stderr
    assert not (tmp_path / "a.md").exists()


WATCHED = """
import sys
from speechkit.config import ReadingConfig
from speechkit.errors import InputError
from speechkit.readers import read_bytes
documents = eval(sys.stdin.buffer.read())
read_bytes(documents[0], "a.docx", ReadingConfig())  # what it imports is there now
seen = []
sys.addaudithook(lambda event, _: seen.append(event))
for document in documents:
    try:
        read_bytes(document, "a.docx", ReadingConfig())
    except InputError:
        pass
allowed = ("object.", "gc.", "marshal.", "code.", "builtins.id", "sys._getframe", "compile", "exec")
print(sorted({event for event in seen if not event.startswith(allowed)}))
"""


def test_a_reader_opens_no_file_and_no_connection():
    documents = [docx(p("甲", shape(p("乙"))), styles=STYLES, numbering=OFFICIAL + num(1, 0), core=CORE)]
    documents += [
        REFUSED[name][0]() for name in ("laughs", "external entities", "an external document type", "truncated")
    ]
    run = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=repr(documents).encode(),
        capture_output=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": ROOT},
    )
    assert run.stdout.decode().strip() == "[]"


# -- what a file is, whatever its name ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.docx", "a.DOCX", "a", "a.2025", "<stdin>"])
def test_known_by_its_content(name):
    found = read_bytes(docx(p("甲")), name, AUTO)
    assert (found.text, found.format, found.warnings) == ("甲\n", "docx", ())


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", docx(p("甲"))), ("a.doc", docx(p("甲"))), ("a.docx", "甲\n".encode())]
)
def test_a_name_that_says_otherwise(name, data):
    found = read_bytes(data, name, AUTO)
    assert found.text == "甲\n"
    assert [warning.code for warning in found.warnings] == ["other-format"]
    assert Path(name).suffix in found.warnings[0].message


def test_from_standard_input(run):
    assert run("text", "-", input=docx(p("甲"))).stdout == "甲\n"


def test_in_folders(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.docx").write_bytes(docx(para("要抓好落实。", 1, 0), numbering=OFFICIAL + num(1, 0)))
    (tmp_path / "in/b.docx").write_bytes(changed()[:-200])
    ran = run("corpus", "add", tmp_path / "speeches.db", tmp_path / "in")
    assert (ran.exit_code, "b.docx is a damaged or incomplete Word document" in ran.stderr) == (1, True)
    assert "要抓好" in run("kwic", "落实", tmp_path / "speeches.db").stdout


def test_in_a_batch(run_process, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.docx").write_bytes(notice())
    (tmp_path / "in/b.docx").write_bytes(changed()[:-200])
    ran = run_process("batch", tmp_path / "in", "-o", tmp_path / "out.jsonl", "-j", "1")
    assert ran.returncode == 1
    [record] = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert [section["marker"] for section in record["sections"] if section["level"] == 1] == [
        "一、",
        "二、",
        "三、",
        "四、",
    ]
    [failure] = map(json.loads, (tmp_path / "failures.jsonl").read_text("utf-8").splitlines())
    assert "b.docx is a damaged or incomplete Word document" in json.dumps(failure)


# -- the sample ----------------------------------------------------------------------------------------------------------

SAMPLE = Path(ROOT) / "samples" / "notice-2025.docx"
GOLDEN = Path(ROOT) / "tests" / "golden_docx"


def test_the_sample_is_what_its_script_writes():
    assert unpacked(SAMPLE.read_bytes()) == unpacked(notice())


@pytest.mark.parametrize(
    ("name", "command"),
    [("text.txt", ["text"]), ("text", ["outline", "--numbers", "--no-parts"])],
)
def test_golden(run, monkeypatch, name, command):
    monkeypatch.chdir(ROOT)
    done = run(*command, "samples/notice-2025.docx")
    assert (done.exit_code, done.stderr) == (0, "")
    golden = GOLDEN / f"notice-2025.docx.{name}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(done.stdout, "utf-8")
    assert done.stdout == golden.read_text("utf-8")


# -- any bytes -----------------------------------------------------------------------------------------------------------

SEEDS = (
    docx(
        para("甲", 1, 0)
        + p("乙", shape(p("丙")), field(" TOC ", "丁"), reference("footnote", 1))
        + tbl(tr(tc(p("戊")), tc(p("己")))),
        styles=STYLES,
        numbering=OFFICIAL + num(1, 0),
        footnotes=f'<w:footnote w:id="1">{p("庚")}</w:footnote>',
        core=CORE,
    ),
    notice(),
)


def read_or_refused(data):
    try:
        found = read_docx(data, "a.docx", AUTO)
    except InputError:
        return
    found.text.encode()
    lines = found.text.split("\n")
    assert "\r" not in found.text
    assert "\v" not in found.text
    assert all(0 < mark.line <= len(lines) and lines[mark.line - 1].strip() for mark in found.marks)
    assert [mark.line for mark in found.marks] == sorted({mark.line for mark in found.marks})


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=3)), max_size=4),
    st.integers(0),
)
def test_any_bytes_are_read_or_refused(seed, changes, cut):
    data = bytearray(seed)
    for place, other in changes:
        place %= len(data)
        data[place : place + len(other)] = other
    read_or_refused(bytes(data[: cut % len(data)] if cut % 3 == 0 else data))


@settings(deadline=None, max_examples=300)
@given(st.sampled_from([unpacked(seed) for seed in SEEDS]), st.data())
def test_any_xml_is_read_or_refused(files, data):
    name = data.draw(st.sampled_from(sorted(files)))
    content = files[name]
    elements = sorted(set(re.findall(rb"<[^>]*>|>[^<]*<", content)))
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(st.sampled_from(elements)), data.draw(st.sampled_from([*elements, b"", b'w:val="-9"']))
        content = content.replace(one, other, data.draw(st.sampled_from([1, -1])))
    read_or_refused(packed(files | {name: content}))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_order_of_elements_is_read_or_refused(data):
    """Well-formed XML of Word's elements in places where they do not belong."""
    names = [
        "body",
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtPr",
        "sdtContent",
        "pPr",
        "rPr",
        "numPr",
        "numId",
        "ilvl",
        "pStyle",
        "fldChar",
        "instrText",
        "del",
        "ins",
        "tcPr",
    ]
    names += [
        "txbxContent",
        "drawing",
        "vMerge",
        "vanish",
        "br",
        "tab",
        "outlineLvl",
        "footnoteReference",
        "ruby",
        "rt",
        "framePr",
        "showingPlcHdr",
    ]

    def build(depth):
        name = data.draw(st.sampled_from(names))
        kind = data.draw(
            st.sampled_from(["", 'w:val="1"', 'w:val="x"', 'w:fldCharType="begin"', 'w:fldCharType="end"'])
        )
        inside = "".join(build(depth - 1) for _ in range(data.draw(st.integers(0, 3)))) if depth else "文"
        return f"<w:{name} {kind}>{inside}</w:{name}>"

    read_or_refused(docx("".join(build(3) for _ in range(3)) + p("完"), styles=STYLES, numbering=OFFICIAL + num(1, 0)))
