"""The page on a speech fits one A4 page as DOCX and 60 lines of 80 columns; the other documents for Word."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

import pypdfium2
import pytest
from rich.cells import cell_len

import speechkit.keywords.extract  # noqa: F401
from speechkit import read
from speechkit.compare.engine import compare
from speechkit.compare.records import Comparison
from speechkit.compare.sides import sides_of
from speechkit.config import Config
from speechkit.pipeline import Reading, load
from speechkit.renderers import registry
from speechkit.renderers.outline import OutlineView
from speechkit.renderers.table import View
from speechkit.selection import Outline
from speechkit.summary.page import summary_of
from speechkit.summary.records import Summary

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_CHARS, MOST_LINES = 20_000, 60
HEADINGS = "一二三四五六七八九十"


def page_of(text, name="a.txt"):
    return summary_of(read(text, name=name), keywords=0)


def lines_on_terminal(summary):
    out = "".join(registry.render(Summary, [summary], "panels", View(width=80)))
    assert max(map(cell_len, out.splitlines())) <= 80
    return out.splitlines()


def document_of(data):
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def words_of(element):
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def pages_of(folder, documents):
    """The number of pages of each document as LibreOffice sets it, and its smallest type in points."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in documents)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    found = {}
    for name in documents:
        file = pypdfium2.PdfDocument(folder / f"{name}.pdf")
        found[name] = (len(file), min(size for page in file for size in sizes_on(page)))
    return found


def sizes_on(page):
    text = page.get_textpage()
    for at in range(text.count_chars()):
        if text.get_text_range(at, 1).strip():
            yield round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, at), 2)


def docx_of(*summaries):
    return b"".join(registry.render(Summary, summaries, "docx", View()))


def crowded(headings, points):
    """A speech that has more of everything than a page holds."""
    lines = ["在全市经济工作会议上的讲话", "", "同志们：", "一年来，各项工作取得了明显成效。"]
    lines += [f"{n}是全年完成投资{n}{at}亿元，同比增长1{at}%，创历史新高。" for at, n in enumerate("一二三四五六")]
    lines += ["同时，也要看到存在的问题和不足。", *(f"{n}是部分干部作风不实、本领不强。" for n in "一二三四五六")]
    for at in range(headings):
        lines.append(f"{HEADINGS[at]}、坚持不懈抓好第{at}项重点工作，推动各项事业高质量发展取得新的更大成效")
        for point in range(points):
            lines.append(f"（{HEADINGS[point]}）全面加强基层基础建设{point}")
            lines.append(
                f"市第{at}局、市第{point}局要在2025年{point + 1}月底前完成第{at}批整改任务，达标率不低于9{point}%。"
            )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("headings", "points"), [(1, 1), (3, 3), (4, 9), (10, 2), (10, 10)])
def test_a_crowded_speech_fits(headings, points):
    summary = page_of(crowded(headings, points))
    assert len(lines_on_terminal(summary)) <= MOST_LINES
    assert len(summary.demands) >= min(headings, 6)
    assert summary.items


def test_headings_below_are_shown_as_far_as_there_is_room_for_half_of_them():
    markers = [line.marker for line in page_of(crowded(2, 8)).demands]
    below = markers[markers.index("一、") + 1 : markers.index("二、")]
    assert below == [f"（{number}）" for number in HEADINGS[:8]]
    assert len(markers) - markers.index("二、") - 1 in (0, 4, 5, 6, 7, 8)
    assert all(line.level == 1 for line in page_of(crowded(10, 10)).demands)


def test_what_is_left_out_is_counted():
    summary = page_of(crowded(10, 10))
    out = summary.left_out
    assert out.headings == 100
    assert out.items > 0
    assert out.targets > 0
    last = lines_on_terminal(summary)[-1]
    assert last.startswith(f"限于一页，未列：小标题 {out.headings} 个，责任事项 {out.items} 项，指标 {out.targets} 个")
    assert not any(line.startswith("限于一页") for line in lines_on_terminal(page_of("一、抓好落实\n要抓紧。\n")))


def test_what_was_achieved_has_its_figures_and_problems_their_points():
    summary = page_of(crowded(2, 1))
    assert summary.achievements
    assert all(re.search("[0-9]+%", quote.text) for quote in summary.achievements)
    assert {quote.text for quote in summary.problems} == {"部分干部作风不实、本领不强"}


def test_who_must_act_is_no_pronoun():
    summary = page_of("一、抓好落实\n大家要抓好学习。\n市财政局要加强预算管理。\n我们要在年底前完成整改。\n")
    assert [(item.actor and item.actor.text, item.deadline and item.deadline.text) for item in summary.items] == [
        ("市财政局", None),
        (None, "年底前"),
    ]


def test_a_figure_stands_in_the_speech_as_it_is_shown():
    text = "一、主要目标\n要努力实现城镇和农村居民收入分别增长5%、7%，合格率不低于95%。\n"
    assert [target.text for target in page_of(text).targets] == ["合格率不低于95%"]


def test_words_are_cut_only_for_keywords(monkeypatch):
    def refuse(*arguments, **more):
        raise AssertionError("words are cut")

    monkeypatch.setattr(sys.modules["speechkit.keywords.extract"], "keywords_of", refuse)
    assert page_of("一、抓好落实\n要抓紧整改。\n").keywords == ()


def test_the_page_speaks_english():
    out = "".join(registry.render(Summary, [page_of(crowded(10, 10))], "text", View(language="en")))
    assert "\nWho by when\n" in out
    assert "\nNo room on one page for: " in out
    assert "责任与时限" not in out


def test_html_is_a_fragment_without_what_a_browser_would_run():
    text = "在<b>全局</b>会议上的讲话\n\n一、抓好<script>落实\n各单位要在2025年底前完成“<整改>”。\n"
    out = "".join(registry.render(Summary, [page_of(text)], "html", View()))
    assert out.startswith('<article class="speechkit-summary" lang="zh-Hans">')
    assert "<script" not in out
    assert '<time datetime="2025-12-31">' in out
    ElementTree.fromstring(out)


def test_crowded_pages_are_one_page_in_word(tmp_path):
    found = pages_of(
        tmp_path, {f"{h}-{p}": docx_of(page_of(crowded(h, p))) for h, p in [(3, 3), (4, 9), (10, 2), (10, 10)]}
    )
    assert {pages for pages, _ in found.values()} == {1}
    assert min(size for _, size in found.values()) >= 9


def test_without_a_title_the_file_s_name_stands_above_the_page():
    assert words_of(document_of(docx_of(page_of("要抓好落实。\n", name="folder/讲话稿.txt")))).startswith(
        "讲话稿篇幅："
    )


def test_several_speeches_are_a_page_each(tmp_path):
    pages = pages_of(tmp_path, {"a": docx_of(page_of(crowded(10, 10)), page_of(crowded(3, 3)))})
    assert pages["a"][0] == 2


@pytest.mark.slow
def test_every_speech_of_the_set_fits(shared, tmp_path):
    documents = {}
    for path in sorted((shared / "gold" / "dev").glob("*.txt")):
        document = load(path, Config())
        if len(document.text) <= MOST_CHARS:
            summary = summary_of(Reading(document), keywords=0)
            assert len(lines_on_terminal(summary)) <= MOST_LINES, path
            documents[path.stem] = docx_of(summary)
    assert {name for name, (pages, _) in pages_of(tmp_path, documents).items() if pages != 1} == set()


def test_the_record_has_a_schema(run):
    schema = json.loads(run("schema", "summary")[1])
    assert {"Summary", "DemandLine", "ItemLine", "LeftOut"} <= set(schema["$defs"])
    assert run("schema", "slogans")[0] == 2


def test_a_heading_that_begins_elsewhere_is_shown_above_its_points():
    text = crowded(2, 3)
    levels = [demand.level for demand in page_of(text).demands]
    assert levels[0] == 1
    assert set(levels) == {1, 2}


def test_scraps_of_addresses_are_no_keywords():
    text = "一、抓好落实\n" + "详见ewkdc.com网页，要发展GDP经济，推动GDP增长。\n" * 4
    words = [each.word for each in summary_of(read(text)).keywords]
    assert "GDP" in words
    assert not {"ewkdc", "com", "ewkdc.com"} & set(words)


# --- outline and comparison


SPEECH = "在全局会议上的讲话\n\n一、抓好落实\n（一）压实责任\n各单位要抓紧。\n（二）严格考核\n二、改进作风\n"


def outlines(*texts, **view):
    found = []
    for text in texts:
        reading = read(text)
        found.append(Outline(reading.document, reading.analysis(tasks=False, slogans=False)))
    return document_of(b"".join(registry.render(Outline, found, "docx", OutlineView(**view))))


def headings_of(document):
    found = []
    for each in document.iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        if style is not None:
            found.append((style.get(f"{W}val"), words_of(each)))
    return found


def test_the_outline_s_headings_are_word_s():
    assert headings_of(outlines(SPEECH)) == [
        ("Heading1", "一、抓好落实"),
        ("Heading2", "（一）压实责任"),
        ("Heading2", "（二）严格考核"),
        ("Heading1", "二、改进作风"),
    ]
    assert headings_of(outlines(SPEECH, depth=1, numbers=True)) == [
        ("Heading1", "1 一、抓好落实"),
        ("Heading1", "2 二、改进作风"),
    ]
    assert "各单位要抓紧。" not in words_of(outlines(SPEECH))
    assert "各单位要抓紧。" in words_of(outlines(SPEECH, text=True))


def test_of_several_outlines_the_titles_are_headings():
    assert [style for style, _ in headings_of(outlines(SPEECH, SPEECH, several=True))] == [
        *(["Heading1", "Heading2", "Heading3", "Heading3", "Heading2"] * 2)
    ]


def test_a_comparison_shows_what_has_gone_and_what_has_come(tmp_path):
    for name, month in (("a.txt", 6), ("b.txt", 9)):
        (tmp_path / name).write_text(f"一、抓好落实\n各单位要在{month}月底前完成全部整改任务。\n", "utf-8")
    sides = sides_of((str(tmp_path / "a.txt"), str(tmp_path / "b.txt")), (None, None), config=Config())
    found = compare(*sides, top=20)
    document = document_of(b"".join(registry.render(Comparison, [found], "docx", View())))
    runs = list(document.iter(f"{W}r"))
    struck = [words_of(run) for run in runs if run.find(f"{W}rPr/{W}strike") is not None]
    underlined = [words_of(run) for run in runs if run.find(f"{W}rPr/{W}u") is not None]
    assert ("6" in struck, "9" in underlined) == (True, True)
    assert ("9" in struck, "6" in underlined) == (False, False)


@pytest.mark.parametrize("command", [["summary", "a.txt"], ["outline", "a.txt"], ["compare", "a.txt", "a.txt"]])
def test_the_suffix_writes_a_document(run, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SPEECH, "utf-8")
    assert run(*command, "-q", "-o", "甲.docx") == (0, b"", b"")
    assert "抓好落实" in words_of(document_of((tmp_path / "甲.docx").read_bytes()))
