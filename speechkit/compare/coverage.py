"""Which demands of a superior a subordinate passes on, and in whose words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from speechkit.chars import SENTENCE_ENDS
from speechkit.compare.likeness import Bigrams, Weights, bigrams_of, wording_of
from speechkit.compare.records import Demand, PassedOn, SaidAt
from speechkit.compare.rules import thresholds
from speechkit.compare.sides import Side
from speechkit.compare.tasks import own_tasks
from speechkit.model import Role

__all__ = ["counted", "demands_in"]

_CLAUSE_END = re.compile("[，；：]")
_LOOKING_BACK: tuple[Role, ...] = ("review", "problems")  # what has been done, or not, is not passed on
_DIGITS = 3
_NUMBER = re.compile("[0-9]+")


class _Sentence(msgspec.Struct, frozen=True):
    at: SaidAt
    bigrams: Bigrams


def demands_in(superior: Side, subordinate: Side) -> tuple[Demand, ...]:
    """Return every demand of the superior with what comes nearest to it: among the tasks, else among other sentences.

    What it says of the past, or of what is wrong, is no demand.
    """
    demands = [each.at for each in own_tasks(superior) if each.task.part not in _LOOKING_BACK]
    bigrams = [bigrams_of(each.text) for each in demands]
    tasks, others = _sentences(subordinate)
    weights = Weights((*bigrams, *(each.bigrams for each in (*tasks, *others))))
    indexes = _Index(tasks, weights), _Index(others, weights)
    found = []
    for demand, wording in zip(demands, bigrams, strict=True):
        said, share = _nearest(indexes, wording)
        if said is None and (part := _clause(indexes, demand.text)):
            clause, said = part
            share = weights.total(wording & bigrams_of(said.text)) / weights.total(wording)
            found.append(Demand("partly", demand, said, round(share, _DIGITS), clause))
        else:
            found.append(Demand(_passed_on(demand.text, said), demand, said, round(share, _DIGITS)))
    return tuple(found)


def _nearest(indexes: Iterable[_Index], wording: Bigrams) -> tuple[SaidAt | None, float]:
    """Return the sentence that passes a demand on, and the share of its wording there.

    It is one of the first index, unless one of another has the demand whole.
    """
    found = [each.nearest(wording) for each in indexes]
    passing = [each for each in found if each[0]]
    whole = [each for each in passing if each[1] >= thresholds().passed_on_whole]
    return (whole or passing or [(None, max(share for _, share in found))])[0]


def _clause(indexes: Iterable[_Index], demand: str) -> tuple[str, SaidAt] | None:
    """Return the first clause of a demand that is passed on nearly whole, and where."""
    limits = thresholds()
    clauses = [clause for clause in _CLAUSE_END.split(demand) if len(wording_of(clause)) >= limits.clause_length]
    for clause in clauses if len(clauses) > 1 else ():
        for each in indexes:
            said, share = each.nearest(bigrams_of(clause))
            if said and share >= limits.passed_on_whole:
                return clause.strip(SENTENCE_ENDS), said
    return None


def _sentences(side: Side) -> tuple[list[_Sentence], list[_Sentence]]:
    """Return the side's tasks, those too that it says it passes on, and its other sentences but for the look back."""
    tasks: list[_Sentence] = []
    others: list[_Sentence] = []
    for speech in side.speeches:
        by_start = {task.start: task for task in speech.tasks}
        for each in speech.sentences:
            task = by_start.get(each.start)
            if task is None and each.part in _LOOKING_BACK:
                continue
            at = SaidAt(speech.name, each.line, each.start, each.end, each.text, task.id if task else None)
            (tasks if task else others).append(_Sentence(at, bigrams_of(each.text)))
    return tasks, others


class _Index:
    """Sentences by their bigrams, to find the one that has most of a demand."""

    def __init__(self, sentences: Sequence[_Sentence], weights: Weights) -> None:
        self._sentences, self._weights = sentences, weights
        self._totals = [weights.total(each.bigrams) for each in sentences]
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(sentences):
            for bigram in each.bigrams:
                self._having[bigram].append(at)

    def nearest(self, wording: Bigrams) -> tuple[SaidAt | None, float]:
        """Return the sentence most like a demand, and the share of its wording there; None where none is like enough.

        A sentence that has the demand nearly whole goes before one that is only like it.
        """
        limits = thresholds()
        total = self._weights.total(wording)
        shared: dict[int, int] = {}
        for bigram in wording:
            weight = self._weights.of(bigram)
            for at in self._having.get(bigram, ()):
                shared[at] = shared.get(at, 0) + weight

        def score(at: int) -> tuple[bool, float, int]:
            share, likeness = shared[at] / total, 2 * shared[at] / (total + self._totals[at])
            alike = max(share / limits.passed_on, likeness / limits.same_task)
            return share >= limits.passed_on_whole, alike, -at

        best = max(shared, key=score, default=None)
        if best is None:
            return None, 0.0
        share, likeness = shared[best] / total, 2 * shared[best] / (total + self._totals[best])
        passes_on = share >= limits.passed_on or likeness >= limits.same_task
        return (self._sentences[best].at if passes_on else None), share


def _passed_on(demand: str, said: SaidAt | None) -> PassedOn:
    """Return whether the words are the demand's own: nearly all characters, and every number."""
    if said is None:
        return "missing"
    from rapidfuzz import fuzz

    one, other = wording_of(demand), wording_of(said.text)
    if not set(_NUMBER.findall(one)) <= set(_NUMBER.findall(other)):
        return "reworded"
    ratio = fuzz.partial_ratio(one, other) if len(one) <= len(other) else fuzz.ratio(one, other)
    return "verbatim" if ratio >= thresholds().verbatim else "reworded"


def counted(demands: Iterable[Demand]) -> dict[PassedOn, int]:
    """Return how many demands there are of each kind."""
    found: dict[PassedOn, int] = {"verbatim": 0, "reworded": 0, "partly": 0, "missing": 0}
    for each in demands:
        found[each.passed_on] += 1
    return found
