"""Terms that move: found where they rise, fall, come or go between the earlier and the later texts of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from math import erfc, sqrt
from typing import Literal

from msgspec.structs import replace

from speechkit.corpus.ngrams import Gram, free_grams, grams_in, named_things, without_pieces
from speechkit.corpus.query import Speech
from speechkit.corpus.statistics import corrected, deviation, interval_of
from speechkit.corpus.store import Store
from speechkit.corpus.trend import Move, TrendBy, dated_speeches, stands_in
from speechkit.keywords.keyness import log_likelihood, log_ratio
from speechkit.phrases.glossary import load_glossary

__all__ = ["CHANCE", "LEAST_DOCUMENTS", "Moving", "movers"]

Moving = Literal["rising", "falling", "new", "gone"]
CHANCE = 0.05  # how likely by chance a move may be, where nobody says
LEAST_DOCUMENTS = 2  # documents that a term must stand in to be found
MOST_CHARS = 1_000_000  # characters in which terms are looked for; of larger corpora one document in so many
_LATE_SHARE = 0.1  # the share of all characters that what is new, or gone, is held against
_WHOLE = 4  # characters of a term from which on what it is a part of is not another term
_DOUBT = 2  # times as many terms as are asked for are counted exactly, for that may change their order


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
    dated = dated_speeches(store, by)
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
        counted = {document: count for document, count in stands_in(store, term) if document in dated}
        after = sum(count for document, count in counted.items() if document in later)
        move = _move(since, sum(counted.values()) - after, after, chars)
        if len(counted) >= least and move.p <= alpha and _is(kind, move):
            found.append((term, replace(move, q=q, dp=deviation(counted, sizes))))
            if len(found) == top * _DOUBT:
                break
    return sorted(found, key=lambda each: _rank(*each))[:top]


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
    likely = [term for term, move in moves.items() if qs[term] <= alpha and _is(kind, move)]
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
    if kind in ("new", "gone"):
        return not (move.before if kind == "new" else move.after)
    return (move.log_ratio > 0) == (kind == "rising")


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
