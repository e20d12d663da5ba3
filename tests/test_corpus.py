"""The corpus: what is kept of a speech, what becomes of a file that is added, and what files are refused."""

import csv
import io
import json
import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from speechkit import __version__, analyze_file
from speechkit.config import Config, ReadingConfig
from speechkit.corpus import entry, schema, store
from speechkit.corpus.add import add_files, put_entries
from speechkit.corpus.body import body_of, source_span
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.entry import entry_of, home_of
from speechkit.corpus.fields import date_for, date_in_name, person
from speechkit.corpus.meta import read_meta
from speechkit.corpus.query import grams_of, query_for, speeches
from speechkit.corpus.store import open_store
from speechkit.errors import CorpusError, UsageError
from speechkit.model import SpeechDate
from speechkit.pipeline import read, read_file

SAMPLES = Path(__file__).parents[1] / "samples"
SPEECH = "在{}会议上的讲话\n\n同志们：\n一、加强领导\n要抓好{}工作，推动高质量发展，用好AI和ai。\n二、强化责任\n各单位要在年底前完成整改。\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to work in, with three speeches in the folder ``s``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("speechkit.corpus.store.SYNCHRONOUS", "OFF")  # no test waits for the disk
    (tmp_path / "s").mkdir()
    write("s/2020-09-12_019.txt", "党建", "党建")
    write("s/b.txt", "扶贫", "扶贫")
    write("s/c.txt", "环保", "环保")
    return tmp_path


def write(path, *words):
    Path(path).write_text(SPEECH.format(*words), "utf-8")


def rows(sql, path="c.db"):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def is_sentence(err):
    return re.fullmatch(r"speechkit: [^\x00-\x1f\x7f-\x9f]+\n", err) is not None


def names():
    return [name for (name,) in rows("SELECT name FROM documents ORDER BY name")]


# --- what becomes of a file


def test_files_are_added_once_replaced_moved_and_removed(run, place):
    def add(*options):
        done = run("corpus", "add", "c.db", "s", *options)
        assert (done.exit_code, run("corpus", "check", "c.db").exit_code) == (0, 0)
        return done.stdout

    assert add() == "c.db: 3 added; 3 documents\n"
    assert add() == "c.db: 3 unchanged; 3 documents\n"
    write("s/b.txt", "扶贫", "乡村振兴")
    os.rename("s/c.txt", "s/d.txt")
    assert add() == "c.db: 1 replaced, 1 moved, 1 unchanged; 3 documents\n"
    assert names() == ["2020-09-12_019.txt", "b.txt", "d.txt"]
    assert rows("SELECT count(*) FROM search WHERE search MATCH '乡村'") == [(1,)]
    assert rows("SELECT count(*) FROM search WHERE search MATCH '扶贫'") == [(0,)]  # it stood in the body, once
    os.unlink("s/b.txt")
    assert add() == "c.db: 2 unchanged; 3 documents\n"
    assert add("--sync") == "c.db: 2 unchanged, 1 removed; 2 documents\n"
    assert rows("SELECT count(*) FROM search WHERE search MATCH '乡村'") == [(0,)]
    assert all(rows(f"SELECT count(*) FROM {table} WHERE document = 2") == [(0,)] for table in ("tasks", "bodies"))


def test_the_same_bytes_are_one_document(run, place):
    shutil.copy("s/b.txt", "s/e.txt")
    done = run("corpus", "add", "c.db", "s", "s/b.txt")
    assert (done.exit_code, done.stdout) == (0, "c.db: 3 added, 1 duplicate; 3 documents\n")
    assert done.stderr == "speechkit: e.txt is the same as b.txt, which is there already\n"
    # A file whose new text is that of another is no document any more.
    shutil.copy("s/b.txt", "s/c.txt")
    assert run("corpus", "add", "c.db", "s", "-q").stdout == "c.db: 2 unchanged, 2 duplicate; 2 documents\n"
    assert names() == ["2020-09-12_019.txt", "b.txt"]


def test_a_file_belongs_to_its_path_however_it_is_named(run, place, monkeypatch):
    Path("s/below").mkdir()
    write("s/below/x.txt", "财政", "财政")
    run("corpus", "add", "c.db", "s")
    assert ("below/x.txt", str(place / "s")) in rows("SELECT name, folder FROM documents")
    monkeypatch.chdir("s/below")
    assert run("corpus", "add", "../../c.db", "x.txt").stdout == "../../c.db: 1 unchanged; 4 documents\n"
    assert run("corpus", "add", "../../c.db", "..", "--sync").stdout == "../../c.db: 4 unchanged; 4 documents\n"


def test_sync_keeps_what_it_cannot_see(run, place):
    run("corpus", "add", "c.db", "s")
    os.rename("s", "away")
    done = run("corpus", "add", "c.db", "s", "--sync")
    assert (done.exit_code, done.stdout) == (1, "c.db: nothing changed; 3 documents\n")
    assert is_sentence(done.stderr)


def test_what_cannot_be_read_does_not_stop_the_others(run, place):
    Path("s/a.txt").write_bytes(b"")
    done = run("corpus", "add", "c.db", "s", "missing.txt")
    assert (done.exit_code, done.stdout) == (1, "c.db: 3 added; 3 documents\n")
    assert "a.txt is empty" in done.stderr
    assert "there is no file or folder missing.txt" in done.stderr


def test_words_are_counted_on_request(run, place):
    run("corpus", "add", "c.db", "s")
    assert rows("SELECT count(*) FROM words") == [(0,)]
    assert run("corpus", "add", "c.db", "s/b.txt", "--words").stdout == "c.db: 1 replaced; 3 documents\n"
    assert ("高质量发展", 1) in rows("SELECT word, count FROM words")  # one word, as for keywords
    assert run("corpus", "add", "c.db", "s/b.txt", "--words").stdout == "c.db: 1 unchanged; 3 documents\n"


def test_an_analysis_of_another_version_is_made_anew(run, place):
    run("corpus", "add", "c.db", "s")
    connection = sqlite3.connect("c.db")
    connection.execute("UPDATE documents SET made_by = '0.0.1' WHERE id = 1")
    connection.commit()
    connection.close()
    assert run("corpus", "add", "c.db", "s").stdout == "c.db: 1 replaced, 2 unchanged; 3 documents\n"
    assert rows("SELECT DISTINCT made_by FROM documents") == [(__version__,)]


def test_adding_is_all_or_nothing(place):
    def entry(path):
        return entry_of(read_file(path)), home_of(path, "s")

    with open_store("c.db", write=True) as corpus:
        put_entries(corpus, [entry("s/b.txt")])
        good, (bad, home) = entry("s/c.txt"), entry("s/2020-09-12_019.txt")
        bad = replace(bad, rows={"parts": ((None, 0, 1),)})  # a part without a role
        with pytest.raises(sqlite3.IntegrityError):
            put_entries(corpus, [good, (bad, home)])
        assert [speech.name for speech in speeches(corpus).values()] == ["b.txt"]
        assert corpus.row("SELECT count(*) FROM search WHERE search MATCH '环保'") == (0,)


def test_an_interrupt_keeps_what_was_done(place):
    def files():
        yield "s/b.txt", home_of("s/b.txt", "s")
        raise KeyboardInterrupt

    with open_store("c.db", write=True) as corpus, pytest.raises(KeyboardInterrupt):
        list(add_files(corpus, files(), Config(), failed=lambda error, path: None))
    assert names() == ["b.txt"]


# --- what is kept


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_source_and_analysis_come_back_as_they_were(run, tmp_path, path):
    corpus_path = tmp_path / "c.db"
    assert run("corpus", "add", corpus_path, path).exit_code == 0
    expected = analyze_file(path)
    with Corpus.open(corpus_path) as corpus:
        ((speech, analysis),) = corpus.analyses()
        assert (speech.name, analysis.tasks, analysis.slogans) == (path.name, expected.tasks, expected.slogans)
        assert analysis.sections == expected.sections
        assert len(corpus.text(speech.id)) == expected.source.chars


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_every_character_of_a_body_leads_to_its_source(path):
    reading = read_file(path)
    document, parts = reading.document, reading.parts
    body = body_of(reading)
    assert [each.start for each in body.stretches] == [0, *(each.end for each in body.stretches[:-1])]
    assert body.stretches[-1].end == len(body.text)
    roles = {index: part.role for part in parts for index in range(part.start, part.end)}
    for stretch in body.stretches:
        for index in range(stretch.start, stretch.end):
            if body.text[index] not in "\n ":
                (start, end) = source_span(body.anchors, index, index + 1)
                assert (document.text[start:end], roles[start]) == (body.text[index], stretch.role)
    assert "meta" not in {stretch.role for stretch in body.stretches}


def test_a_body_reads_on_where_lines_are_broken():
    reading = read_file(SAMPLES / "rural-work-hardwrapped.txt")
    body = body_of(reading)
    assert "\u3000" not in body.text
    assert max(map(len, body.text.split("\n"))) > max(map(len, reading.text.split("\n")))
    assert "领导干部" in body_of(read_file(SAMPLES / "integrity-meeting-pinyin.txt")).text


def test_lone_surrogates_are_stored_as_replacement_characters():
    corpus = Corpus.in_memory()
    corpus.add_reading(read("讲话\n\n要抓好\ud800工作。\n", name="x"))
    assert corpus.text(1) == "讲话\n\n要抓好\ufffd工作。\n"
    assert [hit.text for hit in corpus.kwic("好\ufffd工")] == ["好\ufffd工"]


def test_the_file_is_what_other_programs_open(run, place):
    run("corpus", "add", "c.db", "s")
    assert rows("PRAGMA user_version") == [(schema.VERSION,)]
    assert rows("PRAGMA journal_mode") == [("wal",)]
    tables = dict(rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
    assert {"documents", "parts", "sections", "tasks", "slogans", "words", "bodies", "archive", "search"} <= set(tables)
    assert [row[2:5] for row in rows("PRAGMA foreign_key_list(tasks)")] == [("documents", "document", "id")]
    assert "-- ISO 8601" in tables["documents"]  # the schema explains itself
    for table in tables:
        if not table.startswith("search"):
            rows(f"SELECT * FROM {table}")
    assert rows("SELECT text, latest FROM tasks WHERE document = 1 ORDER BY start")[-1][0].startswith("各单位要")
    assert rows("SELECT DISTINCT title FROM sections ORDER BY 1") == [("加强领导",), ("强化责任",)]


@pytest.mark.parametrize("word", ["抓", "发展", "高质 AND 质量 AND 量发 AND 发展"])
def test_the_index_finds_words_of_any_length(run, place, word):
    run("corpus", "add", "c.db", "s")
    assert rows(f"SELECT count(*) FROM search WHERE search MATCH '{word}'") == [(3,)]


def test_grams_and_queries_agree():
    assert set(grams_of("“四个”AB，〇").split()) == {"四", "个", "四个", "A", "B", "AB", "〇"}
    assert query_for("高质量") == '"高质" AND "质量"'
    assert query_for("党") == '"党"'
    assert query_for("党、国") == '"党" AND "国"'
    assert query_for("，") is None
    assert query_for("字" * 10_000) == '"字字"'


# --- dates and what people know


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2020-09-12_019.txt", "2020-09-12"), ("20200912.txt", "2020-09-12"), ("2020年9月12日讲话.txt", "2020-09-12"),
        ("a_2020.9.2.md", "2020-09-02"), ("2020年9月.txt", "2020-09"), ("2020-09.txt", "2020-09"),
        ("1955.txt", "1955"), ("2024年政府工作报告.txt", "2024"), ("2020-19-12.txt", "2020"),
        ("article_42957.md", None), ("source_b94bf2046a.md", None), ("2020091234.txt", None), ("讲话.txt", None),
        ("第2019号.txt", None), ("报告_2019.txt", "2019"), ("3109_2043_某.txt", None), ("某(2013年).txt", "2013"),
        ("2011_某_2.txt", "2011"), ("20200230.txt", None),
    ],
)  # fmt: skip
def test_dates_in_names(name, expected):
    assert date_in_name(name) == expected


@pytest.mark.parametrize(
    ("own", "name", "expected"),
    [
        (None, "2020-09-12.txt", ("2020-09-12", "name")),
        (None, "x.txt", (None, None)),
        ("2019", "2020-09-12.txt", ("2019", "title")),
        ("2020", "2020-09-12.txt", ("2020-09-12", "name")),
        ("2020-09-12", "2020.txt", ("2020-09-12", "title")),
    ],
)
def test_the_more_exact_date_goes_first(own, name, expected):
    assert date_for(SpeechDate(own, 0, 4, "title") if own else None, name) == expected


META = "文件,日期,speaker,地区\n2020-09-12_019.txt,2021年3月4日,王某,甘肃\nb.txt,,李某,\nz.txt,2001,,x\n"


def test_meta_is_joined_on_the_name(run, place):
    Path("m.csv").write_bytes(META.encode("gb18030"))
    done = run("corpus", "add", "c.db", "s", "--meta", "m.csv")
    assert (done.exit_code, done.stdout) == (0, "c.db: 3 added, 2 told of by --meta; 3 documents\n")
    assert done.stderr == "speechkit: --meta tells of z.txt, which the corpus has not\n"
    sql = "SELECT name, date, date_from, year, speaker, 地区 FROM documents ORDER BY name"
    expected = [
        ("2020-09-12_019.txt", "2021-03-04", "meta", 2021, "王某", "甘肃"),
        ("b.txt", None, None, None, "李某", None),
        ("c.txt", None, None, None, None, None),
    ]
    assert rows(sql) == expected
    write("s/2020-09-12_019.txt", "党建", "国防")
    assert run("corpus", "add", "c.db", "s").stdout == "c.db: 1 replaced, 2 unchanged; 3 documents\n"
    assert rows(sql) == expected
    Path("n.csv").write_text("file\tspeaker\n2020-09-12_019.txt\t张某\n", "utf-8")
    assert run("corpus", "add", "c.db", "--meta", "n.csv").stdout == "c.db: 1 told of by --meta; 3 documents\n"
    assert rows(sql)[0] == (*expected[0][:4], "张某", "甘肃")
    write("s/2020-09-12_019.txt", "党建", "外交")
    run("corpus", "add", "c.db", "s")  # what both tables said is kept with a new text too
    assert rows(sql)[0] == (*expected[0][:4], "张某", "甘肃")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "needs a column file"),
        ("name,date\nb.txt,2020-13\n", "m.csv:2: '2020-13' is no date"),
        ("name,date\nb.txt,2020年13月4日\n", "m.csv:2: '2020年13月4日' is no date"),
        ("date\n2020\n", "needs a column file"),
        ("file,file\n", "two columns for file"),
        ("file,a,A\n", "two columns for A"),
        ("file,\nb.txt,x\n", "a column without a name"),
        ("file,sha256\nb.txt,x\n", "a column cannot be called sha256"),
        ("file\nb.txt\nb.txt\n", "m.csv:3: b.txt is told of twice"),
        ("file\nb.txt,1,2\n", "m.csv:2: 3 cells"),
        ("file,date\n,2020\n", "m.csv:2: no file is named"),
        ("file," + ",".join(f"c{n}" for n in range(300)) + "\n", "200 is the most"),
    ],
)
def test_a_meta_table_that_makes_no_sense(run, place, text, part):
    Path("m.csv").write_text(text, "utf-8")
    run("corpus", "add", "c.db", "s")
    before = rows("SELECT * FROM documents")
    done = run("corpus", "add", "c.db", "s", "--meta", "m.csv")
    assert (done.exit_code, done.stdout, is_sentence(done.stderr)) == (2, "", True)
    assert part in done.stderr
    assert rows("SELECT * FROM documents") == before


def test_a_meta_table_that_is_not_there(run, place):
    done = run("corpus", "add", "c.db", "s", "--meta", "missing.csv")
    assert (done.exit_code, is_sentence(done.stderr), os.path.exists("c.db")) == (2, True, False)


def test_a_row_that_says_nothing_takes_nothing_away(run, place):
    Path("m.csv").write_text("file,speaker\nb.txt,李某\nc.txt,\n", "utf-8")
    Path("n.csv").write_text("file,主题\nb.txt,党建\nc.txt,\n", "utf-8")
    assert (
        run("corpus", "add", "c.db", "s", "--meta", "m.csv").stdout
        == "c.db: 3 added, 1 told of by --meta; 3 documents\n"
    )
    run("corpus", "add", "c.db", "--meta", "n.csv")
    assert rows("SELECT name, meta FROM documents WHERE meta IS NOT NULL") == [
        ("b.txt", '{"speaker": "李某", "主题": "党建"}')
    ]


@pytest.mark.parametrize("written", ["2016年3月5日", "2016-03-05", "2016/3/5", "2016.3.5", "2016年3月5号"])
def test_dates_as_people_write_them(tmp_path, written):
    (tmp_path / "m.csv").write_text(f"file,date\nb.txt,{written}\n", "utf-8")
    assert read_meta(str(tmp_path / "m.csv"), ReadingConfig()).rows == {"b.txt": {"date": "2016-03-05"}}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("习近平", "习近平"), ("李　强", "李强"), ("李 强", "李强"), ("中华人民共和国主席　习近平", "习近平"), ("市委书记 王某某", "王某某"),
        ("国务院总理 李 强", "李强"), ("John  Lee", "John Lee"), ("新华社 记者", "新华社 记者"), ("本报记者 王某", "本报记者 王某"),
    ],
)  # fmt: skip
def test_a_speaker_has_one_name(written, name):
    assert person(written) == name


def test_quotation_marks_and_line_ends_in_a_meta_table(tmp_path):
    (tmp_path / "m.csv").write_text('file;note\r\n"b.txt";"a;\r\n""b"""\r\n', "utf-8")
    assert read_meta(str(tmp_path / "m.csv"), ReadingConfig()).rows == {"b.txt": {"note": 'a;\r\n"b"'}}
    (tmp_path / "m.csv").write_bytes(b"file\n\xff\xff\xff\n")
    with pytest.raises(UsageError):
        read_meta(str(tmp_path / "m.csv"), ReadingConfig(encoding="utf-8"))


@pytest.mark.parametrize(
    ("head", "speaker"),
    [("---\nauthor: 王某\ndate: 2021-05-06\n---\n", "王某"), ("", None)],
)
def test_the_speaker_and_the_date_in_front_matter(run, place, head, speaker):
    Path("x.md").write_text(head + SPEECH.format("教育", "教育"), "utf-8")
    run("corpus", "add", "c.db", "x.md")
    date = ("2021-05-06", "text") if head else (None, None)
    assert rows("SELECT speaker, date, date_from FROM documents") == [(speaker, *date)]


# --- what files are refused


def other_program(path):
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE documents (id); PRAGMA user_version = 1;")
    connection.close()


def newer(path):
    with open_store(path, write=True) as corpus:
        corpus.run("PRAGMA user_version = 99")
        corpus.row("PRAGMA wal_checkpoint(TRUNCATE)")


def truncated(path):
    full(path)
    os.truncate(path, os.path.getsize(path) // 2)


def garbled(path):
    full(path)
    with open(path, "r+b") as file:
        file.seek(schema.PAGE_SIZE)
        file.write(os.urandom(os.path.getsize(path) - schema.PAGE_SIZE))


def headless(path):
    full(path)
    with open(path, "r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)


def without_tables(path):
    full(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE bodies")
    connection.close()


def full(path):
    with Corpus.open(path, write=True) as corpus:
        corpus.add(str(SAMPLES))


BAD = {
    "another program's": other_program,
    "newer": newer,
    "truncated": truncated,
    "garbled": garbled,
    "headless": headless,
    "without tables": without_tables,
    "a text": lambda path: path.write_text("讲话", "utf-8"),
    "empty": lambda path: path.write_bytes(b""),
    "a header alone": lambda path: path.write_bytes(schema.MAGIC),
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
@pytest.mark.parametrize(
    "command",
    [["corpus", "info"], ["corpus", "export"], ["corpus", "check"], ["corpus", "add"], ["kwic", "党"], ["count", "党"]],
    ids=" ".join,
)
def test_a_bad_corpus_is_a_sentence_and_left_alone(run, place, make, command):
    path = place / "bad.db"
    make(path)
    before = path.read_bytes()
    more = ["s"] if command[-1] == "add" else []
    done = run(*command, path, *more)
    if make is BAD["empty"] and more:
        assert done.exit_code == 0  # SQLite takes it for a new database, and so do we
        return
    assert (done.exit_code, done.stdout) == (2, "")
    assert all(map(is_sentence, done.stderr.splitlines(keepends=True)))
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before
    assert sorted(os.listdir()) == ["bad.db", "s"]


@pytest.mark.parametrize("command", [["corpus", "info"], ["corpus", "add"], ["kwic", "党"]], ids=" ".join)
def test_a_locked_corpus(run, place, monkeypatch, command):
    run("corpus", "add", "c.db", "s/b.txt")
    monkeypatch.setattr(store, "WAIT", 0.05)
    connection = sqlite3.connect("c.db", isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        done = run(*command, "c.db", *(["s"] if command[-1] == "add" else []))
    finally:
        connection.close()
    assert (done.exit_code, done.stdout, is_sentence(done.stderr)) == (2, "", True)
    assert "is locked" in done.stderr
    assert names() == ["b.txt"]


def test_reading_goes_on_while_somebody_writes(run, place):
    run("corpus", "add", "c.db", "s/b.txt")
    connection = sqlite3.connect("c.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM documents")
    assert run("corpus", "info", "c.db").exit_code == 0
    assert run("kwic", "发展", "c.db").stdout.count("\n") == 1
    connection.close()


def test_a_corpus_that_cannot_be_written_in_a_folder_that_cannot(run, place, monkeypatch):
    run("corpus", "add", "c.db", "s")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    assert run("kwic", "发展", "c.db").stdout.count("\n") == 3
    assert sorted(os.listdir()) == ["c.db", "s"]


@pytest.mark.parametrize("path", ["missing.db", "folder", "missing/c.db", ""])
def test_a_corpus_that_is_not_there(run, place, path):
    Path("folder").mkdir()
    done = run("corpus", "info", path)
    assert (done.exit_code, done.stdout, is_sentence(done.stderr)) == (2, "", True)
    if path != "missing.db":
        done = run("corpus", "add", path, "s")
        assert (done.exit_code, done.stdout, is_sentence(done.stderr)) == (2, "", True)


def test_an_older_corpus_is_brought_up_to_date(run, place, monkeypatch):
    run("corpus", "add", "c.db", "s")
    scripts = schema._statements
    new = schema.VERSION + 1
    monkeypatch.setattr(schema, "VERSION", new)
    monkeypatch.setattr(
        schema,
        "_statements",
        lambda number: ["ALTER TABLE documents ADD COLUMN place TEXT"] if number == new else scripts(number),
    )
    for command in (["kwic", "发展", "c.db"], ["corpus", "check", "c.db"], ["corpus", "add", "c.db", "s"]):
        assert run(*command).exit_code == 0
        assert schema.version_of("c.db") == new
    assert rows("SELECT DISTINCT place FROM documents") == [(None,)]
    with open_store("new.db", write=True) as corpus:
        assert corpus.row("SELECT place FROM documents") is None


def test_a_migration_that_fails_leaves_the_corpus_as_it_was(run, place, monkeypatch):
    run("corpus", "add", "c.db", "s")
    before = Path("c.db").read_bytes()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "_statements", lambda number: ["CREATE TABLE new (x)", "SELECT nothing"])
    with pytest.raises(CorpusError):
        open_store("c.db")
    assert Path("c.db").read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "command"),
    [
        ("UPDATE archive SET source = x'00' WHERE document = 2", ["corpus", "export"]),
        ("UPDATE archive SET analysis = x'00' WHERE document = 2", ["corpus", "export"]),
        ("DELETE FROM archive WHERE document = 2", ["corpus", "export"]),
        ("UPDATE archive SET source = x'00' WHERE document = 2", ["kwic", "发展"]),
        ("DELETE FROM archive WHERE document = 2", ["kwic", "发展"]),
        ("UPDATE archive SET anchors = '[[' WHERE document = 2", ["kwic", "发展", "--in", "tasks"]),
        ("UPDATE bodies SET stretches = '[[' WHERE document = 2", ["kwic", "发展", "--part", "requirements"]),
        ("UPDATE bodies SET stretches = '[[' WHERE document = 2", ["count", "发展", "--by", "part"]),
    ],
)  # fmt: skip
def test_damage_that_only_the_cells_show(run, place, damage, command):
    run("corpus", "add", "c.db", "s")
    connection = sqlite3.connect("c.db", isolation_level=None)
    connection.execute(damage)
    connection.close()
    done = run(*command, "c.db", "-o", "out.csv" if command[0] != "corpus" else "out.jsonl")
    assert (done.exit_code, done.stdout, is_sentence(done.stderr), any(Path().glob("out*"))) == (2, "", True, False)
    assert "c.db is damaged (" in done.stderr
    assert run("corpus", "check", "c.db").exit_code == 2


def test_the_corpus_is_never_written_over(run, place):
    run("corpus", "add", "c.db", "s")
    before = Path("c.db").read_bytes()
    for command in (
        ["corpus", "export", "c.db"],
        ["corpus", "info", "c.db"],
        ["count", "发展", "c.db"],
        ["trend", "发展", "c.db"],
    ):
        done = run(*command, "-o", "c.db", "--format", "json" if command[1] != "export" else "jsonl")
        assert (done.exit_code, Path("c.db").read_bytes()) == (2, before)
        assert "c.db is an input too" in done.stderr


def test_a_folder_without_speeches(run, place):
    Path("empty").mkdir()
    for command in (["corpus", "add", "c.db", "empty"], ["count", "发展", "empty"], ["kwic", "发展", "empty"]):
        done = run(*command)
        assert (done.exit_code, is_sentence(done.stderr)) == (1, True)
        assert done.stderr == "speechkit: there are no speeches in empty\n"
    assert not Path("c.db").exists()


def test_sync_empties_a_folder(run, place):
    run("corpus", "add", "c.db", "s")
    for path in Path("s").iterdir():
        path.unlink()
    assert run("corpus", "add", "c.db", "s", "--sync").stdout == "c.db: 3 removed; 0 documents\n"


def test_no_speech_of_a_folder_is_written_over(run, place):
    before = Path("s/b.txt").read_bytes()
    Path("terms.txt").write_text("发展\n", "utf-8")
    for command in (
        ["count", "发展", "s", "-o", "s/b.txt"],
        ["compare", "s", "s/c.txt", "-o", "s/b.txt"],
        ["count", "--terms", "terms.txt", "s", "-o", "terms.txt"],
    ):
        done = run(*command, "--format", "json")
        assert (done.exit_code, "is an input too" in done.stderr) == (2, True)
    assert (Path("s/b.txt").read_bytes(), Path("terms.txt").read_text("utf-8")) == (before, "发展\n")


def test_what_two_rows_say_of_one_document(run, place):
    Path("m.csv").write_text("file,date,speaker,地区\nx/b.txt,2020年3月,,甘肃\nb.txt,2019,李某,\n", "utf-8")
    Path("s/x").mkdir()
    os.rename("s/b.txt", "s/x/b.txt")
    run("corpus", "add", "c.db", "s", "--meta", "m.csv")
    assert rows("SELECT date, speaker, 地区 FROM documents WHERE name = 'x/b.txt'") == [("2020-03", "李某", "甘肃")]


def test_sync_is_for_folders(run, place):
    run("corpus", "add", "c.db", "s")
    for files in ([], ["s/b.txt"]):
        done = run("corpus", "add", "c.db", *files, "--sync", "--meta", "m.csv")
        assert (done.exit_code, "--sync is for folders" in done.stderr) == (2, True)


# --- info, export, check


def test_info(run, place):
    run("corpus", "add", "c.db", "s")
    info = json.loads(run("corpus", "info", "c.db", "--format", "json").stdout)
    assert (info["documents"], info["undated"], info["first_date"]) == (3, 2, "2020-09-12")
    assert info["folders"] == [str(place / "s")]
    assert f"{'documents':17}3\n" in run("corpus", "info", "c.db").stdout


MASTHEAD = "某某市人民政府网站\n版权所有，未经许可不得转载\n责任编辑：王小明\n"


def test_info_and_check_say_how_much_of_each_text_is_set_aside(run, place):
    Path("s/d.txt").write_text(Path("s/b.txt").read_text("utf-8").replace("年底", "月底") + MASTHEAD, "utf-8")
    run("corpus", "add", "c.db", "s")
    info = json.loads(run("corpus", "info", "c.db", "--format", "json").stdout)
    chars = {path.name: len(path.read_text("utf-8")) for path in Path("s").iterdir()}
    assert {each["name"]: each["chars"] for each in info["texts"]} == chars
    with Corpus.open("c.db") as corpus:
        for each in info["texts"]:
            parts = json.loads(run("analyze", f"s/{each['name']}", "--format", "json").stdout)["parts"]
            assert each["set_aside"] == sum(part["end"] - part["start"] for part in parts if part["role"] == "meta")
        assert [each.share for each in corpus.info().texts] == sorted(
            (x.share for x in corpus.info().texts), reverse=True
        )
    assert info["all_chars"] == sum(chars.values())
    assert info["set_aside"] == sum(each["set_aside"] for each in info["texts"])
    first = info["texts"][0]
    assert first["name"] == "d.txt"
    line = f"{first['set_aside'] / first['chars']:4.0%} of {first['chars']:,} characters set aside: d.txt\n"
    assert line in run("corpus", "info", "c.db").stdout
    share = f"{info['set_aside'] / info['all_chars']:4.0%} of {info['all_chars']:,} characters set aside in all\n"
    for told in (run("corpus", "info", "c.db").stdout, run("corpus", "check", "c.db").stdout):
        assert 0 <= told.index(share) < told.index(line)


def test_of_many_texts_those_are_told_of_which_most_is_set_aside(run, place):
    for number in range(30):
        Path(f"s/n{number}.txt").write_text(Path("s/b.txt").read_text("utf-8") + f"第{number}段到此。\n", "utf-8")
    run("corpus", "add", "c.db", "s")
    told = run("corpus", "info", "c.db").stdout
    assert told.count("characters set aside: ") == 10
    assert "and 23 more; corpus info --format json has all\n" in told


def test_info_and_check_name_empty_undated_and_unattributed_documents(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("s").mkdir()
    texts = {
        "a.txt": "在全县工作会议上的讲话\n（2021年3月5日）\n县委书记　王大明\n同志们：\n要抓好落实。\n",
        "b.txt": "同志们：\n回顾2019年和2020年的工作，2019年最难，要抓好落实。\n",
        "c.txt": "同志们：\n要抓好落实，编号20191年不算。\n",
        "d.txt": "版权所有，未经许可不得转载\n",
    }
    for name, text in texts.items():
        Path("s", name).write_text(text, "utf-8")
    run("corpus", "add", "c.db", "s")
    info = json.loads(run("corpus", "info", "c.db", "--format", "json").stdout)
    assert (info["empty"], info["empty_texts"]) == (1, ["d.txt"])
    assert [(each["name"], each["years"]) for each in info["undated_texts"]] == [
        ("b.txt", ["2019", "2020"]), ("c.txt", []), ("d.txt", []),
    ]  # fmt: skip
    assert info["undated"] == 3
    assert sum(each["documents"] for each in info["speaker_texts"]) + info["without_speaker"] == info["documents"]
    assert info["speaker_texts"] == [{"name": "王大明", "documents": 1}]
    assert info["speakers"] == 1
    for told in (run("corpus", "info", "c.db").stdout, run("corpus", "check", "c.db").stdout):
        assert "no body, so nothing is counted in it: d.txt\n" in told
        assert "no date, for none of the years in it (2019、2020) is told as its own: b.txt\n" in told
        assert "no date, for none is found in it or in its name: c.txt\n" in told
        assert "王大明 1\n" in told
    assert f"{'without speaker':17}3\n" in run("corpus", "info", "c.db").stdout
    assert "no speaker: 3 documents\n" in run("corpus", "check", "c.db").stdout


HEADED = "在全市工作会议上的讲话\n{}\n\n同志们：\n要抓好落实，务必抓出成效。\n"
WEBSITE = "责任编辑：王小明\n版权所有，未经许可不得转载\n"


@pytest.mark.parametrize(
    ("name", "text", "impossible"),
    [
        ("a.txt", HEADED.format("（2023年2月30日）"), "2023-02-30"),
        ("a.txt", HEADED.format("（二〇二三年十三月三日）"), "2023-13-03"),
        ("a.txt", HEADED.format("2023-04-31"), "2023-04-31"),
        ("a.txt", HEADED.format("發布日期：2023年9月31日 10:22").replace("会议", "會議"), "2023-09-31"),
        ("a.txt", HEADED.format("（112年2月29日）"), "2023-02-29"),
        ("a.txt", "2021-02-29 在全局会议上的讲话\n\n同志们：\n要抓好落实。\n", "2021-02-29"),
        ("a.txt", "在2021年2月29日全局会议上的讲话\n\n同志们：\n要抓好落实。\n", None),  # dated 2021
        ("a.txt", "关于做好防汛工作的通知\n\n各单位要抓好落实。\n\n某市水利局\n2023年6月31日\n", "2023-06-31"),
        ("20230631.txt", HEADED.format(""), "2023-06-31"),
        ("20230631.txt", HEADED.format("（2023年6月30日）"), None),  # which is its date
        ("2300631.txt", HEADED.format(""), None),
        (
            "a.txt",
            HEADED.format("") + "2月30日前完成，2023年2月30日，市委召开了会议。\n",
            None,
        ),  # not where a speech is dated
    ],
)
def test_a_date_that_the_calendar_has_not_is_told_as_the_reason(run, tmp_path, monkeypatch, name, text, impossible):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text, "utf-8")
    run("corpus", "add", "c.db", name)
    info = json.loads(run("corpus", "info", "c.db", "--format", "json").stdout)
    assert [each["impossible"] for each in info["undated_texts"]] == [impossible] * info["undated"]
    for told in (run("corpus", "info", "c.db").stdout, run("corpus", "check", "c.db").stdout):
        assert told.count("is none of the calendar") == bool(impossible)
        assert impossible is None or f"no date, for {impossible} is none of the calendar: {name}\n" in told


def test_documents_of_which_only_the_year_is_known_are_told_of(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number, date in enumerate(["（2021年3月5日）", "（2021年3月）", "", ""]):
        title = "在全市2020年度工作会议上的讲话" if number == 2 else "在全市工作会议上的讲话"
        Path(f"{number}.txt").write_text(f"{title}\n{date}\n同志们：\n要抓好落实。\n", "utf-8")
    run("corpus", "add", "c.db", ".")
    dates = [date for (date,) in rows("SELECT date FROM documents ORDER BY name")]
    assert dates == ["2021-03-05", "2021-03", "2020", None]
    assert json.loads(run("corpus", "info", "c.db", "--format", "json").stdout)["year_only"] == 1
    for command in ("info", "check"):
        assert "only a year, so left out by month: 1 document\n" in run("corpus", command, "c.db").stdout
    assert f"{'dates':17}2020 – 2021-03-05\n" in run("corpus", "info", "c.db").stdout
    with Corpus.open("c.db") as corpus:
        (trend,) = corpus.trend("落实", by="month")
    assert sum(point.of for point in trend.points) == len(dates) - 2  # those without a month, the undated one too


def test_ten_are_named_and_the_others_counted(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("s").mkdir()
    for number in range(13):
        Path(f"s/e{number:02}.txt").write_text("\n" * number + WEBSITE, "utf-8")
        surname = "赵钱孙李周吴郑王冯陈褚卫蒋"[number]
        speech = f"在第{number}次会议上的讲话\n县委书记　{surname}大明\n\n同志们：\n要抓好{surname}村建设。\n"
        Path(f"s/u{number:02}.txt").write_text(speech, "utf-8")
    run("corpus", "add", "c.db", "s", "-q")
    info = json.loads(run("corpus", "info", "c.db", "--format", "json").stdout)
    assert info["empty_texts"] == [f"e{number:02}.txt" for number in range(13)]
    assert len(info["undated_texts"]) == info["undated"] == 26
    assert (len(info["speaker_texts"]), info["without_speaker"]) == (13, 13)
    for told in (run("corpus", "info", "c.db").stdout, run("corpus", "check", "c.db").stdout):
        assert told.count("no body, so nothing is counted in it: ") == 10
        assert told.count("no date, for ") == told.count(" characters set aside: ") == 10
        assert told.count("大明 1") == 10
        assert told.count("and 3 more; corpus info --format json has all\n") == 2  # empty ones, speakers
        assert told.count("and 16 more; corpus info --format json has all\n") == 2  # undated ones, all texts


def test_what_is_told_of_the_samples_fits_on_a_screen(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("corpus", "add", "c.db", *map(str, sorted(SAMPLES.glob("*.txt"))))
    assert run("corpus", "info", "c.db").stdout.count("\n") <= 24
    assert run("corpus", "check", "c.db").stdout.count("\n") <= 24


def test_a_corpus_without_documents_has_nothing_to_tell_of(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Corpus.create("c.db").close()
    assert f"{'dates':17}–\n" in run("corpus", "info", "c.db").stdout
    assert run("corpus", "check", "c.db").stdout == "c.db is in order: 0 documents\n"


@pytest.mark.parametrize("name", ["party-building-2022", "integrity-meeting-pinyin", "rural-work-hardwrapped"])
def test_the_body_of_a_text_is_what_is_counted(run, place, name):
    sample = str(SAMPLES / f"{name}.txt")
    reading = read_file(sample)
    body = body_of(reading)
    written = run("text", "--body", "-q", sample).stdout.removesuffix("\n")
    assert len(written) == len(body.text)
    for at, (shown, counted) in enumerate(zip(written, body.text, strict=True)):
        if counted == "\n":
            assert shown == counted
        else:
            assert reading.text[slice(*source_span(body.anchors, at, at + 1))] == shown
    assert run("text", "--body", "--simplified", "-q", sample).stdout == body.text + "\n"
    assert run("text", "--body", "--part", "requirements", "-q", "--simplified", sample).stdout.rstrip("\n") == "".join(
        body.text[each.start : each.end] for each in body.stretches if each.role == "requirements"
    ).rstrip("\n")


def test_export_of_speeches_and_of_tables(run, place):
    run("corpus", "add", "c.db", "s")
    lines = [json.loads(line) for line in run("corpus", "export", "c.db").stdout.splitlines()]
    assert [line["name"] for line in lines] == ["2020-09-12_019.txt", "b.txt", "c.txt"]
    assert lines[1]["text"] == Path("s/b.txt").read_text("utf-8")
    assert lines[1]["analysis"]["source"]["sha256"] == lines[1]["sha256"]
    table = list(csv.DictReader(io.StringIO(run("corpus", "export", "c.db", "--table", "sections").stdout)))
    assert [row["title"] for row in table] == ["加强领导", "强化责任"] * 3
    assert run("corpus", "export", "c.db", "--table", "tasks", "-o", "t.jsonl").exit_code == 0
    assert json.loads(Path("t.jsonl").read_text("utf-8").splitlines()[0])["id"] == "T1"
    done = run("corpus", "export", "c.db", "--table", "archive")
    assert (done.exit_code, is_sentence(done.stderr)) == (2, True)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM bodies WHERE document = 1", "2020-09-12_019.txt has no body"),
        ("UPDATE bodies SET text = text || '龘' WHERE document = 2", "b.txt: its body has"),
        ("UPDATE bodies SET text = replace(text, '发', '龘')", "the index lacks"),
        ("INSERT INTO search (rowid, grams) VALUES (9, '龘')", "the index has 龘 in 1 documents; it is in 0"),
        ("UPDATE archive SET source = x'00' WHERE document = 3", "c.txt: what is kept of its source cannot be read"),
        ("UPDATE archive SET anchors = '[[' WHERE document = 3", "c.txt: what is kept of its source cannot be read"),
        ("INSERT INTO tasks SELECT 77, id, text, actor, action, object, deadline, earliest, latest, strength, relayed, "
         "section, part, start, \"end\", line FROM tasks LIMIT 1", "of tasks belongs to no row of documents"),
    ],
)  # fmt: skip
def test_check_finds_what_is_wrong(run, place, damage, told):
    run("corpus", "add", "c.db", "s")
    connection = sqlite3.connect("c.db", isolation_level=None)
    connection.execute(damage)
    connection.close()
    done = run("corpus", "check", "c.db")
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


# --- from Python


def test_a_column_is_a_line_in_the_table_and_a_script(run, place, monkeypatch):
    """A column of the table documents: data/corpus/N.sql and VERSION make it, a line of COLUMNS fills it."""
    run("corpus", "add", "c.db", "s/b.txt")
    scripts = schema._statements
    added = ["ALTER TABLE documents ADD COLUMN first_part TEXT"]
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "_statements", lambda number: added if number == schema.VERSION else scripts(number))
    monkeypatch.setitem(entry.COLUMNS, "first_part", lambda facts: facts.reading.parts[1].role)
    assert run("corpus", "add", "c.db", "s").stdout == "c.db: 2 added, 1 unchanged; 3 documents\n"
    assert rows("SELECT name, first_part FROM documents ORDER BY id") == [
        ("b.txt", None), ("2020-09-12_019.txt", "salutation"), ("c.txt", "salutation")
    ]  # fmt: skip
    write("s/b.txt", "扶贫", "乡村振兴")
    run("corpus", "add", "c.db", "s")
    assert rows("SELECT first_part FROM documents WHERE name = 'b.txt'") == [("salutation",)]
    assert json.loads(run("corpus", "export", "c.db").stdout.splitlines()[0])["first_part"] == "salutation"
    Path("m.csv").write_text("file,First_Part\nb.txt,x\n", "utf-8")
    assert "a column cannot be called First_Part" in run("corpus", "add", "c.db", "--meta", "m.csv").stderr


def test_what_add_returns_and_tells(place):
    Path("s/a.txt").write_bytes(b"")
    shutil.copy("s/b.txt", "s/e.txt")
    heard, failed = [], []
    with Corpus.create("c.db") as corpus:
        added = corpus.add(
            ["s", "missing"], on_change=heard.append, on_failure=lambda error, path: failed.append((path, str(error)))
        )
        assert sorted((change.kind, change.name) for change in added.changes) == [
            ("added", "2020-09-12_019.txt"), ("added", "b.txt"), ("added", "c.txt"), ("duplicate", "e.txt")
        ]  # fmt: skip
        assert heard == list(added.changes)
        assert [(each.path, each.sentence) for each in added.failed] == failed
        assert [path for path, _ in failed] == ["missing", "s/a.txt"]
        assert len(corpus) == 3
        assert [speech.name for speech in corpus.documents()] == ["2020-09-12_019.txt", "b.txt", "c.txt"]
        os.unlink("s/c.txt")
        assert [change.kind for change in corpus.add("s", sync=True).changes][-1] == "removed"
        assert corpus.info().documents == 2
    with pytest.raises(CorpusError, match=r"c\.db is a corpus already"):
        Corpus.create("c.db")
    with pytest.raises(CorpusError, match="is not there"):
        Corpus.open("other.db")


def test_questions_from_python_are_those_of_the_commands(run, place):
    Path("m.csv").write_text("file,date\nb.txt,2021\nc.txt,2022\n", "utf-8")
    with Corpus.create("c.db") as corpus:
        corpus.add("s", words=True)
        assert corpus.add_meta("m.csv") == (2, [])
    with Corpus.open("c.db") as corpus:
        assert corpus.count("发展") == corpus.count(["发展"])
        assert [(count.key, count.count) for count in corpus.count("發展", by="year")] == [
            (2020, 1),
            (2021, 1),
            (2022, 1),
        ]
        hits = list(corpus.kwic("发展", within="tasks", sort="date"))
        assert [hit.document for hit in hits] == ["2020-09-12_019.txt", "b.txt", "c.txt"]
        assert all(corpus.text(1)[hit.start : hit.end] == "发展" for hit in hits)
        assert [hit.text for hit in corpus.kwic("[党扶].", regex=True, limit=1)] == ["党建"]
        (trend,) = corpus.trend("环保")
        assert (trend.term, trend.first, trend.last, trend.temperature) == ("环保", "2022", "2022", "暖")
        assert corpus.undated() == 0
        assert corpus.undated("month") == 2
        assert corpus.movers("rising") == []
        assert list(corpus.check()) == []
        assert next(corpus.export())["text"] == Path("s/2020-09-12_019.txt").read_text("utf-8")
        assert [row["title"] for row in corpus.export("sections")] == ["加强领导", "强化责任"] * 3
        ((speech, analysis),) = corpus.analyses({2021})
        assert (speech.name, analysis.tasks) == ("b.txt", analyze_file("s/b.txt").tasks)


def test_a_reading_takes_the_place_of_another_of_its_name():
    corpus = Corpus.in_memory()
    for text, kind in (("一、发展\n二、改革\n", "added"), ("一、发展\n二、开放\n", "replaced")):
        assert corpus.add_reading(read(text, name="x.txt", date="2021-03")).kind == kind
    assert [(speech.name, speech.date) for speech in corpus.documents()] == [("x.txt", "2021-03")]
    assert [count.count for count in corpus.count(["改革", "开放"])] == [0, 1]
