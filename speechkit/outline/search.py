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
from speechkit.outline.costs import OpenList, carrying_on, continues, depths_for, ending, lone, openings
from speechkit.outline.rules import numbering

__all__ = ["Step", "read_lists"]

_BEAM = 12
# In a long text that consists of enumerators the beam narrows, so that the cost of a character stays bounded.
_MANY = 2_000
_DENSE = 40  # characters a candidate; real speeches have more than 70
_NARROW = 2
_DEEPEST = 8  # open lists; real speeches nest five deep at most
_MARGIN = 4.0
_MOST_REPEATS = 12  # 一方面 in one paragraph


class Step(msgspec.Struct, frozen=True):
    """One candidate taken, at a depth from 0, after others. ``number`` is its ordinal as read."""

    before: Step | None
    candidate: Candidate
    depth: int
    number: int | None
    expected: int


class State(msgspec.Struct, frozen=True):
    """A partial reading.

    ``prospect`` is the cost so far, and a quarter of what its lists of one item would cost: else a false start looks
    cheap long.
    """

    cost: float
    lists: tuple[OpenList, ...]
    habits: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, int], ...]
    steps: Step | None
    prospect: float


def plausible(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that could be in a list at all: a number beside theirs occurs, or the text may be cut off there.

    This changes no reading; it keeps a text that says nothing but 一是 from costing more than another.
    """
    numbers: dict[str, set[int]] = {}
    last: dict[str, Candidate] = {}
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
    return {start for run in runs.values() if 1 < len(run) <= _MOST_REPEATS for start in run}


def read_lists(candidates: Sequence[Candidate], *, cut_off: bool) -> list[Step]:
    """The items of the cheapest reading, in order. ``cut_off``: the text ends without an end mark."""
    candidates = plausible(candidates)
    dense = len(candidates) > _MANY and candidates[-1].start < _DENSE * len(candidates)
    width = _NARROW if dense else _BEAM
    leveled = any(candidate.heading for candidate in candidates)
    beam = [State(0.0, (), (), (), None, 0.0)]
    for candidate in candidates:
        best: dict[tuple[object, ...], State] = {}
        for state in beam:
            for following in _follow(state, candidate, leveled=leveled):
                key = following.lists[-1].key if following.lists else ()
                known = best.get(key)
                if known is None or following.cost < known.cost:
                    best[key] = following
        beam = sorted(best.values(), key=attrgetter("prospect"))[:width]
        limit = beam[0].prospect + _MARGIN
        beam = [state for state in beam if state.prospect <= limit]
    end = candidates[-1].start if candidates else 0
    final = min(beam, key=lambda state: state.cost + ending(state.lists, end, cut_off=cut_off))
    steps: list[Step] = []
    step = final.steps
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


def _close(state: State, depth: int) -> tuple[float, tuple[tuple[str, int], ...]]:
    """The cost of closing the lists from ``depth`` on, and the last numbers of the closed families."""
    cost, closed = 0.0, state.closed
    for entry in state.lists[depth:]:
        cost += entry.lone
        if not entry.lone:
            closed = (*[pair for pair in closed if pair[0] != entry.family], (entry.family, entry.number))
    return cost, closed


def _follow(state: State, candidate: Candidate, *, leveled: bool) -> list[State]:
    """Every state that the candidate can lead to; ``leveled``: some candidates are headings of a level."""
    lists, left = state.lists, state.cost + candidate.weight
    prospect = left + (lists[-1].waiting if lists else 0.0) / 4
    found = [State(left, lists, state.habits, state.closed, state.steps, prospect)]
    holders = _holders(candidate.rule.family)
    depths = depths_for(lists, candidate) if leveled else range(len(lists) + 1)
    # An item that its format does not mark may still carry on the list of the heading before it: ## 一、 … 二、
    found += [
        _taken(state, candidate, at, step_cost, carried=True)
        for at in range(max(depths.start - (not candidate.heading), 0), min(depths.stop, len(lists)))
        if lists[at].family in holders and (step_cost := carrying_on(lists, at, candidate)) is not None
    ]
    if len(found) > 1 and candidate.ordinal is not None and candidate.ordinal > 1:
        return found  # a list that starts with such a number is believed only where no open one wants it
    for at, step_cost in openings(lists, candidate, state.habits, state.closed):
        if at < _DEEPEST and at in depths:
            found.append(_taken(state, candidate, at, step_cost, carried=False))
    return found


def _taken(state: State, candidate: Candidate, depth: int, cost: float, *, carried: bool) -> State:
    closing, closed = _close(state, depth + 1 if carried else depth)
    parent = state.lists[depth - 1] if depth else None
    family, size, first, alone = candidate.rule.family, 1, candidate, 0.0
    habit = (family, parent.family if parent else "")
    if carried:
        old = state.lists[depth]
        family = family if old.family == "order-word" else old.family
        size, first, expected = old.size + 1, old.first, old.number + 1
        number = expected if candidate.ordinal is None else candidate.ordinal
    else:
        number = candidate.ordinal or 1
        continued = continues(candidate, state.lists[depth:], state.closed)
        expected = number if continued else 1
        alone = lone(candidate, continued=continued)
    waiting = (parent.waiting if parent else 0.0) + alone
    key = (parent.key if parent else (), family, number, carried)
    total = state.cost + cost + closing
    return State(
        total,
        (*state.lists[:depth], OpenList(family, number, size, first, candidate, alone, waiting, key)),
        state.habits if habit in state.habits else (*state.habits, habit),
        closed,
        Step(state.steps, candidate, depth, candidate.ordinal, expected),
        total + waiting / 4,
    )
