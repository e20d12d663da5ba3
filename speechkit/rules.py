"""Language knowledge as data: YAML files of rules, read into typed, validated, compiled records."""

from __future__ import annotations

import os
import re
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
