"""Score the candidates for a parallel by their signs, and choose among those that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from speechkit.phrases.alignment import common
from speechkit.phrases.beats import beats_in
from speechkit.phrases.chain_signs import ChainScorer
from speechkit.phrases.chains import ChainItems, candidates_in, runs_of
from speechkit.phrases.rules import PhraseSpan
from speechkit.phrases.weights import phrase_weights

__all__ = ["all_candidates", "parallels_in"]


def parallels_in(text: str, scorer: ChainScorer | None = None) -> Iterator[PhraseSpan]:
    """Yield the parallels of a paragraph's text; of candidates that overlap, the one with the highest score.

    ``scorer`` is that of data/phrase_weights.yaml where none is given.
    """
    scorer = scorer or _scorer()
    scored: list[tuple[float, ChainItems]] = []
    for run, items in all_candidates(text):
        score = scorer.score(text, run, items, scorer.threshold)
        if score > scorer.threshold:
            scored.append((score, items))
    if not scored:  # as in most paragraphs
        return
    taken = bytearray(len(text))
    for _, items in sorted(scored, reverse=True):
        start, end = items[0][0], items[-1][1]
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            yield _parallel([text[a:b] for a, b in items], start, end)


@cache
def _scorer() -> ChainScorer:
    return ChainScorer(phrase_weights().models["chain"])


def all_candidates(text: str) -> Iterator[tuple[tuple[int, int], ChainItems]]:
    """Yield every chain that may stand in a paragraph's text, with the run that it stands in."""
    for run in runs_of(text):
        for items in candidates_in(text, *run):
            yield run, items
        for items in beats_in(text, *run):
            yield run, items


def _parallel(parts: list[str], start: int, end: int) -> PhraseSpan:
    """Return the stretch with what its items share at their ends, and what each puts in its place."""
    first, last = len(parts[0]), len(parts[0])
    for part in parts[1:]:
        begins, ends = common(parts[0], part)
        first, last = min(first, begins), min(last, ends)
    if not first and not last:
        return PhraseSpan(start, end, "parallel", "chain")
    frame = f"{parts[0][:first]}_{parts[0][len(parts[0]) - last :]}"
    fillers = tuple(part[first : len(part) - last] for part in parts)
    return PhraseSpan(start, end, "parallel", "chain", frame=frame, fillers=fillers)
