"""Keywords: weights as jieba.analyse gives them, what is kept whole, keyness, and ``speechkit keywords``."""

import csv
import io
import json
import logging
import os
import re
import subprocess
import sys
import warnings
from collections import Counter
from math import log
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from speechkit.config import Config
from speechkit.errors import InputError, UsageError
from speechkit.keywords.candidates import NOUN, Word, body_of, with_offices, words_in, words_of
from speechkit.keywords.extract import TAGS, keyword_list, keywords_of
from speechkit.keywords.keyness import (
    Counts,
    References,
    counts_of,
    keyness_of,
    keywords_against,
    log_likelihood,
    log_ratio,
    references_in,
)
from speechkit.keywords.records import KeywordList, Reference
from speechkit.keywords.rules import keyword_rules, numeral_patterns, stop_words
from speechkit.model import Analysis, Keyword, Paragraph, Part, SourceInfo
from speechkit.pipeline import load, read, read_file
from speechkit.readers import READERS
from speechkit.renderers.registry import render
from speechkit.renderers.table import View
from speechkit.script import convert
from speechkit.segment import idf
from speechkit.segment.idf import MEDIAN, idf_of
from speechkit.segment.tokens import tokens
from speechkit.units import units_of

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SEED = ROOT / "samples" / "party-building-2022.txt"
RULES = keyword_rules()


def engines():
    from importlib.util import find_spec

    return ["jieba", *(["rjieba"] if find_spec("rjieba") else [])]


def by_line(text):
    """The reading of a plain text: a paragraph a line, all of one part, in which no set phrase is looked for."""
    reading = read(text)
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), line, ((0, at),)))
        at += len(line) + 1
    reading.paragraphs, reading.parts, reading.slogans = tuple(paragraphs), whole(text), ()
    return reading


def whole(text):
    return (Part("requirements", 0, len(text)),)


def keywords(text, method="tfidf"):
    """All keywords of a plain text."""
    return keywords_of(by_line(text), method=method, top=10**6)


def words(text, tags=False):
    """The words of a speech, as they are counted, whatever parts it has."""
    reading = read(text)
    reading.parts = whole(text)
    return list(words_of(reading, tags=tags))


def keys(text):
    return [word.text for word in words(text) if word.kind == "key"]


# --- weights, beside jieba's own


@pytest.fixture(scope="module")
def jieba_analyse():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.analyse
    jieba.setLogLevel(logging.CRITICAL)
    return jieba.analyse


@pytest.fixture(scope="module")
def plain_text(jieba_analyse):
    """The sentences of the samples in which nothing is kept whole, and whose words and tags jieba.posseg finds too."""
    from jieba import posseg

    lines = []
    for path in SAMPLES:
        for unit in units_of(read_file(path).paragraphs, ()):
            ours = [(word.text, word.tag) for word in words(unit.text, tags=True)]
            numbered = any(numeral_patterns()[0].fullmatch(word) for word, _ in ours)
            if not numbered and ours == [(pair.word, pair.flag) for pair in posseg.cut(unit.text)]:
                lines.append(unit.text)
    assert sum(map(len, lines)) > 1000
    return "\n".join(lines)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # jieba leaves a file open
@pytest.mark.parametrize(("method", "extractor"), [("tfidf", "TFIDF"), ("textrank", "TextRank")])
def test_weights_are_those_of_jieba(jieba_analyse, plain_text, method, extractor):
    theirs = getattr(jieba_analyse, extractor)()
    theirs.stop_words = set(stop_words())
    tags = {"allowPOS": TAGS} if method == "textrank" else {}
    expected = dict(theirs.extract_tags(plain_text, topK=None, withWeight=True, **tags))
    ours = keywords(plain_text, method)
    assert len(ours) > 90
    assert {keyword.word: keyword.weight for keyword in ours} == pytest.approx(expected, abs=1e-6)
    assert [keyword.weight for keyword in ours] == sorted((keyword.weight for keyword in ours), reverse=True)


def test_idf_is_that_of_jieba(jieba_analyse):
    values, median = jieba_analyse.default_tfidf.idf_loader.get_idf()
    assert median == MEDIAN
    some = [*list(values)[::300], "没有这样的词", "a\nb", "13.9", "", "\ud800"]
    assert idf_of(some) == {word: values.get(word, median) for word in some}


@pytest.mark.parametrize("damage", [b"", b"1 0 0\n", None])
def test_idf_is_read_anew_where_what_was_kept_is_damaged(monkeypatch, tmp_path, damage):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    expected = idf_of(["发展", "党建"])
    (kept,) = tmp_path.rglob("*.buckets")
    kept.write_bytes(kept.read_bytes()[:-5] if damage is None else damage)
    assert idf_of(["发展", "党建"]) == expected
    with monkeypatch.context() as patch:  # it has been made anew
        patch.setattr(idf, "_keep", lambda *_: pytest.fail("gone through again"))
        assert idf_of(["发展", "党建"]) == expected


def test_idf_where_nothing_can_be_kept(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    assert idf_of(["发展"])["发展"] < MEDIAN
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "folder"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert idf_of(["发展"])["发展"] < MEDIAN
    assert not (tmp_path / "folder").exists()


def test_ties_are_broken_by_the_word():
    found = keywords("庄天慧、夏明翰，夏明翰、庄天慧。")  # in no list of frequencies
    assert [(each.word, each.weight) for each in found] == [("夏明翰", found[0].weight), ("庄天慧", found[0].weight)]
    assert [each.word for each in keywords("香蕉、苹果。", "tfidf")] == sorted(
        ["香蕉", "苹果"], key=lambda w: -idf_of([w])[w]
    )


@pytest.mark.parametrize("method", ["tfidf", "textrank"])
@pytest.mark.parametrize("text", ["。", "的", "2021年", "，，", "我们要"])
def test_no_keywords(method, text):
    assert keywords(text, method) == ()


def test_one_word_has_no_other_near():
    assert keywords("苹果", "textrank") == ()
    assert [keyword.word for keyword in keywords("苹果")] == ["苹果"]


@pytest.mark.parametrize("word", ["党建", "庄天慧", "国务院"])
def test_textrank_has_abbreviations_organisations_and_unknown_words(word):
    assert word in [keyword.word for keyword in keywords(f"农村建设、{word}。", "textrank")]


@settings(deadline=None)
@given(st.text(max_size=60))
@pytest.mark.slow
def test_any_text_has_weights(text):
    for method in ("tfidf", "textrank"):
        found = keywords(text, method)
        assert all(keyword.count > 0 and keyword.weight > 0 for keyword in found)
        assert len({keyword.word for keyword in found}) == len(found)


# --- what is one word, and what is none


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("增强“四个意识”，做到“两个维护”。", "四个意识"),
        ("增强四个意识。", "四个意识"),
        ("解决好“三农”问题。", "三农"),
        ("破解党建、业务“两张皮”问题。", "两张皮"),
        ("推动高质量发展。", "高质量发展"),
        ("发展新质生产力。", "新质生产力"),
        ("由市委宣传部牵头。", "市委宣传部"),
        ("局机关党建办要认真梳理。", "局机关党建办"),
        ("闽侯县住建局负责。", "闽侯县住建局"),
        ("迎接党的二十大胜利召开。", "二十大"),
        ("贯彻落实党的十九届六中全会精神。", "十九届六中全会"),
        ("编制“十四五”规划。", "十四五"),
        ("抓住5G网络和GDP。", "5G"),
    ],
)
def test_kept_whole(text, whole):
    assert whole in keys(text)


def test_nothing_is_counted_in_two_ways():
    found = keys("增强“四个意识”，由市委宣传部牵头，党的二十大以来。")
    assert Counter(found) == Counter(["四个意识", "市委宣传部", "牵头", "二十大"])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2021年完成", "2021年"), ("增长6%左右", "6%"), ("投资10亿元", "10亿元"), ("3个百分点", "3个百分点"), ("二〇二五年", "二〇二五年"),
        ("一是强化", "一是"), ("第十四届", "第十四届"), ("2000平方公里", "2000平方公里"),
    ],
)  # fmt: skip
def test_numerals_are_whole_and_no_keywords(text, word):
    assert Word(word, "other") in [msgspec.structs.replace(each, tag=None) for each in words(text)]
    assert word not in keys(text)


def test_chains_are_words():
    assert not any("、" in word or "，" in word for path in SAMPLES for word in keys(load(path, Config()).text))


def test_what_is_set_aside_or_wrapped():
    wrapped = ROOT / "samples" / "rural-work-hardwrapped.txt"  # …凝心聚力、⏎团结…, 党委书⏎记
    assert "党委书\n记" in wrapped.read_text("utf-8").replace("\r", "")
    assert "党委书记" in keys(wrapped.read_text("utf-8"))
    assert keys("全區(qū)領(lǐng)導(dǎo)幹部") == keys("全区领导干部")


def test_marks_and_line_ends_have_their_place():
    found = list(words_of(by_line("农业、农村。\n乡村！")))
    assert [word.text for word in found] == ["农业", "、", "农村", "。", "\n", "乡村", "！"]
    assert [word.kind for word in found] == ["key", "mark", "key", "mark", "mark", "key", "mark"]


def test_tag_of_what_is_whole():
    body = body_of(by_line("由市委宣传部牵头。"))
    assert Word("市委宣传部", "key", NOUN) in list(words_in(body, Config().segment, tags=True))


def test_only_what_stands_in_the_parts():
    reading = by_line("会议纪要\n改革开放。\n乡村振兴。")
    reading.parts = Part("meta", 0, 5), Part("review", 5, 7), Part("requirements", 7, 16)
    texts = {role: body_of(reading, role).text for role in (None, "review", "meta", "closing")}
    assert texts == {None: "改革开放。\n乡村振兴。", "review": "改革", "meta": "会议纪要", "closing": ""}


# --- the rules


RULES_WITH_EXAMPLES = (*RULES.wholes, RULES.numerals, RULES.offices)


@pytest.mark.parametrize("rule", RULES_WITH_EXAMPLES)
def test_a_rule_has_examples_and_a_source(rule):
    assert rule.source
    assert rule.examples.hit
    assert rule.examples.miss


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES.wholes for t in (*r.examples.hit, *r.examples.miss)])
def test_a_whole(rule, text):
    assert bool(rule.search(text)) is (text in rule.examples.hit)


@pytest.mark.parametrize("text", RULES.numerals.examples.hit)
def test_a_numeral(text):
    assert [word.kind for word in words(text)] == ["other"]


@pytest.mark.parametrize("text", RULES.numerals.examples.miss)
def test_no_numeral(text):
    assert not numeral_patterns()[0].fullmatch(text)


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("text", [*RULES.offices.examples.hit, *RULES.offices.examples.miss])
def test_an_office(engine, text):
    found = [piece.text for piece in with_offices(text, tokens(text, engine=engine)) if piece.whole]
    assert found == ([text] if text in RULES.offices.examples.hit else [])


def test_words_are_simplified_and_listed_once():
    offices = RULES.offices
    listed = [word for words in RULES.stop_words.values() for word in words]
    pieces = (offices.levels, offices.fields, offices.ends, offices.bodies, offices.short_ends, offices.inner)
    for each in (listed, *pieces):
        assert convert(" ".join(each), "hans") == " ".join(each)
        assert len(each) == len(set(each))
    assert set(offices.inner) <= set(offices.fields)


def test_stop_words_of_jieba_are_among_ours(jieba_analyse):
    assert stop_words() >= jieba_analyse.default_tfidf.STOP_WORDS
    assert {word.lower() for word in stop_words()} == stop_words()


def test_a_long_row_of_pieces_is_quick():
    import time

    started = time.perf_counter()
    assert keys("市委" * 20_000)
    assert time.perf_counter() - started < 5


# --- keyness

counts = st.integers(0, 10**6)
sizes = st.integers(10**6, 10**8)


@given(counts, counts, sizes, sizes)
def test_log_likelihood_is_never_negative_and_the_same_from_both_sides(one, other, size, other_size):
    value = log_likelihood(one, other, size, other_size)
    assert value >= 0
    assert value == pytest.approx(log_likelihood(other, one, other_size, size), abs=1e-6)


@given(st.integers(0, 10**6), sizes)
def test_equal_counts_say_nothing(count, size):
    assert log_ratio(count, count, size, size) == 0
    assert log_likelihood(count, count, size, size) == pytest.approx(0, abs=1e-6)


@given(counts, counts, sizes, sizes)
def test_log_ratio_turns_its_sign(one, other, size, other_size):
    assert log_ratio(one, other, size, other_size) == pytest.approx(-log_ratio(other, one, other_size, size))


def test_values_by_hand():
    assert log_likelihood(100, 50, 1000, 1000) == pytest.approx(2 * (100 * log(100 / 75) + 50 * log(50 / 75)))
    assert log_likelihood(10, 0, 1000, 3000) == pytest.approx(2 * 10 * log(10 / 2.5))
    assert log_ratio(100, 50, 1000, 1000) == pytest.approx(1)
    assert log_ratio(8, 0, 1000, 1000) == pytest.approx(4)  # 0.5 for 0


SPEECH = Counts(Counter({"党建": 10, "学习": 4, "发展": 2, "一次": 1}), 100)
OTHERS = Counts(Counter({"发展": 40, "学习": 40, "经济": 30, "也一次": 1}), 1000)


def test_overused_and_underused():
    over = keyness_of(SPEECH, OTHERS, top=20)
    assert [(each.word, each.count, each.reference_count) for each in over] == [("党建", 10, 0)]
    assert over[0].log_ratio > 0
    under = keyness_of(SPEECH, OTHERS, top=20, negative=True)
    assert [each.word for each in under] == ["经济", "发展"]
    assert all(each.log_ratio < 0 and each.weight > 0 for each in under)
    assert keyness_of(SPEECH, OTHERS, top=1, negative=True) == under[:1]


def test_counts_add_up():
    total = Counts.total([SPEECH, OTHERS])
    assert total.size == 1100
    assert total.words["学习"] == 44
    assert total.without(SPEECH) == OTHERS
    assert Counts.of([Word("党建", "key"), Word("，", "mark"), Word("的", "other")]) == Counts(Counter(["党建"]), 2)


def test_a_keyword_in_json():
    assert msgspec.json.encode(Keyword("党建", 3, 0.5)) == '{"word":"党建","count":3,"weight":0.5}'.encode()
    assert "reference_count" in msgspec.json.encode(Keyword("党建", 3, 0.5, 0.0, 0)).decode()
    analysis = json.loads(msgspec.json.encode(msgspec.json.schema(Analysis)))
    assert set(analysis["$defs"]["Keyword"]["required"]) == {"word", "count", "weight"}


# --- formats

INFO = SourceInfo("=a.txt", "0", "utf-8", "hans", 9, 1)
PLAIN = KeywordList("1.0", INFO, "tfidf", None, (Keyword("党建", 3, 0.5), Keyword("学习\t\x1b[1m", 1, 0.01)), ())
HELD = KeywordList(
    "1.0", INFO, "log-likelihood", Reference(2, 1000, 90), (Keyword("党建", 3, 8.5, 4.25, 0, 0.0036), Keyword("学习", 2, 1.0, 0.5, 9, 0.3173)), ()
)  # fmt: skip
NONE = KeywordList("1.0", INFO, "tfidf", None, (), ())


def rendered(name, *lists, **view):
    return "".join(render(KeywordList, lists, name, View(**view)))


def test_text():
    assert rendered("text", PLAIN) == "党建\t3\t0.5000\n学习 \x1b[1m\t1\t0.0100\n"
    assert rendered("text", HELD) == "党建\t3\t8.5000\t+4.25\t0\t0.004\n学习\t2\t1.0000\t+0.50\t9\t0.317\n"
    assert rendered("text", HELD, NONE, several=True).endswith("\n\n==> =a.txt <==\n")
    assert rendered("text", NONE) == ""


def test_csv():
    assert rendered("csv", HELD).splitlines() == [
        "file,word,count,weight,speech_words,log_ratio,reference_count,reference_words,p",
        "'=a.txt,党建,3,8.5,90,4.25,0,1000,0.0036",
        "'=a.txt,学习,2,1.0,90,0.5,9,1000,0.3173",
    ]
    assert rendered("csv", NONE) == "file,word,count,weight\n"
    assert rendered("csv") == ""


def test_json():
    assert json.loads(rendered("json", PLAIN))["keywords"][0] == {"word": "党建", "count": 3, "weight": 0.5}
    assert json.loads(rendered("json", HELD))["reference"] == {"files": 2, "words": 1000, "speech_words": 90}
    assert len(rendered("json", PLAIN, NONE, several=True).splitlines()) == 2
    assert [json.loads(line)["method"] for line in rendered("jsonl", PLAIN, HELD).splitlines()] == [
        "tfidf",
        "log-likelihood",
    ]


@pytest.mark.parametrize("width", [None, 20, 60, 80, 200])
@pytest.mark.parametrize("each", [PLAIN, HELD])
def test_chart_fits(width, each):
    long = Keyword("广西壮族自治区人民政府办公厅综合处" * 2, 2, 0.2, *((0.1, 3) if each is HELD else ()))
    each = msgspec.structs.replace(each, keywords=(*each.keywords, long))
    out = rendered("table", each, width=width)
    assert "\x1b" not in out
    lines = out.splitlines()
    assert len(lines) == 4
    assert max(map(cell_len, lines)) <= max(min(width or 80, 80), 60)
    assert lines[1].endswith("█")
    assert "█" not in lines[0]
    assert lines[3].split()[0].endswith("…")


def test_chart():
    assert rendered("table", HELD, width=60) == (
        "词语  次数      G2  对数比  他文次数      p\n"
        "党建     3  8.5000   +4.25         0  0.004  ███████████████\n"
        "学习     2  1.0000   +0.50         9  0.317  █▊\n"
    )
    assert rendered("table", HELD, language="en").startswith("word  count      G2  log ratio  in others      p\n")
    assert "\x1b[1" in rendered("table", HELD, color=True)
    assert rendered("table", NONE) == ""


# --- the command

GOLDEN = {
    "integrity-meeting-pinyin": "廉政建设 4, 廉政 2, 要带头 1, 四风 1, 纠治 1, 纪检监察机关 1",
    "party-building-2022": "党建 36, 二十大 19, 学习 26, 党史 10, 治党 7, 习近平 9",
    "policy-report-tw": "施政报告 2, 议员 3, 明德 2, 施政 2, 指教 2, 县政府 2",
    "rural-work-hardwrapped": "乡村 4, 粮食 4, 农办 2, 各乡镇 2, 县委 2, 三农 2",
    "work-report-2025": "民生 4, 增长 6, 增加值 2, 经济社会 2, 代表 3, 生产总值 2",
}


CHART = """\
词语    次数    权重
党建      36  0.4513  ██████████████████████████████████████████████████████████
二十大    19  0.2545  ████████████████████████████████▊
学习      26  0.1861  ███████████████████████▉
党史      10  0.1395  █████████████████▉
治党       7  0.1206  ███████████████▌
习近平     9  0.1105  ██████████████▎
责任      14  0.1049  █████████████▌
党员      10  0.0965  ████████████▍
"""


def test_chart_of_a_speech(run):
    assert run("keywords", SEED, "--limit", "8", "--format", "table").stdout == CHART


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_golden(run, tmp_path, engine, sample):
    config = tmp_path / "c.yaml"
    config.write_text(f"segment:\n  engine: {engine}\n", "utf-8")
    done = run("--config", config, "keywords", sample, "--limit", "6")
    assert done.exit_code == 0
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert ", ".join(f"{word} {count}" for word, count, _ in rows) == GOLDEN[sample.stem]


@pytest.mark.parametrize("method", ["tfidf", "textrank"])
def test_engines_agree(run, tmp_path, method):
    outputs = set()
    for engine in engines():
        config = tmp_path / f"{engine}.yaml"
        config.write_text(f"segment:\n  engine: {engine}\n", "utf-8")
        outputs.add(run("--config", config, "keywords", *SAMPLES, "--method", method, "--limit", "200").stdout)
    assert len(outputs) == 1


@pytest.mark.slow
def test_hash_seeds_do_not_matter():
    outputs = set()
    for seed in ("0", "1", "2"):
        arguments = ["keywords", SEED, "--limit", "100", "--method", "textrank", "--format", "json"]
        done = subprocess.run(
            [sys.executable, "-m", "speechkit", *arguments],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_jieba_is_not_imported_where_rjieba_is():
    pytest.importorskip("rjieba", reason="the extra “fast” is not installed")
    code = "import sys; from speechkit.cli import main; main(sys.argv[1:]); sys.exit('jieba' in sys.modules)"
    subprocess.run([sys.executable, "-c", code, "keywords", SEED], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def test_text_in_a_pipe(run):
    lines = run("keywords", SEED, "--limit", "3").stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["党建", "36"], ["二十大", "19"], ["学习", "26"]]
    assert len(run("keywords", SEED).stdout.splitlines()) == 20
    several = run("keywords", SEED, SEED, "--limit", "1").stdout
    assert several.count("==>") == 2


def test_part(run):
    everything = run("keywords", SEED, "--limit", "1000").stdout
    part = run("keywords", SEED, "--part", "problems", "--limit", "1000").stdout
    words = {line.split("\t")[0] for line in part.splitlines()}
    assert "两张皮" in words
    assert words < {line.split("\t")[0] for line in everything.splitlines()} | words
    missing = run("keywords", SEED, "--part", "salutation", "--limit", "3")
    assert missing.exit_code == 0


@pytest.mark.parametrize(
    ("suffix", "start"), [(".txt", "党建\t36\t"), (".json", "{\n"), (".jsonl", '{"schema'), (".csv", "\ufefffile,word")]
)
def test_suffix(run, tmp_path, suffix, start):
    path = tmp_path / f"o{suffix}"
    assert run("keywords", SEED, "-o", path).exit_code == 0
    assert path.read_text("utf-8").startswith(start)


def test_terminal(run, monkeypatch):
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    lines = run("keywords", SEED, "--limit", "5").stdout.splitlines()
    assert len(lines) == 6
    assert max(map(cell_len, (line.replace("\x1b[0m", "") for line in lines))) < 200
    monkeypatch.setenv("NO_COLOR", "1")
    assert max(map(cell_len, run("keywords", SEED, "--limit", "5").stdout.splitlines())) == 80


def test_user_phrases_and_words(run, tmp_path):
    (tmp_path / "mine.yaml").write_text("- name: 集中换届\n", "utf-8")
    (tmp_path / "words.txt").write_text("从政环境\n", "utf-8")
    config = tmp_path / "c.yaml"
    config.write_text("segment:\n  user_dictionary: words.txt\nglossary:\n  files: [mine.yaml]\n", "utf-8")
    found = run("--config", config, "keywords", SEED, "--limit", "1000").stdout
    assert "\n集中换届\t" in found
    assert "\n从政环境\t" in found


def test_nothing_to_say(run):
    done = run("keywords", "-", input="。" * 3)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "no keywords were found in it" in done.stderr
    assert run("keywords", "-", "-q", input="。" * 3).stderr == ""
    assert json.loads(run("keywords", "-", "--format", "json", input="。").stdout)["keywords"] == []


# --- --against


@pytest.fixture
def folder(tmp_path):
    base = tmp_path / "speeches"
    (base / "deep").mkdir(parents=True)
    (base / "a.txt").write_text("全面推进乡村振兴，发展乡村产业，建设美丽乡村。\n粮食多了，粮食好了。\n" * 20, "utf-8")
    (base / "deep" / "b.MD").write_text("# 报告\n\n经济增长，产业升级，乡村振兴。", "utf-8")
    (base / ".hidden.txt").write_text("不要读", "utf-8")
    (base / "data.csv").write_text("不,要,读", "utf-8")
    return base


def test_against(run, folder):
    done = run("keywords", SEED, "--against", folder, "--format", "json", "-q")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["method"] == "log-likelihood"
    assert found["reference"]["files"] == 2
    assert found["keywords"][0] == {
        "word": "党建", "count": 36, "weight": found["keywords"][0]["weight"], "log_ratio": found["keywords"][0]["log_ratio"], "reference_count": 0,
        "p": 0.0011,
    }  # fmt: skip
    weights = [keyword["weight"] for keyword in found["keywords"]]
    assert weights == sorted(weights, reverse=True)
    assert all(keyword["count"] >= 2 and keyword["log_ratio"] > 0 for keyword in found["keywords"])


def test_against_what_it_lacks(run, folder):
    rows = list(
        csv.DictReader(
            io.StringIO(run("keywords", SEED, "--against", folder, "--negative", "--format", "csv", "-q").stdout)
        )
    )
    assert {"乡村", "粮食"} <= {row["word"] for row in rows}
    assert all(float(row["log_ratio"]) < 0 for row in rows)


def test_from_python(folder):
    reading = read_file(SEED)
    references = references_in([folder])
    assert references == References.of({sha256: counts_of(each) for sha256, each in by_sha256(folder)})
    found = keywords_against(reading, references, top=3)
    assert (found.method, found.reference.files, found.source) == ("log-likelihood", 2, reading.info)
    assert found.keywords == keyness_of(counts_of(reading), references.total, top=3)
    assert keyword_list(reading, top=3).keywords == keywords_of(reading)[:3]
    with pytest.raises(UsageError, match="there are no words to hold"):
        keywords_against(reading, references_in([SEED]))


def by_sha256(folder):
    for path in (folder / "a.txt", folder / "deep" / "b.MD"):
        reading = read_file(path)
        yield reading.info.sha256, reading


def test_without_somebody_to_tell_a_file_that_cannot_be_read_is_an_error(folder):
    (folder / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"empty\.txt is empty"):
        references_in([folder])


def test_folders_are_walked_as_those_of_a_batch(run, folder):
    (folder / "link.txt").symlink_to(folder / "deep" / "b.MD")
    (folder / "~$a.docx").write_bytes(b"Word's, while it has the file open")
    os.mkfifo(folder / "pipe.txt")
    done = run("keywords", SEED, "--against", folder, "--format", "json")
    assert json.loads(done.stdout)["reference"]["files"] == 2
    assert "pipe.txt is a named pipe, not a file; it was left out" in done.stderr
    assert "1 symbolic link not followed" in done.stderr
    assert "~$" not in done.stderr


def test_the_speech_itself_is_left_out(run, folder):
    (folder / "same.txt").write_bytes(SEED.read_bytes())
    (folder / "twice.txt").write_bytes((folder / "a.txt").read_bytes())
    found = json.loads(run("keywords", SEED, "--against", folder, "--format", "json", "-q").stdout)
    assert found["reference"]["files"] == 2
    done = run("keywords", SEED, "--against", SEED)
    assert done.exit_code == 2
    assert "there are no words to hold" in done.stderr


def test_files_and_folders_together(run, folder):
    arguments = ("--against", folder / "deep", "--against", folder / "a.txt", "--format", "json", "-q")
    several = [*map(json.loads, run("keywords", SEED, SEED, *arguments).stdout.splitlines())]
    assert [each["reference"]["files"] for each in several] == [2, 2]


def test_a_file_of_the_folder_that_cannot_be_read_is_left_out(run, folder):
    (folder / "empty.txt").write_bytes(b"")
    done = run("keywords", SEED, "--against", folder, "-q", "--format", "json")
    assert done.exit_code == 1
    assert "empty.txt is empty" in done.stderr
    assert json.loads(done.stdout)["reference"]["files"] == 2


@pytest.mark.parametrize(
    ("against", "message"),
    [
        ("nowhere", "there is no file"),
        ("none", "holds no .txt, .md or .docx file"),
        ("empty.txt", "is empty"),
        ("-", "there is no file"),
    ],
)
def test_no_reference(run, tmp_path, monkeypatch, against, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "none").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("keywords", SEED, "--against", against)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--negative",), "--negative says what --against prints"),
        (("--method", "tfidf", "--against", "x"), "--method has no use with --against"),
        (("--limit", "0"), "--limit"),
        (("-o", "x.pdf"), "no format has this suffix"),
    ],
)
def test_usage(run, arguments, message):
    done = run("keywords", SEED, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_nothing_stands_out(run, folder):
    done = run("keywords", "-", "--against", folder, input="一起来。")
    assert done.exit_code == 0
    assert "no word stands out in it against the others" in done.stderr


def test_the_help_of_against_names_the_suffixes_that_are_read(run):
    told = " ".join(run("keywords", "--help").stdout.partition("\nOptions:")[0].split())
    assert set(re.findall(r"\.[a-z]+(?=[, ).])", told[told.index("Of a folder it takes") :])) == set(READERS)
