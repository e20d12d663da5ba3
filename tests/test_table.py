"""The table writer: the same rows as text and CSV, the same records as JSON and JSON Lines."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.renderers.table import Table, as_csv, as_json, as_jsonl, as_text, guard, head


def failing():
    yield [("甲", 1)]
    raise AssertionError("asked for too much")


@pytest.mark.parametrize(
    ("groups", "text", "rows"),
    [
        ([], "", ""),
        ([[]], "a\tb\n", "a,b\n"),
        ([[("甲\t乙", None), ("=1", date(2022, 2, 12))], [(1, 0.5)]],
         "a\tb\n甲 乙\t\n=1\t2022-02-12\n1\t0.5\n", "a,b\n甲\t乙,\n'=1,2022-02-12\n1,0.5\n"),
    ],
)  # fmt: skip
def test_rows(groups, text, rows):
    assert "".join(as_text(Table(("a", "b"), groups))) == text
    assert "".join(as_csv(Table(("a", "b"), groups))) == rows


def test_text_without_headings():
    assert "".join(as_text(Table((), [[("甲", 1)], [("乙", 2)]]))) == "甲\t1\n乙\t2\n"


@pytest.mark.parametrize(
    ("records", "array", "lines"),
    [
        ([], "", ""),
        ([[]], "[]\n", ""),
        ([[1]], "[\n1\n]\n", "1\n"),
        ([[1], [2, 3]], "[\n1,\n2,\n3\n]\n", "1\n2\n3\n"),
    ],
)
@pytest.mark.parametrize("several", [True, False])
def test_records(records, array, lines, several):
    assert "".join(as_json(Table(records=records), several=several, array=True)) == array
    assert "".join(as_json(Table(records=records), several=True)) == lines
    assert "".join(as_jsonl(Table(records=records))) == lines


def test_json_of_one_input_is_indented_and_of_several_a_line_each():
    record = {"a": 1}
    assert "".join(as_json(Table(records=[[record]]))) == '{\n  "a": 1\n}\n'
    assert "".join(as_json(Table(records=[[record], [record]]), several=True)) == '{"a":1}\n' * 2


@pytest.mark.parametrize("written", [as_text, as_csv])
def test_what_is_there_is_written_before_the_rest_is_asked_for(written):
    pieces = written(Table(("a", "b"), failing()))
    assert next(pieces).startswith("a")
    assert next(pieces).startswith("甲")
    with pytest.raises(AssertionError):
        list(pieces)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@a", "'@a"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("\t=1", "'\t=1"),
        ("-", "-"),
        ("——", "——"),
        ("", ""),
        ("一、", "一、"),
    ],
)
def test_a_formula_is_disarmed(cell, safe):
    assert guard(cell) == safe


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_a_csv_reader_reads_the_same_cells(rows):
    out = "".join(as_csv(Table(("a", "b"), [rows])))
    read = list(csv.reader(io.StringIO(out, newline="")))
    assert read == [["a", "b"], *([guard(cell) for cell in row] for row in rows)]
    assert [len(line.split("\t")) for line in as_text(Table(("a", "b"), [rows]))] == [2] * (len(rows) + 1)


@given(st.lists(st.dictionaries(st.text(), st.none() | st.integers(-(2**53), 2**53) | st.text())))
def test_json_and_json_lines_are_the_same_records(records):
    indented = "".join(as_json(Table(records=[records]), array=True)).encode("utf-8", "backslashreplace")
    lines = "".join(as_jsonl(Table(records=[records]))).encode("utf-8", "backslashreplace").decode()
    assert json.loads(indented) == [json.loads(line) for line in lines.split("\n")[:-1]] == records


def test_the_head_of_an_input():
    assert head("a.txt", 0) == "==> a.txt <==\n"
    assert head("\x1b.txt", 1) == "\n==> \\x1b.txt <==\n"
