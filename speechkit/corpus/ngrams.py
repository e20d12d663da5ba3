"""Runs of words that are terms: often used, free on both sides, cohesive, and no mere piece of a longer one.

What is free is told by how many different words stand beside it, as the entropy of its neighbours (Huang and Powers
2003, branching entropy): before 质量发展 stands nearly always 高, before 高质量发展 all sorts of words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import log2

import msgspec

from speechkit.corpus.rules import ngram_rules
from speechkit.keywords.rules import keyword_rules
from speechkit.segment.engines import UNKNOWN

__all__ = ["LEAST", "LONGEST", "PIECE", "Gram", "generic_words", "is_term", "terms_in", "without_pieces"]

SHORTEST, LONGEST = 2, 12  # characters of a term
MOST_WORDS = 6
LEAST = 3  # times that a term stands in all texts together
PIECE = 0.7  # share of the places of a term that may lie within a longer one before it is a piece of that
Run = tuple[str, ...]
_HAN = re.compile("[\u4e00-\u9fff]+")
_LETTERS = re.compile(r"[A-Za-z][\w.+-]*")
_ALWAYS_APART = ("function", "address")  # stop words that no run of words has
_AT_NO_END = ("verbs", "manner")  # stop words that a run neither begins nor ends with


class Gram(msgspec.Struct, frozen=True):
    """A run of ``words`` that stands ``count`` times, beginning and ending with words.

    ``cohesion`` is the normalised pointwise mutual information of its words (Bouma 2009), by joint between two of them:
    1 where they always stand together, and for a single word.
    """

    words: tuple[str, ...]
    count: int
    cohesion: float = 1.0


def terms_in(texts: Iterable[Sequence[str]], tag: Callable[[str], str]) -> dict[str, Gram]:
    """Return the runs of words that may be terms, 2 to 12 characters long, by their characters.

    A text is its words in order, marks among them; a run is of Chinese words only, and no mark stands in it. It stands
    ``LEAST`` times in the texts, is free on both sides, and no fragment, number or generic word (``is_term``); ``tag``
    returns a word's part of speech.
    """
    words: list[str] = []  # of all texts; "" for what no run goes over
    for text in texts:
        words += [word if _HAN.fullmatch(word) or _LETTERS.fullmatch(word) else "" for word in text]
        words.append("")
    single = Counter(words)
    del single[""]
    total = single.total()
    found: dict[str, Gram] = {}
    places = [at for at, word in enumerate(words) if single[word] >= LEAST]
    for size in range(1, MOST_WORDS + 1):
        if size > 1:
            places = _longer(words, places, size)
        runs = [tuple(words[at : at + size]) for at in places]
        counted = Counter(runs)
        places = [at for at, run in zip(places, runs, strict=True) if counted[run] >= LEAST]
        grams = {
            run: Gram(run, count, _cohesion(count, [single[word] for word in run], total))
            for run, count in counted.items()
            if count >= LEAST and SHORTEST <= sum(map(len, run)) <= LONGEST
        }
        terms = {run: gram for run, gram in grams.items() if is_term(gram, tag)}
        found |= {"".join(run): terms[run] for run in _free(words, places, terms, tag)}
    return found


def _longer(words: Sequence[str], places: Sequence[int], size: int) -> list[int]:
    """Return the places of runs of ``size`` words both of whose shorter runs are frequent; only Chinese words join."""
    ends = [at for at in places if _HAN.match(words[at])]
    return [
        at
        for at, following in pairwise([*ends, -1])
        if following == at + 1 and sum(map(len, words[at : at + size])) <= LONGEST
    ]


def _cohesion(count: int, singles: Sequence[int], total: int) -> float:
    if len(singles) == 1 or count == total:
        return 1.0
    information = sum(log2(total / single) for single in singles) - log2(total / count)
    return information / log2(total / count) / (len(singles) - 1)


def is_term(gram: Gram, tag: Callable[[str], str]) -> bool:
    """Return whether a run of words may be a term, as data/ngrams.yaml says; that it is free is not asked.

    >>> tag = {"创新": "v", "驱动": "v", "在": "p", "农村": "n"}.__getitem__
    >>> is_term(Gram(("创新", "驱动"), 15, 0.6), tag), is_term(Gram(("在", "农村"), 15, 0.3), tag)
    (True, False)
    """
    rules = ngram_rules()
    first, last = gram.words[0], gram.words[-1]
    tags = [tag(word) for word in gram.words]
    numbers = any(each.startswith(rules.numbers) for each in tags)
    if any(each.startswith(rules.joining) for each in tags) or all(word in generic_words() for word in gram.words):
        return False
    if len(gram.words) == 1:
        return not numbers
    if any(word in _apart() for word in gram.words) or (len(last) == 1 and tags[-1].startswith("v")):
        return False
    loose = first in _at_no_end() or last in _at_no_end() or (len(first) == 1 and tags[0].startswith("v"))
    return gram.cohesion >= rules.fixed if numbers or loose else True


def _free(
    words: Sequence[str], places: Iterable[int], terms: Mapping[Run, Gram], tag: Callable[[str], str]
) -> Iterator[Run]:
    """Yield the terms, all at some of the ``places``, that are free on both sides, and the words of the dictionary.

    ``words`` end with a "".
    """
    asked = {run for run in terms if len(run) > 1 or tag(run[0]) == UNKNOWN}
    yield from terms.keys() - asked
    size = len(next(iter(asked), ()))
    at_runs = [(at, run) for at in places if (run := tuple(words[at : at + size])) in asked]
    sides = (
        _entropies((run, words[at - 1] if at else "") for at, run in at_runs),
        _entropies((run, words[at + size]) for at, run in at_runs),
    )
    yield from (run for run in asked if min(side[run] for side in sides) >= ngram_rules().free)


def _entropies(neighbours: Iterable[tuple[Run, str]]) -> dict[Run, float]:
    """Return the entropy of the neighbours of each run, in bits; each mark or end of a text is one of its own."""
    totals: Counter[Run] = Counter()
    sums: dict[Run, float] = {}  # of each count times its logarithm
    for (run, neighbour), count in Counter(neighbours).items():
        totals[run] += count
        sums[run] = sums.get(run, 0.0) + (count * log2(count) if neighbour else 0.0)
    return {run: log2(total) - sums[run] / total for run, total in totals.items()}


def generic_words() -> frozenset[str]:
    """Return the words that may stand in any speech, whatever it is about: the stop words of keywords."""
    return _stop_words(*keyword_rules().stop_words)


def _apart() -> frozenset[str]:
    return _stop_words(*_ALWAYS_APART)


def _at_no_end() -> frozenset[str]:
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
