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
_MOST_ALIKE = 1000  # wordings that one is held against by a beginning or an end that they share
_SLOTS = 1 << 25  # bytes in which it is counted whether a beginning or an end is there twice


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
    """Wordings by number, in the order in which they are first said.

    Two of which the longer has n characters, and that differ at one place but share ``common`` of n, begin with the
    same three quarters of that, or end with them, or have one quarter on both sides in common: by these they find each
    other, and nothing is held against all others. Of very many that are alike in this the earliest are looked at.
    """

    def __init__(self) -> None:
        changed = reuse_rules().changed
        self._most, self._quarter = changed.word, changed.common / 4
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, number: int) -> str:
        return self._texts[number]

    def add(self, wording: str) -> int:
        """Return the number of a wording; a new one gets the next."""
        number = self._numbers.setdefault(wording, len(self._texts))
        if number == len(self._texts):
            self._texts.append(wording)
        return number

    def sources(self) -> array[int]:
        """Return for each wording the first one from which it differs by a word, itself where there is none."""
        often = bytearray(_SLOTS)  # most are like no other; those need no place in the index
        for wording in self._texts:
            for key in self._keys(wording):
                often[key % _SLOTS] = min(often[key % _SLOTS] + 1, 2)
        found = array("l", range(len(self._texts)))
        index: dict[int, array[int]] = {}
        for number, wording in enumerate(self._texts):
            for key in self._keys(wording):
                if often[key % _SLOTS] < 2:
                    continue
                alike = index.setdefault(key, array("l"))
                for other in alike:
                    if other >= found[number]:
                        break
                    if difference(self._texts[other], wording):
                        found[number] = other
                        break
                if len(alike) < _MOST_ALIKE:
                    alike.append(number)
        return found

    def _keys(self, wording: str) -> Iterator[int]:
        """Yield what a wording is found by; that depends on the longer of the two, which has up to a word more."""
        for longer in {_rounded(int(3 * self._quarter * (len(wording) + more))) for more in range(self._most + 1)}:
            yield hash(wording[:longer])
            yield hash((wording[-longer:], "end"))
        for short in {_rounded(int(self._quarter * (len(wording) + more))) for more in range(self._most + 1)}:
            yield hash((wording[:short], wording[len(wording) - short :]))


def _rounded(length: int) -> int:
    """Return the length, rounded down to one of few: two neighbouring ones mostly have the same."""
    step = 1 << max(length.bit_length() - 3, 0)
    return length - length % step
