"""The cheapest consistent reading of all candidates as nested lists, found by a beam search over open lists.

A reading takes or leaves each candidate in turn. Taking it carries on an open list (closing those inside it) or opens a
new list inside an open item. What breaks the habits of official writing costs: a gap in the numbers, a list that does
not start at one, one that has a single item, a series nested against its usual rank; leaving a good candidate costs its
weight. The reading with the lowest sum wins, so that an enumerator is judged by the whole list and not by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import attrgetter

import msgspec

from speechkit.outline.candidates import Candidate
from speechkit.outline.costs import (
    Ended,
    OpenList,
    continues,
    cost_at_end,
    cost_if_lone,
    cost_of_next,
    depths_for,
    openings,
)
from speechkit.outline.rules import numbering

__all__ = ["Step", "read_lists"]

_BEAM_WIDTH = 12  # hypotheses kept after each candidate
_BEAM_MARGIN = 4.0  # and none that costs so much more than the best
# In a long text that consists of enumerators the beam narrows, so that the cost of a character stays bounded.
_MANY_CANDIDATES = 2_000
_DENSE_TEXT = 40  # code points a candidate; real speeches have more than 70
_NARROW_WIDTH = 2
_MAX_DEPTH = 8  # open lists; real speeches nest five deep at most
_MAX_REPEATS = 12  # 一方面 in one paragraph


class Step(msgspec.Struct, frozen=True):
    """One candidate taken, at a depth from 0, after others.

    ``number`` is the ordinal that it states, ``expected`` the one that would come next; ``before`` is the step before.
    """

    before: Step | None
    candidate: Candidate
    depth: int
    number: int | None
    expected: int


class Hypothesis(msgspec.Struct, frozen=True):
    """A reading of the candidates so far: a hypothesis of the beam.

    ``lists`` are the open ones, each inside an item of the one before. ``habits`` are the (family, parent's family)
    pairs seen, ``closed`` the (family, last number, price) of ended lists: the price was paid because the list had a
    single item, and is given back where the next part goes on with its numbers (一、1. 二、2. 3.). ``prospect`` is the
    cost so far, and a quarter of what its lists of one item would cost: else a false start looks cheap long.
    """

    cost: float
    lists: tuple[OpenList, ...]
    habits: tuple[tuple[str, str], ...]
    closed: tuple[Ended, ...]
    steps: Step | None
    prospect: float


def _plausible(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that could be in a list at all.

    What it costs nothing to pass over could not. A number beside theirs occurs, or the text may be cut off there. This
    changes no reading; it keeps a text that says nothing but 一是 from costing more than another.
    """
    numbers: dict[str, set[int]] = {}
    last: dict[str, Candidate] = {}
    candidates = [candidate for candidate in candidates if candidate.weight > 0]
    for candidate in candidates:
        family = candidate.rule.family
        last[family] = candidate
        if candidate.ordinal is not None:
            for name in _kin(family):
                numbers.setdefault(name, set()).add(candidate.ordinal)
    repeated = _repeated(candidates)
    return [
        candidate
        for candidate in candidates
        if candidate.ordinal is None
        or candidate.heading
        or candidate.announced
        or candidate is last[candidate.rule.family]
        or candidate.start in repeated
        or not numbers[candidate.rule.family].isdisjoint(candidate.ordinal + step for step in (-3, -2, -1, 1, 2, 3))
    ]


@cache
def _kin(family: str) -> set[str]:
    """The families of which a list may hold items beside this one's: itself, what it carries on, what carries it on."""
    return {*_holders(family), *numbering().carries_on.get(family, ())}


@cache
def _holders(family: str) -> set[str]:
    """The families whose lists an item of this one may carry on."""
    return {family, *(name for name, others in numbering().carries_on.items() if family in others)}


def _repeated(candidates: Sequence[Candidate]) -> set[int]:
    """The ``start`` of those written alike in a paragraph, as is done (一方面…一方面), though not without end."""
    runs: dict[tuple[str, int], list[int]] = {}
    for candidate in candidates:
        if candidate.rule.repeats is not None and candidate.ordinal == 1:
            runs.setdefault((candidate.rule.id, candidate.paragraph), []).append(candidate.start)
    return {start for run in runs.values() if 1 < len(run) <= _MAX_REPEATS for start in run}


def read_lists(candidates: Sequence[Candidate], *, cut_off: bool) -> list[Step]:
    """Return the items of the cheapest reading, in order. ``cut_off``: the text ends without an end mark."""
    candidates = _plausible(candidates)
    dense = len(candidates) > _MANY_CANDIDATES and candidates[-1].start < _DENSE_TEXT * len(candidates)
    width = _NARROW_WIDTH if dense else _BEAM_WIDTH
    leveled = any(candidate.heading for candidate in candidates)
    beam = [Hypothesis(0.0, (), (), (), None, 0.0)]
    for candidate in candidates:
        best: dict[tuple[object, ...], Hypothesis] = {}
        for hypothesis in beam:
            for following in _successors(hypothesis, candidate, leveled=leveled):
                key = (following.lists[-1].key if following.lists else (), _lone(following.closed))
                known = best.get(key)
                if known is None or following.cost < known.cost:
                    best[key] = following
        beam = sorted(best.values(), key=attrgetter("prospect"))[:width]
        limit = beam[0].prospect + _BEAM_MARGIN
        beam = [each for each in beam if each.prospect <= limit]
    end = candidates[-1].start if candidates else 0
    final = min(beam, key=lambda each: each.cost + cost_at_end(each.lists, end, cut_off=cut_off))
    steps: list[Step] = []
    step = final.steps
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


def _lone(closed: Sequence[Ended]) -> tuple[Ended, ...]:
    """The lists of one item that ended: two readings are not the same where one may still be taken up."""
    return tuple(each for each in closed if each[2])


def _closing(hypothesis: Hypothesis, depth: int) -> tuple[float, tuple[Ended, ...]]:
    """The cost of closing the lists from ``depth`` on, and the last numbers of the closed families."""
    cost, closed = 0.0, hypothesis.closed
    for entry in hypothesis.lists[depth:]:
        cost += entry.lone
        # Only a list below another goes on in the next part: 1. of 一、, 第一条 of 第一章.
        price = entry.lone if depth and entry.last.place == "line" and not entry.last.path else 0.0
        if not entry.lone or price:
            closed = (*[each for each in closed if each[0] != entry.family], (entry.family, entry.number, price))
    return cost, closed


def _successors(hypothesis: Hypothesis, candidate: Candidate, *, leveled: bool) -> list[Hypothesis]:
    """Every hypothesis that the candidate can lead to; ``leveled``: some candidates are headings of a level."""
    lists, left = hypothesis.lists, hypothesis.cost + candidate.weight
    prospect = left + (lists[-1].waiting if lists else 0.0) / 4
    found = [Hypothesis(left, lists, hypothesis.habits, hypothesis.closed, hypothesis.steps, prospect)]
    holders = _holders(candidate.rule.family)
    highest, lowest = depths_for(lists, candidate) if leveled else (0, _MAX_DEPTH)
    # An item that its format does not mark may still carry on the list of the heading before it: ## 一、 … 二、
    beside = highest if candidate.heading else highest - 1
    for at, entry in enumerate(lists):
        if entry.family in holders and beside <= at <= lowest:
            step_cost = cost_of_next(lists, at, candidate)
            if step_cost is not None:
                found.append(_with_item(hypothesis, candidate, at, step_cost, carried=True))
    if len(found) > 1 and candidate.ordinal is not None and candidate.ordinal > 1:
        return found  # a list that starts with such a number is believed only where no open one wants it
    for at, step_cost in openings(lists, candidate, hypothesis.habits, hypothesis.closed):
        if highest <= at <= lowest and at < _MAX_DEPTH:
            found.append(_with_item(hypothesis, candidate, at, step_cost, carried=False))
    return found


def _with_item(hypothesis: Hypothesis, candidate: Candidate, depth: int, cost: float, *, carried: bool) -> Hypothesis:
    closing, closed = _closing(hypothesis, depth + 1 if carried else depth)
    parent = hypothesis.lists[depth - 1] if depth else None
    family, size, first, alone = candidate.rule.family, 1, candidate, 0.0
    habit = (family, parent.family if parent else "")
    if carried:
        old = hypothesis.lists[depth]
        family = family if old.family == "order-word" else old.family
        size, first, expected = old.size + 1, old.first, old.number + 1
        number = expected if candidate.ordinal is None else candidate.ordinal
    else:
        number = candidate.ordinal or 1
        continued = continues(candidate, hypothesis.lists[depth:], hypothesis.closed)
        expected = number if continued else 1
        alone = cost_if_lone(candidate, continued=continued)
        if continued:
            cost -= sum(price for name, last, price in closed if name == family and last == number - 1)
            closed = tuple((name, last, 0.0 if name == family else price) for name, last, price in closed)
    waiting = (parent.waiting if parent else 0.0) + alone
    key = (parent.key if parent else (), family, number, carried)
    total = hypothesis.cost + cost + closing
    return Hypothesis(
        total,
        (*hypothesis.lists[:depth], OpenList(family, number, size, first, candidate, alone, waiting, key)),
        hypothesis.habits if habit in hypothesis.habits else (*hypothesis.habits, habit),
        closed,
        Step(hypothesis.steps, candidate, depth, candidate.ordinal, expected),
        total + waiting / 4,
    )
