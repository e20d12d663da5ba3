"""Which phrases differ in one word from which others, found without holding each against all.

Where one becomes another by two edits, they have a third of the shorter one in common, at most two characters from its
place (Li, Deng, Wang and Feng 2011, Pass-Join): only phrases that share such a piece are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

__all__ = ["MOST_EDITS", "pairs_within_a_word"]

MOST_EDITS = 2  # characters of a word, as phrase-edits in data/compare.yaml
_SHORTEST = 3  # of two characters one is half of it


def pairs_within_a_word(phrases: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of different phrases that differ in one word, the shorter one first.

    A word is up to two characters side by side that are changed, put in or left out, and less than half of the phrase.

    >>> phrases = ["坚持党的领导", "加强党的领导", "坚持党的全面领导", "农业学大寨", "工业学大庆", "小而全", "小而美"]
    >>> [" ".join(pair) for pair in pairs_within_a_word(phrases)]
    ['小而全 小而美', '加强党的领导 坚持党的领导', '坚持党的领导 坚持党的全面领导']
    """
    from rapidfuzz.distance import Levenshtein

    pieces: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    for phrase in sorted(set(phrases), key=lambda each: (len(each), each)):
        near: dict[str, None] = {}
        for length in range(len(phrase) - MOST_EDITS, len(phrase) + 1):
            for number, start, end in _pieces(length):
                for at in range(max(start - MOST_EDITS, 0), start + MOST_EDITS + 1):
                    near.update(dict.fromkeys(pieces.get((length, number, phrase[at : at + end - start]), ())))
        for other in near:
            most = _most_edits(len(other))
            if Levenshtein.distance(other, phrase, score_cutoff=most) <= most and _apart(other, phrase) <= most:
                yield other, phrase
        for number, start, end in _pieces(len(phrase)):
            pieces[len(phrase), number, phrase[start:end]].append(phrase)


def _most_edits(length: int) -> int:
    """Return how many edits a phrase of that length allows: less than half of it."""
    return min(MOST_EDITS, (length - 1) // 2)


def _apart(short: str, long: str) -> int:
    """Return how much of the longer one lies between what both begin with and what both end with."""
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    end = 0
    while end < len(short) - start and short[-1 - end] == long[-1 - end]:
        end += 1
    return len(long) - start - end


def _pieces(length: int) -> Iterator[tuple[int, int, int]]:
    """Yield the pieces that phrases of that length are divided into, one more than there may be edits."""
    if length >= _SHORTEST:
        count = _most_edits(length) + 1
        bounds = [length * number // count for number in range(count + 1)]
        for number in range(count):
            yield number, bounds[number], bounds[number + 1]
