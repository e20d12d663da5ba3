"""How much alike two texts are: the share of their wording that both have, where rare wording counts for more.

Wording is pairs of neighbouring characters. What stands in every second demand (加强…建设, 完善…体系) says little about
what is demanded: by the letter 加强廉洁政府建设 and 加快数字政府建设 are as much alike as demands that are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

import msgspec

from speechkit import chars
from speechkit.compare.comparerules import common

Grams = frozenset[str]
_OTHERS = 1000


class Match(msgspec.Struct, frozen=True):
    """Text ``i`` of one list goes with text ``j`` of the other; ``score`` is from 0 to 1."""

    i: int
    j: int
    score: float


def plain(text: str) -> str:
    """What of a text is compared: no spaces, no punctuation; the text itself where nothing else is in it."""
    return chars.plain(text) or text


def grams_of(text: str) -> Grams:
    """Its pairs of neighbouring characters; a single character is one by itself."""
    words = plain(text)
    return frozenset(map("".join, pairwise(words))) or frozenset((words,))


class Weights:
    """What each pair of characters weighs, by how many of the ``texts`` and of a thousand other demands have it.

    Without those others, two short speeches would be alike by what all speeches have: 要强化 in 要强化投入.
    Weights are whole numbers, so that sums do not depend on their order and likeness goes both ways.
    """

    def __init__(self, texts: Iterable[Grams]) -> None:
        found = Counter(common())
        total = _OTHERS
        for grams in texts:
            found.update(grams)
            total += 1
        self._of = {gram: round(1000 * log(1 + total / count)) for gram, count in found.items()}
        self._unknown = round(1000 * log(1 + total))

    def of(self, gram: str) -> int:
        """The weight of one pair; one that no text has is as rare as can be."""
        return self._of.get(gram, self._unknown)

    def total(self, grams: Iterable[str]) -> int:
        """The weight of several."""
        of, unknown = self._of.get, self._unknown
        return sum([of(gram, unknown) for gram in grams])

    def likeness(self, one: Grams, other: Grams) -> float:
        """From 0 to 1, the same both ways (Dice)."""
        both = self.total(one) + self.total(other)
        return 2 * self.total(one & other) / both if both else float(one == other)


def neighbours(a: Sequence[Grams], b: Sequence[Grams], weights: Weights, least: float) -> list[Match]:
    """All pairs whose likeness is at least ``least``, in no particular order."""
    of_a, of_b = [weights.total(grams) for grams in a], [weights.total(grams) for grams in b]
    found = []
    # Two texts so much alike share at least this much of the one.
    for i, j, most in _sharing(a, b, weights, least / (2 - least)):
        if 2 * most < least * (of_a[i] + of_b[j]):
            continue
        score = 2 * weights.total(a[i] & b[j]) / (of_a[i] + of_b[j] or 1)
        if score >= least:
            found.append(Match(i, j, score))
    return found


def held(a: Sequence[Grams], b: Sequence[Grams], weights: Weights, least: float) -> list[Match]:
    """All pairs of which B has at least the share ``least`` of the wording of A, in no particular order."""
    of_a = [weights.total(grams) for grams in a]
    found = []
    for i, j, most in _sharing(a, b, weights, least):
        if most < least * of_a[i]:
            continue
        score = weights.total(a[i] & b[j]) / (of_a[i] or 1)
        if score >= least:
            found.append(Match(i, j, score))
    return found


def _sharing(a: Sequence[Grams], b: Sequence[Grams], weights: Weights, share: float) -> Iterator[tuple[int, int, int]]:
    """Every pair of which B may have such a share of A's wording, and others, with the most that it can weigh.

    The rarest of A's wording is looked for first; of the rest it is taken that B has it all.
    """
    having: dict[str, list[int]] = defaultdict(list)
    for j, grams in enumerate(b):
        for gram in grams:
            having[gram].append(j)
    for i, grams in enumerate(a):
        left = weights.total(grams)
        least = left * share
        shared: dict[int, int] = {}
        for gram in sorted(grams, key=weights.of, reverse=True):
            if left < least:
                break
            weight = weights.of(gram)
            for j in having.get(gram, ()):
                shared[j] = shared.get(j, 0) + weight
            left -= weight
        for j, weight in shared.items():
            yield i, j, weight + left


def assigned(candidates: Iterable[Match], counts: tuple[int, int]) -> list[Match]:
    """Those of ``candidates`` that go together, no text twice: the most alike first, of equals those in like places.

    ``counts`` says how many texts there are on each side. The result is the same whichever side is called A.
    """
    of_a, of_b = counts

    def key(match: Match) -> tuple[float, int, int, int]:
        i, j = match.i, match.j
        return -match.score, abs(i * of_b - j * of_a), min(i, j), max(i, j)

    taken_a: set[int] = set()
    taken_b: set[int] = set()
    result = []
    for match in sorted(candidates, key=key):
        if match.i not in taken_a and match.j not in taken_b:
            taken_a.add(match.i)
            taken_b.add(match.j)
            result.append(match)
    return result
