"""``speechkit batch -o speeches.db``: a corpus made by workers, added to, and left whole whatever happens."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from batch_fakes import Inline

from speechkit.batch import workers
from speechkit.batch.journal import Journal
from speechkit.corpus import schema, store
from speechkit.errors import CorpusError

SPEECH = "在{}会议上的讲话\n\n同志们：\n一、加强领导\n要抓好{}工作，推动高质量发展。\n二、强化责任\n各单位要在年底前完成整改。\n"
TOPICS = {"in/2020-09-12_019.txt": "党建", "in/b/a.txt": "扶贫", "in/b/c.txt": "环保", "in/d.txt": "财政"}


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("speechkit.corpus.store.SYNCHRONOUS", "OFF")  # no test waits for the disk
    monkeypatch.setattr(store, "WAIT", 0.05)
    monkeypatch.setattr(workers, "Workers", Inline)
    Path("in/b").mkdir(parents=True)
    for name, topic in TOPICS.items():
        write(name, topic)


def write(name, topic):
    Path(name).write_text(SPEECH.format(topic, topic), "utf-8")


@pytest.fixture
def batch(run):
    """``batch("in", …)``: the exit status and standard error; ``batch.done`` has the paths that were worked on."""

    def batch(*arguments, output="out.db"):
        Inline.done = batch.done = []
        ran = run("batch", "-o", output, *arguments)
        return ran.exit_code, ran.stderr

    return batch


@pytest.fixture
def kept(run):
    """``kept()``: all that a corpus keeps, having checked that it is in order."""

    def kept(path="out.db"):
        assert run("corpus", "check", path).exit_code == 0
        return run("corpus", "export", path).stdout

    return kept


def rows(sql, path="out.db"):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_it_keeps_what_corpus_add_does(batch, run, kept):
    assert batch("in") == (0, "")
    assert run("corpus", "add", "added.db", "in").exit_code == 0
    assert kept() == kept("added.db")
    assert rows("SELECT name, date FROM documents LIMIT 2") == [("2020-09-12_019.txt", "2020-09-12"), ("b/a.txt", None)]
    assert rows("SELECT DISTINCT folder FROM documents") == [(os.path.abspath("in"),)]
    assert rows("SELECT count(*) FROM words") == [(0,)]
    assert run("corpus", "add", "out.db", "in").stdout == "out.db: 4 unchanged; 4 documents\n"


def test_words_are_counted_on_request(batch):
    assert batch("in", "--words") == (0, "")
    assert rows("SELECT sum(count) FROM words WHERE word = '高质量发展'") == [(4,)]
    write("in/d.txt", "国防")
    assert batch("in", "--resume") == (0, "")  # without them is another configuration
    assert len(batch.done) == 4
    # A document that had its words as rows has them again.
    assert rows("SELECT DISTINCT name FROM words JOIN documents ON document = id") == [
        (name,) for name in ("2020-09-12_019.txt", "b/a.txt", "b/c.txt", "d.txt")
    ]


def test_the_same_text_is_kept_once_and_told(batch):
    shutil.copy("in/b/a.txt", "in/e.txt")
    assert batch("in") == (0, "speechkit: 1 document the same as others, kept once with them; -v names them\n")
    assert rows("SELECT name FROM documents WHERE name IN ('b/a.txt', 'e.txt')") == [("b/a.txt",)]
    assert batch("in", "--resume") == (0, "")
    assert batch.done == []
    assert "speechkit: in/e.txt is the same as b/a.txt, which is there already\n" in batch("in", "-v", output="v.db")[1]
    assert batch("in", "-q", output="q.db") == (0, "")


@pytest.mark.parametrize(
    ("change", "again", "count"),
    [
        (lambda: None, [], 4),
        (lambda: os.utime("in/d.txt", (1, 1)), [], 4),
        (lambda: write("in/d.txt", "国防"), ["in/d.txt"], 4),
        (lambda: write("in/e.txt", "国防"), ["in/e.txt"], 5),
        (lambda: os.rename("in/d.txt", "in/e.txt"), ["in/e.txt"], 4),
    ],
    ids=["nothing", "touched", "changed", "new", "moved"],
)
def test_only_what_has_changed_is_done_again(batch, run, kept, change, again, count):
    batch("in")
    change()
    assert batch("in", "--resume") == (0, "")
    assert (batch.done, len(rows("SELECT * FROM documents"))) == ([name.encode() for name in again], count)
    run("corpus", "add", "fresh.db", "in")
    same = "SELECT name, sha256, title FROM documents ORDER BY name"
    assert rows(same) == rows(same, "fresh.db")
    kept()


def test_other_inputs_are_added_and_nothing_is_taken_out(batch):
    assert batch("in/b") == (0, "")
    assert batch("in/d.txt", "--resume") == (0, "")
    os.unlink("in/b/a.txt")
    assert batch("in", "--resume") == (0, "")
    assert len(rows("SELECT * FROM documents")) == 4
    assert batch.done == [b"in/2020-09-12_019.txt"]
    assert rows("SELECT name, folder FROM documents ORDER BY id")[1:3] == [
        ("c.txt", os.path.abspath("in/b")),
        ("d.txt", os.path.abspath("in")),
    ]


def test_folders_that_look_alike_are_two(batch, monkeypatch):
    """The same names below, the same sizes and times, and other texts: seen from each folder they are in/a.txt."""
    for place, topic in (("x", "党建"), ("y", "扶贫")):
        os.makedirs(f"{place}/in")
        write(f"{place}/in/a.txt", topic)
        os.utime(f"{place}/in/a.txt", (1, 1))
    for _ in range(2):
        for place in ("x", "y"):
            with monkeypatch.context() as patch:
                patch.chdir(place)
                assert batch("in", "--resume", output="../out.db") == (0, "")
    assert batch.done == []
    assert len(rows("SELECT * FROM documents")) == 2


def sync(batch, run, kept, how):
    """Bring the corpus up to the folder ``in``; the texts and names that it then has."""
    if how == "batch":
        assert batch("in", "--resume", "-q")[0] == 0
    else:
        assert run("corpus", "add", "out.db", "in").exit_code == 0
    kept()
    return dict(rows("SELECT name, text FROM documents JOIN bodies ON document = id"))


def swap(one, other):
    os.rename(one, "aside")
    os.rename(other, one)
    os.rename("aside", other)


CHANGES = {
    "renumbered": lambda: (os.unlink("in/b/a.txt"), os.rename("in/b/c.txt", "in/b/a.txt"), os.rename("in/d.txt", "in/b/c.txt")),
    "swapped": lambda: swap("in/b/a.txt", "in/d.txt"),
    "the twin of a copy changed": lambda: write("in/b/a.txt", "国防"),
    "the copy changed": lambda: write("in/e.txt", "国防"),
    "the twin of a copy gone": lambda: os.unlink("in/b/a.txt"),
    "a text that became another's": lambda: shutil.copy("in/d.txt", "in/b/c.txt"),
    "dated by its name": lambda: os.rename("in/d.txt", "in/2021-03-04_d.txt"),
}  # fmt: skip


@pytest.mark.parametrize("how", ["batch", "corpus add"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_text_is_lost_however_files_are_renamed(batch, run, kept, change, how):
    shutil.copy("in/b/a.txt", "in/e.txt")
    sync(batch, run, kept, how)
    change()
    found = sync(batch, run, kept, how)
    there = {path.read_text("utf-8").split("要抓好")[1][:2] for path in Path("in").rglob("*.txt")}
    kept_topics = {text.split("要抓好")[1][:2] for text in found.values()}
    assert there <= kept_topics
    for name, text in found.items():
        if Path("in", name).exists():
            assert text.split("要抓好")[1][:2] in Path("in", name).read_text("utf-8")
    assert sync(batch, run, kept, how) == found


def test_files_of_one_size_and_time_that_swap_names(batch, kept):
    for number, topic in enumerate(("党建", "扶贫", "环保")):
        write(f"in/b/{number}.txt", topic + "一二")
        os.utime(f"in/b/{number}.txt", (1, 1))
    batch("in/b")
    for one, other in ((0, 1), (1, 2)):
        swap(f"in/b/{one}.txt", f"in/b/{other}.txt")
        assert batch("in/b", "--resume") == (0, "")
        bodies = rows("SELECT path, text FROM documents JOIN bodies ON document = id")
        assert len(bodies) == 5
        for path, text in bodies:
            assert text.split("要抓好")[1][:2] in Path(path).read_text("utf-8")
    kept()


def test_it_does_not_matter_from_where_it_is_run(batch, monkeypatch):
    batch("in")
    with monkeypatch.context() as patch:
        patch.chdir("in/b")
        assert batch("..", "--resume", output="../../out.db") == (0, "")
    assert batch.done == []


def test_copies_whose_names_are_no_utf8_come_to_rest(batch, run):
    for name in (b"in/1\xff.txt", b"in/2\xff.txt"):
        shutil.copy("in/d.txt", name)
    for _ in range(2):
        batch("in", "--resume", "-q")
        run("corpus", "add", "out.db", "in", "-q")
    assert batch("in", "--resume", "-q") == (0, "")
    assert batch.done == []
    assert "moved" not in run("corpus", "add", "out.db", "in", "-q").stdout


def test_a_moved_file_has_its_new_name_and_date(batch, run):
    batch("in", "--words")
    os.rename("in/d.txt", "in/2021-03-04_d.txt")
    assert run("corpus", "add", "out.db", "in").stdout == "out.db: 1 moved, 3 unchanged; 4 documents\n"
    assert rows(
        "SELECT date, (SELECT count(*) FROM words WHERE document = id) > 0 FROM documents WHERE name LIKE '2021%'"
    ) == [("2021-03-04", 1)]
    os.rename("in/2021-03-04_d.txt", "in/2021-03-05_d.txt")
    assert batch("in", "--resume", "--words") == (0, "")
    assert rows("SELECT date FROM documents WHERE name LIKE '2021%'") == [("2021-03-05",)]


def test_a_dictionary_that_is_none_is_told_once(batch, run):
    Path("config.yaml").write_text("segment: {user_dictionary: missing.txt}\n", "utf-8")
    done = run("--config", "config.yaml", "batch", "in", "-o", "out.db", "--words")
    assert (done.exit_code, done.stderr.count("\n"), "missing.txt" in done.stderr) == (2, 1, True)


def test_a_corpus_that_is_there_is_added_to_only_with_resume(batch, run):
    run("corpus", "add", "out.db", "in/d.txt")
    before = Path("out.db").read_bytes()
    status, err = batch("in")
    assert (status, Path("out.db").read_bytes()) == (2, before)
    assert err.endswith("out.db exists already; resume it to go on with it, or remove it first\n")
    assert batch("in", "--resume") == (0, "")
    assert len(rows("SELECT * FROM documents")) == 4


def test_a_document_that_is_lost_is_made_again(batch, kept):
    batch("in")
    whole = rows("SELECT name, sha256 FROM documents ORDER BY name")
    connection = sqlite3.connect("out.db", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    (text,) = connection.execute("SELECT text FROM bodies WHERE document = 2").fetchone()
    connection.execute("INSERT INTO search (search, rowid, grams) VALUES ('delete', 2, ?)", (store_grams(text),))
    connection.execute("DELETE FROM documents WHERE id = 2")
    connection.close()
    assert batch("in", "--resume") == (0, "")
    assert batch.done == [b"in/b/a.txt"]
    assert rows("SELECT name, sha256 FROM documents ORDER BY name") == whole
    kept()


def store_grams(text):
    from speechkit.corpus.query import grams_of

    return grams_of(text)


# --- what goes wrong


def other_program(path):
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE documents (id); PRAGMA user_version = 1;")
    connection.close()


def newer(path):
    with store.open_store(path, write=True) as corpus:
        corpus.run("PRAGMA user_version = 99")
        corpus.row("PRAGMA wal_checkpoint(TRUNCATE)")


BAD = {
    "another program's": other_program,
    "newer": newer,
    "a text": lambda path: path.write_text("讲话" * 100, "utf-8"),
    "a header alone": lambda path: path.write_bytes(schema.MAGIC),
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
@pytest.mark.parametrize("options", [[], ["--resume"], ["--dry-run"]], ids=" ".join)
def test_what_is_no_corpus_is_left_alone(batch, make, options):
    path = Path("out.db")
    make(path)
    before = path.read_bytes()
    status, err = batch("in", *options)
    assert (status, err.count("\n"), path.read_bytes()) == (2, 1, before)
    assert sorted(os.listdir()) == ["in", "out.db"]


def test_a_locked_corpus(batch):
    batch("in/d.txt")
    connection = sqlite3.connect("out.db", isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    status, err = batch("in", "--resume")
    connection.close()
    assert (status, err.count("\n"), "is locked" in err) == (2, 1, True)
    assert len(rows("SELECT * FROM documents")) == 1


def test_somebody_else_who_writes_for_too_long(batch, monkeypatch):
    batch("in/d.txt")
    connection = sqlite3.connect("out.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    status, err = batch("in", "--resume")
    connection.execute("ROLLBACK")
    connection.close()
    assert (status, err.count("\n"), "is locked" in err) == (1, 1, True)
    assert err.endswith("when that is mended, resume the batch to go on\n")
    assert batch("in", "--resume") == (0, "")
    assert len(rows("SELECT * FROM documents")) == 4


def test_half_a_document_is_never_kept(batch, kept, monkeypatch):
    from speechkit.corpus import add as writing

    json_of = writing._json

    def failing(value):  # in the midst of the third document, for it is called twice for each
        if not isinstance(value, tuple) or len(rows_written) > 3:
            raise CorpusError("out.db cannot be written: the disk is full")
        rows_written.append(value)
        return json_of(value)

    rows_written = []
    with monkeypatch.context() as patch:
        patch.setattr(writing, "_json", failing)
        status, err = batch("in")
    assert (status, "the disk is full; when that is mended" in err) == (1, True)
    assert rows("SELECT count(*) FROM documents") == rows("SELECT count(*) FROM bodies")
    assert batch("in", "--resume") == (0, "")
    assert len(rows("SELECT * FROM documents")) == 4
    kept()


def test_a_kill_between_the_corpus_and_the_journal_costs_nothing(batch, kept, monkeypatch):
    commit = Journal.commit

    def killed(journal):
        if rows("SELECT 1 FROM documents"):
            raise SystemExit
        commit(journal)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "commit", killed)
        with pytest.raises(SystemExit):
            batch("in")
    assert len(rows("SELECT * FROM documents")) == 4
    whole = kept()
    assert batch("in", "--resume") == (0, "")
    assert (len(batch.done), kept()) == (4, whole)


@pytest.mark.parametrize(
    ("arguments", "output", "part"),
    [
        (["--part", "review"], "out.db", "a corpus keeps whole speeches"),
        (["--words"], "out.jsonl", "--words is for a corpus"),
    ],
)
def test_usage(batch, arguments, output, part):
    status, err = batch("in", *arguments, output=output)
    assert (status, err.count("\n"), part in err, os.listdir()) == (2, 1, True, ["in"])


def test_a_dry_run_makes_no_corpus(batch):
    assert batch("in", "--dry-run") == (0, "")
    assert os.listdir() == ["in"]


def test_a_corpus_inside_the_input_is_no_input(batch):
    for options in ([], ["--resume"]):
        assert batch("in", "--include", "*", *options, output="in/out.db") == (0, "")
    assert batch.done == []
