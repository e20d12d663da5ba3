"""What the rules' YAML says is kept beside the byte code, and never outlives its file."""

import os
import sys

import msgspec
import pytest

from speechkit import rules
from speechkit.errors import ConfigError


class Shape(msgspec.Struct, frozen=True):
    words: tuple[str, ...]


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(rules, "DATA", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return tmp_path


def write(data, text):
    (data / "few.yaml").write_text(text, encoding="utf-8")


def kept(data):
    return list((data / "__pycache__").glob("few.yaml.*.msgpack"))


def test_what_is_kept_is_read_instead_of_the_yaml(data, monkeypatch):
    write(data, "words: [推进, 建立]")
    first = rules.load_rules("few", Shape)
    assert len(kept(data)) == 1
    monkeypatch.setattr(rules, "_parsed", lambda *_: pytest.fail("parsed again"))
    assert rules.load_rules("few", Shape) == first == Shape(("推进", "建立"))


def test_a_changed_file_is_parsed_anew(data):
    write(data, "words: [推进]")
    rules.load_rules("few", Shape)
    write(data, "words: [推进, 建立]")
    assert rules.load_rules("few", Shape) == Shape(("推进", "建立"))


@pytest.mark.parametrize("damage", [b"", b"x", b"1 0 0\n\xff"])
def test_what_is_damaged_is_parsed_anew(data, damage):
    write(data, "words: [推进]")
    rules.load_rules("few", Shape)
    (path,) = kept(data)
    path.write_bytes(damage)
    assert rules.load_rules("few", Shape) == Shape(("推进",))


def test_half_of_what_is_kept_is_parsed_anew(data):
    write(data, "words: [推进, 建立]")
    rules.load_rules("few", Shape)
    (path,) = kept(data)
    path.write_bytes(path.read_bytes()[:-3])
    assert rules.load_rules("few", Shape) == Shape(("推进", "建立"))


def test_nothing_is_kept_where_python_keeps_no_byte_code(data, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    write(data, "words: [推进]")
    rules.load_rules("few", Shape)
    assert not kept(data)


def test_a_folder_that_cannot_be_written_in_is_no_fault(data, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError

    monkeypatch.setattr(os, "makedirs", refuse)
    write(data, "words: [推进]")
    assert rules.load_rules("few", Shape) == Shape(("推进",))


def test_rules_that_do_not_fit_are_a_sentence(data):
    write(data, "words: 3")
    with pytest.raises(ConfigError, match="the rules cannot be read"):
        rules.load_rules("few", Shape)
    assert not kept(data)
