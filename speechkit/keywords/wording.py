"""The words of a body: those that the segmentation stage cuts, and what is kept whole beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Literal, Protocol

import msgspec

from speechkit.keywords.body import Body
from speechkit.keywords.keywordrules import numbering, stop_words
from speechkit.keywords.offices import office_at

__all__ = ["NOUN", "Cut", "Word", "words_of"]

NOUN = "n"  # the tag of what is kept whole


class Piece(Protocol):
    """A word as the segmentation stage gives it: where it stands, its text and, if asked for, its tag."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def text(self) -> str: ...

    @property
    def pos(self) -> str | None: ...


class Cut(Protocol):
    """The segmentation stage: the words of a text in order, with tags where ``pos``."""

    def __call__(self, text: str, *, pos: bool = False) -> Iterable[Piece]: ...  # noqa: D102


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word in its place among the others.

    ``kind`` is ``key`` for what may be a keyword, ``mark`` for punctuation and line ends, else ``other``: stop words,
    numerals, single characters. ``tag`` is jieba's, None where none was asked for.
    """

    text: str
    kind: Literal["key", "other", "mark"]
    tag: str | None = None


class _Piece(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    text: str
    pos: str | None = None
    whole: bool = False


def words_of(body: Body, cut: Cut, *, tags: bool = False) -> Iterator[Word]:
    """Every word and mark of the body in order; a line end is a mark."""
    text = _without(body)
    wholes = (_Piece(start, end, body.text[start:end], NOUN, True) for start, end in body.wholes)
    pieces = merge(_with_offices(text, cut(text, pos=tags)), wholes, key=lambda piece: piece.start)
    return _words(body.text, pieces)


def _without(body: Body) -> str:
    """The text with blanks for what is one word already: no word reaches over them, and offsets stay."""
    kept: list[str] = []
    at = 0
    for start, end in body.wholes:
        kept += [body.text[at:start], " " * (end - start)]
        at = end
    return "".join([*kept, body.text[at:]])


def _with_offices(text: str, pieces: Iterable[Piece]) -> Iterator[_Piece]:
    """The pieces, those that an office's name covers joined; of one that it covers in part the rest is left over."""
    done = 0
    for piece in pieces:
        start = max(piece.start, done)
        if start >= piece.end:
            continue
        if end := office_at(text, start, piece.end):
            yield _Piece(start, end, text[start:end], NOUN, True)
            done = end
        if end < piece.end:
            start = max(start, end)
            yield _Piece(start, piece.end, text[start : piece.end], piece.pos)


def _words(text: str, pieces: Iterable[_Piece]) -> Iterator[Word]:
    """The pieces as words, with what numerals count joined to them and a mark for every line end."""
    numeral, unit = numbering()
    last: _Piece | None = None  # a numeral, which may go on
    end = 0
    for piece in pieces:
        if last and piece.start == end and unit.fullmatch(piece.text):
            last = _Piece(last.start, piece.end, last.text + piece.text, last.pos)
            end = piece.end
            continue
        if last:
            yield Word(last.text, "other", last.pos)
            last = None
        for _ in range(text.count("\n", end, piece.start)):
            yield Word("\n", "mark")
        end = piece.end
        if piece.whole:
            yield Word(piece.text, "key", piece.pos)
        elif numeral.fullmatch(piece.text):
            last = piece
        else:
            yield Word(piece.text, _kind(piece.text), piece.pos)
    if last:
        yield Word(last.text, "other", last.pos)


def _kind(text: str) -> Literal["key", "other", "mark"]:
    if not any(map(str.isalnum, text)):
        return "mark"
    return "key" if len(text) > 1 and text.lower() not in stop_words() else "other"
