"""Word lists: how often each word stands, in how many documents, and how evenly it is spread over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import log
from typing import Literal

import msgspec

from speechkit.corpus.body import Stretch
from speechkit.corpus.query import stretches_from
from speechkit.corpus.rules import commonness
from speechkit.corpus.statistics import Spread
from speechkit.corpus.store import Store, faults_of
from speechkit.corpus.tokens import KEY, MARK, cuts, require_words
from speechkit.corpus.where import is_narrowed
from speechkit.model import Record, Roles, is_of

__all__ = [
    "PER",
    "Order",
    "Totals",
    "WordFrequency",
    "rarity_of",
    "stretches_in",
    "tokens_of_each",
    "totals_of",
    "word_list",
    "words_of_each",
]

Order = Literal["count", "weight"]
PER = 10_000  # words that a rate is of
_DIGITS = 4


class WordFrequency(Record, frozen=True):
    """A word that stands ``count`` times, ``per_10k`` words, in ``documents``, a ``share`` of all.

    ``dp`` is how unevenly the documents have it, 0 to 1 (Gries' deviation of proportions, 2008), ``juilland_d`` how
    evenly, at most 1 (Juilland's D, of rates by document). Sizes are words, marks left out. ``weight`` is how often it
    stands, times how rare it is in official documents of all kinds: the logarithm of their number by that of those
    which have it (Spärck Jones 1972; data/commonness.yaml).
    """

    word: str
    count: int
    per_10k: float
    documents: int
    share: float
    dp: float
    juilland_d: float
    weight: float


class Totals(msgspec.Struct, frozen=True):
    """The words of several documents together: how often each stands, as one for ``keys`` (keywords), in how many.

    ``size`` is how many words there are, marks left out, ``total`` how many documents.
    """

    counts: Mapping[str, int]
    keys: Mapping[str, int]
    documents: Mapping[str, int]
    size: int
    total: int


def word_list(
    store: Store,
    *,
    top: int | None = None,
    least: int = 1,
    every: bool = False,
    part: Roles | None = None,
    sort: Order = "count",
) -> list[WordFrequency]:
    """Return the ``top`` words by count or weight, then by their characters, of those in ``least`` documents.

    Function words, numerals and single characters are left out, unless ``every`` word is asked for; set phrases and
    names of offices are one word each. Raises ``CorpusError`` where the words of a document are not kept.
    """
    totals = totals_of(store, part)
    wanted = totals.counts if every else totals.keys
    likely = (word for word, count in wanted.items() if count and totals.documents[word] >= least)
    weigh = rarity_of if sort == "weight" else lambda word: 1.0
    chosen = sorted(likely, key=lambda word: (-wanted[word] * weigh(word), word))[:top]
    spreads = {word: Spread(wanted[word], totals.size, totals.total) for word in chosen}
    for words in words_of_each(store, part):
        counted = Counter(word for word, kind in words if word in spreads and (every or kind == KEY))
        for word, count in counted.items():
            spreads[word].add(count, len(words))
    return [
        WordFrequency(
            word,
            wanted[word],
            round(wanted[word] * PER / totals.size, _DIGITS),
            spread.texts,
            round(spread.texts / totals.total, _DIGITS),
            spread.dp,
            spread.juilland_d,
            round(wanted[word] * rarity_of(word), _DIGITS),
        )
        for word, spread in spreads.items()
    ]


def totals_of(store: Store, part: Roles | None = None) -> Totals:
    """Return the words of all documents that are looked at together, or of their parts of one role."""
    require_words(store)
    if part is None and not is_narrowed(store):
        rows = list(store.rows("SELECT word, count, keys, documents FROM vocabulary"))
        size, total = store.row("SELECT coalesce(sum(words), 0), count(*) FROM tokens WHERE words > 0")
        return Totals(
            {word: count for word, count, _, _ in rows},
            {word: keys for word, _, keys, _ in rows},
            {word: documents for word, _, _, documents in rows},
            size,
            total,
        )
    counts: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    size = total = 0
    for words in words_of_each(store, part):
        counted = Counter(word for word, _ in words)
        counts.update(counted)
        keys.update(word for word, kind in words if kind == KEY)
        documents.update(counted.keys())
        size += len(words)
        total += bool(words)
    return Totals(counts, keys, documents, size, total)


def words_of_each(store: Store, part: Roles | None = None) -> Iterator[list[tuple[str, int]]]:
    """Yield the words of each document in order, each with its kind; of its parts of one role where that is given."""
    return ([token for token in tokens if token[1] != MARK] for _, tokens in tokens_of_each(store, part))


def tokens_of_each(store: Store, part: Roles | None = None) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """Yield the id of each document with its words and marks; between two of its parts stands a mark."""
    if part is None:
        for number, text, cut in cuts(store):
            yield number, list(cut.tokens(text))
        return
    for number, text, cut in cuts(store):
        tokens: list[tuple[str, int]] = []
        for each in stretches_in(store, number, part):
            tokens += [*cut.tokens(text, each.start, each.end), ("\n", MARK)]
        yield number, tokens


def stretches_in(store: Store, document: int, part: Roles) -> list[Stretch]:
    """Return the stretches of a document's body that are of the ``part``."""
    (written,) = store.one("SELECT stretches FROM bodies WHERE document = ?", document)
    with faults_of(store.name):
        return [each for each in stretches_from(written) if is_of(each.role, part)]


def rarity_of(word: str) -> float:
    """Return how rare a word is in official documents: near 0 for what all have, the most for what none is known to.

    >>> rarity_of("加强") < rarity_of("乡村") < rarity_of("量子计算")
    True
    """
    common = commonness()
    return log(1 / common.words.get(word, common.least))
