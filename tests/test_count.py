"""Counts: exact, in groups, and the same from files as from a corpus."""

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.config import ScriptConfig
from speechkit.corpus import count as counting
from speechkit.corpus import kwic
from speechkit.corpus.add import put_entries
from speechkit.corpus.body import Stretch
from speechkit.corpus.count import counts_in
from speechkit.corpus.entry import Home, entry_of
from speechkit.corpus.fields import corpus_rules, may_be_traditional
from speechkit.corpus.store import memory_store
from speechkit.corpus.terms import How, queries_of
from speechkit.model import Source
from speechkit.pipeline import read
from speechkit.renderers.count import CountView
from speechkit.script import convert, simplify

SAMPLES = Path(__file__).parents[1] / "samples"
TEXTS = {
    "2020-01-02_1.txt": "在會議上的講話\n\n同志們：\n一、加強領導\n要抓好黨建工作，推動高質量發展，發展，再發展。\n",
    "2020-05-06_2.txt": "在会议上的讲话\n\n同志们：\n一、发展党员\n各单位要抓好党建，推动发展。\n",
    "2021.txt": "在会议上的讲话\n\n同志们：\n一、加强领导\n各单位要抓好改革工作。\n",
}
COLUMNS = ["term", "key", "count", "documents", "chars", "per_10k"]
KEYS = [*COLUMNS, "concept", "form"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("speechkit.corpus.store.SYNCHRONOUS", "OFF")  # no test waits for the disk
    (tmp_path / "s").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "s" / name).write_text(text, "utf-8")
    return tmp_path


def corpus_of(*texts):
    corpus = memory_store()
    for number, text in enumerate(texts):
        entry = entry_of(read(text, name=f"{number}.txt"), tasks=False, slogans=False)
        put_entries(corpus, [(entry, Home(f"/{number}.txt", "/", f"{number}.txt"))])
    return corpus


def counts(corpus, terms, by=None, **how):
    return counting.counts(corpus, queries_of(terms, regex=how.get("regex", False)), by, how=How(**how))


def hits(corpus, term, part=None, **how):
    (query,) = queries_of([term], regex=how.get("regex", False))
    return kwic.hits(corpus, kwic.Search(query, How(**how), part))


FOLDED = {ord(mark): group[0] for group in corpus_rules().same_marks for mark in group}


def plain(text):
    """The text with one mark for all that do the same work."""
    return text.translate(FOLDED)


def bodies(corpus):
    return [text for (text,) in corpus.rows("SELECT text FROM bodies ORDER BY document")]


def is_sentence(err):
    return re.fullmatch(r"speechkit: [^\x00-\x1f\x7f-\x9f]+\n", err) is not None


# --- exactly


WORDS = st.text(st.sampled_from("发展党哈著干乾台的，、。“”一二第AbB1 \n"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3, unique=True), st.data())
def test_counts_are_those_of_str_count_where_marks_are_alike(texts, data):
    corpus = corpus_of(*(f"讲话\n\n同志们：\n要抓好工作。{text}要推进改革。" for text in texts))
    found = bodies(corpus)
    whole = "".join(found)
    start = data.draw(st.integers(0, len(whole) - 1))
    drawn = whole[start : start + data.draw(st.integers(1, 6))].strip() or "发"
    for term in (drawn, "哈哈", "。", "发展党"):
        expected = [plain(text).count(plain(term)) for text in found]
        if not sum(expected) and may_be_traditional(term):
            continue
        (total,) = counts(corpus, [term])
        assert (total.count, total.documents) == (sum(expected), sum(map(bool, expected)))
        assert total.chars == len(whole)
        assert sum(row.count for row in counts(corpus, [term], "part")) == total.count
        assert [row.count for row in counts(corpus, [term], "document")] == [each for each in expected if each]
        assert len(list(hits(corpus, term))) == total.count
        assert sum(len(list(hits(corpus, term, part=row.key))) for row in counts(corpus, [term], "part")) == (
            total.count
        )


def test_every_short_term_of_the_samples():
    corpus = corpus_of(*(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))))
    found = bodies(corpus)
    text = found[1]
    terms = [text[at : at + length].strip() or "的" for length in range(1, 7) for at in range(0, len(text), 97)]
    for row in counts(corpus, terms):
        assert row.count == sum(plain(body).count(plain(row.term)) for body in found), row.term


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("发展。发展", "发展", [1, 1]),
        ("发展。发展", "。发", [1, 0]),
        ("哈哈哈哈哈", "哈哈", [2, 0]),
        ("无。无。", "有", [0, 0]),
    ],
)
def test_a_term_counts_for_the_part_that_it_begins_in(text, term, expected):
    stretches = (Stretch("review", 0, 3), Stretch("closing", 3, len(text)))
    assert counts_in(stretches, [found.start() for found in re.finditer(term, text)]) == expected


def test_counts_do_not_cross_from_one_body_to_another():
    corpus = corpus_of("讲话\n\n同志们：\n要抓好发", "讲话\n\n同志们：\n展开工作要抓好")
    assert [row.count for row in counts(corpus, ["发展", "发", "展开"])] == [0, 1, 1]


def test_the_title_is_no_part_of_the_body():
    corpus = corpus_of(TEXTS["2021.txt"])
    assert [row.count for row in counts(corpus, ["讲话", "改革"])] == [0, 1]


def test_which_characters_may_be_of_either_script():
    def is_common(character):
        try:
            return bool(character.encode("gb2312"))
        except UnicodeEncodeError:
            return False

    common = "".join(filter(is_common, map(chr, range(0x4E00, 0xA000))))
    always = ScriptConfig("always")
    neutral = [each for each in common if convert(each, "hans") == each]
    changed = [each for each in neutral if simplify(Source("", each, "", ""), always).text != each]
    assert all(map(may_be_traditional, changed))
    assert not may_be_traditional("中国特色社会主义发展")


@pytest.mark.parametrize(
    ("term", "count"),
    [("着力", 2), ("著力", 2), ("著作", 1), ("著", 1), ("着", 2), ("由於", 1), ("由于", 1), ("國家", 1), ("国家", 1)],
)
def test_both_scripts_match_either_way(term, count):
    corpus = corpus_of(
        "講話\n\n同志們：\n要著力推進工作，由於國家的發展。", "讲话\n\n同志们：\n要着力推进工作，写好著作。"
    )
    assert counts(corpus, [term])[0].count == count


# --- in groups


@pytest.mark.parametrize(
    ("term", "count"),
    [
        ("WTO", 3),
        ("ＷＴＯ", 3),
        ("2025", 2),
        ("２０２５", 2),
        ("ＷTO", 3),
        ("5G", 1),
        ("５Ｇ", 1),
        ("ｗｔｏ", 0),
        ("WTO规则", 1),
    ],
)
def test_full_width_letters_and_digits_match_ascii_ones(term, count):
    text = "在经贸会议上的讲话\n同志们：\n要研究ＷＴＯ规则，办好WTO事务。\n２０２５年要建设５Ｇ基站，2025年底前完成ＷTO培训。"
    corpus = corpus_of(text)
    (row,) = counts(corpus, [term])
    assert row.count == count
    found = list(hits(corpus, term))
    assert len(found) == count
    for hit in found:
        assert text[hit.start : hit.end] == hit.source_text
    assert len(list(hits(corpus, f"(?:{term})", regex=True))) == count


def test_a_traditional_clause_in_a_simplified_line_is_counted():
    corpus = corpus_of("在会议上的讲话\n同志们：\n一位台商说，兩岸經濟發展要靠大家，我們要合作。经济发展是第一要务。")
    for term in ("经济发展", "經濟發展"):
        (row,) = counts(corpus, [term])
        assert row.count == 2
    assert [hit.source_text for hit in hits(corpus, "经济发展")] == ["經濟發展", "经济发展"]


def counted(run, *arguments):
    done = run("count", *arguments, "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    return [(row["term"], row["key"], row["count"], row["documents"]) for row in json.loads(done.stdout)]


def test_groups(run, place):
    run("corpus", "add", "c.db", "s")
    assert counted(run, "发展", "c.db") == [("发展", None, 5, 2)]
    assert counted(run, "發展", "c.db", "--by", "year") == [("發展", 2020, 5, 2), ("發展", 2021, 0, 0)]
    assert counted(run, "发展", "c.db", "--by", "document") == [
        ("发展", "2020-01-02_1.txt", 3, 1),
        ("发展", "2020-05-06_2.txt", 2, 1),
    ]
    assert counted(run, "发展", "c.db", "--by", "speaker") == [("发展", None, 5, 2)]
    parts = counted(run, "同志们", "发展", "c.db", "--by", "part")
    assert ("同志们", "salutation", 3, 3) in parts
    assert ("发展", "requirements", 5, 2) in parts
    assert len(parts) == 14
    assert counted(run, "同志们", "发展", "c.db", "--part", "salutation") == [
        ("同志们", None, 3, 3),
        ("发展", None, 0, 0),
    ]
    assert counted(run, "发展", "c.db", "--part", "requirements", "--by", "year")[0] == ("发展", 2020, 5, 2)


def test_documents_of_one_name_are_told_apart(run, place):
    for folder in ("x", "y"):
        os.makedirs(folder)
        Path(folder, "a.txt").write_text(f"同志们：\n要推动发展。{folder}\n", "utf-8")
        run("corpus", "add", "two.db", folder)
    keys = [row[1] for row in counted(run, "发展", "two.db", "--by", "document")]
    assert keys == [os.path.abspath("x/a.txt"), os.path.abspath("y/a.txt")]


def test_speakers_and_unknown_ones(run, place):
    Path("m.csv").write_text("file,speaker\n2021.txt,王某\n2020-05-06_2.txt,李某\n", "utf-8")
    run("corpus", "add", "c.db", "s", "--meta", "m.csv")
    rows = counted(run, "抓好", "c.db", "--by", "speaker")
    assert rows == [("抓好", "李某", 1, 1), ("抓好", "王某", 1, 1), ("抓好", None, 1, 1)]


def test_files_and_folders_count_as_their_corpus_does(run, place):
    run("corpus", "add", "c.db", "s")
    for options in ([], ["--by", "year"], ["--by", "part"], ["--part", "requirements"]):
        assert counted(run, "发展", "抓好", "s", *options) == counted(run, "发展", "抓好", "c.db", *options)
    assert counted(run, "发展", "s/2020-01-02_1.txt", "s/2021.txt") == [("发展", None, 3, 1)]
    assert counted(run, "发展", "s/2021.txt", "s/2021.txt") == [("发展", None, 0, 0)]
    done = run("count", "发展", "-", "--format", "jsonl", input=TEXTS["2020-05-06_2.txt"])
    assert json.loads(done.stdout)["count"] == 2


def test_an_empty_corpus(run, place):
    from speechkit.corpus.store import open_store

    open_store("c.db", write=True).close()
    assert counted(run, "发展", "c.db") == [("发展", None, 0, 0)]
    assert counted(run, "发展", "c.db", "--by", "year") == []
    assert run("count", "发展", "c.db", "--by", "year").stdout == "\t".join(COLUMNS) + "\n"


# --- formats, and the words of the command line


def test_formats(run, place):
    run("corpus", "add", "c.db", "s")
    rows = json.loads(run("count", "发展", "c.db", "--by", "year", "--format", "json").stdout)
    assert list(rows[0]) == KEYS
    assert rows[0]["per_10k"] == pytest.approx(5 / rows[0]["chars"] * 10_000)
    table = list(csv.reader(io.StringIO(run("count", "发展", "c.db", "--by", "year", "--format", "csv").stdout)))
    assert table == [COLUMNS, *([str(row[name]) for name in COLUMNS] for row in rows)]
    text = run("count", "发展", "c.db", "--by", "year").stdout.splitlines()
    assert text[1].split("\t")[:4] == ["发展", "2020", "5", "2"]
    assert run("count", "发展", "c.db", "-o", "o.csv").exit_code == 0
    assert Path("o.csv").read_text("utf-8").startswith("\ufeffterm,key")
    shown = run("count", "发展", "c.db", "--by", "year", "--format", "table").stdout
    assert re.search(r"^发展 +2020 +5 +2 +\d+ +\d+\.\d\d$", shown, re.MULTILINE)
    assert "key" not in run("count", "发展", "c.db", "--format", "table").stdout


@pytest.mark.parametrize(
    ("per", "name"), [(10_000, "per_10k"), (1000, "per_1k"), (1_000_000, "per_1m"), (500, "per_500")]
)
def test_rates(run, place, per, name):
    (row,) = json.loads(run("count", "发展", "s", "--per", per, "--format", "json").stdout)
    assert row[name] == pytest.approx(5 / row["chars"] * per)
    assert CountView(per=per).rate == name


def test_terms_of_a_file(run, place):
    Path("terms.txt").write_bytes("\ufeff發展\r\n# 注\n\n 改革 \n".encode())
    assert counted(run, "--terms", "terms.txt", "s") == [("發展", None, 5, 2), ("改革", None, 1, 1)]
    assert [row[0] for row in counted(run, "党", "发展", "s", "--terms", "terms.txt")] == ["党", "发展", "發展", "改革"]
    assert counted(run, "发展", "发展", "s") == [("发展", None, 5, 2)]


def test_a_file_whose_name_is_the_term(run, place, monkeypatch):
    monkeypatch.chdir("s")
    Path("发展").write_text("讲话\n\n要抓好发展。", "utf-8")
    assert counted(run, "发展", "2021.txt") == [("发展", None, 0, 0)]
    assert counted(run, "发展", "发展") == [("发展", None, 1, 1)]


USAGE = {
    "no input": ["发展", "missing.db"],
    "no words": [],
    "one word": ["发展"],
    "an empty term": ["", "s"],
    "no terms in the file": ["--terms", "empty.txt", "s"],
    "no file of terms": ["--terms", "missing.txt", "s"],
    "terms not UTF-8": ["--terms", "gbk.txt", "s"],
    "a corpus and a file": ["发展", "c.db", "s/2021.txt"],
    "per 0": ["发展", "s", "--per", "0"],
    "by month": ["发展", "s", "--by", "month"],
    "hostile": ["\x1b[31m", "\x1b[32m"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_usage_errors(run, place, arguments):
    run("corpus", "add", "c.db", "s")
    Path("empty.txt").write_text("# nothing\n", "utf-8")
    Path("gbk.txt").write_bytes("发展".encode("gbk"))
    done = run("count", *arguments)
    assert (done.exit_code, done.stdout, is_sentence(done.stderr)) == (2, "", True)


def test_what_cannot_be_read_is_told_of(run, place):
    done = run("count", "发展", "s/2021.txt", "s", "--format", "json")
    assert done.exit_code == 0
    Path("s/x.txt").write_bytes(b"")
    done = run("count", "发展", "s", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)[0]["count"], is_sentence(done.stderr)) == (1, 5, True)
