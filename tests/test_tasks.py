"""Tasks: which sentences are one, who must act, by when and how bindingly; and what holds for every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit import analyze, analyze_file
from speechkit.config import ScriptConfig
from speechkit.cues import cues_of
from speechkit.dates import times_of
from speechkit.layout import paragraphs_of
from speechkit.model import SpeechDate, Structure
from speechkit.outline import outline_of
from speechkit.readers import source_from_text
from speechkit.script import simplify
from speechkit.tasks import tasks_of, verdicts_of
from speechkit.tasks.rules import task_rules
from speechkit.units import units_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "tasks.yaml").read_text("utf-8"))


def read(text, role="requirements", date="2022-02-15"):
    """The tasks of a stretch of a part, without the outline and the parts having a say."""
    document = simplify(source_from_text(text, name="t"), ScriptConfig())
    paragraphs = paragraphs_of(document)
    units = units_of(paragraphs, ())
    roles = [role] * len(units)
    structure = Structure(document, paragraphs, (), None, units, cues_of(units))
    verdicts = verdicts_of(structure, roles)
    times = times_of(structure, (verdict.task for verdict in verdicts), SpeechDate(date, None, None, "option"))
    return [finding.task for finding in tasks_of(structure, roles, verdicts, times)]


READINGS = {
    "task": lambda tasks: bool(tasks),
    "actor": lambda tasks: tasks[0].actor and tasks[0].actor.text,
    "co": lambda tasks: [actor.text for actor in tasks[0].co_actors],
    "deadline": lambda tasks: tasks[0].deadline and tasks[0].deadline.text,
    "strength": lambda tasks: tasks[0].strength,
    "cues": lambda tasks: list(tasks[0].cues),
    "relayed": lambda tasks: [task.relayed for task in tasks],
    "actions": lambda tasks: [f"{each.action} {each.object}".rstrip() for each in tasks[0].actions],
    "verbs": lambda tasks: [each.action for each in tasks[0].actions],
    "action": lambda tasks: tasks[0].action,
    "targets": lambda tasks: [target.text for target in tasks[0].targets],
}


def fields():
    """Every field of every sentence; those that are known to come out wrong fail when they no longer do.

    Where ``task`` is wrong so is all that is said of the task.
    """
    for case in CASES["sentences"]:
        for field in READINGS:
            if field in case or field == "task":
                reasons = case.get("wrong", {})
                wrong = reasons.get("task", reasons.get(field))
                marks = [pytest.mark.xfail(reason=wrong, strict=True)] if wrong else []
                yield pytest.param(case, field, id=f"{case['text'][:16]}-{field}", marks=marks)


@pytest.mark.parametrize(("case", "field"), list(fields()))
def test_sentence(case, field):
    tasks = read(case["text"], case.get("role", "requirements"), case.get("date", "2022-02-15"))
    assert READINGS[field](tasks) == case.get(field, True)


def passages():
    for case in CASES["passages"]:
        marks = [pytest.mark.xfail(reason=case["wrong"], strict=True)] if "wrong" in case else []
        yield pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", list(passages()))
def test_passage(case):
    tasks = analyze(case["text"]).tasks
    for kind, found in (("tasks", tasks), ("relayed", [task for task in tasks if task.relayed])):
        expected = case.get(kind, [])
        beginnings = [task.text[: len(begin)] for task, begin in zip(found, expected, strict=False)]
        assert beginnings == expected
        assert len(found) == len(expected)


def test_the_table_is_large_and_every_sentence_says_where_it_is_from():
    assert len(CASES["sentences"]) >= 120
    assert all(case["source"] for case in CASES["sentences"])
    assert all(set(case.get("wrong", {})) <= set(READINGS) for case in CASES["sentences"])


# -- the sample --------------------------------------------------------------------------------------------------------

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def party_building():
    return analyze_file(next(path for path in SAMPLES if path.stem == "party-building-2022"))


def test_points_that_are_achievements_or_problems_are_no_tasks(party_building):
    points = [section for section in party_building.sections if section.level == 1 and section.series == "yi-shi"]
    assert len(points) == 7
    for point in points:
        assert point.part in ("review", "problems")
        assert not any(task.start < point.body and point.start < task.end for task in party_building.tasks)


def test_points_of_the_requirements_are_tasks_and_headings_that_fill_a_line_are_none(party_building):
    starts = {task.start for task in party_building.tasks}
    asked = [section.id for section in party_building.sections if section.start in starts]
    assert " ".join(asked) == "2.1 2.1.1 2.1.2 2.1.3 2.2 2.2.1 2.2.2 2.2.3 2.3 3.2 3.3"


def test_what_the_party_secretary_asked_for_is_relayed(party_building):
    relayed = [task for task in party_building.tasks if task.relayed]
    assert [task.text[:6] for task in relayed] == [
        "今年，市委召",
        "贯穿一条主线",
        "突出工作重点",
        "坚持问题导向",
        "切实履行管党",
    ]
    assert len({task.line for task in relayed}) == 1


def test_deadlines_count_from_the_date_of_the_speech(party_building):
    """The title says 2022; the twentieth congress, which the speech looks forward to, closed in October."""
    days = {
        task.deadline.text: (task.deadline.earliest, task.deadline.latest)
        for task in party_building.tasks
        if task.deadline
    }
    assert days["今年"] == ("2022-01-01", "2022-12-31")
    assert days["党的二十大召开后"] == ("2022-10-23", None)
    assert days["下一步"] == (None, None)


# -- what holds for every text -----------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    ["一、", "二、", "（一）", "一是", "二是", "一要", "二要", "第一，", "第二，", "同志们：", "去年以来，", "取得了明显成效。", "存在差距。", "下面我讲三点意见。", "会后，", "6月底前", "今年",
    "各级党委", "局黨委", "大家", "要", "必须", "将", "應", "不得", "认真梳理和吸纳", "推进改革", "加強領導", "增长6%左右", "新增就业1200万人以上", "对工作要点进行修改", "市委书记强调，", "会议要求：“",
    "由市教育局负责", "（责任单位：市教育局；配合单位：市财政局、市发改委）", "希望大家", "请各位委員", "，", "、", "；", "。", "！", "？", "”", "\n", "\n\n", "　　", "區(qū)", "&nbsp;",
    "（2022年2月15日）", "谢谢大家！", "\ud800", "😀", "\r\n"]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=120)
SENTENCES = st.sampled_from([case["text"] for case in CASES["sentences"]])
KINDS = {kind.id: kind for kind in task_rules().kinds}


def spans_of(task):
    """Every stretch of the source that a task names; what a section or a charge behind it hands down stands outside."""
    inside, outside = list(task.targets), []
    if task.deadline:
        (inside if task.start <= task.deadline.start < task.end else outside).append(task.deadline)
    actors = task.co_actors if task.actor is None else (task.actor, *task.co_actors)
    (inside if task.actor_from == "sentence" else outside).extend(actors)
    return inside, outside


def check(analysis, text):
    """What every analysis of ``text`` promises of its tasks."""
    units = {(unit.start, unit.end) for unit in units_in(text)}
    sections = {section.id for section in analysis.sections}
    assert [task.id for task in analysis.tasks] == [f"T{number}" for number in range(1, len(analysis.tasks) + 1)]
    assert [task.start for task in analysis.tasks] == sorted({task.start for task in analysis.tasks})
    for task in analysis.tasks:
        assert any(first <= task.start and task.end <= last for first, last in units)
        assert task.source_text == text[task.start : task.end]
        assert task.section is None or task.section in sections
        assert any(part.role == task.part and part.start <= task.start < part.end for part in analysis.parts)
        assert task.strength == KINDS[task.rule].strength
        assert bool(task.cues) == bool(KINDS[task.rule].pattern)
        assert all(cue in task.text for cue in task.cues)
        assert (task.action, task.object) == (
            (task.actions[0].action, task.actions[0].object) if task.actions else ("", "")
        )
        assert all(each.action for each in task.actions)
        assert (task.actor is None) == (task.actor_from is None)
        inside, outside = spans_of(task)
        for span in (*inside, *outside):
            assert span.source_text == text[span.start : span.end]
            assert span.text.strip()
        for span in inside:
            assert task.start <= span.start < span.end <= task.end
            assert span.text in task.text


def units_in(text):
    document = simplify(source_from_text(text, name="t"), ScriptConfig())
    paragraphs = paragraphs_of(document)
    return units_of(paragraphs, outline_of(document, paragraphs)[0])


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_every_span_of_a_task_stands_in_the_source(text):
    check(analyze(text), text)


@settings(deadline=None, max_examples=150)
@given(st.lists(SENTENCES, min_size=1, max_size=12), st.sampled_from(["\n", "\n　　", ""]))
def test_every_span_of_a_task_stands_in_a_text_of_real_sentences(sentences, between):
    text = between.join(sentences)
    check(analyze(text), text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_tasks_of_the_samples(path):
    analysis = analyze_file(path)
    assert analysis.tasks
    check(analysis, path.read_bytes().decode())


@pytest.mark.slow
def test_tasks_of_real_speeches(speeches):
    for speech in speeches[::6]:
        text = speech.text().removeprefix("\ufeff")
        check(analyze(text), text)


@settings(deadline=None, max_examples=100)
@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_no_task_is_of_the_title_or_the_words_of_address(sentences):
    analysis = analyze("\n".join(sentences))
    for task in analysis.tasks:
        assert task.part != "salutation"
        assert analysis.title is None or not analysis.title.start <= task.start < analysis.title.end


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["要把握根本遵循", "贯穿一条主线，切实做好各项工作", "坚持问题导向，全面提升水平", "要严格考核"]
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_relay_runs_over_every_semicolon_to_the_end_of_its_sentence(demands):
    first, *rest = demands
    tasks = read(f"市委书记强调，{first}；{'；'.join([*rest, '要切实履行责任'])}。我们要认真学习。")
    assert [task.relayed for task in tasks][-2:] == [True, False]
    assert all(task.relayed for task in tasks[:-1])


@pytest.mark.parametrize("ending", ["。", "；"])
def test_a_relay_ends_with_its_paragraph(ending):
    tasks = read(f"市委书记强调，要把握根本遵循{ending}\n我们要认真学习。")
    assert [task.relayed for task in tasks] == [True, False]


def test_no_text_no_tasks():
    assert analyze("").tasks == ()
    assert analyze("同志们：\n谢谢大家！").tasks == ()
