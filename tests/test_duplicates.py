"""Near-duplicates: found by their signatures, held against each other plainly, told when added, taken out on request."""

import csv
import io
import json
import random
import re
import struct
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from plain_corpus import plain_corpus

from speechkit import Corpus, CorpusError, UsageError, convert, read
from speechkit.corpus import add
from speechkit.corpus.likeness import NUMBERS, bands_of, estimate_of, likeness_of, minhash_of, runs_of

SAMPLES = Path(__file__).parents[1] / "samples"
REPORT = (SAMPLES / "work-report-2025.txt").read_text("utf-8")
SPEECH = (SAMPLES / "party-building-2022.txt").read_text("utf-8")
COPIES = 12


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The plain corpus, later copies of some of its documents with a word or a paragraph changed, and two excerpts."""
    path = plain_corpus(tmp_path_factory.mktemp("made"))
    with Corpus.open(path, write=True) as opened:
        bodies = [text for (text,) in opened._store.rows("SELECT text FROM bodies ORDER BY document")]
        for number, text in enumerate(bodies[:COPIES]):
            lines = text.split("\n")
            copy = "\n".join(lines[:-1]) if number % 2 else text.replace("发展", "进步", 1)
            opened.add_reading(read(f"讲话\n\n同志们：\n{copy}", name=f"2030-01-{number + 1:02}_copy.txt"))
        for number in (20, 21):
            lines = bodies[number].split("\n")
            excerpt = "\n".join(lines[len(lines) // 3 : -len(lines) // 3])
            opened.add_reading(read(f"讲话摘编\n\n{excerpt}", name=f"1980-01-{number}_excerpt.txt"))
    return path


@pytest.fixture
def corpus(made, tmp_path):
    path = tmp_path / "c.db"
    path.write_bytes(Path(made).read_bytes())
    with Corpus.open(path, write=True) as opened:
        yield opened


def runs(text):
    plain = re.sub(r"\W+", "", text)
    return {plain[at : at + 5] for at in range(max(len(plain) - 4, 1))}


def runs_by_name(corpus):
    rows = corpus._store.rows("SELECT name, text FROM bodies JOIN documents ON document = id")
    return {name: runs(text) for name, text in rows}


def components(pairs):
    """Return the sets of what hangs together."""
    found = []
    for pair in pairs:
        joined = [each for each in found if each & pair]
        found = [each for each in found if not each & pair] + [frozenset(pair.union(*joined))]
    return set(found)


@pytest.mark.parametrize("threshold", [0.5, 0.8, 0.95])
def test_the_same_are_those_of_all_pairs(corpus, threshold):
    texts = runs_by_name(corpus)
    pairs = [
        frozenset((a, b))
        for a, b in combinations(texts, 2)
        if len(texts[a] & texts[b]) >= threshold * len(texts[a] | texts[b])
    ]
    assert len(pairs) >= 6
    groups = {}
    found = corpus.duplicates(threshold)
    for each in found:
        if each.kind != "part":
            groups.setdefault(each.group, []).append(each)
    assert components(pairs) == {frozenset(each.document for each in group) for group in groups.values() if group[1:]}
    for group in groups.values():
        assert [each.kind for each in group] == ["first"] + ["same"] * len(group[1:])
        assert [each.date for each in group] == sorted(each.date for each in group)


@pytest.mark.parametrize("threshold", [0.6, 0.8])
def test_likeness_is_that_of_the_runs(corpus, threshold):
    texts = runs_by_name(corpus)
    found = corpus.duplicates(threshold)
    firsts = {each.group: each.document for each in found if each.kind == "first"}
    assert [each.group for each in found if each.kind == "first"] == list(range(1, len(firsts) + 1))
    for each in found:
        first, here = texts[firsts[each.group]], texts[each.document]
        assert each.likeness == pytest.approx(len(first & here) / len(first | here), abs=1e-4)
        assert each.contained == pytest.approx(len(first & here) / len(here), abs=1e-4)
        assert each.other == (None if each.kind == "first" else firsts[each.group])


def test_a_part_is_told_with_its_whole(corpus):
    texts = runs_by_name(corpus)
    chars = {each.name: each.chars for each in corpus.documents()}
    parts = {each.document: each for each in corpus.duplicates() if each.kind == "part"}
    assert {"1980-01-20_excerpt.txt", "1980-01-21_excerpt.txt"} <= set(parts)
    for name, each in parts.items():
        shares = {
            other: len(texts[name] & texts[other]) / len(texts[name]) for other in texts if chars[other] > chars[name]
        }
        assert each.contained >= 0.8
        assert each.likeness < 0.8
        assert shares[each.other] >= 0.8


def test_every_excerpt_of_a_report_is_found():
    paragraphs = [line for line in SPEECH.split("\n") if len(line) > 40]
    with Corpus.in_memory() as corpus:
        corpus.add_reading(read(SPEECH, name="2022-03-01.txt"))
        corpus.add_reading(read(REPORT, name="2025-03-01.txt"))
        for at, (one, two) in enumerate(pairwise(paragraphs)):
            corpus.add_reading(read(f"摘编\n\n{one}\n{two}", name=f"{at}.txt"))
        found = {each.document: each for each in corpus.duplicates() if each.kind == "part"}
    assert len(found) >= len(paragraphs) // 2
    assert {each.other for each in found.values()} == {"2022-03-01.txt"}


# --- signatures


def test_a_signature_is_what_it_was_when_corpora_were_made():
    """Signatures are kept: one of another library or seed would be like none of them."""
    numbers = struct.unpack("<64I", minhash_of("推动高质量发展，迈出坚实步伐。"))
    assert numbers[:4] == (3389591605, 1627954212, 3484967305, 3358940395)
    assert numbers == struct.unpack("<64I", minhash_of("推动 高质量\n发展 迈出坚实步伐"))


def changed(text, share, chance):
    return "".join(chance.choice("的一是在不了有和人这") if chance.random() < share else each for each in text)


def test_an_estimate_is_near_the_likeness():
    chance = random.Random(7)
    errors = []
    for number in range(60):
        text = REPORT if number % 2 else SPEECH
        other = changed(text, number / 1500, chance)
        one, two = runs(text), runs(other)
        errors.append(estimate_of(minhash_of(text), minhash_of(other)) - len(one & two) / len(one | two))
        assert likeness_of(runs_of(text), runs_of(other)) == len(one & two) / len(one | two)
    assert max(map(abs, errors)) < 0.2  # more than three standard errors of 64 numbers
    assert (sum(error * error for error in errors) / len(errors)) ** 0.5 < 0.07
    assert abs(sum(errors) / len(errors)) < 0.04


@pytest.mark.parametrize(("threshold", "share"), [(0.5, 0.05), (0.8, 0.015), (0.9, 0.007)])
def test_what_is_alike_shares_a_band(threshold, share):
    chance = random.Random(11)
    pieces = [line for line in (REPORT + SPEECH).split("\n") if len(line) > 40]
    alike = 0
    for _ in range(150):
        text = "\n".join(chance.sample(pieces, 8))
        other = changed(text, share, chance)
        if likeness_of(runs(text), runs(other)) < threshold:
            continue
        alike += 1
        found = list(bands_of([(1, minhash_of(text)), (2, minhash_of(other))], threshold))
        assert found, likeness_of(runs(text), runs(other))
        assert all(documents == [1, 2] for documents in found)
    assert alike > 50
    assert list(bands_of([(1, minhash_of(REPORT)), (2, minhash_of("别的话，说的是另外的事情。"))], threshold)) == []


# --- taken out, and told of


def test_the_later_ones_are_taken_out_with_their_words(run, corpus):
    path, before = corpus._store.name, len(corpus)
    found = corpus.duplicates()
    later = {each.document for each in found if each.kind == "same"}
    assert len(later) >= COPIES // 2
    done = run("corpus", "duplicates", path, "--keep", "first", "--format", "json")
    assert [row["document"] for row in json.loads(done.stdout)] == [each.document for each in found]
    assert f"{len(later)} taken out; {before - len(later)} documents" in done.stderr
    names = {name for (name,) in corpus._store.rows("SELECT name FROM documents")}
    assert names.isdisjoint(later)
    assert len(names) == before - len(later)
    assert {each.document for each in found if each.kind != "same"} <= names
    assert [each for each in corpus.duplicates() if each.kind == "same"] == []
    counted = dict(corpus._store.rows("SELECT word, count FROM vocabulary"))
    assert {row.word: row.count for row in corpus.words(every=True)} == counted
    corpus.narrow("year<3000")  # counted from the documents themselves, not from the kept totals
    assert {row.word: row.count for row in corpus.words(every=True)} == counted
    assert run("corpus", "check", path).exit_code == 0


def test_all_are_taken_out_or_none(corpus, monkeypatch):
    before, removed = len(corpus), []
    found = corpus.duplicates()

    def fail(store, number, remove=add._remove):
        removed.append(number)
        if len(removed) == 3:
            raise CorpusError("the disk is full")
        remove(store, number)

    monkeypatch.setattr(add, "_remove", fail)
    with pytest.raises(CorpusError, match="full"):
        corpus.remove_later(found)
    assert len(corpus) == before
    assert corpus.duplicates() == found


def test_without_keep_nothing_is_changed(run, corpus):
    path = Path(corpus._store.name)
    before = list(corpus._store.rows("SELECT id, name, sha256 FROM documents"))
    rows = list(
        csv.DictReader(io.StringIO(run("corpus", "duplicates", str(path), "--format", "csv").stdout.lstrip("\ufeff")))
    )
    assert [(row["document"], row["kind"], row["other"]) for row in rows] == [
        (each.document, each.kind, each.other or "") for each in corpus.duplicates()
    ]
    assert list(corpus._store.rows("SELECT id, name, sha256 FROM documents")) == before


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("s").mkdir()
    Path("s/2022-03-01.txt").write_text(SPEECH, "utf-8")
    Path("s/2025-03-01.txt").write_text(REPORT, "utf-8")
    return tmp_path


NOTE = (
    "speechkit: 2 of the speeches look nearly the same as others in c.db; speechkit corpus duplicates c.db lists them\n"
)


def test_near_duplicates_are_told_when_they_are_added(run, place):
    done = run("corpus", "add", "c.db", "s")
    assert (done.exit_code, "nearly the same" in done.stderr) == (0, False)
    Path("s/2022-03-02.txt").write_text("本报讯：会议昨日举行，讲话全文如下。\n" + SPEECH, "utf-8")
    Path("s/2025-03-02.txt").write_text(convert(REPORT, to="hant-tw"), "utf-8")
    assert run("corpus", "add", "c.db", "s").stderr == NOTE
    assert run("corpus", "add", "c.db", "s").stderr == ""  # nothing is added
    assert json.loads(run("corpus", "info", "c.db", "--format", "json").stdout)["nearly_same"] == 4
    assert f"{'nearly same':17}4\n" in run("corpus", "info", "c.db").stdout
    rows = json.loads(run("corpus", "duplicates", "c.db", "--format", "json").stdout)
    assert [(row["group"], row["document"], row["kind"]) for row in rows] == [
        (1, "2022-03-01.txt", "first"),
        (1, "2022-03-02.txt", "same"),
        (2, "2025-03-01.txt", "first"),
        (2, "2025-03-02.txt", "same"),
    ]
    Path("s/2022-03-02.txt").write_text(SPEECH + "\n责任编辑：王小明\n", "utf-8")
    changed = run("corpus", "add", "c.db", "s")
    assert changed.stderr == NOTE.replace("2 of the speeches look", "1 of the speeches looks")
    Path("s/2025-03-03.txt").write_text(REPORT + "\n完\n", "utf-8")
    assert run("corpus", "add", "c.db", "s", "-q").stderr == ""


def test_a_batch_tells_of_them_too(run, place):
    Path("s/2022-03-02.txt").write_text("本报讯：会议昨日举行，讲话全文如下。\n" + SPEECH, "utf-8")
    done = run("batch", "s", "-o", "c.db", "-j", "1")
    assert (done.exit_code, done.stderr) == (0, NOTE)
    assert run("batch", "s", "-o", "c.db", "-j", "1", "--resume").stderr == ""
    Path("s/2022-03-03.txt").write_text("据悉：" + SPEECH, "utf-8")
    assert run("batch", "s", "-o", "c.db", "-j", "1", "--resume").stderr == NOTE.replace(
        "2 of the speeches look", "1 of the speeches looks"
    )
    assert run("batch", "s", "-o", "d.db", "-j", "1", "-q").stderr == ""


def test_no_duplicates(run, place):
    run("corpus", "add", "c.db", "s")
    done = run("corpus", "duplicates", "c.db", "--format", "json")
    assert (done.exit_code, done.stdout) == (0, "[]\n")
    assert done.stderr == "speechkit: c.db: no speech is nearly the same as another, or a part of one\n"


def test_refusals(run, tmp_path, corpus):
    path = corpus._store.name
    for arguments, part in (
        ([path, "--threshold", "2"], "2.0 is not in the range"),
        ([path, "--threshold", "0.1"], "0.1 is not in the range"),
        ([path, "--threshold", "much"], "'much' is not a valid float"),
        ([path, "--keep", "last"], "'last' is not one of"),
        ([path, "-o", path], "which would be lost"),
        (["nowhere.db"], "is no corpus that is there"),
    ):
        done = run("corpus", "duplicates", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert part in done.stderr
    for threshold in (0, -1, 1.5):
        with pytest.raises(UsageError, match="no share"):
            corpus.duplicates(threshold)
    corpus._store.run("DELETE FROM signatures WHERE document = 1")
    with pytest.raises(CorpusError, match="corpus upgrade"):
        corpus.duplicates()


def test_a_corpus_of_an_earlier_version_is_upgraded(run, corpus):
    path = corpus._store.name
    before = {row.word: row.count for row in corpus.words(every=True)}
    signatures = dict(corpus._store.rows("SELECT * FROM signatures"))
    assert {len(signature) for signature in signatures.values()} == {4 * NUMBERS}
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
