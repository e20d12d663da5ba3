"""Every mark of a page covers exactly its words: on drawn marks, and on real papers of all genres where they are there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from speechkit import read, read_file
from speechkit.renderers import registry
from speechkit.renderers.html.marked import Mark, marked_lines
from speechkit.renderers.html.page import as_data, policy, visible, with_imports
from speechkit.renderers.table import View
from speechkit.reporting import Report, report_of

ROOT = Path(__file__).parents[1]
SPEECHES = ROOT.parent / "shared" / "speeches"
SAMPLES = sorted(
    path for path in (ROOT / "samples").iterdir() if path.suffix in (".txt", ".docx", ".html", ".pdf", ".md")
)
REAL = sorted(
    path for path in SPEECHES.rglob("*.*") if path.suffix in (".txt", ".md", ".html") and path.stat().st_size < 80_000
)
MANY = 24  # of the real papers, every so many-th


@st.composite
def marked_texts(draw):
    text = draw(st.text("甲乙丙\n\r ,。𠮷", max_size=30))
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    marks = [Mark(f"T{n}", "task", *place) for n, place in enumerate(draw(st.lists(places, max_size=8)))]
    return text, starts, marks


@given(marked_texts())
def test_pieces_make_the_text_and_marks_have_their_words(drawn):
    text, starts, marks = drawn
    lines = list(marked_lines(text, starts, marks))
    assert [line.number for line in lines] == list(range(1, len(starts) + 1))
    ends = [*starts[1:], len(text)]
    for line, start, end in zip(lines, starts, ends, strict=True):
        assert "".join(piece.text for piece in line.pieces) == text[start:end].rstrip("\r\n")
    pieces = [piece for line in lines for piece in line.pieces]
    begun = [each for piece in pieces for each in piece.begins]
    assert len(begun) == len(set(begun))
    for mark in marks:
        words = "".join(piece.text for piece in pieces if mark.id in piece.ids)
        covered = text[mark.start : mark.end]
        within = [
            start <= at < start + len(text[start:end].rstrip("\r\n"))
            for at in range(mark.start, mark.end)
            for start, end in [line_of(at, starts, ends)]
        ]
        assert words == "".join(character for character, seen in zip(covered, within, strict=True) if seen)


def line_of(at, starts, ends):
    return next((start, end) for start, end in zip(starts, ends, strict=True) if start <= at < end)


def real_papers():
    return REAL[:: max(len(REAL) // MANY, 1)] or [
        pytest.param(None, marks=pytest.mark.skip(reason="real speeches are not there"))
    ]


@pytest.mark.parametrize("path", [*SAMPLES, *real_papers()], ids=lambda path: path and path.name[:40])
def test_every_mark_covers_its_words(path):
    report = report_of(read_file(path))
    page = html.document_fromstring("".join(registry.render(Report, [report], "html", View())))
    text = page.get_element_by_id("text")
    words: dict[str, str] = {}
    for piece in text.xpath(".//*[@data-of]"):
        for mark in piece.get("data-of").split():
            words[mark] = words.get(mark, "") + piece.text_content()
    found = {task.id: task for task in report.analysis.tasks}
    found |= {f"P{number}": slogan for number, slogan in enumerate(report.analysis.slogans)}
    for task in report.analysis.tasks:
        found |= {f"{task.id}.D{number}": each for number, each in enumerate(task.deadlines)}
        found |= {f"{task.id}.G{number}": each for number, each in enumerate(task.targets)}
    for mark, each in found.items():
        if each.end > each.start:
            assert words[mark] == "".join(visible(each.source_text).replace("␍", "\r").splitlines()), mark
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    lines = ["".join(line.itertext()) for line in text.xpath("./p[@data-start]")]
    source = report.document.source.text
    starts = report.document.line_starts
    assert lines == [
        visible(source[start:end].rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        for start, end in zip(starts, [*starts[1:], len(source)], strict=True)
    ]
    for row in page.xpath("//tr[@data-marks]"):
        for mark in row.get("data-marks").split():
            assert mark in words
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids


def test_every_row_says_what_was_found():
    report = report_of(read_file(ROOT / "samples" / "party-building-2022.txt"))
    page = html.document_fromstring("".join(registry.render(Report, [report], "html", View())))
    analysis = report.analysis

    def cells(table):
        return [
            [" ".join(cell.text_content().split()) for cell in row]
            for row in page.xpath(f"//*[@id='{table}']/tbody/tr")
        ]

    tasks = cells("task-table")
    assert [row[0] for row in tasks] == [each.id for each in (*analysis.items, *analysis.tasks)]
    by_id = {row[0]: row for row in tasks}
    for task in analysis.tasks:
        row = by_id[task.id]
        assert row[1] == " ".join(task.text.split())
        assert (task.named_actor.text if task.named_actor else "") in row[2]
        assert (task.deadline.text if task.deadline else "") in row[3]
        assert int(row[6]) == task.line
    assert len(cells("due-table")) == sum(len(task.deadlines) for task in analysis.tasks)
    assert sum(int(row[2]) for row in cells("phrase-table")) == len(analysis.slogans)
    assert [row[0] for row in cells("keyword-table")] == [each.word for each in report.keywords]
    four = next(row for row in cells("phrase-table") if row[0].startswith("四个意识"))
    assert "2016" in four[0]


def test_the_policy_allows_the_page_s_own_style_and_script_alone():
    page = html.document_fromstring("".join(registry.render(Report, [report_of(read("一、好"))], "html", View())))
    (said,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,), (script,) = page.xpath("//style/text()"), page.xpath("//script[@type='module']/text()")
    assert said == policy(style, script)
    assert script == with_imports("speech.js")
    assert "import " not in script.replace("import.meta", "")
    assert not [
        element
        for element in page.iter()
        if element.get("style") or any(name.startswith("on") for name in element.attrib)
    ]
    assert not page.xpath("//*[@src]")


def test_data_ends_no_script():
    assert as_data({"a": "</script><!--\u2028&"}) == '{"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"}'
