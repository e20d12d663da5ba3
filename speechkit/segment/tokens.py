"""Words: jieba's dictionary and model, through rjieba (fast) where it is installed; both engines give equal tokens.

The two differ wherever anything but common Chinese characters is about (``2021-2025``, ``a_b``), so an engine is given
nothing else: one rule for both first cuts the text into Chinese runs and into numbers, words in letters and marks, each
of which is a token as it stands. Blanks and line ends lie between tokens. What still differs are readings of unknown
words that are equally likely (``一院院院国``): the engines add the same chances up in another order.

Part of speech is the tag that the dictionary gives the word (jieba's tag set), whatever the context: ``m`` for a
number, ``eng`` for letters, ``x`` for a mark and for a word that is in no dictionary.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import msgspec

from speechkit.segment.engines import HAN, Engine, EngineName, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["EngineName", "Token", "tokens"]

MAX_RUN = 1000  # jieba's time grows with the square of a run of unknown characters
OTHER_HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana among them
LETTER = rf"[^\W_{HAN}{OTHER_HAN}]"  # or digit

# A long run is cut behind a word that ends no other, as far as there is one.
_PIECE = re.compile(rf".{{1,{MAX_RUN - 1}}}[的了和]|.{{1,{MAX_RUN}}}")
_PLAIN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    rf"|(?P<number>\d+(?:,\d{{3}})*(?:[.．]\d+)*[%％‰]?(?!{LETTER}))"
    rf"|(?P<letters>{LETTER}+(?:[._&'’-]{LETTER}+)*)"
    r"|(?P<mark>(?P<same>[^\w\s]|_)(?P=same)*|\S)"
)
_TAGS = {"number": "m", "letters": "eng", "mark": "x"}


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word: ``text`` is ``given[start:end]``, in code points of the text given; ``pos`` is its tag, if asked for."""

    start: int
    end: int
    text: str
    pos: str | None = None


def tokens(
    text: str, *, engine: EngineName = "auto", user_dictionary: Path | None = None, pos: bool = False
) -> Iterator[Token]:
    """Yield the words of ``text`` in order; ``auto`` is rjieba where it is installed, else jieba.

    ``user_dictionary`` is a UTF-8 file in jieba's format, a word a line: ``word [frequency] [tag]``. Raises
    ``ConfigError`` where that has a fault, ``UsageError`` where rjieba is asked for and not installed.
    """
    return _tokens(text, load(engine, os.fspath(user_dictionary) if user_dictionary else None), pos)


def _tokens(text: str, engine: Engine, pos: bool) -> Iterator[Token]:
    at = 0
    for match in engine.whole.finditer(text):
        yield from _plain_tokens(text, at, match.start(), engine, pos)
        at = match.end()
        tag = _TAGS["number"] if match.lastgroup == "number" else engine.tag(match[0])
        yield Token(match.start(), at, match[0], tag if pos else None)
    yield from _plain_tokens(text, at, len(text), engine, pos)


def _plain_tokens(text: str, start: int, end: int, engine: Engine, pos: bool) -> Iterator[Token]:
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
