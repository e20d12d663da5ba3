"""The page an office files: its own columns, a sheet or a file a unit, the units it knows, what fits on paper."""

import csv
import io
import json
import os
import shutil
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from test_tasks_output import SPEECH, bytes_of, convert, sheet_of, speech, task  # noqa: F401 - convert is a fixture

from speechkit.columns import COLUMNS, MOST, column_of, fitted, shown
from speechkit.errors import UsageError
from speechkit.sheets.xlsx import MAX_HEIGHT

TEXT = (
    "在全县工作会议上的讲话\n（2022年3月1日）\n同志们：\n一、抓好整改\n由财政局牵头、教育局配合，在6月底前完成整改。\n"
    "二、抓好学习\n各支部要抓好学习教育。\n三、抓好管理\n要严格管理专项资金。\n"
)
UNITS = """
- name: 县财政局
  aliases: [财政局]
  leader: 王某某
  words: [资金]
- name: 县教育局
  aliases: [教育局]
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")
    Path("units.yaml").write_text(UNITS, "utf-8")


def configured(run, tasks, *options):
    """What ``speechkit`` prints by a configuration whose ``tasks`` are these lines."""
    Path("config.yaml").write_text("tasks:\n" + "".join(f"  {line}\n" for line in tasks), "utf-8")
    return run("--config", "config.yaml", *options)


def rows_of(name, header=3):
    """The printed cells of a sheet below its header, by heading."""
    sheet = load_workbook(name).worksheets[0]
    headings = [cell.value for cell in sheet[header]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header + 1)]
    return [dict(zip(headings, row, strict=True)) for row in rows]


# --- the columns of four offices

TEMPLATES = {
    "leaders": (
        "columns: [序号, 任务事项=重点任务, 具体措施=工作内容, 牵头领导, 牵头单位=责任单位]",
        ["序号", "重点任务", "工作内容", "牵头领导", "责任单位"],
        [1, "抓好整改", "由财政局牵头、教育局配合，在6月底前完成整改。", "王某某", "县财政局"],
    ),
    "lead and help": (
        "columns: [number, item, actor, co_actors=配合单位, when]",
        ["序号", "任务事项", "牵头单位", "配合单位", "完成时限"],
        [1, "抓好整改", "县财政局", "县教育局", "6月底前\n2022-06-30"],
    ),
    "quarters": (
        "columns: [编号, 任务事项, 牵头单位, =一季度进展情况, =二季度进展情况, =三季度进展情况, =四季度进展情况]",
        ["编号", "任务事项", "牵头单位", "一季度进展情况", "二季度进展情况", "三季度进展情况", "四季度进展情况"],
        ["I1", "抓好整改", "县财政局", None, None, None, None],
    ),
    "by category": (
        "columns: [类别, 序号, 具体措施=督办事项, 量化目标=目标要求, 牵头单位, 完成时限, 进展情况, 备注]",
        ["类别", "序号", "督办事项", "目标要求", "牵头单位", "完成时限", "进展情况", "备注"],
        [
            "一、抓好整改",
            1,
            "由财政局牵头、教育局配合，在6月底前完成整改。",
            None,
            "县财政局",
            "6月底前\n2022-06-30",
            "未启动",
            None,
        ],
    ),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_columns_of_an_office_come_from_the_configuration(run, name):
    line, headings, first = TEMPLATES[name]
    lines = [line, "units: units.yaml"]
    assert configured(run, lines, "tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    sheet = load_workbook("a.xlsx").worksheets[0]
    assert [sheet.cell(3, n).value for n in range(1, len(headings) + 1)] == headings
    assert [sheet.cell(4, n).value for n in range(1, len(headings) + 1)] == first
    assert sheet.column_dimensions[sheet.cell(3, len(headings) + 1).column_letter].hidden
    assert configured(run, lines, "tasks", "a.txt", "-o", "a.docx").exit_code == 0
    rows = docx.Document("a.docx").tables[0].rows
    assert [cell.text for cell in rows[0].cells] == headings
    assert [cell.text for cell in rows[1].cells] == ["" if cell is None else str(cell) for cell in first]
    table = list(
        csv.reader(io.StringIO(configured(run, lines, "tasks", "a.txt", "-f", "csv").stdout.removeprefix("\ufeff")))
    )
    assert table[0] == headings
    # What people fill into such a sheet is kept, and what it hides is read again.
    book = load_workbook("a.xlsx")
    book.worksheets[0].cell(4, len(headings)).value = "已办"
    book.save("a.xlsx")
    Path("a.txt").write_text(TEXT.replace("6月底", "9月底"), "utf-8")
    done = configured(run, lines, "tasks", "a.txt", "--update", "a.xlsx", "-o", "b.xlsx")
    assert "0 added, 1 changed, 0 gone, 2 as they were" in done.stderr
    assert rows_of("b.xlsx")[0][headings[-1]] == "已办"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("columns: [负责人]", "config.yaml:2:12: 'tasks.columns': there is no column '负责人'; there are 序号, 类别"),
        ("columns: [牵头部门]", "there is no column '牵头部门'; did you mean 牵头领导 or 牵头单位?"),
        ("columns: [lead]", "there is no column 'lead'; did you mean leader"),
        ("columns: [actor=]", "'actor=' has no heading after the ="),
        ("columns: [actor, 牵头单位=责任单位]", "the column actor stands there twice; keep one of them"),
        ("columns: actor", "'tasks.columns' should be a list"),
    ],
)
def test_a_column_that_does_not_exist_is_told_of_and_nothing_written(run, line, said):
    done = configured(run, [line], "tasks", "a.txt", "-o", "a.xlsx")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert not os.path.exists("a.xlsx")


def test_it_is_told_in_chinese(run):
    done = configured(run, ["columns: [负责人]"], "tasks", "a.txt", "-o", "a.xlsx", "--language", "zh")
    assert "没有“负责人”这一栏" in done.stderr


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_every_column_is_known_by_its_key_and_its_headings(column):
    names = [column.key, column.zh, column.en, column.heading("zh-hant")]
    assert {column_of(name)[0] for name in names} == {column.key}


def test_an_unknown_column_is_no_column():
    with pytest.raises(UsageError):
        column_of("")


@pytest.mark.parametrize("room", [60, 87, 130, 300])
@pytest.mark.parametrize("longest", [0, 30, 70, 500])
def test_columns_fill_no_more_than_there_is(room, longest):
    keys = ("number", "item", "measures", "actor", "when", "progress", "notes")
    columns = fitted([shown(key, "zh") for key in keys], room, longest)
    assert sum(column.width for column in columns) <= room + 1e-6
    assert [column.key for column in columns] == list(keys)
    assert columns[2].width <= max(MOST, longest)


# --- units


def test_units_have_their_full_names_their_leaders_and_are_suggested_in_grey(run):
    assert configured(run, ["units: units.yaml"], "tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    rows = rows_of("a.xlsx")
    assert [(row["牵头单位"], row["牵头领导"], row["责任(配合)单位"]) for row in rows] == [
        ("县财政局", "王某某", "县教育局"), ("各支部", None, None),
        ("待明确（建议：县财政局，“资金”）", None, None),
    ]  # fmt: skip
    sheet = load_workbook("a.xlsx").worksheets[0]
    assert ["FF808080" in str(sheet.cell(row, 5).font.color.rgb) for row in (4, 5, 6)] == [False, False, True]


def test_an_update_knows_the_units_too(run):
    assert run("tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    done = configured(run, ["units: units.yaml"], "tasks", "a.txt", "--update", "a.xlsx", "--in-place")
    assert done.exit_code == 0
    assert [row["牵头领导"] for row in rows_of("a.xlsx")] == ["王某某", None, None]
    book = load_workbook("a.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(6, 5).value = "县财政局"  # a person takes the suggestion
    book.save("a.xlsx")
    assert configured(run, ["units: units.yaml"], "tasks", "a.txt", "--update", "a.xlsx", "--in-place").exit_code == 0
    assert rows_of("a.xlsx")[2]["牵头单位"] == "县财政局"


def test_a_ledger_knows_the_units(run):
    assert configured(run, ["units: units.yaml"], "ledger", "台账.xlsx", "a.txt").exit_code == 0
    assert [row["牵头领导"] for row in rows_of("台账.xlsx", header=2)] == ["王某某", None, None]
    found = json.loads(run("ledger", "台账.xlsx", "--due", "14", "--today", "2022-07-10", "--json").stdout)
    assert found == [
        {
            "unit": "县财政局", "day": "2022-06-30", "left": -10, "task": "由财政局牵头、教育局配合，在6月底前完成整改。", "progress": "未启动",
            "file": "a.txt", "id": "I1",
        }
    ]  # fmt: skip


# --- a sheet or a file a unit


def test_split_writes_a_sheet_a_unit_behind_the_table(run):
    assert configured(run, ["units: units.yaml"], "tasks", "a.txt", "--split", "unit", "-o", "a.xlsx").exit_code == 0
    book = load_workbook("a.xlsx")
    assert book.sheetnames == ["督办清单", "县财政局", "县教育局", "各支部", "待明确", "_speechkit"]
    assert [book["县教育局"].cell(row, 2).value for row in (4, 5)] == ["抓好整改", None]
    assert book["县教育局"].cell(1, 1).value == "督办清单（县教育局）"
    # The table is what an update brings up to the speech.
    assert run("tasks", "a.txt", "--update", "a.xlsx").exit_code == 0
    assert load_workbook("a.updated.xlsx").sheetnames == [*book.sheetnames]


@pytest.mark.parametrize(("options", "suffix"), [([], ".xlsx"), (["-f", "docx"], ".docx"), (["-f", "csv"], ".csv")])
def test_split_writes_a_file_a_unit_into_a_folder(run, options, suffix):
    done = run("tasks", "a.txt", "--split", "unit", "-o", "分解/", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    assert sorted(os.listdir("分解")) == sorted(f"{unit}{suffix}" for unit in ("财政局", "教育局", "各支部", "待明确"))
    if suffix == ".csv":
        assert Path("分解/教育局.csv").read_text("utf-8-sig").count("\n") == 2
    if suffix == ".xlsx":
        assert load_workbook("分解/教育局.xlsx").sheetnames == ["督办清单", "_speechkit"]
        told = run("tasks", "a.txt", "--update", "分解/教育局.xlsx").stderr
        assert told.endswith("0 added, 0 changed, 0 gone, 1 as they were\n")


def test_names_of_units_are_names_of_sheets_and_files(run):
    long = "中共" + "某" * 40 + "委员会"
    found = speech(task("要办。", "甲/乙:丙*?[1]"), task("要办好。", long, at=9), task("要学。", long + "二", at=20))
    from speechkit.renderers import registry
    from speechkit.renderers.tasks import TaskView
    from speechkit.selection import TaskList

    data = b"".join(registry.render(TaskList, [TaskList(found)], "xlsx", TaskView(split=True)))
    names = load_workbook(io.BytesIO(data)).sheetnames
    assert len(names) == len(set(names)) == 5
    assert max(map(len, names)) <= 31


# --- paper


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice): libreoffice-calc")
@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("by", [None, "section"])
def test_a_whole_speech_is_printed_in_type_that_can_be_read_and_no_row_is_cut(run, convert, portrait, by):  # noqa: F811
    pdfplumber = pytest.importorskip("pdfplumber")
    sample = Path(__file__).parents[1] / "samples" / "work-report-2025.txt"
    options = ["--portrait"] * portrait + (["--by", by] if by else [])
    data = run("tasks", sample, *options, "-f", "xlsx").stdout_bytes
    with pdfplumber.open(io.BytesIO(convert(data, ".xlsx", "pdf"))) as pdf:
        assert min(char["size"] for page in pdf.pages for char in page.chars) >= 9
        assert all(char["x1"] <= page.width for page in pdf.pages for char in page.chars)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1)]
    assert 15 < max(heights) < MAX_HEIGHT  # what is as high as a row can be may be cut, and fills a page


def test_a_group_is_one_cell_whose_rows_keep_its_name():
    sheet = sheet_of(by="actor")
    assert "B4:B5" in set(map(str, sheet.merged_cells.ranges))
    assert sheet["B4"].value == "局党委"
    data = bytes_of("xlsx", SPEECH, by="actor")
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert text.count('r="B5"') == 1
    assert 'r="B5" s="' in text
    assert "<v>" in text[text.index('r="B5"') : text.index('r="C5"')]  # filters see it


# --- what people may do with a sheet


def test_a_sheet_that_people_have_filled_in_is_not_written_over(run):
    assert run("tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    assert run("tasks", "a.txt", "-o", "a.xlsx").exit_code == 0  # nothing is lost
    book = load_workbook("a.xlsx")
    book.worksheets[0].cell(4, 10).value = "已开会"
    book.save("a.xlsx")
    before = Path("a.xlsx").read_bytes()
    done = run("tasks", "a.txt", "-o", "a.xlsx")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "--update" in done.stderr
    assert "--force" in done.stderr
    assert Path("a.xlsx").read_bytes() == before
    assert run("tasks", "a.txt", "-o", "a.xlsx", "--force").exit_code == 0
    assert rows_of("a.xlsx")[0]["备注"] is None


def test_files_of_units_that_people_have_filled_in_are_not_written_over(run):
    assert run("tasks", "a.txt", "--split", "unit", "-o", "分解/").exit_code == 0
    book = load_workbook("分解/教育局.xlsx")
    book.worksheets[0].cell(4, 9).value = "推进中"
    book.save("分解/教育局.xlsx")
    before = {path: path.read_bytes() for path in Path("分解").iterdir()}
    assert run("tasks", "a.txt", "--split", "unit", "-o", "分解/").exit_code == 1
    assert {path: path.read_bytes() for path in Path("分解").iterdir()} == before


def test_rows_whose_ids_were_deleted_are_known_by_their_words(run):
    assert run("tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    book = load_workbook("a.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(4, 10).value = "已开会"
    sheet.delete_cols(11, 12)  # all that is hidden
    book.save("a.xlsx")
    Path("a.txt").write_text(TEXT.replace("6月底", "9月底"), "utf-8")
    done = run("tasks", "a.txt", "--update", "a.xlsx", "--in-place")
    assert "0 added, 1 changed, 0 gone, 2 as they were" in done.stderr
    assert [row["备注"] for row in rows_of("a.xlsx")] == ["已开会", None, None]
    assert "0 added, 0 changed, 0 gone, 3 as they were" in run("tasks", "a.txt", "--update", "a.xlsx").stderr


def test_what_is_gone_gives_its_id_back(run):
    assert run("tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    Path("a.txt").write_text(TEXT.replace("二、抓好学习\n各支部要抓好学习教育。\n三", "二"), "utf-8")
    assert run("tasks", "a.txt", "--update", "a.xlsx", "--in-place").exit_code == 0
    assert [(row["编号"], row["变更"]) for row in rows_of("a.xlsx")] == [("I1", None), (None, "已删除"), ("I2", None)]
    Path("a.txt").write_text(TEXT, "utf-8")
    assert run("tasks", "a.txt", "--update", "a.xlsx", "--in-place").exit_code == 0
    assert [(row["编号"], row["变更"]) for row in rows_of("a.xlsx")] == [("I1", None), ("I2", None), ("I3", None)]


def test_a_row_that_a_person_deleted_stays_deleted_when_its_words_change_a_little(run):
    assert run("tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    book = load_workbook("a.xlsx")
    book.worksheets[0].delete_rows(5)
    book.save("a.xlsx")
    Path("a.txt").write_text(TEXT.replace("各支部要抓好学习教育", "各支部要认真抓好学习教育"), "utf-8")
    assert "1 deleted by hand stay deleted" in run("tasks", "a.txt", "--update", "a.xlsx").stderr


def test_groups_stay_cells_over_their_rows_and_new_rows_join_them(run):
    more = TEXT + "要规范采购流程。\n\n要公开公示结果。\n"
    Path("a.txt").write_text(more, "utf-8")
    assert run("tasks", "a.txt", "--sentences", "--by", "section", "-o", "a.xlsx").exit_code == 0
    first = len(rows_of("a.xlsx"))
    Path("a.txt").write_text(more.replace("要规范采购流程。", "要规范采购流程。\n\n要严肃查处违规采购行为。"), "utf-8")
    assert run("tasks", "a.txt", "--update", "a.xlsx", "--in-place").exit_code == 0
    sheet = load_workbook("a.xlsx").worksheets[0]
    assert len(rows_of("a.xlsx")) == first + 1
    assert [row["任务"] for row in rows_of("a.xlsx")][-4:] == [
        "要严格管理专项资金。", "要规范采购流程。", "要严肃查处违规采购行为。", "要公开公示结果。",
    ]  # fmt: skip
    assert "B6:B9" in set(map(str, sheet.merged_cells.ranges))


def test_what_is_no_hint_any_more_is_not_grey(run):
    assert configured(run, ["units: units.yaml"], "tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    Path("a.txt").write_text(TEXT.replace("要严格管理", "财政局要严格管理"), "utf-8")
    assert configured(run, ["units: units.yaml"], "tasks", "a.txt", "--update", "a.xlsx", "--in-place").exit_code == 0
    sheet = load_workbook("a.xlsx").worksheets[0]
    assert (sheet.cell(6, 5).value, sheet.cell(6, 5).font.color.rgb) == ("县财政局", "FF000000")


def test_the_line_below_the_title_follows_the_speech(run):
    assert run("tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    Path("a.txt").write_text(TEXT.replace("3月1日", "3月9日"), "utf-8")
    assert run("tasks", "a.txt", "--update", "a.xlsx", "--in-place").exit_code == 0
    assert load_workbook("a.xlsx").worksheets[0].cell(2, 1).value == "依据：在全县工作会议上的讲话，2022年3月9日"


def test_the_wrong_speech_and_sheets_of_units_are_told_of(run):
    assert run("tasks", "a.txt", "--split", "unit", "-o", "a.xlsx").exit_code == 0
    Path("b.txt").write_text("在另一会议上的讲话\n\n人事处要在2022年9月30日前报告结果。\n", "utf-8")
    told = run("tasks", "b.txt", "--update", "a.xlsx").stderr
    assert "none of its rows is in this speech" in told
    assert "its sheets of units stay as they were" in told


def test_a_sheet_with_all_columns_is_updated_too(run):
    line = f"columns: [{', '.join(column.key for column in COLUMNS if column.key not in ('task', 'category'))}]"
    assert configured(run, [line], "tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    assert "3 as they were" in run("tasks", "a.txt", "--update", "a.xlsx").stderr


@pytest.mark.parametrize(
    ("columns", "options", "headings"),
    [
        ("[序号, 任务, 牵头单位]", [], ["序号", "具体措施", "牵头单位"]),
        ("[序号, 任务=事项]", [], ["序号", "事项"]),
        ("[任务事项=重点工作, 具体措施, 牵头单位]", ["--sentences"], ["任务", "牵头单位"]),
        ("[任务事项=重点工作, 牵头单位]", ["--sentences"], ["重点工作", "牵头单位"]),
    ],
)
def test_columns_of_the_other_kind_of_row_are_those_of_its_words(run, columns, options, headings):
    done = configured(run, [f"columns: {columns}"], "tasks", "a.txt", *options, "-f", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert rows[0] == headings
    assert "各支部要抓好学习教育。" in rows[2]


@pytest.mark.parametrize("columns", ["[序号=编号, 编号]", "[牵头单位=单位, 责任(配合)单位=单位]", "[=speechkit]"])
def test_no_two_columns_have_one_heading(run, columns):
    done = configured(run, [f"columns: {columns}"], "tasks", "a.txt", "-o", "a.xlsx")
    assert (done.exit_code, done.stderr.count("\n"), os.path.exists("a.xlsx")) == (2, 1, False)
    assert "two columns would have the heading" in done.stderr


def test_a_heading_may_be_that_of_a_column_that_is_hidden(run):
    assert configured(run, ["columns: [序号=编号, 具体措施=原文]"], "tasks", "a.txt", "-o", "a.xlsx").exit_code == 0
    Path("a.txt").write_text(TEXT + "四、抓好督查\n督查室要及时通报情况。\n", "utf-8")
    done = run("tasks", "a.txt", "--update", "a.xlsx", "--in-place")
    assert "1 added, 0 changed, 0 gone, 3 as they were" in done.stderr
    assert sorted(row["编号"] for row in rows_of("a.xlsx")) == [1, 2, 3, 4]


def test_a_traditional_speech_has_a_page_in_its_own_characters(run):
    Path("t.txt").write_text("在會議上的講話\n同仁們：\n一、抓好整頓\n衛生局要在年底前完成業務檢討。\n", "utf-8")
    shown = run("tasks", "t.txt", "--language", "zh-hant", "-f", "markdown").stdout
    assert "衛生局要在年底前完成業務檢討" in shown
    assert "卫生局" not in shown
    assert "卫生局要在年底前完成业务检讨" in run("tasks", "t.txt", "--language", "zh", "-f", "markdown").stdout


def test_pronouns_are_no_units(run):
    Path("a.txt").write_text(TEXT + "我们要抓紧推进。\n", "utf-8")
    assert run("tasks", "a.txt", "--split", "unit", "-o", "分解/").exit_code == 0
    assert "我们.xlsx" not in os.listdir("分解")


def test_units_without_a_day_have_no_calendar(run):
    done = run("tasks", "a.txt", "--split", "unit", "-o", "分解/", "-f", "ics")
    assert done.exit_code == 0
    assert sorted(os.listdir("分解")) == ["教育局.ics", "财政局.ics"]
    assert "各支部: no calendar" in done.stderr


def test_json_of_a_unit_has_its_tasks_and_items(run):
    assert run("tasks", "a.txt", "--split", "unit", "-o", "分解/", "-f", "json").exit_code == 0
    found = json.loads(Path("分解/教育局.json").read_text("utf-8"))
    assert ([task["id"] for task in found["tasks"]], [item["id"] for item in found["items"]]) == (["T1"], ["I1"])
