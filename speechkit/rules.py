"""Language knowledge as data: YAML files of rules, read into typed, validated, compiled records."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import msgspec
import yaml

from speechkit.errors import ConfigError

DATA = os.path.join(os.path.dirname(__file__), "data")  # not pathlib, whose import shows in the time to start
T = TypeVar("T")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that a rule must find something in, and near misses that it must pass over; the suite tests each."""

    hit: tuple[str, ...]
    miss: tuple[str, ...]


def load_rules(name: str, shape: type[T]) -> T:
    """The rules of ``data/<name>.yaml`` as a ``shape``. Raises ``ConfigError`` where the file does not fit it."""
    path = os.path.join(DATA, f"{name}.yaml")
    try:
        with open(path, encoding="utf-8") as file:
            return msgspec.convert(yaml.load(file, _LOADER), shape)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: the rules cannot be read: {error}.") from error


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once. Raises ``ConfigError`` where it is no regular expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"The pattern {pattern!r} is not a regular expression: {error}.") from error


@cache
def finder(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """What looks for a pattern in a text: ``match`` for one that begins with ``^``, which ``search`` tries everywhere.

    Raises ``ConfigError`` where it is no regular expression.
    """
    found = compiled(pattern)
    return found.match if pattern.startswith("^") and _one_branch(pattern) else found.search


def _one_branch(pattern: str) -> bool:
    """Whether no ``|`` stands outside brackets, so that a ``^`` at the start holds for the whole pattern."""
    depth = 0
    inside = escaped = False
    for character in pattern:
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
            return False
    return True
