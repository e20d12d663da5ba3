"""The best sequence of parts: the evidence of every unit against the cost of turning from one part to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from speechkit.model import Role, Section, Unit

ROLES: tuple[Role, ...] = get_args(Role)
META, SALUTATION, OPENING, REVIEW, PROBLEMS, CONTEXT, REQUIREMENTS, CLOSING = range(len(ROLES))

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


def _costs() -> tuple[tuple[tuple[float, ...], ...], ...]:
    table = []
    for ease in _EASE:
        rows = []
        for role in range(len(ROLES)):
            row = [_ODD - ease] * len(ROLES)
            for other in range(len(ROLES)):
                if other == role:
                    row[other] = 0.0
                elif other in _TURNS[role]:
                    row[other] = _USUAL - ease
                elif role == CLOSING and other in (OPENING, REVIEW, PROBLEMS, CONTEXT, REQUIREMENTS):
                    row[other] = _BACK - ease
                if SALUTATION in (role, other) and other != role:
                    row[other] = 0.5
            rows.append(tuple(row))
        table.append(tuple(rows))
    return tuple(table)


_COSTS = _costs()


def boundary(before: Unit, unit: Unit, sections: Sequence[Section], *, whole: bool = False) -> int:
    """What stands between two units: nothing, a point, a paragraph's end or a section that opens a line.

    In a paragraph that holds a ``whole`` speech every sentence is as good as a point.
    """
    if unit.paragraph == before.paragraph:
        return _POINT if whole or unit.opens is not None else _INSIDE
    if unit.opens is not None and sections[unit.opens].level == 1:
        return _SECTION
    return _PARAGRAPH


def best_path(evidence: Sequence[Sequence[float]], boundaries: Sequence[int]) -> list[int]:
    """The sequence of roles with the most evidence left after the costs of its turns (Viterbi's algorithm)."""
    best = list(evidence[0])
    back: list[bytes] = []
    everything = range(len(ROLES))
    for row, kind in zip(evidence[1:], boundaries, strict=True):
        costs = _COSTS[kind]
        came: list[int] = []
        scores: list[float] = []
        top = max(best)
        leader = best.index(top)
        for role in everything:
            score, source = best[role], role
            if top > score:
                for other in everything if leader != role else ():
                    turned = best[other] - costs[other][role]
                    if turned > score:
                        score, source = turned, other
            came.append(source)
            scores.append(score + row[role])
        back.append(bytes(came))
        best = scores
    path = [best.index(max(best))]
    for step in reversed(back):
        path.append(step[path[-1]])
    return path[::-1]
