"""docs/scale-out.md: its commands make shards, and its SQL finds in them what speechkit finds in a corpus of them all."""

import csv
import json
import re
import shlex
import shutil
from collections import Counter
from pathlib import Path

import pytest
from plain_corpus import plain_documents

from speechkit.corpus.corpus import Corpus

duckdb = pytest.importorskip(
    "duckdb", reason="duckdb, which the queries of docs/scale-out.md are for, is not installed"
)
pytest.importorskip("pyarrow", reason="pyarrow, which writes the texts for DuckDB, is not installed")

PAGE = (Path(__file__).parents[1] / "docs" / "scale-out.md").read_text("utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
SQL = dict(re.findall(r"```sql\n *-- ([^\n]+)\n(.*?)```", PAGE, re.DOTALL))
(PYTHON,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SHARDS = ("1", "2")
DOCUMENTS = 24  # two shards of twelve, which share years and days
TERMS = ("发展", "高质量发展", "党", "同志们", "领导", "80 万", "𠮷", "e\u0301", "哈哈", "乡村振兴战略规划")
ODD = "讲话\n\n同志们：\n𠮷林发展，cafe\u0301发展。\n哈哈哈，发展发展。\n请各乡镇党委抓好整改，6月底前完成。\n"


def commands(block, **values):
    """The speechkit commands of a piece of shell, with the variables filled in."""
    for command in re.findall(r"speechkit ([^;\n]+)", block):
        for name, value in values.items():
            command = command.replace(f"${name}", value)
        yield shlex.split(command)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("scale")


@pytest.fixture
def shards(run, place, monkeypatch):
    """The folder that the commands of the page are run in, made once; all.db there has the speeches of both shards."""
    monkeypatch.chdir(place)
    monkeypatch.setattr("speechkit.corpus.store.SYNCHRONOUS", "OFF")  # no test waits for the disk
    if Path("all.db").exists():
        return place
    for shard in SHARDS:
        Path(f"shards/shard={shard}").mkdir(parents=True)
        Path(f"speeches-{shard}").mkdir()
    with open("meta.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("file", "genre", "speaker"))
        for number, (name, genre, speaker, text) in enumerate(plain_documents()[:DOCUMENTS]):
            Path(f"speeches-{SHARDS[number % 2]}", name).write_text(text, "utf-8")
            table.writerow((name, genre, speaker))
    Path("speeches-2/odd.txt").write_text(ODD, "utf-8")  # without a date, a speaker, a genre
    made, exported, _ = SHELL
    for shard in SHARDS:
        for command in commands(made, shard=shard):
            assert run(*command).exit_code == 0, command
        for table in re.search(r"for table in (.+);", exported)[1].split():
            for command in commands(exported.replace("shard=1", f"shard={shard}"), table=table):
                assert run(*command).exit_code == 0, command
    assert run("corpus", "add", "all.db", "speeches-1", "speeches-2", "--meta", "meta.csv").exit_code == 0
    return place


@pytest.fixture
def ask(shards):
    """``ask(name, term, by="year")``: the rows that a query of the page finds."""
    with duckdb.connect() as database:
        database.execute(SQL["speeches"])

        def ask(name, term="发展", by="year"):
            database.execute("SET VARIABLE term = ?", [term])
            return database.execute(SQL[name].replace("year", by)).fetchall()

        yield ask


@pytest.fixture
def whole(shards):
    with Corpus.open("all.db") as corpus:
        assert len(corpus) == DOCUMENTS + 1
        yield corpus


@pytest.mark.parametrize("term", TERMS)
def test_counts(ask, whole, term):
    (total,) = whole.count(term)
    assert ask("count", term) == [(total.count, total.documents, total.chars)]
    bodies = [row[1] for row in whole.texts()[1]]
    assert total.count == sum(text.count(term) for text in bodies)


@pytest.mark.parametrize("by", ["year", "speaker", "genre"])
@pytest.mark.parametrize("term", TERMS)
def test_counts_by_a_column(ask, whole, term, by):
    counted = [(each.key, each.count, each.documents, each.chars) for each in whole.count(term, by=by)]
    assert ask("count by year", term, by) == counted
    assert counted[-1][0] is None  # the one of which nothing is known


@pytest.mark.parametrize("term", TERMS)
def test_trends(ask, whole, term):
    (trend,) = whole.trend(term)
    assert ask("trend", term) == [
        (each.period, each.count, each.documents, each.of, each.chars, pytest.approx(each.share), pytest.approx(each.per_10k * 100))
        for each in trend.points
    ]  # fmt: skip
    assert sum(each.of for each in trend.points) == DOCUMENTS


@pytest.mark.parametrize("term", TERMS)
def test_places(ask, whole, term):
    hits = list(whole.kwic(term, sort="date", limit=20, width=20))
    assert ask("kwic", term) == [(hit.document, hit.date, hit.left, hit.text, hit.right) for hit in hits]


def test_places_are_those_of_all_that_count_finds(ask, whole, monkeypatch):
    monkeypatch.setitem(SQL, "kwic", SQL["kwic"].replace("LIMIT 20", ""))
    hits = list(whole.kwic("发展", sort="date", width=20))
    assert ask("kwic") == [(hit.document, hit.date, hit.left, hit.text, hit.right) for hit in hits]
    assert len(hits) == ask("count")[0][0] > 20
    assert hits[-1].left.endswith("哈哈哈，发展")
    assert hits[-4].left == "同志们：\n𠮷林"


def test_marks_that_do_the_same_work(ask, whole):
    (counted,) = whole.count("，推动")
    assert ask("marks") == [(counted.count,)]
    assert counted.count > ask("count", "，推动")[0][0] > 0


def test_clickhouse(shards, whole):
    chdb = pytest.importorskip("chdb", reason="chdb, which is ClickHouse in a process, is not installed")

    def asked(name):
        return [
            tuple(json.loads(line))
            for line in str(chdb.query(SQL[f"clickhouse: {name}"], "JSONCompactEachRow")).splitlines()
        ]

    counted = [(each.key, each.count, each.documents, each.chars) for each in whole.count("发展", by="year")]
    assert asked("count by year") == counted
    hits = whole.kwic("发展", sort="date", limit=20, width=20)
    assert asked("kwic") == [(hit.document, hit.date, hit.left, hit.text, hit.right) for hit in hits]


def test_a_text_in_two_shards_is_told_of(ask, shards):
    assert ask("same") == []
    names = sorted(path.name for path in Path("speeches-1").iterdir())
    shutil.copytree("shards/shard=1", "shards/shard=3")
    try:
        assert ask("same") == [([f"1/{name}", f"3/{name}"],) for name in names]
    finally:
        shutil.rmtree("shards/shard=3")


def test_tasks(ask, whole):
    years = {speech.id: speech.year for speech in whole.documents()}
    tasks = Counter((years[task["document"]], task["actor"]) for task in whole.export("tasks"))
    found = ask("tasks")
    assert {(year, actor): count for year, actor, count in found} == tasks
    assert len(found) == len(tasks) > 1
    assert [row[2] for row in found] == sorted(tasks.values(), reverse=True)
    assert (None, "各乡镇党委", 1) in found


def test_adding_up(run, shards, whole, capsys):
    for shard in SHARDS:
        for command in commands(SHELL[2], shard=f"shards/shard={shard}/"):
            assert run(*command).exit_code == 0
    exec(compile(PYTHON, "scale-out.md", "exec"), {})
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    told = json.loads(run("count", "发展", "all.db", "--by", "year", "--json").stdout)
    assert lines == [[str(row[key]) for key in ("key", "count", "documents", "chars")] for row in told]
