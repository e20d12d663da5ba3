"""Tables with a speech a row: csv, jsonl, xlsx and parquet, for the commands that take many speeches."""

import csv
import datetime
import hashlib
import io
import json
import os
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from speechkit.config import ReadingConfig
from speechkit.errors import InputError
from speechkit.readers import read_source
from speechkit.readers.table_rows import row_path, stamp_of
from speechkit.readers.tables import _iso, columns_in
from speechkit.walk import files_in

COLUMNS = ["标题", "日期", "作者", "正文"]
SPEECH = "同志们：\n一、加强领导\n要抓好第{}项工作，推动高质量发展。\n二、强化责任\n各单位要在年底前完成整改。\n"
ROWS = [[f"在第{n}次会议上的讲话", f"2020/3/{n}", "王伟", SPEECH.format(n) if n != 4 else " "] for n in range(1, 13)]


def write_csv(path, rows=ROWS, columns=COLUMNS, encoding="utf-8", **dialect):
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, **dialect)
        writer.writerow(columns)
        writer.writerows(rows)


def write_jsonl(path, rows=ROWS, columns=COLUMNS):
    lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows)
    Path(path).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def write_xlsx(path, rows=ROWS, columns=COLUMNS):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (columns, *rows):
        sheet.append(row)
    book.save(path)


def write_parquet(path, rows=ROWS, columns=COLUMNS):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({name: [row[at] for row in rows] for at, name in enumerate(columns)}), path)


WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "xlsx": write_xlsx, "parquet": write_parquet}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def batch(run, here):
    def batch(*args):
        status, _, err = run("batch", *args, "-j", "1")
        return status, err.decode()

    return batch


def records(path="out.jsonl"):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


# --- rows as documents


@pytest.mark.parametrize("kind", WRITERS)
def test_a_row_is_a_document(kind, batch):
    WRITERS[kind](f"s.{kind}")
    status, err = batch(f"s.{kind}", "-o", "out.jsonl")
    assert status == 0
    assert err == (
        f"speechkit: s.{kind} has 11 speeches, a row each: text from '正文', title from '标题', date from '日期', "
        "speaker from '作者'; 1 row without text left out\n"
    )
    found = records()
    assert [each["source"]["name"] for each in found] == [f"s.{kind}#{n}" for n in range(1, 13) if n != 4]
    for each, row in zip(found, [row for row in ROWS if row[3].strip()], strict=True):
        assert each["source"]["chars"] == len(row[3])
        assert each["source"]["sha256"] == hashlib.sha256(row[3].encode()).hexdigest()
        for task in each["tasks"]:
            assert task["source_text"] == row[3][task["start"] : task["end"]]
        assert each["title"]["text"] == row[0]
        assert each["date"]["iso"] == row[1].replace("/3/", "-03-0" if len(row[1]) < 9 else "-03-")
        assert each["date"]["from"] == "file"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_row_is_read_by_its_name(kind, run, here):
    WRITERS[kind](f"s.{kind}")
    for number in (3, 1, 12, 2):
        assert read_source(f"s.{kind}#{number}", ReadingConfig()).text == ROWS[number - 1][3]
    status, out, _ = run("outline", f"s.{kind}#2", "--format", "json")
    assert (status, json.loads(out)["source"]["name"]) == (0, f"s.{kind}#2")
    for number, fragment in ((4, "has no text"), (13, "no row 13"), (13, "no row 13"), (4, "has no text")):
        with pytest.raises(InputError, match=fragment):
            read_source(f"s.{kind}#{number}", ReadingConfig())
    with pytest.raises(InputError, match="there is no file"):
        read_source(f"missing.{kind}#1", ReadingConfig())


@pytest.mark.parametrize("kind", WRITERS)
def test_a_table_is_as_many_speeches_as_it_has_rows(kind, run, here):
    WRITERS[kind](f"s.{kind}")
    status, out, _ = run("outline", f"s.{kind}", "-q")
    heads = re.findall(rf"^==> (s\.{kind}#[0-9]+) <==$", out.decode(), re.MULTILINE)
    assert (status, len(heads)) == (0, 11)
    assert out.decode().startswith(f"==> {heads[0]} <==\n{run('outline', heads[0], '-q')[1].decode()}")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_table_is_not_one_speech(kind, run, here):
    WRITERS[kind](f"s.{kind}")
    status, out, err = run("explain", f"s.{kind}", "T1")
    assert (status, out) == (1, b"")
    assert err.decode() == (
        f"speechkit: s.{kind} is a table of 11 speeches, a row each; speechkit batch and corpus add take all of them, "
        f"and s.{kind}#1 names one\n"
    )


def test_a_file_with_such_a_name_is_the_file(here):
    write_csv("s.csv")
    Path("s.csv#1").write_text("讲话", "utf-8")
    assert read_source("s.csv#1", ReadingConfig()).text == "讲话"


def test_keys_order_rows_by_their_numbers():
    assert row_path(b"a/s.csv#00000012") == b"a/s.csv#12"
    assert row_path(b"a/s.txt#00000012") == b"a/s.txt#00000012"


# --- columns


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["id", "Title", "TEXT"], ("TEXT", "Title", "", "")),
        (["內容", "標題", "發布日期", "講話人"], ("內容", "標題", "發布日期", "講話人")),
        (["content", "text", "year"], ("text", "", "year", "")),
        (["\ufeff正文", " 时间 "], ("\ufeff正文", "", " 时间 ", "")),
        (["text", "subtitle", "update", "speakers"], ("text", "", "", "")),
    ],
)
def test_columns_with_usual_names_are_found(names, expected):
    found = columns_in(names, "s.csv", ReadingConfig())
    assert (found.text, found.title, found.date, found.speaker) == expected


def test_columns_are_named(batch):
    write_csv("s.csv", [["甲", SPEECH, "别的", "2001", "李明"]], ["h", "t", "text", "d", "s"])
    columns = ("--text-column", "t", "--title-column", "h", "--date-column", "D", "--speaker-column", "s")
    status, err = batch("s.csv", "-o", "out.jsonl", *columns)
    assert (status, records()[0]["source"]["chars"], records()[0]["date"]["iso"]) == (0, len(SPEECH), "2001")
    assert "text from 't', title from 'h', date from 'd', speaker from 's'" in err


@pytest.mark.parametrize("option", ["text", "title", "date", "speaker"])
def test_a_column_that_is_not_there(batch, option):
    write_csv("s.csv")
    assert batch("s.csv", "-o", "out.jsonl", f"--{option}-column", "x") == (
        2,
        f"speechkit: s.csv has no column 'x'; name one of 标题, 日期, 作者, 正文 with --{option}-column\n",
    )
    assert not Path("out.jsonl").exists()


def test_a_table_without_speeches(batch, run):
    write_csv("meta.csv", [["a.txt", "甲"]], ["file", "note"])
    sentence = "meta.csv has no column that is known to hold speeches; name one of file, note with --text-column"
    assert batch("meta.csv", "-o", "out.jsonl") == (2, f"speechkit: {sentence}\n")
    status, _, err = run("outline", "meta.csv")
    assert (status, err.decode()) == (2, f"speechkit: {sentence}\n")
    Path("in").mkdir()
    os.rename("meta.csv", "in/meta.csv")
    Path("in/a.txt").write_text(SPEECH, "utf-8")
    assert batch("in", "-o", "out.jsonl") == (0, f"speechkit: warning: in/{sentence}; it was left out\n")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2020-03-05", "2020-03-05"),
        ("2020/3/5", "2020-03-05"),
        ("2020.3.5 10:00", "2020-03-05"),
        ("2020年3月5日", "2020-03-05"),
        ("2020年3月", "2020-03"),
        ("20200305", "2020-03-05"),
        ("2020", "2020"),
        (2020, "2020"),
        ("2020-03-05T10:00:00Z", "2020-03-05"),
        ("2020-13-05", ""),
        ("20201", ""),
        ("三月", ""),
        (None, ""),
    ],
)
def test_dates(cell, expected):
    assert _iso(cell) == expected


# --- encodings, dialects, content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_any_encoding(here, encoding, delimiter):
    speech = "同志們：\n一、加強領導\n要抓好工作,推動高質量發展;\n" * 2000
    write_csv("s.csv", [["題目", speech]], ["標題", "正文"], encoding, delimiter=delimiter)
    found = files_in(["s.csv"])
    assert (found.paths, found.unread) == (("s.csv#1",), ())
    source = read_source("s.csv#1", ReadingConfig())
    assert source.text == speech
    assert source.properties.title == "題目"


def test_csv_that_is_ascii_for_long(here):
    write_csv("s.csv", [["x" * 300_000], ["讲话" * 9]], ["text"], "gb18030")
    assert read_source("s.csv#2", ReadingConfig()).text == "讲话" * 9


def test_content_goes_before_the_suffix(here):
    write_xlsx("s.csv")
    write_jsonl("t.csv")
    write_csv("u.jsonl")
    for name in ("s.csv#12", "t.csv#12", "u.jsonl#12"):
        assert read_source(name, ReadingConfig()).text == ROWS[11][3]


@pytest.mark.parametrize(
    ("name", "data", "fragment"),
    [
        ("s.csv", b"", "is empty"),
        ("s.xlsx", b"", "is empty"),
        ("s.xlsx", b"PK\x03\x04" + b"x" * 99, "cannot be read as a .xlsx table"),
        ("s.parquet", b"PAR1" + b"x" * 99, "cannot be read as a .parquet table"),
        ("s.xlsx", b"\xff\xd8\xff\xe0", "JPEG image"),
        ("s.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "an encrypted office"),
        ("s.csv", 'text\n甲,乙\n"丙'.encode() + b"\0" * 9, ""),
        ("s.jsonl", b"{\n", "has no rows"),
    ],
)
def test_damaged_tables_are_failures_of_a_batch(batch, run, name, data, fragment):
    Path(name).write_bytes(data)
    Path("a.txt").write_text(SPEECH, "utf-8")
    status, _ = batch(name, "a.txt", "-o", "out.jsonl")
    assert [each["source"]["name"] for each in records() if "#" not in each["source"]["name"]] == ["a.txt"]
    if fragment:
        assert status == 1
        (failure,) = records("failures.jsonl")
        assert re.search(fragment, json.dumps(failure))
        status, out, err = run("outline", name)
        assert (status, out, err.count(b"\n")) == (1, b"", 1)
        with pytest.raises(InputError, match=fragment):
            read_source(name, ReadingConfig())


def test_a_line_that_is_no_record_is_a_failure(batch):
    write_jsonl("s.jsonl", ROWS[:2])
    with open("s.jsonl", "a", encoding="utf-8") as file:
        file.write("\n{broken\n" + json.dumps({"正文": SPEECH}) + "\n[1]\n")
    status, err = batch("s.jsonl", "-o", "out.jsonl", "-v")
    assert (status, len(records())) == (1, 3)
    assert "s.jsonl#4 is no JSON object" in err
    assert [row["source"]["name"] for row in records()][-1] == "s.jsonl#5"
    assert len(records("failures.jsonl")) == 2


def test_a_workbook_that_unpacks_to_far_too_much(here):
    write_xlsx("s.xlsx", ROWS[:1])
    with zipfile.ZipFile("s.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.xml", b" " * 30_000_000)
    with pytest.raises(InputError, match="would unpack to"):
        read_source("s.xlsx", ReadingConfig())


def changed_sheet(change):
    """Write a workbook of one row, with the XML of its sheet changed, as s.xlsx."""
    write_xlsx("s.xlsx", ROWS[:1])
    data = io.BytesIO()
    with zipfile.ZipFile("s.xlsx") as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body) if "sheet1" in name else body)
    Path("s.xlsx").write_bytes(data.getvalue())


def test_a_workbook_with_entities(here):
    changed_sheet(lambda body: b'<!DOCTYPE x [<!ENTITY a "b">]>' + body)
    with pytest.raises(InputError, match="DOCTYPE"):
        read_source("s.xlsx", ReadingConfig())


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'<row r="2"', b'<row r="99999999999999999999"'), (b'r="A1"', b'r="ZZZ1"'), (b'<c r="A2"', b'<c s="-9" r="A2"')],
)
def test_a_workbook_with_numbers_far_out_of_range(here, capsys, old, new):
    changed_sheet(lambda body: body.replace(old, new))
    started = time.process_time()
    with pytest.raises(InputError, match="table of"):  # a table is no speech, or has none
        read_source("s.xlsx", ReadingConfig())
    assert time.process_time() - started < 2
    assert capsys.readouterr().out == ""


def test_a_day_that_is_none_is_not_told_of(here, recwarn):
    write_xlsx("s.xlsx", [["讲话", datetime.date(2020, 3, 1), "", SPEECH]])
    with zipfile.ZipFile("s.xlsx") as old:
        files = {name: old.read(name) for name in old.namelist()}
    name = next(name for name in files if "sheet1" in name)
    files[name] = re.sub(rb"<v>43891(?:\.0)?</v>", b"<v>4529245292</v>", files[name])
    assert b"4529245292" in files[name]
    with zipfile.ZipFile("s.xlsx", "w") as new:
        for each, body in files.items():
            new.writestr(each, body)
    assert read_source("s.xlsx#1", ReadingConfig()).text == SPEECH
    assert not recwarn.list


# --- resume, corpus, searches


def test_resume_goes_by_the_name_and_content_of_rows(batch, run):
    write_csv("s.csv")
    assert batch("s.csv", "-o", "out.jsonl", "-q")[0] == 0
    before = records()
    rows = [list(row) for row in ROWS]
    rows[1][3] = "一、新的讲话\n要抓好落实。\n"
    rows[2][1] = "2021/3/3"  # its text stays the same
    write_csv("s.csv", [*rows[:11], ["", "", "", SPEECH.format(99)]])
    os.utime("s.csv", (1, 1))
    assert "3 documents" in run("batch", "s.csv", "-o", "out.jsonl", "--resume", "--dry-run")[1].decode()
    assert batch("s.csv", "-o", "out.jsonl", "--resume")[0] == 0
    after = records()
    assert [old["source"]["name"] for old, new in zip(before, after, strict=True) if old != new] == [
        "s.csv#2", "s.csv#3", "s.csv#12",
    ]  # fmt: skip
    write_csv("s.csv", rows[:2])
    assert batch("s.csv", "-o", "out.jsonl", "--resume", "-q")[0] == 0
    assert [each["source"]["name"] for each in records()] == ["s.csv#1", "s.csv#2"]


def test_a_stamp_changes_with_all_that_is_read(here):
    write_csv("s.csv", [["甲", SPEECH], ["乙", SPEECH], ["甲", SPEECH]], ["title", "text"])
    stamps = [stamp_of(read_source(f"s.csv#{n}", ReadingConfig())) for n in (1, 2, 3)]
    assert stamps[0] == stamps[2] != stamps[1]


@pytest.mark.parametrize("ship", [True, False])
def test_a_row_on_a_worker_of_a_cluster(here, ship):
    from speechkit.batch.remote import Item, Named, analyze_item, packed
    from speechkit.batch.work import Job, analyze_one
    from speechkit.config import Config

    write_csv("s.csv")
    job = Job(Config(), None, "compact", 4_000_000)
    item = packed(job, 7, b"s.csv#12") if ship else Item(7, b"s.csv#12")
    folder = os.fsencode(os.getcwd())
    if ship:
        os.unlink("s.csv")
    there = analyze_item(job, folder, Named((), None), item)
    write_csv("s.csv")
    here_outcome = analyze_one(job, 7, b"s.csv#12")
    assert there.failure is None
    assert (there.size, there.ctime_ns, there.sha256) == (
        here_outcome.size, here_outcome.ctime_ns, here_outcome.sha256,
    )  # fmt: skip
    assert (there.record == here_outcome.record) is ship  # without it the worker names the file by its own path


def test_a_row_that_is_too_large(batch):
    write_csv("s.csv")
    status, err = batch("s.csv", "-o", "out.jsonl", "--max-bytes", "100", "-v")
    assert status == 1
    assert "s.csv#1 has " in err
    assert "--max-bytes allows 100" in err


def test_a_folder_of_records(batch):
    write_csv("s.csv")
    assert batch("s.csv", "-o", "out", "-q")[0] == 0
    assert {"s.csv#1.json", "s.csv#12.json"} <= set(os.listdir("out"))


@pytest.mark.parametrize("kind", WRITERS)
def test_a_corpus_of_rows(kind, run, here):
    WRITERS[kind](f"s.{kind}")
    assert run("corpus", "add", "c.db", f"s.{kind}")[1].decode() == "c.db: 11 added; 11 documents\n"
    assert run("corpus", "add", "c.db", f"s.{kind}")[1].decode() == "c.db: 11 unchanged; 11 documents\n"
    WRITERS[kind](f"s.{kind}", ROWS[1:])  # every row has moved by one
    out = run("corpus", "add", "c.db", f"s.{kind}")[1].decode()
    assert "10 documents" in out
    status, out, _ = run("kwic", "第2项", "c.db", "--format", "json")
    assert status == 0
    assert f"s.{kind}#1" in out.decode()


def test_rows_with_the_same_text_are_kept_once(run, here):
    write_csv("s.csv", [[SPEECH], [SPEECH], ["别的讲话"]], ["text"])
    status, out, err = run("corpus", "add", "c.db", "s.csv")
    assert (status, out.decode()) == (0, "c.db: 2 added, 1 duplicate; 2 documents\n")
    assert "s.csv#2 is the same as s.csv#1" in err.decode()
    assert run("batch", "s.csv", "-o", "d.db", "-j", "1", "-q")[0] == 0
    assert b"2 documents" in run("corpus", "check", "d.db")[1]


def test_searches_take_tables(run, here):
    write_csv("s.csv")
    Path("in").mkdir()
    write_xlsx("in/t.xlsx", ROWS[:3])
    status, out, _ = run("count", "高质量", "s.csv", "in", "--format", "csv")
    assert (status, ",11," in out.decode()) == (0, True)
    status, out, err = run("keywords", "s.csv#1", "--against", "s.csv")
    assert (status, b"11 speeches" in err) == (0, True)


def test_a_big_table_is_streamed(here):
    tracemalloc = pytest.importorskip("tracemalloc")
    with open("s.csv", "w", encoding="utf-8") as file:
        file.write("text\n")
        for number in range(3000):
            file.write(f"{number}" + "一、抓好落实" * 700 + "\n")
    assert os.path.getsize("s.csv") > 30e6
    tracemalloc.start()
    assert len(files_in(["s.csv"]).files) == 3000
    for number in (1, 1500, 3000):
        read_source(f"s.csv#{number}", ReadingConfig())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12e6
