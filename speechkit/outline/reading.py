"""The cheapest consistent reading of all candidates as nested lists, found by a beam search over open lists.

A reading takes or leaves each candidate in turn. Taking it carries on an open list (closing those inside it) or opens a
new list inside an open item. What breaks the habits of official writing costs: a gap in the numbers, a list that does
not start at one, one that has a single item, a series nested against its usual rank; leaving a good candidate costs its
weight. The reading with the lowest sum wins, so that an enumerator is judged by the whole list and not by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from speechkit.outline.enumerators import Candidate, numbering

# Costs, in the unit of the weights of data/numbering.yaml.
NEW = 0.6  # a new list
ANNOUNCED = -0.7  # that the words before it promise
NOT_FROM_ONE = 2.4  # a list whose first number is not one
CONTINUES_NUMBERS = 0.9  # though it goes on from the last list of its family
GAP = 1.2  # one number missing
MORE_GAP = 0.5  # each further one
REPEATED = 2.0  # the same number twice
OTHER_STYLE = 0.6  # an item written unlike the one before it
OTHER_PLACE = 0.25  # an item at the start of a line after one inside, or the reverse
AGAINST_RANK = 0.28  # a step against the usual order of ranks
MOST_AGAINST_RANK = 1.3
NESTED_IN_ITSELF = 1.0  # a series inside an item of the same series
CLOSES_HIGHER = (
    1.2  # closing a list that usually stands above the new one: a point belongs to the nearest item before it
)
RESTART = 0.3  # the same series again, beside the list just closed
NEW_HABIT = 0.5  # a series inside another parent than before
DISTANT = 0.7  # inside a dash item or bullet that other paragraphs part it from
INTO_INLINE = 0.8  # a list of paragraphs inside an item that stands in mid-paragraph
LEAVES_PARAGRAPH = 1.5  # a new list in mid-paragraph outside the item that the paragraph belongs to
LONE = 1.0  # beyond the weight of the item
CUT_OFF = -0.3  # a lone item that the end of the text cut off from the others
NEAR_END = 3000  # characters: no longer ago than this

_BEAM = 8
_DEEPEST = 8  # open lists; real speeches nest five deep at most
_MARGIN = 4.0
_MOST_REPEATS = 12  # 一方面 in one paragraph


class OpenList(NamedTuple):
    """A list that may go on. ``first`` and ``last`` are candidates; ``number`` the ordinal of ``last`` as read."""

    family: str
    number: int
    size: int
    first: Candidate
    last: Candidate


class Step(NamedTuple):
    """One candidate taken, at a depth from 0, after others. ``number`` is its ordinal as read."""

    before: Step | None
    candidate: Candidate
    depth: int
    number: int | None
    expected: int


class State(NamedTuple):
    """A partial reading."""

    cost: float
    lists: tuple[OpenList, ...]
    habits: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, int], ...]
    steps: Step | None


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
        or candidate.announced
        or candidate is last[candidate.rule.family]
        or candidate.start in repeated
        or not numbers[candidate.rule.family].isdisjoint(candidate.ordinal + step for step in (-3, -2, -1, 1, 2, 3))
    ]


@cache
def _kin(family: str) -> set[str]:
    """The families whose lists may hold an item of this one: itself, what it carries on and what carries it on."""
    carries_on = numbering().carries_on
    return {family, *carries_on.get(family, ()), *(name for name, others in carries_on.items() if family in others)}


def _repeated(candidates: Sequence[Candidate]) -> set[int]:
    """The ``start`` of those written alike in a paragraph, where that is done (一方面…一方面), though not without end."""
    runs: dict[tuple[str, int], list[int]] = {}
    for candidate in candidates:
        if candidate.rule.repeats is not None and candidate.ordinal == 1:
            runs.setdefault((candidate.rule.id, candidate.paragraph), []).append(candidate.start)
    return {start for run in runs.values() if 1 < len(run) <= _MOST_REPEATS for start in run}


def read_lists(candidates: Sequence[Candidate], *, cut_off: bool) -> list[Step]:
    """The items of the cheapest reading, in order. ``cut_off``: the text ends without an end mark."""
    candidates = plausible(candidates)
    beam = [State(0.0, (), (), (), None)]
    for candidate in candidates:
        best: dict[tuple[tuple[str, int, bool], ...], State] = {}
        for state in beam:
            for following in _follow(state, candidate):
                key = tuple([(a.family, a.number, a.size == 1) for a in following.lists])
                known = best.get(key)
                if known is None or following.cost < known.cost:
                    best[key] = following
        beam = sorted(best.values(), key=lambda state: state.cost)[:_BEAM]
        limit = beam[0].cost + _MARGIN
        if beam[-1].cost > limit:
            beam = [state for state in beam if state.cost <= limit]
    end = candidates[-1].start if candidates else 0
    final = min(beam, key=lambda state: state.cost + _ending(state.lists, end, cut_off=cut_off))
    steps: list[Step] = []
    step = final.steps
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


def _lone(entry: OpenList) -> float:
    return entry.first.weight + LONE if entry.size == 1 and entry.first.rule.family != "heading" else 0.0


def _ending(lists: tuple[OpenList, ...], end: int, *, cut_off: bool) -> float:
    """The cost of the lists that are open where the text ends; the last candidate stands at ``end``."""
    cut_off = cut_off or any(entry.first.announced > entry.size for entry in lists)
    cost = 0.0
    for entry in lists:
        lone = _lone(entry)
        if lone:
            first = entry.first
            excused = (
                end - first.start < NEAR_END
                and first.weight >= 1.2
                and first.place != "clause"
                and (first.announced or cut_off)
            )
            cost += CUT_OFF if excused and first.ordinal == 1 else lone
    return cost


def _close(state: State, depth: int) -> tuple[float, tuple[tuple[str, int], ...]]:
    """The cost of closing the lists from ``depth`` on, and the last numbers of the closed families."""
    cost, closed = 0.0, state.closed
    for entry in state.lists[depth:]:
        lone = _lone(entry)
        cost += lone
        if not lone:
            closed = (*[pair for pair in closed if pair[0] != entry.family], (entry.family, entry.number))
    return cost, closed


def _follow(state: State, candidate: Candidate) -> list[State]:
    """Every state that the candidate can lead to."""
    found = [state._replace(cost=state.cost + candidate.weight)]
    depth = len(state.lists)
    for at in range(depth):
        step_cost = _carry_on(state.lists, at, candidate)
        if step_cost is not None:
            found.append(_taken(state, candidate, at, step_cost, carried=True))
    if candidate.ordinal is not None or candidate.rule.numeral in ("none",):
        for at in range(min(depth + 1, _DEEPEST)):
            step_cost = _open_new(state, candidate, at)
            if step_cost is not None:
                found.append(_taken(state, candidate, at, step_cost, carried=False))
    return found


def _taken(state: State, candidate: Candidate, depth: int, cost: float, *, carried: bool) -> State:
    closing, closed = _close(state, depth + 1 if carried else depth)
    family = candidate.rule.family
    if carried:
        old = state.lists[depth]
        expected = old.number + 1
        number = expected if candidate.ordinal is None else candidate.ordinal
        entry = OpenList(
            family if old.family == "order-word" else old.family, number, old.size + 1, old.first, candidate
        )
    else:
        expected = 1
        number = candidate.ordinal or 1
        entry = OpenList(family, number, 1, candidate, candidate)
    parent = state.lists[depth - 1].family if depth else ""
    habits = state.habits
    if (family, parent) not in habits:
        habits = (*habits, (family, parent))
    return State(
        state.cost + cost + closing,
        (*state.lists[:depth], entry),
        habits,
        closed,
        Step(state.steps, candidate, depth, candidate.ordinal, expected),
    )


def _carry_on(lists: tuple[OpenList, ...], depth: int, candidate: Candidate) -> float | None:
    """The cost of taking the candidate as the next item of the open list at ``depth``; None where it cannot be."""
    entry = lists[depth]
    family, last = candidate.rule.family, entry.last
    cost = 0.0
    if family != entry.family:
        if family not in numbering().carries_on.get(entry.family, ()) or candidate.ordinal != entry.number + 1:
            return None
        cost += 0.2
    elif candidate.same != last.same:
        if candidate.rule.same == "group" and last.rule.same == "group":
            return None
        cost += OTHER_STYLE
    reach = candidate.rule.reach or last.rule.reach
    if reach and candidate.start - last.start > reach and not candidate.place == last.place == "line":
        return None
    if candidate.rule.numeral == "none":
        # Headings and dash items carry no number that would tell that the list goes on.
        return cost + CLOSES_HIGHER * sum(inner.last.rule.rank < last.rule.rank for inner in lists[depth + 1 :])
    if candidate.ordinal is None and candidate.rule.numeral == "word" and entry.size == 1:
        # 首先…最后 alone are the greeting and the farewell, not a list.
        return None
    if candidate.ordinal is not None:
        missing = candidate.ordinal - entry.number - 1
        repeats = candidate.rule.repeats
        if missing == -1 and repeats is not None and entry.size == 1 and candidate.paragraph == last.paragraph:
            cost += repeats
        elif missing == -1 and entry.number > 1:
            cost += REPEATED
        elif missing < 0:
            return None
        elif missing:
            cost += GAP + MORE_GAP * (missing - 1)
    if (candidate.place == "line") != (last.place == "line"):
        cost += OTHER_PLACE
    return cost


def _parted(item: Candidate, candidate: Candidate) -> bool:
    """Whether paragraphs of prose part a dash item from what comes: such an item is a paragraph, no section."""
    return item.rule.family in ("dash", "bullet") and candidate.paragraph > item.paragraph + 1


def _open_new(state: State, candidate: Candidate, depth: int) -> float | None:
    """The cost of opening a list with the candidate inside the open item at ``depth - 1``."""
    rule, lists = candidate.rule, state.lists
    cost = NEW + (ANNOUNCED if candidate.announced else 0.0)
    if candidate.ordinal is not None and candidate.ordinal != 1:
        if rule.numeral in ("word", "circled") or candidate.place == "inner":
            return None
        goes_on = any(family == rule.family and number + 1 == candidate.ordinal for family, number in state.closed)
        open_before = any(e.family == rule.family and e.number + 1 == candidate.ordinal for e in lists[depth:])
        cost += CONTINUES_NUMBERS if goes_on or open_before else NOT_FROM_ONE
    if rule.family == "formal" and candidate.ordinal is None:
        return None
    parent = lists[depth - 1] if depth else None
    habit = (rule.family, parent.family if parent else "")
    if parent is not None:
        if any(entry.family == rule.family for entry in lists[:depth]):
            if rule.numeral == "none":
                return None
            cost += 0.0 if habit in state.habits else NESTED_IN_ITSELF
        if _parted(parent.last, candidate):
            cost += DISTANT
        if parent.last.place != "line" and candidate.place == "line":
            cost += INTO_INLINE
    if habit not in state.habits:
        if rule.numeral != "none" and any(family == rule.family for family, _ in state.habits):
            cost += NEW_HABIT
        against = parent.last.rule.rank - rule.rank if parent else 0.0
        if against > 0:
            cost += min(AGAINST_RANK * against, MOST_AGAINST_RANK)
    if depth < len(lists):
        if lists[depth].family == rule.family:
            if rule.numeral == "none":
                return None
            cost += RESTART
        cost += CLOSES_HIGHER * sum(
            entry.last.rule.rank < rule.rank and not _parted(entry.last, candidate) for entry in lists[depth:]
        )
        if candidate.place != "line" and lists[depth].last.paragraph == candidate.paragraph:
            cost += LEAVES_PARAGRAPH if lists[depth].last.place == "line" else OTHER_PLACE
    return cost
