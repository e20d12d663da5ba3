"""N-grams: runs of words that stand side by side again and again, without a mark between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from speechkit.corpus.frequencies import PER, tokens_of_each, words_of_each
from speechkit.corpus.statistics import Spread
from speechkit.corpus.store import Store
from speechkit.corpus.tokens import MARK
from speechkit.model import Record, Roles

__all__ = ["LEAST", "Ngram", "ngram_list"]

LEAST = 3  # times that an n-gram stands in all
_DIGITS = 4
Gram = tuple[str, ...]


class Ngram(Record, frozen=True):
    """A run of ``n`` words that stands ``count`` times, ``per_10k`` words, in ``documents``, a ``share`` of all.

    ``words`` are its words; ``dp`` is how unevenly the documents have it, 0 to 1 (Gries 2008).
    """

    ngram: str
    words: tuple[str, ...]
    n: int
    count: int
    per_10k: float
    documents: int
    share: float
    dp: float


def ngram_list(
    store: Store,
    *,
    shortest: int = 2,
    longest: int = 4,
    top: int | None = None,
    least: int = LEAST,
    documents: int = 1,
    part: Roles | None = None,
) -> list[Ngram]:
    """Return the ``top`` n-grams of ``shortest`` to ``longest`` words by how often they stand, then by characters.

    They stand ``least`` times in all and in so many ``documents``; they may overlap. One that is a piece of a longer
    one which stands as often is left out. ``part`` looks at one part of each speech only. Raises ``CorpusError`` where
    the words of a document are not kept.
    """
    counts: dict[int, Counter[Gram]] = {}
    known: set[Gram] | None = None  # runs shorter by one that stand often enough: no other can be a piece
    for n in range(1, longest + 1):
        counted: Counter[Gram] = Counter()
        for _, tokens in tokens_of_each(store, part):
            counted.update(
                gram for gram in _grams(tokens, n) if known is None or (gram[1:] in known and gram[:-1] in known)
            )
        counts[n] = Counter({gram: count for gram, count in counted.items() if count >= least})
        known = set(counts[n])
    pieces = {
        piece
        for n in range(shortest + 1, longest + 1)
        for gram, count in counts[n].items()
        for piece in (gram[1:], gram[:-1])
        if counts[n - 1][piece] == count
    }
    found = {
        gram: count for n in range(shortest, longest + 1) for gram, count in counts[n].items() if gram not in pieces
    }
    return _listed(store, found, top, documents, part)


def _grams(tokens: Sequence[tuple[str, int]], n: int) -> Iterator[Gram]:
    """Yield the runs of ``n`` words of a body."""
    run: list[str] = []
    for word, kind in tokens:
        if kind == MARK:
            run.clear()
        else:
            run.append(word)
            if len(run) >= n:
                yield tuple(run[-n:])


def _listed(store: Store, found: dict[Gram, int], top: int | None, least: int, part: Roles | None) -> list[Ngram]:
    """Count the documents that have each of the n-grams, and return those that are wanted."""
    sizes = [len(words) for words in words_of_each(store, part)]
    size, total = sum(sizes), sum(map(bool, sizes))
    ranked = sorted(found, key=lambda gram: (-found[gram], gram))
    chosen = {gram: Spread(found[gram], size, total) for gram in (ranked if least > 1 else ranked[:top])}
    lengths = sorted({len(gram) for gram in chosen})
    for (_, tokens), words in zip(tokens_of_each(store, part), sizes, strict=True):
        for n in lengths:
            counted = Counter(gram for gram in _grams(tokens, n) if gram in chosen)
            for gram, count in counted.items():
                chosen[gram].add(count, words)
    rows = (
        Ngram(
            "".join(gram),
            gram,
            len(gram),
            found[gram],
            round(found[gram] * PER / size, _DIGITS),
            spread.texts,
            round(spread.texts / total, _DIGITS),
            spread.dp,
        )
        for gram, spread in chosen.items()
        if spread.texts >= least
    )
    return list(rows)[:top]
