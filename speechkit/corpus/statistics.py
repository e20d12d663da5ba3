"""Figures of a corpus: how sure many tests are together, how exact a ratio is, how even a spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2, sqrt

__all__ = ["corrected", "deviation", "interval_of"]

NORMAL = 1.959964  # standard deviations within which 95 % of a normal distribution lie


def interval_of(one: int, other: int, size: int, other_size: int) -> tuple[float | None, float | None]:
    """Return the ends of the 95 % interval of ``log_ratio``, None for one that has no end.

    It is that of the share of the places which are in the one text, after Wilson (1927).

    >>> interval_of(71, 0, 1000, 1000)
    (4.2081, None)
    """
    total = one + other
    if not total:
        return None, None
    share, square = one / total, NORMAL * NORMAL
    middle, spread = share + square / (2 * total), NORMAL * sqrt((share * (1 - share) + square / (4 * total)) / total)
    low, high = ((middle + sign * spread) / (1 + square / total) for sign in (-1, 1))
    sizes = log2(other_size / size)
    return (
        round(log2(low / (1 - low)) + sizes, 4) if one else None,
        round(log2(high / (1 - high)) + sizes, 4) if other else None,
    )


def corrected(p_values: Sequence[float]) -> list[float]:
    """Return the p-values corrected for as many tests, in their order (Benjamini and Hochberg 1995).

    >>> corrected([0.01, 0.04, 0.03, 0.5])
    [0.04, 0.05333333333333334, 0.05333333333333334, 0.5]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    found = [0.0] * len(p_values)
    lowest = 1.0
    for rank, at in enumerate(order):
        lowest = min(lowest, p_values[at] * len(p_values) / (len(p_values) - rank))
        found[at] = lowest
    return found


def deviation(counts: Mapping[int, int], sizes: Mapping[int, int]) -> float:
    """Return how unevenly a term is spread over texts of these sizes, 0 to 1 (Gries' DP, 2008).

    >>> deviation({1: 5, 2: 5}, {1: 100, 2: 100}), deviation({1: 10}, {1: 100, 2: 100})
    (0.0, 0.5)
    """
    total, size = sum(counts.values()), sum(sizes.values())
    if not total or not size:
        return 0.0
    apart = (abs(counts.get(each, 0) / total - chars / size) for each, chars in sizes.items())
    return round(sum(apart) / 2, 4)
