"""What the paragraph of a unit says: a unit is heard together with those around it, which are there for one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import mul

from speechkit.model import Cues, Unit
from speechkit.parts.partrules import part_rules
from speechkit.parts.roles import CLOSING, CONTEXT, OPENING, PROBLEMS, REQUIREMENTS, REVIEW, Row

_LENGTH = 70  # a longer unit counts no more than one of this many characters
_STRETCH = 20  # units of a paragraph that are heard together; of longer ones, those around the unit
_AROUND = 4
# The parts that a stretch speaks for; how much the unit's own evidence counts there, and how much the stretch's mean.
_HEARD = (*((role, 0.4, 0.8) for role in (OPENING, REVIEW, PROBLEMS, CONTEXT, REQUIREMENTS)), (CLOSING, 0.7, 0.5))


def rows_with_stretches(own: Sequence[Sequence[float]], units: Sequence[Unit], cues: Sequence[Cues]) -> Iterator[Row]:
    """A row for every unit: its ``own`` evidence and its stretch's."""
    lengths = bytes(max(1, min(len(unit.text), _LENGTH)) for unit in units)
    before: range | None = None
    for row, stretch in zip(own, _stretches(units), strict=True):
        if stretch is not before:
            here = slice(stretch.start, stretch.stop)
            before, (heard, lean) = stretch, _heard(own[here], cues[here], lengths[here])
        yield _together(row, heard, lean)


def _stretches(units: Sequence[Unit]) -> Iterator[range]:
    """For each unit, the units that are heard with it: its paragraph; in a long one, its point, or its neighbours."""
    start = 0
    while start < len(units):
        stop = start + 1
        while stop < len(units) and units[stop].paragraph == units[start].paragraph:
            stop += 1
        stretch = range(start, stop)
        for number in stretch:
            yield stretch if len(stretch) <= _STRETCH else _beside(units, stretch, number)
        start = stop


def _beside(units: Sequence[Unit], paragraph: range, number: int) -> range:
    first = number
    while first > max(paragraph.start, number - _AROUND) and units[first].opens is None:
        first -= 1
    last = number + 1
    while last < min(paragraph.stop, number + _AROUND + 1) and units[last].opens is None:
        last += 1
    return range(first, last)


def _heard(
    own: Sequence[Sequence[float]], cues: Sequence[Cues], lengths: bytes
) -> tuple[list[tuple[int, float, float]], float]:
    """What a stretch of units says, and how far it leans away from requirements, by how much of it asks.

    For each part: its number, how much a unit's own evidence for it counts, and what the mean of the units adds.
    """
    size = sum(lengths)
    shares = [length / size for length in lengths]
    columns = tuple(zip(*own, strict=True))
    heard = [(role, weight, share * sum(map(mul, columns[role], shares))) for role, weight, share in _HEARD]
    asked = sum([share for own, share in zip(cues, shares, strict=True) if own.demand > 0])
    said = part_rules().asked
    if len(cues) >= 3:
        lean = said["none" if asked == 0 else "few" if asked < 0.12 else "some" if asked < 0.3 else "many"]
        lean += said["topic"] * (cues[0].demand > 0.5) + said["end"] * (cues[-1].demand > 0.5)
    else:
        lean = said["short-none" if asked == 0 else "short-some"]
    return heard, lean


def _together(own: Sequence[float], heard: Sequence[tuple[int, float, float]], lean: float) -> Row:
    """The unit's own evidence and its stretch's: a paragraph is there for one thing."""
    row = list(own)
    for role, weight, added in heard:
        row[role] = weight * row[role] + added
    row[REVIEW] += lean / 2
    row[PROBLEMS] += lean / 2
    row[CONTEXT] += lean / 2
    row[REQUIREMENTS] -= lean / 2
    return row
