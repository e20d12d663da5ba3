"""The views of a corpus, and the queries of docs/datasette.yaml: they find what count and kwic find."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from plain_corpus import plain_corpus

from speechkit.corpus import schema
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.store import open_store

DOCS = Path(__file__).parents[1] / "docs"
DATABASE = yaml.safe_load((DOCS / "datasette.yaml").read_text("utf-8"))["databases"]["speeches"]
QUERIES = {name: query["sql"] for name, query in DATABASE["queries"].items()}
TERMS = ("党", "发展", "高质量发展", "80 万", "A", "同志们", "乡村振兴战略规划")  # the last is in none
MARKS = ("，推动", "，", "。二", "领导，", "“两个确立”", "。\n", "，。")  # to count, those of one kind are the same


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return plain_corpus(tmp_path_factory.mktemp("datasette"))


def rows(path, sql, **values):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def told(run, *arguments):
    done = run(*arguments, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize("term", TERMS)
def test_the_speeches_with_a_term(run, corpus, term):
    counted = told(run, "count", term, corpus, "--by", "document")
    found = rows(corpus, QUERIES["find"], term=term)
    assert sorted((row[0], row[4]) for row in found) == sorted((each["key"], each["count"]) for each in counted)
    assert [row[4] for row in found] == sorted((row[4] for row in found), reverse=True)
    with Corpus.open(corpus) as opened:
        bodies = {name: text for _, text, _, _, _, _, name, *_ in opened.texts()[1]}
    for name, _, _, _, _, snippet in found:
        at = bodies[name].index(term)
        around = bodies[name][max(at - 30, 0) : at + len(term) + 30]
        assert snippet == f"…{around}…".replace("\n", " ")


@pytest.mark.parametrize("term", MARKS)
def test_terms_with_marks_are_looked_for_as_they_are(corpus, term):
    with Corpus.open(corpus) as opened:
        bodies = {name: (text, year) for _, text, _, year, _, _, name, *_ in opened.texts()[1]}
    counted = {name: text.count(term) for name, (text, _) in bodies.items() if term in text}
    assert {row[0]: row[4] for row in rows(corpus, QUERIES["find"], term=term)} == counted
    by_year = {row[0]: row[1] for row in rows(corpus, QUERIES["by_year"], term=term)}
    assert by_year == {
        wanted: sum(text.count(term) for text, year in bodies.values() if year == wanted) for wanted in by_year
    }
    assert sum(by_year.values()) == sum(counted.values()) == len(rows(corpus, QUERIES["kwic"], term=term))


@pytest.mark.parametrize("term", TERMS)
def test_every_place_of_a_term(corpus, term):
    with Corpus.open(corpus) as opened:
        hits = list(opened.kwic(term, sort="date", width=40))
    assert rows(corpus, QUERIES["kwic"], term=term) == [
        (hit.date, hit.document, hit.left.replace("\n", " "), hit.text, hit.right.replace("\n", " ")) for hit in hits
    ]


@pytest.mark.parametrize("term", TERMS)
def test_a_term_year_by_year(run, corpus, term):
    counted = told(run, "count", term, corpus, "--by", "year")
    assert rows(corpus, QUERIES["by_year"], term=term) == [
        (*(each[key] for key in ("key", "count", "documents", "chars")), pytest.approx(each["per_10k"], abs=0.005001))
        for each in counted
    ]


def test_terms_that_stand_side_by_side_and_bodies_without_a_year():
    from speechkit import read

    corpus = Corpus.in_memory()
    corpus.add_reading(read("讲话\n\n同志们：\n一二一二一二一。发展发展，", name="x"))
    find = corpus._store
    assert [row[4] for row in find.rows(_named(QUERIES["find"]), ["一二一"])] == [2]  # they do not overlap
    assert [row[0:4] for row in find.rows(_named(QUERIES["by_year"]), ["发展"])] == [
        (None, 2, 1, corpus.info().chars)
    ]  # fmt: skip
    places = [(row[2][-3:], row[4][:3]) for row in find.rows(_named(QUERIES["kwic"]), ["发展"])]
    assert places == [("二一。", "发展，"), ("。发展", "，")]


def _named(sql):
    return sql.replace(":term", "?1")


@pytest.mark.parametrize("name", QUERIES)
def test_no_term_finds_nothing(corpus, name):
    assert rows(corpus, QUERIES[name], term="") == []


@pytest.mark.parametrize("name", QUERIES)
def test_the_index_is_asked_and_not_every_text(corpus, name):
    plan = " ".join(str(row[3]) for row in rows(corpus, f"EXPLAIN QUERY PLAN {QUERIES[name]}", term="发展"))
    assert "SCAN search VIRTUAL TABLE" in plan
    assert "SCAN bodies" not in plan


def test_no_query_hides_a_table_or_a_view(corpus):
    tables = {name for (name,) in rows(corpus, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
    assert not set(QUERIES) & tables  # their addresses would be the same
    assert set(DATABASE["tables"]) <= tables
    for name, about in DATABASE["tables"].items():
        columns = {row[1] for row in rows(corpus, f"PRAGMA table_info({name})")}
        assert {about.get("sort"), *about.get("facets", ())} - {None} <= columns
    page = (DOCS / "datasette.md").read_text("utf-8")
    assert set(re.findall(r"/speeches/(\w+)\?term=", page)) == set(QUERIES)
    (own,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    rows(corpus, own)


def test_the_views_hold_what_the_tables_hold(corpus):
    phrases = rows(corpus, "SELECT document, phrase, line FROM slogans_with_year ORDER BY document, line, text")
    kept = rows(corpus, "SELECT document, coalesce(name, text), line FROM slogans ORDER BY document, line, text")
    assert phrases == kept
    assert phrases
    assert rows(corpus, "SELECT count(*) FROM tasks_with_actor") == rows(corpus, "SELECT count(*) FROM tasks")
    with Corpus.open(corpus) as opened:
        known = {speech.id: speech for speech in opened.documents()}
        tasks = list(opened.export("tasks"))
    assert rows(corpus, "SELECT * FROM tasks_with_actor ORDER BY document, line, text") == sorted(
        (
            (
                task["document"], known[task["document"]].name, known[task["document"]].date, known[task["document"]].year,
                known[task["document"]].speaker,
                *(task[key] for key in ("actor", "text", "deadline", "latest", "strength", "part", "line")),
            )
            for task in tasks
        ),
        key=lambda row: (row[0], row[-1], row[6]),
    )  # fmt: skip
    speeches = rows(corpus, "SELECT id, name, date, year, title, speaker, chars, tasks FROM speeches ORDER BY id")
    assert speeches == [
        (*(getattr(each, key) for key in ("id", "name", "date", "year", "title", "speaker", "chars")),
         sum(task["document"] == each.id for task in tasks))
        for each in known.values()
    ]  # fmt: skip
    assert rows(corpus, "SELECT sum(slogans) FROM speeches") == [(len(phrases),)]
    genres = rows(corpus, "SELECT DISTINCT json_extract(meta, '$.genre') FROM speeches ORDER BY 1")
    assert genres == [("report",), ("speech",)]


def test_an_older_corpus_gets_the_views_when_it_is_opened(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("讲话\n\n同志们：\n各单位要抓好整改。\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", 2)
        run("corpus", "add", "c.db", "a.txt")
        assert rows("c.db", "SELECT name FROM sqlite_schema WHERE type = 'view'") == []
    assert run("corpus", "check", "c.db").exit_code == 0
    assert schema.version_of("c.db") == 3
    assert rows("c.db", "SELECT name, tasks FROM speeches") == [("a.txt", 1)]


@pytest.mark.parametrize("column", ["text", "Document", "stretches", "search"])
def test_a_column_that_would_be_taken_for_another_is_refused(run, tmp_path, monkeypatch, column):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("讲话\n\n同志们：\n各单位要抓好整改。\n", "utf-8")
    Path("m.csv").write_text(f"file,{column}\na.txt,x\n", "utf-8")
    done = run("corpus", "add", "c.db", "a.txt", "--meta", "m.csv")
    assert (done.exit_code, f"a column cannot be called {column};" in done.stderr) == (2, True)
    assert run("count", "整改", "c.db").exit_code == 0


def test_views_and_queries_bear_any_column_that_is_not(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("讲话\n\n同志们：\n各单位要抓好整改。\n", "utf-8")
    columns = [
        "kind", "line", "actor", "deadline", "latest", "strength", "part", "phrase", "tasks", "slogans", "count", "first",
        "at", "left", "rest", "right", "term", "snippet", "documents", "per_10k", "match", "gram", "frame", "section",
    ]  # fmt: skip
    Path("m.csv").write_text(f"file,{','.join(columns)}\na.txt{',x' * len(columns)}\n", "utf-8")
    assert run("corpus", "add", "c.db", "a.txt", "--meta", "m.csv").exit_code == 0
    assert rows("c.db", "SELECT tasks FROM speeches") == [(1,)]
    assert rows("c.db", "SELECT name, text, strength FROM tasks_with_actor") == [
        ("a.txt", "各单位要抓好整改。", "should")
    ]
    assert rows("c.db", "SELECT * FROM slogans_with_year") == []
    assert [row[4] for row in rows("c.db", QUERIES["find"], term="整改")] == [1]
    assert [row[2:] for row in rows("c.db", QUERIES["kwic"], term="整改")] == [("同志们： 各单位要抓好", "整改", "。")]
    assert [row[1] for row in rows("c.db", QUERIES["by_year"], term="整改")] == [1]


def test_documents_are_still_narrowed_added_and_told_of(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, word in (("2020.txt", "整改"), ("2021.txt", "落实")):
        Path(name).write_text(f"讲话\n\n同志们：\n各单位要抓好{word}。\n", "utf-8")
    Path("m.csv").write_text("file,genre\n2020.txt,report\n", "utf-8")
    assert run("corpus", "add", "c.db", "2020.txt", "2021.txt", "--meta", "m.csv").exit_code == 0
    with Corpus.open("c.db") as corpus:
        assert corpus.narrow("genre=report") == 1
        assert [row["text"] for row in corpus.export("tasks")] == ["各单位要抓好整改。"]
    assert run("corpus", "check", "c.db").stdout.startswith("c.db is in order: 2 documents\n")
    with open_store("c.db") as store:
        assert store.row("SELECT count(*) FROM tasks_with_actor") == (2,)
