"""Items: which tasks an office files as one row, what names them, and what holds for every text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import analyze, analyze_file
from speechkit.pipeline import read
from speechkit.selection import TaskSelection, select_tasks

HEAD = "在全县工作会议上的讲话\n（2024年3月1日）\n同志们：\n下面，我讲几点意见。\n"

CASES = {
    "a run-in heading with the sentences below it": (
        "一、抓好宣传引导工作。要开设专栏。要组织记者下乡。\n二、强化督查问效。要每月通报一次。",
        [["抓好宣传引导工作", 3], ["强化督查问效", 2]],
    ),
    "a heading line with the sentences under it": (
        "一、压实工作责任\n各级各部门要主动担当。要建立台账。\n二、加强组织领导\n要加强统筹协调。",
        [["压实工作责任", 2], ["加强组织领导", 1]],
    ),
    "each office that is told its own work": (
        "一、分工负责\n县财政局要落实资金。县水利局要抓好施工。要加强调度。",
        [["县财政局要落实资金", 1], ["县水利局要抓好施工", 2]],
    ),
    "all of a kind are told what the heading says": (
        "一、坚定信仰，做到思想政治受洗礼。各级党组织要加强教育。广大党员要检视思想言行。",
        [["坚定信仰，做到思想政治受洗礼", 3]],
    ),
    "an activity that is to be held": (
        "一、抓好宣传引导工作。要做好解读。开展“奋进新征程”主题宣传活动。组织“强国有我”演讲比赛。",
        [["抓好宣传引导工作", 2], ["开展“奋进新征程”主题宣传活动", 1], ["组织“强国有我”演讲比赛", 1]],
    ),
    "what is passed on": (
        "一、提高认识\n市委书记强调，要把握根本遵循；要抓好落实。\n我们要认真学习。",
        [["市委书记强调，要把握根本遵循", 2], ["认真学习", 1]],
    ),
}


@pytest.mark.parametrize(("text", "items"), CASES.values(), ids=CASES)
def test_what_is_one_item(text, items):
    found = analyze(HEAD + text).items
    assert [[item.title.text, len(item.tasks)] for item in found] == items


@pytest.fixture(scope="module")
def party_building():
    return analyze_file(Path(__file__).parents[1] / "samples" / "party-building-2022.txt")


def test_items_of_a_real_speech(party_building):
    own = [item for item in party_building.items if not item.relayed]
    assert 19 <= len(own) <= 23
    assert [item.title.text for item in own][6:11] == [
        "抓好宣传引导工作",
        "开展“奋进新征程、建功新时代”主题宣传活动",
        "组织“强国复兴有我”群众性主题宣传教育活动",
        "各级党组织书记讲专题党课，基层党组织开展主题党日",
        "认真学习宣传贯彻党的二十大精神",
    ]


def test_an_item_says_what_its_tasks_say():
    (item,) = analyze(
        HEAD + "一、狠抓整改。县住建局要会同县财政局在6月底前完成整改，合格率达到95%以上。不得走过场。"
    ).items
    assert (item.id, item.tasks, item.section) == ("I1", ("T1", "T2"), "1")
    assert item.actor.text == "县住建局"
    assert [span.text for span in item.co_actors] == ["县财政局"]
    assert (item.deadline.latest, len(item.deadlines)) == ("2024-06-30", 1)
    assert [target.value for target in item.targets] == [95.0]
    assert (item.strength, item.relayed) == ("must", False)


def test_ids_stay_under_a_filter(party_building):
    kept = select_tasks(party_building, TaskSelection(actor="局党委"))
    assert kept.items
    assert set(kept.items) < set(party_building.items)
    tasks = {task.id for task in kept.tasks}
    assert all(tasks.intersection(item.tasks) for item in kept.items)


PIECES = st.sampled_from(
    [
        *(
            "一、抓好落实。",
            "二、加强领导\n",
            "要开设专栏。",
            "县财政局要落实资金。",
            "开展主题宣传活动。",
            "市委书记强调，要担当；",
        ),
        *("\n", "各级党组织要抓好。", "去年成绩显著。", "一是要报送总结；", "6月底前，", "要。"),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_task_is_in_one_item(text):
    reading = read(HEAD + text)
    items = reading.items
    assert [task for item in items for task in item.tasks] == [task.id for task in reading.tasks]
    assert [item.id for item in items] == [f"I{number}" for number in range(1, len(items) + 1)]
    for item in items:
        assert item.title.source_text == reading.text[item.title.start : item.title.end]
        assert item.title.text


def test_real_speeches(speeches):
    for speech in speeches[::12]:
        analysis = analyze_file(speech.path)
        assert [task for item in analysis.items for task in item.tasks] == [task.id for task in analysis.tasks]
