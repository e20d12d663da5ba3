"""`speechkit ledger`: the tasks of many speeches in one sheet, and what is due."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

ONE = "在会议上的讲话\n\n同志们：\n\n局党委要在2022年6月30日前完成整改。\n\n各支部要抓好学习教育。\n"
TWO = "在另一会议上的讲话\n\n同志们：\n\n人事处要在2022年9月30日前报告结果。\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("1.txt").write_text(ONE, "utf-8")
    Path("2.txt").write_text(TWO, "utf-8")


def table():
    rows = list(load_workbook("台账.xlsx").worksheets[0].iter_rows(values_only=True))[1:]  # below the title
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_speeches_are_entered_and_what_people_wrote_stays(run):
    assert run("ledger", "台账.xlsx", "1.txt").exit_code == 0
    book = load_workbook("台账.xlsx")
    sheet = book.worksheets[0]
    notes = [cell.value for cell in sheet[2]].index("备注") + 1
    sheet.cell(3, notes).value = "已开会"
    book.save("台账.xlsx")
    Path("1.txt").write_text(ONE.replace("6月30日", "7月31日"), "utf-8")
    assert run("ledger", "台账.xlsx", "1.txt", "2.txt").exit_code == 0
    rows = table()
    assert [row["变更"] for row in rows] == ["修改", None, "新增"]
    assert rows[0]["备注"] == "已开会"
    assert "6月30日" in rows[0]["变更说明"]
    Path("2.txt").write_text(TWO.replace("人事处要在2022年9月30日前报告结果。", "谢谢大家。"), "utf-8")
    assert run("ledger", "台账.xlsx", "2.txt").exit_code == 0
    assert (table()[2]["变更"], len(table())) == ("已删除", 3)
    Path("2.txt").write_text(TWO, "utf-8")
    assert run("ledger", "台账.xlsx", "2.txt").exit_code == 0
    assert (table()[2]["变更"], table()[2]["变更说明"]) == (None, None)


def test_a_speech_is_known_by_its_name_from_wherever_it_is_named(run, tmp_path):
    assert run("ledger", "台账.xlsx", "1.txt").exit_code == 0
    assert "0 added, 0 changed, 0 gone, 2 as they were" in run("ledger", "台账.xlsx", str(tmp_path / "1.txt")).stderr
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text(TWO, "utf-8")
    before = Path("台账.xlsx").read_bytes()
    assert run("ledger", "台账.xlsx", "1.txt", "a/1.txt").exit_code == 2
    assert Path("台账.xlsx").read_bytes() == before


def test_what_is_due_is_listed_by_unit(run):
    assert run("ledger", "台账.xlsx", "1.txt", "2.txt").exit_code == 0
    said = run("ledger", "台账.xlsx", "--due", "14", "--today", "2022-07-10", "--width", "80").stdout
    assert "逾期 10 天" in said
    assert "人事处" not in said
    assert "还有 10 天" in run("ledger", "台账.xlsx", "--due", "14", "--today", "2022-09-20", "--width", "80").stdout


def test_a_sheet_of_one_speech_is_refused_and_not_touched(run):
    assert run("tasks", "1.txt", "-o", "台账.xlsx").exit_code == 0
    before = Path("台账.xlsx").read_bytes()
    done = run("ledger", "台账.xlsx", "1.txt")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert Path("台账.xlsx").read_bytes() == before


# --- what people do to a ledger

POINTS = "在会议上的讲话\n\n同志们：\n\n" + "".join(
    f"{mark}、{what}\n{who}要在2022年{month}月30日前{done}。\n"
    for mark, what, who, month, done in (
        ("一", "抓好整改", "局党委", 6, "完成整改"), ("二", "抓好学习", "人事处", 9, "报告学习情况"),
        ("三", "抓好经费", "财务处", 11, "拨付专项经费"), ("四", "抓好宣传", "宣传处", 11, "制作宣传画册"),
    )
)  # fmt: skip
REVISED = (
    POINTS.replace("6月30日", "7月31日")
    .replace("三、抓好经费\n财务处要在2022年11月30日前拨付专项经费。\n四、", "三、")
    .replace("二、抓好学习", "二、抓好巡察\n纪检组要在2022年8月30日前开展专项巡察。\n三、抓好学习")
)
HEADER, FIRST = 2, 3  # rows of the sheet


def column_of(sheet, heading):
    return next(cell.column for cell in sheet[HEADER] if cell.value == heading)


def entered_and_filled_in(run, heading, said, *options):
    """Make a ledger of the first speech, and write in its first row as a person does."""
    assert run(*options, "ledger", "台账.xlsx", "1.txt").exit_code == 0
    book = load_workbook("台账.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(FIRST, column_of(sheet, heading)).value = said
    book.save("台账.xlsx")


def sort(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    for at, row in enumerate(sorted(rows, key=lambda row: str(row[4])), FIRST):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value


def hide(sheet):
    sheet.auto_filter.add_filter_column(4, ["局党委"])
    for row in (FIRST + 1, FIRST + 2):
        sheet.row_dimensions[row].hidden = True


def merge(sheet):
    sheet.merge_cells(start_row=FIRST + 2, end_row=FIRST + 3, start_column=7, end_column=7)


def add_column(sheet):
    sheet.cell(HEADER, 40).value = "市领导批示"
    sheet.cell(FIRST + 1, 40).value = "请抓紧"


def insert_column(sheet):
    sheet.insert_cols(3)


def rename(sheet):
    sheet.cell(HEADER, column_of(sheet, "任务事项")).value = "重点工作"
    sheet.cell(HEADER, column_of(sheet, "具体措施")).value = "怎么办"


def split_row(sheet):
    sheet.insert_rows(FIRST + 1)
    sheet.cell(FIRST + 1, column_of(sheet, "具体措施")).value = "其中：先开动员会"


def add_sheet(sheet):
    sheet.parent.create_sheet("汇总")["A1"] = "=COUNTA(督办清单!B3:B8)"


def delete_row(sheet):
    sheet.delete_rows(FIRST + 3)


def add_title(sheet):
    sheet.insert_rows(1)
    sheet.cell(1, 1).value = "某某局"


def change_deadline(sheet):
    sheet.cell(FIRST, column_of(sheet, "完成时限")).value = "8月15日"


def every_cell(book):
    return [str(cell.value) for sheet in book.worksheets[:1] for row in sheet.iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize(
    "edit",
    [
        sort,
        hide,
        merge,
        add_column,
        insert_column,
        rename,
        split_row,
        add_sheet,
        delete_row,
        add_title,
        change_deadline,
    ],
    ids=lambda edit: edit.__name__,
)
def test_nothing_that_people_did_to_a_ledger_is_lost(run, edit):
    Path("1.txt").write_text(POINTS, "utf-8")
    assert run("ledger", "台账.xlsx", "1.txt", "2.txt").exit_code == 0
    book = load_workbook("台账.xlsx")
    sheet = book.worksheets[0]
    assert sheet.max_row == FIRST + 4
    for row in range(FIRST, FIRST + 5):
        sheet.cell(row, column_of(sheet, "备注")).value = f"批注{sheet.cell(row, 5).value}"
        sheet.cell(row, column_of(sheet, "进展情况")).value = "推进中"
    edit(sheet)
    book.save("台账.xlsx")
    before = every_cell(book)
    Path("1.txt").write_text(REVISED, "utf-8")
    told = run("ledger", "台账.xlsx", "1.txt").stderr
    assert f"1 added, 1 changed, 1 gone, {1 if edit is delete_row else 2} as they were" in told
    after = every_cell(load_workbook("台账.xlsx"))
    for text in before:
        if text.startswith(
            ("批注", "推进中", "其中", "请抓紧", "市领导", "重点", "怎么办", "某某局", "8月15日", "=COUNT")
        ):
            assert after.count(text) == before.count(text), text
    assert any("纪检组" in text for text in after)
    assert Path("台账.bak.xlsx").exists()
    again = run("ledger", "台账.xlsx", "1.txt").stderr
    assert "0 added, 0 changed, 1 gone" in again
    final = every_cell(load_workbook("台账.xlsx"))
    assert [text for text in final if text.startswith("批注")] == [text for text in after if text.startswith("批注")]


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice): libreoffice-calc")
def test_a_ledger_that_libreoffice_saved_is_gone_on_with(run, tmp_path):
    Path("1.txt").write_text(POINTS, "utf-8")
    assert run("ledger", "台账.xlsx", "1.txt", "2.txt").exit_code == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "台账.xlsx"]
    subprocess.run(["soffice", profile, *arguments], check=True, capture_output=True, timeout=180)
    Path("1.txt").write_text(REVISED, "utf-8")
    assert "1 added, 1 changed, 1 gone, 3 as they were" in run("ledger", "out/台账.xlsx", "1.txt", "2.txt").stderr


@pytest.mark.parametrize("name", ["台账.docx", "台账"])
def test_a_ledger_is_a_workbook(run, name):
    assert run("ledger", name, "1.txt").exit_code == 2


def test_what_is_due_goes_to_files_and_in_colour(run):
    assert run("ledger", "台账.xlsx", "1.txt", "2.txt").exit_code == 0
    due = ("ledger", "台账.xlsx", "--due", "14", "--today", "2022-07-10")
    assert run(*due, "-o", "催办.csv").exit_code == 0
    assert Path("催办.csv").read_text("utf-8-sig").splitlines()[1].startswith("局党委,2022-06-30,-10,未启动,I1,")
    assert "\x1b[31m逾期 10 天" in run(*due, "--width", "80", "--color", "always").stdout
    assert run(*due, "-o", "台账.xlsx").exit_code == 2
    assert run("ledger", "台账.xlsx", "1.txt", "--json").exit_code == 2


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2022年7月20日", [("2022-07-20", 10)]), ("7月20日前", [("2022-07-20", 10)]), ("2022/7/20", [("2022-07-20", 10)]),
        ("2022.7.5", [("2022-07-05", -5)]), ("7月底前", [("2022-07-31", 21)]), ("7月15日（已申请延期）", [("2022-07-15", 5)]),
        ("每月5日前", [("2022-08-05", 26)]), ("1月5日", []), ("7月15日\n2022-07-15\n7月底\n2022-07-31", [("2022-07-15", 5), ("2022-07-31", 21)]),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(run, said, expected):
    entered_and_filled_in(run, "完成时限", said)
    found = json.loads(run("ledger", "台账.xlsx", "--due", "30", "--today", "2022-07-10", "--json").stdout)
    assert [(due["day"], due["left"]) for due in found] == expected


def test_what_names_no_day_is_told_of_where_a_person_wrote_it(run):
    entered_and_filled_in(run, "完成时限", "待定")
    assert "time limits that name no day, in the rows 3" in run("ledger", "台账.xlsx", "--due", "30").stderr


@pytest.mark.parametrize(
    ("said", "done"),
    [("已完成", True), ("已办结", True), ("销号", True), ("√", True), ("已 完成", True), ("已完成（4月20日）", True), ("基本完成", False), ("未完成", False), ("推进中", False)],
)  # fmt: skip
def test_what_is_done_is_not_due(run, said, done):
    entered_and_filled_in(run, "进展情况", said)
    found = json.loads(run("ledger", "台账.xlsx", "--due", "30", "--today", "2022-07-10", "--json").stdout)
    assert [due["unit"] for due in found] == ([] if done else ["局党委"])


def test_an_office_s_own_column_of_progress_says_what_is_done(run):
    columns = "[任务事项, 具体措施, 牵头单位, 完成时限, =一季度进展情况, 文件]"
    Path("config.yaml").write_text(f"tasks: {{columns: {columns}}}\n", "utf-8")
    entered_and_filled_in(run, "一季度进展情况", "已办结", "--config", "config.yaml")
    assert json.loads(run("ledger", "台账.xlsx", "--due", "30", "--today", "2022-07-10", "--json").stdout) == []
