"""Subcorpora: which documents a condition takes, that all that is asked is asked of them, and what makes no sense."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit import Corpus, read
from speechkit.errors import UsageError

DOCUMENTS = [  # name, date, speaker, genre, pages, text
    ("a.txt", "2001-03-05", "张三", "gwr", "9", "发展是硬道理。"),
    ("b.txt", "2003-03", "李四", "gwr", "10", "发展改革，改革发展。"),
    ("c.txt", "2003", "张三丰", "speech", "", "改革开放。"),
    ("d.txt", "2010-10-01", None, "it's a speech", "100", "发展、发展、再发展。"),
    ("e.txt", None, "李四", None, "", "没有那个词。"),
]


@pytest.fixture
def corpus(tmp_path):
    corpus = Corpus.in_memory()
    for name, *_, text in DOCUMENTS:
        corpus.add_reading(read(f"讲话\n\n{text}\n", name=name))
    lines = ["file,date,speaker,genre,pages"]
    lines += [",".join(value or "" for value in row[:5]) for row in DOCUMENTS]
    (tmp_path / "meta.csv").write_text("\n".join(lines) + "\n", "utf-8")
    corpus.add_meta(str(tmp_path / "meta.csv"))
    return corpus


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("genre=gwr", "ab"),
        ("genre = gwr and year >= 2003", "b"),
        ("GENRE=gwr or speaker~张", "abc"),
        ("year<2003", "a"),
        ("year != 2003", "ad"),
        ("not year=2003", "ade"),  # what is not known is not 2003
        ("not (year=2003 or genre=gwr)", "de"),
        ("year in (2001, 2010)", "ad"),
        ('genre="it\'s a speech"', "d"),
        ("pages>=10", "bd"),  # as numbers, though --meta writes words
        ("pages=9", "a"),
        ("speaker!~张", "bde"),
        ("speaker=张三", "a"),
        ("date>='2003-03'", "bd"),
        ("year>2001 and year<2010 or genre=gwr", "abc"),
        ("script=hans and name=e.txt", "e"),
    ],
)
def test_documents_that_fulfil_a_condition(corpus, where, names):
    assert corpus.narrow(where) == len(names)
    assert [each.name[0] for each in corpus.documents()] == list(names)


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ({"speaker": "张三"}, "ac"),
        ({"since": "2003"}, "bcd"),
        ({"since": "2003-03"}, "bd"),
        ({"until": "2003"}, "abc"),
        ({"since": "2003", "until": "2003-03"}, "bc"),
        ({"where": "genre=gwr", "until": "2002"}, "a"),
        ({}, "abcde"),
    ],
)
def test_speakers_and_dates(corpus, scope, names):
    corpus.narrow(**scope)
    assert [each.name[0] for each in corpus.documents()] == list(names)


def test_everything_is_asked_of_the_documents_alone(corpus):
    whole = corpus.count("发展")[0].count
    corpus.narrow("genre=gwr")
    assert (whole, corpus.count("发展")[0].count) == (6, 3)
    assert [hit.document for hit in corpus.kwic("发展")] == ["a.txt", "b.txt", "b.txt"]
    assert [(point.period, point.count) for point in corpus.trend("发展")[0].points] == [("2001", 1), ("2003", 2)]
    assert corpus.info().documents == len(corpus) == 2
    assert {speech.name for speech, _ in corpus.analyses()} == {"a.txt", "b.txt"}
    corpus.narrow()
    assert corpus.count("发展")[0].count == whole


def test_groups_of_any_column(corpus):
    found = {count.key: count.count for count in corpus.count("发展", by="genre")}
    assert found == {"gwr": 3, "speech": 0, "it's a speech": 3, None: 0}
    assert sum(count.chars for count in corpus.count("发展", by="pages")) == corpus.count("发展")[0].chars


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("", "a column is expected at its end"),
        ("yeer=1", "there is no column 'yeer'; there are id, name, date, year"),
        ("year", "=, !=, <, <=, >, >=, ~ or in is expected at its end"),
        ("year=", "a value is expected at its end"),
        ("year=1 year=2", "and, or, or the end is expected where 'year' stands"),
        ("(year=1", ") is expected at its end"),
        ("year in 2001", "( is expected where '2001' stands"),
        ("year='1", "makes no sense there"),
        ("year=1; DROP TABLE documents", "and, or, or the end is expected where 'DROP' stands"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(corpus, where, said):
    with pytest.raises(UsageError) as caught:
        corpus.narrow(where)
    assert said in str(caught.value)
    assert len(corpus) == len(DOCUMENTS)


@given(st.text(max_size=30))
def test_no_condition_does_harm(text):
    corpus = Corpus.in_memory()
    corpus.add_reading(read("讲话\n\n发展。\n", name="a.txt"))
    with suppress(UsageError):
        corpus.narrow(text)
    assert corpus.narrow() == 1


@pytest.fixture
def file(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    for name, *_, text in DOCUMENTS:
        Path(name).write_text(f"讲话\n\n{text}\n", "utf-8")
    Path("meta.csv").write_text(
        "file,date,genre\n" + "".join(f"{name},{date or ''},{genre or ''}\n" for name, date, _, genre, *_ in DOCUMENTS),
        "utf-8",
    )
    assert run("corpus", "add", "x.db", *(row[0] for row in DOCUMENTS), "--meta", "meta.csv").exit_code == 0
    return "x.db"


def test_a_file_stays_as_it_is(run, file):
    before = Path(file).read_bytes()
    assert run("count", "发展", file, "--where", "genre=gwr", "--by", "genre").stdout.splitlines()[1].split("\t")[
        :3
    ] == ["发展", "gwr", "3"]
    assert run("kwic", "发展", file, "--until", "2001").stdout.count("发展") == 1
    assert "2010" not in run("trend", "发展", file, "--until", "2003").stdout
    assert Path(file).read_bytes() == before


@pytest.mark.parametrize("command", ["count", "kwic", "trend"])
def test_a_bad_condition_exits_with_2(run, file, command):
    done = run(command, "发展", file, "--where", "jahr=2001")
    assert (done.exit_code, done.stderr.count("\n"), done.stdout) == (2, 1, "")
    assert "there is no column 'jahr'" in done.stderr


def test_a_condition_that_nothing_fulfils_is_told_of(run, file):
    done = run("count", "发展", file, "--where", "year=1900")
    assert done.exit_code == 0
    assert "no document is of that kind" in done.stderr
