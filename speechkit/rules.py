"""Language knowledge as data: YAML files of rules, read into typed, validated, compiled records."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import cache_from_source
from typing import TypeVar

import msgspec

from speechkit.errors import ConfigError

DATA = os.path.join(os.path.dirname(__file__), "data")  # not pathlib, whose import shows in the time to start
T = TypeVar("T")
_SHAPES = 2  # counts up when the records of the rules change, which makes what is kept useless


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that a rule must find something in, and near misses that it must pass over; the suite tests each."""

    hit: tuple[str, ...]
    miss: tuple[str, ...]


def load_rules(name: str, shape: type[T]) -> T:
    """The rules of ``data/<name>.yaml`` as a ``shape``. Raises ``ConfigError`` where the file does not fit it.

    What the YAML says is kept beside Python's byte code, as long as the file does not change: parsing it anew takes a
    good part of the time to start.
    """
    path = os.path.join(DATA, f"{name}.yaml")
    kept = cache_from_source(path + ".py").removesuffix("pyc") + "msgpack"  # in __pycache__, or PYTHONPYCACHEPREFIX
    status = os.stat(path)
    stamp = f"{_SHAPES} {status.st_mtime_ns} {status.st_size}\n".encode()
    try:
        with open(kept, "rb") as file:
            if file.readline() == stamp:
                return msgspec.msgpack.decode(file.read(), type=shape)
    except (OSError, msgspec.DecodeError):
        pass
    rules = _parsed(path, shape)
    if not sys.dont_write_bytecode:
        _keep(kept, stamp + msgspec.msgpack.encode(rules))
    return rules


def _parsed(path: str, shape: type[T]) -> T:
    import yaml  # only here: where the rules are kept, nothing needs it

    try:
        with open(path, encoding="utf-8") as file:
            return msgspec.convert(yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), shape)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: the rules cannot be read: {error}.") from error


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


# A character and what must, or must not, stand before it: (?<![重主])要.
_LOOKING_BACK = re.compile(r"\(\?<([!=])(\[[^]\\]+\])\)([\u4e00-\u9fff])(?![?*+{])")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once. Raises ``ConfigError`` where it is no regular expression.

    What begins with a character ``re`` looks for many times as fast as what begins with a look behind: (?<![重主])要
    is compiled as 要(?<![重主]要), which says the same.
    """
    try:
        return re.compile(_LOOKING_BACK.sub(r"\3(?<\1\2\3)", pattern))
    except re.error as error:
        raise ConfigError(f"The pattern {pattern!r} is not a regular expression: {error}.") from error


@cache
def finder(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """What tells whether a text holds a pattern. Its branches that begin with ``^`` are tried at the start alone.

    Raises ``ConfigError`` where it is no regular expression.
    """
    branches = _branches(pattern)
    at_start = "|".join(branch for branch in branches if branch.startswith("^"))
    anywhere = "|".join(branch for branch in branches if not branch.startswith("^"))
    if not at_start:
        return compiled(anywhere).search
    match = compiled(at_start).match
    if not anywhere:
        return match
    search = compiled(anywhere).search
    return lambda text: match(text) or search(text)


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern: what stands between those ``|`` that are not in brackets."""
    branches: list[str] = []
    depth = start = 0
    inside = escaped = False
    for at, character in enumerate(pattern):
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif inside:
            inside = character != "]"
        elif character == "[":
            inside = True
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            branches.append(pattern[start:at])
            start = at + 1
    return [*branches, pattern[start:]]
