"""How terms fare over the years of a corpus, counted period by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from speechkit.corpus.count import stretch_sizes, tallies
from speechkit.corpus.query import Speech, bodies_with, speeches, utf8
from speechkit.corpus.store import Store
from speechkit.corpus.terms import ConceptForm, Finder, How, Query
from speechkit.model import Record, Roles, is_of
from speechkit.temperatures import TEMPERATURES, temperature

TrendBy = Literal["year", "month"]
LENGTHS: dict[TrendBy, int] = {"year": 4, "month": 7}  # characters of a period, which a date begins with
PER = 10_000
_PLAINLY = How()


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
    highest of any period and ``hottest`` are those that have it, none where it is 冷 throughout. Of a ``concept`` of
    the glossary, ``form`` says whether it is all of its forms together, its name, an alias or a member.
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
    concept: str | None = None
    form: ConceptForm | None = None


def trends(
    store: Store,
    queries: Iterable[Query],
    by: TrendBy,
    thresholds: Sequence[float],
    *,
    part: Roles | None = None,
    how: How = _PLAINLY,
) -> list[Trend]:
    """Return the trend of every query, counted as ``counts`` does; documents without a date are left out.

    ``thresholds`` are five shares of documents, descending: from the first on a term is 沸, below the last 冷. Raises
    ``UsageError`` where a term is empty.
    """
    period = f"substr(date, 1, {LENGTHS[by]})"
    dated = f"CASE WHEN length(date) >= {LENGTHS[by]} THEN {period} END"
    sizes = _sizes(store, dated, part)
    total = sum(of for of, _ in sizes.values())
    found = []
    for query in queries:
        counts = tallies(store, Finder(store, query, how), dated, part)
        points = tuple(_point(each, *counts.get(each, (0, 0)), *sizes[each], thresholds) for each in sorted(sizes))
        having = [point.period for point in points if point.count]
        share = sum(point.documents for point in points) / total if total else 0.0
        first, last = (having[0], having[-1]) if having else (None, None)
        peak, hottest = _hottest(points)
        overall = temperature(share, thresholds)
        found.append(
            Trend(query.term, points, first, last, share, overall, None, peak, hottest, query.concept, query.form)
        )
    return found


def _point(period: str, count: int, documents: int, of: int, chars: int, thresholds: Sequence[float]) -> Point:
    return Point(period, count, documents, of, chars, temperature(documents / of, thresholds))


def _sizes(store: Store, dated: str, part: Roles | None) -> dict[str, tuple[int, int]]:
    """Return how many documents and characters each period has."""
    chars: dict[str, int] = {}
    if part is not None:
        of_part: Counter[Any] = Counter()
        for key, role, size in stretch_sizes(store, dated):
            if is_of(role, part):
                of_part[key] += size
        chars = dict(of_part)
    rows = store.rows(f"SELECT {dated}, count(*), sum(body_chars) FROM documents GROUP BY 1")
    return {
        period: (of, size if part is None else chars.get(period, 0)) for period, of, size in rows if period is not None
    }


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
