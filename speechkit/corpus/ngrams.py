"""Runs of words that are terms: often used, free on both sides, cohesive, and no mere piece of a longer one.

What is free is told by how many different words stand beside it, as the entropy of its neighbours (Huang and Powers
2003, branching entropy): before 质量发展 stands nearly always 高, before 高质量发展 all sorts of words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import log2

import msgspec

from speechkit.corpus.rules import NgramRules, ngram_rules
from speechkit.keywords.rules import keyword_rules

__all__ = ["LEAST", "LONGEST", "PIECE", "Gram", "generic_words", "grams_in", "is_term", "without_pieces"]

SHORTEST, LONGEST = 2, 12  # characters of a term
MOST_WORDS = 6
LEAST = 3  # times that a term stands in all texts together
PIECE = 0.7  # share of the places of a term that may lie within a longer one before it is a piece of that
_HAN = re.compile("[\u4e00-\u9fff]+")
_LETTERS = re.compile(r"[A-Za-z][\w.+-]*")
_ALWAYS_APART = ("function", "address")  # stop words that no run of words has
_AT_NO_END = ("verbs", "manner")  # stop words that a run neither begins nor ends with


class Gram(msgspec.Struct):
    """A run of ``words`` that stands ``count`` times, beginning and ending with words.

    ``cohesion`` is the normalised pointwise mutual information of its words, 1 where they always stand together; that
    of a single word is 1. ``left`` and ``right`` are the entropies of its neighbours in bits.
    """

    words: tuple[str, ...]
    count: int
    cohesion: float = 1.0
    left: float = 0.0
    right: float = 0.0


def grams_in(texts: Iterable[Sequence[str]]) -> dict[str, Gram]:
    """Return the runs of words, 2 to 12 characters long, that stand ``LEAST`` times in the texts, by their characters.

    A text is its words in order, marks among them; a run is of Chinese words only, and no mark stands in it. One that
    is cut in several ways counts once, in the way of the fewest words.
    """
    words: list[str] = []  # of all texts; "" for what no run goes over
    for text in texts:
        words += [word if _HAN.fullmatch(word) or _LETTERS.fullmatch(word) else "" for word in text]
        words.append("")
    single = Counter(words)
    del single[""]
    total = single.total()
    grams: dict[str, Gram] = {}
    places = [at for at, word in enumerate(words) if single[word] >= LEAST]
    for size in range(1, MOST_WORDS + 1):
        if size > 1:
            places = _longer(words, places, size)
        counted: Counter[tuple[str, ...]] = Counter(tuple(words[at : at + size]) for at in places)
        places = [at for at in places if counted[tuple(words[at : at + size])] >= LEAST]
        for run, count in counted.items():
            text = "".join(run)
            if count >= LEAST and SHORTEST <= len(text) <= LONGEST:
                gram = grams.setdefault(text, Gram(run, 0))
                gram.count += count
                if gram.words == run and size > 1:
                    gram.cohesion = _cohesion(count, [single[word] for word in run], total)
        _tell_neighbours(words, places, size, grams)
    return grams


def _longer(words: Sequence[str], places: Sequence[int], size: int) -> list[int]:
    """Return the places of runs of ``size`` words both of whose shorter runs are frequent; only Chinese words join."""
    ends = [at for at in places if _HAN.match(words[at])]
    return [
        at
        for at, following in pairwise([*ends, -1])
        if following == at + 1 and sum(map(len, words[at : at + size])) <= LONGEST
    ]


def _cohesion(count: int, singles: Sequence[int], total: int) -> float:
    """Return the normalised pointwise mutual information (Bouma 2009) of words, by joint between two of them."""
    information = sum(log2(total / single) for single in singles) - log2(total / count)
    return information / log2(total / count) / (len(singles) - 1) if count < total else 1.0


def _tell_neighbours(words: Sequence[str], places: Iterable[int], size: int, grams: dict[str, Gram]) -> None:
    """Give the grams of ``size`` words, which stand at the ``places``, the entropies of their neighbours."""
    left: dict[str, Counter[str]] = {}
    right: dict[str, Counter[str]] = {}
    for at in places:
        gram = grams.get("".join(words[at : at + size]))
        if gram is not None and len(gram.words) == size:
            key = "".join(gram.words)
            left.setdefault(key, Counter())[words[at - 1] if at else ""] += 1
            right.setdefault(key, Counter())[words[at + size]] += 1
    for key, counts in left.items():
        grams[key].left, grams[key].right = _entropy(counts), _entropy(right[key])


def _entropy(neighbours: Counter[str]) -> float:
    """The entropy of the neighbours in bits; each mark or end of a text is a neighbour of its own."""
    total = neighbours.total()
    ends = neighbours[""]
    shares = [count / total for neighbour, count in neighbours.items() if neighbour] + [1 / total] * ends
    return -sum(share * log2(share) for share in shares)


def is_term(gram: Gram, tag: Callable[[str], str]) -> bool:
    """Return whether a run of words may be a term: free on both sides, and no fragment, number or generic word.

    ``tag`` returns a word's part of speech. data/ngrams.yaml says what is asked of a run.

    >>> tag = {"创新": "v", "驱动": "v", "在": "p", "农村": "n"}.get
    >>> is_term(Gram(("创新", "驱动"), 15, 0.6, 2.6, 1.4), tag), is_term(Gram(("在", "农村"), 15, 0.3, 2.6, 3.0), tag)
    (True, False)
    """
    rules = ngram_rules()
    tags = [tag(word) for word in gram.words]
    if len(gram.words) == 1:
        if gram.words[0] in generic_words() or tags[0].startswith((*rules.joining, *rules.numbers)):
            return False
        return tags[0] != "x" or _is_free(gram, rules)
    if any(each.startswith(rules.joining) for each in tags) or any(word in _apart() for word in gram.words):
        return False
    if all(word in generic_words() for word in gram.words) or (len(gram.words[-1]) == 1 and tags[-1].startswith("v")):
        return False
    loose = (
        any(each.startswith(rules.numbers) for each in tags)
        or gram.words[0] in _no_end()
        or gram.words[-1] in _no_end()
        or (len(gram.words[0]) == 1 and tags[0].startswith("v"))
    )
    return _is_free(gram, rules) and (not loose or gram.cohesion >= rules.fixed)


def _is_free(gram: Gram, rules: NgramRules) -> bool:
    return min(gram.left, gram.right) >= rules.free


def generic_words() -> frozenset[str]:
    """Return the words that may stand in any speech, whatever it is about: the stop words of keywords."""
    return _stop_words(*keyword_rules().stop_words)


def _apart() -> frozenset[str]:
    return _stop_words(*_ALWAYS_APART)


def _no_end() -> frozenset[str]:
    return _stop_words(*_AT_NO_END)


@cache
def _stop_words(*kinds: str) -> frozenset[str]:
    lists = keyword_rules().stop_words
    return frozenset(word for kind in kinds for word in lists[kind])


def without_pieces(counts: dict[str, int]) -> set[str]:
    """Return the terms without those most of whose places lie within a longer one of them.

    >>> sorted(without_pieces({"高质量发展": 71, "质量发展": 73, "发展": 900}))
    ['发展', '高质量发展']
    """
    pieces: set[str] = set()
    for term, count in counts.items():
        for length in range(SHORTEST, len(term)):
            for at in range(len(term) - length + 1):
                piece = term[at : at + length]
                if piece in counts and count >= PIECE * counts[piece]:
                    pieces.add(piece)
    return set(counts) - pieces
