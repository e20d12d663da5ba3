"""Word lists: how often each word stands, in how many documents, and how evenly it is spread over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from speechkit.corpus.query import stretches_from
from speechkit.corpus.statistics import Spread
from speechkit.corpus.store import Store, faults_of
from speechkit.corpus.tokens import KEY, cuts, require_words
from speechkit.corpus.where import is_narrowed
from speechkit.model import Record, Roles, is_of

__all__ = ["PER", "Totals", "WordFrequency", "totals_of", "word_list", "words_of_each"]

PER = 10_000  # words that a rate is of
_DIGITS = 4


class WordFrequency(Record, frozen=True):
    """A word that stands ``count`` times, ``per_10k`` words, in ``documents``, a ``share`` of all.

    ``dp`` is how unevenly the documents have it, 0 to 1 (Gries' deviation of proportions, 2008), ``juilland_d`` how
    evenly, at most 1 (Juilland's D, of rates by document). Sizes are words, marks left out.
    """

    word: str
    count: int
    per_10k: float
    documents: int
    share: float
    dp: float
    juilland_d: float


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
    store: Store, *, top: int | None = None, least: int = 1, every: bool = False, part: Roles | None = None
) -> list[WordFrequency]:
    """Return the ``top`` words by how often they stand, then by their characters, of those in ``least`` documents.

    Function words, numerals and single characters are left out, unless ``every`` word is asked for; set phrases and
    names of offices are one word each. Raises ``CorpusError`` where the words of a document are not kept.
    """
    totals = totals_of(store, part)
    wanted = totals.counts if every else totals.keys
    likely = (word for word, count in wanted.items() if count and totals.documents[word] >= least)
    chosen = sorted(likely, key=lambda word: (-wanted[word], word))[:top]
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
    if part is None:
        for _, text, cut in cuts(store):
            yield list(cut.words(text))
        return
    stretches = store.rows("SELECT stretches FROM bodies JOIN tokens USING (document) ORDER BY document")
    for (_, text, cut), (written,) in zip(cuts(store), stretches, strict=True):
        with faults_of(store.name):
            wanted = [each for each in stretches_from(written) if is_of(each.role, part)]
        yield [word for each in wanted for word in cut.words(text, each.start, each.end)]
