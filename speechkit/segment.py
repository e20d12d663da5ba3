"""Words: jieba's dictionary and model, through rjieba (fast) where it is installed; both engines give equal tokens.

The two differ wherever anything but common Chinese characters is about (``2021-2025``, ``a_b``), so an engine is given
nothing else: one rule for both first cuts the text into Chinese runs and into numbers, words in letters and marks, each
of which is a token as it stands. Blanks and line ends lie between tokens.

Part of speech is the tag that the dictionary gives the word (jieba's tag set), whatever the context: ``m`` for a
number, ``eng`` for letters, ``x`` for a mark and for a word that is in no dictionary.
"""

from __future__ import annotations

import os
import re
import threading
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from speechkit.errors import ConfigError, UsageError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

Engine = Literal["auto", "jieba", "rjieba"]

MAX_FREQUENCY = 10**9
MAX_RUN = 1000  # jieba's time grows with the square of a run of unknown characters
HAN = "\u4e00-\u9fd5"  # what both engines take for a Chinese character
OTHER_HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana among them
LETTER = rf"[^\W_{HAN}{OTHER_HAN}]"  # or digit
DIGIT = "零一二三四五六七八九"

# A long run is cut behind a word that ends no other, as far as there is one.
_PIECE = re.compile(rf".{{1,{MAX_RUN - 1}}}[的了和]|.{{1,{MAX_RUN}}}")
_PLAIN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    rf"|(?P<number>\d+(?:,\d{{3}})*(?:[.．]\d+)*[%％‰]?(?!{LETTER}))"
    rf"|(?P<letters>{LETTER}+(?:[._&'’-]{LETTER}+)*)"
    r"|(?P<mark>(?P<same>[^\w\s]|_)(?P=same)*|\S)"
)
_TAGS = {"number": "m", "letters": "eng", "mark": "x"}
_UNKNOWN = "x"

# The words of jieba's dict.txt (0.42.1) that mix Chinese with letters or digits.
_MIXED_WORDS = (
    "A型 A座 A股 A轮 AA制 AB型 B型 B座 B股 B超 B轮 BB机 BP机 C座 C盘 C语言 CALL机 CD机 CD盒 D座 D版 D盘 E化 E座 E盘 "
    "E通 F座 F盘 G盘 H盘 H股 I盘 IC卡 IP卡 IP地址 IP电话 K党 K歌之王 N年 O型 PC机 PH值 Q版 QQ号 RSS订阅 SIM卡 T台 "
    "T型台 T恤 T恤衫 T盘 U盘 VISA卡 X光 X光线 X射线 Z盘 4S店 4s店 1号店 阿Q"
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word: ``text`` is ``given[start:end]``, in code points of the text given; ``pos`` is its tag, if asked for."""

    start: int
    end: int
    text: str
    pos: str | None = None


class _Engine(msgspec.Struct, frozen=True):
    """``whole`` finds the words that are not for the engine; ``cut`` takes a run of Chinese characters."""

    whole: re.Pattern[str]
    cut: Callable[[str], list[str]]
    tag: Callable[[str], str]


class _Entry(msgspec.Struct, frozen=True):
    """A line of the user's dictionary."""

    word: str
    frequency: int | None
    tag: str | None


def tokens(
    text: str, *, engine: Engine = "auto", user_dictionary: Path | None = None, pos: bool = False
) -> Iterator[Token]:
    """The words of ``text`` in order; ``auto`` is rjieba where it is installed, else jieba.

    ``user_dictionary`` is a UTF-8 file in jieba's format, a word a line: ``word [frequency] [tag]``. Raises
    ``ConfigError`` where that has a fault, ``UsageError`` where rjieba is asked for and not installed.
    """
    with _LOADING:
        loaded = _engine(_available(engine), os.fspath(user_dictionary) if user_dictionary else None)
    return _tokens(text, loaded, pos)


def _tokens(text: str, engine: _Engine, pos: bool) -> Iterator[Token]:
    at = 0
    for match in engine.whole.finditer(text):
        yield from _plain_tokens(text, at, match.start(), engine, pos)
        at = match.end()
        tag = _TAGS["number"] if match.lastgroup == "number" else engine.tag(match[0])
        yield Token(match.start(), at, match[0], tag if pos else None)
    yield from _plain_tokens(text, at, len(text), engine, pos)


def _plain_tokens(text: str, start: int, end: int, engine: _Engine, pos: bool) -> Iterator[Token]:
    for match in _PLAIN.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind != "han":
            yield Token(match.start(), match.end(), match[0], _TAGS[kind] if pos else None)
            continue
        at = match.start()
        for piece in _PIECE.findall(match[0]):
            for word in engine.cut(piece):
                yield Token(at, at + len(word), word, engine.tag(word) if pos else None)
                at += len(word)


def _whole(words: list[str]) -> re.Pattern[str]:
    """A pattern for ``words``, longest first and not inside a longer word in letters, and for 二〇二五 and the like."""
    apart = (
        (r"(?<![A-Za-z0-9])" if word[0].isascii() else "")
        + re.escape(word)
        + (r"(?![A-Za-z0-9])" if word[-1].isascii() else "")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"{'|'.join(apart)}|(?P<number>[{DIGIT}]{{1,8}}[〇○][{DIGIT}〇○]*)")


# ---- the engines

_LOADING = threading.Lock()  # jieba is not to be loaded by two threads at once


def _available(engine: Engine) -> Engine:
    from importlib.util import find_spec

    if engine == "jieba":
        return engine
    if find_spec("rjieba"):
        return "rjieba"
    if engine == "rjieba":
        raise UsageError("the engine rjieba is not installed; install speechkit[fast], or use the engine jieba")
    return "jieba"


@cache
def _engine(name: Engine, user_dictionary: str | None) -> _Engine:
    entries = _read_entries(user_dictionary) if user_dictionary else []
    for_engine = [entry for entry in entries if _is_han(entry.word)]
    others = [entry.word for entry in entries if not _is_han(entry.word)]
    user_tags = {entry.word: entry.tag or _UNKNOWN for entry in entries}
    return _Engine(
        whole=_whole(_MIXED_WORDS.split() + others),
        cut=_load_rjieba(for_engine) if name == "rjieba" else _load_jieba(for_engine),
        tag=lambda word: user_tags.get(word) or _dictionary_tags().get(word, _UNKNOWN),
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


def _load_rjieba(entries: list[_Entry]) -> Callable[[str], list[str]]:
    import rjieba

    engine = rjieba.Jieba()
    for entry in entries:
        engine.add_word(entry.word, entry.frequency, entry.tag)
    return engine.cut


def _load_jieba(entries: list[_Entry]) -> Callable[[str], list[str]]:
    import logging
    import warnings

    with warnings.catch_warnings():  # jieba 0.42.1 has invalid escapes and imports pkg_resources
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)
        warnings.filterwarnings("ignore", "(?s).*pkg_resources")
        import jieba

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


# ---- the user's dictionary


def _read_entries(path: str) -> list[_Entry]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")
    except UnicodeDecodeError:
        raise ConfigError(
            f"cannot read the user dictionary {printable(path)}: it is not UTF-8; save it as UTF-8"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ConfigError(f"cannot read the user dictionary {printable(path)}: {reason}") from None
    entries = (
        _entry(line.split(), f"{printable(path)}:{number}") for number, line in enumerate(lines, 1) if line.strip()
    )
    return list(entries)


def _entry(fields: list[str], place: str) -> _Entry:
    word, *rest = fields
    frequency = int(rest.pop(0)) if rest and re.fullmatch("[0-9]{1,10}", rest[0]) else None
    if frequency is not None and not 0 < frequency <= MAX_FREQUENCY:
        raise ConfigError(
            f"{place}: the frequency {frequency} of {printable(word)} should be from 1 to {MAX_FREQUENCY}"
        )
    tag = rest.pop(0) if rest and re.fullmatch("[A-Za-z]{1,8}", rest[0]) else None
    if rest:
        raise ConfigError(
            f"{place}: '{printable(rest[0][:40])}' is neither a frequency nor a tag; write: word [frequency] [tag]"
        )
    return _Entry(word, frequency, tag)
