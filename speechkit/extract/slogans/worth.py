"""How much of a chain a candidate is: what its items, their likeness and its borders say (data/slogans.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from rapidfuzz.distance.LCSseq import similarity as in_order

from speechkit.extract.slogans.alignment import common
from speechkit.extract.slogans.chains import Items
from speechkit.rules import load_rules
from speechkit.words import words

_PREDICATE = frozenset("不没无未有是在以为对从向把将被让使由用与同就更最越再敢善勇能会可要应该既又也都一每")
_JOINS = frozenset("和与及")
_SLOT = frozenset("于在有无以为")
_POINTING = frozenset("各某该此这那")


def signs_of(text: str, run: tuple[int, int], items: Items) -> Iterator[tuple[str, float]]:
    """The signs that a candidate in ``run`` of ``text`` shows, by their ids in data/slogans.yaml, and how much of each.

    A share is from 0 to 1; what a candidate has or has not counts 1.
    """
    parts = [text[start:end] for start, end in items]
    count = len(parts)
    sizes = [len(part) for part in parts]
    longest = max(sizes)
    pairs = list(pairwise(parts))
    shares = [in_order(one, other) / max(len(one), len(other)) for one, other in pairs]
    edges = [common(one, other) for one, other in pairs]
    begins, ends = min(first for first, _ in edges), min(last for _, last in edges)
    start, end = items[0][0], items[-1][1]
    whole_left = start == run[0] or text[start - 1] in "、，"
    whole_right = end == run[1] or text[end] in "、，"

    yield "any", 1.0
    yield "weakest", min(shares)
    if begins or ends:
        yield "edge", 1.0
    if longest == 3:
        yield "three-long", 1.0
    elif longest == 4:
        yield "four-long", 1.0
    elif 5 <= longest <= 8:
        yield "medium", 1.0
    elif longest > 8:
        yield "long-share", sum(shares) / len(shares)
        if longest > 14:
            yield "too-long", 1.0
    if min(sizes) == longest:
        yield "even-many", min(count, 8) / 4
    if comma := any(text[end] == "，" for _, end in items[:-1]):
        yield "comma", 1.0
    if count == 2:
        yield "pair", 1.0
        if comma and whole_left and whole_right:
            yield "pair-sentence", 1.0
    joined = [not _JOINS.isdisjoint(part) for part in parts]
    if any(joined) and not all(joined):
        yield "joined", 1.0
    if count == 2 and longest == 4 and 0 < min(shares) <= 0.25 and not (_SLOT & set(parts[0]) & set(parts[1])):
        yield "pair-idioms", 1.0
    if not whole_left:
        yield "cut-left", 1.0
        if text[start - 1 : start + 1] in common_pairs():
            yield "breaks-word", 1.0
    if not whole_right and text[end] not in "的之":
        yield "cut-right", 1.0
    if ends and words().categories.before(parts[0], sizes[0]) and not any(map(_says, parts)):
        yield "category", 1.0
    if begins and parts[0][0] in _PREDICATE:
        yield "same-opening", 1.0
    if any(part[0] in _POINTING for part in parts):
        yield "pointing", 1.0


@cache
def common_pairs() -> frozenset[str]:
    """The common words of two characters (data/pairs.yaml)."""
    return frozenset(load_rules("pairs", dict[str, str])["pairs"].split())


def _says(part: str) -> bool:
    """Whether an item begins like a statement, with a verb or an adverb, and not like a name."""
    return part[0] in _PREDICATE or words().verbs.at(part, 0) > 0
