"""Items: which tasks an office files as one row, what names them, and what holds for every text."""

from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import analyze, analyze_file
from speechkit.pipeline import read, read_file
from speechkit.selection import TaskSelection, only, select_tasks
from speechkit.tasks import items_of
from speechkit.tasks.item_lengths import LONGEST, SHORTEST

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
    "the points of one sentence with the sentence that announces them": (
        "一、加强自身建设。要做到四个合格：一是政治合格；二是纪律合格；三是品德合格；四是作用合格。",
        [["加强自身建设", 5]],
    ),
    "the points of one sentence that tell offices their work": (
        "一、分工负责\n要抓好三项工作。一是县财政局要落实资金；二是县水利局要抓好施工；三是县教育局要开展宣传。",
        [
            ["分工负责", 1],
            ["县财政局要落实资金", 1],
            ["县水利局要抓好施工", 1],
            ["县教育局要开展宣传", 1],
        ],
    ),
    "a heading with the few paragraphs below it": (
        "一、压实工作责任\n要主动担当。\n要建立台账。\n要定期通报。\n二、加强组织领导\n要加强统筹协调。",
        [["压实工作责任", 3], ["加强组织领导", 1]],
    ),
    "a heading that names no work": (
        "一、下一步工作打算\n要加强统筹协调，形成工作合力。",
        [["加强统筹协调，形成工作合力", 1]],
    ),
    "why, when and on what ground come first": (
        "会后，为确保任务落到实处，按照职责分工，县财政局要落实资金。",
        [["县财政局要落实资金", 1]],
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


SAMPLES = Path(__file__).parents[1] / "samples"
SPEECHES = yaml.safe_load((Path(__file__).parent / "cases" / "items.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SPEECHES, ids=lambda case: case.get("speech", "four points of three sentences"))
def test_what_an_office_files_of_a_speech(case):
    found = read_file(SAMPLES / case["speech"]) if "speech" in case else read(case["text"])
    words = {task.id: task.text for task in found.tasks}
    assert [item.title.text for item in found.items] == [item["title"] for item in case["items"]]
    for item, filed in zip(found.items, case["items"], strict=True):
        assert item.relayed == filed.get("relayed", False)
        assert len(item.tasks) == len(filed["tasks"])
        assert all(words[task].startswith(begins) for task, begins in zip(item.tasks, filed["tasks"], strict=True))


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


def test_whoever_is_named_comes_before_us():
    (item,) = analyze(HEAD + "一、狠抓整改\n我们要认真对待。县住建局要完成整改。大家要支持配合。").items
    assert (item.actor.text, item.co_actors) == ("县住建局", ())
    (item,) = analyze(HEAD + "一、狠抓整改。我们要认真对待。大家要支持配合。").items
    assert (item.actor.text, item.co_actors) == ("我们", ())


def test_ids_stay_under_a_filter(party_building):
    kept = select_tasks(party_building, TaskSelection(actor="局党委"))
    assert kept.items
    assert set(kept.items) < set(party_building.items)
    tasks = {task.id for task in kept.tasks}
    assert all(tasks.intersection(item.tasks) for item in kept.items)
    part = only(party_building, "problems")
    assert [item.tasks for item in part.items] == [(task.id,) for task in part.tasks] == [("T2",)]


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


PIECES_OF_A_PARAGRAPH = ["要开设专栏。", "要加强领导，压实责任。", "同时要抓好宣传。", "强化监督检查。", "要完善制度；"]


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

        assert len(item.tasks) <= LONGEST
        assert item.line == reading.document.line(item.title.start)


@given(st.lists(st.sampled_from(PIECES_OF_A_PARAGRAPH), min_size=9, max_size=60).map("".join))
@settings(deadline=None, max_examples=60)
def test_a_long_paragraph_is_cut(text):
    reading = read(HEAD + "一、抓好落实。" + text)
    lengths = [len(item.tasks) for item in reading.items]
    assert all(SHORTEST <= length <= LONGEST for length in lengths) or len(reading.tasks) < SHORTEST


def test_what_is_cut_begins_with_what_heads_the_rest():
    first, second = ("要优化布局，提高质量。", "要加大投入，补齐短板。")
    found = analyze(HEAD + "一、抓好落实。" + first * 4 + "培育新型消费。" + second * 5).items
    assert [(item.title.text, len(item.tasks)) for item in found] == [
        ("抓好落实", 5),
        ("培育新型消费", 6),
    ]


def test_items_take_linear_time():
    def steps(count):
        text = HEAD + "".join(f"{n % 9 + 1}是要抓好第{n}项工作，会后，县财政局要落实资金；" for n in range(count))
        reading = read(text)
        parts = (reading.tasks, reading.sections, reading.paragraphs, reading.document)
        started = perf_counter()
        items_of(*parts)
        return perf_counter() - started

    steps(20)
    assert steps(1600) < 12 * max(steps(400), 0.002)


def test_real_speeches(speeches):
    for speech in speeches[::12]:
        analysis = analyze_file(speech.path)
        assert [task for item in analysis.items for task in item.tasks] == [task.id for task in analysis.tasks]
        assert all(len(item.tasks) <= LONGEST for item in analysis.items)


def test_a_title_does_not_begin_with_the_end_of_a_quotation():
    text = "一、坚持方针\n要团结，不要分裂；\n要光明正大。\n”我们要坚持这个方针，发展生产。\n要抓好落实。\n要压实责任。"
    titles = [item.title.text for item in analyze(HEAD + text).items]
    assert "坚持这个方针，发展生产" in titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("由县水利局牵头，县财政局配合，于4月30日前完成红旗水库主体工程。", "于4月30日前完成红旗水库主体工程"),
        ("县财政局牵头、县教育局配合，抓好经费保障。", "抓好经费保障"),
        ("县供销社负责做好化肥储备，储备量不低于1.2万吨。", "县供销社负责做好化肥储备，储备量不低于1.2万吨"),
        ("各部门要加强协调配合，形成工作合力。", "各部门要加强协调配合，形成工作合力"),
    ],
)
def test_a_title_says_what_is_to_be_done_and_not_only_who_is_in_charge(text, title):
    (item,) = analyze(f"专题会议纪要\n一、会议议定\n{text}\n").items
    assert item.title.text == title
