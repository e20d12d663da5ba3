"""How terms fare over the years of a corpus, counted period by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from speechkit.corpus.query import Speech, bodies_with, resolved, speeches, utf8
from speechkit.corpus.store import Store
from speechkit.model import Record
from speechkit.temperatures import TEMPERATURES, temperature

TrendBy = Literal["year", "month"]
LENGTHS: dict[TrendBy, int] = {"year": 4, "month": 7}  # characters of a period, which a date begins with
PER = 10_000


class Point(Record, frozen=True):
    """One period, such as 2022 or 2022-03: the term stands ``count`` times in ``documents`` of its ``of`` documents.

    ``chars`` are the code points of all of these; ``temperature`` is one of 沸烫热暖温冷, by their share with the term.
    """

    period: str
    count: int
    documents: int
    of: int
    chars: int
    temperature: str = ""

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

    ``temperature`` is one of 沸烫热暖温冷, by the ``share`` of all dated documents that have the term; ``peak`` is the
    highest of any period and ``hottest`` are those that have it, none where it is 冷 throughout.
    """

    term: str
    points: tuple[Point, ...]
    first: str | None
    last: str | None
    share: float
    temperature: str
    move: Move | None = None
    peak: str = ""
    hottest: tuple[str, ...] = ()


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
        points = tuple(
            Point(period, counts[period], documents[period], of, chars, temperature(documents[period] / of, thresholds))
            for period, (of, chars) in sorted(sizes.items())
        )
        having = [point.period for point in points if point.count]
        share = sum(documents.values()) / len(dated) if dated else 0.0
        first, last = (having[0], having[-1]) if having else (None, None)
        peak, hottest = _hottest(points)
        overall = temperature(share, thresholds)
        found.append(Trend(term, points, first, last, share, overall, peak=peak, hottest=hottest))
    return found


def _hottest(points: Sequence[Point]) -> tuple[str, tuple[str, ...]]:
    """The highest of the temperatures and the periods that have it, none where all are the lowest."""
    peak = min((point.temperature for point in points), key=TEMPERATURES.index, default=TEMPERATURES[-1])
    hottest = tuple(point.period for point in points if point.temperature == peak != TEMPERATURES[-1])
    return peak, hottest


def undated(store: Store, by: TrendBy) -> int:
    """Return how many documents have no date, or one that is not exact enough, and so are in no trend."""
    (count,) = store.row("SELECT count(*) FROM documents WHERE date IS NULL OR length(date) < ?", (LENGTHS[by],))
    return int(count)


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
