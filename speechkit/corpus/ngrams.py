"""Stretches of characters that are terms: often used, free on both sides, and no mere piece of a longer one.

What is free is told by how many different characters stand beside it, as the entropy of its neighbours (Huang and
Powers 2003, branching entropy): beside 质量发展 stands nearly always 高, beside 高质量发展 all sorts of things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from math import log2

import msgspec

from speechkit.corpus.rules import ngram_rules

__all__ = ["Gram", "free_grams", "grams_in", "named_things", "without_pieces"]

_RUN = re.compile("[\u4e00-\u9fff]+")
LONGEST = 12  # characters of a term
LEAST = 3  # times that one stands in all texts together
FREE = 1.0  # bits: the least entropy of the neighbours on either side
TRIED, AROUND = 12, 8  # places of a term that are cut into words, and characters around each
WHOLE = 0.6  # share of them at which a term has to begin and end with words
PIECE = 0.85  # share of the places of a term that may lie within a longer one before it is a piece of that


class Gram(msgspec.Struct):
    """How often a stretch of characters stands in the earlier and the later texts, and in how many of all."""

    before: int = 0
    after: int = 0
    documents: int = 0
    last: int = -1

    @property
    def count(self) -> int:
        """How often it stands in all."""
        return self.before + self.after


def grams_in(texts: Iterable[tuple[str, bool]]) -> tuple[str, dict[str, Gram]]:
    """Return all runs of Chinese characters, a line each, and the grams of two characters and more that are frequent.

    ``texts`` come with whether they are of the later ones. A gram is counted where the two that are shorter by one
    character are frequent, for else it is none. Its places may overlap.
    """
    runs: list[str] = []
    ends: list[tuple[int, int, bool]] = []  # where each text ends in the whole, its number, whether it is a later one
    size = 0
    for number, (text, later) in enumerate(texts):
        found = _RUN.findall(text)
        runs += found
        size += sum(map(len, found)) + len(found)
        ends.append((size, number, later))
    whole = "\n".join(runs) + "\n" if runs else ""
    grams: dict[str, Gram] = {}
    places: Collection[int] = range(len(whole))
    frequent: set[str] = set()
    for length in range(2, LONGEST + 1):
        counted: dict[str, Gram] = {}
        at, (end, number, later) = 0, ends[0] if ends else (0, 0, False)
        kept: list[int] = []
        for place in places:
            gram = whole[place : place + length]
            if "\n" in gram or len(gram) < length or (length > 2 and gram[1:] not in frequent):
                continue
            while place >= end:
                at += 1
                end, number, later = ends[at]
            entry = counted.get(gram)
            if entry is None:
                entry = counted[gram] = Gram()
            if later:
                entry.after += 1
            else:
                entry.before += 1
            if entry.last != number:
                entry.documents += 1
                entry.last = number
            kept.append(place)
        found_here = {gram: entry for gram, entry in counted.items() if entry.count >= LEAST}
        if not found_here:
            break
        grams |= found_here
        frequent = set(found_here)
        places = [place for place in kept if whole[place : place + length] in frequent]
    return whole, grams


def free_grams(whole: str, wanted: Collection[str]) -> set[str]:
    """Return those of the grams that are free on both sides and begin and end with no word that only joins others."""
    rules = ngram_rules()
    by_length: dict[int, set[str]] = {}
    for gram in wanted:
        if gram[0] not in rules.never_first and gram[-1] not in rules.never_last:
            by_length.setdefault(len(gram), set()).add(gram)
    left: dict[str, Counter[str]] = {}
    right: dict[str, Counter[str]] = {}
    for length, grams in by_length.items():
        for place in range(len(whole) - length):
            gram = whole[place : place + length]
            if gram in grams:
                left.setdefault(gram, Counter())[whole[place - 1] if place else "\n"] += 1
                right.setdefault(gram, Counter())[whole[place + length]] += 1
    return {gram for gram in left if min(_entropy(left[gram]), _entropy(right[gram])) >= FREE}


def named_things(whole: str, terms: Collection[str]) -> set[str]:
    """Return those of the terms that begin and end where words do, and name a thing: 创新驱动, not 业创新 or 深入推进.

    The first places of each are cut into words with what is around them.
    """
    from speechkit.segment.tokens import tokens

    rules = ngram_rules()
    things: set[str] = set()
    for term in terms:
        if not any((token.pos or "").startswith(rules.things) for token in tokens(term, pos=True)):
            continue
        fits = tried = 0
        at = whole.find(term)
        while at >= 0 and tried < TRIED:
            start = max(whole.rfind("\n", 0, at) + 1, at - AROUND)
            around = whole[start : at + len(term) + AROUND].partition("\n")[0]
            borders = {start + token.start for token in tokens(around)} | {start + len(around)}
            fits += at in borders and at + len(term) in borders
            tried += 1
            at = whole.find(term, at + len(term))
        if fits >= WHOLE * tried:
            things.add(term)
    return things


def _entropy(neighbours: Counter[str]) -> float:
    """The entropy of the neighbours in bits; each end of a run is a neighbour of its own."""
    total = neighbours.total()
    ends = neighbours["\n"]
    shares = [count / total for neighbour, count in neighbours.items() if neighbour != "\n"] + [1 / total] * ends
    return -sum(share * log2(share) for share in shares)


def without_pieces(counts: dict[str, int]) -> set[str]:
    """Return the terms without those most of whose places lie within a longer one of them.

    >>> sorted(without_pieces({"高质量发展": 71, "质量发展": 73, "发展": 900}))
    ['发展', '高质量发展']
    """
    pieces: set[str] = set()
    for term, count in counts.items():
        for length in range(2, len(term)):
            for at in range(len(term) - length + 1):
                piece = term[at : at + length]
                if piece in counts and count >= PIECE * counts[piece]:
                    pieces.add(piece)
    return set(counts) - pieces
