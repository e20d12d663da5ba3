"""The Viterbi path: the labels with the most evidence left after the costs of turning from one role to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, islice
from math import inf
from operator import attrgetter, itemgetter
from typing import TypeAlias

from speechkit.model import ROLES, Role, Section, Unit
from speechkit.parts.rules import Border, part_rules

# What a turn to a role costs from every other, by number, and the same as (role before, cost), the cheapest first.
_Turns: TypeAlias = tuple[tuple[float, ...], tuple[tuple[int, float], ...]]


def best_path(evidence: Iterable[Sequence[float]], borders: Iterable[Border]) -> list[int]:
    """Return the number of the role of every unit: those with the most evidence left after the costs of their turns.

    ``evidence`` has a row for each unit, one at least, with an item for each role; it is read once. ``borders`` has an
    item for each unit but the first.
    """
    rows = iter(evidence)
    costs_at = _costs()
    best = list(next(rows))
    back = bytearray()  # for every unit but the first, and each role of it, the role before
    for row, border in zip(rows, borders, strict=True):
        scores: list[float] = []
        top = max(best)
        leader = best.index(top)
        for role, (costs, turns) in enumerate(costs_at[border]):
            score, source = best[role], role
            if top - costs[leader] > score:
                score, source = top - costs[leader], leader
            for other, cost in turns:
                if top - cost <= score:  # neither this turn nor a dearer one is worth its cost
                    break
                turned = best[other] - cost
                if turned > score:
                    score, source = turned, other
            back.append(source)
            scores.append(score + row[role])
        best = scores
    path = [best.index(max(best))]
    for start in range(len(back) - len(ROLES), -1, -len(ROLES)):
        path.append(back[start + path[-1]])
    return path[::-1]


def borders_of(units: Sequence[Unit], sections: Sequence[Section]) -> Iterator[Border]:
    """Yield what stands before every unit but the first: nothing, a point, a new paragraph, a top section's line.

    In a paragraph that holds a whole speech every sentence is as good as a point.
    """
    return islice(_borders(units, sections), 1, None)


def _borders(units: Sequence[Unit], sections: Sequence[Section]) -> Iterator[Border]:
    one_line = part_rules().turns.one_line
    for _, group in groupby(units, key=attrgetter("paragraph")):
        first, *others = group
        yield "section" if first.opens is not None and sections[first.opens].level == 1 else "paragraph"
        inside: Border = "point" if len(others) >= one_line else "inside"
        for unit in others:
            yield "point" if unit.opens is not None else inside


@cache
def _costs() -> dict[Border, tuple[_Turns, ...]]:
    """For each border, what the turns to each role cost."""
    return {
        border: tuple(_turns_to(role, eased) for role in ROLES) for border, eased in part_rules().turns.borders.items()
    }


def _turns_to(role: Role, eased: float) -> _Turns:
    costs = tuple(inf if other == role else _cost(other, role, eased) for other in ROLES)
    turns = [(number, cost) for number, cost in enumerate(costs) if ROLES[number] != role]
    return costs, tuple(sorted(turns, key=itemgetter(1)))


def _cost(before: Role, after: Role, eased: float) -> float:
    """What it costs to turn from one role to another at a border that takes ``eased`` off it."""
    rules, turns = part_rules().roles, part_rules().turns
    for role in (before, after):
        if (free := rules[role].free) is not None:
            return free
    if after in rules[before].next:
        return turns.usual - eased
    odd = rules[before].odd
    return (turns.odd if odd is None else odd) - eased
