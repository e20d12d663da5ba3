"""Language knowledge as data: YAML files of rules, read into typed records whose patterns compile when first needed.

A rule says what it looks for: a ``pattern`` anywhere in a text, ``here`` or ``before`` at one place of it, or ``words``
of which one stands at a place. In every string of such a file but ``source`` and ``examples``, ``{name}``
stands for the macro of that name, of the file itself or of data/lexicon.yaml, or for any of the ``words`` in the
file's list of that name.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib.util import cache_from_source
from typing import Any, TypeVar

import msgspec

from speechkit.errors import ConfigError

__all__ = [
    "DATA",
    "BeforeRule",
    "Examples",
    "HereRule",
    "PatternRule",
    "Rule",
    "WordList",
    "WordsRule",
    "compiled",
    "load_rules",
    "reader",
]

DATA = os.path.join(os.path.dirname(__file__), "data")  # not pathlib, whose import shows in the time to start
T = TypeVar("T")
_SHAPES = 3  # counts up when the records of the rules change, which makes what is kept useless
_LEXICON = "lexicon"  # the file whose macros all others may use
_MACRO = r"\{([A-Za-z_]+)\}"
_AS_IS = ("source", "examples")  # keys whose text is for people and for the tests


# -- the kinds of rule -------------------------------------------------------------------------------------------------


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that a rule must find something in, and near misses that it must pass over; the suite tests each."""

    hit: tuple[str, ...]
    miss: tuple[str, ...]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every rule has: ``source`` says where such texts are found, ``examples`` what it must find and must not."""

    id: str
    source: str
    examples: Examples


class PatternRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True, kw_only=True):
    """A regular expression that is looked for in the whole of a text, or one for its start, or both.

    ``near`` are characters of which one stands in every text that holds it, empty where there are none such. A pattern
    that begins with a character is looked for many times as fast as one that begins with a look behind: write
    要(?<![重主]要) for (?<![重主])要.
    """

    pattern: str = ""
    start: str = ""
    near: str = ""

    @cached_property
    def is_near(self) -> Callable[[str], object]:
        """``is_near(text)``: whether it is worth while to look for it."""
        return compiled(f"[{re.escape(self.near)}]").search if self.near else bool

    @cached_property
    def found_in(self) -> Callable[[str], re.Match[str] | None]:
        """``found_in(text)``: what the text begins with as ``start`` says, or the first place that fits ``pattern``."""
        if not self.start:
            return compiled(self.pattern).search
        match = compiled(self.start).match
        if not self.pattern:
            return match
        search = compiled(self.pattern).search
        return lambda text: match(text) or search(text)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what ``text`` begins with as ``start`` says, then every place behind it where ``pattern`` is found."""
        end = 0
        if self.start and (first := compiled(self.start).match(text)):
            yield first
            end = first.end()
        if self.pattern:
            yield from compiled(self.pattern).finditer(text, end)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """``search(text, start, end)``: the first place in ``text[start:end]`` where ``pattern`` is found."""
        return compiled(self.pattern).search

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """``finditer(text, start, end)``: every place where ``pattern`` is found, apart from each other."""
        return compiled(self.pattern).finditer


class HereRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """A regular expression that is tried at one place of a text; its examples are texts from there on."""

    here: str

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """``match(text, start)``: what of ``text`` it fits from ``start`` on."""
        return compiled(self.here).match


class BeforeRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """A regular expression for what ends at one place of a text; its examples are texts up to there.

    It begins at most ``reach`` code points before, so that a long text is not searched anew for each of its places.
    """

    before: str
    reach: int

    @cached_property
    def _search(self) -> Callable[..., re.Match[str] | None]:
        return compiled(f"(?:{self.before})$").search

    def ends(self, text: str, end: int) -> re.Match[str] | None:
        """Return the match that ends at ``end``, None where there is none."""
        return self._search(text, max(0, end - self.reach), end)


class WordsRule(Rule, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words of which one may stand at a place of a text; their examples are texts from there on."""

    words: tuple[str, ...]

    @cached_property
    def listed(self) -> WordList:
        """The words as a list to look them up in."""
        return WordList(self.words)

    @cached_property
    def at(self) -> Callable[[str, int], int]:
        """``at(text, start)``: the length of the longest word that stands at ``start``; 0 where none does."""
        return self.listed.at


class WordList:
    """Words to look for at a place in a text; found by their first or last character, the longest first."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, among: Iterable[str]) -> None:
        self._by_first: dict[str, tuple[str, ...]] = {}
        self._by_last: dict[str, tuple[str, ...]] = {}
        for word in sorted(set(among), key=lambda word: (-len(word), word)):
            self._by_first[word[0]] = (*self._by_first.get(word[0], ()), word)
            self._by_last[word[-1]] = (*self._by_last.get(word[-1], ()), word)

    @property
    def firsts(self) -> frozenset[str]:
        """The characters that the words begin with."""
        return frozenset(self._by_first)

    @property
    def lasts(self) -> frozenset[str]:
        """The characters that the words end with."""
        return frozenset(self._by_last)

    def at(self, text: str, start: int) -> int:
        """Return the length of the longest word that stands at ``start``; 0 where none does."""
        if start < len(text):
            for word in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    return len(word)
        return 0

    def skip(self, text: str, start: int) -> int:
        """Return where the text goes on after all the words that follow each other from ``start`` on."""
        while length := self.at(text, start):
            start += length
        return start

    def before(self, text: str, end: int, start: int = 0) -> int:
        """Return the length of the longest word that ends at ``end`` and begins at ``start`` or later, else 0."""
        if end > start:
            for word in self._by_last.get(text[end - 1], ()):
                if text.endswith(word, start, end):
                    return len(word)
        return 0


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern, compiled once. Raises ``ConfigError`` where it is no regular expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"The pattern {pattern!r} is not a regular expression: {error}.") from error


# -- how a file is read ------------------------------------------------------------------------------------------------


def reader(name: str, shape: type[T]) -> Callable[[], T]:
    """Return a function that hands out the rules of ``data/<name>.yaml``, which it reads once, as a ``shape``."""
    return cache(lambda: load_rules(name, shape))


def load_rules(name: str, shape: type[T]) -> T:
    """Read ``data/<name>.yaml`` as a ``shape``, its macros written out. Raises ``ConfigError`` where it does not fit.

    What the YAML says is kept beside Python's byte code, as long as neither the file nor the lexicon changes: parsing
    it anew takes a good part of the time to start.
    """
    path = _path(name)
    kept = cache_from_source(path + ".py").removesuffix("pyc") + "msgpack"  # in __pycache__, or PYTHONPYCACHEPREFIX
    states = [os.stat(each) for each in (path, _path(_LEXICON))]
    stamp = " ".join([str(_SHAPES), *(f"{state.st_mtime_ns} {state.st_size}" for state in states)]).encode() + b"\n"
    try:
        with open(kept, "rb") as file:
            if file.readline() == stamp:
                return msgspec.msgpack.decode(file.read(), type=shape)
    except (OSError, msgspec.DecodeError):
        pass
    rules = _parsed(name, shape)
    if not sys.dont_write_bytecode:
        _keep(kept, stamp + msgspec.msgpack.encode(rules))
    return rules


def _path(name: str) -> str:
    return os.path.join(DATA, f"{name}.yaml")


def _parsed(name: str, shape: type[T]) -> T:
    content = _content(_path(name))
    shared = content if name == _LEXICON else _content(_path(_LEXICON))
    try:
        return msgspec.convert(_written_out(content, shared.get("macros", {})), shape)
    except (KeyError, msgspec.ValidationError) as error:
        fault = f"{{{error.args[0]}}} is no macro" if isinstance(error, KeyError) else str(error)
        raise ConfigError(f"{_path(name)}: the rules cannot be read: {fault}.") from error


def _content(path: str) -> Any:
    import yaml  # only here: where the rules are kept, nothing needs it

    try:
        with open(path, encoding="utf-8") as file:
            return yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: the rules cannot be read: {error}.") from error


def _written_out(content: Any, shared: dict[str, str]) -> Any:
    """Return the content of a file without its macros, each ``{name}`` in its strings replaced by what it stands for.

    Raises ``KeyError`` where there is no macro of that name.
    """
    macros = shared
    if isinstance(content, dict):
        macros = {**shared, **_words_by_list(content), **content.pop("macros", {})}

    def written_out(value: Any) -> Any:
        if isinstance(value, str):
            while "{" in value and (longer := re.sub(_MACRO, lambda found: macros[found[1]], value)) != value:
                value = longer
        elif isinstance(value, dict):
            return {key: each if key in _AS_IS else written_out(each) for key, each in value.items()}
        elif isinstance(value, list):
            return [written_out(each) for each in value]
        return value

    return written_out(content)


def _words_by_list(content: dict[str, Any]) -> dict[str, str]:
    """Return a pattern for any of the ``words`` in each list of rules, the longest first, by the name of the list."""
    patterns: dict[str, str] = {}
    for name, rules in content.items():
        if isinstance(rules, list) and all(isinstance(rule, dict) and "words" in rule for rule in rules):
            words = sorted((word for rule in rules for word in rule["words"]), key=len, reverse=True)
            patterns[name] = f"(?:{'|'.join(map(re.escape, words))})"
    return patterns


def _keep(path: str, data: bytes) -> None:
    """Write a file whole or not at all; a folder that cannot be written in costs time, no more."""
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        pass
