"""What the words of a unit say for each part: its cues (data/moods.yaml), and how much of a demand it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from speechkit.model import Mood
from speechkit.moods import weights
from speechkit.parts.roles import CONTEXT, REQUIREMENTS, Weights, numbered

BASE = (-0.5, -6.0, -0.2, 0.0, -0.2, 0.0, 0.0, -0.6)  # what a unit without any cue says for each part
_MOST = (9.0, 9.0, 3.5, 3.6, 3.5, 2.2, 2.2, 4.0)  # what the cues of one unit can say for a part at most
_DEMAND = 0.55  # how much a demand says for requirements, beside what other cues say for their parts
_LEAST_DEMAND, _MOST_DEMAND = -2.5, 3.5


def rows_of(moods: Iterable[Mood]) -> list[tuple[float, ...]]:
    """What each mood says for each part: one row serves all units of the same mood."""
    shared: dict[Mood, tuple[float, ...]] = {}
    rows = []
    for mood in moods:
        row = shared.get(mood)
        if row is None:
            row = shared[mood] = _row(mood)
        rows.append(row)
    return rows


def _row(mood: Mood) -> tuple[float, ...]:
    row = list(BASE)
    said = _weights()
    for cue in sorted(mood.cues):
        for role, weight in said[cue]:
            row[role] += weight
    if mood.demand > 1:  # a demand may give its reasons: 要充分认识到，…是…的重要举措
        row[CONTEXT] = min(row[CONTEXT], 0.6)
    row[REQUIREMENTS] = _DEMAND * max(_LEAST_DEMAND, min(_MOST_DEMAND, mood.demand))
    return tuple(map(min, row, _MOST))


@cache
def _weights() -> dict[str, Weights]:
    return {cue: numbered(said) for cue, said in weights().items()}
