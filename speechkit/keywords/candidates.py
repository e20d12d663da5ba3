"""The words of a speech in order, with those that may be keywords: what is one word, and how the rest is cut.

One word each are formulas, mottos and the glossary's names (四个意识), what the rules of data/keywords.yaml find
(二十大, 十四五) and names of offices (市委宣传部); all else is cut by the segmenter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING, Literal, Protocol

import ahocorasick
import msgspec

from speechkit.keywords.offices import office_at
from speechkit.keywords.rules import keyword_rules, numeral_patterns, stop_words
from speechkit.model import is_of

if TYPE_CHECKING:
    from speechkit.config import SegmentConfig
    from speechkit.model import Paragraph, Part, Roles, Slogan
    from speechkit.pipeline import Reading
    from speechkit.segment.tokens import Token

__all__ = ["NOUN", "Body", "Word", "body_of", "placed_words", "tokens_of", "with_offices", "words_in", "words_of"]

NOUN = "n"  # the tag of what is kept whole
_PHRASE_KINDS = ("formula", "motto")  # chains and calls are clauses, whose words count one by one
# Code points of a set phrase that is one word; a shorter name of the glossary may stand there by chance.
_MIN_NAME, _MAX_PHRASE = 4, 12

Bounds = tuple[int, int]  # of a stretch of text: its first character, and the one behind it


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word in its place among the others.

    ``kind`` is ``key`` for what may be a keyword, ``mark`` for punctuation and line ends, else ``other``: stop words,
    numerals, single characters. ``tag`` is jieba's, None where none was asked for.
    """

    text: str
    kind: Literal["key", "other", "mark"]
    tag: str | None = None


class Body(msgspec.Struct, frozen=True):
    """The text that words are taken from: paragraphs or stretches of them, a line each.

    ``wholes`` are the stretches of ``text`` that are one word, in ascending order; none overlaps another.
    """

    text: str
    wholes: tuple[Bounds, ...]


def words_of(reading: Reading, role: Roles | None = None, *, tags: bool = False) -> Iterator[Word]:
    """Return every word and mark of the parts of one role, else of all but ``meta``; a line end is a mark."""
    return words_in(body_of(reading, role), reading.config.segment, tags=tags)


def tokens_of(text: str, config: SegmentConfig, *, tags: bool = False) -> Iterator[Token]:
    """Return the tokens that the segmenter cuts, with tags where asked for. Raises as ``segment.tokens`` does."""
    from pathlib import Path

    from speechkit.segment.tokens import tokens

    dictionary = Path(config.user_dictionary) if config.user_dictionary else None
    return tokens(text, engine=config.engine, user_dictionary=dictionary, pos=tags)


# -- which text, and what of it is one word


def body_of(reading: Reading, role: Roles | None = None) -> Body:
    """Return what stands in the parts of one role, else in all but ``meta``, with what of it is one word."""
    parts = [part for part in reading.parts if (is_of(part.role, role) if role else part.role != "meta")]
    phrases = sorted((each for each in reading.slogans if each.kind in _PHRASE_KINDS), key=lambda each: each.start)
    names = _name_finder(reading.config.glossary.files)
    pieces: list[str] = []
    wholes: list[Bounds] = []
    length = 0
    for paragraph in reading.paragraphs:
        found = list(_phrases_in(paragraph, phrases))
        for start, end in _stretches_of(paragraph, parts):
            text = paragraph.text[start:end]
            inside = [(a - start, b - start) for a, b in found if start <= a and b <= end]
            wholes += [(length + a, length + b) for a, b in _wholes_in(text, inside, names)]
            pieces.append(text)
            length += len(text) + 1
    return Body("\n".join(pieces), tuple(wholes))


def _stretches_of(paragraph: Paragraph, parts: Sequence[Part]) -> list[Bounds]:
    """Return the stretches of the paragraph's text that stand in ``parts``, which are in the order of the source."""
    found: list[Bounds] = []
    for at in range(bisect_right(parts, paragraph.start, key=lambda part: part.end), len(parts)):
        if parts[at].start >= paragraph.end:
            break
        start, end = paragraph.index(parts[at].start), paragraph.index(parts[at].end)
        if found and found[-1][1] == start:  # a page header within a sentence, which goes on
            start = found.pop()[0]
        if start < end:
            found.append((start, end))
    return found


def _phrases_in(paragraph: Paragraph, phrases: Sequence[Slogan]) -> Iterator[Bounds]:
    """Yield where the paragraph's text has those of ``phrases``, in reading order, that are one word."""
    for at in range(bisect_left(phrases, paragraph.start, key=lambda each: each.start), len(phrases)):
        phrase = phrases[at]
        if phrase.start >= paragraph.end:
            break
        start, end = paragraph.index(phrase.start), paragraph.index(phrase.end)
        text = paragraph.text[start:end]
        if paragraph.offset(start) == phrase.start and len(text) <= _MAX_PHRASE and _is_phrase(text):
            yield start, end


def _wholes_in(text: str, phrases: list[Bounds], names: _NameFinder) -> list[Bounds]:
    """Return the set phrases, and what the glossary and the rules find beside them, in order."""
    known = ((last + 1 - length, last + 1) for last, length in names.iter_long(text))
    by_rule = (found.span() for rule in keyword_rules().wholes for found in rule.matches(text))
    covered = bytearray(len(text))
    wholes: list[Bounds] = []
    for start, end in (*phrases, *known, *by_rule):
        if covered.find(1, start, end) < 0:
            covered[start:end] = b"\1" * (end - start)
            wholes.append((start, end))
    return sorted(wholes)


class _NameFinder(Protocol):
    def iter_long(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the longest name at each place: the index of its last character, and its length."""


@cache
def _name_finder(glossary_files: tuple[str, ...]) -> _NameFinder:
    """Return what finds the names of the glossary, without quotation marks too (高质量发展)."""
    from speechkit.phrases.glossary import load_glossary

    automaton = ahocorasick.Automaton()
    for form in (form for entry in load_glossary(glossary_files).entries for form in (entry.name, *entry.aliases)):
        if _MIN_NAME <= len(form) <= _MAX_PHRASE and _is_phrase(form):
            automaton.add_word(form, len(form))
    automaton.make_automaton()
    finder: _NameFinder = automaton
    return finder


def _is_phrase(text: str) -> bool:
    """Whether it is no list, whose words count one by one."""
    return "，" not in text and "、" not in text


# -- the words of a body


class _Piece(msgspec.Struct, frozen=True, gc=False):
    """A token, or what is one word (``whole``): ``text`` is what stands in the body from ``start`` to ``end``."""

    start: int
    end: int
    text: str
    pos: str | None = None
    whole: bool = False


def words_in(body: Body, config: SegmentConfig, *, tags: bool = False) -> Iterator[Word]:
    """Return every word and mark of the body in order, cut as ``config`` says; ``tags``: with jieba's tags."""
    return (word for _, word in placed_words(body, config, tags=tags))


def placed_words(body: Body, config: SegmentConfig, *, tags: bool = False) -> Iterator[tuple[int, Word]]:
    """Return the same words, each after the offset in the body's text at which it starts."""
    text = _blanked(body)
    wholes = (_Piece(start, end, body.text[start:end], NOUN, True) for start, end in body.wholes)
    pieces = merge(with_offices(text, tokens_of(text, config, tags=tags)), wholes, key=lambda piece: piece.start)
    return _words(body.text, pieces)


def _blanked(body: Body) -> str:
    """Return the text with blanks for what is one word already: no token reaches over them, and offsets stay."""
    kept: list[str] = []
    at = 0
    for start, end in body.wholes:
        kept += [body.text[at:start], " " * (end - start)]
        at = end
    return "".join([*kept, body.text[at:]])


def with_offices(text: str, tokens: Iterable[Token]) -> Iterator[_Piece]:
    """Yield the tokens of ``text``, those that an office's name covers joined.

    Of a token that a name covers in part, what is left is a piece of its own.
    """
    done = 0
    for token in tokens:
        start = max(token.start, done)
        if start >= token.end:
            continue
        if end := office_at(text, start, token.end):
            yield _Piece(start, end, text[start:end], NOUN, True)
            done = end
        if end < token.end:
            start = max(start, end)
            yield _Piece(start, token.end, text[start : token.end], token.pos)


def _words(text: str, pieces: Iterable[_Piece]) -> Iterator[tuple[int, Word]]:
    """Yield the pieces as words, with what numerals count joined to them and a mark for every line end."""
    numeral, unit = numeral_patterns()
    last: _Piece | None = None  # a numeral, which may go on
    end = 0
    for piece in pieces:
        if last and piece.start == end and unit.fullmatch(piece.text):
            last = _Piece(last.start, piece.end, last.text + piece.text, last.pos)
            end = piece.end
            continue
        if last:
            yield last.start, Word(last.text, "other", last.pos)
            last = None
        at = text.find("\n", end, piece.start)
        while at >= 0:
            yield at, Word("\n", "mark")
            at = text.find("\n", at + 1, piece.start)
        end = piece.end
        if piece.whole:
            yield piece.start, Word(piece.text, "key", piece.pos)
        elif numeral.fullmatch(piece.text):
            last = piece
        else:
            yield piece.start, Word(piece.text, _kind_of(piece.text), piece.pos)
    if last:
        yield last.start, Word(last.text, "other", last.pos)


def _kind_of(text: str) -> Literal["key", "other", "mark"]:
    if not any(map(str.isalnum, text)):
        return "mark"
    return "key" if len(text) > 1 and text.lower() not in stop_words() else "other"
