"""How terms fare over the years of a corpus: counted period by period, and found where they rise, fall, come or go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import erfc, sqrt
from typing import Literal

from speechkit.corpus.query import Speech, bodies_with, resolved, speeches, utf8
from speechkit.corpus.store import Store
from speechkit.keywords.keyness import log_likelihood, log_ratio
from speechkit.model import Record

TrendBy = Literal["year", "month"]
LENGTHS: dict[TrendBy, int] = {"year": 4, "month": 7}  # characters of a period, which a date begins with
PER = 10_000
Moving = Literal["rising", "falling", "new", "gone"]
TEMPERATURES = "沸烫热暖温冷"
CHANCE = 0.05  # the p-value from which on a move may be chance
_LEAST_DOCUMENTS = 2  # documents that a term must stand in to be found
_LATE_SHARE = 0.1  # the share of all characters that what is new, or gone, is held against
_DOUBT = 2  # times as many terms as are asked for are counted exactly, for that may change their order


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
    """How surely a term is more frequent from ``since`` on than before: G2, its p-value, and the log-ratio of rates."""

    since: str
    before: int
    after: int
    g2: float
    p: float
    log_ratio: float


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


def trends(
    store: Store, terms: Sequence[str], by: TrendBy, thresholds: Sequence[float], moves: Sequence[Move | None] = ()
) -> list[Trend]:
    """Return the trend of every term, counted as ``counts`` does; documents without a date are left out.

    ``thresholds`` are five shares of documents, descending: from the first on a term is 沸, below the last 冷. Raises
    ``UsageError`` where a term is empty.
    """
    dated = _dated(store, by)
    sizes: dict[str, tuple[int, int]] = {}
    for speech, period in dated.values():
        of, chars = sizes.get(period, (0, 0))
        sizes[period] = of + 1, chars + speech.chars
    found = []
    for number, term in enumerate(dict.fromkeys(terms)):
        counts: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        for document, count in _stands(store, resolved(store, term)):
            if document in dated:
                counts[dated[document][1]] += count
                documents[dated[document][1]] += 1
        points = tuple(Point(period, counts[period], documents[period], *sizes[period]) for period in sorted(sizes))
        having = [point.period for point in points if point.count]
        share = sum(documents.values()) / len(dated) if dated else 0.0
        move = moves[number] if number < len(moves) else None
        first, last = (having[0], having[-1]) if having else (None, None)
        found.append(Trend(term, points, first, last, share, temperature(share, thresholds), move))
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


def movers(store: Store, kind: Moving, by: TrendBy, top: int, since: str | None = None) -> list[tuple[str, Move]]:
    """Find the ``top`` set phrases, and words where the corpus has them, that rise, fall, come or go since a period.

    ``since`` is that period; by default the middle one for what rises and falls, for what is new or gone the last from
    which on there is a tenth of the text. Each term stands in two documents at least, and its rates differ by less than
    one chance in twenty (G2, Dunning 1993), which is said of every term by itself: of a thousand, fifty pass by chance.
    What is new stands nowhere before, what is gone nowhere after. The surest come first. None is found where there is
    no text before or none since.
    """
    dated = _dated(store, by)
    if len({period for _, period in dated.values()}) < 2:
        return []
    since = since or _turn(dated.values(), kind)
    later = {document for document, (_, period) in dated.items() if period >= since}
    chars = [0, 0]
    for document, (speech, _) in dated.items():
        chars[document in later] += speech.chars
    if 0 in chars:
        return []
    found = []
    for term in _likely(store, kind, dated.keys(), later, chars, since):
        counted = [(document, count) for document, count in _stands(store, term) if document in dated]
        after = sum(count for document, count in counted if document in later)
        move = _move(since, sum(count for _, count in counted) - after, after, chars)
        if len(counted) >= _LEAST_DOCUMENTS and _is(kind, move):
            found.append((term, move))
            if len(found) == top * _DOUBT:
                break
    return sorted(found, key=lambda each: (-each[1].g2, each[0]))[:top]


def _turn(dated: Iterable[tuple[Speech, str]], kind: Moving) -> str:
    """Return the period that a move is told from where nobody says which."""
    sizes: Counter[str] = Counter()
    for speech, period in dated:
        sizes[period] += speech.chars
    first, *periods = sorted(sizes)
    if kind in ("rising", "falling"):
        return [first, *periods][len(sizes) // 2]
    late = accumulate(sizes[period] for period in reversed(periods))
    least = _LATE_SHARE * sizes.total()
    found = (period for period, size in zip(reversed(periods), late, strict=True) if size >= least)
    return next(found, periods[0])


def _likely(
    store: Store, kind: Moving, dated: Iterable[int], later: set[int], chars: Sequence[int], since: str
) -> list[str]:
    """Return the terms that may be of the ``kind``, by what was found when documents were added, the surest first.

    A set phrase may stand where it was not taken for one: how often a term really stands is for the caller to count.
    """
    dated = set(dated)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for term, document, count in _stored(store):
        if document in dated:
            (after if document in later else before)[term] += count
    moves = ((term, _move(since, before[term], after[term], chars)) for term in before.keys() | after.keys())
    likely = [(term, move) for term, move in moves if _is(kind, move)]
    return [term for term, _ in sorted(likely, key=lambda each: (-each[1].g2, each[0]))]


def _move(since: str, before: int, after: int, chars: Sequence[int]) -> Move:
    of_term = (after, before, chars[1], chars[0])
    g2 = log_likelihood(*of_term)
    return Move(since, before, after, round(g2, 4), float(f"{erfc(sqrt(g2 / 2)):.4g}"), round(log_ratio(*of_term), 4))


def _is(kind: Moving, move: Move) -> bool:
    if move.p >= CHANCE:
        return False
    if kind in ("new", "gone"):
        return not (move.before if kind == "new" else move.after)
    return (move.log_ratio > 0) == (kind == "rising")


def _stands(store: Store, term: str) -> Iterator[tuple[int, int]]:
    """Yield the documents whose bodies hold the term, and how often."""
    needle = utf8(term)
    return ((document, body.count(needle)) for document, body in bodies_with(store, term))


def _stored(store: Store) -> Iterator[tuple[str, int, int]]:
    """Yield (term, document, count) of every set phrase, by its name where it has one, and of every other word."""
    phrases = set()
    for row in store.rows(
        "SELECT COALESCE(name, text), document, COUNT(*) FROM slogans WHERE kind IN ('formula', 'motto') GROUP BY 1, 2"
    ):
        phrases.add(row[0])
        yield row
    for row in store.rows("SELECT word, document, count FROM words WHERE length(word) > 1"):
        if row[0] not in phrases:
            yield row


def _dated(store: Store, by: TrendBy) -> dict[int, tuple[Speech, str]]:
    """Return the documents whose date is known well enough, each with its period."""
    length = LENGTHS[by]
    return {
        number: (speech, speech.date[:length])
        for number, speech in speeches(store).items()
        if speech.date and len(speech.date) >= length
    }
