"""The sentences of a body by their wording, and which of them are the same but for a word."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache

from speechkit.chars import CLOSING, UNIT_ENDS, full_width
from speechkit.corpus.rules import reuse_rules

__all__ = ["Wordings", "difference", "sentences_of"]

_SENTENCE = re.compile(f"[^{UNIT_ENDS}\n]+(?:[{UNIT_ENDS}]+[{re.escape(CLOSING)}]*)?")
_APART = re.compile(r"\W+")
_BUT_POINTS = re.compile(r"(?:(?!(?<=\d)\.(?=\d))\W)+")  # 6.5 is not 65


@cache
def _enumerator() -> re.Pattern[str]:
    return re.compile(reuse_rules().enumerator)


def sentences_of(body: str, least: int) -> Iterator[tuple[int, int, str]]:
    """Yield the sentences of a body and the clauses before a semicolon: start, end, and what they say without marks.

    Offsets are code points of the body; numbers of a list are left out. Those of less than ``least`` characters without
    marks are not told.

    >>> list(sentences_of("二、统筹发展和安全。增长6.5%左右；", 5))
    [(2, 10, '统筹发展和安全'), (10, 19, '增长6.5左右')]
    """
    begins = _enumerator().match
    text = full_width(body)
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        if end - start < least:
            continue
        if listed := begins(text, start, end):
            start = listed.end()
        wording = (_BUT_POINTS if "." in (sentence := body[start:end]) else _APART).sub("", sentence)
        if len(wording) >= least:
            yield start, end, wording


def difference(one: str, other: str) -> tuple[int, int, int] | None:
    """Return where two wordings differ, if that is one place of a word: its start, and its end in each; else None.

    >>> difference("着力推进高质量发展迈出坚实步伐", "着力推动高质量发展迈出坚实步伐")
    (3, 4, 4)
    >>> difference("推进高质量发展", "坚持以人民为中心")
    """
    from rapidfuzz.distance import Postfix, Prefix

    most, common = reuse_rules().changed.word, reuse_rules().changed.common
    shorter, longer = sorted((len(one), len(other)))
    start = Prefix.similarity(one, other)
    kept = min(Postfix.similarity(one, other), shorter - start)
    if longer - start - kept > most or start + kept < common * longer:
        return None
    return start, len(one) - kept, len(other) - kept


class Wordings:
    """Wordings in the order in which they were first said, by number, each with the first that it is the same as.

    Two that differ by a word have ``common / 2`` of the longer one before or behind it, so that what is alike is found
    by such beginnings and ends; nothing is held against all others.
    """

    def __init__(self) -> None:
        changed = reuse_rules().changed
        self._most, self._half = changed.word, changed.common / 2
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._by_key: dict[int, array[int]] = {}
        self.sources = array("l")

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, number: int) -> str:
        return self._texts[number]

    def add(self, wording: str) -> int:
        """Return the number of a wording; a new one gets the next, and its source is found."""
        number = self._numbers.get(wording)
        if number is None:
            number = self._numbers[wording] = len(self._texts)
            self._texts.append(wording)
            self.sources.append(self._source(wording, number))
        return number

    def _source(self, wording: str, number: int) -> int:
        """Return the first wording from which this one differs by a word, itself where there is none."""
        found = number
        for key in self._keys(wording):
            alike = self._by_key.get(key)
            if alike is None:
                self._by_key[key] = array("l", (number,))
                continue
            for other in alike:
                if other >= found:
                    break
                if difference(self._texts[other], wording):
                    found = other
                    break
            alike.append(number)
        return found

    def _keys(self, wording: str) -> Iterator[int]:
        """Yield what a wording is found by: its beginning and its end, as long as half of what it shares with another.

        That depends on the longer of the two, which has up to a word more.
        """
        for length in {_rounded(int(self._half * (len(wording) + more))) for more in range(self._most + 1)}:
            yield hash(wording[:length])
            yield hash((wording[-length:], "end"))


def _rounded(length: int) -> int:
    """Return the length, rounded down to one of few: two neighbouring ones mostly have the same."""
    step = 1 << max(length.bit_length() - 3, 0)
    return length - length % step
