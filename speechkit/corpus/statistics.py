"""Figures of a corpus: how sure many tests are together, how exact a ratio is, how even a spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import erfc, log, log2, sqrt

__all__ = ["Spread", "chance_of", "corrected", "deviation", "interval_of", "log_dice", "log_likelihood_of_pair"]

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


def corrected(p_values: Sequence[float], tests: int | None = None) -> list[float]:
    """Return the p-values corrected for as many tests, in their order (Benjamini and Hochberg 1995).

    ``tests`` is how many there were, where those whose p-values are not told had greater ones.

    >>> corrected([0.01, 0.04, 0.03, 0.5])
    [0.04, 0.05333333333333334, 0.05333333333333334, 0.5]
    >>> corrected([0.01, 0.03], tests=4)
    [0.04, 0.06]
    """
    tests = tests or len(p_values)
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    found = [0.0] * len(p_values)
    lowest = 1.0
    for rank, at in enumerate(order):
        lowest = min(lowest, p_values[at] * tests / (len(p_values) - rank))
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


def chance_of(g2: float) -> float:
    """Return how likely a G2 as great is by chance, of one degree of freedom, to four significant digits.

    >>> chance_of(3.8415)
    0.05
    """
    return float(f"{erfc(sqrt(g2 / 2)):.4g}")


class Spread:
    """How a term that stands ``count`` times in texts of ``size`` words, ``total`` of them, is spread over these.

    The texts that have it are added one by one.

    >>> spread = Spread(10, 200, 2)
    >>> spread.add(10, 100)
    >>> spread.dp, spread.juilland_d
    (0.5, 0.0)
    """

    def __init__(self, count: int, size: int, total: int) -> None:
        self._count, self._size, self._total = count, size, total
        self._apart = self._rates = self._squares = 0.0
        self.texts = 0

    def add(self, count: int, size: int) -> None:
        """Tell of a text of ``size`` words that has the term ``count`` times."""
        share, rate = size / self._size, count / size
        self._apart += abs(count / self._count - share) - share
        self._rates += rate
        self._squares += rate * rate
        self.texts += 1

    @property
    def dp(self) -> float:
        """Return the deviation of proportions, 0 for evenly to 1 (Gries 2008); 0 where the term stands nowhere."""
        return round((self._apart + 1) / 2, 4) if self.texts else 0.0

    @property
    def juilland_d(self) -> float:
        """Return Juilland's D, 1 for evenly: 1 minus the rates' coefficient of variation over the root of n - 1.

        The rates are those of the texts, for these differ in size (Gries 2008); of one text alone it is 1.
        """
        if self._total < 2 or not self._rates:
            return 1.0 if self.texts else 0.0
        mean = self._rates / self._total
        variance = max(self._squares / self._total - mean * mean, 0.0)
        return round(1 - sqrt(variance) / mean / sqrt(self._total - 1), 4)


def log_dice(together: int, one: int, other: int) -> float:
    """Return logDice of two words that stand ``together`` so often, 14 at most (Rychlý 2008).

    >>> log_dice(10, 20, 20)
    13.0
    """
    return round(14 + log2(2 * together / (one + other)), 4)


def log_likelihood_of_pair(together: int, near: int, count: int, size: int) -> float:
    """Return G2 of a word that stands ``together`` times among ``near`` words, and ``count`` times among ``size``.

    The four cells are those of Dunning (1993): the word or others, near or elsewhere.

    >>> round(log_likelihood_of_pair(10, 100, 20, 10000), 2)
    65.58
    """
    far, others = size - near, size - count
    cells = (
        (together, near, count),
        (near - together, near, others),
        (count - together, far, count),
        (far - count + together, far, others),
    )
    return round(2 * sum(seen * log(seen * size / (row * column)) for seen, row, column in cells if seen), 4)
