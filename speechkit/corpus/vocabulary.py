"""The words of all bodies together, kept up as documents come and go: what keyness and word lists are counted from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from speechkit.corpus.store import Store, faults_of
from speechkit.corpus.tokens import KEY, unpacked

__all__ = ["WordCount", "Words", "add_words", "counts_in", "forget_words", "put_words"]

WordCount = tuple[str, int, int]  # a word, how often it stands, how often as one that may be a keyword


class Words(msgspec.Struct, frozen=True, array_like=True):
    """How many words a body has, how it is cut (``tokens.packed``), and what words these are."""

    total: int
    lengths: bytes
    counts: tuple[WordCount, ...]


def counts_in(words: Iterable[tuple[str, int]]) -> tuple[WordCount, ...]:
    """Return how often each of the words stands, which come with their kinds.

    >>> counts_in([("发展", KEY), ("的", 64), ("发展", KEY)])
    (('发展', 2, 2), ('的', 1, 0))
    """
    found: dict[str, list[int]] = {}
    for word, kind in words:
        entry = found.setdefault(word, [0, 0])
        entry[0] += 1
        entry[1] += kind == KEY
    return tuple((word, count, keys) for word, (count, keys) in sorted(found.items()))


def put_words(store: Store, document: int, words: Words) -> None:
    """Keep how a body is cut, and count its words. The caller commits."""
    store.run("INSERT INTO tokens VALUES (?, ?, ?)", (document, words.total, words.lengths))
    add_words(store, words.counts)


def add_words(store: Store, counts: Sequence[WordCount]) -> None:
    """Count the words of one document more."""
    store.run_many(
        """INSERT INTO vocabulary VALUES (?, ?, ?, 1) ON CONFLICT (word) DO UPDATE SET
        count = count + excluded.count, keys = keys + excluded.keys, documents = documents + 1""",
        counts,
    )


def forget_words(store: Store, document: int) -> None:
    """Take what ``put_words`` counted of a document out of the counts again. The caller commits."""
    kept = store.row("SELECT text, lengths FROM bodies JOIN tokens USING (document) WHERE document = ?", (document,))
    if kept is None:
        return
    text, lengths = kept
    with faults_of(store.name):
        cut = unpacked(lengths)
    counts = counts_in(cut.words(text))
    store.run_many(
        "UPDATE vocabulary SET count = count - ?, keys = keys - ?, documents = documents - 1 WHERE word = ?",
        [(count, keys, word) for word, count, keys in counts],
    )
    store.run_many("DELETE FROM vocabulary WHERE word = ? AND documents = 0", [(word,) for word, _, _ in counts])
