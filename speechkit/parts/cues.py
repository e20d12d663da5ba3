"""What the words of a unit say for each part: its cues (data/cues.yaml), and how much of a demand it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from speechkit.cues import cue_weights
from speechkit.model import Cues
from speechkit.parts.roles import CONTEXT, REQUIREMENTS, Weights, numbered

BASE = (-0.5, -6.0, -0.2, 0.0, -0.2, 0.0, 0.0, -0.6)  # what a unit without any cue says for each part
_MOST = (9.0, 9.0, 3.5, 3.6, 3.5, 2.2, 2.2, 4.0)  # what the cues of one unit can say for a part at most
_DEMAND = 0.55  # how much a demand says for requirements, beside what other cues say for their parts
_LEAST_DEMAND, _MOST_DEMAND = -2.5, 3.5


def rows_of(cues: Iterable[Cues]) -> list[tuple[float, ...]]:
    """What each unit's cues say for each part: one row serves all units with the same cues."""
    shared: dict[Cues, tuple[float, ...]] = {}
    rows = []
    for own in cues:
        row = shared.get(own)
        if row is None:
            row = shared[own] = _row(own)
        rows.append(row)
    return rows


def _row(own: Cues) -> tuple[float, ...]:
    row = list(BASE)
    said = _weights()
    for cue in sorted(own.ids):
        for role, weight in said[cue]:
            row[role] += weight
    if own.demand > 1:  # a demand may give its reasons: 要充分认识到，…是…的重要举措
        row[CONTEXT] = min(row[CONTEXT], 0.6)
    row[REQUIREMENTS] = _DEMAND * max(_LEAST_DEMAND, min(_MOST_DEMAND, own.demand))
    return tuple(map(min, row, _MOST))


@cache
def _weights() -> dict[str, Weights]:
    return {cue: numbered(said) for cue, said in cue_weights().items()}
