"""How terms fare over the years of a corpus: counted period by period, and found where they rise, fall, come or go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import erfc, log2, sqrt
from typing import Literal

from msgspec.structs import replace

from speechkit.corpus.ngrams import Gram, free_grams, grams_in, named_things, without_pieces
from speechkit.corpus.query import Speech, bodies_with, resolved, speeches, utf8
from speechkit.corpus.store import Store
from speechkit.keywords.keyness import log_likelihood, log_ratio
from speechkit.model import Record
from speechkit.phrases.glossary import load_glossary

TrendBy = Literal["year", "month"]
LENGTHS: dict[TrendBy, int] = {"year": 4, "month": 7}  # characters of a period, which a date begins with
PER = 10_000
Moving = Literal["rising", "falling", "new", "gone"]
TEMPERATURES = "沸烫热暖温冷"
CHANCE = 0.05  # the p-value from which on a move may be chance
LEAST_DOCUMENTS = 2  # documents that a term must stand in to be found
_LATE_SHARE = 0.1  # the share of all characters that what is new, or gone, is held against
MOST_CHARS = 1_000_000  # characters in which terms are looked for; of larger corpora one document in so many
NORMAL = 1.959964  # standard deviations within which 95 % of a normal distribution lie
_WHOLE = 4  # characters of a term from which on what it is a part of is not another term
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


def movers(
    store: Store,
    kind: Moving,
    by: TrendBy,
    top: int,
    since: str | None = None,
    *,
    alpha: float = CHANCE,
    least: int = LEAST_DOCUMENTS,
) -> list[tuple[str, Move]]:
    """Find the ``top`` terms that rise, fall, come or go since a period, the surest first.

    Terms are set phrases, words where the corpus has them, and stretches of 2 to 12 characters that are free on both
    sides and no mere pieces of longer ones. ``since`` is by default the middle period for what rises and falls, for
    what is new or gone the last from which on there is a tenth of the text. Each term stands in ``least`` documents,
    and its rates differ more than ``alpha`` lets pass by chance, corrected for all that are tested (G2, Dunning 1993;
    Benjamini and Hochberg 1995). What is new stands nowhere before, what is gone nowhere after. None is found where
    there is no text before or none since. In a large corpus the terms are looked for in a part of the documents
    (``MOST_CHARS``), and what is found is counted in all.
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
    sizes = {document: speech.chars for document, (speech, _) in dated.items()}
    found: list[tuple[str, Move]] = []
    likely, whole, known = _likely(store, kind, dated.keys(), later, chars, since, alpha=alpha, least=least)
    for term, q in likely:
        if term not in known and not named_things(whole, [term]):
            continue
        if any(len(each) >= _WHOLE and each in term for each, _ in found):
            continue  # 推动高质量发展, where 高质量发展 is there
        counted = {document: count for document, count in _stands(store, term) if document in dated}
        after = sum(count for document, count in counted.items() if document in later)
        move = _move(since, sum(counted.values()) - after, after, chars)
        if len(counted) >= least and _is(kind, move):
            found.append((term, replace(move, q=q, dp=deviation(counted, sizes))))
            if len(found) == top * _DOUBT:
                break
    return sorted(found, key=lambda each: _rank(*each))[:top]


def deviation(counts: Mapping[int, int], sizes: Mapping[int, int]) -> float:
    """Return how unevenly a term is spread over texts of these sizes, 0 to 1 (Gries' DP, 2008).

    >>> deviation({1: 5, 2: 5}, {1: 100, 2: 100}), deviation({1: 10}, {1: 100, 2: 100})
    (0.0, 0.5)
    """
    total, size = sum(counts.values()), sum(sizes.values())
    if not total or not size:
        return 0.0
    apart = (abs(counts.get(each, 0) / total - chars / size) for each, chars in sizes.items())
    return round(sum(apart) / 2, 4)


def interval_of(one: int, other: int, size: int, other_size: int) -> tuple[float | None, float | None]:
    """Return the ends of the 95 % interval of ``log_ratio``, None for one that has no end.

    It is that of the share of the places which are in the one text, after Wilson (1927).

    >>> interval_of(71, 0, 1000, 1000)
    (4.2081, None)
    """
    total = one + other
    if not total:
        return None, None
    share, square = one / total, NORMAL * NORMAL
    middle, spread = share + square / (2 * total), NORMAL * sqrt((share * (1 - share) + square / (4 * total)) / total)
    low, high = ((middle + sign * spread) / (1 + square / total) for sign in (-1, 1))
    sizes = log2(other_size / size)
    return (
        round(log2(low / (1 - low)) + sizes, 4) if one else None,
        round(log2(high / (1 - high)) + sizes, 4) if other else None,
    )


def corrected(p_values: Sequence[float]) -> list[float]:
    """Return the p-values corrected for as many tests, in their order (Benjamini and Hochberg 1995).

    >>> corrected([0.01, 0.04, 0.03, 0.5])
    [0.04, 0.05333333333333334, 0.05333333333333334, 0.5]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    found = [0.0] * len(p_values)
    lowest = 1.0
    for rank, at in enumerate(order):
        lowest = min(lowest, p_values[at] * len(p_values) / (len(p_values) - rank))
        found[at] = lowest
    return found


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
    store: Store,
    kind: Moving,
    dated: Collection[int],
    later: set[int],
    chars: Sequence[int],
    since: str,
    *,
    alpha: float,
    least: int,
) -> tuple[list[tuple[str, float]], str, set[str]]:
    """Return the terms that may be of the ``kind``, the first to be shown first, each with its corrected p-value.

    With them come the runs of Chinese characters that were looked through, and the terms that are known to be some.

    A set phrase may stand where it was not taken for one: how often a term really stands is for the caller to count.
    """
    wanted = set(dated)
    tested: dict[str, Gram] = {}
    for term, document, count in _stored(store):
        if document in wanted:
            entry = tested.setdefault(term, Gram())
            entry.documents += 1
            if document in later:
                entry.after += count
            else:
                entry.before += count
    known = set(tested) | {form for entry in load_glossary().entries for form in (entry.name, *entry.aliases)}
    looked_at = set(sorted(wanted)[:: -(-sum(chars) // MOST_CHARS)])
    bodies = store.rows("SELECT document, text FROM bodies ORDER BY document")
    whole, grams = grams_in((text, document in later) for document, text in bodies if document in looked_at)
    grams = {gram: entry for gram, entry in grams.items() if entry.documents >= least}
    free = free_grams(whole, grams.keys() - known)
    tested = {term: entry for term, entry in tested.items() if entry.documents >= least}
    # As it stands, and not only where it was taken for a set phrase.
    tested |= {gram: entry for gram, entry in grams.items() if gram in free or gram in known}
    moves = {term: _move(since, entry.before, entry.after, chars) for term, entry in tested.items()}
    qs = dict(zip(moves, corrected([move.p for move in moves.values()]), strict=True))
    likely = [term for term, move in moves.items() if qs[term] < alpha and _is(kind, move)]
    kept = without_pieces({term: tested[term].count for term in likely})
    kept |= {term for term in likely if term in known}
    ranked = sorted(kept, key=lambda term: _rank(term, moves[term]))
    return [(term, float(f"{qs[term]:.4g}")) for term in ranked], whole, known


def _rank(term: str, move: Move) -> tuple[float, float, str]:
    """What movers are ordered by: how many times the rate has changed at least, then how surely it has."""
    least = move.low if move.log_ratio > 0 else -move.high if move.high is not None else None
    return -(least if least is not None else 0.0), -move.g2, term


def _move(since: str, before: int, after: int, chars: Sequence[int]) -> Move:
    of_term = (after, before, chars[1], chars[0])
    g2, ratio = log_likelihood(*of_term), log_ratio(*of_term)
    ends = interval_of(after, before, chars[1], chars[0])
    return Move(since, before, after, round(g2, 4), float(f"{erfc(sqrt(g2 / 2)):.4g}"), round(ratio, 4), *ends)


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
    """Yield (term, document, count) of every set phrase, by its name where it has one, and of words not in Chinese.

    Words in Chinese are among the grams.
    """
    yield from store.rows(
        "SELECT COALESCE(name, text), document, COUNT(*) FROM slogans WHERE kind IN ('formula', 'motto') GROUP BY 1, 2"
    )
    for row in store.rows("SELECT word, document, count FROM words WHERE length(word) > 1"):
        if row[0].isascii() and not row[0].isdecimal():
            yield row


def _dated(store: Store, by: TrendBy) -> dict[int, tuple[Speech, str]]:
    """Return the documents whose date is known well enough, each with its period."""
    length = LENGTHS[by]
    return {
        number: (speech, speech.date[:length])
        for number, speech in speeches(store).items()
        if speech.date and len(speech.date) >= length
    }
