"""Where the output goes decides what it looks like: format, colour, width, escapes, byte-order mark."""

import click
import pytest

from speechkit.cli import printing
from speechkit.cli.printing import escape_json, escape_text, printer, wants_color
from speechkit.cli.screen import Screen, screen, tell
from speechkit.corpus.count import Count
from speechkit.errors import UsageError
from speechkit.renderers.count import CountView
from speechkit.selection import TaskList

COUNTS = [Count("=发展\x9b", None, 2, 1, 100)]


@pytest.fixture(params=[True, False], ids=["terminal", "pipe"])
def terminal(request, monkeypatch):
    monkeypatch.setattr(printing, "is_terminal", lambda: request.param)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "61")
    return request.param


@pytest.mark.parametrize("output", [None, "-"])
def test_auto_goes_by_what_is_printed_on(terminal, output):
    out = printer(Count, "auto", output)
    assert (out.format, out.for_terminal) == (("table", True) if terminal else ("text", False))
    assert out.width == (61 if terminal else None)  # text has no width


@pytest.mark.parametrize(("columns", "width"), [("61", 61), ("", None), ("0", None), ("many", None)])
def test_a_format_for_people_has_the_columns_that_are_said_in_a_pipe(monkeypatch, columns, width):
    monkeypatch.setattr(printing, "is_terminal", lambda: False)
    monkeypatch.setenv("COLUMNS", columns)
    assert printer(Count, "table", None).width == width


@pytest.mark.parametrize(
    ("name", "output", "expected"),
    [("auto", "o.CSV", "csv"), ("auto", "a/o.txt", "text"), ("json", "o.csv", "json"), ("table", "o.csv", "table")],
)
def test_a_named_format_goes_before_the_suffix(terminal, name, output, expected):
    out = printer(Count, name, output)
    assert (out.format, out.width, out.on_terminal) == (expected, 61 if expected == "table" else None, False)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("o.xlsx", "o.xlsx: no format has this suffix; use one of .txt, .json, .jsonl, .csv, or --format"),
        ("o", "o: no format has this suffix"),
        ("", "-o with an empty name: no format has this suffix"),
        ("\x1b.a", r"\\x1b.a: no format"),
    ],
)
def test_a_suffix_that_says_nothing(terminal, output, sentence):
    with pytest.raises(UsageError, match=sentence):
        printer(Count, "auto", output)


def test_bytes_are_not_for_a_terminal(terminal):
    assert printer(TaskList, "xlsx", "o.xlsx").format == "xlsx"
    if terminal:
        with pytest.raises(UsageError, match="xlsx is no text for a terminal; name a file with -o"):
            printer(TaskList, "xlsx", "-")
    else:
        assert printer(TaskList, "xlsx", "-").format == "xlsx"


@pytest.mark.parametrize(
    ("name", "printed"),
    [("text", r"=发展\x9b"), ("json", '"=发展\\u009b"'), ("csv", r"'=发展\x9b"), ("table", r"=发展\x9b")],
)
def test_nothing_steers_a_terminal(terminal, capsys, name, printed):
    printer(Count, name, None).print(COUNTS, CountView())
    out = capsys.readouterr().out
    assert not out.startswith("\ufeff")
    if terminal or name in ("text", "table"):
        assert printed in out
    assert ("\x1b[1;4m" in out) == (terminal and name == "table")
    assert ("\x9b" in out) == (not terminal and name in ("json", "csv"))


@pytest.mark.parametrize("name", ["csv", "text", "table"])
def test_a_byte_order_mark_is_for_csv_files(terminal, tmp_path, name):
    path = tmp_path / "o"
    printer(Count, name, str(path)).print(COUNTS, CountView())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (name == "csv")
    assert b"\x1b" not in path.read_bytes()


@pytest.mark.parametrize(
    ("environment", "on_terminal", "elsewhere"),
    [
        ({}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "False"}, False, False),
    ],
)
def test_the_environment_decides_on_colour_first(monkeypatch, environment, on_terminal, elsewhere):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (wants_color(True), wants_color(False)) == (on_terminal, elsewhere)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("甲\r\n乙\t丙\n", "甲\n乙\t丙\n"), ("\x1b[31m\u202e", r"\x1b[31m\u202e"), ("\r", r"\x0d"), ("\udcff", r"\xff")],
)
def test_escaped_text(text, escaped):
    assert escape_text(text) == escaped


def test_escaped_json():
    assert escape_json('"甲\x9b\u2028\u202e\n"') == '"甲\\u009b\\u2028\\u202e\n"'


@pytest.fixture
def told():
    """A run that can be told something of the screen."""
    with click.Context(click.Command("x")) as context:
        yield lambda **options: tell(context, **options)


@pytest.mark.parametrize(("color", "expected"), [("always", True), ("never", False), ("auto", False)])
def test_the_option_decides_on_colour_before_the_environment(monkeypatch, told, color, expected):
    monkeypatch.setenv("NO_COLOR", "1")
    told(color=color)
    assert wants_color(True) is expected


def test_the_last_word_on_the_screen_counts(told):
    told(color="always", width=None)
    told(color=None, width=72, pager=False)
    assert screen() == Screen("always", 72, False)


def test_a_width_asks_for_the_format_of_people(monkeypatch, told):
    monkeypatch.setattr(printing, "is_terminal", lambda: False)
    told(width=72)
    out = printer(TaskList, "auto", None)
    assert (out.format, out.width) == ("table", 72)
    with pytest.raises(UsageError, match="--width lays out for people; csv has no width, table has"):
        printer(TaskList, "csv", None)
