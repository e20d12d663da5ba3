"""Which of what was found is wanted: parts, tasks, set phrases, explained sentences."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.api import analyze
from speechkit.errors import UsageError
from speechkit.explanation import explanation_of
from speechkit.model import Part
from speechkit.pipeline import read
from speechkit.selection import (
    SloganSelection,
    TaskSelection,
    covered,
    due_date,
    only,
    role_of,
    select_slogans,
    select_tasks,
    units_at,
)


@pytest.mark.parametrize(
    ("parts", "start", "end", "expected"),
    [
        ([], 0, 9, []),
        ([(0, 9)], 2, 5, [(2, 5)]),
        ([(0, 3), (3, 6), (6, 9)], 2, 7, [(2, 7)]),
        ([(0, 3), (6, 9)], 0, 9, [(0, 3), (6, 9)]),
        ([(0, 3), (6, 9)], 3, 6, []),
        ([(0, 3), (6, 9)], 2, 7, [(2, 3), (6, 7)]),
        ([(0, 9)], 4, 4, []),
    ],
)
def test_what_parts_cover(parts, start, end, expected):
    assert covered([Part("review", *each) for each in parts], start, end) == expected


@given(st.lists(st.integers(0, 30), unique=True), st.integers(0, 30), st.integers(0, 30), st.sets(st.integers(0, 30)))
def test_parts_cover_just_their_own_characters(cuts, start, end, left_out):
    cuts.sort()
    parts = [Part("review", a, b) for n, (a, b) in enumerate(pairwise(cuts)) if n not in left_out]
    stretches = covered(parts, start, end)
    characters = [at for a, b in stretches for at in range(a, b)]
    assert characters == [at for at in range(start, end) if any(part.start <= at < part.end for part in parts)]
    assert all(a[1] < b[0] for a, b in pairwise(stretches))


TEXT = (
    "同志们：\n过去一年，我们增强“四个意识”，成绩显著。\n一、强化责任\n各乡镇要在2022年12月31日前完成整改。"
    "市水利局要尽快落实。\n二、坚定“四个自信”\n事业成败，关键在党。\n"
)
ANALYSIS = analyze(TEXT, date="2022-02-12")


def test_one_part_is_what_stands_in_it():
    assert {part.role for part in ANALYSIS.parts} > {"requirements", "review"}
    for role in {part.role for part in ANALYSIS.parts}:
        here = only(ANALYSIS, role)
        inside = [at for part in here.parts for at in range(part.start, part.end)]
        assert {part.role for part in here.parts} == {role}
        for name in ("sections", "tasks", "slogans"):
            expected = tuple(each for each in getattr(ANALYSIS, name) if each.start in inside)
            assert getattr(here, name) == expected
    assert only(ANALYSIS, "closing").parts == only(ANALYSIS, "closing").tasks == ()
    assert only(ANALYSIS, None) is ANALYSIS


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["各乡镇", "市水利局"]),
        ({"actor": "水利"}, ["市水利局"]),
        ({"actor": "教育"}, []),
        ({"due_before": "2022-12-31"}, ["各乡镇"]),
        ({"due_before": "2022-12-30"}, []),
        ({"part": "requirements"}, ["各乡镇", "市水利局"]),
        ({"part": "review"}, []),
        ({"strengths": ("may",)}, []),
    ],
)
def test_tasks_that_are_asked_for(asked, expected):
    selection = TaskSelection(**asked)
    assert [task.actor.text for task in select_tasks(ANALYSIS, selection).tasks] == expected
    assert selection.narrows() == bool(asked)


def test_the_due_date_and_the_part_of_a_task():
    first, second = ANALYSIS.tasks
    assert due_date(first).isoformat() == "2022-12-31"
    assert due_date(second) is None
    assert role_of(first, ANALYSIS) == "requirements"


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (SloganSelection(), ["formula", "formula", "motto"]),
        (SloganSelection(("motto", "call")), ["motto"]),
        (SloganSelection(variants=True), []),
    ],
)
def test_set_phrases_that_are_asked_for(selection, expected):
    assert [slogan.kind for slogan in select_slogans(ANALYSIS, selection).slogans] == expected


EXPLANATION = explanation_of(read(TEXT, name="a.txt", date="2022-02-12"))


@pytest.mark.parametrize(
    ("place", "role", "expected"),
    [
        ("T2", None, ["市水利局要"]),
        ("t02", None, ["市水利局要"]),
        ("4", None, ["各乡镇要在", "市水利局要"]),
        ("4", "requirements", ["各乡镇要在", "市水利局要"]),
        ("2", "review", ["过去一年，"]),
    ],
)
def test_sentences_that_are_explained(place, role, expected):
    chosen = units_at(EXPLANATION, place, role)
    assert [unit.text[:5] for unit in chosen.units] == expected
    assert chosen.source == EXPLANATION.source


@pytest.mark.parametrize(
    ("place", "role", "sentence"),
    [
        ("T3", None, "there is no task T3: a.txt has 2 tasks, T1 to T2"),
        ("4", "review", "line 4 of a.txt stands in requirements, not in review"),
        ("", None, "name a task or a line: a.txt has 2 tasks, T1 to T2, and 6 lines"),
    ],
)
def test_where_nothing_can_be_explained(place, role, sentence):
    with pytest.raises(UsageError, match=f"^{re.escape(sentence)}$"):
        units_at(EXPLANATION, place, role)
