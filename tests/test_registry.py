"""The table of formats: every writer is there, and a new one is a module and a line."""

import inspect
import sys
from importlib import import_module
from types import ModuleType

import msgspec
import pytest

from speechkit.renderers import registry
from speechkit.renderers.registry import RESULTS, Result, format_names, render, result_of, suffixes, view_of
from speechkit.renderers.table import Table, View


class Remark(msgspec.Struct, frozen=True):
    """A result that no command has."""

    text: str
    line: int


def named(name):
    module, _, attribute = name.partition(":")
    return getattr(import_module(f"speechkit.renderers.{module}"), attribute)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in RESULTS for name in RESULTS[kind].formats])
def test_every_writer_is_where_the_table_says(kind, name):
    writer = named(RESULTS[kind].formats[name])
    assert len(inspect.signature(writer).parameters) == 2
    assert writer.__doc__


@pytest.mark.parametrize("kind", RESULTS)
def test_every_result_has_a_view_and_the_formats_for_people_and_programs(kind):
    assert issubclass(named(RESULTS[kind].view), View)
    assert "json" in RESULTS[kind].formats
    assert ("text" in RESULTS[kind].formats) == (kind not in ("Analysis", "Report"))
    terminal = [name for name, writer in RESULTS[kind].formats.items() if "_terminal:" in writer]
    assert len(terminal) == (kind not in ("Analysis", "CorpusInfo", "Report"))


@pytest.fixture
def remarks(monkeypatch):
    """The formats of remarks: one of our own, in a module of its own, and two that the table writer has."""
    module = ModuleType("speechkit.renderers.remarks_terminal")
    module.shout = lambda remarks, view: (f"{remark.text}!\n" for remark in remarks)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    module = ModuleType("speechkit.renderers.remarks")
    module.table = lambda remarks, view: Table(("text", "line"), [map(msgspec.structs.astuple, remarks)], [remarks])
    monkeypatch.setitem(sys.modules, module.__name__, module)
    formats = {
        "loud": "remarks_terminal:shout",
        "csv": "remarks:table",
        "json": "remarks:table",
        "text": "remarks:table",
    }
    monkeypatch.setitem(registry.RESULTS, "Remark", Result("table:View", formats))


@pytest.mark.usefixtures("remarks")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("loud", "=甲!\n乙!\n"),
        ("text", "text\tline\n=甲\t1\n乙\t2\n"),
        ("csv", "text,line\n'=甲,1\n乙,2\n"),
        ("json", '{"text":"=甲","line":1}\n{"text":"乙","line":2}\n'),
    ],
)
def test_a_new_format_is_a_module_and_a_line(name, expected):
    remarks = [Remark("=甲", 1), Remark("乙", 2)]
    assert "".join(render(Remark, iter(remarks), name, view_of(Remark, several=True))) == expected
    assert format_names(Remark) == ("loud", "csv", "json", "text")
    assert suffixes(Remark) == {".csv": "csv", ".json": "json", ".txt": "text"}


@pytest.mark.usefixtures("remarks")
def test_a_record_made_from_another_is_written_as_that():
    class Objection(Remark, frozen=True):
        pass

    assert "".join(render(Objection, [Objection("甲", 1)], "loud", View())) == "甲!\n"


def test_what_has_no_format_is_named():
    with pytest.raises(TypeError, match="a Remark has no format to be written in; those that have are Outline, "):
        result_of(Remark)
    with pytest.raises(TypeError, match="colour"):
        view_of(type("Count", (), {}), colour=True)
