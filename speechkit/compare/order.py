"""Which things have kept their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence


def stayed(places: Sequence[int]) -> set[int]:
    """The indexes of those that have kept their order; ``places`` are where they stand now, no two the same.

    They are what all longest increasing subsequences have in common: of two that changed places neither stayed.
    """
    up_to = _lengths(places)
    from_on = _lengths([-place for place in reversed(places)])[::-1]
    longest = max(up_to, default=0)
    on_one = [at for at in range(len(places)) if up_to[at] + from_on[at] - 1 == longest]
    alternatives = Counter(up_to[at] for at in on_one)
    return {at for at in on_one if alternatives[up_to[at]] == 1}


def _lengths(places: Sequence[int]) -> list[int]:
    """For each place the length of the longest increasing subsequence that ends there."""
    ends: list[int] = []
    lengths = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        lengths.append(at + 1)
    return lengths
