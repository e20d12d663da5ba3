"""Terms that move: found where they rise, fall, come or go between the earlier and the later texts of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import log2
from random import Random
from typing import Literal

import msgspec

from speechkit.corpus.count import occurrences
from speechkit.corpus.ngrams import PIECE, without_pieces
from speechkit.corpus.query import Speech
from speechkit.corpus.rules import ngram_rules
from speechkit.corpus.statistics import chance_of, corrected, deviation, interval_of
from speechkit.corpus.store import Store
from speechkit.corpus.tallies import Tally, tallied
from speechkit.corpus.termhood import Candidate, known_terms, runs_that_may_be, with_phrases
from speechkit.corpus.terms import Finder, How, Query
from speechkit.corpus.tokens import require_words
from speechkit.corpus.trend import Move, TrendBy, dated_speeches
from speechkit.keywords.keyness import log_likelihood, log_ratio
from speechkit.phrases.glossary import Glossary, load_glossary

__all__ = ["CHANCE", "LEAST_DOCUMENTS", "Moving", "movers"]

Moving = Literal["rising", "falling", "new", "gone"]
CHANCE = 0.05  # how likely by chance a move may be, where nobody says
LEAST_DOCUMENTS = 2  # documents that a term must stand in to be found
MOST_CHARS = 500_000  # characters on either side in which terms are looked for; of more text one document in so many
_LATE_SHARE = 0.1  # the share of all characters that what is new, or gone, is held against
_WHOLE, _WHOLE_KNOWN = 4, 3  # characters of a term, and of a known one, from which on what has it is no other term
_FEW = 3  # places of a known term in a part of the texts that do not tell how it moves in all
_PROMISING = 10  # times as many terms as are asked for that are counted in all, where not all are


class Sides(msgspec.Struct, frozen=True):
    """Dated documents, by their numbers: how many characters each has, and which are of the later side.

    They are in the order of their dates.
    """

    sizes: dict[int, int]
    later: frozenset[int]

    @staticmethod
    def of(dated: Mapping[int, tuple[Speech, str]], since: str) -> Sides:
        """Return the sides of what is dated before the period ``since``, and from then on."""
        in_order = sorted(dated.items(), key=lambda item: (item[1][0].date or "", item[0]))
        later = frozenset(document for document, (_, period) in in_order if period >= since)
        return Sides({document: speech.chars for document, (speech, _) in in_order}, later)

    @property
    def chars(self) -> tuple[int, int]:
        """Return how many characters the earlier and the later side have."""
        after = sum(size for document, size in self.sizes.items() if document in self.later)
        return sum(self.sizes.values()) - after, after

    def part(self) -> Sides:
        """Return a part of each side, of about ``MOST_CHARS`` characters at most: of so many documents in a row one.

        Which one is left to chance, the same each time, for every fourth may be of the same kind.
        """
        chance = Random(0)
        kept: dict[int, int] = {}
        for chars, wanted in zip(self.chars, (False, True), strict=True):
            side = [document for document in self.sizes if (document in self.later) == wanted]
            step = -(-chars // MOST_CHARS) or 1
            rows = (side[at : at + step] for at in range(0, len(side), step))
            kept |= {document: self.sizes[document] for document in map(chance.choice, rows)}
        return Sides(kept, self.later & kept.keys())


class Tested(msgspec.Struct, frozen=True):
    """The terms that were counted in all texts, what speaks for each, and how many were tested with them."""

    tallies: dict[str, Tally]
    candidates: dict[str, Candidate]
    tests: int


def movers(
    store: Store,
    kind: Moving,
    by: TrendBy,
    top: int,
    since: str | None = None,
    *,
    alpha: float = CHANCE,
    least: int = LEAST_DOCUMENTS,
    glossary: Glossary | None = None,
) -> list[tuple[str, Move]]:
    """Find the ``top`` terms that rise, fall, come or go since a period, the first to be looked at first.

    Terms are the glossary's, those of data/terms.yaml, set phrases, and runs of words of 2 to 12 characters that are
    free on both sides and no mere pieces of longer ones. ``since`` is by default the middle period for what rises and
    falls, for what is new or gone the last from which on there is a tenth of the text. Each term stands in ``least``
    documents, and its rates differ more than ``alpha`` lets pass by chance, corrected for all that are tested (G2,
    Dunning 1993; Benjamini and Hochberg 1995). What is new stands nowhere before, what is gone nowhere after. None is
    found where there is no text before or none since. What comes first, data/ngrams.yaml says.

    Where a side has more than ``MOST_CHARS``, runs of words are looked for in a part of its documents; known terms, and
    the runs that promise to be among the first, are counted in all. Raises ``CorpusError`` where the words of a
    document are not kept.
    """
    require_words(store)
    dated = dated_speeches(store, by)
    if len({period for _, period in dated.values()}) < 2:
        return []
    since = since or _turn(dated.values(), kind)
    sides = Sides.of(dated, since)
    if 0 in sides.chars:
        return []
    tested = tested_terms(store, kind, sides, top, alpha=alpha, least=least, glossary=glossary or load_glossary())
    found: list[tuple[str, Move]] = []
    for term, q in _likely(tested, kind, sides.chars, alpha):
        counts = _counts(store, term, sides)
        after = sum(count for document, count in counts.items() if document in sides.later)
        move = _move(since, sum(counts.values()) - after, after, sides.chars)
        if len(counts) >= least and move.p <= alpha and _is(kind, move):
            found.append((term, msgspec.structs.replace(move, q=q, dp=deviation(counts, sides.sizes))))
            if len(found) == top:
                break
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


def tested_terms(
    store: Store, kind: Moving, sides: Sides, top: int, *, alpha: float, least: int, glossary: Glossary
) -> Tested:
    """Return the terms that stand often enough, with how often; of large corpora those that promise to be found."""
    known = known_terms(glossary)
    part = sides.part()
    candidates = with_phrases(store, runs_that_may_be(store, part.sizes)) | known
    looked = tallied(_texts(store, part), candidates)
    looked = {term: tally for term, tally in looked.items() if candidates[term].stands_apart(term, tally.count)}
    if part.sizes.keys() == sides.sizes.keys():
        enough = {term: tally for term, tally in looked.items() if tally.documents >= least}
        return Tested(enough, candidates, len(enough))
    moves = {term: _move("", tally.before, tally.after, part.chars) for term, tally in looked.items() if tally.count}
    runs = [term for term, move in moves.items() if term not in known and move.p <= alpha and _is(kind, move)]
    runs.sort(key=lambda term: -_score(moves[term], candidates[term]))
    open_ = [term for term in known if looked[term].count < _FEW or _is(kind, moves[term])]
    counted = tallied(_texts(store, sides), [*open_, *runs[: top * _PROMISING]])
    enough = {term: tally for term, tally in counted.items() if tally.documents >= least}
    return Tested(enough, candidates, len(moves.keys() | enough.keys()))


def _likely(tested: Tested, kind: Moving, chars: Sequence[int], alpha: float) -> Iterator[tuple[str, float]]:
    """Yield the terms that are of the ``kind``, the first to be shown first, each with its corrected p-value.

    One that says no more than another before it is passed over.
    """
    moves = {term: _move("", tally.before, tally.after, chars) for term, tally in tested.tallies.items()}
    qs = dict(zip(moves, corrected([move.p for move in moves.values()], tested.tests), strict=True))
    counts = {term: tested.tallies[term].count for term, move in moves.items() if qs[term] <= alpha and _is(kind, move)}
    known = {term for term in counts if tested.candidates[term].at_words is None}
    ranked = sorted(
        without_pieces(counts) | known, key=lambda term: (-_score(moves[term], tested.candidates[term]), term)
    )
    told: list[str] = []
    for term in ranked:
        if not any(_says_no_more(term, other, counts, known) for other in told):
            told.append(term)
            yield term, float(f"{qs[term]:.4g}")


def _says_no_more(term: str, other: str, counts: Mapping[str, int], known: Collection[str]) -> bool:
    """Whether one of the terms is a piece of the other one, and nearly all of that, or no more than that in words.

    So is 推动高质量发展 where 高质量发展 is there; one that is known is more than another only by what is no addition.
    """
    short, long = sorted((term, other), key=len)
    if short not in long:
        return False
    if counts[long] >= PIECE * counts[short]:
        return True
    if short == term or len(short) < (_WHOLE_KNOWN if short in known else _WHOLE):
        return False
    return term not in known or all(each in ngram_rules().additions for each in term.split(other) if each)


def _score(move: Move, candidate: Candidate) -> float:
    """What movers are ordered by: how surely and how much the rate has changed, and what speaks for the term."""
    least = move.low if move.log_ratio > 0 else -move.high if move.high is not None else None
    return log2(max(move.g2, 1.0)) + (least or 0.0) + candidate.bits


def _move(since: str, before: int, after: int, chars: Sequence[int]) -> Move:
    of_term = (after, before, chars[1], chars[0])
    g2, ratio = log_likelihood(*of_term), log_ratio(*of_term)
    ends = interval_of(after, before, chars[1], chars[0])
    return Move(since, before, after, round(g2, 4), chance_of(g2), round(ratio, 4), *ends)


def _is(kind: Moving, move: Move) -> bool:
    if kind in ("new", "gone"):
        return not (move.before if kind == "new" else move.after)
    return (move.log_ratio > 0) == (kind == "rising")


def _texts(store: Store, sides: Sides) -> Iterator[tuple[bytes, bool]]:
    """Yield the bodies of both sides, each with whether it is of the later one."""
    for document, text in store.rows("SELECT document, CAST(text AS BLOB) FROM bodies ORDER BY document"):
        if document in sides.sizes:
            yield text, document in sides.later


def _counts(store: Store, term: str, sides: Sides) -> dict[int, int]:
    """Return how often the term stands in each of the documents that have it, as ``count`` counts it."""
    finder = Finder(store, Query(term, (term,)), How())
    return {document: count for document, _, count in occurrences(store, finder, "NULL") if document in sides.sizes}
