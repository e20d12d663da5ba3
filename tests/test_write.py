"""``write``: any result in any of its formats, to a file or to standard output."""

import json
import os
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from speechkit import analyze, write
from speechkit.cli.app import speechkit
from speechkit.cli.messages import Session
from speechkit.errors import OutputError, UsageError
from speechkit.keywords.extract import keyword_list
from speechkit.keywords.records import KeywordList
from speechkit.pipeline import read, read_file
from speechkit.selection import Outline, SloganList, TaskList
from speechkit.writing import write_file

SAMPLE = Path(__file__).parents[1] / "samples" / "work-report-2025.txt"
TEXT = "一、强化责任\n各乡镇要在2022年12月31日前完成整改。\n二、抓好落实\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(SAMPLE.read_bytes())


def printed(*arguments):
    return CliRunner().invoke(speechkit, list(arguments), obj=Session()).stdout_bytes


@pytest.mark.parametrize(
    ("command", "result", "shown"),
    [
        (["analyze"], lambda reading: reading, {}),
        (["outline", "--depth", "1"], lambda reading: reading, {"summary": False, "depth": 1}),
        (["outline"], lambda reading: Outline(reading.document, reading.analysis()), {}),
        (["tasks", "--relayed", "--by", "actor"], lambda reading: TaskList(reading.analysis()), {"by": "actor"}),
        (["slogans", "--unique"], lambda reading: SloganList(reading.analysis()), {"unique": True}),
        (["keywords"], keyword_list, {}),
    ],
)
@pytest.mark.parametrize("format", ["text", "json", "jsonl", "csv"])
def test_what_a_command_prints_is_written(capsys, command, result, shown, format):
    expected = printed(*command, "a.txt", "--format", format)
    found = result(read_file("a.txt"))
    suffix = {"text": "txt"}.get(format, format)
    write(found, f"o.{suffix}", **shown)
    assert Path(f"o.{suffix}").read_bytes() == b"\xef\xbb\xbf" * (format == "csv") + expected
    write(found, format=format, **shown)
    assert capsys.readouterr().out.encode() == expected


def test_an_analysis_is_written_as_json(capsys):
    analysis = analyze(TEXT)
    write(analysis)
    assert json.loads(capsys.readouterr().out) == as_json(analysis)
    write([analysis, analysis], Path("o.JSONL"))
    assert [json.loads(line) for line in Path("o.JSONL").read_text("utf-8").splitlines()] == [as_json(analysis)] * 2
    write([analysis, analysis], "o.json")
    assert json.loads(Path("o.json").read_text("utf-8")) == [as_json(analysis)] * 2


def as_json(analysis):
    return json.loads(msgspec.json.encode(analysis))


def test_bytes(capsysbinary):
    write(TaskList(analyze(TEXT)), "o.xlsx")
    assert Path("o.xlsx").read_bytes().startswith(b"PK")
    write(TaskList(analyze(TEXT)), format="docx")
    assert capsysbinary.readouterr().out.startswith(b"PK")


def test_several_results_are_told_apart():
    readings = (read(text, name=name) for name, text in (("a", TEXT), ("b", TEXT)))
    write(readings, "o.txt", summary=False, parts=False)
    assert Path("o.txt").read_text("utf-8") == "\n".join(
        f"==> {name} <==\n一、强化责任\n二、抓好落实\n" for name in "ab"
    )
    write([], "o.json", of=KeywordList)
    assert not Path("o.json").exists()


@pytest.mark.parametrize(
    ("arguments", "options", "error", "sentence"),
    [
        (
            (read(TEXT), "o.pdf"),
            {},
            UsageError,
            "o.pdf: no format has this suffix; use one of .txt, .json, .jsonl, .md",
        ),
        ((read(TEXT), "o.txt", "yaml"), {}, UsageError, "there is no format yaml; use one of tree, text, json"),
        ((analyze(TEXT), "o.md"), {}, UsageError, "use one of .json, .jsonl"),
        (([], "o.txt"), {}, TypeError, "there is no result in it"),
        ((object(), "o.txt"), {}, TypeError, "object"),
        (([3], "o.txt"), {}, TypeError, "a int has no format"),
        ((read(TEXT), "o.txt"), {"colour": True}, TypeError, "colour"),
        ((read(TEXT), "missing/o.txt"), {}, OutputError, "cannot write missing/o.txt: no such file or directory"),
    ],
)
def test_what_cannot_be_written(arguments, options, error, sentence):
    with pytest.raises(error, match=sentence.replace("(", r"\(")):
        write(*arguments, **options)
    assert os.listdir() == ["a.txt"]


def test_a_file_is_written_whole_or_not_at_all():
    def pieces():
        yield "half"
        assert os.listdir() != ["a.txt"]
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_file(pieces(), "a.txt")
    assert Path("a.txt").read_bytes() == SAMPLE.read_bytes()
    assert os.listdir() == ["a.txt"]
    write_file(["甲\udcff", b"\xff"], "a.txt", byte_order_mark=True)
    assert Path("a.txt").read_bytes() == b"\xef\xbb\xbf" + "甲".encode() + rb"\udcff" + b"\xff"
