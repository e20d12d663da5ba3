"""Files of rules: data/<name>.yaml with its macros written out, read into typed records and kept for the next start.

In every string of such a file but ``source`` and ``examples``, ``{name}`` stands for the macro of that name, of the
file itself or of data/lexicon.yaml, or for any word in their list of that name.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import cache_from_source
from typing import Any, TypeVar

import msgspec

from speechkit.errors import ConfigError

__all__ = ["DATA", "load_rules", "reader"]

DATA = os.path.join(os.path.dirname(__file__), "data")  # not pathlib, whose import shows in the time to start
T = TypeVar("T")
_SHAPES = 4  # counts up when the records of the rules change, which makes what is kept useless
_LEXICON = "lexicon"  # the file whose macros and lists all others may use
_MACRO = r"\{([A-Za-z_]+)\}"
_AS_IS = ("source", "examples")  # keys whose text is for people and for the tests


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
    lexicon = _path(_LEXICON)
    shared = _macros_of_lexicon(lexicon, os.stat(lexicon).st_mtime_ns)
    try:
        return msgspec.convert(_written_out(_content(_path(name)), shared), shape)
    except (KeyError, msgspec.ValidationError) as error:
        fault = f"{{{error.args[0]}}} is no macro" if isinstance(error, KeyError) else str(error)
        raise ConfigError(f"{_path(name)}: the rules cannot be read: {fault}.") from error


@cache
def _macros_of_lexicon(path: str, _changed_ns: int) -> dict[str, str]:
    content = _content(path)
    return {**_words_by_list(content), **content.get("macros", {})}


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
    """Return a pattern for any word of each list, or of the ``words`` of its rules, the longest first, by its name."""
    patterns: dict[str, str] = {}
    for name, listed in content.items():
        if isinstance(listed, list):
            words = [word for each in listed for word in (each.get("words", ()) if isinstance(each, dict) else [each])]
            if words and all(isinstance(word, str) for word in words):
                words.sort(key=len, reverse=True)
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
