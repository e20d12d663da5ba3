"""How a term is spread: where it stands in each document, and how evenly over all of them."""

from __future__ import annotations

from speechkit.corpus.query import candidates
from speechkit.corpus.statistics import Spread
from speechkit.corpus.store import Store
from speechkit.corpus.terms import Finder, How, Query, in_code_points
from speechkit.model import Record

__all__ = ["Dispersion", "DocumentPlot", "dispersion"]

PER = 10_000  # characters that a rate is of
_DIGITS = 4


class DocumentPlot(Record, frozen=True):
    """A document that has the term: ``places`` are where, as shares of its body, 0 to 1, ascending."""

    document: str
    date: str | None
    count: int
    chars: int
    per_10k: float
    places: tuple[float, ...]


class Dispersion(Record, frozen=True):
    """How a term is spread over a corpus: it stands ``count`` times in ``documents`` of its ``of`` documents.

    ``dp`` is how unevenly, 0 to 1 (Gries 2008), ``juilland_d`` how evenly, at most 1; sizes are characters of bodies.
    ``plots`` are the documents that have it, by date, undated ones last; ``places`` its hits in all documents one after
    the other in that order, those that lack it among them, as shares of the whole.
    """

    term: str
    count: int
    documents: int
    of: int
    chars: int
    per_10k: float
    dp: float
    juilland_d: float
    places: tuple[float, ...]
    plots: tuple[DocumentPlot, ...]


def dispersion(store: Store, query: Query, how: How) -> Dispersion:
    """Return how a term is spread. Raises ``UsageError`` where it is empty, as ``Finder`` does."""
    finder = Finder(store, query, how)
    order = list(store.rows("SELECT id, name, date, body_chars FROM documents ORDER BY date IS NULL, date, id"))
    found: dict[int, list[int]] = {}
    for document, body in candidates(store, finder.query):
        if starts := [start for start, _ in in_code_points(finder.spans(document, body), body)]:
            found[document] = starts
    chars = sum(size for *_, size in order)
    count = sum(map(len, found.values()))
    spread = Spread(count, chars, sum(1 for *_, size in order if size))
    plots: list[DocumentPlot] = []
    places: list[float] = []
    before = 0
    for document, name, date, size in order:
        if starts := found.get(document, []):
            spread.add(len(starts), size)
            rate = round(len(starts) * PER / size, _DIGITS)
            shares = tuple(round(start / size, _DIGITS) for start in starts)
            plots.append(DocumentPlot(name, date, len(starts), size, rate, shares))
            places += [round((before + start) / chars, _DIGITS) for start in starts]
        before += size
    return Dispersion(
        query.term,
        count,
        len(plots),
        len(order),
        chars,
        round(count * PER / chars, _DIGITS) if chars else 0.0,
        spread.dp,
        spread.juilland_d,
        tuple(places),
        tuple(plots),
    )
