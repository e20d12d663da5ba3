"""Word lists, n-grams, collocates and dispersion: every figure as a plain computation has it, on 124 documents."""

import json
from collections import Counter
from math import log, log2, sqrt

import pytest
from plain_corpus import plain_corpus

from speechkit import Corpus
from speechkit.corpus.query import stretches_from
from speechkit.corpus.tokens import KEY, MARK, cuts

ENDS = "。！？?!；;\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with Corpus.open(plain_corpus(tmp_path_factory.mktemp("words"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def documents(corpus):
    """Of each document its id, body and tokens: (text, kind)."""
    found = []
    for number, text, cut in cuts(corpus._store):
        starts = (0, *cut.ends)
        tokens = [(text[a:b], kind) for a, b, kind in zip(starts, cut.ends, cut.kinds, strict=False)]
        assert "".join(token for token, _ in tokens) == text  # the tokens cover the body
        found.append((number, text, tokens))
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def requirements(corpus, documents):
    """Of each document what stands in its requirements, line ends in the place of all else."""
    found = []
    for number, _, tokens in documents:
        (written,) = corpus._store.row("SELECT stretches FROM bodies WHERE document = ?", (number,))
        wanted = [each for each in stretches_from(written) if each.role == "requirements"]
        at, kept = 0, []
        for token, kind in tokens:
            inside = any(each.start <= at and at + len(token) <= each.end for each in wanted)
            kept.append((token, kind) if inside else ("\n" * len(token), MARK))
            at += len(token)
        found.append((number, "".join(token for token, _ in kept), kept))
    return found


def words_of(tokens):
    return [token for token, kind in tokens if kind != MARK]


def dp_of(counts, sizes):
    total, size = sum(counts), sum(sizes)
    return sum(abs(count / total - each / size) for count, each in zip(counts, sizes, strict=True)) / 2


def d_of(counts, sizes):
    rates = [count / size for count, size in zip(counts, sizes, strict=True)]
    mean = sum(rates) / len(rates)
    deviation = sqrt(sum((rate - mean) ** 2 for rate in rates) / len(rates))
    return 1 - deviation / mean / sqrt(len(rates) - 1)


def test_words(corpus, documents):
    sizes = [len(words_of(tokens)) for *_, tokens in documents]
    by_document = [Counter(token for token, kind in tokens if kind == KEY) for *_, tokens in documents]
    total = sum(by_document, Counter())
    found = corpus.words(top=80)
    assert [row.word for row in found] == sorted(total, key=lambda word: (-total[word], word))[:80]
    for row in found:
        counts = [each[row.word] for each in by_document]
        having = sum(map(bool, counts))
        assert (row.count, row.documents) == (total[row.word], having)
        assert row.share == pytest.approx(having / len(documents), abs=1e-4)
        assert row.per_10k == pytest.approx(total[row.word] * 10_000 / sum(sizes), abs=1e-4)
        assert row.dp == pytest.approx(dp_of(counts, sizes), abs=1e-4)
        assert row.juilland_d == pytest.approx(d_of(counts, sizes), abs=1e-4)
    every = Counter(word for *_, tokens in documents for word in words_of(tokens))
    assert {row.word: row.count for row in corpus.words(every=True)} == every


def test_words_of_some_documents_and_of_a_part(corpus, documents, requirements):
    chosen = {number for (number,) in corpus._store.rows("SELECT id FROM documents WHERE year >= 2005")}
    expected = Counter(
        token for number, _, tokens in documents if number in chosen for token, kind in tokens if kind == KEY
    )
    try:
        assert corpus.narrow("year>=2005") == len(chosen) < len(documents)
        assert {row.word: row.count for row in corpus.words()} == expected
    finally:
        corpus.narrow()
    of_part = Counter(token for *_, tokens in requirements for token, kind in tokens if kind == KEY)
    assert of_part
    assert {row.word: row.count for row in corpus.words(part="requirements")} == of_part


def test_the_vocabulary_follows_what_comes_and_goes(corpus, documents):
    rows = {word: (count, keys, having) for word, count, keys, having in corpus._store.rows("SELECT * FROM vocabulary")}
    count = Counter(word for *_, tokens in documents for word in words_of(tokens))
    having = Counter(word for *_, tokens in documents for word in set(words_of(tokens)))
    keys = Counter(token for *_, tokens in documents for token, kind in tokens if kind == KEY)
    assert rows == {word: (count[word], keys[word], having[word]) for word in count}
    (total,) = corpus._store.row("SELECT sum(words) FROM tokens")
    assert total == count.total()


@pytest.mark.parametrize(("shortest", "longest", "least"), [(2, 2, 3), (2, 4, 3), (3, 5, 6)])
@pytest.mark.parametrize("part", [None, "requirements"])
def test_ngrams(corpus, documents, requirements, shortest, longest, least, part):
    grams, having = Counter(), Counter()
    for *_, tokens in requirements if part else documents:
        here = Counter()
        run = []
        for token, kind in (*tokens, ("\n", MARK)):
            if kind == MARK:
                for n in range(shortest, longest + 1):
                    here.update(tuple(run[at : at + n]) for at in range(len(run) - n + 1))
                run = []
            else:
                run.append(token)
        grams += here
        having.update(here.keys())
    frequent = {gram: count for gram, count in grams.items() if count >= least}
    pieces = {
        piece for gram, count in frequent.items() for piece in (gram[1:], gram[:-1]) if frequent.get(piece) == count
    }
    expected = {gram: (count, having[gram]) for gram, count in frequent.items() if gram not in pieces}
    found = corpus.ngrams(shortest=shortest, longest=longest, min_count=least, part=part)
    assert {row.words: (row.count, row.documents) for row in found} == expected
    assert [row.count for row in found] == sorted((row.count for row in found), reverse=True)


def near_plainly(documents, term, window):
    """How often each word stands near the term, and what else the measures need."""
    together, left, having, total, nodes = Counter(), Counter(), Counter(), Counter(), Counter()
    near = hits = size = 0
    for _, text, tokens in documents:
        places, at = [], 0
        for token, kind in tokens:
            places.append((at, at + len(token), token, kind))
            at += len(token)
        starts = []
        at = text.find(term)
        while at >= 0:
            starts.append(at)
            at = text.find(term, at + len(term))
        of_nodes = {
            number for number, (a, b, _, kind) in enumerate(places)
            for start in starts if kind != MARK and a < start + len(term) and start < b
        }  # fmt: skip
        lefts, rights = set(), set()
        for start in starts:
            own = [number for number, (a, b, *_) in enumerate(places) if a < start + len(term) and start < b]
            for side, numbers in ((lefts, range(own[0] - 1, -1, -1)), (rights, range(own[-1] + 1, len(places)))):
                seen = 0
                for number in numbers:
                    _, _, token, kind = places[number]
                    if kind == MARK and token[0] in ENDS:
                        break
                    if kind != MARK:
                        seen += 1
                        if seen > window:
                            break
                        if number not in of_nodes:
                            side.add(number)
        both = lefts | rights
        together.update(places[number][2] for number in both)
        left.update(places[number][2] for number in lefts)
        having.update({places[number][2] for number in both})
        total.update(words_of(tokens))
        nodes.update(places[number][2] for number in of_nodes)
        near += len(both)
        hits += len(starts)
        size += len(words_of(tokens))
    return together, left, having, total - nodes, near, hits, size - nodes.total()


@pytest.mark.parametrize(("term", "window"), [("发展", 5), ("改革", 2), ("工作", None), ("人民", 10)])
@pytest.mark.parametrize("part", [None, "requirements"])
def test_collocates(corpus, documents, requirements, term, window, part):
    texts = requirements if part else documents
    together, left, having, total, near, hits, size = near_plainly(texts, term, window or 10_000)
    found = corpus.collocates(term, window=window, every=True, min_count=1, part=part)
    assert found
    assert {row.word: (row.count, row.left, row.documents) for row in found} == {
        word: (together[word], left[word], having[word])
        for word in together
        if together[word] > round(near * total[word] / size, 4)
    }
    for row in found:
        one = (row.count, near - row.count, row.word_count - row.count, size - near - row.word_count + row.count)
        expected = near * row.word_count / size
        rows, columns = (near, near, size - near, size - near), (row.word_count, size - row.word_count) * 2
        g2 = 2 * sum(o * log(o / (r * c / size)) for o, r, c in zip(one, rows, columns, strict=True) if o)
        assert row.word_count == total[row.word]
        assert row.log_dice == pytest.approx(14 + log2(2 * row.count / (hits + row.word_count)), abs=1e-3)
        assert row.mi == pytest.approx(log2(row.count / expected), abs=1e-3)
        assert row.t == pytest.approx((row.count - expected) / sqrt(row.count), abs=1e-3)
        assert row.g2 == pytest.approx(g2, abs=1e-2)


def test_collocates_of_a_period_are_those_of_its_documents_alone(corpus):
    by_year = [row for row in corpus.collocates("发展", by="year", min_count=1) if row.key == 2001]
    try:
        corpus.narrow("year=2001")
        alone = corpus.collocates("发展", min_count=1)
    finally:
        corpus.narrow()
    assert [(row.word, row.count, row.g2, row.log_dice) for row in by_year] == [
        (row.word, row.count, row.g2, row.log_dice) for row in alone
    ]
    assert alone


@pytest.mark.parametrize("term", ["发展", "改革", "高质量发展", "乡村振兴", "无处可寻"])
def test_dispersion(corpus, documents, term):
    counts, sizes = [text.count(term) for _, text, _ in documents], [len(text) for _, text, _ in documents]
    found = corpus.dispersion(term)
    assert (found.count, found.documents, found.of) == (sum(counts), sum(map(bool, counts)), len(documents))
    if found.count:
        assert found.dp == pytest.approx(dp_of(counts, sizes), abs=1e-4)
        assert found.juilland_d == pytest.approx(d_of(counts, sizes), abs=1e-4)
    bodies = dict(corpus._store.rows("SELECT name, text FROM bodies JOIN documents ON document = id"))
    for plot in found.plots:
        text = bodies[plot.document]
        assert plot.count == text.count(term) == len(plot.places)
        assert plot.places[0] == pytest.approx(text.find(term) / len(text), abs=1e-4)
    assert [plot.date for plot in found.plots] == sorted(plot.date for plot in found.plots)
    assert list(found.places) == sorted(found.places)
    assert len(found.places) == found.count


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["collocates", "发展", "--window", "five"], "--window five is no window"),
        (["collocates", "发展", "--window", "0"], "write a number from 1 to 50, or sentence"),
        (["collocates", "发展", "--by", "colour"], "there is no column 'colour'; there are"),
        (["collocates", "发展", "--by", "document"], "name a column such as year"),
        (["collocates", " "], "an empty term stands everywhere"),
        (["ngrams", "--min", "5", "--max", "2"], "--min 5 is more than --max 2"),
        (["words", "--font", "x.ttf"], "--font is for a word cloud"),
        (["dispersion", "发展", "--font", "x.ttf"], "--font is for a chart in PNG"),
        (["words", "--where", "colour=red"], "there is no column 'colour'"),
    ],
)
def test_refusals(run, tmp_path, arguments, sentence):
    file = tmp_path / "2020.txt"
    file.write_text("讲话\n\n同志们：\n要抓好发展。", "utf-8")
    done = run(*arguments, str(file))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert sentence in done.stderr


def test_formats(run, tmp_path, corpus):
    path = corpus._store.name
    for command in (["words"], ["ngrams"], ["collocates", "发展"]):
        rows = json.loads(run(*command, path, "--format", "json", "--limit", "5").stdout)
        table = [line.split(",") for line in run(*command, path, "--format", "csv", "--limit", "5").stdout.splitlines()]
        assert len(rows) == 5 == len(table) - 1
        assert [row[0] for row in table[1:]] == [row[table[0][0]] for row in rows]
    whole = json.loads(run("dispersion", "发展", path, "--format", "json").stdout)
    assert whole["count"] == sum(plot["count"] for plot in whole["plots"])
    target = tmp_path / "发展.svg"
    assert run("dispersion", "发展", path, "-o", str(target)).exit_code == 0
    assert "发展" in target.read_text("utf-8")
    shown = run("dispersion", "发展", path, "--width", "80").stdout.splitlines()
    assert "DP" in shown[0]
    assert len(shown) == whole["documents"] + 3
