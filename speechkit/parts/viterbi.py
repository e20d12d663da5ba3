"""The Viterbi path: the roles of all units that together have the most evidence, turns from one to another included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import Literal, TypeAlias, get_args

from speechkit.model import ROLES, Section, Unit
from speechkit.parts.weights import weights

Border = Literal["inside", "point", "paragraph", "section"]
BORDERS: tuple[Border, ...] = get_args(Border)

ONE_LINE = 30  # units after the first from which on a paragraph is a speech without line breaks

# Of a role, by number: the most that a turn to it brings, what staying and what coming from each other role costs
# against that, and the same as (role before, cost), the cheapest first.
Turns: TypeAlias = tuple[float, tuple[float, ...], tuple[tuple[int, float], ...]]


def best_path(
    evidence: Iterable[Sequence[float]], borders: Iterable[str], turns_at: Mapping[str, Sequence[Turns]]
) -> list[int]:
    """Return the number of the role of every unit: the path with the most evidence and the best turns.

    ``evidence`` has a row for each unit, one at least, with an item for each role; it is read once. ``borders`` has an
    item for each unit but the first. ``turns_at`` has for each border the turns to each role.
    """
    rows = iter(evidence)
    best = list(next(rows))
    back = bytearray()  # for every unit but the first, and each role of it, the role before
    for row, border in zip(rows, borders, strict=True):
        scores: list[float] = []
        top = max(best)
        leader = best.index(top)
        for role, (most, costs, turns) in enumerate(turns_at[border]):
            score, source = top - costs[leader], leader
            for other, cost in turns:
                if top - cost <= score:  # neither this turn nor a dearer one is worth its cost
                    break
                turned = best[other] - cost
                if turned > score:
                    score, source = turned, other
            back.append(source)
            scores.append(score + most + row[role])
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
    for _, group in groupby(units, key=attrgetter("paragraph")):
        first, *others = group
        yield "section" if first.opens is not None and sections[first.opens].level == 1 else "paragraph"
        inside: Border = "point" if len(others) >= ONE_LINE else "inside"
        for unit in others:
            yield "point" if unit.opens is not None else inside


@cache
def fitted_turns() -> Mapping[str, tuple[Turns, ...]]:
    """For each border, what the turns to each role bring."""
    return {
        border: tuple(turns_to([row[role] for row in table]) for role in range(len(ROLES)))
        for border, table in weights().turns.items()
    }


def turns_to(gains: Sequence[float]) -> Turns:
    """Return the turns to a role; ``gains`` are what each role before it brings, its own included."""
    most = max(gains)
    costs = tuple(most - gain for gain in gains)
    return most, costs, tuple(sorted(enumerate(costs), key=itemgetter(1)))
