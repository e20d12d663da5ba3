"""How terms fare over the years of a corpus, counted period by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from speechkit.corpus.query import Speech, bodies_with, resolved, speeches, utf8
from speechkit.corpus.store import Store
from speechkit.model import Record

TrendBy = Literal["year", "month"]
LENGTHS: dict[TrendBy, int] = {"year": 4, "month": 7}  # characters of a period, which a date begins with
PER = 10_000
TEMPERATURES = "沸烫热暖温冷"


class Point(Record, frozen=True):
    """One period, such as 2022 or 2022-03: the term stands ``count`` times in ``documents`` of its ``of`` documents.

    ``chars`` are the code points of all of these.
    """

    period: str
    count: int
    documents: int
    of: int
    chars: int

    @property
    def share(self) -> float:
        """Return the share of the period's documents that have the term, 0 to 1."""
        return self.documents / self.of if self.of else 0.0

    @property
    def per_10k(self) -> float:
        """Return how often the term stands in 10,000 characters."""
        return self.count * PER / self.chars if self.chars else 0.0


class Move(Record, frozen=True):
    """How surely a term is more frequent from ``since`` on than before: G2, its p-value, and the log-ratio of rates.

    ``low`` and ``high`` are the ends of the ratio's 95 % interval, None where it has none on that side. ``q`` is the
    p-value corrected for all terms that were tested with it (Benjamini and Hochberg 1995), ``dp`` how unevenly the
    documents have the term, 0 to 1 (Gries' deviation of proportions, 2008).
    """

    since: str
    before: int
    after: int
    g2: float
    p: float
    log_ratio: float
    low: float | None = None
    high: float | None = None
    q: float = 1.0
    dp: float = 0.0


class Trend(Record, frozen=True):
    """A term in all periods of a corpus; ``first`` and ``last`` are those that have it, None where none does.

    ``temperature`` is one of 沸烫热暖温冷, by the ``share`` of all dated documents that have the term.
    """

    term: str
    points: tuple[Point, ...]
    first: str | None
    last: str | None
    share: float
    temperature: str
    move: Move | None = None


def trends(store: Store, terms: Sequence[str], by: TrendBy, thresholds: Sequence[float]) -> list[Trend]:
    """Return the trend of every term, counted as ``counts`` does; documents without a date are left out.

    ``thresholds`` are five shares of documents, descending: from the first on a term is 沸, below the last 冷. Raises
    ``UsageError`` where a term is empty.
    """
    dated = dated_speeches(store, by)
    sizes: dict[str, tuple[int, int]] = {}
    for speech, period in dated.values():
        of, chars = sizes.get(period, (0, 0))
        sizes[period] = of + 1, chars + speech.chars
    found = []
    for term in dict.fromkeys(terms):
        counts: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        for document, count in stands_in(store, resolved(store, term)):
            if document in dated:
                counts[dated[document][1]] += count
                documents[dated[document][1]] += 1
        points = tuple(Point(period, counts[period], documents[period], *sizes[period]) for period in sorted(sizes))
        having = [point.period for point in points if point.count]
        share = sum(documents.values()) / len(dated) if dated else 0.0
        first, last = (having[0], having[-1]) if having else (None, None)
        found.append(Trend(term, points, first, last, share, temperature(share, thresholds)))
    return found


def undated(store: Store, by: TrendBy) -> int:
    """Return how many documents have no date, or one that is not exact enough, and so are in no trend."""
    (count,) = store.row("SELECT count(*) FROM documents WHERE date IS NULL OR length(date) < ?", (LENGTHS[by],))
    return int(count)


def temperature(share: float, thresholds: Sequence[float]) -> str:
    """Return one of 沸烫热暖温冷: the first whose threshold the share of documents reaches."""
    return next(
        (name for name, least in zip(TEMPERATURES, thresholds, strict=False) if share >= least), TEMPERATURES[-1]
    )


def stands_in(store: Store, term: str) -> Iterator[tuple[int, int]]:
    """Yield the documents whose bodies hold the term, and how often."""
    needle = utf8(term)
    return ((document, body.count(needle)) for document, body in bodies_with(store, term))


def dated_speeches(store: Store, by: TrendBy) -> dict[int, tuple[Speech, str]]:
    """Return the documents whose date is known well enough, each with its period."""
    length = LENGTHS[by]
    return {
        number: (speech, speech.date[:length])
        for number, speech in speeches(store).items()
        if speech.date and len(speech.date) >= length
    }
