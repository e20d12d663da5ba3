"""The set phrases of a corpus: what a plain count of its analyses has, and what ``slogans`` finds."""

import csv
import io
import json
import random
import string
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from plain_corpus import DOCUMENTS, SAMPLES, plain_corpus
from rapidfuzz.distance import Levenshtein
from rich.cells import cell_len

from speechkit import Corpus, glossary, read
from speechkit.corpus.edits import pairs_within_a_word
from speechkit.corpus.phrases import Phrase

KINDS = ("formula", "motto", "parallel", "call")
TEXTS = {
    "2013-03-05_a.txt": "讲话\n\n同志们：\n要落实“八项规定”，坚持“以人民为中心”，增强“四个意识”。要有“钉钉子精神”。\n",
    "2015-03-05_b.txt": "讲话\n\n同志们：\n要落实“中央八项规定”，增强“四个自信”。要有“钉钉子作风”。\n",
    "2017-03-05_c.txt": "讲话\n\n同志们：\n要落实“八项规定”，抓好“三个一批”，讲“钉钉子的精神”。\n",
    "没有日期.txt": "讲话\n\n同志们：\n要落实“八项规定”，抓好“四个一批”，推进“双减”。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return str(plain_corpus(tmp_path_factory.mktemp("phrases")))


@pytest.fixture(scope="module")
def corpus(path):
    with Corpus.open(path) as found:
        yield found


@pytest.fixture(scope="module")
def small():
    with Corpus.in_memory() as found:
        for name, text in TEXTS.items():
            found.add_reading(read(text, name=name))
        yield found


@pytest.fixture
def folder(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path)


def bare(text):
    return "".join(filter(str.isalnum, text)) or text


def computed(corpus, kinds=KINDS, part=None):
    """Each phrase by kind and name, or its characters, with its occurrences: document, date, text."""
    found = {}
    for speech, analysis in corpus.analyses():
        for slogan in analysis.slogans:
            role = next(each.role for each in analysis.parts if each.start <= slogan.start < each.end)
            if slogan.kind in kinds and role != "meta" and part in (None, role):
                key = slogan.kind, slogan.name or bare(slogan.text)
                found.setdefault(key, []).append((speech.id, speech.date, slogan.text))
    return found


SINCE = {entry.name: entry.since for entry in glossary()}


def key_of(phrase):
    return phrase.kind, phrase.phrase if phrase.phrase in SINCE else bare(phrase.phrase)


@pytest.mark.parametrize(
    ("kinds", "part"), [(KINDS, None), (("motto",), None), (("formula", "call"), None), (KINDS, "requirements")]
)
def test_every_figure_is_that_of_a_plain_computation(corpus, kinds, part):
    expected = computed(corpus, kinds, part)
    found = corpus.phrases(kinds, part=part)
    assert sorted(map(key_of, found)) == sorted(expected)
    names = {speech.id: speech.name for speech in corpus.documents()}
    for each in found:
        places = expected[key_of(each)]
        documents = {document for document, _, _ in places}
        assert (each.count, each.documents) == (len(places), len(documents))
        assert each.share == len(documents) / DOCUMENTS
        by_date = sorted((date, document) for document, date, _ in places)
        assert (each.first, each.first_document) == (by_date[0][0], names[by_date[0][1]])
        assert (each.last, each.last_document) == (by_date[-1][0], names[by_date[-1][1]])
        assert each.since == SINCE.get(each.phrase)


def test_set_phrases_are_those_of_slogans(run):
    """What ``slogans --unique`` prints of each sample, summed up, is what ``phrases`` prints of all."""
    samples = [str(path) for path in sorted(SAMPLES.glob("*.txt"))]
    counts, documents = Counter(), Counter()
    for sample in samples:
        record = json.loads(run("slogans", sample, "--unique", "--format", "json").stdout)
        for slogan in record["slogans"]:
            key = slogan["kind"], slogan["name"] or bare(slogan["text"])
            counts[key] += slogan["count"]
            documents[key] += 1
    phrases = msgspec.json.decode(run("phrases", *samples, "--json").stdout.encode(), type=list[Phrase])
    assert {key_of(each): each.count for each in phrases} == counts
    assert {key_of(each): each.documents for each in phrases} == documents


def test_order(corpus):
    everything = corpus.phrases()
    assert [each.count for each in everything] == sorted((each.count for each in everything), reverse=True)
    by_documents = corpus.phrases(sort="documents")
    assert [each.documents for each in by_documents] == sorted((each.documents for each in everything), reverse=True)
    assert [each.first for each in corpus.phrases(sort="first")] == sorted(each.first for each in everything)
    assert [each.last for each in corpus.phrases(sort="last")] == sorted(each.last for each in everything)
    assert corpus.phrases(limit=3) == everything[:3]
    assert corpus.phrases(min_documents=20) == [each for each in everything if each.documents >= 20]
    assert 0 < len(corpus.phrases(min_documents=20)) < len(everything)


def test_what_undated_documents_have_is_counted_but_is_no_first_use(small):
    found = {each.phrase: each for each in small.phrases()}
    rules = found["八项规定"]
    assert (rules.count, rules.documents, rules.share, rules.since) == (4, 4, 1, 2012)
    assert (rules.first, rules.first_document) == ("2013-03-05", "2013-03-05_a.txt")
    assert (rules.last, rules.last_document) == ("2017-03-05", "2017-03-05_c.txt")
    lessons = found["双减"]
    assert (lessons.first, lessons.first_document, lessons.last, lessons.last_document) == (None, None, None, None)
    assert [each.phrase for each in small.phrases(sort="first")][-2:] == ["双减", "四个一批"]


def test_variants(small):
    found = {each.phrase: [str(wording) for wording in each.variants] for each in small.phrases()}
    assert found["八项规定"] == ["中央八项规定×1"]
    assert found["钉钉子作风"] == ["钉钉子精神×1"]
    assert found["钉钉子精神"] == ["钉钉子作风×1", "钉钉子的精神×1"]
    assert found["三个一批"] == []  # 四个一批 has another numeral
    assert found["四个意识"] == []  # 四个自信 is another one that the glossary knows


# --- which phrases are near


def apart(one, other):
    """How many characters side by side differ, of the longer one."""
    one, other = sorted((one, other), key=len)
    return min(
        len(other) - start - end
        for start in range(len(one) + 1)
        for end in range(len(one) - start + 1)
        if one[:start] == other[:start] and (not end or one[-end:] == other[-end:])
    )


def within_a_word(one, other):
    most = min(2, (min(len(one), len(other)) - 1) // 2)
    return one != other and abs(len(one) - len(other)) <= 2 and apart(one, other) <= most


def test_pairs_are_those_of_holding_each_against_all(corpus):
    phrases = sorted({bare(each.phrase) for each in corpus.phrases()})
    chance = random.Random(7)
    for each in list(phrases):  # and phrases made of these by one or two edits
        at = chance.randrange(len(each))
        phrases += [
            each[:at] + chance.choice(string.ascii_lowercase) + each[at + 1 :],
            each[:at] + each[at + 2 :],
            each[:at] + "新的" + each[at:],
        ]
    phrases = sorted({each for each in phrases if each})[:1200]
    expected = {
        frozenset((one, other))
        for one in phrases
        for other in phrases
        if abs(len(one) - len(other)) <= 2
        and Levenshtein.distance(one, other, score_cutoff=2) <= 2
        and within_a_word(one, other)
    }
    found = list(pairs_within_a_word(phrases))
    assert len(found) == len(set(map(frozenset, found)))
    assert set(map(frozenset, found)) == expected
    assert len(expected) > 100


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("大锅饭", "吃大锅饭", True),
        ("坚持党的领导", "坚持党的全面领导", True),
        ("爱国者治港", "爱国者治澳", True),
        ("农业学大寨", "工业学大庆", False),  # two words
        ("四风", "三风", False),  # half of it
        ("三农", "三农", False),
        ("小而全", "小而美", True),
        ("以人为本", "以民为本", True),
        ("以人为本", "以民为天", False),
    ],
)
def test_near(one, other, near):
    assert bool(list(pairs_within_a_word([one, other]))) is near


# --- the command


def test_formats(run, path, folder):
    names = list(Phrase.__struct_fields__)
    records = json.loads(run("phrases", folder, "--json").stdout)
    assert list(records[0]) == names
    table = list(csv.reader(io.StringIO(run("phrases", folder, "--format", "csv").stdout)))
    assert (table[0], len(table)) == (names, 1 + len(records))
    many = next(each for each in records if each["phrase"] == "钉钉子精神")
    assert many["variants"] == [{"text": "钉钉子作风", "count": 1}, {"text": "钉钉子的精神", "count": 1}]
    row = dict(zip(names, next(row for row in table if row[0] == "钉钉子精神"), strict=True))
    assert tuple(row[name] for name in ("kind", "count", "share", "first", "since")) == (
        "formula",
        "1",
        "0.25",
        "2013-03-05",
        "2013",
    )
    assert row["first_document"].endswith("2013-03-05_a.txt")
    assert row["variants"] == "钉钉子作风×1、钉钉子的精神×1"
    assert run("phrases", path, "--limit", "2", "--sort", "documents").stdout.count("\n") == 3
    out = Path(folder) / "o.csv"
    assert run("phrases", path, "-o", str(out)).exit_code == 0
    assert out.read_text("utf-8-sig").startswith("phrase,kind,")


@pytest.mark.parametrize("language", ["en", "zh", "zh-hant"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_table_fits_its_terminal(run, path, language, width):
    shown = run(
        "--language", language, "phrases", path, "--min-documents", "2", "--format", "table", "--width", str(width)
    ).stdout
    assert all(cell_len(line) <= width for line in shown.splitlines())
    assert ("1990-" in shown) is (width == 120 or (width == 80 and language != "en"))


def test_a_table_shows_wordings_below_the_phrase(run, folder):
    shown = run("--language", "zh", "phrases", folder, "--format", "table", "--width", "80", "--limit", "1").stdout
    assert [line.split() for line in shown.splitlines()] == [
        ["提法", "类别", "次数", "文稿数", "首见", "末见", "始于"],
        ["八项规定", "提法", "4", "4", "2013-03-05", "2017-03-05", "2012"],
        ["≈", "中央八项规定×1"],
    ]


def test_scope_part_and_kind(run, path):
    rows = json.loads(
        run(
            "phrases",
            path,
            "--where",
            "genre=report",
            "--since",
            "2010",
            "--kind",
            "口号",
            "--part",
            "requirements",
            "--json",
        ).stdout
    )
    assert rows
    assert {row["kind"] for row in rows} == {"motto"}
    assert all(row["first"] >= "2010" for row in rows)


def test_what_makes_no_sense_is_told_in_a_sentence(run, path, tmp_path):
    for options in (["--sort", "name"], ["--min-documents", "0"], ["--kind", "poem"], ["--where", "jahr=1"]):
        done = run("phrases", path, *options)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    empty = str(tmp_path / "empty.db")
    Corpus.create(empty).close()
    done = run("phrases", empty)
    assert done.stderr == f"speechkit: {empty} has no documents; speechkit corpus add puts some in\n"
    done = run("phrases", path, "--min-documents", "1000")
    assert (done.exit_code, done.stderr) == (0, "speechkit: none of the set phrases is what is asked for\n")
    assert run("phrases", path, "--where", "year=1900").stderr == "speechkit: no document is of that kind\n"
    assert run("phrases", path, "--where", "year=1900", "-q").stderr == ""
