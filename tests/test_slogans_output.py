"""`speechkit slogans`: every format on hand-made set phrases and on two samples, and the companions of formulas."""

import csv
import io
import json
import os
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from speechkit import analyze_file, pipeline
from speechkit.labels import SLOGAN_KINDS
from speechkit.model import Analysis, Part, Slogan, SourceInfo, Span
from speechkit.phrases.companions import Companions, companions_missing
from speechkit.phrases.glossary import Entry, Glossary, load_glossary
from speechkit.renderers import registry
from speechkit.renderers.slogan_notes import members_of, note_of
from speechkit.renderers.slogans import SloganView, rows_of
from speechkit.selection import SloganList, SloganSelection, only, select_slogans

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
PARTY = ROOT / "samples" / "party-building-2022.txt"
FOUR = ("政治意识", "大局意识", "核心意识", "看齐意识")


def spans(*texts):
    return tuple(Span(0, len(text), text, text) for text in texts)


def slogan(text, kind="formula", line=1, at=None, **fields):
    fields = {"source_text": text} | fields
    at = line * 10 if at is None else at
    return Slogan(start=at, end=at + len(text), text=text, kind=kind, rule="test", line=line, **fields)


PARTS = (Part("opening", 0, 30), Part("requirements", 30, 900))


def speech(*slogans, name="a.txt", companions=()):
    info = SourceInfo(name, "0", "utf-8", "hans", 3, 1)
    title = Span(0, 2, "讲话", "講話")
    return SloganList(Analysis("1.0", info, title, None, PARTS, (), (), slogans, (), ()), companions)


CHAIN = slogan(
    "换出好班子、换出好队伍",
    "parallel",
    5,
    source_text="換出好班子、換出好隊伍",
    frame="换出好_",
    fillers=("班子", "队伍"),
)
SLOGANS = (
    slogan("四个意识", line=1, name="四个意识", members=FOUR, members_present=spans(*FOUR), source_text="四個意識"),
    slogan("强国复兴有我", "motto", 2),
    slogan("四个自性", line=3, variant_of="四个自信"),
    slogan("“四个意识”", line=4, name="四个意识", members=FOUR, members_present=spans(*FOUR)),
    CHAIN,
    slogan("奋进新征程，建功新时代", "motto", 6),
    slogan("奋进新征程、建功新时代", "motto", 7),
    slogan("为复兴而奋斗！", "call", 8),
    slogan("四个意识", line=8, at=85, name="四个意识", members=FOUR, members_present=spans(*FOUR)),
)
LACKING = (Companions("四个意识", 1, ("两个维护",), ("四个自信",)),)
SPEECH = speech(*SLOGANS, companions=LACKING)
EMPTY = speech()
FORMATS = registry.format_names(SloganList)
SUFFIXES = registry.suffixes(SloganList)


def text_of(name, *speeches, **view):
    return "".join(registry.render(SloganList, speeches or (SPEECH,), name, SloganView(**view)))


def table_of(data):
    return list(csv.reader(io.StringIO(data.removeprefix("\ufeff"))))


@pytest.fixture
def found(monkeypatch):
    """Let the pipeline find ``SLOGANS``, whatever the text is."""

    def analyze(reading, **_):
        return replace(SPEECH.analysis, source=replace(SPEECH.analysis.source, name=reading.info.name))

    monkeypatch.setattr(pipeline.Reading, "analysis", analyze)


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("在会议上的讲话\n\n一、加强领导\n二、强化责任\n", "utf-8")
    Path("b.txt").write_text("一、要增强“四个意识”，做到“两个维护”\n二、要再次增强“四个意识”\n", "utf-8")
    return tmp_path


# --- companions

GLOSSARY = Glossary((
    Entry("四个意识", "四個意識", companions=("四个自信", "两个维护")),
    Entry("四个自信", "四個自信", aliases=("四自信",), companions=("四个意识",)),
    Entry("两个维护", "兩個維護", companions=("四个意识", "四个自信", "高质量发展")),
    Entry("高质量发展", "高質量發展"),
    Entry("三农", "三農", companions=("兴农十策",)),
))  # fmt: skip


def named(name, line=1, **fields):
    return slogan(fields.pop("text", name), line=line, name=name, **fields)


@pytest.mark.parametrize(
    ("slogans", "text", "expected"),
    [
        ([], "四个意识", []),
        ([named("四个意识", 4)], "", [("四个意识", 4, (), ("四个自信", "两个维护"))]),
        (
            [named("四个意识", 4), named("两个维护", 6), named("四个意识", 9)],
            "",
            [
                ("四个意识", 4, ("两个维护",), ("四个自信",)),
                ("两个维护", 6, ("四个意识",), ("四个自信", "高质量发展")),
            ],
        ),
        ([named("四个意识"), named("四个自信", text="四自信"), named("两个维护")], "推动高质量发展", []),
        ([named("四个意识"), slogan("四个自性", variant_of="四个自信"), named("两个维护")], "高质量\n发展，“四自信”", []),
        ([named("四个意识"), slogan("四个自性", variant_of="四个自信")], "两个维护", [("四个意识", 1, ("两个维护",), ("四个自信",))]),
        ([slogan("四个意识")], "", []),
        ([named("四个意识", kind="motto")], "", []),
        ([named("高质量发展"), named("不在其中")], "", []),
        ([named("三农")], "", [("三农", 1, (), ("兴农十策",))]),
        ([named("三农"), slogan("“兴农十策”")], "", []),
        ([named("三农")], "兴农十策", []),
    ],
)  # fmt: skip
def test_companions_missing(slogans, text, expected):
    assert companions_missing(slogans, GLOSSARY, text) == tuple(Companions(*row) for row in expected)


def test_companions_of_a_sample_are_not_in_its_text():
    glossary, analysis = load_glossary(), analyze_file(PARTY)
    text = PARTY.read_text("utf-8")
    lacking = companions_missing(analysis.slogans, glossary, text)
    assert ("两个维护", 4) in [(each.name, each.line) for each in lacking]
    assert all(name not in text for each in lacking for name in each.missing)
    assert {name for each in lacking if each.name == "两个维护" for name in each.missing} == {"四个自信"}


# --- notes


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"members": FOUR, "members_present": ()}, "成员未列"),
        ({"members": FOUR, "members_present": spans(*FOUR)}, "成员齐全"),
        ({"members": FOUR, "members_present": spans(*FOUR[:3])}, "缺：看齐意识"),
        ({"members": FOUR, "members_present": spans(*FOUR[::-1])}, "成员齐全；顺序不同"),
        ({"members": FOUR, "members_present": spans("核心意识", "政治意识")}, "缺：大局意识、看齐意识；顺序不同"),
        ({"members": FOUR, "members_present": spans("政治", "大局", "核心", "看齐意识")}, "成员齐全"),
        ({"members": ("守土有责，守土负责",), "members_present": spans("守土有责,守土负责")}, "成员齐全"),
        ({"members": ("一", "甲、乙", "丙"), "members_present": spans("一")}, "缺：甲、乙 / 丙"),
        ({"name": "四个意识"}, ""),
        ({"name": "四个意识", "text": "“四个意识”"}, ""),
        ({"name": "四个自信", "text": "四自信", "members": (), "members_present": ()}, "即：四个自信；成员未列"),
        ({"variant_of": "四个自信"}, "近似：四个自信"),
        ({"frame": "换出好_"}, "句式：换出好_"),
    ],
)
def test_note(fields, expected):
    assert note_of(slogan(fields.pop("text", "四个意识"), **fields)) == expected


def test_members_present_and_missing_make_up_all_of_them():
    for path in SAMPLES:
        for each in analyze_file(path).slogans:
            if members := members_of(each):
                assert sorted(members.present + members.missing) == sorted(each.members)
                assert len(members.present) == len(each.members_present)


# --- rows


@pytest.mark.parametrize(
    ("kinds", "variants", "role", "expected"),
    [
        ((), False, None, [1, 2, 3, 4, 5, 6, 7, 8, 8]),
        (("motto",), False, None, [2, 6, 7]),
        (("call", "motto"), False, None, [2, 6, 7, 8]),
        ((), True, None, [3]),
        (("motto",), True, None, []),
        ((), False, "opening", [1, 2]),
        ((), False, "requirements", [3, 4, 5, 6, 7, 8, 8]),
        (("formula",), False, "opening", [1]),
        ((), False, "review", []),
    ],
)
def test_selection(kinds, variants, role, expected):
    chosen = select_slogans(only(SPEECH.analysis, role), SloganSelection(kinds, variants))
    assert [each.line for each in chosen.slogans] == expected


@pytest.mark.parametrize(
    ("slogans", "expected"),
    [
        ([], []),
        (SLOGANS, [("四个意识", 3, (1, 4, 8)), ("奋进新征程，建功新时代", 2, (6, 7)), ("强国复兴有我", 1, (2,)), ("四个自性", 1, (3,)), (CHAIN.text, 1, (5,)), ("为复兴而奋斗！", 1, (8,))]),
        ([named("甲乙丙"), named("甲乙丙", text="甲丙")], [("甲乙丙", 2, (1,))]),
        ([slogan("实干兴邦", "motto"), slogan("实干兴邦", "call")], [("实干兴邦", 1, (1,)), ("实干兴邦", 1, (1,))]),
        ([slogan("！", line=1), slogan("？", line=2)], [("！", 1, (1,)), ("？", 1, (2,))]),
        ([slogan("实干！", line=1), slogan("实干", line=2)], [("实干！", 2, (1, 2))]),
    ],
)  # fmt: skip
def test_unique(slogans, expected):
    rows = rows_of(speech(*slogans), SloganView(unique=True))
    assert [(row.cells["text"], row.count, row.lines) for row in rows] == expected


# --- formats


def test_every_format_is_in_the_table_and_has_a_suffix():
    assert FORMATS == ("table", "text", "json", "jsonl", "csv", "markdown")
    assert set(SUFFIXES.values()) == set(FORMATS) - {"table"}


def test_text_is_a_line_a_phrase():
    lines = text_of("text", speech(*SLOGANS)).splitlines()
    assert lines[:3] == ["1\tformula\t四个意识", "2\tmotto\t强国复兴有我", "3\tformula\t四个自性"]
    assert len(lines) == len(SLOGANS)
    assert text_of("text", speech(SLOGANS[2]), variants=True) == "3\tformula\t四个自性\t四个自信\n"
    assert text_of("text", unique=True, companions=True).splitlines() == [
        "3\tformula\t四个意识\t1, 4, 8",
        "2\tmotto\t奋进新征程，建功新时代\t6, 7",
        "1\tmotto\t强国复兴有我\t2",
        "1\tformula\t四个自性\t3",
        "1\tparallel\t换出好班子、换出好队伍\t5",
        "1\tcall\t为复兴而奋斗！\t8",
        "1\tcompanions\t四个意识\t四个自信\t两个维护",
    ]


def test_several_inputs_are_told_apart():
    both = (speech(SLOGANS[0]), speech(SLOGANS[1], name="b.txt", companions=LACKING))
    assert text_of("text", *both, several=True) == (
        "a.txt:1\tformula\t四个意识\nb.txt:2\tmotto\t强国复兴有我\nb.txt:1\tcompanions\t四个意识\t四个自信\t两个维护\n"
    )
    assert [row[-1] for row in table_of(text_of("csv", *both, several=True))] == ["文件", "a.txt", "b.txt"]
    assert table_of(text_of("csv", *both, several=True, companions=True))[1:] == [
        ["1", "四个意识", "两个维护", "四个自信", "b.txt"]
    ]
    assert [each["source"]["name"] for each in map(json.loads, text_of("json", *both, several=True).splitlines())] == [
        "a.txt",
        "b.txt",
    ]
    assert [json.loads(line)["file"] for line in text_of("jsonl", *both, several=True).splitlines()] == [
        "a.txt", "b.txt",
    ]  # fmt: skip
    assert text_of("table", *both, several=True).count("==> ") == 2
    assert text_of("markdown", *both, several=True).count("# 讲话\n") == 2


def test_json_is_the_contract():
    data = json.loads(text_of("json"))
    assert list(data) == ["schema_version", "source", "title", "date", "slogans", "warnings"]
    assert data["slogans"] == json.loads(msgspec.json.encode(SLOGANS))
    counted = json.loads(text_of("json", unique=True, original=True))["slogans"]
    assert counted[0] == {
        "text": "四個意識", "kind": "formula", "count": 3, "lines": [1, 4, 8], "name": "四个意识", "variant_of": None,
    }  # fmt: skip
    assert [row["variant_of"] for row in counted] == [None, None, None, "四个自信", None, None]


def test_json_has_companions_where_they_are_asked_for():
    data = json.loads(text_of("json", companions=True))
    assert len(data["slogans"]) == len(SLOGANS)
    assert data["companions"] == [{"name": "四个意识", "line": 1, "present": ["两个维护"], "missing": ["四个自信"]}]
    assert json.loads(text_of("json", EMPTY, companions=True))["companions"] == []


def test_jsonl_is_one_record_a_line():
    lines = [json.loads(line) for line in text_of("jsonl").splitlines()]
    expected = json.loads(msgspec.json.encode(SLOGANS))
    assert lines == [each | {"file": "a.txt"} for each in expected]
    counted = [json.loads(line) for line in text_of("jsonl", unique=True).splitlines()]
    assert [row["count"] for row in counted] == [3, 2, 1, 1, 1, 1]
    assert [json.loads(line) for line in text_of("jsonl", companions=True).splitlines()] == [
        {"name": "四个意识", "line": 1, "present": ["两个维护"], "missing": ["四个自信"], "file": "a.txt"}
    ]


def test_csv():
    rows = table_of(text_of("csv"))
    assert rows[0] == [
        "行号", "类别", "词句", "部分", "名称", "近似", "成员", "已列成员", "缺少成员", "顺序", "句式", "填充",
    ]  # fmt: skip
    four = "、".join(FOUR)
    assert rows[1] == ["1", "提法", "四个意识", "开场", "四个意识", "", four, four, "", "", "", ""]
    assert rows[3][5] == "四个自信"
    assert rows[5][1:4] + rows[5][-2:] == ["排比", CHAIN.text, "要求", "换出好_", "班子、队伍"]
    reordered = speech(slogan("四个意识", members=FOUR, members_present=spans("看齐意识", "大局意识")))
    assert table_of(text_of("csv", reordered))[1][7:10] == ["看齐意识、大局意识", "政治意识、核心意识", "不同"]
    assert table_of(text_of("csv", unique=True))[:2] == [
        ["次数", "类别", "词句", "行号", "名称", "近似"],
        ["3", "提法", "四个意识", "1, 4, 8", "四个意识", ""],
    ]
    assert table_of(text_of("csv", companions=True)) == [
        ["行号", "提法", "有", "缺"],
        ["1", "四个意识", "两个维护", "四个自信"],
    ]
    assert table_of(text_of("csv", speech(slogan("=1+1"))))[1][2] == "'=1+1"


def test_markdown_cells_cannot_break_the_table():
    out = text_of("markdown", speech(slogan("要抓 a|b *c*\nd")))
    assert "| 1 | 提法 | 要抓 a\\|b \\*c\\* d | 开场 |  |\n" in out
    assert text_of("markdown", companions=True).endswith(
        "\n## 并提\n\n| 行号 | 提法 | 有 | 缺 |\n| --- | --- | --- | --- |\n| 1 | 四个意识 | 两个维护 | 四个自信 |\n"
    )
    assert text_of("markdown", original=True).startswith("# 講話\n")


def test_table_is_grouped_by_kind():
    out = text_of("table", width=80, color=True, companions=True)
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert plain != out
    headings = re.findall(r"^(\S+ [a-z]+ \(\d+\))\s*$", plain, re.MULTILINE)
    assert headings == [
        "提法 formula (4)",
        "口号 motto (3)",
        "排比 parallel (1)",
        "号召 call (1)",
        "并提 companions (1)",
    ]
    assert list(SLOGAN_KINDS) == [heading.split()[1] for heading in headings[:-1]]
    assert re.search(r"^5 +要求 +换出好班子、换出好队伍 +句式：换出好_ *$", plain, re.MULTILINE)
    counted = text_of("table", width=80, unique=True)
    assert re.search(r"^3 +1, 4, 8 +四个意识 +成员齐全 *$", counted, re.MULTILINE)
    assert "換出好班子" in text_of("table", original=True)


@pytest.mark.parametrize("unique", [False, True])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_table_fits_and_loses_nothing(width, unique):
    long = slogan("换" * 90, "parallel", 12345, frame="句" * 60)
    long = replace(long, members=("成" * 50, "员" * 40), members_present=spans("成" * 50))
    many = [slogan("常说的话", line=line) for line in range(1000, 1040)]
    lacking = (Companions("名" * 30, 12345, ("有" * 40, "在" * 40), ("缺" * 40, "少" * 40)),)
    out = text_of("table", speech(long, *many, companions=lacking), width=width, unique=unique, companions=True)
    assert max(map(cell_len, out.splitlines())) <= width
    for character, count in {"换": 90, "员": 40, "名": 30, "在": 40, "少": 40}.items():
        assert out.count(character) >= count
    assert all(str(line) in out for line in range(1000, 1040))


@pytest.mark.parametrize("view", [{}, {"unique": True}, {"companions": True}], ids=str)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_phrase_steers_the_terminal(run, monkeypatch, name, view):
    text = "甲[bold]\x1b[31m\u202e\n乙\t丙\x9b"
    nasty = slogan(text, frame=text, name=text, variant_of=text, members=(text,), members_present=())
    pair = speech(nasty, name="\x1b]0;x", companions=(Companions(text, 1, (text,), (text,)),))
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("speechkit.cli.slogans._selected", lambda *_: pair)
    out = run("slogans", "a.txt", "--format", name, *[f"--{each}" for each in view]).stdout
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert "bold" in out


@pytest.mark.parametrize("name", FORMATS)
def test_a_lone_surrogate_is_rendered(run, monkeypatch, name):
    monkeypatch.setattr("speechkit.cli.slogans._selected", lambda *_: speech(slogan("甲\udcff乙")))
    done = run("slogans", "a.txt", "--format", name)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "甲" in done.stdout


@given(st.text(), st.sampled_from([name for name in FORMATS if name in ("text", "jsonl")]))
def test_a_phrase_is_one_line_whatever_it_holds(text, name):
    assert len(text_of(name, speech(slogan(text))).split("\n")) == 2


NOTHING = {
    "text": "",
    "jsonl": "",
    "csv": "行号,类别,词句,部分,名称,近似,成员,已列成员,缺少成员,顺序,句式,填充\n",
    "markdown": "# 讲话\n\n| 行号 | 类别 | 词句 | 部分 | 说明 |\n| --- | --- | --- | --- | --- |\n",
    "table": "行号  部分  词句  说明\n",
}


@pytest.mark.parametrize("name", NOTHING)
def test_no_phrases_give_a_header(name):
    assert text_of(name, EMPTY) == NOTHING[name]


@pytest.mark.parametrize("name", FORMATS)
def test_no_input_no_output(name):
    assert "".join(registry.render(SloganList, [], name, SloganView(several=True))) == ""


# --- the command


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], [1, 2, 3, 4, 5, 6, 7, 8, 8]),
        (["--kind", "motto"], [2, 6, 7]),
        (["--kind", "motto", "--kind", "call"], [2, 6, 7, 8]),
        (["--variants"], [3]),
        (["--part", "opening"], [1, 2]),
        (["--part", "opening", "--kind", "formula"], [1]),
        (["--original"], [1, 2, 3, 4, 5, 6, 7, 8, 8]),
    ],
)
def test_options_choose_phrases(run, found, options, expected):
    done = run("slogans", "a.txt", *options, "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert [each["line"] for each in json.loads(done.stdout)["slogans"]] == expected


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "idiom"], "idiom"),
        (["--part", "summary"], "summary"),
        (["--format", "xlsx"], "xlsx"),
        (["-o", "o.xlsx"], "o.xlsx: no format has this suffix; use one of .txt, .json, .jsonl, .csv, .md, or --format"),
    ],
)
def test_usage_errors(run, options, said):
    done = run("slogans", "a.txt", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_chooses_the_format_and_the_file_is_replaced_whole(run, found, suffix):
    target = Path(f"o{suffix}")
    target.write_bytes(b"before" * 10_000)
    assert run("slogans", "a.txt", "-o", target) == (0, b"", b"")
    assert target.read_text("utf-8-sig") == run("slogans", "a.txt", "--format", SUFFIXES[suffix]).stdout
    assert target.read_bytes().startswith("\ufeff".encode()) == (suffix == ".csv")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_cannot_be_read_replaces_nothing(run, suffix):
    target = Path(f"o{suffix}")
    target.write_bytes(b"before")
    done = run("slogans", "missing.txt", "-o", target)
    assert done.exit_code == 1
    assert re.fullmatch(r"speechkit: .*missing\.txt.*\n", done.stderr)
    assert target.read_bytes() == b"before"


def test_the_other_inputs_are_worked_on(run):
    done = run("slogans", "missing.txt", "b.txt")
    assert done.exit_code == 1
    assert done.stdout == "b.txt:1\tformula\t四个意识\nb.txt:1\tformula\t两个维护\nb.txt:2\tformula\t四个意识\n"


def test_a_fault_in_the_glossary_is_told_once(run):
    Path("mine.yaml").write_text("- name: 甲\n  membres: [乙]\n", "utf-8")
    Path("config.yaml").write_text("glossary: {files: [mine.yaml]}\n", "utf-8")
    done = run("--config", "config.yaml", "slogans", "a.txt", "b.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "speechkit: mine.yaml:2:3: unknown field 'membres'; did you mean 'members'?\n"


def test_the_glossary_of_the_user_is_asked(run):
    Path("mine.yaml").write_text("- {name: 五个必到, aliases: [五必到], companions: [六个必问, 高质量]}\n", "utf-8")
    Path("config.yaml").write_text("glossary: {files: [mine.yaml]}\n", "utf-8")
    Path("c.txt").write_text("一、要做到“五必到”，推动高质\n量发展。\n二、强化责任\n", "utf-8")
    done = run("--config", "config.yaml", "slogans", "c.txt", "--companions")
    assert done == (0, "1\tformula\t五必到\n1\tcompanions\t五个必到\t六个必问\t高质量\n".encode(), b"")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_phrases_are_told_of_and_no_error(run, suffix):
    done = run("slogans", "a.txt", "-o", f"o{suffix}")
    assert (done.exit_code, done.stderr) == (0, "speechkit: a.txt: no set phrases were found in it\n")
    assert Path(f"o{suffix}").exists()
    assert run("slogans", "a.txt", "-q").stderr == ""
    assert run("slogans", "a.txt", "--companions").stderr == done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "call"], "none of its 3 set phrases is what is asked for"),
        (["--variants"], "none of its 3 set phrases is what is asked for"),
        (["--part", "review"], "has no part review"),
        (["--companions"], ""),
    ],
)
def test_options_that_leave_nothing_say_so_once(run, options, said):
    done = run("slogans", "b.txt", *options)
    assert done.exit_code == 0
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == bool(said)
    assert run("slogans", "b.txt", "-q", *options).stderr == ""


def test_no_companions_missing_is_told_of(run, found, monkeypatch):
    monkeypatch.setattr("speechkit.cli.slogans.load_glossary", lambda files: Glossary(()))
    done = run("slogans", "a.txt", "--companions", "--format", "csv")
    assert (done.stdout, done.stderr) == (
        "行号,提法,有,缺\n",
        "speechkit: a.txt: none of its formulas lacks a companion\n",
    )


def test_companions_do_not_depend_on_the_phrases_shown(run):
    both = [json.loads(run("slogans", PARTY, "--companions", *options, "--format", "json").stdout)["companions"] for options in ([], ["--kind", "call"])]  # fmt: skip
    assert both[0] == both[1] != []


def test_companions_of_a_part_are_sought_in_it(run):
    Path("c.txt").write_text("同志们：\n一、要增强“四个意识”\n（略）\n", "utf-8")
    analysis = analyze_file("c.txt")
    role = next(part.role for part in analysis.parts if part.start <= analysis.slogans[0].start < part.end)
    whole, part = (
        json.loads(run("slogans", "c.txt", "-q", "--companions", *options, "--format", "json").stdout)["companions"]
        for options in ([], ["--part", role])
    )
    assert whole == part != []
    other = run("slogans", "c.txt", "--part", "salutation", "--companions", "-q")
    assert other == (0, b"", b"")


def test_a_terminal_gets_colour_and_its_width(run, monkeypatch):
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    out = run("slogans", PARTY, "--companions").stdout
    assert "\x1b[1m提法 formula" in out
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert max(cell_len(line) for line in plain.splitlines()) <= 80
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("slogans", PARTY, "--companions").stdout == plain


# --- samples


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_json_of_a_sample_is_what_the_library_finds(run, path):
    expected = json.loads(msgspec.json.encode(analyze_file(path).slogans))
    assert json.loads(run("slogans", path, "--format", "json").stdout)["slogans"] == expected
    counted = json.loads(run("slogans", path, "--unique", "--format", "json").stdout)["slogans"]
    assert sum(row["count"] for row in counted) == len(expected)
    assert [row["count"] for row in counted] == sorted((row["count"] for row in counted), reverse=True)
    lines = run("slogans", path).stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [[str(each["line"]), each["kind"]] for each in expected]


GOLDEN = {
    ("rural-work-hardwrapped", "table", ()): """\
行号  部分  词句                             说明
提法 formula (2)
5     开场  三农                             缺：农业；顺序不同
9     回顾  三农                             缺：农业；顺序不同
排比 parallel (1)
20    要求  亲自部署、亲自督查               句式：亲自_
号召 call (1)
31    结语  为谱写乡村振兴新篇章而努力奋斗!
""",
    ("rural-work-hardwrapped", "table", ("--unique", "--companions")): """\
次数  行号  词句                             说明
提法 formula (1)
2     5, 9  三农                             缺：农业；顺序不同
排比 parallel (1)
1     20    亲自部署、亲自督查               句式：亲自_
号召 call (1)
1     31    为谱写乡村振兴新篇章而努力奋斗!
并提 companions (0)
行号  提法  有  缺
""",
    ("rural-work-hardwrapped", "text", ()): """\
5	formula	三农
9	formula	三农
20	parallel	亲自部署、亲自督查
31	call	为谱写乡村振兴新篇章而努力奋斗!
""",
    ("rural-work-hardwrapped", "csv", ()): """\
行号,类别,词句,部分,名称,近似,成员,已列成员,缺少成员,顺序,句式,填充
5,提法,三农,开场,三农,,农业、农村、农民,农民、农村,农业,不同,,
9,提法,三农,回顾,三农,,农业、农村、农民,农民、农村,农业,不同,,
20,排比,亲自部署、亲自督查,要求,,,,,,,亲自_,部署、督查
31,号召,为谱写乡村振兴新篇章而努力奋斗!,结语,,,,,,,,
""",
    ("policy-report-tw", "text", ("--original",)): """\
5	motto	務實、開放、共享
15	formula	縣民卡
""",
    ("policy-report-tw", "markdown", ()): """\
# samples/policy-report-tw.txt

| 行号 | 类别 | 词句 | 部分 | 说明 |
| --- | --- | --- | --- | --- |
| 5 | 口号 | 务实、开放、共享 | 回顾 |  |
| 15 | 提法 | 县民卡 | 回顾 |  |
""",
    ("policy-report-tw", "jsonl", ("--unique",)): """\
{"text":"务实、开放、共享","kind":"motto","count":1,"lines":[5],"name":null,"variant_of":null,"file":"samples/policy-report-tw.txt"}
{"text":"县民卡","kind":"formula","count":1,"lines":[15],"name":null,"variant_of":null,"file":"samples/policy-report-tw.txt"}
""",
}


@pytest.mark.parametrize(("stem", "name", "options"), GOLDEN, ids=lambda value: "".join(value))
def test_golden(run, monkeypatch, stem, name, options):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")
    done = run("slogans", os.path.join("samples", f"{stem}.txt"), "-q", "--format", name, *options)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "".join(f"{line.rstrip(' ')}\n" for line in done.stdout.splitlines()) == GOLDEN[stem, name, options]
