"""Who must act by the words of a sentence, by a charge behind it, and in the shares of one that tells several offices."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from speechkit import analyze
from speechkit.tasks.actors import actors_of, shares_of
from speechkit.tasks.names import name_ends, name_start

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "actors.yaml").read_text("utf-8"))

HEAD = "某市2024年重点工作任务分解\n（2024年2月5日）\n各责任单位：\n现将任务分解如下：\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_sentence(case):
    text = case["text"]
    actors = actors_of(text)
    assert (text[slice(*actors.lead)] if actors.lead else None) == case["actor"]
    if "co" in case:
        assert [text[slice(*place)] for place in actors.others] == case["co"]


def tasks_of(text):
    return [
        (task.text, task.actor and task.actor.text, [each.text for each in task.co_actors], task.deadline)
        for task in analyze(HEAD + text).tasks
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.更新基础实验室设备。责任部门：资产处；协助部门：各学院；完成时限：2024年6月底。\n2.抓好落实。",
        "1.更新基础实验室设备。（责任部门：资产处；协助部门：各学院；完成时限：6月底前）\n2.抓好落实。",
        "一、实验条件\n更新基础实验室设备\n责任部门：资产处\n协助部门：各学院\n完成时限：2024年6月底\n",
    ],
    ids=["sentences", "brackets", "lines"],
)
def test_a_charge_behind_a_measure_names_who_acts_who_helps_and_by_when(text):
    measure, actor, others, deadline = tasks_of(text)[0]
    assert measure.rstrip("。") == "更新基础实验室设备"
    assert (actor, others, deadline.latest) == ("资产处", ["各学院"], "2024-06-30")


def test_the_subject_of_a_sentence_goes_before_the_charge_behind_it():
    text = "1.加强组织领导。各区（县级市）要制定实施细则。（牵头单位：市委组织部）\n2.抓好督查。"
    assert ("各区（县级市）要制定实施细则。", "各区（县级市）") in [found[:2] for found in tasks_of(text)]


def test_a_sentence_that_tells_several_offices_is_a_task_of_each():
    text = "各村党支部书记要上坝巡查，村主任要于6月底前落实转移路线，村会计要管好值班记录。"
    found = analyze(HEAD + text).tasks
    assert [task.actor.text for task in found] == ["各村党支部书记", "村主任", "村会计"]
    assert [task.text for task in found] == [*text.rstrip("。").split("，")[:2], "村会计要管好值班记录。"]
    assert [task.deadline and task.deadline.latest for task in found] == [None, "2024-06-30", None]
    assert all(task.source_text == (HEAD + text)[task.start : task.end] for task in found)


@pytest.mark.parametrize(
    "text",
    [
        "县科技局牵头，县工信局、县发展改革局配合，抓好中试平台建设。",
        "我们要抓好统筹，各部门要抓好落实。",
        "企业要守法经营，政府要优化服务。",
        "县财政局要保障经费，确保按时到位。",
    ],
)
def test_a_sentence_that_tells_one_or_classes_of_people_is_whole(text):
    assert shares_of(text) == [(0, len(text))]


@given(st.text(alphabet="各县市委组织部宣传办公室（）、和的要由，：“”某某牵头负责7月底前请", max_size=60))
def test_names_and_shares_lie_in_the_text(text):
    start = name_start(text, 0) if text else -1
    if start >= 0:
        assert all(start < end <= len(text) for end in name_ends(text, start))
    actors = actors_of(text)
    assert all(0 <= first < last <= len(text) for first, last in (actors.lead or (0, 1), *actors.others) if text)
    shares = shares_of(text)
    assert shares[0][0] == 0
    assert shares[-1][1] == len(text)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("各镇街要摸清底数。要逐户建立台账。同时，要严格考核。", ["各镇街", "各镇街", "各镇街"]),
        ("县财政局要落实资金，统筹安排；要加强监管，专款专用。", ["县财政局", "县财政局"]),
        ("各镇街要摸清底数。县财政局要落实资金。要加强监管。", ["各镇街", "县财政局", None]),  # it may be anybody
        ("大家要摸清底数。要逐户建立台账。", ["大家", None]),  # no office
        ("为此，各镇街要摸清底数。要逐户建立台账。", ["各镇街", None]),  # the subject does not open the sentence
    ],
)
def test_an_office_that_opens_a_paragraph_is_told_what_follows(text, actors):
    tasks = analyze("在全县工作会议上的讲话\n同志们：\n一、抓好落实\n" + text).tasks
    assert [task.actor and task.actor.text for task in tasks] == actors
    named = [task.named_actor and task.named_actor.text for task in tasks]
    assert named == [
        actor if task.actor_from == "sentence" else None for task, actor in zip(tasks, actors, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "actor", "others"),
    [
        (
            "企业开办时间压缩至0.5个工作日。（县市场监管局牵头，县税务局、县公安局配合）",
            "县市场监管局",
            ["县税务局", "县公安局"],
        ),
        ("企业开办时间压缩至0.5个工作日。责任单位：县自然资源局、县财政局按职责分工负责", "县自然资源局、县财政局", []),
        ("建立联动机制。（县自然资源局、国网青山供电公司按职责分工负责）", "县自然资源局、国网青山供电公司", []),
        ("县教育局要建设学校8所。（责任单位：县住建局）", "县教育局", []),  # who is told outright stays
    ],
)
def test_a_charge_behind_a_measure_goes_before_what_only_looks_like_its_subject(text, actor, others):
    (task,) = analyze("工作方案\n一、抓好落实\n" + text).tasks
    assert (task.actor.text, [span.text for span in task.co_actors]) == (actor, others)
