"""Collocates: the words that stand near a term more often than by chance, and how strongly they are bound to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2, sqrt
from typing import Literal

from speechkit.chars import SENTENCE_ENDS
from speechkit.corpus.body import Stretch
from speechkit.corpus.count import Key, key_column
from speechkit.corpus.frequencies import stretches_in, tokens_of_each, totals_of
from speechkit.corpus.query import candidates
from speechkit.corpus.statistics import log_dice, log_likelihood_of_pair
from speechkit.corpus.store import Store
from speechkit.corpus.terms import Finder, How, Query, in_code_points
from speechkit.corpus.tokens import KEY, MARK, Cut, cut_in, require_words
from speechkit.model import Record, Roles

__all__ = ["MEASURES", "WINDOW", "Collocate", "Measure", "collocates"]

Measure = Literal["log_dice", "mi", "t", "g2", "count"]
MEASURES: tuple[Measure, ...] = ("log_dice", "mi", "t", "g2", "count")
WINDOW = 5  # words on each side
LEAST = 3  # times that a collocate stands near the term
_DIGITS = 4
_ENDS = (*SENTENCE_ENDS, "\n", "?", "!", "；", ";")  # marks that no window reaches over


class Collocate(Record, frozen=True):
    """A word that stands ``count`` times near the term, ``left`` and ``right`` of it, in ``documents``.

    ``word_count`` is how often it stands at all, ``expected`` how often it would stand there by chance. ``log_dice``
    (Rychlý 2008), ``mi`` (Church and Hanks 1990), ``t`` (Church et al. 1991) and ``g2`` (Dunning 1993) say how strongly
    it is bound to the term. ``key`` is the period or other group of documents, None for all.
    """

    key: str | int | None
    word: str
    count: int
    left: int
    right: int
    documents: int
    word_count: int
    expected: float
    log_dice: float
    mi: float
    t: float
    g2: float


class _Group:
    """What is counted of one group of documents."""

    def __init__(self) -> None:
        self.left: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.keys: set[str] = set()
        self.hits = self.near = 0
        self.nodes: Counter[str] = Counter()  # words that the term itself stands in


def collocates(
    store: Store,
    query: Query,
    how: How,
    *,
    by: str | None = None,
    part: Roles | None = None,
    window: int | None = WINDOW,
    measure: Measure = "log_dice",
    top: int | None = None,
    least: int = LEAST,
    every: bool = False,
) -> list[Collocate]:
    """Return the ``top`` collocates of a term, those that the ``measure`` puts first; ``by`` a column, of each group.

    ``part`` looks at one part of each speech only.

    ``window`` is how many words on each side are near, within a sentence; None for all of the sentence. A word near two
    hits counts once. The words that the term itself stands in are not near it. Function words, numerals and single
    characters are no collocates unless ``every`` word is asked for; nor is what stands near fewer than ``least`` times,
    or no more often than by chance.
    Raises ``CorpusError`` where words are not kept, ``UsageError`` as ``Finder`` does.
    """
    require_words(store)
    key = key_column(store, by)
    groups: dict[Key, _Group] = {}
    finder = Finder(store, query, how)
    for document, of, body in candidates(store, finder.query, f"{key}, CAST(text AS BLOB)"):
        spans = list(in_code_points(finder.spans(document, body), body))
        if not spans:
            continue
        text, cut = body.decode(), cut_in(store, document)
        if part is not None:
            text, cut, spans = _only(text, cut, spans, stretches_in(store, document, part))
        if spans:
            _count(groups.setdefault(of, _Group()), text, cut, spans, window)
    found: list[Collocate] = []
    for of, (counts, size) in _marginals(store, key if by else None, groups, part).items():
        group = groups[of]
        rows = (
            _collocate(of, word, group, counts[word] - group.nodes[word], size - group.nodes.total())
            for word in group.left.keys() | group.right.keys()
            if group.left[word] + group.right[word] >= least and (every or word in group.keys)
        )
        near = (row for row in rows if row.count > row.expected)
        found += sorted(near, key=lambda row: (-getattr(row, measure), row.word))[:top]
    return found


def _only(
    text: str, cut: Cut, spans: Sequence[tuple[int, int]], stretches: Sequence[Stretch]
) -> tuple[str, Cut, list[tuple[int, int]]]:
    """Return what stands in the stretches: the hits that begin there, and for all other tokens the end of a line."""
    starts = (0, *cut.ends)
    inside = [
        any(each.start <= start and end <= each.end for each in stretches)
        for start, end in zip(starts, cut.ends, strict=False)
    ]
    kinds = bytes(kind if there else MARK for kind, there in zip(cut.kinds, inside, strict=True))
    pieces = (
        text[start:end] if there else "\n" * (end - start)
        for start, end, there in zip(starts, cut.ends, inside, strict=False)
    )
    kept = [span for span in spans if any(each.start <= span[0] < each.end for each in stretches)]
    return "".join(pieces), Cut(cut.ends, kinds, cut.borders), kept


def _count(group: _Group, text: str, cut: Cut, spans: Sequence[tuple[int, int]], window: int | None) -> None:
    """Count the words near the spans of one document."""
    ends, kinds = cut.ends, cut.kinds
    nodes = [range(bisect_right(ends, start), bisect_left(ends, end) + 1) for start, end in spans]
    of_nodes = {at for node in nodes for at in node if kinds[at] != MARK}
    left: set[int] = set()
    right: set[int] = set()
    for node in nodes:
        left.update(_near(text, cut, range(node[0] - 1, -1, -1), window, of_nodes))
        right.update(_near(text, cut, range(node[-1] + 1, len(ends)), window, of_nodes))
    right -= left
    seen: set[str] = set()
    for side, places in ((group.left, left), (group.right, right)):
        for at in places:
            word = text[ends[at - 1] if at else 0 : ends[at]]
            side[word] += 1
            seen.add(word)
            if kinds[at] == KEY:
                group.keys.add(word)
    group.documents.update(seen)
    group.near += len(left) + len(right)
    group.hits += len(spans)
    group.nodes.update(text[ends[at - 1] if at else 0 : ends[at]] for at in of_nodes)


def _near(text: str, cut: Cut, places: range, window: int | None, of_nodes: set[int]) -> Iterator[int]:
    """Yield the places of the words near a hit on one side, nearest first, up to the end of the sentence."""
    left = window
    for at in places:
        if cut.kinds[at] == MARK:
            if text[cut.ends[at - 1] if at else 0] in _ENDS:
                return
            continue
        if left == 0:
            return
        if left is not None:
            left -= 1
        if at not in of_nodes:
            yield at


def _marginals(
    store: Store, key: str | None, groups: dict[Key, _Group], part: Roles | None
) -> dict[Key, tuple[dict[str, int] | Counter[str], int]]:
    """Return how often each word stands in each group of documents, and how many words the group has."""
    if key is None:
        totals = totals_of(store, part)
        return {of: (dict(totals.counts), totals.size) for of in groups}
    wanted = {of: {*group.left, *group.right} for of, group in groups.items()}
    of_document = dict(store.rows(f"SELECT id, {key} FROM documents"))
    found: dict[Key, tuple[Counter[str], int]] = {}
    for document, tokens in tokens_of_each(store, part):
        of = of_document[document]
        if of in groups:
            counts, size = found.get(of, (Counter(), 0))
            words = [word for word, kind in tokens if kind != MARK]
            counts.update(word for word in words if word in wanted[of])
            found[of] = counts, size + len(words)
    return {of: found[of] for of in sorted(found, key=lambda of: (of is None, of))}


def _collocate(of: Key, word: str, group: _Group, count: int, size: int) -> Collocate:
    together = group.left[word] + group.right[word]
    expected = group.near * count / size
    return Collocate(
        of,
        word,
        together,
        group.left[word],
        group.right[word],
        group.documents[word],
        count,
        round(expected, _DIGITS),
        log_dice(together, group.hits, count),
        round(log2(together / expected), _DIGITS),
        round((together - expected) / sqrt(together), _DIGITS),
        log_likelihood_of_pair(together, group.near, count, size),
    )
