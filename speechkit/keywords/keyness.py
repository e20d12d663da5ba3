"""Keyness: the words that a text has more often, or less often, than a reference: how sure that is, and how great."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log, log2

import msgspec

from speechkit.keywords.wording import Word
from speechkit.model import Keyword

__all__ = ["Counts", "keyness_of", "log_likelihood", "log_ratio"]

LEAST = 2  # times that a word must stand where it is overused
_DIGITS = 4


class Counts(msgspec.Struct, frozen=True):
    """How often each word that may be a keyword stands in a text, and how many words there are, marks left out."""

    words: Counter[str]
    size: int

    @staticmethod
    def of(words: Iterable[Word]) -> Counts:
        """The counts of a text's words."""
        plain = [word for word in words if word.kind != "mark"]
        return Counts(Counter(word.text for word in plain if word.kind == "key"), len(plain))

    def without(self, other: Counts) -> Counts:
        """The counts of what is left where ``other`` is taken away from a total that it is part of."""
        return Counts(self.words - other.words, self.size - other.size)

    @staticmethod
    def total(several: Iterable[Counts]) -> Counts:
        """The counts of several texts together."""
        words: Counter[str] = Counter()
        size = 0
        for each in several:
            words.update(each.words)
            size += each.size
        return Counts(words, size)


def keyness_of(text: Counts, reference: Counts, *, top: int, negative: bool = False) -> tuple[Keyword, ...]:
    """The ``top`` words that are most surely overused in ``text``, or underused where ``negative``.

    Neither size may be 0. Words are in the order of the log-likelihood, their ``weight``, then of their characters.
    """
    more = reference if negative else text
    found = []
    for word in (word for word, count in more.words.items() if count >= LEAST):
        of_word = (text.words[word], reference.words[word], text.size, reference.size)
        ratio = round(log_ratio(*of_word), _DIGITS)
        if (ratio < 0) if negative else (ratio > 0):
            weight = round(log_likelihood(*of_word), _DIGITS)
            found.append(Keyword(word, text.words[word], weight, ratio, reference.words[word]))
    return tuple(sorted(found, key=lambda keyword: (-keyword.weight, keyword.word))[:top])


def log_likelihood(one: int, other: int, size: int, other_size: int) -> float:
    """G2 of a word that stands ``one`` and ``other`` times in texts of so many words (Dunning 1993).

    The two-term form of Rayson and Garside (2000); 3.84 is exceeded by chance once in 20 words, 15.13 once in 10,000.
    """
    rate = (one + other) / (size + other_size)
    terms = (count * log(count / (each * rate)) for count, each in ((one, size), (other, other_size)) if count)
    return max(2 * sum(terms), 0.0)  # below 0 by rounding only


def log_ratio(one: int, other: int, size: int, other_size: int) -> float:
    """How many times the rate doubles from the other text to the one (Hardie 2014); 0.5 stands for a count of 0."""
    return log2((one or 0.5) / size) - log2((other or 0.5) / other_size)
