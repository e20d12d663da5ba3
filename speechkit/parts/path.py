"""The best sequence of parts: the evidence of every unit against the cost of turning from one part to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from math import inf
from operator import attrgetter, itemgetter

from speechkit.model import Section, Unit
from speechkit.parts.roles import (
    CLOSING,
    CONTEXT,
    META,
    OPENING,
    PROBLEMS,
    REQUIREMENTS,
    REVIEW,
    ROLES,
    SALUTATION,
)

_WHOLE = 30  # units of a paragraph beyond which it is a text without line breaks

# What it costs to turn from one part to another, in logits: a usual turn, and any other.
_USUAL, _ODD, _BACK = 2.0, 4.0, 5.0
_TURNS: dict[int, tuple[int, ...]] = {
    META: (SALUTATION, OPENING, CONTEXT, REQUIREMENTS),
    SALUTATION: (OPENING, CONTEXT, REVIEW, REQUIREMENTS, CLOSING),
    OPENING: (REVIEW, CONTEXT, REQUIREMENTS, PROBLEMS, SALUTATION),
    REVIEW: (PROBLEMS, CONTEXT, REQUIREMENTS, OPENING),
    PROBLEMS: (REQUIREMENTS, CONTEXT, REVIEW, OPENING),
    CONTEXT: (REQUIREMENTS, REVIEW, PROBLEMS),
    REQUIREMENTS: (CLOSING, CONTEXT),
    CLOSING: (META,),
}
# What a boundary takes off the cost of a turn: nothing inside a paragraph, most before a section that opens a line.
_INSIDE, _POINT, _PARAGRAPH, _SECTION = range(4)
_EASE = (-2.6, -1.4, -0.3, 0.8)


# What a turn to a role costs from every other, and the same as (role before, cost), the cheapest first.
_Turns = tuple[tuple[float, ...], tuple[tuple[int, float], ...]]


def _costs() -> tuple[tuple[_Turns, ...], ...]:
    """For each kind of boundary and each role, the roles that it can follow with the costs of the turns."""
    table = []
    for ease in _EASE:
        rows = []
        for role in range(len(ROLES)):
            row = [_ODD - ease] * len(ROLES)
            for other in range(len(ROLES)):
                if other in _TURNS[role]:
                    row[other] = _USUAL - ease
                elif role == CLOSING and other in (OPENING, REVIEW, PROBLEMS, CONTEXT, REQUIREMENTS):
                    row[other] = _BACK - ease
                if SALUTATION in (role, other):
                    row[other] = 0.5
            rows.append(row)
        table.append(tuple(_turns_to(role, rows) for role in range(len(ROLES))))
    return tuple(table)


def _turns_to(role: int, rows: Sequence[Sequence[float]]) -> _Turns:
    costs = tuple(row[role] if other != role else inf for other, row in enumerate(rows))
    turns = [(other, cost) for other, cost in enumerate(costs) if other != role]
    return costs, tuple(sorted(turns, key=itemgetter(1)))


_COSTS = _costs()


def boundaries_of(units: Sequence[Unit], sections: Sequence[Section]) -> Iterator[int]:
    """What stands before every unit but the first: nothing, a point, a paragraph's end, a section that opens a line.

    In a paragraph that holds a whole speech every sentence is as good as a point.
    """
    return islice(_boundaries(units, sections), 1, None)


def _boundaries(units: Sequence[Unit], sections: Sequence[Section]) -> Iterator[int]:
    for _, group in groupby(units, key=attrgetter("paragraph")):
        first, *others = group
        yield _SECTION if first.opens is not None and sections[first.opens].level == 1 else _PARAGRAPH
        inside = _POINT if len(others) >= _WHOLE else _INSIDE
        for unit in others:
            yield _POINT if unit.opens is not None else inside


def best_path(evidence: Iterable[Sequence[float]], boundaries: Iterable[int]) -> list[int]:
    """The sequence of roles with the most evidence left after the costs of its turns (Viterbi's algorithm).

    ``evidence`` has a row for each unit, one at least, and is read once; ``boundaries`` an item for each but the first.
    """
    rows = iter(evidence)
    best = list(next(rows))
    back = bytearray()  # for every unit but the first, and each role of it, the role before
    for row, kind in zip(rows, boundaries, strict=True):
        scores: list[float] = []
        top = max(best)
        leader = best.index(top)
        for role, (costs, turns) in enumerate(_COSTS[kind]):
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
