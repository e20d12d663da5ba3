"""`speechkit tasks NEW --update SHEET`: nothing that a person did is lost, and what the speech changed is marked."""

import io
import json
import os
import re
import shutil
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from test_tasks_output import HEADINGS, SAMPLE, bytes_of, own, speech, task

from speechkit import analyze_file, pipeline
from speechkit.selection import TaskSelection
from speechkit.sheets.matching import match
from speechkit.sheets.update import UpdateCounts, update_sheet

ANALYSIS = pipeline.Reading.analysis
OLD = (
    task("局党委要在6月底前完成整改。", "局党委", "6月底前", "2022-06-30", at=1),
    task("各支部要抓好学习教育。", "各支部", at=2),
    task("要建立健全长效机制。", at=3),
    task("=1+1 要写清楚。", at=4),
)
NEW = (
    task("局党委要在9月底前完成整改。", "局党委", "9月底前", "2022-09-30", at=1),
    task("要严格考核问责，兑现奖惩。", "人事处", at=2),
    task("各支部要抓好学习教育。", "各支部", at=7),
    task("=1+1 要写清楚。", at=8),
)
COLUMN = {heading: n for n, heading in enumerate([*HEADINGS, "speechkit", "变更"], 1)}
TOP = 2  # rows above the header
ID = COLUMN["speechkit"]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.txt").write_text("讲话\n", "utf-8")
    monkeypatch.setattr(pipeline.Reading, "analysis", lambda reading, **_: speech(*NEW))
    return tmp_path


def write(*tasks, edit=None, name="督办清单.xlsx", **view):
    """A sheet of the tasks, after ``edit(sheet)`` has been at it."""
    Path(name).write_bytes(bytes_of("xlsx", speech(*tasks), **view))
    if edit:
        workbook = load_workbook(name)
        edit(workbook.worksheets[0])
        workbook.save(name)
    return name


def updated(name, *tasks, selection=None):
    """The visible sheet after an update to the tasks, the summary, and the bytes."""
    data, summary = update_sheet(name, speech(*tasks), selection or TaskSelection())
    return load_workbook(io.BytesIO(data)).worksheets[0], summary, data


def at(sheet, row, n):
    """A cell by the number of its row, the header being the first, and that of its column."""
    return sheet.cell(TOP + row, n)


def cell(sheet, row, heading):
    """A cell by the number of its row, the header being the first, and its heading."""
    return at(sheet, row, COLUMN[heading])


def column(sheet, heading):
    return [cell(sheet, row, heading).value for row in range(2, sheet.max_row - TOP + 1)]


# --- marks


def test_rows_are_marked_and_none_is_lost():
    sheet, summary, _ = updated(write(*OLD), *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    assert column(sheet, "具体措施") == [NEW[0].text, NEW[1].text, OLD[1].text, OLD[2].text, OLD[3].text]
    assert column(sheet, "变更") == ["修改", "新增", None, "已删除", None]
    assert column(sheet, "序号") == [1, 5, 2, 3, 4]
    assert cell(sheet, 2, "截止日期").value == datetime(2022, 9, 30)
    assert "具体措施原为：局党委要在6月底前完成整改。" in cell(sheet, 2, "变更").comment.text
    assert "完成时限原为：6月底前 2022-06-30" in cell(sheet, 2, "变更").comment.text
    assert OLD[2].text in cell(sheet, 5, "变更").comment.text
    assert column(sheet, "行号") == [1, 2, 7, 3, 8]
    assert cell(sheet, 3, "进展情况").value == "未启动"
    assert at(sheet, 1, COLUMN["变更"]).value == "变更"


def test_text_like_a_formula_stays_text():
    new = task("=2+2 要写清楚。", at=4)
    sheet, _, data = updated(write(*OLD), *OLD[:3], new, task("=HYPERLINK(1) 要办。"))
    for row in (5, 6):
        assert (cell(sheet, row, "具体措施").data_type, cell(sheet, row, "具体措施").value[0]) == ("s", "=")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/" in name)


def test_the_same_speech_changes_nothing_and_a_second_update_clears_the_marks():
    sheet, summary, data = updated(write(*OLD), *OLD)
    assert summary == UpdateCounts(same=4)
    assert column(sheet, "变更") == [None] * 4
    _, _, data = updated(write(*OLD), *NEW)
    Path("二.xlsx").write_bytes(data)
    sheet, summary, _ = updated("二.xlsx", *NEW)
    assert summary == UpdateCounts(gone=1, same=4)
    assert column(sheet, "变更") == [None, None, None, "已删除", None]
    sheet, summary, _ = updated("二.xlsx", *NEW, OLD[2])
    assert summary == UpdateCounts(same=5)  # what comes back is found again
    assert cell(sheet, 5, "变更").comment is None  # nor is it said to be gone


def test_the_sheet_keeps_its_look():
    sheet, _, _ = updated(write(*OLD), *NEW)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:S8"
    assert sheet.page_setup.orientation == "landscape"
    assert cell(sheet, 6, "具体措施").alignment.wrap_text
    assert any("I8" in known.cells for known in sheet.data_validations.dataValidation)
    assert any("E8" in area for area in sheet.conditional_formatting)


def test_an_english_sheet_stays_english():
    sheet, _, _ = updated(write(*OLD, language="en"), *NEW)
    assert [cell(sheet, row, "变更").value for row in range(1, 7)] == ["Change", "changed", "added", None, "gone", None]


def test_what_the_sheet_was_chosen_by_is_remembered():
    name = write(OLD[0], selection=TaskSelection(actor="局党委"))
    sheet, summary, _ = updated(name, *NEW)
    assert summary == UpdateCounts(changed=1)
    moved = task("局党委要在6月底前完成整改。", "办公室", "6月底前", "2022-06-30")
    sheet, summary, _ = updated(name, moved)  # another's now, but still in the speech
    assert (summary, cell(sheet, 2, "变更").value) == (UpdateCounts(changed=1), "修改")
    assert updated(name, *NEW, selection=TaskSelection(actor="人事处"))[1] == UpdateCounts(added=1, changed=1)


# --- what people do to a sheet


def test_edits_of_a_person_stay():
    def edit(sheet):
        cell(sheet, 2, "进展情况").value = "推进中"
        cell(sheet, 2, "备注").value = "已开会"
        cell(sheet, 2, "完成时限").value = datetime(2022, 8, 1)
        cell(sheet, 3, "牵头单位").value = "机关党建办"
        cell(sheet, 3, "牵头单位").fill = PatternFill("solid", fgColor="FFFF0000")
        cell(sheet, 4, "备注").comment = Comment("领导批示", "张三")
        cell(sheet, 5, "具体措施").value = "要写清楚（改）"
        sheet.column_dimensions["B"].width = 55

    sheet, summary, _ = updated(write(*OLD, edit=edit), *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    assert (cell(sheet, 2, "进展情况").value, cell(sheet, 2, "备注").value) == ("推进中", "已开会")
    assert cell(sheet, 2, "完成时限").value == datetime(2022, 8, 1)
    assert "完成时限在新稿中为：9月底前 2022-09-30" in cell(sheet, 2, "变更").comment.text
    assert cell(sheet, 2, "具体措施").value == NEW[0].text
    assert cell(sheet, 4, "牵头单位").value == "机关党建办"
    assert cell(sheet, 4, "牵头单位").fill.fgColor.rgb == "FFFF0000"
    assert cell(sheet, 5, "备注").comment.text == "领导批示"
    assert cell(sheet, 6, "具体措施").value == "要写清楚（改）"
    assert sheet.column_dimensions["B"].width == 55


def test_added_columns_rows_titles_and_sheets_stay():
    def edit(sheet):
        at(sheet, 1, 30).value = "分管领导"
        at(sheet, 3, 30).value = "李四"
        at(sheet, 6, 3).value = "人工补充的任务"
        at(sheet, 6, ID).value = None
        at(sheet, 8, 2).value = '=COUNTIF(I4:I7,"未启动")&" "&$C$4'
        other = sheet.parent.create_sheet("台账")
        other["A1"], other["A2"], other["A3"] = "另表", "=督办清单!$B$5", "=COUNTA('督办清单'!C4:C7)+A1+SUM(C4:C7)"

    sheet, _, _ = updated(write(*OLD, edit=edit), *NEW)
    assert (at(sheet, 1, 30).value, at(sheet, 4, 30).value) == ("分管领导", "李四")
    assert at(sheet, 1, 31).value == "变更"
    # The new row stands in its place, below the first; what formulas name they name where it stands now.
    assert at(sheet, 3, 3).value == NEW[1].text
    assert at(sheet, 7, 3).value == "人工补充的任务"
    assert (at(sheet, 9, 2).value, at(sheet, 9, 2).data_type) == ('=COUNTIF(I4:I8,"未启动")&" "&$C$4', "f")
    other = sheet.parent["台账"]
    assert [other.cell(row, 1).value for row in (1, 2, 3)] == [
        "另表", "=督办清单!$B$6", "=COUNTA('督办清单'!C4:C8)+A1+SUM(C4:C7)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(A4:A7)", "=SUM(A4:A8)"),
        ("=A4&A5", "=A4&A6"),
        ("=ROW(5:7)", "=ROW(6:8)"),
        ("=SUM(A:A)+总数", "=SUM(A:A)+总数"),
        ('="A5"&A5', '="A5"&A6'),
        ("=其他!A5", "=其他!A5"),
    ],
)
def test_formulas_follow_the_rows_that_they_name(formula, expected):
    def edit(sheet):
        at(sheet, 1, 30).value = formula

    sheet, _, _ = updated(write(*OLD, edit=edit), *NEW)
    assert at(sheet, 1, 30).value == expected


def test_rows_may_be_sorted_renumbered_and_pushed_down():
    def edit(sheet):
        rows = [[at(sheet, row, n).value for n in range(1, ID + 1)] for row in (5, 3, 2, 4)]
        for row, values in enumerate(rows, 2):
            for n, value in enumerate(values, 1):
                at(sheet, row, n).value = value
            at(sheet, row, 1).value = row * 10
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1).value = "市局督办清单"

    sheet, summary, _ = updated(write(*OLD, edit=edit), *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    assert sheet.cell(1, 1).value == "市局督办清单"
    assert [cell(sheet, row, "变更").value for row in range(4, 9)] == [None, None, "修改", "新增", "已删除"]
    assert [at(sheet, row, 1).value for row in range(4, 9)] == [20, 30, 40, 51, 50]


def test_columns_may_be_moved():
    sheet, _, _ = updated(write(*OLD, edit=lambda sheet: sheet.insert_cols(2)), *NEW)
    assert [at(sheet, row, 4).value for row in (2, 3)] == [NEW[0].text, NEW[1].text]


def test_renamed_columns_are_known_by_their_cells_and_deleted_ones_stay_deleted():
    def edit(sheet):
        cell(sheet, 1, "原文").value = "讲话原话"
        cell(sheet, 1, "具体措施").value = "工作任务"
        sheet.delete_cols(COLUMN["行号"])

    sheet, summary, data = updated(write(*OLD, edit=edit), *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    assert [cell(sheet, 2, heading).value for heading in ("具体措施", "原文")] == [NEW[0].text] * 2
    headings = [each.value for each in sheet[TOP + 1]]
    assert ("讲话原话" in headings, "原文" in headings, "行号" in headings) == (True, False, False)
    Path("二.xlsx").write_bytes(data)
    assert updated("二.xlsx", *NEW)[1] == UpdateCounts(gone=1, same=4)


def test_filtered_rows_move_with_what_hides_them_and_split_rows_stay_whole():
    def edit(sheet):
        sheet.auto_filter.add_filter_column(4, ["局党委"])
        sheet.row_dimensions[TOP + 3].hidden = True
        sheet.row_dimensions[TOP + 4].height = 99
        sheet.insert_rows(TOP + 3)  # a row that a person split off the first
        cell(sheet, 3, "具体措施").value = "其中：先开动员会"
        sheet.row_dimensions[TOP + 3].hidden, sheet.row_dimensions[TOP + 4].hidden = False, True

    sheet, summary, _ = updated(write(*OLD, edit=edit), *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    texts = column(sheet, "具体措施")
    assert sorted(texts) == sorted([NEW[0].text, NEW[1].text, "其中：先开动员会", *(old.text for old in OLD[1:])])
    hidden = [row for row in range(2, 8) if sheet.row_dimensions[TOP + row].hidden]
    assert [cell(sheet, row, "具体措施").value for row in hidden] == [OLD[1].text]


def test_merged_cells_move_whole():
    name = write(*OLD, edit=lambda sheet: sheet.merge_cells("E6:E7"))
    sheet, _, _ = updated(name, *NEW)
    assert "E7:E8" in map(str, sheet.merged_cells.ranges)


def test_a_sheet_of_several_speeches_is_updated_by_one_of_them():
    name = "several.xlsx"
    other = speech(*OLD[1:3], name="other.txt")
    Path(name).write_bytes(bytes_of("xlsx", speech(*OLD), other, several=True))
    sheet, summary, _ = updated(name, *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    header = [each.value for each in sheet[TOP]]  # what it is based on stands in no line of its own
    n = header.index("文件") + 1
    rows = [(sheet.cell(row, 3).value, sheet.cell(row, n).value) for row in range(TOP + 1, TOP + 8)]
    assert rows[5:] == [(OLD[1].text, "other.txt"), (OLD[2].text, "other.txt")]
    assert rows[1][0] == NEW[1].text


def test_many_rows_are_matched_by_what_they_share():
    before = [f"第{n}单位要在{n % 12 + 1}月底前完成第{n * 7919 % 4001}项整改任务" for n in range(4000)]
    after = [text.replace("完成", "全面完成") for text in before]
    started = time.perf_counter()
    found = match([(text,) for text in before], after)
    assert time.perf_counter() - started < 10
    assert sum(row == n for n, row in enumerate(found)) > 3900


def test_rows_that_a_person_deleted_stay_deleted():
    sheet, summary, data = updated(write(*OLD, edit=lambda sheet: sheet.delete_rows(TOP + 3)), *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=1, deleted=1)
    assert OLD[1].text not in column(sheet, "具体措施")
    Path("二.xlsx").write_bytes(data)
    assert OLD[1].text not in column(updated("二.xlsx", *NEW)[0], "具体措施")


def test_copies_of_a_row_are_a_persons():
    def edit(sheet):
        for n in range(1, ID + 1):
            at(sheet, 6, n).value = at(sheet, 2, n).value
        cell(sheet, 2, "牵头单位").value = "人事处"

    sheet, summary, _ = updated(write(*OLD, edit=edit), *NEW)
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    assert [cell(sheet, row, "牵头单位").value for row in (2, 6)] == ["人事处", "局党委"]
    assert [cell(sheet, row, "具体措施").value for row in (2, 6)] == [OLD[0].text, NEW[0].text]


def test_what_a_person_wrote_in_before_the_speech_did_is_not_added_twice():
    def edit(sheet):
        at(sheet, 6, 2).value = NEW[1].text  # the words of a row may stand in either column

    sheet, summary, _ = updated(write(*OLD, edit=edit), *NEW)
    assert summary.added == 0
    assert column(sheet, "任务事项").count(NEW[1].text) == 1
    assert NEW[1].text not in column(sheet, "具体措施")


def test_a_column_of_changes_that_is_a_persons_stays():
    def edit(sheet):
        at(sheet, 1, ID + 1).value = "变更"
        at(sheet, 2, ID + 1).value = "我的话"

    sheet, _, _ = updated(write(*OLD, edit=edit), *NEW)
    assert (at(sheet, 2, ID + 1).value, at(sheet, 1, ID + 2).value, at(sheet, 2, ID + 2).value) == (
        "我的话", "变更（讲话修订）", "修改",
    )  # fmt: skip


def test_a_mark_that_a_person_changed_stays():
    _, _, data = updated(write(*OLD), *NEW)
    Path("二.xlsx").write_bytes(data)
    workbook = load_workbook("二.xlsx")
    cell(workbook.worksheets[0], 4, "变更").value = "已删除，经领导同意"
    workbook.save("二.xlsx")
    assert cell(updated("二.xlsx", *NEW)[0], 4, "变更").value == "已删除，经领导同意"


def test_merged_cells_are_left_alone():
    sheet, _, _ = updated(write(*OLD, edit=lambda sheet: sheet.merge_cells("E4:E5")), *NEW)
    assert "E4:E5" in map(str, sheet.merged_cells.ranges)


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_no_row_and_no_edit_of_a_person_is_ever_lost(data):
    words = st.text("要抓好落实完成整改学习教育=+0", min_size=1, max_size=12)
    before = data.draw(st.lists(words, max_size=6), label="before")
    name = write(*(task(text, at=n) for n, text in enumerate(before, 1)), name="s.xlsx")
    workbook = load_workbook(name)
    sheet = workbook.worksheets[0]
    edits = data.draw(
        st.dictionaries(st.tuples(st.integers(2, len(before) + 4), st.integers(1, ID + 4)), words), label="edits"
    )
    edits = {(row, n): text for (row, n), text in edits.items() if n != ID}
    for (row, n), text in edits.items():
        at(sheet, row, n).value = text
        at(sheet, row, n).data_type = "s"
    if deleted := data.draw(st.sampled_from([0, 0, *range(2, len(before) + 2)]), label="deleted"):
        sheet.delete_rows(TOP + deleted)
        edits = {(row - (row > deleted), n): text for (row, n), text in edits.items() if row != deleted}
    workbook.save(name)
    ids = {at(sheet, row, ID).value for row in range(2, sheet.max_row - TOP + 1)} - {None}
    for round_ in range(2):
        after = data.draw(st.lists(words | st.sampled_from(before or ["要"]), max_size=6), label=f"after {round_}")
        result, summary, new = updated(name, *(task(text, at=n) for n, text in enumerate(after, 1)))
        Path(name).write_bytes(new)
        lines = [[each.value for each in row] for row in result.iter_rows()]
        for row in {row for row, _ in edits}:  # wherever the row stands now
            mine = {n: text for (edited, n), text in edits.items() if edited == row}
            assert any(all(line[n - 1] == text for n, text in mine.items()) for line in lines)
        assert ids <= {at(result, row, ID).value for row in range(2, result.max_row - TOP + 1)}
        texts = {str(cell(result, row, "具体措施").value) for row in range(2, result.max_row - TOP + 1)}
        if not edits and not deleted:
            assert set(after) <= texts
        assert summary.changed + summary.gone + summary.same >= len(ids)


# --- matching


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["要办好", "要学好"], ["要学好。", "要办好"], [1, 0]),
        (["要办好", "要办好"], ["要办好", "要办好", "要办好"], [0, 1, None]),
        (["局党委要在6月底前完成整改"], ["局党委要在9月底前完成整改"], [0]),
        (["加强党的领导"], ["建立健全考核制度"], [None]),
        ([], ["要办"], [None]),
        (["要办"], [], []),
        (["各级党组织要压实主体责任", "各级党组织书记要压实第一责任"], ["各级党组织书记要压实第一责任人责任", "各级党组织要压实责任"], [1, 0]),
        (["。", "！"], ["！", "。"], [1, 0]),
    ],
)  # fmt: skip
def test_match(old, new, expected):
    assert match([(text,) for text in old], new) == expected


# --- sheets that will not do


def other_sheet(name):
    workbook = Workbook()
    workbook.active.append(HEADINGS)
    workbook.save(name)


def without_column(name):
    write(*OLD, name=name, edit=lambda sheet: sheet.delete_cols(COLUMN["具体措施"]))


def without_header(name):
    write(*OLD, name=name, edit=lambda sheet: sheet.delete_rows(TOP + 1))


def cut_short(name):
    write(*OLD, name=name)
    Path(name).write_bytes(Path(name).read_bytes()[:3000])


def broken_inside(name):
    write(*OLD, name=name)
    with zipfile.ZipFile(name) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    with zipfile.ZipFile(name, "w") as archive:
        for entry, data in parts.items():
            archive.writestr(entry, data[:200] if "sheet1" in entry else data)


def open_elsewhere(name):
    write(*OLD, name=name)
    Path(f".~lock.{name}#").write_text("", "utf-8")


def open_in_excel(name):
    write(*OLD, name=name)
    Path(f"~${name}").write_text("", "utf-8")


def huge(name):
    write(*OLD, name=name)
    with zipfile.ZipFile(name, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", bytes(101 << 20))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda name: None, "no such file"),
        (lambda name: Path(name).write_bytes(b""), "no .xlsx workbook"),
        (lambda name: Path(name).write_text("序号,任务\n", "utf-8"), "no .xlsx workbook"),
        (lambda name: os.mkdir(name), "directory"),
        (other_sheet, "did not write this sheet"),
        (without_column, "lacks the column 具体措施"),
        (without_header, "header row is gone"),
        (cut_short, "no .xlsx workbook"),
        (broken_inside, "damaged"),
        (open_elsewhere, "open in a spreadsheet program"),
        (open_in_excel, "open in a spreadsheet program"),
        (huge, "unpacks to"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--in-place"], ["-o", "o.xlsx"]])
def test_a_sheet_that_will_not_do_is_told_of_and_nothing_written(run, make, said, options):
    make("s.xlsx")
    before = {name: Path(name).read_bytes() for name in os.listdir() if Path(name).is_file()}
    done = run("tasks", "new.txt", "--update", "s.xlsx", *options)
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert {name: Path(name).read_bytes() for name in os.listdir() if Path(name).is_file()} == before


# --- the command


def test_the_result_is_a_new_file(run):
    name = write(*OLD)
    before = Path(name).read_bytes()
    done = run("tasks", "new.txt", "--update", name)
    assert done.exit_code == 0
    assert done.stderr == "speechkit: 督办清单.updated.xlsx: 1 added, 1 changed, 1 gone, 2 as they were\n"
    assert Path(name).read_bytes() == before
    assert column(load_workbook("督办清单.updated.xlsx").worksheets[0], "变更")[0] == "修改"
    assert run("tasks", "new.txt", "--update", name).exit_code == 0  # may carry edits by now: not replaced
    assert Path("督办清单.updated-2.xlsx").exists()
    assert run("tasks", "new.txt", "--update", name, "-o", "o.xlsx", "-q") == (0, b"", b"")
    assert zipfile.is_zipfile("o.xlsx")


def test_in_place_keeps_a_backup(run):
    name = write(*OLD)
    before = Path(name).read_bytes()
    done = run("tasks", "new.txt", "--update", name, "--in-place")
    assert done.exit_code == 0
    assert "督办清单.bak.xlsx" in done.stderr
    assert Path("督办清单.bak.xlsx").read_bytes() == before
    between = Path(name).read_bytes()
    assert between != before
    assert run("tasks", "new.txt", "--update", name, "--in-place").exit_code == 0
    assert Path("督办清单.bak.xlsx").read_bytes() == before
    assert Path("督办清单.bak-2.xlsx").read_bytes() == between


def test_what_would_be_lost_in_writing_is_told(run):
    name = write(*OLD)
    with zipfile.ZipFile(name, "a") as archive:
        archive.writestr("xl/media/image1.png", b"")
    assert "pictures" in run("tasks", "new.txt", "--update", name).stderr


def test_a_speech_that_cannot_be_read_writes_nothing(run):
    name = write(*OLD)
    assert run("tasks", "missing.txt", "--update", name).exit_code == 1
    assert sorted(os.listdir()) == ["new.txt", name]


def test_no_tasks_mark_every_row_as_gone(run, monkeypatch):
    monkeypatch.setattr(pipeline.Reading, "analysis", lambda reading, **_: speech())
    done = run("tasks", "new.txt", "--update", write(*OLD))
    assert done.exit_code == 0
    assert "4 gone" in done.stderr


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice): libreoffice-calc")
@pytest.mark.libreoffice
@pytest.mark.slow
def test_a_sheet_that_libreoffice_saved_is_updated(tmp_path):
    import subprocess

    def edit(sheet):
        cell(sheet, 2, "进展情况").value = "推进中"

    name = write(*OLD, edit=edit, name="in.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", name],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet, summary, data = updated("out/in.xlsx", *NEW)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        ranges = re.findall(rb'<col [^>]*?min="(\d+)"[^>]*?max="(\d+)"', archive.read("xl/worksheets/sheet1.xml"))
    taken = [n for low, high in ranges for n in range(int(low), int(high) + 1)]
    assert len(taken) == len(set(taken)) > 0  # what overlaps is damage to Excel
    assert summary == UpdateCounts(added=1, changed=1, gone=1, same=2)
    assert column(sheet, "进展情况") == ["推进中", "未启动", "未启动", "未启动", "未启动"]
    assert cell(sheet, 2, "截止日期").value == datetime(2022, 9, 30)


# --- a revised sample, through the whole pipeline

# What the second draft of the sample changes, drops and adds; the first words of each pair stand in the sample once.
REVISED = {
    "對2022年工作要點進行修改完善,盡快印發實施。": "對2022年工作要點進行修改完善,3月底前印發實施。",
    "要加強政策統籌、資源統籌、力量統籌,推動形成上下聯動、齊抓共管,全員抓全局黨建的濃厚氛圍。": "",
    "要嚴格考核問責。": "要嚴格考核問責。局機關紀委要在12月20日前向局黨委報告檢查結果。",
}
CHANGED, DROPPED, ADDED = "局机关党建办要认真梳理和吸纳", "要加强政策统筹", "局机关纪委要在12月20日前"


@pytest.fixture
def drafts(monkeypatch):
    """Files with two drafts of the sample, and what the library finds in each."""
    monkeypatch.setattr(pipeline.Reading, "analysis", ANALYSIS)
    text = SAMPLE.read_text("utf-8")
    Path("draft1.txt").write_text(text, "utf-8")
    for before, after in REVISED.items():
        assert text.count(before) == 1
        text = text.replace(before, after)
    Path("draft2.txt").write_text(text, "utf-8")
    return own(analyze_file("draft1.txt")), own(analyze_file("draft2.txt"))


def named(sheet, row, heading):
    """A cell by the number of its row, the header being the first, and the heading that stands there."""
    return at(sheet, row, [each.value for each in sheet[TOP + 1]].index(heading) + 1)


def row_of(sheet, words, heading="具体措施"):
    rows = range(2, sheet.max_row - TOP + 1)
    (row,) = (row for row in rows if words in str(named(sheet, row, heading).value))
    return row


@pytest.mark.parametrize(("options", "heading"), [([], "具体措施"), (["--sentences"], "任务")])
def test_a_revised_sample(run, drafts, options, heading):
    assert run("tasks", "draft1.txt", *options, "-o", "清单.xlsx").exit_code == 0
    workbook = load_workbook("清单.xlsx")
    sheet = workbook.worksheets[0]
    ids = [named(sheet, row, "speechkit").value for row in range(2, sheet.max_row - TOP + 1)]
    for words, progress in ((CHANGED, "推进中"), (DROPPED, "已完成")):
        row = row_of(sheet, words, heading)
        named(sheet, row, "进展情况").value = progress
        named(sheet, row, "备注").value = f"{progress}，见纪要"
    workbook.save("清单.xlsx")
    done = run("tasks", "draft2.txt", "--update", "清单.xlsx", "-o", "新清单.xlsx")
    assert done.exit_code == 0
    sheet = load_workbook("新清单.xlsx").worksheets[0]
    rows = range(2, sheet.max_row - TOP + 1)
    changed, added = (row_of(sheet, words, heading) for words in (CHANGED, ADDED))
    dropped = next(row for row in rows if named(sheet, row, "进展情况").value == "已完成")
    assert named(sheet, changed, "变更").value == "修改"
    assert "尽快印发实施" in named(sheet, changed, "变更").comment.text
    assert named(sheet, changed, "备注").value == "推进中，见纪要"
    assert named(sheet, dropped, "备注").value == "已完成，见纪要"
    # A sentence that is gone is a row that is gone, or changes the item that it stood in.
    assert named(sheet, dropped, "变更").value == ("已删除" if options else "修改")
    assert DROPPED in named(sheet, dropped, "变更").comment.text
    assert named(sheet, added, "变更").value == ("新增" if options else "修改")
    assert named(sheet, added, "牵头单位").value == "局机关纪委"
    assert "12月20日前\n2022-12-20" in named(sheet, added, "完成时限").value
    assert [each for row in rows if (each := named(sheet, row, "speechkit").value) in ids] == ids
    marked = [named(sheet, row, "变更").value for row in rows]
    assert {word: int(n) for n, word in re.findall(r"(\d+) (added|changed|gone|as they were)", done.stderr)} == {
        "added": marked.count("新增"), "changed": marked.count("修改"), "gone": marked.count("已删除"),
        "as they were": marked.count(None),
    }  # fmt: skip
    kept = [row for row in rows if named(sheet, row, "变更").value != "已删除"]
    shown = [text for row in kept for text in named(sheet, row, heading).value.split("\n")]
    assert sorted(shown) == sorted(task.text for task in drafts[1])
    # What explain calls a row is what the second draft calls it.
    for row in kept:
        explained = json.loads(run("explain", "draft2.txt", named(sheet, row, "编号").value, "--json").stdout)
        assert explained["units"][0]["task"]["text"] == named(sheet, row, heading).value.split("\n")[0]


@pytest.mark.parametrize("options", [[], ["--sentences"]])
def test_the_same_sample_changes_nothing(run, drafts, options):
    assert run("tasks", "draft1.txt", *options, "-o", "清单.xlsx").exit_code == 0
    done = run("tasks", "draft1.txt", "--update", "清单.xlsx")
    rows = (
        len(drafts[0]) if options else len({item.id for item in analyze_file("draft1.txt").items if not item.relayed})
    )
    assert done.stderr.endswith(f": 0 added, 0 changed, 0 gone, {rows} as they were\n")


def test_two_drafts_back_and_forth_lose_no_row(run, drafts):
    assert run("tasks", "draft1.txt", "--sentences", "-o", "清单.xlsx").exit_code == 0
    for draft in ("draft2.txt", "draft1.txt"):
        assert run("tasks", draft, "--update", "清单.xlsx", "--in-place").exit_code == 0
    sheet = load_workbook("清单.xlsx").worksheets[0]
    assert named(sheet, row_of(sheet, DROPPED, "任务"), "变更").value is None
    assert named(sheet, row_of(sheet, ADDED, "任务"), "变更").value == "已删除"
    rows = range(2, sheet.max_row - TOP + 1)
    texts = {task.text for draft in drafts for task in draft} - {named(sheet, row, "任务").value for row in rows}
    assert texts == {task.text for task in drafts[1] if CHANGED in task.text}
