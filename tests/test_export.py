"""What leaves a corpus: the texts that are counted, headings of CSV in the language asked for, worked examples."""

import csv
import io
import json
import os
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest
import yaml
from plain_corpus import DOCUMENTS, SAMPLES, plain_corpus

from speechkit import __version__, read, read_file
from speechkit.corpus.body import body_of
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.kwic import Hit
from speechkit.errors import OutputError, UsageError
from speechkit.language import LANGUAGES
from speechkit.renderers import dispersion, glossary, keywords, outline, trend
from speechkit.renderers.count import CountView
from speechkit.renderers.data_headings import data_heading
from speechkit.renderers.listing import LISTINGS
from speechkit.writing import write_folder

ROOT = Path(__file__).parents[1]
TERMS = ("发展", "高质量发展", "党", "同志们", "领导", "80 万")  # marks of one kind are the same to count
COLUMNS = ["doc_id", "text", "date", "year", "title", "speaker", "name", "genre"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return plain_corpus(tmp_path_factory.mktemp("export"))


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("speechkit.corpus.store.SYNCHRONOUS", "OFF")  # no test waits for the disk
    monkeypatch.setattr(csv, "field_size_limit", csv.field_size_limit)
    return tmp_path


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def is_sentence(err):
    return re.fullmatch(r"speechkit: [^\x00-\x1f\x7f-\x9f]+\n", err) is not None


def fine(done):
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


# --- the texts


def test_the_files_hold_what_is_counted(run, place, corpus):
    assert fine(run("corpus", "export", corpus, "--texts", "-o", "texts/")) == ""
    files = {path.name: path.read_bytes().decode() for path in Path("texts").glob("*.txt")}
    assert len(files) == DOCUMENTS
    assert {path.name for path in Path("texts").iterdir()} - set(files) == {"documents.csv"}
    for term in TERMS:
        told = json.loads(fine(run("count", term, corpus, "--by", "document", "--json")))
        assert told
        counted = {name: text.count(term) for name, text in files.items() if term in text}
        assert {row["key"]: row["count"] for row in told} == counted
        assert {row["key"]: row["chars"] for row in told} == {name: len(files[name]) for name in counted}
    some = sorted(files)[:8]  # the fourth and the eighth of them are in traditional characters
    for name in some:
        assert files[name] == body_of(read_file(corpus.parent / "plain" / name)).text


def test_the_table_beside_the_files_says_what_is_known_of_each(run, place, corpus):
    fine(run("corpus", "export", corpus, "--texts", "-o", "texts"))  # no slash, no suffix: a folder too
    rows = table("texts/documents.csv")
    assert list(rows[0]) == ["file", "date", "year", "title", "speaker", "chars", "genre"]
    meta = {row["file"]: row for row in table(corpus.parent / "meta.csv")}
    assert {row["file"] for row in rows} == set(meta)
    for row in rows:
        assert (row["genre"], row["speaker"]) == (meta[row["file"]]["genre"], meta[row["file"]]["speaker"])
        assert (row["date"], row["year"]) == (row["file"][:10], row["file"][:4])
        assert row["title"] == {"report": "政府工作报告", "speech": "在全县工作会议上的讲话"}[row["genre"]]
        assert int(row["chars"]) == len((Path("texts") / row["file"]).read_bytes().decode())


def test_the_tables_agree_with_each_other_and_with_the_files(run, place, corpus):
    for output in ("t/", "t.csv", "t.jsonl", "t.parquet"):
        fine(run("corpus", "export", corpus, "--texts", "-o", output))
    from_jsonl = [json.loads(line) for line in Path("t.jsonl").read_text("utf-8").splitlines()]
    assert [list(record) for record in from_jsonl] == [COLUMNS] * DOCUMENTS
    from_csv = table("t.csv")
    assert from_csv == [{key: str(value) for key, value in record.items()} for record in from_jsonl]
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert parquet.read_table("t.parquet").to_pylist() == from_jsonl
    assert {row["doc_id"]: row["text"] for row in from_jsonl} == {
        path.name: path.read_bytes().decode() for path in Path("t").glob("*.txt")
    }
    assert Path("t.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_only_the_documents_that_are_asked_for(run, place, corpus):
    scope = ["--where", "genre=report", "--speaker", "王", "--since", "1995", "--until", "2010"]
    wanted = {
        row["file"]
        for row in table(corpus.parent / "meta.csv")
        if (row["genre"], row["speaker"]) == ("report", "王明") and "1995" <= row["file"][:4] <= "2010"
    }
    assert 1 < len(wanted) < DOCUMENTS
    fine(run("corpus", "export", corpus, "--texts", "-o", "t/", *scope))
    assert {path.name for path in Path("t").glob("*.txt")} == wanted
    for output in ("t.csv", "t.jsonl"):
        fine(run("corpus", "export", corpus, "--texts", "-o", output, *scope))
    assert {row["doc_id"] for row in table("t.csv")} == wanted
    assert len(Path("t.jsonl").read_text("utf-8").splitlines()) == len(wanted)
    tasks = list(csv.DictReader(io.StringIO(fine(run("corpus", "export", corpus, "--table", "tasks", *scope)))))
    names = {str(speech.id): speech.name for speech in Corpus.open(corpus).documents()}
    assert tasks
    assert {names[row["document"]] for row in tasks} <= wanted
    none = run("corpus", "export", corpus, "--texts", "-o", "none/", "--since", "2099")
    assert (none.exit_code, none.stderr) == (0, "speechkit: no document is of that kind\n")
    assert table("none/documents.csv") == []
    fault = run("corpus", "export", corpus, "--texts", "-o", "fault/", "--where", "no=1")
    assert (fault.exit_code, is_sentence(fault.stderr), os.path.exists("fault")) == (2, True, False)


def test_names_are_safe_and_unique_and_stay_whichever_are_chosen(run, place):
    names = [
        "a/讲话.txt",
        "b/讲话.txt",
        "a 讲话.txt",
        "../=-",
        "讲话.docx",
        "x" * 90 + ".txt",
        "A 讲话.TXT",
        'c:"\n*?.txt',
    ]
    with Corpus.create("c.db") as corpus:
        for number, name in enumerate(names):
            corpus.add_reading(read(f"讲话\n\n同志们：\n要抓好整改{number}。", name=name))
    Path("m.csv").write_text("file,doc_id,city\n讲话.docx,草稿,苏州\n", "utf-8")
    run("corpus", "add", "c.db", "--meta", "m.csv")
    fine(run("corpus", "export", "c.db", "--texts", "-o", "t/"))
    written = [row["file"] for row in table("t/documents.csv")]
    assert written == [
        "a 讲话.txt", "b 讲话.txt", "a 讲话-2.txt", "speech.txt", "讲话.docx.txt", "x" * 60 + ".txt", "A 讲话.TXT.txt", "c.txt"
    ]  # fmt: skip
    assert sorted(os.listdir("t")) == sorted([*written, "documents.csv"])
    for number, name in enumerate(written):
        assert f"整改{number}。" in (Path("t") / name).read_text("utf-8")
    fine(run("corpus", "export", "c.db", "--texts", "-o", "t.jsonl", "--where", "city=苏州"))
    (record,) = map(json.loads, Path("t.jsonl").read_text("utf-8").splitlines())
    assert (record["doc_id"], record["name"], record["city"]) == ("讲话.docx.txt", "讲话.docx", "苏州")
    assert (record["text"].splitlines()[-1], record["meta_doc_id"]) == ("要抓好整改4。", "草稿")


def test_a_text_is_exact_where_other_cells_are_made_harmless(run, place):
    with Corpus.create("c.db") as corpus:
        corpus.add_reading(read("=1+1，要抓好整改。\n\n各单位要抓好落实。", name="=a.txt"))
        (body,) = (row[1] for row in corpus.texts()[1])
    assert body.startswith("=1+1")
    fine(run("corpus", "export", "c.db", "--texts", "-o", "t.csv"))
    (row,) = table("t.csv")
    assert (row["text"], row["name"], row["doc_id"]) == (body, "'=a.txt", "a.txt")


def test_a_folder_that_holds_something_is_left_as_it_is(run, place, corpus):
    Path("t").mkdir()
    Path("t/mine.txt").write_text("我的", "utf-8")
    Path("file").write_text("我的", "utf-8")
    for output, why in (("t", "t is not empty"), ("t/", "t/ is not empty"), ("file", "file is a file")):
        done = run("corpus", "export", corpus, "--texts", "-o", output)
        assert done.exit_code == 2
        assert done.stderr == f"speechkit: {why}; name a folder that is not there yet\n"
    assert [path.name for path in Path("t").iterdir()] == ["mine.txt"]
    assert Path("file").read_text("utf-8") == "我的"
    Path("empty").mkdir(mode=0o700)
    fine(run("corpus", "export", corpus, "--texts", "-o", "empty"))
    assert len(os.listdir("empty")) == DOCUMENTS + 1
    assert stat.S_IMODE(os.stat("empty").st_mode) == 0o700
    assert sorted(os.listdir(".")) == ["empty", "file", "t"]


def test_a_folder_is_written_whole_or_not_at_all(place):
    def files():
        yield "a.txt", ["整改"]
        raise UsageError("the corpus is damaged")

    Path("empty").mkdir()
    for output in ("new", "empty"):
        with pytest.raises(UsageError, match="damaged"):
            write_folder(files(), output)
    with pytest.raises(OutputError, match=r"cannot write no/such: no such file"):
        write_folder(iter(()), "no/such")
    with pytest.raises(OutputError, match=r"cannot write new"):
        write_folder([("no/such/a.txt", ["整改"])], "new")
    assert [(path.name, os.listdir(path)) for path in Path(".").iterdir()] == [("empty", [])]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--texts", "--table", "tasks"], "name one of them"),
        (["--texts", "-o", "t.xlsx"], "no format has this suffix; use one of .csv, .jsonl, .parquet"),
        (["-f", "parquet"], "add --texts"),
        (["--table", "tasks", "-o", "t.parquet"], "no format has this suffix"),
    ],
)
def test_what_makes_no_sense_is_refused(run, place, corpus, options, why):
    done = run("corpus", "export", corpus, *options)
    assert (done.exit_code, done.stdout, is_sentence(done.stderr)) == (2, "", True)
    assert why in done.stderr
    assert os.listdir(".") == []


def test_without_pyarrow_the_others_are_written(run, place, corpus, monkeypatch):
    monkeypatch.setattr("speechkit.renderers.parquet.find_spec", lambda name: None)
    done = run("corpus", "export", corpus, "--texts", "-o", "t.parquet")
    assert (done.exit_code, os.listdir(".")) == (2, [])
    assert "takes pyarrow, which is not installed: pip install" in done.stderr
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert fine(run("corpus", "export", corpus, "--texts")).count("\n") == DOCUMENTS
    assert next(csv.reader(io.StringIO(fine(run("corpus", "export", corpus, "--texts", "-f", "csv"))))) == COLUMNS


# --- headings of CSV

HEADINGS = {
    ("count", "发展", "--by", "year"): (
        "term,key,count,documents,chars,per_10k",
        "词语,分组,次数,文稿数,字数,每万字",
        "詞語,分組,次數,文稿數,字數,每萬字",
    ),
    ("words", "--limit", "3"): (
        "word,count,per_10k,documents,share,dp,juilland_d",
        "词语,次数,每万字,文稿数,份额,DP,D",
        "詞語,次數,每萬字,文稿數,份額,DP,D",
    ),
    ("kwic", "发展", "--limit", "3"): (
        "document,date,title,speaker,part,line,start,end,left,text,right,source_text",
        "文稿,日期,标题,讲话人,部分,行号,起点,终点,左,文本,右,原文",
        "文稿,日期,標題,講話人,部分,行號,起點,終點,左,文本,右,原文",
    ),
    ("trend", "发展"): (
        "term,period,count,documents,of,chars,share,per_10k,temperature",
        "词语,时段,次数,文稿数,文稿总数,字数,份额,每万字,语温",
        "詞語,時段,次數,文稿數,文稿總數,字數,份額,每萬字,語溫",
    ),
    ("phrases", "--limit", "3"): (
        "phrase,kind,count,documents,share,first,first_document,last,last_document,since,variants",
        "提法,类别,次数,文稿数,份额,首见,首见文稿,末见,末见文稿,始于,其他写法",
        "提法,類別,次數,文稿數,份額,首見,首見文稿,末見,末見文稿,始於,其他寫法",
    ),
    ("corpus", "export", "--table", "slogans"): (
        "document,text,kind,name,frame,start,end,line",
        "文稿,文本,类别,名称,共同部分,起点,终点,行号",
        "文稿,文本,類別,名稱,共同部分,起點,終點,行號",
    ),
}


@pytest.mark.parametrize("command", HEADINGS)
def test_csv_has_headings_in_the_language_of_the_option_alone(run, place, corpus, command, monkeypatch):
    names, simplified, traditional = HEADINGS[command]
    line = [*command, corpus, "-f", "csv"]
    plain = fine(run(*line)).split("\n")
    assert plain[0] == names
    assert plain[1]
    for language, headings in (("zh", simplified), ("zh-hant", traditional), ("en", names)):
        assert fine(run(*line, "--language", language)).split("\n") == [headings, *plain[1:]]
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("SPEECHKIT_LANG", "zh")
    assert fine(run(*line)).split("\n") == plain  # what programs read does not change with the machine
    Path("o.csv").unlink(missing_ok=True)
    fine(run(*line[:-2], "-o", "o.csv", "--language", "zh"))
    assert Path("o.csv").read_text("utf-8-sig").split("\n") == [simplified, *plain[1:]]


@pytest.mark.parametrize("command", [each for each in HEADINGS if each[0] != "corpus"])
def test_json_keys_never_change(run, place, corpus, command):
    plain = fine(run(*command, corpus, "--json"))
    assert fine(run(*command, corpus, "--json", "--language", "zh")) == plain


def test_the_columns_of_the_users_own_keep_their_names(run, place, corpus):
    fine(run("corpus", "export", corpus, "--texts", "-o", "t/", "--language", "zh"))
    assert list(table("t/documents.csv")[0]) == ["文件", "日期", "年份", "标题", "讲话人", "字数", "genre"]
    fine(run("corpus", "export", corpus, "--texts", "-o", "t.csv", "--language", "zh"))
    assert list(table("t.csv")[0]) == ["文稿编号", "文本", "日期", "年份", "标题", "讲话人", "名称", "genre"]


def test_tables_with_headings_of_their_own_keep_them(run, place):
    sample = SAMPLES / "work-report-2025.txt"
    for command in ("tasks", "slogans"):
        plain = run(command, sample, "-q", "-f", "csv").stdout
        assert run(command, sample, "-q", "-f", "csv", "--language", "zh").stdout.split("\n")[0] == plain.split("\n")[0]
    Path("own.yaml").write_text("tasks: {columns: [number, task, '=count']}\n", "utf-8")
    done = run("--config", "own.yaml", "tasks", sample, "-q", "-f", "csv", "--language", "zh")
    assert done.stdout.split("\n")[0].split(",")[-1] == "count"  # the office's own heading


def test_every_column_has_a_heading_and_none_twice_in_a_table(corpus):
    with Corpus.open(corpus) as opened:
        kept = [opened.table(name)[0] for name in ("documents", "parts", "sections", "tasks", "slogans", "words")]
        kept += [opened.texts()[0]]
    tables = [
        *([field.name for field in listing.fields] for listing in LISTINGS.values()),
        *([name for name in columns if name != "genre"] for columns in kept),
        trend.COLUMNS,
        trend.MOVED,
        Hit.__struct_fields__,
        (*keywords.COLUMNS, *keywords.AGAINST),
        (*outline.COLUMNS, "text"),
        dispersion.COLUMNS,
        CountView(concepts=True).columns,
        glossary.Entry.__struct_fields__,
    ]
    for columns in tables:
        for language in LANGUAGES:
            headings = [data_heading(name, language) for name in columns]
            assert len(set(headings)) == len(headings), headings
            assert all(headings)
            if language != "en":
                told = [heading for heading in headings if re.fullmatch("[a-z0-9_ ]+", heading)]
                assert told == []


# --- worked examples

PAGE = (ROOT / "docs" / "pandas-and-r.md").read_text("utf-8")
PLAIN, PANDAS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def samples(run, place):
    """What the page does in a shell."""
    shutil.copytree(SAMPLES, "samples")
    commands = re.search(r"```\n(speechkit corpus add.*?)```", PAGE, re.DOTALL)[1].splitlines()
    for command in commands:
        assert run(*command.split()[1:]).exit_code == 0
    return json.loads(run("count", "发展", "samples.db", "--by", "year", "--json").stdout)


def test_the_figures_on_the_page_are_those_that_count_prints(run, samples):
    shown = re.search(r"```\n\$ speechkit (count .*?)\n(.*?)```", PAGE, re.DOTALL)
    assert run(*shown[1].split()).stdout == shown[2]


def test_the_plain_python_of_the_page_finds_the_same(samples, capsys):
    exec(compile(PLAIN, "pandas-and-r.md", "exec"), {})
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        [str(row["key"]), str(row["count"]), str(row["chars"]), f"{round(row['per_10k'], 2)}"] for row in samples
    ]


def test_the_pandas_of_the_page_finds_the_same(run, samples, monkeypatch):
    pytest.importorskip("pandas", reason="pandas is not installed; the figures are checked without it above")
    pytest.importorskip("matplotlib", reason="matplotlib, which draws for pandas, is not installed")
    monkeypatch.setenv("MPLBACKEND", "agg")
    names = {}
    exec(compile(PANDAS, "pandas-and-r.md", "exec"), names)
    assert [*zip(names["by_year"]["count"], names["by_year"]["chars"], strict=True)] == [
        (row["count"], row["chars"]) for row in samples
    ]
    (told,) = json.loads(run("trend", "发展", "samples.db", "--json", "-q").stdout)
    expected = {int(point["period"]): pytest.approx(point["per_10k"]) for point in told["points"]}
    assert dict(names["trend"]) == expected
    assert "<svg" in Path("trend.svg").read_text("utf-8")


def test_the_software_can_be_cited():
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert told["cff-version"] == "1.2.0"
    assert (told["title"], told["version"], told["license"]) == ("speechkit", __version__, "MIT")
    assert told["authors"] == [{"name": "speechkit contributors"}]
    assert {"message", "type"} <= set(told)
    assert not {"doi", "url", "repository-code", "identifiers"} & set(told)
