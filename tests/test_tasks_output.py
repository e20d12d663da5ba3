"""`speechkit tasks`: what every format says of hand-made tasks, and what LibreOffice makes of the two Office files."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from array import array
from datetime import datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from speechkit import pipeline
from speechkit.cli.app import COMMANDS
from speechkit.model import (
    Analysis,
    Deadline,
    Document,
    Part,
    Section,
    Source,
    SourceInfo,
    Span,
    SpeechDate,
    Task,
)
from speechkit.renderers.tasks import BINARY, RENDERERS, SUFFIXES, binary_renderer, text_renderer
from speechkit.renderers.tasks.columns import COLUMNS, TaskView, rows_of
from speechkit.renderers.tasks.ics import fold
from speechkit.renderers.tasks.words import WORDS


@pytest.fixture(autouse=True)
def _command(monkeypatch):
    # The command joins the table in cli/app.py when tasks are extracted; until then nothing but the tests runs it.
    monkeypatch.setitem(COMMANDS, "tasks", ("speechkit.cli.tasks", "Print who has to do what by when."))


ROOT = Path(__file__).parents[1]
HEADINGS = [
    "序号", "任务", "牵头单位", "配合单位", "时限(原文)", "截止日期", "力度", "量化目标", "所属部分", "原文", "行号", "进展", "备注",
]  # fmt: skip


def span(text):
    return Span(0, len(text), text, text)


def task(text, actor=None, said=None, due=None, *, at=1, **fields):
    deadline = Deadline(0, len(said), said, said, "date" if due else "event", None, due) if said else None
    fields = {
        "co_actors": (), "strength": "should", "relayed": False, "section": None, "part": "requirements", "line": at,
        "source_text": text, "targets": (),
    } | fields  # fmt: skip
    return Task(
        id=f"T{at}", start=at, end=at + len(text), text=text, actor=span(actor) if actor else None,
        actor_from="sentence" if actor else None, action="", object="", deadline=deadline, rule="test", **fields,
    )  # fmt: skip


def speech(*tasks, name="a.txt", title="在全局会议上的讲话", date="2022-03-01", sections=(), parts=()):
    document = Document(Source(name, "", "utf-8", "0"), "", "hans", array("I", [0]))
    info = SourceInfo(name, "0", "utf-8", "hans", 0, 1)
    when = SpeechDate(date, None, None, "option") if date else None
    return document, Analysis("1.0", info, span(title), when, parts, sections, tasks, (), (), ())


def section(id_, marker, title):
    return Section(id_, marker, "cn", 1, id_.count(".") + 1, title, 0, 1, id_.rpartition(".")[0] or None, title, 0, 1)


SECTIONS = (section("1", "一、", "抓紧整改"), section("1.1", "（一）", "落实责任"), section("2", "-", "附则"))
TASKS = (
    task("局党委要在年底前完成整改，合格率不低于95%。", "局党委", "年底前", "2022-12-31", at=1, section="1.1", strength="must",
         co_actors=(span("人事处"), span("财务处")), targets=(span("不低于95%"),)),
    task("=1+1 要写清。", at=2, section="1"),
    task("@各支部 会后要传达。", "各支部", "会后", at=3, section="2", strength="may"),
    task("-先要核对。", "局党委", "6月底前", "2022-06-30", at=4, section="1.1", strength="plan"),
    task("+要上报。", "省委", "今年", "2022-12-31", at=5, relayed=True, part="context"),
)  # fmt: skip
SPEECH = speech(*TASKS, sections=SECTIONS)
EMPTY = speech()


def text_of(name, *pairs, **view):
    return "".join(text_renderer(name)(pairs or (SPEECH,), TaskView(**view)))


def bytes_of(name, *pairs, **view):
    return b"".join(binary_renderer(name)(pairs or (SPEECH,), TaskView(**view)))


def sheet_of(*pairs, **view):
    return load_workbook(io.BytesIO(bytes_of("xlsx", *pairs, **view))).worksheets[0]


@pytest.fixture
def found(monkeypatch):
    """Let the pipeline find ``SPEECH``'s tasks, whatever the text is."""
    analysis = SPEECH[1]

    def analyze(document, **_):
        return replace(analysis, source=replace(analysis.source, name=document.source.name))

    monkeypatch.setattr(pipeline, "analyze_document", analyze)


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("讲话\n", "utf-8")
    return tmp_path


# --- rows


def test_every_format_is_in_the_table_and_has_a_suffix():
    modules = {f"speechkit.renderers.tasks.{path.stem}" for path in (ROOT / "speechkit/renderers/tasks").glob("*.py")}
    assert set(RENDERERS.values()) <= modules
    assert set(SUFFIXES.values()) == set(RENDERERS) - {"table"}


def test_headings():
    assert [column.zh for column in COLUMNS] == HEADINGS


def test_cells_of_a_row():
    row = rows_of(*SPEECH, TaskView())[0]
    assert {key: str(value) for key, value in row.cells.items()} == {
        "number": "1", "task": "局党委要在年底前完成整改，合格率不低于95%。", "actor": "局党委", "co_actors": "人事处、财务处",
        "deadline": "年底前", "due": "2022-12-31", "strength": "必须", "targets": "不低于95%",
        "part": "要求 › 一、抓紧整改 › （一）落实责任", "source": "局党委要在年底前完成整改，合格率不低于95%。", "line": "1",
        "progress": "未启动", "notes": "", "file": "a.txt",
    }  # fmt: skip


def test_a_task_is_trimmed_and_healed_and_its_source_is_not():
    row = rows_of(*speech(task("  要抓\n好落实。 ", source_text="  要抓\n好落實。 ")), TaskView())[0]
    assert (row.cells["task"], row.cells["source"]) == ("要抓好落实。", "要抓\n好落實。")


def test_the_part_is_found_by_place_where_the_task_does_not_say():
    pair = speech(task("要抓好。", at=5, part=None), parts=(Part("opening", 0, 4), Part("requirements", 4, 90)))
    assert rows_of(*pair, TaskView())[0].cells["part"] == "要求"


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("actor", [("局党委", [1, 4]), ("各支部", [3]), ("省委", [5]), ("待明确", [2])]),
        ("deadline", [("2022-06-30", [4]), ("2022-12-31", [1, 5]), ("会后", [3]), ("未定时限", [2])]),
        ("section", [("一、抓紧整改 › （一）落实责任", [1, 4]), ("一、抓紧整改", [2]), ("附则", [3]), ("未分节", [5])]),
    ],
)
def test_groups(by, expected):
    groups = {}
    rows = rows_of(*SPEECH, TaskView(by=by))
    for row in rows:
        groups.setdefault(row.group, []).append(row.task.line)
    assert list(groups.items()) == expected
    assert [row.cells["number"] for row in rows] == [1, 2, 3, 4, 5]
    for name in ("text", "table", "markdown"):
        out = text_of(name, by=by)
        places = [
            re.search(rf"^\W*{re.escape(label)}( \(\d+\))?\s*$", out, re.MULTILINE).start() for label, _ in expected
        ]
        assert places == sorted(places)


# --- text formats


def test_text_is_a_header_and_a_line_a_task():
    lines = text_of("text").splitlines()
    assert lines[0].split("\t") == [
        "序号", "牵头单位", "配合单位", "时限(原文)", "截止日期", "力度", "量化目标", "行号", "任务",
    ]  # fmt: skip
    assert lines[2].split("\t") == ["2", "待明确", "", "", "", "应当", "", "2", "=1+1 要写清。"]
    assert len(lines) == 6


def test_csv_has_all_columns_and_no_formulas():
    rows = list(csv.reader(io.StringIO(text_of("csv"))))
    assert rows[0] == HEADINGS
    assert [row[1][:2] for row in rows[1:]] == ["局党", "'=", "'@", "'-", "'+"]
    assert rows[1][5] == "2022-12-31"


def test_several_inputs_are_told_apart():
    other = speech(task("要办。"), name="b.txt")
    rows = list(csv.reader(io.StringIO(text_of("csv", SPEECH, other, several=True))))
    assert rows[0] == [*HEADINGS, "文件"]
    assert [(row[0], row[-1]) for row in rows[5:]] == [("5", "a.txt"), ("6", "b.txt")]
    assert text_of("text", SPEECH, other, several=True).count("==> ") == 2
    assert len(json.loads(text_of("json", SPEECH, other, several=True))) == 2
    assert sheet_of(SPEECH, other, several=True).cell(7, 14).value == "b.txt"


def test_json_is_the_contract_and_in_order():
    data = json.loads(text_of("json", by="deadline"))
    assert list(data) == ["schema_version", "source", "title", "date", "tasks", "warnings"]
    assert [each["id"] for each in data["tasks"]] == ["T4", "T1", "T5", "T3", "T2"]
    assert data["tasks"][1]["deadline"]["latest"] == "2022-12-31"


def test_jsonl_is_a_task_a_line():
    lines = [json.loads(line) for line in text_of("jsonl").splitlines()]
    assert [(line["id"], line["file"]) for line in lines] == [(f"T{n}", "a.txt") for n in range(1, 6)]


def test_markdown_cells_cannot_break_the_table():
    out = text_of("markdown", speech(task("要抓 a|b *c*\nd。")))
    assert "| 要抓 a\\|b \\*c\\*d。 |" in out or "| 要抓 a\\|b \\*c\\* d。 |" in out
    assert "| 2022-12-31 |" in text_of("markdown")


def test_table_shows_tasks_whole_and_colours_actor_and_deadline():
    out = text_of("table", width=80, color=True)
    assert "\x1b[36m局党委" in out
    assert "\x1b[35m年底前" in out
    assert "\x1b[33m待明确" in out
    plain = text_of("table", speech(task("要" + "办" * 100 + "[bold]\x1b[31m。")), width=80)
    assert plain.count("办") == 100
    assert "[bold]" in plain.replace("\n", "").replace(" ", "")
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 80


def test_english_headings():
    for name in ("text", "csv", "markdown", "table"):
        out = text_of(name, language="en", width=120)
        assert "Task" in out
        assert "to be decided" in out
        assert "任务" not in out


@pytest.mark.parametrize("name", [name for name in RENDERERS if name not in (*BINARY, "json", "jsonl", "ics")])
def test_no_tasks_give_a_header(name):
    assert "任务" in text_of(name, EMPTY)


# --- iCalendar


def test_ics_has_the_dated_tasks():
    out = text_of("ics")
    assert out.startswith("BEGIN:VCALENDAR\r\n")
    assert out.endswith("END:VCALENDAR\r\n")
    assert out.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20221231\r\nDTEND;VALUE=DATE:20230101\r\n" in out
    assert set(re.findall("DTSTAMP:(.*)\r", out)) == {"20220301T000000Z"}
    assert "\n" not in out.replace("\r\n", "")


def test_ics_escapes_and_keeps_its_uids_when_the_speech_is_revised():
    words = "要办好A,B;C\\D。"
    before = text_of("ics", speech(task(words, None, "今年", "2022-12-31")))
    after = text_of(
        "ics", speech(task("要先办。", None, "今年", "2022-12-31"), task(words, None, "今年", "2023-12-31"))
    )
    assert "SUMMARY:要办好A\\,B\\;C\\\\D。\r\n" in before
    uid = re.search("UID:.*\r", before).group()
    assert uid in after
    twice = re.findall("UID:.*\r", text_of("ics", speech(*[task(words, None, "今年", "2022-12-31")] * 2)))
    assert len(set(twice)) == 2


def test_ics_without_a_date_takes_the_file_s_time(place):
    os.utime(place / "a.txt", (86400, 86400))
    out = text_of("ics", speech(*TASKS, date=None))
    assert "DTSTAMP:19700102T000000Z" in out


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_folding_loses_nothing(line):
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line + "\r\n"
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.encode().decode() == folded


# --- XLSX


def test_xlsx_cells():
    sheet = sheet_of()
    assert sheet.title == "督办清单"
    assert [sheet.cell(1, n).value for n in range(1, 14)] == HEADINGS
    assert [sheet.cell(2, n).value for n in range(1, 14)] == [
        1, TASKS[0].text, "局党委", "人事处、财务处", "年底前", datetime(2022, 12, 31), "必须", "不低于95%",
        "要求 › 一、抓紧整改 › （一）落实责任", TASKS[0].text, 1, "未启动", None,
    ]  # fmt: skip
    assert sheet.cell(2, 6).number_format == "yyyy-mm-dd"
    assert sheet.cell(6, 13).value == "转述"


def test_xlsx_text_stays_text():
    sheet = sheet_of()
    for row, start in ((3, "="), (4, "@"), (5, "-"), (6, "+")):
        for column in (2, 10):
            cell = sheet.cell(row, column)
            assert (cell.data_type, cell.value[0]) == ("s", start)


def test_xlsx_prints_on_a4_landscape():
    sheet = sheet_of()
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what its absence says
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:N6"
    assert sheet.column_dimensions["N"].hidden
    assert all(sheet.cell(2, n).alignment.wrap_text for n in range(1, 14))


def test_xlsx_offers_progress_and_tints_what_nobody_leads():
    sheet = sheet_of()
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"未启动,推进中,已完成,延期"'
    assert "L2" in choice.cells
    (area,) = sheet.conditional_formatting
    assert area.rules[0].formula == ['$C2="待明确"']


def test_xlsx_of_no_tasks_is_a_header():
    sheet = sheet_of(EMPTY)
    assert [sheet.cell(1, n).value for n in range(1, 14)] == HEADINGS
    assert sheet.cell(2, 1).value is None


def test_xlsx_takes_what_xml_does_not():
    sheet = sheet_of(speech(task("要\x00\x0b\ud800\ufffe办。"), title="A & B" * 90))
    assert sheet.cell(2, 2).value == "要���办。"


def test_xlsx_is_the_same_each_time():
    assert bytes_of("xlsx") == bytes_of("xlsx")


@pytest.mark.parametrize("text", ["要" * 32_768, "𠀀" * 16_384])
def test_xlsx_refuses_what_a_cell_would_cut(run, found, monkeypatch, text):
    pair = speech(task(text))
    monkeypatch.setattr(pipeline, "analyze_document", lambda document, **_: pair[1])
    Path("o.xlsx").write_bytes(b"before")
    done = run("tasks", "a.txt", "-o", "o.xlsx")
    assert done.exit_code == 1
    assert "a spreadsheet cell holds 32,767" in done.stderr
    assert Path("o.xlsx").read_bytes() == b"before"
    assert sheet_of(speech(task("要" * 32_767))).cell(2, 2).value == "要" * 32_767


# --- DOCX


def test_docx_has_the_look_of_an_office():
    file = docx.Document(io.BytesIO(bytes_of("docx")))
    page = file.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (29.7, 21.0)
    assert file.paragraphs[0].text == "督办清单"
    assert file.paragraphs[1].text == "依据：在全局会议上的讲话，2022-03-01"
    rows = file.tables[0].rows
    assert [cell.text for cell in rows[0].cells][:3] == ["序号", "任务", "牵头单位"]
    assert [row.cells[1].text for row in list(rows)[1:]] == [each.text for each in TASKS]
    with zipfile.ZipFile(io.BytesIO(bytes_of("docx"))) as archive:
        body = archive.read("word/document.xml").decode()
        fonts = archive.read("word/fontTable.xml").decode()
    assert body.count("<w:tblHeader/>") == 1
    assert 'w:eastAsia="黑体"' in body
    assert 'w:eastAsia="仿宋_GB2312"' in body
    assert 'w:orient="landscape"' in body
    assert "FangSong" in fonts
    assert "SimHei" in fonts


def test_docx_groups_and_odd_characters():
    file = docx.Document(io.BytesIO(bytes_of("docx", speech(task("要\x00<b>&办。"), *TASKS), by="actor")))
    column = [row.cells[1].text for row in file.tables[0].rows]
    assert column[1] == "局党委"
    assert "要�<b>&办。" in column


def test_docx_of_no_tasks_is_a_header():
    assert len(docx.Document(io.BytesIO(bytes_of("docx", EMPTY))).tables[0].rows) == 1


# --- LibreOffice


@pytest.fixture(scope="session")
def convert(tmp_path_factory):
    """``convert(bytes, suffix, filter)``: what LibreOffice makes of a file."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice): apt-get install libreoffice-calc libreoffice-writer")
    profile = tmp_path_factory.mktemp("profile")

    def convert(data, suffix, target):
        folder = tmp_path_factory.mktemp("office")
        (folder / f"in{suffix}").write_bytes(data)
        subprocess.run(
            [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target,
             "--outdir", folder, folder / f"in{suffix}"],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (folder / f"in.{target.partition(':')[0]}").read_bytes()

    return convert


def test_libreoffice_reads_the_same_cells_from_xlsx(convert):
    out = convert(bytes_of("xlsx"), ".xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
    rows = list(csv.reader(io.StringIO(out.decode())))
    assert rows[0][:13] == HEADINGS
    for got, row in zip(rows[1:], rows_of(*SPEECH, TaskView()), strict=True):
        assert got[:13] == ["" if value is None else str(value) for value in list(row.cells.values())[:13]]


def test_libreoffice_reads_the_same_cells_from_docx(convert):
    out = convert(bytes_of("docx"), ".docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")
    for row in rows_of(*SPEECH, TaskView()):
        for key in ("task", "actor", "deadline", "due", "targets"):
            assert row.text(key) in out


@pytest.mark.parametrize(("name", "suffix"), [("xlsx", ".xlsx"), ("docx", ".docx")])
def test_libreoffice_prints_a4_landscape(convert, name, suffix):
    many = speech(*(task(f"第{n}项要办好，" + "认真落实" * 12 + "。", at=n) for n in range(1, 60)))
    pdf = convert(bytes_of(name, many), suffix, "pdf")
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)}
    assert boxes
    for _, _, width, height in boxes:
        assert (round(width), round(height)) == (842, 595)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 1


# --- the command


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], [1, 2, 3, 4]),
        (["--relayed"], [1, 2, 3, 4, 5]),
        (["--actor", "党委"], [1, 4]),
        (["--actor", "财务"], [1]),
        (["--due-before", "2022-12-31"], [1, 4]),
        (["--due-before", "2022-12-30"], [4]),
        (["--strength", "must"], [1]),
        (["--strength", "must", "--strength", "may"], [1, 3]),
        (["--part", "context", "--relayed"], [5]),
        (["--part", "context"], []),
        (["--by", "deadline"], [4, 1, 3, 2]),
        (["--date", "2022-03-01"], [1, 2, 3, 4]),
    ],
)
def test_options_choose_tasks(run, found, options, expected):
    done = run("tasks", "a.txt", *options, "--format", "json")
    assert done.exit_code == 0
    assert [each["line"] for each in json.loads(done.stdout)["tasks"]] == expected


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--due-before", "2022-13-01"], "is no date"),
        (["--due-before", "2022-02-30"], "is no date"),
        (["--due-before", "年底"], "is no date"),
        (["--due-before", "2022"], "is no date"),
        (["--date", "1.3.2022"], "is no date"),
        (["--date", "2022-1"], "is no date"),
        (["--strength", "often"], "often"),
        (["--by", "line"], "line"),
        (["-o", "o.pdf"], "no format has this suffix"),
        (["--in-place"], "--update"),
        (["--update", "s.xlsx", "--in-place", "-o", "o.xlsx"], "two places"),
        (["--update", "s.xlsx", "-o", "s.xlsx"], "--in-place"),
        (["--update", "s.xlsx", "-o", "o.csv"], ".xlsx"),
        (["--update", "s.xlsx", "--by", "actor"], "--by"),
        (["b.txt", "--update", "s.xlsx"], "one speech"),
    ],
)
def test_usage_errors(run, found, options, said):
    done = run("tasks", "a.txt", *options)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert os.listdir() == ["a.txt"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_chooses_the_format_and_the_file_is_replaced_whole(run, found, suffix):
    target = Path(f"o{suffix}")
    target.write_bytes(b"before" * 10_000)
    assert run("tasks", "a.txt", "-o", target) == (0, b"", b"")
    assert b"before" not in target.read_bytes()
    assert os.listdir() in (["a.txt", target.name], [target.name, "a.txt"])
    if SUFFIXES[suffix] in BINARY:
        assert zipfile.is_zipfile(target)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_cannot_be_read_replaces_nothing(run, suffix):
    target = Path(f"o{suffix}")
    target.write_bytes(b"before")
    assert run("tasks", "missing.txt", "-o", target).exit_code == 1
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize("name", BINARY)
def test_binary_formats_go_into_pipes_and_not_onto_terminals(run, found, monkeypatch, name):
    assert run("tasks", "a.txt", "--format", name).stdout_bytes.startswith(b"PK")
    monkeypatch.setattr("speechkit.cli.tasks.is_terminal", lambda: True)
    done = run("tasks", "a.txt", "--format", name)
    assert (done.exit_code, done.stdout_bytes) == (2, b"")
    assert "-o" in done.stderr


@pytest.mark.parametrize("name", BINARY)
def test_a_binary_file_that_cannot_be_written(run, found, name):
    Path("folder").mkdir()
    for target in ("folder", "nowhere/o"):
        done = run("tasks", "a.txt", "--format", name, "-o", target)
        assert done.exit_code == 1
        assert re.fullmatch(r"speechkit: cannot write .*\n", done.stderr)
    assert os.listdir("folder") == []


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
def test_a_symbolic_link_stays_one(run, found):
    Path("real.xlsx").write_bytes(b"")
    Path("link.xlsx").symlink_to("real.xlsx")
    assert run("tasks", "a.txt", "-o", "link.xlsx").exit_code == 0
    assert Path("link.xlsx").is_symlink()
    assert zipfile.is_zipfile("real.xlsx")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_tasks_are_told_of_and_no_error(run, monkeypatch, suffix):
    monkeypatch.setattr(pipeline, "analyze_document", lambda document, **_: EMPTY[1])
    done = run("tasks", "a.txt", "-o", f"o{suffix}")
    assert (done.exit_code, done.stderr) == (0, "speechkit: a.txt: no tasks were found in it\n")
    assert Path(f"o{suffix}").exists()
    assert run("tasks", "a.txt", "-q").stderr == ""


def test_filters_that_leave_nothing_say_so(run, found):
    assert "none of its 5 tasks" in run("tasks", "a.txt", "--actor", "无此单位").stderr


def test_heavy_libraries_are_loaded_for_their_format_only(run_process, place):
    code = (
        "import sys; from speechkit.cli import main; main(['tasks', 'a.txt']);"
        "print(*sorted({'xlsxwriter', 'openpyxl', 'docx', 'rapidfuzz', 'rich', 'lxml'} & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1].strip() == ""


def test_words_of_both_languages_are_complete():
    zh, en = WORDS["zh"], WORDS["en"]
    assert zh.roles.keys() == en.roles.keys()
    assert zh.strengths.keys() == en.strengths.keys()
    assert len(zh.progress) == len(en.progress)
