"""How much alike two texts are: the share of their wording that both have, where rare wording counts for more.

Wording is compared as bigrams, pairs of neighbouring characters. What stands in every second demand (加强…建设,
完善…体系) says little about what is demanded: by the letter 加强廉洁政府建设 and 加快数字政府建设 are as much alike as
demands that are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

import msgspec

from speechkit.chars import plain
from speechkit.compare.rules import common_bigrams

__all__ = ["Bigrams", "Match", "Weights", "alike_pairs", "assigned", "bigrams_of", "containing_pairs", "wording_of"]

Bigrams = frozenset[str]
_OTHERS = 1000  # demands beside those compared, in which the common wording was counted


class Match(msgspec.Struct, frozen=True):
    """Text ``i`` of one list goes with text ``j`` of the other; ``score`` is from 0 to 1."""

    i: int
    j: int
    score: float


def wording_of(text: str) -> str:
    """Return what of a text is compared: no spaces, no punctuation; the text itself where nothing else is in it."""
    return plain(text) or text


def bigrams_of(text: str) -> Bigrams:
    """Return the pairs of neighbouring characters of a text's wording; a single character is one by itself."""
    wording = wording_of(text)
    return frozenset(map("".join, pairwise(wording))) or frozenset((wording,))


class Weights:
    """What each bigram weighs, by how many of the ``texts`` and of a thousand other demands have it.

    Without those others, two short speeches would be alike by what all speeches have: 要强化 in 要强化投入.
    Weights are whole numbers, so that sums do not depend on their order and likeness goes both ways.
    """

    def __init__(self, texts: Iterable[Bigrams]) -> None:
        found = Counter(common_bigrams())
        total = _OTHERS
        for bigrams in texts:
            found.update(bigrams)
            total += 1
        self._of = {bigram: round(1000 * log(1 + total / count)) for bigram, count in found.items()}
        self._unknown = round(1000 * log(1 + total))

    def of(self, bigram: str) -> int:
        """Return the weight of one bigram; one that no text has is as rare as can be."""
        return self._of.get(bigram, self._unknown)

    def total(self, bigrams: Iterable[str]) -> int:
        """Return the weight of several."""
        of, unknown = self._of.get, self._unknown
        return sum([of(bigram, unknown) for bigram in bigrams])

    def likeness(self, one: Bigrams, other: Bigrams) -> float:
        """Return the Dice coefficient of two texts, from 0 to 1 and the same both ways."""
        both = self.total(one) + self.total(other)
        return 2 * self.total(one & other) / both if both else float(one == other)


def alike_pairs(a: Sequence[Bigrams], b: Sequence[Bigrams], weights: Weights, least: float) -> list[Match]:
    """Return all pairs whose likeness is at least ``least``, in no particular order."""
    of_a, of_b = [weights.total(bigrams) for bigrams in a], [weights.total(bigrams) for bigrams in b]
    found = []
    # Two texts so much alike share at least this much of the one.
    for i, j, most in _sharing_pairs(a, b, weights, least / (2 - least)):
        if 2 * most < least * (of_a[i] + of_b[j]):
            continue
        score = 2 * weights.total(a[i] & b[j]) / (of_a[i] + of_b[j] or 1)
        if score >= least:
            found.append(Match(i, j, score))
    return found


def containing_pairs(a: Sequence[Bigrams], b: Sequence[Bigrams], weights: Weights, least: float) -> list[Match]:
    """Return all pairs of which B has at least the share ``least`` of the wording of A, in no particular order."""
    of_a = [weights.total(bigrams) for bigrams in a]
    found = []
    for i, j, most in _sharing_pairs(a, b, weights, least):
        if most < least * of_a[i]:
            continue
        score = weights.total(a[i] & b[j]) / (of_a[i] or 1)
        if score >= least:
            found.append(Match(i, j, score))
    return found


def _sharing_pairs(
    a: Sequence[Bigrams], b: Sequence[Bigrams], weights: Weights, share: float
) -> Iterator[tuple[int, int, int]]:
    """Yield every pair of which B may have such a share of A's wording, and others, with the most that it can weigh.

    The rarest of A's wording is looked for first; of the rest it is taken that B has it all.
    """
    having: dict[str, list[int]] = defaultdict(list)
    for j, bigrams in enumerate(b):
        for bigram in bigrams:
            having[bigram].append(j)
    for i, bigrams in enumerate(a):
        left = weights.total(bigrams)
        least = left * share
        shared: dict[int, int] = {}
        for bigram in sorted(bigrams, key=weights.of, reverse=True):
            if left < least:
                break
            weight = weights.of(bigram)
            for j in having.get(bigram, ()):
                shared[j] = shared.get(j, 0) + weight
            left -= weight
        for j, weight in shared.items():
            yield i, j, weight + left


def assigned(candidates: Iterable[Match], counts: tuple[int, int]) -> list[Match]:
    """Return those of ``candidates`` that go together, no text twice: the most alike first.

    Of pairs that are equally alike those in like places go first. ``counts`` says how many texts there are on each
    side. The result is the same whichever side is called A.
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
