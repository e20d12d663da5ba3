"""How terms fare over the years of a corpus: counted period by period, and found where they rise, fall, come or go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import erfc, sqrt
from typing import Literal

from speechkit.corpus.query import Speech, candidates, resolved, speeches, utf8
from speechkit.corpus.store import Corpus
from speechkit.extract.keywords.keyness import log_likelihood, log_ratio
from speechkit.renderers.trend.rows import By, Move, Point, Trend

Moving = Literal["rising", "falling", "new", "gone"]
TEMPERATURES = "沸烫热暖温冷"
SURE = 0.05  # the p-value from which on a move may be chance
_LEAST = 2  # documents that a term must stand in to be found


def trends(
    corpus: Corpus, terms: Sequence[str], by: By, thresholds: Sequence[float], moves: Sequence[Move | None] = ()
) -> list[Trend]:
    """The trend of every term, counted as ``counts`` does; documents without a date are left out.

    ``thresholds`` are five shares of documents, descending: from the first on a term is 沸, below the last 冷. Raises
    ``UsageError`` where a term is empty.
    """
    dated = _dated(corpus, by)
    sizes: dict[str, tuple[int, int]] = {}
    for speech, period in dated.values():
        of, chars = sizes.get(period, (0, 0))
        sizes[period] = of + 1, chars + speech.chars
    found = []
    for number, term in enumerate(dict.fromkeys(terms)):
        counts: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        needle = utf8(resolved(corpus, term))
        for document, body in candidates(corpus, resolved(corpus, term)):
            if document in dated and (count := body.count(needle)):
                counts[dated[document][1]] += count
                documents[dated[document][1]] += 1
        points = tuple(Point(period, counts[period], documents[period], *sizes[period]) for period in sorted(sizes))
        having = [point.period for point in points if point.count]
        share = sum(documents.values()) / len(dated) if dated else 0.0
        move = moves[number] if number < len(moves) else None
        first, last = (having[0], having[-1]) if having else (None, None)
        found.append(Trend(term, points, first, last, share, temperature(share, thresholds), move))
    return found


def temperature(share: float, thresholds: Sequence[float]) -> str:
    """One of 沸烫热暖温冷: the first whose threshold the share of documents reaches."""
    return next(
        (name for name, least in zip(TEMPERATURES, thresholds, strict=False) if share >= least), TEMPERATURES[-1]
    )


def movers(corpus: Corpus, kind: Moving, by: By, top: int, since: str | None = None) -> list[tuple[str, Move]]:
    """The ``top`` set phrases, and words where the corpus has them, that rise, fall, come or go from ``since`` on.

    ``since`` is a period; by default the middle one for what rises and falls, the last one for what is new or gone.
    Each stands in two documents at least. What rises or falls does so by less than one chance in twenty (G2, Dunning
    1993), the surest first; what is new stands nowhere before, what is gone nowhere after, the most frequent first.
    """
    dated = _dated(corpus, by)
    periods = sorted({period for _, period in dated.values()})
    if not periods:
        return []
    since = since or periods[len(periods) // 2 if kind in ("rising", "falling") else -1]
    later = {document for document, (_, period) in dated.items() if period >= since}
    chars = [0, 0]
    for document, (speech, _) in dated.items():
        chars[document in later] += speech.chars
    if 0 in chars:
        return []
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for term, document, count in _stood(corpus):
        if document in dated:
            (after if document in later else before)[term] += count
            documents[term] += 1
    found = []
    for term in (term for term, number in documents.items() if number >= _LEAST):
        of_term = (after[term], before[term], chars[1], chars[0])
        g2, ratio = log_likelihood(*of_term), log_ratio(*of_term)
        move = Move(since, before[term], after[term], round(g2, 4), round(erfc(sqrt(g2 / 2)), 6), round(ratio, 4))
        if _is(kind, move):
            found.append((term, move))
    return sorted(found, key=lambda each: (-_weight(kind, each[1]), each[0]))[:top]


def _weight(kind: Moving, move: Move) -> float:
    return move.after if kind == "new" else move.before if kind == "gone" else move.g2


def _is(kind: Moving, move: Move) -> bool:
    if kind == "new":
        return not move.before
    if kind == "gone":
        return not move.after
    return move.p < SURE and (move.log_ratio > 0) == (kind == "rising")


def _stood(corpus: Corpus) -> Iterable[tuple[str, int, int]]:
    """(term, document, count) of every set phrase, by its name where it has one, and of every word that is stored."""
    yield from corpus.rows(
        "SELECT COALESCE(name, text), document, COUNT(*) FROM slogans WHERE kind IN ('formula', 'motto') GROUP BY 1, 2"
    )
    yield from corpus.rows("SELECT word, document, count FROM words WHERE length(word) > 1")


def _dated(corpus: Corpus, by: By) -> dict[int, tuple[Speech, str]]:
    """The documents whose date is known well enough, each with its period."""
    length = 4 if by == "year" else 7
    return {
        number: (speech, speech.date[:length])
        for number, speech in speeches(corpus).items()
        if speech.date and len(speech.date) >= length
    }
