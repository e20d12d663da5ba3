"""`speechkit tasks`: every format on hand-made tasks and on the samples, and the two Office files in LibreOffice."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from speechkit import analyze_file, pipeline
from speechkit.columns import COLUMNS
from speechkit.model import (
    Analysis,
    Deadline,
    Item,
    Part,
    Section,
    SourceInfo,
    Span,
    SpeechDate,
    Task,
)
from speechkit.renderers import registry
from speechkit.renderers.ics import fold
from speechkit.renderers.tasks import TaskView
from speechkit.selection import TaskList, TaskSelection
from speechkit.sheets.rows import Layout, rows_of

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SAMPLE = ROOT / "samples" / "party-building-2022.txt"
HEADINGS = [
    "序号", "任务事项", "具体措施", "牵头领导", "牵头单位", "责任(配合)单位", "完成时限", "量化目标", "进展情况", "备注",
    "编号", "力度", "所属部分", "原文", "行号", "时限(原文)", "截止日期",
]  # fmt: skip
PRINTED = 10  # of them are printed


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
    info = SourceInfo(name, "0", "utf-8", "hans", 0, 1)
    when = SpeechDate(date, None, None, "option") if date else None
    return Analysis("1.0", info, span(title), when, parts, sections, tasks, (), (), ())


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
FORMATS = registry.format_names(TaskList)
SUFFIXES = registry.suffixes(TaskList)
BINARY = [name for name in FORMATS if name in registry.BINARY]


def pieces_of(name, *speeches, selection=None, **view):
    lists = [TaskList(each, selection or TaskSelection()) for each in speeches or (SPEECH,)]
    return list(registry.render(TaskList, lists, name, TaskView(**view)))


def text_of(name, *speeches, **view):
    return "".join(pieces_of(name, *speeches, **view))


def bytes_of(name, *speeches, **view):
    return b"".join(pieces_of(name, *speeches, **view))


def sheet_of(*speeches, **view):
    return load_workbook(io.BytesIO(bytes_of("xlsx", *speeches, **view))).worksheets[0]


@pytest.fixture
def found(monkeypatch):
    """Let the pipeline find ``SPEECH``'s tasks, whatever the text is."""

    def analyze(reading, **_):
        return replace(SPEECH, source=replace(SPEECH.source, name=reading.info.name))

    monkeypatch.setattr(pipeline.Reading, "analysis", analyze)


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("讲话\n", "utf-8")
    return tmp_path


# --- rows


def test_every_format_is_in_the_table_and_has_a_suffix():
    assert set(SUFFIXES.values()) == set(FORMATS) - {"table"}
    assert {".xlsx", ".docx", ".ics", ".md", ".txt"} < set(SUFFIXES)


def test_headings():
    assert {column.zh for column in COLUMNS} == {
        *HEADINGS,
        "类别",
        "任务",
    }  # the one for groups, the other for sentences


def test_cells_of_a_row():
    row = rows_of(SPEECH)[0]
    assert {key: str(value) for key, value in row.cells.items()} == {
        "number": "1", "category": "一、抓紧整改", "task": TASKS[0].text, "item": TASKS[0].text, "measures": TASKS[0].text,
        "leader": "", "actor": "局党委", "co_actors": "人事处、财务处", "when": "年底前\n2022-12-31",
        "targets": "不低于95%", "progress": "未启动", "notes": "", "id": "T1", "strength": "必须",
        "part": "要求 › 一、抓紧整改 › （一）落实责任", "source": TASKS[0].text, "line": "1", "deadline": "年底前",
        "due": "2022-12-31", "file": "a.txt",
    }  # fmt: skip


def test_a_task_is_trimmed_and_healed_and_its_source_is_not():
    row = rows_of(speech(task("  要抓\n好落实。 ", source_text="  要抓\n好落實。 ")))[0]
    assert (row.cells["task"], row.cells["source"]) == ("要抓好落实。", "要抓\n好落實。")


def test_the_path_of_a_section_is_never_cut():
    title = "抓紧整改巡视发现的问题并且建立健全长效机制和监督机制"
    (row,) = rows_of(speech(task("要办。", section="1"), sections=(section("1", "一、", title),)))
    assert row.cells["part"] == f"要求 › 一、{title}"


def test_the_part_is_found_by_place_where_the_task_does_not_say():
    found = speech(task("要抓好。", at=5, part=None), parts=(Part("opening", 0, 4), Part("requirements", 4, 90)))
    assert rows_of(found)[0].cells["part"] == "要求"


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
    rows = rows_of(SPEECH, Layout(by=by))
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
        "编号", "牵头单位", "责任(配合)单位", "时限(原文)", "截止日期", "力度", "量化目标", "行号", "任务事项", "具体措施",
    ]  # fmt: skip
    assert lines[2].split("\t") == ["T2", "待明确", "", "", "", "应当", "", "2", *["=1+1 要写清。"] * 2]
    assert len(lines) == 6
    lines = text_of("text", sentences=True).splitlines()
    assert lines[0].endswith("\t行号\t任务")
    assert lines[2].split("\t") == ["T2", "待明确", "", "", "", "应当", "", "2", "=1+1 要写清。"]


def test_csv_has_all_columns_and_no_formulas():
    rows = list(csv.reader(io.StringIO(text_of("csv"))))
    assert rows[0] == HEADINGS
    assert [row[1][:2] for row in rows[1:]] == ["局党", "'=", "'@", "'-", "'+"]
    assert rows[1][HEADINGS.index("截止日期")] == "2022-12-31"
    assert rows[1][HEADINGS.index("完成时限")] == "年底前 2022-12-31"


def test_several_inputs_are_told_apart():
    other = speech(task("要办。"), name="b.txt")
    rows = list(csv.reader(io.StringIO(text_of("csv", SPEECH, other, several=True))))
    printed = [heading for heading in HEADINGS[:PRINTED] if heading != "量化目标"]  # for which there is no room
    assert rows[0] == [*printed, "文件", "量化目标", *HEADINGS[PRINTED:]]
    assert [(row[0], row[PRINTED - 1]) for row in rows[5:]] == [("5", "a.txt"), ("6", "b.txt")]
    assert text_of("text", SPEECH, other, several=True).count("==> ") == 2
    assert len(text_of("json", SPEECH, other, several=True).splitlines()) == 2
    assert sheet_of(SPEECH, other, several=True).cell(8, PRINTED).value == "b.txt"


def test_json_is_the_contract_and_in_order():
    data = json.loads(text_of("json", by="deadline"))
    assert list(data) == ["schema_version", "source", "title", "date", "tasks", "warnings", "items"]
    assert [each["id"] for each in data["tasks"]] == ["T4", "T1", "T5", "T3", "T2"]
    assert data["tasks"][1]["deadline"]["latest"] == "2022-12-31"


def test_jsonl_is_a_task_a_line():
    lines = [json.loads(line) for line in text_of("jsonl").splitlines()]
    assert [(line["id"], line["file"]) for line in lines] == [(f"T{n}", "a.txt") for n in range(1, 6)]


def test_markdown_cells_cannot_break_the_table():
    out = text_of("markdown", speech(task("要抓 a|b *c*\nd。")))
    assert "| 要抓 a\\|b \\*c\\*d。 |" in out or "| 要抓 a\\|b \\*c\\* d。 |" in out
    assert "| 年底前 2022-12-31 |" in text_of("markdown")


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


GROUPED = replace(
    SPEECH,
    items=(
        Item("I1", span("完成整改"), ("T1", "T4"), "1.1", span("局党委"), (), TASKS[0].deadline, (), (), "must"),
        Item("I2", span("写清"), ("T2",), "1", None, (), None, (), (), "should"),
    ),
)


@pytest.mark.parametrize("width", [60, 120])
def test_people_see_items_with_their_sentences(width):
    shown = text_of("table", GROUPED, width=width)
    assert re.findall(r"^(?:I|T)\d+", shown, re.MULTILINE) == ["I1", "I2", "T3", "T5"]  # no item has T3 and T5
    assert re.findall(r"^ {4,5}(T\d)   ", shown, re.MULTILINE) == ["T1", "T4"]
    assert "完成整改" in shown
    assert "=1+1 要写清。" in shown
    # Each of its sentences has a day.
    assert "局党委  6月底前 2022-06-30 年底前 2022-12-31  必须  :1\n" in shown or width > 100
    sentences = text_of("table", GROUPED, width=width, sentences=True)
    assert re.findall(r"^T\d", sentences, re.MULTILINE) == ["T1", "T4", "T2", "T3", "T5"]
    assert not re.search("I[12]", sentences)


def test_a_first_sentence_stands_for_what_the_item_is_called():
    named = replace(GROUPED, items=(replace(GROUPED.items[0], title=span("先要核对"), tasks=("T4", "T3")),))
    assert text_of("table", named, width=60).count("先要核对") == 1


def test_filters_leave_the_sentences_that_are_asked_for():
    kept = replace(GROUPED, tasks=(TASKS[3],))
    shown = text_of("table", kept, width=60)
    assert "I1 " in shown
    assert "-先要核对。" in shown
    assert "95%" not in shown


def test_english_headings():
    for name in ("text", "csv", "markdown", "table"):
        out = text_of(name, language="en", width=120)
        assert "Task" in out or "Item" in out
        assert "to be decided" in out
        assert "任务" not in out


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in (*BINARY, "json", "jsonl", "ics")])
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


def test_ics_reminds_on_the_morning_before():
    assert text_of("ics").count("BEGIN:VALARM\r\nACTION:DISPLAY\r\n") == 3
    assert set(re.findall("TRIGGER:(.*)\r", text_of("ics"))) == {"-PT15H"}


@pytest.mark.parametrize(
    ("said", "day", "rule"),
    [
        ("各乡镇要于每月25日前报送进展情况。", "20240325", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("县委督查室要每周五通报一次情况。", "20240315", "FREQ=WEEKLY;BYDAY=FR"),
        ("县财政局要在每月底前结清账目。", "20240331", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ],
)
def test_ics_repeats_what_comes_again(run, tmp_path, said, day, rule):
    path = tmp_path / "a.txt"
    path.write_text(f"在全县工作会议上的讲话\n（2024年3月12日）\n同志们：\n一、抓好落实\n{said}", "utf-8")
    out = run("tasks", path, "--format", "ics").stdout_bytes.decode()
    assert f"DTSTART;VALUE=DATE:{day}\r\n" in out
    assert f"RRULE:{rule}\r\n" in out


def test_ics_without_an_event_is_no_file(run, tmp_path):
    path, out = tmp_path / "a.txt", tmp_path / "a.ics"
    path.write_text("在全县工作会议上的讲话\n同志们：\n一、抓好落实\n各乡镇要尽快报送进展情况。", "utf-8")
    done = run("tasks", path, "-o", out)
    assert (done.exit_code, out.exists()) == (1, False)
    assert "a calendar needs a day, and none of the 1 tasks has one" in done.stderr


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
    assert [sheet.cell(row, 1).value for row in (1, 2)] == ["督办清单", "依据：在全局会议上的讲话，2022年3月1日"]
    assert {"A1:J1", "A2:J2"} == set(map(str, sheet.merged_cells.ranges))
    assert [sheet.cell(3, n).value for n in range(1, 18)] == HEADINGS
    assert [sheet.cell(4, n).value for n in range(1, 18)] == [
        1, TASKS[0].text, TASKS[0].text, None, "局党委", "人事处、财务处", "年底前\n2022-12-31", "不低于95%", "未启动", None,
        "T1", "必须", "要求 › 一、抓紧整改 › （一）落实责任", TASKS[0].text, 1, "年底前", datetime(2022, 12, 31),
    ]  # fmt: skip
    assert sheet.cell(4, 17).number_format == "yyyy-mm-dd"
    assert sheet.cell(8, 10).value == "转述"


def test_xlsx_text_stays_text():
    sheet = sheet_of()
    for row, start in ((5, "="), (6, "@"), (7, "-"), (8, "+")):
        for column in (2, 3, 14):
            cell = sheet.cell(row, column)
            assert (cell.data_type, cell.value[0]) == ("s", start)


def test_xlsx_prints_on_a4_landscape():
    sheet = sheet_of()
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what its absence says
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:R8"
    assert sheet.column_dimensions["R"].hidden
    sizes = [size for size in sheet.column_dimensions.values() if size.hidden]  # each of neighbours that are alike
    hidden = [sheet.cell(3, n).value for n in range(1, 18) if any(each.min <= n <= each.max for each in sizes)]
    assert hidden == HEADINGS[PRINTED:]
    assert all(sheet.cell(4, n).alignment.wrap_text for n in range(1, 18))
    assert sheet_of(portrait=True).page_setup.orientation == "portrait"


def test_xlsx_offers_progress_and_tints_what_nobody_leads():
    sheet = sheet_of()
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"未启动,推进中,已完成,延期"'
    assert "I4" in choice.cells
    (area,) = sheet.conditional_formatting
    assert area.rules[0].formula == ['LEFT($E4,3)="待明确"']  # what is only suggested is nobody's yet


def test_xlsx_of_no_tasks_is_a_header():
    sheet = sheet_of(EMPTY)
    assert [sheet.cell(3, n).value for n in range(1, 18)] == HEADINGS
    assert sheet.cell(4, 1).value is None


def test_xlsx_takes_what_xml_does_not():
    sheet = sheet_of(speech(task("要\x00\x0b\ud800\ufffe办。"), title="A & B" * 90))
    assert sheet.cell(4, 2).value == "要���办。"


def test_xlsx_is_the_same_each_time():
    assert bytes_of("xlsx") == bytes_of("xlsx")


@pytest.mark.parametrize("text", ["要" * 32_768, "𠀀" * 16_384])
def test_xlsx_refuses_what_a_cell_would_cut(run, found, monkeypatch, text):
    long = speech(task(text))
    monkeypatch.setattr(pipeline.Reading, "analysis", lambda reading, **_: long)
    Path("o.xlsx").write_bytes(b"before")
    done = run("tasks", "a.txt", "-o", "o.xlsx")
    assert done.exit_code == 1
    assert "a spreadsheet cell holds 32,767" in done.stderr
    assert Path("o.xlsx").read_bytes() == b"before"
    assert sheet_of(speech(task("要" * 32_767))).cell(4, 2).value == "要" * 32_767


# --- DOCX


def test_docx_has_the_look_of_an_office():
    file = docx.Document(io.BytesIO(bytes_of("docx")))
    page = file.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (29.7, 21.0)
    assert file.paragraphs[0].text == "督办清单"
    assert file.paragraphs[1].text == "依据：在全局会议上的讲话，2022年3月1日"
    rows = file.tables[0].rows
    assert [cell.text for cell in rows[0].cells][:3] == HEADINGS[:3]
    assert [row.cells[2].text for row in list(rows)[1:]] == [each.text for each in TASKS]
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
    rows = [[cell.text for cell in row.cells][:4] for row in file.tables[0].rows]
    assert [row[1] for row in rows] == ["类别", *["局党委"] * 2, "各支部", "省委", *["待明确"] * 2]
    body = file.tables[0]._tbl.xml  # one cell over both rows
    assert (body.count('w:vMerge w:val="restart"'), body.count('w:vMerge w:val="continue"')) == (4, 2)
    assert "要�<b>&办。" in [row[3] for row in rows]


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


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_reads_the_same_cells_from_xlsx(convert):
    out = convert(bytes_of("xlsx"), ".xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
    rows = list(csv.reader(io.StringIO(out.decode())))
    assert rows[2][:17] == HEADINGS
    keys = [next(column.key for column in COLUMNS if column.zh == heading) for heading in HEADINGS]
    for got, row in zip(rows[3:], rows_of(SPEECH), strict=True):
        assert got[:17] == ["" if row.cells[key] is None else str(row.cells[key]) for key in keys]


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_reads_the_same_cells_from_docx(convert):
    out = convert(bytes_of("docx"), ".docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")
    for row in rows_of(SPEECH):
        for key in ("item", "measures", "actor", "deadline", "due", "targets"):
            assert row.text(key) in out


@pytest.mark.parametrize(("name", "suffix"), [("xlsx", ".xlsx"), ("docx", ".docx")])
@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_prints_a4_landscape(convert, name, suffix):
    many = speech(*(task(f"第{n}项要办好，" + "认真落实" * 12 + "。", at=n) for n in range(1, 60)))
    pdf = convert(bytes_of(name, many), suffix, "pdf")
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)}
    assert boxes
    for _, _, width, height in boxes:
        assert (round(width), round(height)) == (842, 595)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 1


@pytest.mark.libreoffice
@pytest.mark.slow
def test_xlsx_is_printed_in_type_that_can_be_read(convert):
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(convert(bytes_of("xlsx"), ".xlsx", "pdf"))) as pdf:
        sizes = [char["size"] for page in pdf.pages for char in page.chars]
    assert min(sizes) >= 9


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
        (["--update", "s.xlsx", "--sentences"], "--sentences"),
        (["--split", "unit"], "-o FOLDER/"),
        (["--split", "unit", "-o", "o.csv"], "-o FOLDER/"),
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
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
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


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".ics"])
def test_no_tasks_are_told_of_and_no_error(run, monkeypatch, suffix):
    monkeypatch.setattr(pipeline.Reading, "analysis", lambda reading, **_: EMPTY)
    done = run("tasks", "a.txt", "-o", f"o{suffix}")
    assert (done.exit_code, done.stderr) == (0, "speechkit: a.txt: no tasks were found in it\n")
    assert Path(f"o{suffix}").exists()
    assert run("tasks", "a.txt", "-q").stderr == ""


def test_filters_that_leave_nothing_say_so(run, found):
    assert "none of its 5 tasks" in run("tasks", "a.txt", "--actor", "无此单位").stderr


def test_heavy_libraries_are_loaded_for_their_format_only(run_process, place):
    code = (
        "import sys; from speechkit.cli import main; main(['tasks', 'a.txt']);"
        "print(*sorted({'borax', 'docx', 'jieba', 'lxml', 'openpyxl', 'rapidfuzz', 'rich', 'xlsxwriter'} & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1].strip() == ""


# --- the samples, through the whole pipeline: which sentences are tasks is for other tests to say


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def sample(request):
    """A sample and what the library finds in it."""
    return request.param, analyze_file(request.param)


def own(analysis):
    return [task for task in analysis.tasks if not task.relayed]


def read_text(data):
    return list(csv.DictReader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_csv(data):
    rows = csv.DictReader(io.StringIO(data.decode()))
    return [{key: re.sub("^'(?=[=+@-])", "", cell) for key, cell in row.items()} for row in rows]


def read_markdown(data):
    lines = [line for line in data.decode().splitlines() if line.startswith("| ")]
    rows = [[re.sub(r"\\(.)", r"\1", cell) for cell in re.split(r"(?<!\\) ?\| ?", line)[1:-1]] for line in lines]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def read_xlsx(data):
    first, *rows = list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))[2:]
    return [dict(zip(first, row, strict=True)) for row in rows]


def read_docx(data):
    first, *rows = ([cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows)
    return [dict(zip(first, row, strict=True)) for row in rows]


READ = {"text": read_text, "csv": read_csv, "markdown": read_markdown, "xlsx": read_xlsx, "docx": read_docx}


@pytest.mark.parametrize("name", READ)
def test_a_sample_s_table_has_a_row_for_every_task(run, sample, name):
    path, analysis = sample
    done = run("tasks", path, "--sentences", "--format", name)
    assert done.exit_code == 0
    rows = READ[name](done.stdout_bytes)
    assert len(rows) == len(own(analysis)) > 0
    for number, (row, task) in enumerate(zip(rows, own(analysis), strict=True), 1):
        when = [task.deadline.text, *filter(None, [task.deadline.latest])] if task.deadline else []
        expected = {
            "序号": str(number),
            "编号": task.id,
            "任务": task.text,
            "牵头单位": task.actor.text if task.actor else "待明确",
            "完成时限": ("\n" if name in BINARY else " ").join(when),
            "时限(原文)": task.deadline.text if task.deadline else "",
            "行号": str(task.line),
        }
        got = {key: str(row[key] or "") for key in expected if key in row}
        assert got == {key: expected[key] for key in got}
        assert len(got) >= 4
        if "截止日期" in row:
            due = row["截止日期"]
            if name == "xlsx":
                assert isinstance(due, datetime | None)
                due = due.date().isoformat() if due else ""
            assert due == (task.deadline.latest or "" if task.deadline else "")


@pytest.mark.parametrize("name", READ)
def test_a_sample_s_table_has_a_row_for_every_item_and_all_its_sentences(run, sample, name):
    path, analysis = sample
    rows = READ[name](run("tasks", path, "--format", name).stdout_bytes)
    texts = {task.id: task.text for task in analysis.tasks}
    items = [item for item in analysis.items if not item.relayed]
    between = "\n" if name in BINARY else ""
    assert [row["具体措施"] for row in rows] == [between.join(texts[id_] for id_ in item.tasks) for item in items]
    assert [row["任务事项"] for row in rows] == [item.title.text for item in items]
    assert sum(len(item.tasks) for item in items) == len(own(analysis))
    if "编号" in rows[0]:
        assert [row["编号"] for row in rows] == [item.id for item in items]


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_every_row_of_a_sample_points_back_at_its_source(run, sample, name):
    path, _ = sample
    lines = path.read_text("utf-8").splitlines(keepends=True)
    for row in READ[name](run("tasks", path, "--relayed", "--sentences", "--format", name).stdout_bytes):
        number = int(row["行号"])
        at = "".join(lines[number - 1 :]).find(row["原文"])
        assert 0 <= at < len(lines[number - 1]), row


def test_json_of_a_sample_is_what_the_library_finds(run, sample):
    path, analysis = sample
    expected = json.loads(msgspec.json.encode(own(analysis)))
    assert json.loads(run("tasks", path, "--format", "json").stdout)["tasks"] == expected
    lines = run("tasks", path, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [each | {"file": str(path)} for each in expected]
    text = path.read_text("utf-8")
    for each in expected:
        for span in (each, each["actor"], each["deadline"], *each["co_actors"], *each["targets"]):
            assert span is None or text[span["start"] : span["end"]] == span["source_text"]


def test_ics_of_a_sample_has_its_dates(run, sample):
    path, analysis = sample
    due = [task.deadline.latest for task in own(analysis) if task.deadline and task.deadline.latest]
    out = run("tasks", path, "--format", "ics").stdout_bytes.decode()
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\n", out) == [day.replace("-", "") for day in due]


def test_the_samples_have_actors_and_dates_between_them():
    found = [task for path in SAMPLES for task in own(analyze_file(path))]
    assert len({task.actor.text for task in found if task.actor}) > 3
    assert len({task.deadline.latest for task in found if task.deadline and task.deadline.latest}) > 1


def ids_of(run, path, *options):
    return [each["id"] for each in json.loads(run("tasks", path, *options, "--format", "json").stdout)["tasks"]]


@pytest.mark.parametrize("by", ["actor", "deadline", "section"])
def test_groups_of_a_sample_hold_every_task_once(run, sample, by):
    path, analysis = sample
    ids = ids_of(run, path, "--by", by)
    assert sorted(ids) == sorted(task.id for task in own(analysis))
    tasks = {task.id: task for task in analysis.tasks}
    keys = {
        "actor": lambda task: task.actor.text if task.actor else "",
        "deadline": lambda task: (task.deadline.latest or task.deadline.text) if task.deadline else "",
        "section": lambda task: task.section,
    }
    groups = [keys[by](tasks[each]) for each in ids]
    starts = [key for at, key in enumerate(groups) if at == 0 or groups[at - 1] != key]
    assert len(starts) == len(set(starts))
    if by == "deadline":
        dated = [tasks[each].deadline.latest for each in ids if tasks[each].deadline and tasks[each].deadline.latest]
        assert dated == sorted(dated)
    headings = re.findall(r"(?m)^# .* \((\d+)\)$", run("tasks", path, "--sentences", "--by", by).stdout)
    assert sum(map(int, headings)) == len(ids)
    assert len(headings) == len(starts)


def test_actors_of_a_sample_are_chosen(run, sample):
    path, analysis = sample
    for wanted in {task.actor.text for task in own(analysis) if task.actor}:
        named = [
            task.id
            for task in own(analysis)
            if any(wanted in each.text for each in (task.actor, *task.co_actors) if each)
        ]
        assert ids_of(run, path, "--actor", wanted) == named


def test_due_dates_of_a_sample_are_chosen(run, sample):
    path, analysis = sample
    due = {task.id: task.deadline.latest for task in own(analysis) if task.deadline and task.deadline.latest}
    for day in {*due.values(), "1999-12-31"}:
        assert ids_of(run, path, "--due-before", day) == [each for each, latest in due.items() if latest <= day]


def test_strengths_of_a_sample_divide_it(run, sample):
    path, analysis = sample
    for strength in ("must", "should", "plan", "may"):
        expected = [task.id for task in own(analysis) if task.strength == strength]
        assert ids_of(run, path, "--strength", strength) == expected


def test_what_a_sample_passes_on_is_shown_on_demand(run):
    hidden, shown = (
        read_csv(run("tasks", SAMPLE, "--sentences", *options, "--format", "csv").stdout_bytes)
        for options in ([], ["--relayed"])
    )
    passed_on = [row for row in shown if row["备注"] == "转述"]
    assert any(row["任务"].startswith("贯穿一条主线，切实做好迎接宣传贯彻") for row in passed_on)
    strip = [{key: cell for key, cell in row.items() if key != "序号"} for row in shown if row not in passed_on]
    assert strip == [{key: cell for key, cell in row.items() if key != "序号"} for row in hidden]


@pytest.mark.parametrize(
    ("options", "text", "due"),
    [
        ([], "局党委要在年底前完成整改。\n", ""),
        (["--date", "2030-05-04"], "局党委要在年底前完成整改。\n", "2030-12-31"),
        (["--date", "2030"], "局党委要在年底前完成整改。\n", "2030-12-31"),
        ([], "在2022年工作会议上的讲话\n（2022年3月1日）\n同志们：\n局党委要在年底前完成整改。\n", "2022-12-31"),
        (["--date", "2030-05-04"], "（2022年3月1日）\n同志们：\n局党委要在年底前完成整改。\n", "2030-12-31"),
    ],
)
def test_the_date_that_deadlines_count_from(run, options, text, due):
    rows = read_csv(run("tasks", "-", *options, "--format", "csv", input=text).stdout_bytes)
    assert [(row["牵头单位"], row["截止日期"]) for row in rows] == [("局党委", due)]


def test_several_samples_make_one_table(run):
    rows = read_csv(run("tasks", *SAMPLES, "--format", "csv").stdout_bytes)
    assert [int(row["序号"]) for row in rows] == list(range(1, len(rows) + 1))
    assert list(dict.fromkeys(row["文件"] for row in rows)) == list(map(str, SAMPLES))


@pytest.mark.parametrize("name", READ)
def test_a_text_without_tasks_gives_a_header_and_a_sentence(run, name):
    Path("talk.txt").write_text("同志们：\n今天是个晴天。\n谢谢大家！\n", "utf-8")
    done = run("tasks", "talk.txt", "--format", name)
    assert done.exit_code == 0
    assert done.stderr.endswith("speechkit: talk.txt: no tasks were found in it\n")
    assert READ[name](done.stdout_bytes) == []


def test_a_text_that_only_passes_on_tasks_says_so(run):
    Path("talk.txt").write_text("同志们：\n市委书记强调，要抓好粮食生产；要守住耕地红线。\n", "utf-8")
    done = run("tasks", "talk.txt", "--format", "csv")
    assert (done.exit_code, read_csv(done.stdout_bytes)) == (0, [])
    assert "--relayed shows them" in done.stderr
    assert read_csv(run("tasks", "talk.txt", "--relayed", "--format", "csv").stdout_bytes)


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_reads_a_sample_s_table(run, convert):
    out = convert(
        run("tasks", SAMPLE, "--format", "xlsx").stdout_bytes, ".xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"
    )
    header, *rows = list(csv.reader(io.StringIO(out.decode())))[2:]
    got = [dict(zip(header, row, strict=True)) for row in rows]
    expected = read_csv(run("tasks", SAMPLE, "--format", "csv").stdout_bytes)
    same = [key for key in HEADINGS if key not in ("具体措施", "完成时限", "原文")]  # these have several lines
    assert [{key: row[key] for key in same} for row in got] == [{key: row[key] for key in same} for row in expected]
    assert [row["具体措施"].replace("\n", "") for row in got] == [row["具体措施"] for row in expected]
