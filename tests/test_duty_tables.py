"""Tables in the text: rows of a duty table are tasks, the cells of all other tables are text of their own."""

import pytest

from speechkit import read
from speechkit.config import ScriptConfig
from speechkit.explanation import explanation_of
from speechkit.layout.duty import duty_of_heading, duty_table_rules
from speechkit.model import LineMark, Source
from speechkit.pipeline import Reading
from speechkit.renderers.explain import lines_of
from speechkit.renderers.table import View
from speechkit.script import simplify

RULES = duty_table_rules().headings
HEAD = "在全市安全生产会议上的讲话\n（2025年3月5日）\n同志们：\n任务分解如下。\n"


def rows(reading):
    """What the tasks say: text, actor, who helps, the last day."""
    return [
        (
            task.text,
            task.actor and task.actor.text,
            [helper.text for helper in task.co_actors],
            task.deadline and task.deadline.latest,
        )
        for task in reading.tasks
    ]


def markdown(*table):
    return read(HEAD + "\n" + "\n".join(table) + "\n")


def with_cells(*table, rows=None):
    """The reading of a file whose reader gives every cell a line; ``rows``: how many rows a cell fills, by its place."""
    cells = [(r, c, text) for r, row in enumerate(table, 1) for c, text in enumerate(row, 1) if text is not None]
    first = HEAD.count("\n") + 1
    marks = tuple(
        LineMark(line, cell=(r, c), table=1, rows=(rows or {}).get((r, c), 1))
        for line, (r, c, text) in enumerate(cells, first)
    )
    text = HEAD + "\n".join(text for *_, text in cells) + "\n会议到此结束。"
    return Reading(simplify(Source("x", text, "utf-8", "0", format="office", marks=marks), ScriptConfig()))


# -- the headings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.examples.hit])
def test_heading_is_known(rule, text):
    found = duty_of_heading(text)
    assert found is not None
    assert found[1] is rule


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.examples.miss])
def test_other_heading_is_not_known(rule, text):
    found = duty_of_heading(text)
    assert found is None or found[1] is not rule


@pytest.mark.parametrize("text", duty_table_rules().number.examples.hit)
def test_number_of_a_row(text):
    assert duty_table_rules().number.match(text)


@pytest.mark.parametrize("text", duty_table_rules().number.examples.miss)
def test_no_number_of_a_row(text):
    assert not duty_table_rules().number.match(text)


def test_every_rule_has_a_source_and_examples():
    for rule in (*RULES, duty_table_rules().number):
        assert rule.source
        assert rule.examples.hit
        assert rule.examples.miss


# -- rows are tasks ----------------------------------------------------------------------------------------------------


def test_rows_of_markdown():
    reading = markdown(
        "| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |",
        "|:---:|---|---|---|---|",
        "| 1 | 开展危化品企业隐患排查 | 市应急管理局 | 市公安局、市消防救援支队 | 6月底前 |",
        "| 2 | 改造燃气管网120公里；必须逐户验收。 | 市住建局 | 各县区政府 | 2025.10.31 |",
        "| 3 | 健全应急值守制度 | 市委办、市政府办 | — | 长期坚持 |",
    )
    assert rows(reading) == [
        ("开展危化品企业隐患排查", "市应急管理局", ["市公安局", "市消防救援支队"], "2025-06-30"),
        ("改造燃气管网120公里；必须逐户验收。", "市住建局", ["各县区政府"], "2025-10-31"),
        ("健全应急值守制度", "市委办、市政府办", [], None),
    ]
    assert [task.strength for task in reading.tasks] == ["plan", "must", "plan"]
    last = reading.tasks[2].deadline
    assert last is not None
    assert (last.text, last.kind) == ("长期坚持", "vague")


def test_rows_of_lines_with_tabs():
    text = HEAD + (
        "序号\t工作任务\t责任部门\t完成时间\n"
        "1\t清理背街小巷卫生死角\t城管局\t4月20日前\n"
        "2\t修复破损路面1.2万平方米\t市政处\t5月底\n"
        "请各单位抓好落实。"
    )
    assert rows(read(text))[:2] == [
        ("清理背街小巷卫生死角", "城管局", [], "2025-04-20"),
        ("修复破损路面1.2万平方米", "市政处", [], "2025-05-31"),
    ]


def test_rows_of_marked_cells_and_cells_that_fill_several_rows():
    reading = with_cells(
        ["类别", "具体措施", "责任单位", "责任人", "时限要求"],
        ["交通", "整治占道经营", "城管局", "王某", "6月底前"],
        [None, "增设停车泊位300个", None, "李某", "9月底前"],
        ["教育", "新建幼儿园2所", "教育局", "赵某", "12月"],
        rows={(2, 1): 2, (2, 3): 2},
    )
    assert rows(reading) == [
        ("整治占道经营", "城管局", [], "2025-06-30"),
        ("增设停车泊位300个", "城管局", [], "2025-09-30"),
        ("新建幼儿园2所", "教育局", [], "2025-12-31"),
    ]


def test_traditional_rows():
    text = (
        "在全市環境工作會議上的講話\n（2025年3月5日）\n各位同仁：\n"
        "項次\t重點工作\t權責單位\t協辦單位\t辦理期限\n"
        "1\t檢查餐飲業油煙排放\t環境保護局\t衛生局\t6月底前\n"
        "2\t汰換老舊柴油車\t交通局\t\t12月底前\n"
    )
    reading = read(text)
    assert [(task.source_text, task.actor and task.actor.source_text) for task in reading.tasks] == [
        ("檢查餐飲業油煙排放", "環境保護局"),
        ("汰換老舊柴油車", "交通局"),
    ]
    assert [helper.source_text for helper in reading.tasks[0].co_actors] == ["衛生局"]
    assert [task.deadline and task.deadline.latest for task in reading.tasks] == ["2025-06-30", "2025-12-31"]


@pytest.mark.parametrize(
    ("cell", "lead", "others"),
    [
        ("市发改委", "市发改委", []),
        ("市发改委、市财政局", "市发改委、市财政局", []),
        ("各乡镇（街道）", "各乡镇（街道）", []),
        ("市发改委牵头，市财政局、市住建局配合", "市发改委", ["市财政局", "市住建局"]),
        ("牵头：市发改委；配合：市财政局", "市发改委", ["市财政局"]),
        ("牵头单位：市发改委，配合单位：市财政局", "市发改委", ["市财政局"]),
        ("市发改委（牵头）、市财政局", "市发改委", ["市财政局"]),
        ("市发改委牵头", "市发改委", []),
        ("责任单位：市发改委", "市发改委", []),
        ("市发改委；各县区", "市发改委；各县区", []),
    ],
)
def test_cell_that_says_who_leads_and_who_helps(cell, lead, others):
    reading = markdown("|任务|责任单位|时限|", "|--|--|--|", f"|完善项目调度机制|{cell}|年底前|")
    assert rows(reading) == [("完善项目调度机制", lead, others, "2025-12-31")]


def test_who_is_responsible_helps_who_leads():
    reading = markdown("|任务|牵头单位|责任单位|", "|--|--|--|", "|建设客运枢纽|市交通局|市住建局、各区政府|")
    assert rows(reading) == [("建设客运枢纽", "市交通局", ["市住建局", "各区政府"], None)]


def test_row_that_names_nobody_and_no_time_is_no_task():
    reading = markdown(
        "|序号|任务|责任部门|时限|", "|--|--|--|--|", "|一|加强民生保障| | |", "|1|新建公厕5座|城管局|8月|"
    )
    assert rows(reading) == [("新建公厕5座", "城管局", [], "2025-08-31")]


def test_heading_that_stands_on_each_page_is_no_row():
    reading = with_cells(
        ["任务", "责任部门"], ["清运积存垃圾", "城管局"], ["任务", "责任部门"], ["疏浚河道8公里", "水利局"]
    )
    assert [task.text for task in reading.tasks] == ["清运积存垃圾", "疏浚河道8公里"]


def test_spans_are_exact():
    reading = markdown("| 任务 | 责任部门 | 时限 |", "| --- | --- | --- |", "| 清运积存垃圾 | 城管局 | 6月底前 |")
    (task,) = reading.tasks
    for span in (task, task.actor, task.deadline):
        assert span is not None
        assert reading.text[span.start : span.end] == span.source_text == span.text


# -- what is no task, no section and no sentence -----------------------------------------------------------------------


def test_headings_and_numbers_are_no_units_and_cells_no_sections():
    reading = markdown("|序号|任务|责任部门|", "|--|--|--|", "|一、|一、开展排查；二、抓好整改。|应急局|")
    texts = [unit.text for unit in reading.units]
    assert texts[-2:] == ["一、开展排查；二、抓好整改。", "应急局"]
    assert not {"序号", "任务", "责任部门", "一、"} & set(texts)
    assert reading.sections == ()


@pytest.mark.parametrize(
    "table",
    [
        ["姓名", "单位", "职务"],
        ["项目", "2023年", "2024年"],
        ["时间", "内容", "主持人"],
        ["时间", "活动内容", "地点"],
        ["指标", "任务数", "完成情况"],
        ["任务", "资金（万元）", "备注"],
    ],
)
def test_other_tables_are_no_duty_tables(table):
    reading = with_cells(table, ["建设文化广场", "市教育局", "6月底前"])
    assert not {paragraph.duty for paragraph in reading.paragraphs} - {""}
    assert not any("文化广场" in task.text and task.actor for task in reading.tasks)


def test_cells_of_other_tables_are_not_glued():
    reading = markdown("|姓名|单位|", "|--|--|", "|张三|市教育局|", "|李四|市财政局|")
    texts = [unit.text for unit in reading.units]
    assert texts[-6:] == ["姓名", "单位", "张三", "市教育局", "李四", "市财政局"]


def test_numbers_of_a_list_before_a_tab_make_no_table():
    reading = read(HEAD + "一、\t提高认识\n要统一思想。\n二、\t狠抓落实\n要压实责任。")
    assert [section.marker for section in reading.sections] == ["一、", "二、"]
    assert all(paragraph.mark is None for paragraph in reading.paragraphs)


def test_explanation_says_that_it_is_a_row():
    explanation = explanation_of(
        markdown("|任务|责任部门|时限|", "|--|--|--|", "|清运积存垃圾|城管局|6月底前|", "|备注|—|—|")
    )
    said = {
        unit.text: "\n".join(line.text for line in lines_of(explanation, unit, View())) for unit in explanation.units
    }
    assert "a row of a duty table" in said["清运积存垃圾"]
    assert "a cell of the same row of the duty table" in said["清运积存垃圾"]
    assert "it is a cell of a duty table" in said["城管局"]
