"""What the paragraph of a unit says: a unit is heard together with those around it, which are there for one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.model import Mood, Unit
from speechkit.parts.partrules import part_rules
from speechkit.parts.roles import CLOSING, CONTEXT, OPENING, PROBLEMS, REQUIREMENTS, REVIEW, Row

_LENGTH = 70  # a longer unit counts no more than one of this many characters
_STRETCH = 20  # units of a paragraph that are heard together; of longer ones, those around the unit
_AROUND = 4
_HEARD = (OPENING, REVIEW, PROBLEMS, CONTEXT, REQUIREMENTS, CLOSING)  # the parts that a stretch speaks for


def rows_with_stretches(own: Sequence[Sequence[float]], units: Sequence[Unit], moods: Sequence[Mood]) -> Iterator[Row]:
    """A row for every unit: its ``own`` evidence and its stretch's."""
    lengths = bytes(max(1, min(len(unit.text), _LENGTH)) for unit in units)
    before: range | None = None
    heard: list[float] = []
    for row, stretch in zip(own, _stretches(units), strict=True):
        if stretch is not before:
            before, heard = stretch, _heard(own, moods, lengths, stretch)
        yield _together(row, heard)


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


def _heard(own: Sequence[Sequence[float]], moods: Sequence[Mood], lengths: bytes, stretch: range) -> list[float]:
    """What a stretch says for each part: the mean of its units, and how much of it asks for something."""
    size = sum(lengths[number] for number in stretch)
    shares = [lengths[number] / size for number in stretch]
    row = [sum(own[number][role] * share for number, share in zip(stretch, shares, strict=True)) for role in _HEARD]
    asked = sum(share for number, share in zip(stretch, shares, strict=True) if moods[number].demand > 0)
    said = part_rules().asked
    if len(stretch) >= 3:
        lean = said["none" if asked == 0 else "few" if asked < 0.12 else "some" if asked < 0.3 else "many"]
        lean += said["topic"] * (moods[stretch[0]].demand > 0.5) + said["end"] * (moods[stretch[-1]].demand > 0.5)
    else:
        lean = said["short-none" if asked == 0 else "short-some"]
    return [*row, lean]


def _together(own: Sequence[float], heard: Sequence[float]) -> Row:
    """The unit's own evidence and its stretch's: a paragraph is there for one thing."""
    row = list(own)
    *means, lean = heard
    for role, mean in zip(_HEARD, means, strict=True):
        weight, share = (0.7, 0.5) if role == CLOSING else (0.4, 0.8)
        row[role] = weight * row[role] + share * mean
    for role in (REVIEW, PROBLEMS, CONTEXT):
        row[role] += lean / 2
    row[REQUIREMENTS] -= lean / 2
    return row
