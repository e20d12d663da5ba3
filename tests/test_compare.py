"""`speechkit compare`: what is matched and what is not, both ways, and every format on two short speeches.

``UPDATE_GOLDEN=1 pytest tests/test_compare.py`` writes the golden files anew; read the difference before keeping it.
"""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from speechkit.compare.engine import compare, cover, keyness_between
from speechkit.compare.likeness import Match, Weights, alike_pairs, assigned, bigrams_of
from speechkit.compare.records import Comparison, Coverage, Keyness
from speechkit.compare.rules import common_bigrams, compare_rules, thresholds, words_in
from speechkit.compare.sections import stayed
from speechkit.compare.sides import Side, side_of, sides_of
from speechkit.errors import InputError
from speechkit.pipeline import read
from speechkit.renderers import registry
from speechkit.renderers.comparison_blocks import both
from speechkit.renderers.table import View

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden_compare"
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
NO_WORDS = Keyness(0, 0, (), ())
FORMATS = registry.format_names(Comparison)


def text_of(name, found, **view):
    return "".join(registry.render(type(found), [found], name, View(**view)))


OLD = """在全区安全生产工作会议上的讲话
（2023年3月1日）

同志们：

一、压实安全责任
各单位要增强“四个意识”，压实安全生产责任。区应急局要在6月底前完成化工企业隐患排查。

二、整治突出问题
要开展燃气安全专项整治。鼓励企业安装报警装置。要严格执行值班制度。

三、加强队伍建设
要加强应急救援队伍建设，配齐消防装备。各街道要报送每周检查台账。
"""
NEW = """在全区安全生产工作会议上的讲话
（2024年3月1日）

同志们：

一、加强应急队伍建设
要加强应急救援队伍建设，配齐消防装备。

二、压实安全责任
各单位要增强“四个认识”，压实安全生产责任。区应急局要在4月底前完成化工企业隐患排查。

三、整治突出问题
必须开展燃气安全专项整治。要确保企业安装报警装置。执行值班制度。

四、推进数字监管
要建设智慧消防平台，接入全部高层住宅。
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("2023.txt", OLD), ("2024.txt", NEW)):
        Path(name).write_text(text, "utf-8")
    return tmp_path


def sides(*files):
    return sides_of(list(map(str, files)), words=False)


def side(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return sides(path, path)[0]


def compared(tmp_path, a, b):
    return compare(side(tmp_path, "a.txt", a), side(tmp_path, "b.txt", b))


def speech(*demands):
    """A speech with these demands, from line 7 on, and one more that makes it sound like one."""
    head = "在全区安全生产工作会议上的讲话\n（2024年3月1日）\n\n同志们：\n\n一、工作要求\n"
    return head + "\n".join((*demands, "各单位要切实抓好落实。")) + "\n"


# --- likeness


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("推进西部陆海新通道建设。", "加快建设西部陆海新通道。", True),
        ("落实碳达峰行动方案。", "扎实开展“碳达峰十大行动”。", False),
        ("强化公共法律服务和法律援助。", "加强公共法律服务。", True),
        ("深入推进全民阅读。", "深化全民阅读活动。", True),
        ("加强廉洁政府建设。", "加快数字政府建设。", False),
        ("完善终身学习体系。", "完善社会治理体系。", False),
        ("要强化投入。", "要强化主体责任。", False),
        ("加强领导。", "加强 领导", True),
    ],
)
def test_tasks_are_the_same_by_their_rare_wording(a, b, alike):
    grams = bigrams_of(a), bigrams_of(b)
    assert bool(alike_pairs(grams[:1], grams[1:], Weights(grams), thresholds().same_task)) is alike


WORDING = st.text("加强推进建设安全生产", min_size=0, max_size=12)


@given(st.lists(WORDING, max_size=6), st.lists(WORDING, max_size=6), st.sampled_from((0.2, 0.34, 0.9)))
def test_no_neighbour_is_missed_and_both_ways_are_the_same(a, b, least):
    grams_a, grams_b = list(map(bigrams_of, a)), list(map(bigrams_of, b))
    weights = Weights(grams_a + grams_b)
    found = alike_pairs(grams_a, grams_b, weights, least)
    expected = {
        (i, j): score
        for i, one in enumerate(grams_a)
        for j, other in enumerate(grams_b)
        if (score := weights.likeness(one, other)) >= least
    }
    assert {(match.i, match.j): match.score for match in found} == expected
    back = alike_pairs(grams_b, grams_a, weights, least)
    pairs = {(match.i, match.j) for match in assigned(found, (len(a), len(b)))}
    assert pairs == {(match.j, match.i) for match in assigned(back, (len(b), len(a)))}


def test_most_alike_first_then_like_places():
    candidates = [Match(0, 1, 0.5), Match(0, 0, 0.5), Match(1, 1, 0.5), Match(1, 0, 0.9)]
    assert [(match.i, match.j) for match in assigned(candidates, (2, 2))] == [(1, 0), (0, 1)]
    assert [(match.i, match.j) for match in assigned(candidates[:3], (2, 2))] == [(0, 0), (1, 1)]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], set()),
        ([4], {0}),
        ([0, 1, 2], {0, 1, 2}),
        ([1, 0], set()),
        ([1, 2, 3, 0], {0, 1, 2}),
        ([0, 2, 1, 3], {0, 3}),
        ([3, 0, 1, 2], {1, 2, 3}),
    ],
)
def test_stayed(places, expected):
    assert stayed(places) == expected


@given(st.permutations(range(7)))
def test_stayed_is_the_same_both_ways(places):
    back = [places.index(at) for at in range(len(places))]
    assert {places[at] for at in stayed(places)} == stayed(back)


# --- rules


@pytest.mark.parametrize("rule", compare_rules().leanings, ids=lambda rule: rule.id)
def test_examples_of_the_rules(rule):
    assert rule.source
    assert rule.examples.hit
    assert rule.examples.miss
    assert all(words_in(text, rule.id) for text in rule.examples.hit)
    assert not any(words_in(text, rule.id) for text in rule.examples.miss)


def test_common_wording_is_pairs_of_characters_that_stand_once():
    listed = [bigram for line in compare_rules().common.values() for bigram in line]
    assert {len(bigram) for bigram in listed} == {2}
    assert len(set(listed)) == len(listed) == len(common_bigrams())


# --- tasks


@pytest.mark.parametrize(
    ("a", "b", "strength", "words"),
    [
        ("要开展燃气安全专项整治。", "必须开展燃气安全专项整治。", "stronger", (("要",), ("必须",))),
        ("必须开展燃气安全专项整治。", "要开展燃气安全专项整治。", "weaker", (("必须",), ("要",))),
        ("要推进燃气安全专项整治。", "要坚决推进燃气安全专项整治。", "stronger", ((), ("坚决",))),
        ("要坚决推进燃气安全专项整治。", "要稳步推进燃气安全专项整治。", "weaker", (("坚决",), ("稳步",))),
        ("要探索建立巨灾保险制度。", "要建立巨灾保险制度。", "stronger", (("探索",), ())),
        ("要坚决推进燃气安全专项整治。", "要严格推进燃气安全专项整治。", None, ((), ())),
        ("要推进燃气安全专项整治。", "要推进燃气安全的专项整治。", None, ((), ())),
        ("要推进燃气安全专项整治。", "要推进燃气安全专项整治，确保万无一失。", None, ((), ())),
    ],
)
def test_strength(tmp_path, a, b, strength, words):
    (change,) = compared(tmp_path, speech(a), speech(b)).tasks
    assert (change.kind, change.strength, (change.words_a, change.words_b)) == ("matched", strength, words)


@pytest.mark.parametrize(
    ("a", "b", "change"),
    [
        ("区应急局要在6月底前完成隐患排查。", "区应急局要在4月底前完成隐患排查。", "earlier"),
        ("区应急局要在4月底前完成隐患排查。", "区应急局要在6月底前完成隐患排查。", "later"),
        ("区应急局要完成隐患排查。", "区应急局要在6月底前完成隐患排查。", "added"),
        ("区应急局要在6月底前完成隐患排查。", "区应急局要完成隐患排查。", "dropped"),
        ("区应急局要在6月底前完成隐患排查。", "区应急局要在6月底前完成好隐患排查。", None),
        ("区应急局要在年底前完成隐患排查。", "区应急局要在12月底前完成隐患排查。", None),
    ],
)
def test_deadline(tmp_path, a, b, change):
    (found,) = compared(tmp_path, speech(a), speech(b)).tasks
    assert (found.kind, found.deadline) == ("matched", change)


def test_the_same_words_are_the_same_deadline_in_another_year(tmp_path):
    text = speech("区应急局要在6月底前完成隐患排查。")
    found = compared(tmp_path, text, text.replace("2024", "2025"))
    assert (found.tasks, found.tasks_unchanged) == ((), 2)


@pytest.mark.parametrize(
    ("a", "b", "change"),
    [
        ("6月底前", "4月底前", "earlier"),
        ("6月底前", "9月底前", "later"),
        ("年底前", "12月底前", None),
        ("2024年底前", "2025年底前", "later"),
        ("今年底前", "2024年底前", None),
    ],
)
def test_a_deadline_counts_from_the_year_of_its_speech(tmp_path, a, b, change):
    text = "区应急局要在{}完成隐患排查。"
    found = compared(tmp_path, speech(text.format(a)).replace("2024年3月", "2023年3月"), speech(text.format(b)))
    assert [each.deadline for each in found.tasks] == [change]


def test_one_that_became_two_is_neither_added_nor_dropped(tmp_path):
    a = speech("要开展燃气安全专项整治，配齐消防装备器材。")
    b = speech("要开展燃气安全专项整治。", "要配齐消防装备器材。")
    found = compared(tmp_path, a, b).tasks
    assert [(each.kind, each.again) for each in found] == [("matched", False), ("matched", True)]


def test_a_demand_repeated_counts_once(tmp_path):
    found = compared(
        tmp_path, speech("要配齐消防装备。", "要建设智慧平台。", "要配齐消防装备。"), speech("要报送台账。")
    )
    dropped = [(each.a.text, each.a.count) for each in found.tasks if each.kind == "dropped"]
    assert dropped == [("要配齐消防装备。", 2), ("要建设智慧平台。", 1)]


def test_what_is_passed_on_from_others_is_no_task_of_the_speech(tmp_path):
    text = speech("市委书记强调，要配齐消防装备。", "要报送台账。")
    assert compared(tmp_path, text, text).a.tasks == 2


# --- sections


def kinds_of(found):
    return [
        (each.kind, each.moved, each.a.title if each.a else None, each.b.title if each.b else None)
        for each in found.sections
    ]


def test_sections():
    found = compare(*sides("2023.txt", "2024.txt"))
    assert kinds_of(found) == [
        ("matched", False, "压实安全责任", "压实安全责任"),
        ("matched", False, "整治突出问题", "整治突出问题"),
        ("added", False, None, "推进数字监管"),
        ("matched", True, "加强队伍建设", "加强应急队伍建设"),
    ]
    assert [(each.a.line, each.b.line) for each in found.sections if each.a and each.b] == [(6, 9), (9, 12), (12, 6)]


def test_no_sections_where_a_side_has_several_speeches(place):
    assert compare(*sides(place, "2024.txt")).sections is None


# --- set phrases


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("要增强“四个意识”。", "要增强“四个认识”。", [("changed", "四个意识", "四个认识")]),
        ("要增强“四个意识”。", "要坚定“四个自信”。", [("in", None, "四个自信"), ("out", "四个意识", None)]),
        ("要用好“红黑榜”。", "要用好“红白榜”。", [("changed", "红黑榜", "红白榜")]),
        ("要用好“红黑榜”。", "要办好“小板凳”会。", [("in", None, "小板凳"), ("out", "红黑榜", None)]),
        ("要用好“红黑榜”。", "要用好红黑榜。", []),
        ("要用好“红黑榜”。", "要用好“红黑榜”，办好“红黑榜”。", []),
    ],
)
def test_set_phrases(tmp_path, a, b, expected):
    found = compared(tmp_path, speech(a), speech(b)).slogans
    assert [(each.kind, each.a and each.a.text, each.b and each.b.text) for each in found] == expected


# --- what holds of every comparison


def swapped(found):
    """The findings of a comparison as they must be the other way round, without their order."""
    kinds = {"added": "dropped", "dropped": "added", "in": "out", "out": "in"}
    other = {"stronger": "weaker", "weaker": "stronger", "earlier": "later", "later": "earlier"} | kinds
    tasks = {
        (kinds.get(each.kind, each.kind), each.b, each.a, each.again, other.get(each.strength),
         each.words_b, each.words_a, other.get(each.deadline, each.deadline))
        for each in found.tasks
    }  # fmt: skip
    slogans = {(kinds.get(each.kind, each.kind), each.b, each.a) for each in found.slogans}
    sections = {(kinds.get(each.kind, each.kind), each.b, each.a, each.moved) for each in found.sections or ()}
    return tasks, slogans, sections, found.tasks_unchanged, found.slogans_kept


def plain(found):
    tasks = {
        (each.kind, each.a, each.b, each.again, each.strength, each.words_a, each.words_b, each.deadline)
        for each in found.tasks
    }
    slogans = {(each.kind, each.a, each.b) for each in found.slogans}
    sections = {(each.kind, each.a, each.b, each.moved) for each in found.sections or ()}
    return tasks, slogans, sections, found.tasks_unchanged, found.slogans_kept


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nothing_has_changed_between_a_speech_and_itself(path):
    one, other = sides(path, path)
    found = compare(one, other)
    assert (found.tasks, found.slogans) == ((), ())
    assert {(each.kind, each.moved, each.retitled) for each in found.sections} <= {("matched", False, False)}
    assert all(each.a == each.b for each in found.sections)
    assert (found.tasks_unchanged, found.slogans_kept) == (found.a.tasks, found.a.slogans)
    covered = cover(one, other)
    assert (covered.missing, covered.reworded) == (0, 0)


@pytest.mark.parametrize(("a", "b"), [(a, b) for a in SAMPLES for b in SAMPLES if a < b])
def test_the_other_way_round_is_the_mirror_image(a, b):
    one, other = sides(a, b)
    assert plain(compare(other, one)) == swapped(compare(one, other))


DEMANDS = st.lists(
    st.sampled_from(
        (
            "要配齐消防装备。", "必须配齐消防装备。", "要开展燃气安全专项整治。", "坚决开展燃气专项整治。",
            "要用好“红黑榜”。", "要用好“红白榜”。", "6月底前完成隐患排查。", "年底前完成隐患排查。", "要报送台账。",
        )
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(DEMANDS, DEMANDS)
def test_mirror_image_of_any_demands(tmp_path_factory, a, b):
    folder = tmp_path_factory.mktemp("mirror")
    one, other = side(folder, "a.txt", speech(*a)), side(folder, "b.txt", speech(*b))
    found = compare(one, other)
    assert plain(compare(other, one)) == swapped(found)
    for count, texts in (
        (found.a.tasks, {each.a.text for each in found.tasks if each.a}),
        (found.b.tasks, {each.b.text for each in found.tasks if each.b}),
    ):
        assert len(texts) + found.tasks_unchanged >= count  # none is lost


@given(st.text(max_size=30), st.text(max_size=30))
def test_pieces_make_up_the_texts(a, b):
    from speechkit.chars import one_line

    one, other = both(a, b)
    assert "".join(piece.text for piece in one) == one_line(a)
    assert "".join(piece.text for piece in other) == one_line(b)
    if one_line(a) == one_line(b):
        assert not any(piece.changed for piece in (*one, *other))


def changes(folder, a, b):
    return compare(side(folder, "a.txt", speech(*a)), side(folder, "b.txt", speech(*b)))


def test_a_demand_that_stands_in_a_longer_one_is_neither_dropped_nor_added(place):
    longer = "要开展基础教育扩优提质行动，改善农村寄宿制学校办学条件，持续深化“双减”，推动学前教育普惠发展，加强县域普通高中建设。"
    like = "要加强县域普通高中和中等职业学校建设，办好人民满意的教育。"
    found = changes(place, ["要加强县域普通高中建设。", like], [longer, like])
    assert [(each.kind, each.again, each.b.text) for each in found.tasks] == [("matched", True, longer)]
    found = changes(place, ["要优化国防科技工业体系和布局。"], [f"{longer[:-1]}，优化国防科技工业体系和布局。"])
    assert {each.kind for each in found.tasks} == {"matched"}


def test_a_demand_whose_words_stand_in_the_other_text_is_not_dropped(place):
    one = side(place, "a.txt", speech("要深化国资国企改革。"))
    other = side(place, "b.txt", speech("要抓好落实。", "回顾过去一年，我们深化国资国企改革，成绩很大。"))
    assert "要深化国资国企改革。" in {task.text for each in one.speeches for task in each.tasks}
    text = side(place, "c.txt", speech("要抓好落实。", "会议说：要深化国资国企改革。这话很对。"))
    assert not [each for each in compare(one, text).tasks if each.kind == "dropped"]
    assert [each.a.text for each in compare(one, other).tasks if each.kind == "dropped"] == ["要深化国资国企改革。"]


@pytest.mark.parametrize(
    ("a", "b", "strength"),
    [
        ("要推进西部陆海新通道建设，做好口岸工作。", "将推进西部陆海新通道建设，做好口岸工作。", "weaker"),  # nothing else has changed
        ("要推进西部陆海新通道建设，做好口岸和物流工作。", "推进西部陆海新通道建设，抓紧开通新的班列。", None),  # style
        ("要推进西部陆海新通道建设。", "加快建设西部陆海新通道。", "stronger"),
        ("促进中小企业专精特新发展。", "加快发展现代生产性服务业，促进中小企业专精特新发展。", None),  # of another clause
        ("要切实做好就业工作。", "要扎实做好就业工作。", None),  # the one for the other
    ],
)  # fmt: skip
def test_what_makes_a_demand_firmer(place, a, b, strength):
    found = changes(place, [a], [b])
    assert [each.strength for each in found.tasks if each.kind == "matched" and not each.again] == [strength]


@pytest.mark.parametrize(
    ("a", "b", "deadline"),
    [
        ("各区要在2024年底前完成老旧小区改造任务。", "各区要在今年年底前完成老旧小区改造任务。", None),  # the same day
        ("今年各区要完成老旧小区改造任务。", "各区要完成老旧小区改造任务。", None),  # the year of the speech is no limit
        ("各区要在6月底前完成老旧小区改造任务。", "各区要在4月底前完成老旧小区改造任务。", "earlier"),
        ("各区要在2024年底前完成老旧小区改造任务。", "各区要在2025年底前完成老旧小区改造任务。", "later"),
        ("各区要在6月底前完成老旧小区改造任务。", "各区要完成老旧小区改造任务。", "dropped"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_deadline(place, a, b, deadline):
    found = changes(place, [a], [b])
    assert [each.deadline for each in found.tasks if each.kind == "matched"] in (
        [deadline],
        [] if deadline is None else [deadline],
    )


def test_a_clause_alone_is_passed_on_in_part(place):
    one = side(
        place,
        "a.txt",
        speech("要积极培育新兴产业和未来产业，创建一批未来产业先导区，制定支持数字经济高质量发展政策，开展试点示范。"),
    )
    other = side(
        place,
        "b.txt",
        speech("要布局人工智能和量子科技，突破卡脖子的关键技术，着力引进领军人才，创建一批未来产业先导区。"),
    )
    demand = cover(one, other).demands[0]
    assert (demand.passed_on, demand.clause) == ("partly", "创建一批未来产业先导区")
    assert demand.found.text.endswith("创建一批未来产业先导区。")


@pytest.mark.parametrize(("whole", "listed"), [(2, True), (30, False)])
def test_a_word_is_not_gone_where_a_longer_one_has_it(run, place, whole, listed):
    Path("a.txt").write_text(speech(*["要关心妇女儿童。"] * whole, *["要抓好改革开放。"] * (32 - whole)), "utf-8")
    Path("b.txt").write_text(speech(*["要关心儿童。"] * 30), "utf-8")
    found = json.loads(run("compare", "a.txt", "b.txt", "--format", "json").stdout)["keyness"]
    counts = {each["word"]: (each["count_a"], each["count_b"]) for each in found["more_in_b"]}
    assert counts.get("儿童") == ((0, 30) if listed else None)


def test_keywords_and_compare_agree(run, place):
    old, new = (
        speech(*["要抓好党建工作。"] * 9, "要扶贫。"),
        speech(*["要抓好扶贫和乡村振兴工作。"] * 9, "要抓好党建。"),
    )
    Path("a.txt").write_text(old, "utf-8")
    Path("b.txt").write_text(new, "utf-8")
    compared = json.loads(run("compare", "a.txt", "b.txt", "--format", "json").stdout)["keyness"]["more_in_b"]
    keywords = json.loads(run("keywords", "b.txt", "--against", "a.txt", "--format", "json").stdout)["keywords"]
    held = {
        each["word"]: (each["count"], each["reference_count"], each["weight"], each["log_ratio"], each["p"])
        for each in keywords
    }
    assert compared
    for each in compared:
        figures = (each["count_b"], each["count_a"], each["log_likelihood"], each["log_ratio"], each["p"])
        assert held[each["word"]] == figures


def test_a_sentence_with_all_of_a_demand_goes_before_one_that_is_like_it(place):
    demand = "要加快补齐农村饮水安全短板。"
    whole = "要优化水资源配置，推进重点水利工程建设，完善防洪排涝体系，强化河湖管护，加快补齐农村饮水安全短板。"
    one = side(place, "a.txt", speech(demand))
    other = side(place, "b.txt", speech("要加快补齐农村饮水管网短板。", whole))
    assert cover(one, other).demands[0].found.text == whole


def test_a_number_has_changed_as_a_whole():
    one, other = both("2021年工作回顾。", "2023年工作回顾。")
    assert [(piece.text, piece.changed) for piece in one] == [("2021", True), ("年工作回顾。", False)]
    assert other[0].text == "2023"


# --- coverage


@pytest.mark.parametrize(
    ("subordinate", "passed_on", "task"),
    [
        ("要配齐消防装备器材。", "verbatim", True),
        ("各街道要配齐消防装备器材，做好巡查。", "verbatim", True),
        ("要补足消防装备、器材。", "reworded", True),
        ("要配齐3台消防装备器材。", "reworded", True),
        ("要报送台账。", "missing", False),
        ("市委书记强调，要配齐消防装备器材。", "verbatim", True),
    ],
)
def test_coverage(tmp_path, subordinate, passed_on, task):
    one, other = side(tmp_path, "a.txt", speech("要配齐消防装备器材。")), side(tmp_path, "b.txt", speech(subordinate))
    found = cover(one, other)
    demand, _ = found.demands
    assert demand.passed_on == passed_on
    assert (demand.found is not None) is (passed_on != "missing")
    assert found.covered == (0.5 if passed_on == "missing" else 1)
    if demand.found:
        assert (demand.found.line, demand.found.task is not None) == (7, task)


def test_what_the_subordinate_looks_back_on_is_not_passed_on(tmp_path):
    a = speech("要配齐消防装备器材。")
    b = "在会议上的讲话\n\n一、2023年工作回顾\n过去一年，我们配齐了消防装备器材，取得了显著成绩。\n\n二、下一步工作\n要切实抓好落实。\n"
    assert [each.passed_on for each in cover(side(tmp_path, "a.txt", a), side(tmp_path, "b.txt", b)).demands] == [
        "missing",
        "reworded",
    ]


def test_nothing_to_pass_on():
    nobody = Side("a", ())
    assert (cover(nobody, nobody).covered, cover(nobody, nobody).demands) == (0.0, ())


# --- formats


def test_every_format_is_in_the_table_and_has_a_suffix():
    assert registry.suffixes(Comparison) == {
        ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".docx": "docx", ".json": "json",
    }  # fmt: skip
    assert registry.result_of(Comparison) == registry.result_of(Coverage)


@pytest.mark.parametrize("coverage", [False, True], ids=["compare", "coverage"])
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "docx"])
def test_golden(run, name, coverage, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = run("compare", "2023.txt", "2024.txt", "--format", name, *(["--coverage"] if coverage else []))
    assert (done.exit_code, done.stderr) == (0, "")
    golden = GOLDEN / f"{'coverage' if coverage else 'compare'}.{name}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(done.stdout, "utf-8")
    assert golden.exists(), f"no {golden.name}: write it with UPDATE_GOLDEN=1 and read it"
    assert done.stdout == golden.read_text("utf-8")


def test_every_golden_file_is_tested():
    texts = [name for name in FORMATS if name != "docx"]
    assert {path.name for path in GOLDEN.iterdir()} == {f"{a}.{b}" for a in ("compare", "coverage") for b in texts}


@pytest.mark.parametrize("width", [40, 61, 80, 200])
def test_columns_keep_to_the_width(width):
    found = compare(*sides(*SAMPLES[1:3]))
    text = text_of("columns", found, width=width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_hostile_text_stays_text(tmp_path):
    a = speech("要用好<script>alert(1)</script>平台|*台账*。\x1b[31m")
    found = compared(tmp_path, a, speech("要报送名单。"))
    page = text_of("html", found)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    table = text_of("markdown", found)
    assert "\\<script\\>" in table
    assert "平台\\|\\*台账\\*" in table
    assert "\x1b" not in text_of("columns", found, width=80)


def test_html_needs_nothing_beside_it():
    page = text_of("html", compare(*sides("2023.txt", "2024.txt")))
    assert not re.search(r"<script|<link|src=|url\(|@import|https?:", page)
    assert page.count("<table>") == page.count("</table>")
    assert "@media print" in page


def test_json_has_both_lines(run):
    data = json.loads(run("compare", "2023.txt", "2024.txt", "--format", "json").stdout)
    (dated,) = [each for each in data["tasks"] if each["deadline"]]
    assert (dated["deadline"], dated["a"]["line"], dated["b"]["line"]) == ("earlier", 7, 10)
    assert (dated["a"]["latest"], dated["b"]["latest"]) == ("2023-06-30", "2024-04-30")


# --- the command


def test_words_that_one_side_has_more_often(run):
    Path("a.txt").write_text(speech(*["要推进脱贫攻坚，帮扶困难群众。"] * 9), "utf-8")
    Path("b.txt").write_text(speech(*["要抓好疫情防控，救治重症患者。"] * 9), "utf-8")
    found = json.loads(run("compare", "a.txt", "b.txt", "--format", "json", "--limit", "2").stdout)["keyness"]
    (first, _), (second, _) = found["more_in_a"], found["more_in_b"]
    assert (first["count_a"], first["count_b"], first["a"]["line"], first["b"]) == (9, 0, 7, None)
    assert (second["count_a"], second["count_b"]) == (0, 9)
    assert first["log_ratio"] < 0 < second["log_ratio"]
    assert first["log_likelihood"] > 3.84


def test_years_of_a_folder_and_of_a_corpus(run, place):
    folder = place / "speeches"
    folder.mkdir()
    for name in ("2023.txt", "2024.txt"):
        (place / name).rename(folder / name)
    plainly = run("compare", folder / "2023.txt", folder / "2024.txt", "--format", "json")
    years = ("--year-a", "2023", "--year-b", "2024", "--format", "json")
    assert run("corpus", "add", "speeches.db", folder).exit_code == 0
    for inputs in ([folder], [folder, folder], ["speeches.db"], ["speeches.db", folder]):
        done = run("compare", *inputs, *years)
        assert (done.exit_code, done.stderr) == (0, "")
        found, expected = json.loads(done.stdout), json.loads(plainly.stdout)
        assert found["a"]["name"].endswith(" (2023)")
        assert found["keyness"]["more_in_a"] == expected["keyness"]["more_in_a"]
        for key in ("tasks", "slogans", "sections"):
            assert len(found[key]) == len(expected[key])


def test_readings_are_sides(place):
    one, other = side_of([read(OLD, name="2023.txt")], "2023.txt"), side_of([read(NEW, name="2024.txt")], "2024.txt")
    assert (one, other) == sides_of(["2023.txt", "2024.txt"])
    assert one.counts.words["燃气"] == other.counts.words["燃气"] == 1
    together = side_of([read(OLD, name="a"), read(NEW, name="b")], "both", role="requirements")
    assert len(together.speeches) == 2
    assert {each.part for speech in together.speeches for each in speech.sentences} == {"requirements"}


def test_what_a_corpus_keeps_is_not_analysed_again(run, monkeypatch):
    assert run("corpus", "add", "speeches.db", "2023.txt", "2024.txt").exit_code == 0
    expected = sides("2023.txt", "2024.txt")
    monkeypatch.setattr("speechkit.pipeline.labels_of", lambda _: pytest.fail("analysed again"))
    monkeypatch.setattr("speechkit.pipeline.outline_of", lambda *_: pytest.fail("analysed again"))
    found = sides_of(["speeches.db"], (2023, 2024), words=True)
    assert [each.speeches for each in found] == [each.speeches for each in expected]


def test_without_somebody_to_tell_a_file_that_cannot_be_read_is_an_error(place):
    (place / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"empty\.txt is empty"):
        sides_of([".", "2024.txt"])


def test_a_folder_is_not_written_into_as_long_as_it_is_read(run, place):
    done = run("compare", place, "2024.txt", "-o", "2023.txt")
    assert (done.exit_code, Path("2023.txt").read_text("utf-8")) == (2, OLD)
    assert "is an input too" in done.stderr


def test_a_folder_is_taken_together_each_text_once(run, place):
    Path("copy.txt").write_text(OLD, "utf-8")
    done = run("compare", place, "2024.txt", "--format", "json")
    assert "is the same as" in done.stderr
    found = json.loads(done.stdout)
    assert (found["a"]["speeches"], found["b"]["speeches"], found["sections"]) == (2, 1, None)
    assert {each["kind"] for each in found["tasks"]} <= {"dropped", "matched"}


def test_part(run):
    found = json.loads(run("compare", "2023.txt", "2024.txt", "--part", "requirements", "--format", "json").stdout)
    assert found["tasks"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2023.txt"], "one side to compare with"),
        (["2023.txt", "--year-a", "2023"], "one side to compare with"),
        (["2023.txt", "2024.txt", "2023.txt"], "two sides are compared, not 3"),
        (["2023.txt", "nothing.txt"], "nothing.txt"),
        (["2023.txt", "2024.txt", "--year-b", "2020"], "2024.txt has no speech of 2020; it has 2024"),
        (["2023.txt", "empty"], "empty holds no speech"),
        (["2023.txt", "2024.txt", "--coverage", "--limit", "3"], "leave it out"),
        (["2023.txt", "2024.txt", "-o", "a.xlsx"], "no format has this suffix"),
        (["-", "-"], "only once"),
    ],
)
def test_errors_are_one_sentence(run, arguments, said):
    Path("empty").mkdir()
    done = run("compare", *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_standard_input_is_a_side(run):
    done = run("compare", "2023.txt", "-", input=NEW)
    assert done.exit_code == 0
    assert done.stdout.startswith("# 对照\t2023.txt\t")


def test_keyness_without_words():
    nobody = Side("a", ())
    assert keyness_between(nobody, nobody, 20) == NO_WORDS
