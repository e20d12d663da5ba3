"""Which demands of a superior a subordinate passes on, and in whose words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from speechkit.compare.likeness import Grams, Weights, grams_of, plain
from speechkit.compare.records import Demand, PassedOn, SaidAt
from speechkit.compare.sides import Side
from speechkit.compare.tasks import LIKE, tasks_of

SHARE = 0.5  # of a demand's wording; a sentence that has less of it says something else
PART = 0.8  # of a clause's wording, where the rest of its demand is not passed on
_LEAST = 7  # code points of such a clause; shorter ones are in many demands
_CLAUSE = re.compile("[，；：]")
VERBATIM = 95.0  # of 100, in rapidfuzz's partial ratio
_LOOKING_BACK = ("review", "problems")  # what has been done, or not, is not passed on
_DIGITS = 3
_NUMBER = re.compile("[0-9]+")


class _Said(msgspec.Struct, frozen=True):
    at: SaidAt
    grams: Grams


def demands_in(superior: Side, subordinate: Side) -> tuple[Demand, ...]:
    """Every demand of the superior with what comes nearest to it: among the tasks, else among the other sentences.

    What it says of the past, or of what is wrong, is no demand.
    """
    demands = [each.at for each in tasks_of(superior) if each.task.part not in _LOOKING_BACK]
    grams = [grams_of(each.text) for each in demands]
    tasks, others = _said(subordinate)
    weights = Weights((*grams, *(each.grams for each in (*tasks, *others))))
    searched = _Searched(tasks, weights), _Searched(others, weights)
    found = []
    for demand, wording in zip(demands, grams, strict=True):
        said, share = _nearest(searched, wording)
        if said is None and (part := _part(searched, demand.text)):
            clause, said = part
            share = weights.total(wording & grams_of(said.text)) / weights.total(wording)
            found.append(Demand("partly", demand, said, round(share, _DIGITS), clause))
        else:
            found.append(Demand(_passed_on(demand.text, said), demand, said, round(share, _DIGITS)))
    return tuple(found)


def _nearest(searched: Iterable[_Searched], wording: Grams) -> tuple[SaidAt | None, float]:
    """The sentence that passes a demand on, of the first pile unless another has it whole, and the share there."""
    found = [each.nearest(wording) for each in searched]
    passing = [each for each in found if each[0]]
    whole = [each for each in passing if each[1] >= PART]
    return (whole or passing or [(None, max(share for _, share in found))])[0]


def _part(searched: Iterable[_Searched], demand: str) -> tuple[str, SaidAt] | None:
    """The first clause of a demand that is passed on nearly whole, and where."""
    clauses = [clause for clause in _CLAUSE.split(demand) if len(plain(clause)) >= _LEAST]
    for clause in clauses if len(clauses) > 1 else ():
        for each in searched:
            said, share = each.nearest(grams_of(clause))
            if said and share >= PART:
                return clause.strip("。！？"), said
    return None


def _said(side: Side) -> tuple[list[_Said], list[_Said]]:
    """The side's tasks, those too that it says it passes on, and its other sentences but for the look back."""
    tasks: list[_Said] = []
    others: list[_Said] = []
    for speech in side.speeches:
        at = {task.start: task for task in speech.analysis.tasks}
        for sentence in speech.sentences:
            task = at.get(sentence.start)
            if task is None and sentence.part in _LOOKING_BACK:
                continue
            place = SaidAt(
                speech.name, sentence.line, sentence.start, sentence.end, sentence.text, task.id if task else None
            )
            (tasks if task else others).append(_Said(place, grams_of(sentence.text)))
    return tasks, others


class _Searched:
    """Sentences, to be looked through for the one that has most of a demand."""

    def __init__(self, said: Sequence[_Said], weights: Weights) -> None:
        self._said, self._weights = said, weights
        self._totals = [weights.total(each.grams) for each in said]
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(said):
            for gram in each.grams:
                self._having[gram].append(at)

    def nearest(self, wording: Grams) -> tuple[SaidAt | None, float]:
        """The sentence that is most like the demand, and the share of its wording there; None and the most found."""
        total = self._weights.total(wording)
        shared: dict[int, int] = {}
        for gram in wording:
            weight = self._weights.of(gram)
            for at in self._having.get(gram, ()):
                shared[at] = shared.get(at, 0) + weight
        best = max(shared, key=lambda at: (*self._score(shared[at], total, at), -at), default=None)
        if best is None:
            return None, 0.0
        share = shared[best] / total
        alike = 2 * shared[best] / (total + self._totals[best])
        return (self._said[best].at if share >= SHARE or alike >= LIKE else None), share

    def _score(self, shared: int, total: int, at: int) -> tuple[bool, float]:
        """A sentence that has the demand nearly whole goes before one that is only like it."""
        alike = max(shared / total / SHARE, 2 * shared / (total + self._totals[at]) / LIKE)
        return shared / total >= PART, alike


def _passed_on(demand: str, said: SaidAt | None) -> PassedOn:
    """Whether the words are the demand's own: all but one in twenty characters, and every number."""
    if said is None:
        return "missing"
    from rapidfuzz import fuzz

    one, other = plain(demand), plain(said.text)
    if not set(_NUMBER.findall(one)) <= set(_NUMBER.findall(other)):
        return "reworded"
    ratio = fuzz.partial_ratio(one, other) if len(one) <= len(other) else fuzz.ratio(one, other)
    return "verbatim" if ratio >= VERBATIM else "reworded"


def counted(demands: Iterable[Demand]) -> dict[PassedOn, int]:
    """How many demands there are of each kind."""
    found: dict[PassedOn, int] = {"verbatim": 0, "reworded": 0, "partly": 0, "missing": 0}
    for each in demands:
        found[each.passed_on] += 1
    return found
