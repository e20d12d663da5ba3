"""jieba and rjieba behind one face: how each cuts a run of Chinese characters, and the tags of jieba's dictionary."""

from __future__ import annotations

import os
import re
import threading
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from speechkit.errors import UsageError
from speechkit.segment.dictionary import OURS, Entry, read_entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

EngineName = Literal["auto", "jieba", "rjieba"]

HAN = "\u4e00-\u9fd5"  # what both engines take for a Chinese character
DIGIT = "零一二三四五六七八九"
UNKNOWN = "x"


class Engine(msgspec.Struct, frozen=True):
    """``whole`` finds the words that are not for the engine; ``cut`` takes a run of Chinese characters."""

    whole: re.Pattern[str]
    cut: Callable[[str], list[str]]
    tag: Callable[[str], str]


def _whole(words: list[str]) -> re.Pattern[str]:
    """A pattern for ``words``, longest first and not inside a longer word in letters, and for 二〇二五 and the like."""
    apart = (
        (r"(?<![A-Za-z0-9])" if word[0].isascii() else "")
        + re.escape(word)
        + (r"(?![A-Za-z0-9])" if word[-1].isascii() else "")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"{'|'.join(apart)}|(?P<number>[{DIGIT}]{{1,8}}[〇○][{DIGIT}〇○]*)")


_LOADING = threading.Lock()  # jieba is not to be loaded by two threads at once


def load(name: EngineName, user_dictionary: str | None) -> Engine:
    """The engine, loaded once a dictionary. Raises ``UsageError`` where rjieba is asked for and not installed."""
    with _LOADING:
        return _engine(_available(name), user_dictionary)


def _available(engine: EngineName) -> EngineName:
    from importlib.util import find_spec

    if engine == "jieba":
        return engine
    if find_spec("rjieba"):
        return "rjieba"
    if engine == "rjieba":
        from speechkit.extras import install_command

        command = install_command("fast")
        raise UsageError(f"the engine rjieba is not installed: {command}; or use the engine jieba")
    return "jieba"


@cache
def _engine(name: EngineName, user_dictionary: str | None) -> Engine:
    entries = read_entries(user_dictionary) if user_dictionary else []
    for_engine = [entry for entry in entries if _is_han(entry.word)]
    others = [entry.word for entry in entries if not _is_han(entry.word)]
    user_tags = {entry.word: entry.tag or UNKNOWN for entry in entries}
    return Engine(
        whole=_whole([entry.word for entry in read_entries(OURS)] + others),
        cut=_load_rjieba(for_engine) if name == "rjieba" else _load_jieba(for_engine),
        tag=lambda word: user_tags.get(word) or _dictionary_tags().get(word, UNKNOWN),
    )


def _is_han(word: str) -> bool:
    return re.fullmatch(f"[{HAN}]+", word) is not None


@cache
def _dictionary_tags() -> dict[str, str]:
    # Read for both engines: rjieba, asked for the tag of a word that the dictionary lacks, makes one up from its parts.
    from importlib.util import find_spec

    spec = find_spec("jieba")  # finds without importing
    folder = os.path.dirname((spec and spec.origin) or "")
    with open(os.path.join(folder, "dict.txt"), encoding="utf-8") as file:
        return {word: tag for word, _, tag in map(str.split, file)}


@cache
def words_tagged(tags: tuple[str, ...]) -> frozenset[str]:
    """Return the words that have one of the ``tags`` in jieba's dictionary, such as d for adverbs."""
    return frozenset(word for word, tag in _dictionary_tags().items() if tag in tags)


def _load_rjieba(entries: list[Entry]) -> Callable[[str], list[str]]:
    import rjieba

    if not entries:
        return rjieba.cut  # the import has loaded the dictionary; another engine would load it again
    engine = rjieba.Jieba()
    for entry in entries:
        engine.add_word(entry.word, entry.frequency, entry.tag)
    return engine.cut


def _load_jieba(entries: list[Entry]) -> Callable[[str], list[str]]:
    import logging
    import sys
    import warnings

    absent = "pkg_resources" not in sys.modules
    with warnings.catch_warnings():  # jieba 0.42.1 has invalid escapes
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)
        warnings.filterwarnings("ignore", "(?s).*pkg_resources")
        if absent:  # jieba does without it, and it takes a tenth of the time to start
            sys.modules["pkg_resources"] = None  # type: ignore[assignment]
        try:
            import jieba
        finally:
            if absent:
                del sys.modules["pkg_resources"]

    jieba.setLogLevel(logging.CRITICAL)
    engine = jieba.Tokenizer()
    with _private_folder() as folder:
        engine.tmp_dir = folder
        engine.initialize()
    for entry in entries:
        engine.add_word(entry.word, entry.frequency, entry.tag)
    cut: Callable[[str], list[str]] = engine.lcut
    return cut


def _private_folder() -> AbstractContextManager[str]:
    """A folder for jieba's cache that no one else can write to: theirs would be loaded as our dictionary.

    It is the user's cache folder, or, where that cannot be had, a temporary one: a context manager of its path.
    """
    from contextlib import nullcontext
    from tempfile import TemporaryDirectory

    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # the XDG specification has relative paths ignored
        base = os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(base, "speechkit")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)
        private = not hasattr(os, "getuid") or os.stat(folder).st_uid == os.getuid()
    except OSError:
        private = False
    return nullcontext(folder) if private else TemporaryDirectory(prefix="speechkit-")
