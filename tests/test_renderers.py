"""Every output format: what it says of hand-made analyses, and golden files of the samples.

``UPDATE_GOLDEN=1 pytest tests/test_renderers.py`` writes the golden files anew; read the difference before keeping it.
"""

import csv
import io
import json
import os
import re
from array import array
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.api import analyze
from speechkit.chars import one_line
from speechkit.labels import LABELS
from speechkit.model import Analysis, Document, Part, Role, Section, Source, SourceInfo, SpeechDate
from speechkit.pipeline import read_file
from speechkit.renderers.outline import OutlineView, items
from speechkit.renderers.overview import about, counts
from speechkit.renderers.registry import format_names, render
from speechkit.renderers.table import markdown_text
from speechkit.selection import Outline, only

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
GOLDEN = Path(__file__).parent / "golden"


def made(*rows, text="", name="a.txt", title=None):
    """An outline from rows of (id, marker, title, start, body, end)."""
    source = Source(name, text, "utf-8", "0")
    document = Document(source, text, "hans", array("I", [0]))
    sections = tuple(
        Section(
            id=id_,
            marker=marker,
            series="cn",
            ordinal=1,
            level=id_.count(".") + 1,
            title=head,
            start=start,
            end=end,
            parent=id_.rpartition(".")[0] or None,
            source_title=head.replace("导", "導"),
            body=body,
            line=1,
        )
        for id_, marker, head, start, body, end in rows
    )
    info = SourceInfo(name, "0", "utf-8", "hans", len(text), 1)
    return Outline(document, Analysis("1.0", info, title, None, (), sections, (), (), (), ()))


TEXT = "前言。一、领导。甲\n 乙 \n（一）落实。丙二、责任。丁"
SMALL = made(
    ("1", "一、", "领导", 3, 8, 21), ("1.1", "（一）", "落实", 14, 20, 21), ("2", "二、", "责任", 21, 26, 27), text=TEXT
)


TEXTS = [name for name in format_names(Outline) if name != "docx"]  # that is a zip archive


def rendered(name, *outlines, **view):
    return "".join(render(Outline, outlines or [SMALL], name, OutlineView(**view)))


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ({}, "一、领导\n  （一）落实\n二、责任\n"),
        ({"depth": 1}, "一、领导\n二、责任\n"),
        ({"numbers": True}, "1 一、领导\n  1.1 （一）落实\n2 二、责任\n"),
        ({"original": True}, "一、領導\n".replace("領", "领") + "  （一）落实\n二、责任\n"),
        ({"text": True}, "一、领导\n  甲\n  乙\n  （一）落实\n    丙\n二、责任\n  丁\n"),
        ({"text": True, "depth": 1}, "一、领导\n  甲\n  乙\n  （一）落实。丙\n二、责任\n  丁\n"),
        ({"several": True}, "==> a.txt <==\n一、领导\n  （一）落实\n二、责任\n"),
    ],
)
def test_plain_text(view, expected):
    assert rendered("text", **view) == expected


def test_markers():
    analysis = made(("1", "-", "标题", 0, 0, 0), ("1.1", "——", "分项", 0, 0, 0), ("1.2", "1.", "要点", 0, 0, 0))
    assert rendered("text", analysis) == "标题\n  ——分项\n  1.要点\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("领导\r\n干部", "领导干部"),
        ("two \n words", "two words"),
        ("甲\u2028乙\x85丙", "甲乙丙"),
        ("\n\n", ""),
        (" 甲 ", "甲"),
    ],
)
def test_one_line(text, expected):
    assert one_line(text) == expected


@given(st.text(), st.text())
def test_a_section_is_one_line_whatever_it_holds(marker, title):
    assert len(rendered("text", made(("1", marker, title, 0, 0, 0))).splitlines()) <= 1


@pytest.mark.parametrize("name", format_names(Outline))
def test_no_input_no_output(name):
    assert "".join(render(Outline, [], name, OutlineView(several=True))) == ""


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("several", [False, True])
def test_no_sections_is_well_formed(name, several):
    out = rendered(name, made(text="无题"), several=several)
    check = {"json": json.loads, "jsonl": json.loads, "opml": ElementTree.fromstring, "mm": ElementTree.fromstring}
    check.get(name, str)(out)


def test_json_is_an_object_or_an_array():
    one = json.loads(rendered("json"))
    assert list(one) == ["schema_version", "source", "title", "parts", "sections", "warnings", "date"]
    assert [section["id"] for section in one["sections"]] == ["1", "1.1", "2"]
    assert [*map(json.loads, rendered("json", SMALL, SMALL, several=True).splitlines())] == [one, one]
    assert json.loads(rendered("json", SMALL, several=True, array=True)) == [one]
    assert [json.loads(line) for line in rendered("jsonl", SMALL, SMALL).splitlines()] == [one, one]


def test_json_sections_follow_depth_and_text():
    cut = json.loads(rendered("json", depth=1, text=True))["sections"]
    assert [(section["id"], section["text"]) for section in cut] == [("1", "甲\n乙\n（一）落实。丙"), ("2", "丁")]


def test_json_of_the_whole_analysis_is_the_contract():
    assert rendered("jsonl", summary=True) == msgspec.json.encode(SMALL.analysis).decode() + "\n"
    assert msgspec.json.decode(rendered("json", summary=True), type=Analysis) == SMALL.analysis


@pytest.mark.parametrize("name", ["json", "jsonl"])
@pytest.mark.parametrize("summary", [False, True])
def test_a_lone_surrogate_is_valid_json(name, summary):
    out = rendered(name, made(("1", "一、", "甲\ud800乙", 0, 0, 0), name="\udcff.txt"), summary=summary)
    data = json.loads(out.encode("utf-8", "backslashreplace"))
    assert (data["source"]["name"], data["sections"][0]["title"]) == ("\udcff.txt", "甲\ud800乙")


def test_csv_is_a_table():
    rows = list(csv.DictReader(io.StringIO(rendered("csv", SMALL, SMALL, text=True))))
    assert len(rows) == 6
    assert rows[1] == {
        "file": "a.txt", "id": "1.1", "level": "2", "marker": "（一）", "title": "落实", "start": "14", "end": "21",
        "line": "1", "parent": "1", "series": "cn", "ordinal": "1", "part": "", "text": "丙",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*甲* _乙_ `c` [d](e) <f> a|b", r"\*甲\* \_乙\_ \`c\` \[d\](e) \<f\> a\|b"),
        ("1.要点", r"1\.要点"),
        ("1) 要点", r"1\) 要点"),
        ("# 甲", r"\# 甲"),
        ("- 甲", r"\- 甲"),
        ("(1)甲", "(1)甲"),
        ("2022年，3.5%", "2022年，3.5%"),
        ("&lt; \\", r"\&lt; \\"),
    ],
)
def test_markdown_shows_text_as_it_is(text, expected):
    assert markdown_text(text) == expected


def test_markdown_is_a_nested_list_with_paragraphs():
    assert rendered("markdown", text=True) == (
        "# a.txt\n\n- 一、领导\n\n  甲\n\n  乙\n\n  - （一）落实\n\n    丙\n\n- 二、责任\n\n  丁\n\n"
    )


def tree(element, tag, name):
    return {child.get(name): tree(child, tag, name) for child in element.findall(tag)}


def test_opml_and_mm_are_trees():
    body = ElementTree.fromstring(rendered("opml").encode()).find("body")
    expected = {"a.txt": {"一、领导": {"（一）落实": {}}, "二、责任": {}}}
    assert tree(body, "outline", "text") == expected
    freemind = ElementTree.fromstring(rendered("mm"))
    assert (freemind.get("version"), tree(freemind, "node", "TEXT")) == ("1.0.1", expected)


def test_opml_and_mm_of_several_inputs_have_one_root():
    other = made(("1", "一、", "另", 0, 0, 0), name="b.txt")
    body = ElementTree.fromstring(rendered("opml", SMALL, other, several=True).encode()).find("body")
    assert list(tree(body, "outline", "text")) == ["a.txt", "b.txt"]
    freemind = tree(ElementTree.fromstring(rendered("mm", SMALL, other, several=True)), "node", "TEXT")
    assert list(freemind["speechkit"]) == ["a.txt", "b.txt"]


def test_bodies_are_notes():
    assert (
        ElementTree.fromstring(rendered("opml", text=True).encode()).find(".//outline[@_note]").get("_note") == "甲\n乙"
    )
    notes = ElementTree.fromstring(rendered("mm", text=True)).findall(".//richcontent[@TYPE='NOTE']")
    assert ["".join(note.itertext()) for note in notes] == ["甲乙", "丙", "丁"]


@pytest.mark.parametrize("name", ["opml", "mm"])
@given(st.text(), st.lists(st.integers(min_value=1, max_value=6), max_size=12))
def test_xml_is_well_formed_whatever_is_in_it(name, text, levels):
    rows = [(".".join(["1"] * level), '<&">', text, 0, 0, 0) for level in levels]
    ElementTree.fromstring(rendered(name, made(*rows, name=text)).encode())


def test_a_title_is_cut_without_a_space_before_the_ellipsis():
    for width in (40, 41):
        out = rendered("tree", made(("1", "一、", "加强领导" * 10, 0, 0, 0)), width=width)
        assert re.search(r"[加强领导]…  :1\n", out)


HOSTILE = "\x1b[31m红\x1b[0m [bold]粗[/bold] \u202e反\u202c \x9b31m \x07"


def test_tree_escapes_what_a_terminal_obeys_and_reads_no_markup():
    out = rendered(
        "tree", made(("1", "一、", HOSTILE, 0, 0, 0), text=HOSTILE, name="\x1b.txt"), text=True, several=True
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    assert r"\x1b[31m红\x1b[0m [bold]粗[/bold] \u202e反\u202c" in out


@given(
    st.lists(st.integers(min_value=1, max_value=40), max_size=30),
    st.text("一是要、ab ，\u3000é", max_size=80),
    st.integers(min_value=20, max_value=120),
)
def test_tree_is_never_wider_than_the_terminal(levels, title, width):
    from rich.cells import cell_len

    rows = [(".".join(["1"] * level), "一、", title, 0, 0, 0) for level in levels]
    pair = with_parts(made(*rows, text="一", name=title), Part("requirements", 0, 1))
    out = rendered("tree", pair, width=width, numbers=False, several=True, summary=True)
    assert max(map(cell_len, out.splitlines())) <= width
    assert out.count(":1") >= len(rows)


def test_tree_counts_points_and_dims_lines_only_where_colour_is_wanted():
    plain = rendered("tree", width=80)
    assert plain == "a.txt\n├── 一、领导 (1)  :1\n│   └── （一）落实  :1\n└── 二、责任  :1\n"
    coloured = rendered("tree", width=80, color=True)
    assert "\x1b[2m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_items_of_one_section_count_from_it():
    part = msgspec.structs.replace(SMALL.analysis, sections=SMALL.analysis.sections[1:2])
    shown = items(Outline(SMALL.document, part), OutlineView(depth=1))
    assert [(item.depth, item.heading) for item in shown] == [(0, "（一）落实")]


def with_parts(outline, *parts):
    """The outline with these parts, and in each section and task the role of the one that it starts in."""

    def role(start):
        return next((part.role for part in parts if part.start <= start < part.end), None)

    sections = tuple(msgspec.structs.replace(each, part=role(each.start)) for each in outline.analysis.sections)
    return Outline(outline.document, msgspec.structs.replace(outline.analysis, parts=parts, sections=sections))


# 一、领导 and the first half of its body are review, the rest is requirements.
PARTED = with_parts(SMALL, Part("opening", 0, 3), Part("review", 3, 10), Part("requirements", 10, 27))


def test_every_role_has_a_word_of_its_own():
    assert tuple(LABELS["zh"].roles) == get_args(Role)
    assert len(set(LABELS["zh"].roles.values())) == len(LABELS["zh"].roles)


@pytest.mark.parametrize(
    ("name", "with_them", "without"),
    [
        (
            "text",
            "一、领导  [回顾]\n  （一）落实  [要求]\n二、责任  [要求]\n",
            "一、领导\n  （一）落实\n二、责任\n",
        ),
        (
            "markdown",
            "# a.txt\n\n- 一、领导 *回顾*\n  - （一）落实 *要求*\n- 二、责任 *要求*\n",
            "# a.txt\n\n- 一、领导\n  - （一）落实\n- 二、责任\n",
        ),
        (
            "tree",
            "a.txt\n├── 一、领导 (1)  回顾  :1\n│   └── （一）落实  要求  :1\n└── 二、责任  要求  :1\n",
            "a.txt\n├── 一、领导 (1)  :1\n│   └── （一）落实  :1\n└── 二、责任  :1\n",
        ),
    ],
)
def test_people_see_the_part_beside_each_section_if_they_want(name, with_them, without):
    assert rendered(name, PARTED) == with_them
    assert rendered(name, PARTED, parts=False) == without


@pytest.mark.parametrize("parts", [True, False])
def test_programs_always_get_the_part_of_each_section(parts):
    expected = ["review", "requirements", "requirements"]
    rows = csv.DictReader(io.StringIO(rendered("csv", PARTED, parts=parts)))
    assert [row["part"] for row in rows] == expected
    data = json.loads(rendered("json", PARTED, parts=parts))
    assert [section["part"] for section in data["sections"]] == expected
    assert data["parts"][1] == {"role": "review", "start": 3, "end": 10}
    opml = ElementTree.fromstring(rendered("opml", PARTED, parts=parts).encode())
    assert [outline.get("part") for outline in opml.iter("outline")] == [None, *expected]
    freemind = ElementTree.fromstring(rendered("mm", PARTED, parts=parts))
    found = [
        [(each.get("NAME"), each.get("VALUE")) for each in node.findall("attribute")] for node in freemind.iter("node")
    ]
    assert found == [[], *[[("part", role)] for role in expected]]


def test_the_part_is_dim_and_the_last_but_one_column():
    assert "\x1b[2m  回顾  :1\x1b[0m" in rendered("tree", PARTED, width=80, color=True)
    header = rendered("csv", PARTED, text=True).splitlines()[0]
    assert header.endswith(",ordinal,part,text")


def test_one_part_is_its_sections_with_its_text_only():
    review = Outline(PARTED.document, only(PARTED.analysis, "review"))
    assert [section.id for section in review.analysis.sections] == ["1"]
    assert rendered("text", review, text=True) == "一、领导  [回顾]\n  甲\n"
    requirements = Outline(PARTED.document, only(PARTED.analysis, "requirements"))
    assert [item.depth for item in items(requirements, OutlineView())] == [1, 0]


def test_the_summary_tells_date_parts_and_tasks():
    analysis = read_file(ROOT / "samples" / "work-report-2025.txt").analysis()
    tasks = analysis.tasks[:3]
    parts = (Part("review", 0, 200), Part("requirements", 200, 700), Part("review", 700, 815))
    for iso, origin, said in [
        ("2022", "title", "dated 2022 (by its title)"),
        ("2022-02", "text", "dated 2022-02 (by its text)"),
        ("2022-02-12", "option", "dated 2022-02-12 (as given)"),
    ]:
        dated = msgspec.structs.replace(analysis, date=SpeechDate(iso, None, None, origin))
        assert about(dated, OutlineView()).endswith(f"lines, {said}")
    assert about(msgspec.structs.replace(analysis, date=None), OutlineView()).endswith(" lines")
    for relayed, said in [(0, "3 tasks"), (2, "3 tasks, 2 of them relayed")]:
        marked = tuple(msgspec.structs.replace(task, relayed=n < relayed) for n, task in enumerate(tasks))
        lines = counts(msgspec.structs.replace(analysis, tasks=marked, parts=parts), OutlineView())
        assert lines[-4:-2] == ["by part: review: 38.7%, requirements: 61.3%", said]
        assert lines[-1] == "0 warnings"
    phrases = analyze("增强“四个意识”、坚定“四个自信”。事业成败，关键在党。").slogans
    told = counts(msgspec.structs.replace(analysis, slogans=phrases), OutlineView())
    assert told[-2] == "3 set phrases (formula: 2, motto: 1)"
    assert "0 tasks" in counts(msgspec.structs.replace(analysis, tasks=()), OutlineView())


@pytest.mark.parametrize("name", ["text", "markdown", "tree"])
def test_every_format_for_people_prints_the_summary(name):
    out = rendered(name, PARTED, summary=True).replace("\\", "")
    assert "by part: opening: 11.1%, review: 25.9%, requirements: 63.0%" in out
    assert "\n0 tasks\n" in out


# format → the view it is drawn with
GOLDEN_VIEWS = {
    **{name: (name, OutlineView(width=80)) for name in TEXTS},
    "text.txt": ("text", OutlineView(text=True, numbers=True, original=True)),
    "text.md": ("markdown", OutlineView(text=True)),
    "analyze.txt": ("text", OutlineView(summary=True)),
    "analyze.json": ("json", OutlineView(summary=True)),
}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", GOLDEN_VIEWS)
def test_golden(sample, kind, monkeypatch):
    monkeypatch.chdir(sample.parent)  # so that the name in the output is the same everywhere
    reading = read_file(sample.name)
    name, view = GOLDEN_VIEWS[kind]
    out = "".join(render(Outline, [Outline(reading.document, reading.analysis())], name, view)).encode()
    golden = GOLDEN / f"{sample.stem}.{kind}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(out)
    assert golden.exists(), f"no {golden.name}: write it with UPDATE_GOLDEN=1 and read it"
    assert out.decode() == golden.read_bytes().decode()


def test_there_are_samples():
    assert SAMPLES


def test_every_golden_file_is_tested():
    expected = {f"{sample.stem}.{kind}" for sample in SAMPLES for kind in GOLDEN_VIEWS}
    assert {path.name for path in GOLDEN.iterdir()} == expected
