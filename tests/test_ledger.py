"""`speechkit ledger`: the tasks of many speeches in one sheet, and what is due."""

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
