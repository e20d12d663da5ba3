"""Near-duplicates: found by their signatures, held against each other plainly, and taken out on request."""

import json
import re
from itertools import combinations

import pytest
from plain_corpus import plain_corpus

from speechkit import Corpus, CorpusError, read
from speechkit.corpus.likeness import minhash_of, pairs_alike


@pytest.fixture
def corpus(tmp_path):
    """The plain corpus, and later copies of some of its documents with a word changed or a paragraph less."""
    path = plain_corpus(tmp_path)
    with Corpus.open(path, write=True) as opened:
        bodies = list(opened._store.rows("SELECT name, text FROM bodies JOIN documents ON document = id ORDER BY id"))
        for number, (_, text) in enumerate(bodies[:12]):
            lines = text.split("\n")
            copy = "\n".join(lines[:-1]) if number % 2 else text.replace("发展", "进步", 1)
            opened.add_reading(read(f"讲话\n\n同志们：\n{copy}", name=f"2030-01-{number + 1:02}_copy.txt"))
        yield opened


def runs(text):
    plain = re.sub(r"\W+", "", text)
    return {plain[at : at + 5] for at in range(max(len(plain) - 4, 1))}


def alike_plainly(corpus, threshold):
    bodies = [
        (name, runs(text))
        for name, text in corpus._store.rows("SELECT name, text FROM bodies JOIN documents ON document = id")
    ]
    return {
        frozenset((a, b))
        for (a, one), (b, other) in combinations(bodies, 2)
        if len(one & other) >= threshold * len(one | other)
    }


@pytest.mark.parametrize("threshold", [0.8, 0.95])
def test_groups_are_those_of_all_pairs(corpus, threshold):
    pairs = alike_plainly(corpus, threshold)
    assert len(pairs) >= 6
    found = corpus.duplicates(threshold)
    groups = {}
    for each in found:
        groups.setdefault(each.group, []).append(each.document)
    together = {frozenset(pair) for names in groups.values() for pair in combinations(names, 2)}
    assert pairs <= together  # documents that hang together by a third are in one group too
    bodies = dict(corpus._store.rows("SELECT name, text FROM bodies JOIN documents ON document = id"))
    for each in found:
        first, here = runs(bodies[groups[each.group][0]]), runs(bodies[each.document])
        assert each.likeness == pytest.approx(len(first & here) / len(first | here), abs=1e-4)
    for names in groups.values():
        dates = [each.date for each in found if each.document in names]
        assert dates == sorted(dates)


def test_the_later_ones_are_taken_out_with_their_words(run, corpus):
    path, before = corpus._store.name, len(corpus)
    found = corpus.duplicates()
    later = [each.document for at, each in enumerate(found) if at and found[at - 1].group == each.group]
    done = run("corpus", "duplicates", path, "--keep", "first", "--format", "json")
    assert [row["document"] for row in json.loads(done.stdout)] == [each.document for each in found]
    assert f"{len(later)} taken out; {before - len(later)} documents" in done.stderr
    names = {name for (name,) in corpus._store.rows("SELECT name FROM documents")}
    assert names.isdisjoint(later)
    assert len(names) == before - len(later)
    assert corpus.duplicates() == []
    counted = dict(corpus._store.rows("SELECT word, count FROM vocabulary"))
    assert {row.word: row.count for row in corpus.words(every=True)} == counted
    corpus.narrow("year<3000")  # counted from the documents themselves, not from the kept totals
    assert {row.word: row.count for row in corpus.words(every=True)} == counted
    assert run("corpus", "check", path).exit_code == 0


def test_a_signature_tells_how_alike_two_texts_are():
    text = "".join(f"第{number}项任务要落实到位，" for number in range(300))
    other = text.replace("第7", "第九千")
    one, two = minhash_of(text), minhash_of(other)
    same = sum(one[at : at + 4] == two[at : at + 4] for at in range(0, 256, 4)) / 64
    assert same == pytest.approx(len(runs(text) & runs(other)) / len(runs(text) | runs(other)), abs=0.2)
    assert list(pairs_alike([(1, one), (2, one), (3, minhash_of("别的话，说的是另外的事情。"))])) == [(1, 2)]


def test_refusals(run, tmp_path, corpus):
    path = corpus._store.name
    for arguments, part in (
        ([path, "--threshold", "2"], "2.0 is not in the range"),
        ([path, "--threshold", "much"], "'much' is not a valid float"),
        (["nowhere.db"], "is no corpus that is there"),
    ):
        done = run("corpus", "duplicates", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert part in done.stderr
    corpus._store.run("DELETE FROM signatures WHERE document = 1")
    with pytest.raises(CorpusError, match="corpus upgrade"):
        corpus.duplicates()


def test_a_corpus_of_an_earlier_version_is_upgraded(run, corpus):
    path = corpus._store.name
    before = {row.word: row.count for row in corpus.words(every=True)}
    signatures = dict(corpus._store.rows("SELECT * FROM signatures"))
    for table in ("tokens", "vocabulary", "signatures"):
        corpus._store.run(f"DELETE FROM {table}")
    done = run("words", path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "corpus upgrade" in done.stderr
    total = len(corpus)
    assert run("corpus", "upgrade", path).stdout == f"{path}: {total} of {total} documents upgraded\n"
    assert run("corpus", "upgrade", path).stdout == f"{path}: 0 of {total} documents upgraded\n"
    assert {row.word: row.count for row in corpus.words(every=True)} == before
    assert dict(corpus._store.rows("SELECT * FROM signatures")) == signatures
    assert run("corpus", "upgrade", "nowhere.db").exit_code == 2
