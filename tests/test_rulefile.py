"""Files of rules: what their YAML says is kept beside the byte code, and never outlives its file; macros."""

import os
import sys

import msgspec
import pytest

from speechkit import rulefile
from speechkit.errors import ConfigError


class Shape(msgspec.Struct, frozen=True):
    words: tuple[str, ...]


@pytest.fixture
def data(tmp_path, monkeypatch):
    (tmp_path / "lexicon.yaml").write_text("macros: {YAO: 要(?!求)}", encoding="utf-8")
    monkeypatch.setattr(rulefile, "DATA", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return tmp_path


def write(data, text):
    (data / "few.yaml").write_text(text, encoding="utf-8")


def kept(data):
    return list((data / "__pycache__").glob("few.yaml.*.msgpack"))


def test_what_is_kept_is_read_instead_of_the_yaml(data, monkeypatch):
    write(data, "words: [推进, 建立]")
    first = rulefile.load_rules("few", Shape)
    assert len(kept(data)) == 1
    monkeypatch.setattr(rulefile, "_parsed", lambda *_: pytest.fail("parsed again"))
    assert rulefile.load_rules("few", Shape) == first == Shape(("推进", "建立"))


def test_a_changed_file_is_parsed_anew(data):
    write(data, "words: [推进]")
    rulefile.load_rules("few", Shape)
    write(data, "words: [推进, 建立]")
    assert rulefile.load_rules("few", Shape) == Shape(("推进", "建立"))


@pytest.mark.parametrize("damage", [b"", b"x", b"1 0 0\n\xff"])
def test_what_is_damaged_is_parsed_anew(data, damage):
    write(data, "words: [推进]")
    rulefile.load_rules("few", Shape)
    (path,) = kept(data)
    path.write_bytes(damage)
    assert rulefile.load_rules("few", Shape) == Shape(("推进",))


def test_half_of_what_is_kept_is_parsed_anew(data):
    write(data, "words: [推进, 建立]")
    rulefile.load_rules("few", Shape)
    (path,) = kept(data)
    path.write_bytes(path.read_bytes()[:-3])
    assert rulefile.load_rules("few", Shape) == Shape(("推进", "建立"))


def test_nothing_is_kept_where_python_keeps_no_byte_code(data, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    write(data, "words: [推进]")
    rulefile.load_rules("few", Shape)
    assert not kept(data)


def test_a_folder_that_cannot_be_written_in_is_no_fault(data, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError

    monkeypatch.setattr(os, "makedirs", refuse)
    write(data, "words: [推进]")
    assert rulefile.load_rules("few", Shape) == Shape(("推进",))


def test_rules_that_do_not_fit_are_a_sentence(data):
    write(data, "words: 3")
    with pytest.raises(ConfigError, match="the rules cannot be read"):
        rulefile.load_rules("few", Shape)
    assert not kept(data)


# -- macros ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("words: ['{YAO}抓']", ("要(?!求)抓",)),
        ("macros: {VERB: '抓|做'}\nwords: ['{YAO}(?:{VERB})']", ("要(?!求)(?:抓|做)",)),
        ("macros: {A: '{B}+', B: '[一二]'}\nwords: ['{A}']", ("[一二]+",)),  # a macro in a macro
        ("macros: {YAO: 应}\nwords: ['{YAO}']", ("应",)),  # the file's own goes first
        ("words: ['一{1,3}', '{2}', '{}']", ("一{1,3}", "{2}", "{}")),  # a number of times is none
    ],
)
def test_macros_are_written_out(data, text, words):
    write(data, text)
    assert rulefile.load_rules("few", Shape) == Shape(words)


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    feasts: tuple[Shape, ...]
    pattern: str
    source: str


def test_a_list_is_a_macro_for_its_words_and_a_source_stays_as_it_is(data):
    write(data, "feasts: [{words: [五一]}, {words: [五一节, '元旦.']}]\npattern: '{feasts}前'\nsource: '{feasts}'")
    found = rulefile.load_rules("few", Listed)
    assert found.pattern == r"(?:五一节|元旦\.|五一)前"
    assert found.source == "{feasts}"


def test_an_unknown_macro_is_named(data):
    write(data, "words: ['{YING}']")
    with pytest.raises(ConfigError, match=r"few.yaml: the rules cannot be read: \{YING\} is no macro"):
        rulefile.load_rules("few", Shape)


def test_a_changed_lexicon_has_the_others_parsed_anew(data):
    write(data, "words: ['{YAO}']")
    assert rulefile.load_rules("few", Shape) == Shape(("要(?!求)",))
    (data / "lexicon.yaml").write_text("macros: {YAO: '要(?![求点])'}", encoding="utf-8")
    assert rulefile.load_rules("few", Shape) == Shape(("要(?![求点])",))
