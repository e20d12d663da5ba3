"""Terms that move: what is looked for, each figure by plain computation, what comes first, and what is left out."""

import json
import math
import re
import sqlite3
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_corpus import DOCUMENTS, plain_documents

from speechkit.corpus import movers as engine
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.ngrams import terms_in, without_pieces
from speechkit.corpus.query import Speech
from speechkit.corpus.rules import known_names
from speechkit.corpus.tallies import tallied
from speechkit.phrases.glossary import load_glossary

SINCE = "2006"
COMES = "要守护苹果园区，要落实“火炬计划”，扩建海水养殖基地。"
GOES = "要办好人民公社，要增加糖果票证，修好手扶拖拉机。"
EVERY = 100_000  # more terms than there are
KINDS = ("rising", "falling", "new", "gone")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """124 speeches made of the samples; every other one has a sentence more, of what comes in 2006 or goes then."""
    place = tmp_path_factory.mktemp("movers")
    for number, (name, _, _, text) in enumerate(plain_documents()):
        if number % 2:
            text += f"{COMES if name[:4] >= SINCE else GOES}\n"
        (place / name).write_text(text, "utf-8")
    path = str(place / "movers.db")
    with Corpus.create(path) as made:
        made.add(str(place))
    return path


@pytest.fixture
def corpus(path):
    with Corpus.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(path):
    """The bodies of all documents with their years, as the file has them."""
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT year, text FROM bodies JOIN documents ON document = id ORDER BY id").fetchall()
    assert len(rows) == DOCUMENTS
    return [(str(year), text) for year, text in rows]


def alike(text):
    """Marks that a term may have in another form."""
    return text.translate(str.maketrans("，,；;", "、、、、"))


def plain_counts(texts, term):
    return [alike(text).count(alike(term)) for _, text in texts]


def sides(texts):
    later = [year >= SINCE for year, _ in texts]
    sizes = [len(text) for _, text in texts]
    after = sum(size for size, late in zip(sizes, later, strict=True) if late)
    return later, sizes, sum(sizes) - after, after


def plain_p(before, after, earlier, later):
    """The p-value of G2, from the four cells' expected counts, by the chi-squared distribution of one degree."""
    rate = (before + after) / (earlier + later)
    g2 = 0.0
    for seen, size in ((before, earlier), (after, later)):
        if seen:
            g2 += 2 * seen * math.log(seen / (size * rate))
    return g2, math.erfc(math.sqrt(max(g2, 0.0) / 2))


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_of_every_mover(corpus, texts, kind):
    found = corpus.movers(kind, top=EVERY, since=SINCE, alpha=1)
    later, sizes, earlier_chars, later_chars = sides(texts)
    assert len(found) >= (50 if kind in ("rising", "falling") else 2)
    for trend in found:
        move = trend.move
        counts = plain_counts(texts, trend.term)
        after = sum(count for count, late in zip(counts, later, strict=True) if late)
        before = sum(counts) - after
        assert (move.before, move.after) == (before, after), trend.term
        assert sum(point.count for point in trend.points) == before + after
        g2, p = plain_p(before, after, earlier_chars, later_chars)
        assert move.g2 == pytest.approx(max(g2, 0.0), abs=1e-4)
        assert move.p == pytest.approx(p, rel=1e-2, abs=1e-12)
        assert p <= move.q * 1.001 <= 1.001
        ratio = math.log2((after or 0.5) / later_chars) - math.log2((before or 0.5) / earlier_chars)
        assert move.log_ratio == pytest.approx(ratio, abs=1e-3)
        assert (move.low is None, move.high is None) == (not after, not before)
        for end in filter(None, (move.low, move.high)):  # each is where the share seen is 1.96 standard errors away
            odds = 2**end * later_chars / earlier_chars
            share = odds / (1 + odds)
            error = math.sqrt(share * (1 - share) / (before + after))
            assert abs(after / (before + after) - share) / error == pytest.approx(1.96, rel=0.02)
        total, chars = sum(counts), sum(sizes)
        apart = sum(abs(count / total - size / chars) for count, size in zip(counts, sizes, strict=True)) / 2
        assert move.dp == pytest.approx(apart, abs=1e-4)
        assert {"rising": ratio > 0, "falling": ratio < 0, "new": not before, "gone": not after}[kind]


def test_p_values_are_corrected_for_all_terms_that_are_tested(corpus, texts):
    """The family is told by the engine; how often each of it stands, its p-values and their correction are plain."""
    store = corpus._store
    dated = {number: (speech, speech.date[:4]) for number, speech in enumerate(corpus.documents(), start=1)}
    halves = engine.Sides.of(dated, SINCE)
    tested = engine.tested_terms(store, "rising", halves, EVERY, alpha=0.05, least=2, glossary=load_glossary())
    later, _, earlier_chars, later_chars = sides(texts)
    p_values = {}
    for term, tally in tested.tallies.items():
        places = [len(re.findall(f"(?={re.escape(term)})", text)) for _, text in texts]
        after = sum(count for count, late in zip(places, later, strict=True) if late)
        assert (tally.before, tally.after) == (sum(places) - after, after), term
        assert tally.documents == sum(map(bool, places)) >= 2
        p_values[term] = plain_p(tally.before, after, earlier_chars, later_chars)[1]
    assert tested.tests == len(p_values) > 300
    ordered = sorted(p_values.values())
    for trend in corpus.movers("rising", top=EVERY, since=SINCE, alpha=1):
        if alike(trend.term) != trend.term or "、" in trend.term:
            continue  # is counted with other marks too
        p = p_values[trend.term]
        expected = min(each * len(ordered) / rank for rank, each in enumerate(ordered, 1) if each >= p)
        assert trend.move.q == pytest.approx(min(expected, 1.0), rel=1e-2)


@pytest.mark.parametrize("alpha", [1, 0.5, 1e-4])
def test_nothing_is_found_beyond_alpha(corpus, alpha):
    found = corpus.movers("rising", top=EVERY, since=SINCE, alpha=alpha)
    assert all(trend.move.q <= alpha for trend in found)
    every = corpus.movers("rising", top=EVERY, since=SINCE, alpha=1)
    assert (len(found) < len(every)) == (alpha < 1)


def test_terms_of_few_documents_have_to_be_asked_for(corpus):
    def documents(trends):
        return {trend.term: sum(point.documents for point in trend.points) for trend in trends}

    usual = documents(corpus.movers("rising", top=EVERY, since=SINCE, alpha=1))
    many = documents(corpus.movers("rising", top=EVERY, since=SINCE, alpha=1, min_documents=20))
    one = documents(corpus.movers("rising", top=EVERY, since=SINCE, alpha=1, min_documents=1))
    assert min(usual.values()) >= 2
    assert min(many.values()) >= 20 > min(usual.values())
    assert one.keys() - usual.keys() or 1 not in one.values()


def test_no_term_says_the_same_as_another(corpus, texts):
    """No piece stands nearly only within a longer term."""
    terms = [trend.term for trend in corpus.movers("rising", top=EVERY, since=SINCE, alpha=1)]
    counts = {term: sum(plain_counts(texts, term)) for term in terms}
    pairs = [(one, other) for one in terms for other in terms if one != other and one in other]
    assert pairs
    for piece, longer in pairs:
        assert counts[longer] < 0.7 * counts[piece], (piece, longer)


def test_terms_are_found_of_2_to_12_characters_unless_they_are_known(corpus):
    known = {name for names in known_names().values() for name in names}
    known |= {form for entry in load_glossary().entries for form in (entry.name, *entry.aliases)}
    with sqlite3.connect(corpus._store.name) as database:
        known |= {text for row in database.execute("SELECT name, text FROM slogans") for text in row if text}
    for kind in KINDS:
        for trend in corpus.movers(kind, top=EVERY, since=SINCE, alpha=1):
            assert 2 <= len(trend.term) <= 12 or trend.term in known


def test_of_large_corpora_a_part_is_looked_through_and_all_is_counted(corpus, texts, monkeypatch):
    looked_through = []

    def tallied_too(parts, terms):
        parts = list(parts)
        looked_through.append(len(parts))
        return tallied(parts, terms)

    whole = corpus.movers("new", top=EVERY, since=SINCE)
    monkeypatch.setattr(engine, "MOST_CHARS", 60_000)
    monkeypatch.setattr(engine, "tallied", tallied_too)
    found = corpus.movers("new", top=EVERY, since=SINCE)
    part, every = looked_through
    assert part < every
    assert every == DOCUMENTS
    figures = [
        {trend.term: (trend.move.before, trend.move.after, trend.move.dp) for trend in each} for each in (whole, found)
    ]
    assert figures[0] == figures[1]
    assert {"火炬计划", "扩建海水养殖基地"} <= figures[1].keys()


def test_a_known_term_that_the_part_lacks_is_found(corpus, texts, monkeypatch):
    monkeypatch.setattr(engine, "MOST_CHARS", 1)  # one document of either side
    monkeypatch.setattr(engine, "runs_that_may_be", lambda store, documents: {})
    assert {trend.term for trend in corpus.movers("gone", top=EVERY, since=SINCE)} == {"人民公社", "拖拉机"}


def test_a_part_has_documents_of_either_side_in_the_order_of_dates(monkeypatch):
    monkeypatch.setattr(engine, "MOST_CHARS", 30)
    dated = {
        number: (Speech(number, "", f"20{40 - number:02}", None, None, None, 10), f"20{40 - number:02}")
        for number in range(1, 31)
    }
    part = engine.Sides.of(dated, "2035").part()
    in_order = list(range(30, 0, -1))
    rows = [in_order[:9], in_order[9:18], in_order[18:25], in_order[25:27], in_order[27:29], in_order[29:]]
    assert [document in row for document, row in zip(part.sizes, rows, strict=True)] == [True] * 6
    assert part.later == set(list(part.sizes)[3:])
    assert part.chars == (30, 30)


# --- runs of words that are terms


def test_a_run_is_free_on_both_sides_and_no_fragment():
    texts = [
        ["推动", "高质量", "工作", "，", "实现", "高质量", "工作", "。"],
        ["坚持", "高质量", "工作", "；", "数字", "乡村", "在", "农村", "！"],
        ["走向", "高质量", "工作", "、", "建设", "数字", "乡村", "，", "在", "农村"],
        ["要", "数字", "乡村", "。", "数字", "乡村", "在", "农村", "。", "第一", "个", "在", "农村"],
    ]
    tags = {"数字": "n", "乡村": "n", "农村": "n", "工作": "vn", "高质量": "n", "在": "p", "第一": "m"}
    found = terms_in(texts, lambda word: tags.get(word, "v"))
    assert found["数字乡村"].count == 4
    assert "在农村" not in found  # begins with a word that only joins
    assert "工作" not in found  # stands in any speech
    assert {"数字", "乡村"} <= set(found)
    assert "数字" not in without_pieces({term: gram.count for term, gram in found.items()})
    hidden = [["全国", "统一", "市场", mark] for mark in "，。；！？"]  # 统一市场 stands only behind 全国
    runs = terms_in(hidden, lambda word: "n")
    assert "全国统一市场" in runs
    assert "统一市场" not in runs


WORDS = ("甲乙", "丙", "丁戊己", "庚辛")


@given(st.lists(st.lists(st.sampled_from((*WORDS, "，")), max_size=30), max_size=4))
def test_runs_are_those_that_are_there(texts):
    """All runs that stand three times, by trying each; entropy and mutual information written out."""
    found = terms_in(texts, lambda word: "n")
    single = Counter(word for text in texts for word in text if word in WORDS)
    places = {}
    for number, text in enumerate(texts):
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                run = tuple(text[start:end])
                if "，" in run:
                    break
                left = text[start - 1] if start else "，"
                right = text[end] if end < len(text) else "，"
                each = (number, start)
                places.setdefault(run, []).append(
                    tuple((side, each) if side == "，" else side for side in (left, right))
                )

    def entropy(neighbours):
        return -sum(n / len(neighbours) * math.log2(n / len(neighbours)) for n in Counter(neighbours).values())

    expected = {}
    for run, around in places.items():
        if len(around) < 3 or not 2 <= len("".join(run)) <= 12 or len(run) > 6:
            continue
        sides = [entropy([neighbours[side] for neighbours in around]) for side in (0, 1)]
        if len(run) == 1 or min(sides) >= 0.65:
            expected["".join(run)] = len(around)
    close = {"".join(run) for run, around in places.items() for side in (0, 1)
             if abs(entropy([each[side] for each in around]) - 0.65) < 1e-9}  # fmt: skip
    assert {term: gram.count for term, gram in found.items() if term not in close} == {
        term: count for term, count in expected.items() if term not in close
    }
    for gram in found.values():
        if len(gram.words) == 2 and gram.count < single.total():
            one, other = (single[word] / single.total() for word in gram.words)
            both = gram.count / single.total()
            assert gram.cohesion == pytest.approx(math.log2(both / (one * other)) / -math.log2(both))


@given(st.lists(st.text("甲乙，a", max_size=30), max_size=5), st.sets(st.text("甲乙", min_size=1, max_size=4)))
def test_tallies_are_those_of_each_term_by_itself(texts, terms):
    found = tallied([(text.encode(), at > 1) for at, text in enumerate(texts)], terms)
    for term in terms:
        counts = [len(re.findall(f"(?={term})", text)) for text in texts]
        tally = found[term]
        assert (tally.before, tally.after) == (sum(counts[:2]), sum(counts[2:]))
        assert tally.documents == sum(map(bool, counts))


# --- the command


def trends(run, folder, *arguments):
    ran = run("trend", *arguments, str(folder), "--format", "json")
    assert ran.exit_code == 0
    return json.loads(ran.stdout)


def test_known_names_come_before_other_words(run, tmp_path):
    for year in range(2016, 2022):
        new = "各地抓好乡村振兴。看看苹果园区。实施乡村振兴，看过苹果园区！" if year > 2018 else "各地抓好农田。"
        for month in range(1, 4):
            (tmp_path / f"{year}-0{month}-01.txt").write_text(f"同志们：\n{new}会议在{year}年召开。\n", "utf-8")
    found = [trend["term"] for trend in trends(run, tmp_path, "--new", "--since", "2019")]
    assert found[0] == "乡村振兴"
    assert "苹果园区" in found
    assert not {"乡村", "振兴", "抓好乡村振兴", "实施乡村振兴", "看过"} & set(found)


def test_unquoted_terms_that_no_list_knows_are_found(run, tmp_path):
    for year in range(2018, 2022):
        for month in range(1, 4):
            new = (
                "各地抓好数字乡村。建设数字乡村，推进数字乡村；发展数字乡村！" if year > 2019 else "各地抓好农田水利。"
            )
            (tmp_path / f"{year}-0{month}-01.txt").write_text(f"同志们：\n{new}会议在{year}年召开。\n", "utf-8")
    (found,) = trends(run, tmp_path, "--new", "--since", "2020", "--limit", "1")
    assert found["term"] == "数字乡村"
    assert found["move"]["q"] <= 0.05
    assert found["move"]["high"] is None
    assert trends(run, tmp_path, "--new", "--since", "2020", "--alpha", "1e-30") == []
    assert trends(run, tmp_path, "--new", "--since", "2020", "--min-documents", "7") == []


def test_alpha_may_be_wider_than_usual(run, tmp_path):
    for year, word in ((2019, "水利"), (2020, "乡村"), (2021, "乡村")):
        (tmp_path / f"{year}-01-01.txt").write_text(
            f"同志们：\n{year}年抓好{word}。\n建设{word}！\n" + "今天天气很好。" * 9, "utf-8"
        )
    narrow = trends(run, tmp_path, "--rising", "--since", "2020", "--alpha", "1e-9")
    wide = trends(run, tmp_path, "--rising", "--since", "2020", "--alpha", "1")
    assert narrow == []
    assert "乡村" in {trend["term"] for trend in wide}
