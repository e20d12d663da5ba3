"""Terms: groups of forms, exclusions, whole words, expressions, concepts and marks that are alike, counted plainly."""

import re
from pathlib import Path

import pytest

from speechkit import Corpus, read
from speechkit.errors import CorpusError, UsageError

SAMPLES = Path(__file__).parents[1] / "samples"
HEAD = "讲话\n\n同志们：\n"
PEOPLE = HEAD + "要改善人民生活，保障民生。民生工程、民生改善要落实，人民生活水平要提高，各国民生产积极。"
HUNDRED = HEAD + "坚持百花齐放、百家争鸣。坚持百花齐放，百家争鸣。坚持百花齐放,百家争鸣。百花齐放和百家争鸣要坚持。"


def corpus_of(*texts):
    corpus = Corpus.in_memory()
    for number, text in enumerate(texts):
        corpus.add_reading(read(text, name=f"202{number}.txt"))
    return corpus


def number(corpus, term, **how):
    (row,) = corpus.count(term, **how)
    assert len(list(corpus.kwic(term, **how))) == row.count  # every count can be listed as its hits
    assert sum(each.count for each in corpus.count(term, by="part", **how)) == row.count
    (trend,) = corpus.trend(term, **how)
    assert sum(point.count for point in trend.points) == row.count
    return row.count


@pytest.mark.parametrize(
    ("term", "how", "count"),
    [
        ("民生", {}, 6),
        ("民生", {"without": "人民生活"}, 4),
        ("民生", {"without": ["人民生活", "国民生产"]}, 3),
        ("民生", {"without": "人民生活|国民生产"}, 3),
        ("民生", {"without": "民"}, 6),
        ("民生", {"without": "民生"}, 0),
        ("民生", {"word": True}, 3),
        ("人民生活", {"word": True}, 2),  # of two words
        ("民生活", {"word": True}, 0),
        ("民生|人民", {}, 6),  # 人民 is longer from where it begins: it takes what 民生 would share with it
        ("人民|国民", {}, 3),
        ("人民｜国民", {}, 3),
        ("国民|人民|国民", {}, 3),
        ("民生(工程|改善)", {"regex": True}, 2),
        ("民生.", {"regex": True, "without": "民生改善"}, 5),
        ("民|生", {"regex": True}, 12),
    ],
)
def test_what_counts(term, how, count):
    assert number(corpus_of(PEOPLE), term, **how) == count


@pytest.mark.parametrize(
    ("term", "count"),
    [
        ("百花齐放、百家争鸣", 3),
        ("百花齐放，百家争鸣", 3),
        ("百花齐放,百家争鸣", 3),
        ("百花齊放、百家爭鳴", 3),
        ("百花齐放百家争鸣", 0),
        ("百花齐放。百家争鸣", 0),
        ("百花齐放和百家争鸣", 1),
        ("百花齐放、百家争鸣|百花齐放和百家争鸣", 4),
        ("　百花齐放 ", 4),
    ],
)
def test_marks_that_do_the_same_work_are_the_same(term, count):
    assert number(corpus_of(HUNDRED), term) == count


def test_brackets_quotation_marks_and_points_of_either_kind():
    corpus = corpus_of(
        HEAD + "要树立“四个意识”，落实《纲要(试行)》，增长6.5％，学习卡尔·马克思。", HEAD + "用好ＷＴＯ规则。"
    )
    for term in ("「四个意识」", '"四个意识"', "〈纲要（试行）〉", "6．5%", "卡尔•马克思", "WTO", "ＷＴＯ规则"):
        assert number(corpus, term) == 1, term


def test_counts_are_those_of_a_plain_search_in_the_samples():
    corpus = Corpus.in_memory()
    for path in sorted(SAMPLES.glob("*.txt")):
        corpus.add_reading(read(path.read_text("utf-8"), name=f"2020_{path.name}"))
    bodies = [text for (text,) in corpus._store.rows("SELECT text FROM bodies ORDER BY document")]
    for term, expression in (
        ("发展|改革", "发展|改革"),
        ("发展|高质量发展", "高质量发展|发展"),
        ("要|必须|应当", "必须|应当|要"),
    ):
        assert number(corpus, term) == sum(len(re.findall(expression, body)) for body in bodies)
    for term, without in (("发展", "高质量发展"), ("人民", "人民政府"), ("工作", "工作人员")):
        kept = [re.sub(without, "", body) for body in bodies]
        assert number(corpus, term, without=without) == sum(body.count(term) for body in kept)
    for term in ("发展", "生活", "人民", "会议"):
        within = 0
        for body, (cut,) in zip(bodies, _borders(corpus), strict=True):
            within += sum(found.start() in cut and found.end() in cut for found in re.finditer(term, body))
        assert number(corpus, term, word=True) == within


def _borders(corpus):
    from speechkit.corpus.tokens import cuts

    return [({0, *cut.borders},) for _, _, cut in cuts(corpus._store)]


def test_a_concept_is_counted_as_all_its_forms_and_each_apart():
    corpus = corpus_of(HEAD + "坚定“四个自信”，坚定道路自信、理论自信、制度自信、文化自信。文化自信是根本。")
    rows = corpus.count(concepts="四个自信")
    assert [(row.term, row.form, row.count) for row in rows] == [
        ("四个自信", "all", 6),
        ("四个自信", "name", 1),
        ("道路自信", "member", 1),
        ("理论自信", "member", 1),
        ("制度自信", "member", 1),
        ("文化自信", "member", 2),
    ]
    assert {row.concept for row in rows} == {"四个自信"}
    assert len(list(corpus.kwic(concept="四個自信"))) == 6
    assert [trend.points[0].count for trend in corpus.trend(concepts="四个自信")] == [6, 1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["count", "发展|"], "'发展|' has an empty side"),
        (["count", "|"], "has an empty side"),
        (["count", " 　"], "an empty term stands everywhere"),
        (["count", "发展", "--not", ""], "an empty term stands everywhere"),
        (["count", "--concept", "四个自"], "near it: 四个自信"),
        (["kwic", "--concept", "四个自信", "--concept", "四个意识"], "one concept at a time"),
        (["trend", "--rising", "--word"], "leave out options of terms"),
        (["count", "--regex", "发(展"], "a bracket is opened and not closed"),
    ],
)
def test_refusals(run, tmp_path, arguments, sentence):
    file = tmp_path / "2020.txt"
    file.write_text(PEOPLE, "utf-8")
    done = run(*arguments, str(file))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert sentence in done.stderr


def test_a_corpus_whose_words_are_not_kept_says_how_they_are_added():
    corpus = corpus_of(PEOPLE)
    corpus._store.run("DELETE FROM tokens")
    with pytest.raises(CorpusError, match="corpus upgrade"):
        corpus.count("民生", word=True)
    with pytest.raises(UsageError):
        corpus.count("民生|")
