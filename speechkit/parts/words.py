"""What the words of a unit, and of the paragraph around it, say for each role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import mul
from typing import TypeAlias

from speechkit.cues import cue_weights
from speechkit.model import Cues, Unit
from speechkit.parts.rules import ROLE_NUMBERS, Row, Weights, by_number, numbered, part_rules

_CONTEXT, _REQUIREMENTS = ROLE_NUMBERS["context"], ROLE_NUMBERS["requirements"]


# -- the unit alone ----------------------------------------------------------------------------------------------------


def word_rows(cues: Iterable[Cues]) -> list[tuple[float, ...]]:
    """Return what the cues of each unit say for each role; one row serves all units with the same cues."""
    shared: dict[Cues, tuple[float, ...]] = {}
    rows = []
    for unit_cues in cues:
        row = shared.get(unit_cues)
        if row is None:
            row = shared[unit_cues] = _word_row(unit_cues)
        rows.append(row)
    return rows


def _word_row(cues: Cues) -> tuple[float, ...]:
    rules, weights = part_rules().demand, _cue_weights()
    row = list(base_row())
    for cue in sorted(cues.ids):
        for role, weight in weights[cue]:
            row[role] += weight
    if cues.demand > rules.reasoned:
        row[_CONTEXT] = min(row[_CONTEXT], rules.most_context)
    row[_REQUIREMENTS] = rules.weight * max(rules.least, min(rules.most, cues.demand))
    return tuple(map(min, row, _most_row()))


@cache
def base_row() -> tuple[float, ...]:
    """Return what a unit without any cue says for each role."""
    return by_number(lambda role: role.base)


@cache
def _most_row() -> tuple[float, ...]:
    return by_number(lambda role: role.most)


@cache
def _cue_weights() -> dict[str, Weights]:
    return {cue: numbered(weights) for cue, weights in cue_weights().items()}


# -- the paragraph -----------------------------------------------------------------------------------------------------


# Numbers of roles, how much a unit's own evidence for the role counts, and what the mean of its paragraph adds.
_Means: TypeAlias = list[tuple[int, float, float]]


def add_paragraphs(rows: Sequence[Sequence[float]], units: Sequence[Unit], cues: Sequence[Cues]) -> Iterator[Row]:
    """Yield the row of every unit with what its paragraph adds: a paragraph is there for one thing."""
    longest = part_rules().paragraph.chars
    lengths = bytes(max(1, min(len(unit.text), longest)) for unit in units)
    before: range | None = None
    for row, together in zip(rows, _together(units), strict=True):
        if together is not before:
            here = slice(together.start, together.stop)
            before, (means, lean) = together, _said_together(rows[here], cues[here], lengths[here])
        grown = list(row)
        for role, own, added in means:
            grown[role] = own * grown[role] + added
        for role, added in lean:
            grown[role] += added
        yield grown


def _together(units: Sequence[Unit]) -> Iterator[range]:
    """For each unit, the units that it is taken with: its paragraph; in a long one, its point, or what is near it."""
    longest = part_rules().paragraph.units
    start = 0
    while start < len(units):
        stop = start + 1
        while stop < len(units) and units[stop].paragraph == units[start].paragraph:
            stop += 1
        paragraph = range(start, stop)
        for number in paragraph:
            yield paragraph if len(paragraph) <= longest else _near(units, paragraph, number)
        start = stop


def _near(units: Sequence[Unit], paragraph: range, number: int) -> range:
    near = part_rules().paragraph.near
    first = number
    while first > max(paragraph.start, number - near) and units[first].opens is None:
        first -= 1
    last = number + 1
    while last < min(paragraph.stop, number + near + 1) and units[last].opens is None:
        last += 1
    return range(first, last)


def _said_together(
    rows: Sequence[Sequence[float]], cues: Sequence[Cues], lengths: bytes
) -> tuple[_Means, list[tuple[int, float]]]:
    """What units that stand together add to the evidence of each: their means, and as far as they ask for something."""
    size = sum(lengths)
    shares = [length / size for length in lengths]
    columns = tuple(zip(*rows, strict=True))
    means = [(role, own, mean * sum(map(mul, columns[role], shares))) for role, own, mean in _mean_weights()]
    lean = _lean(cues, shares)
    return means, [(role, weight * lean) for role, weight in _lean_weights()]


def _lean(cues: Sequence[Cues], shares: Sequence[float]) -> float:
    """How far units, with their shares of the text, lean away from demands."""
    rules = part_rules().paragraph
    asking = sum([share for unit_cues, share in zip(cues, shares, strict=True) if unit_cues.demand > 0])
    lean = rules.lean
    if len(cues) <= rules.short:
        return lean.short_none if asking == 0 else lean.short_some
    if asking == 0:
        total = lean.none
    elif asking < rules.few:
        total = lean.few
    else:
        total = lean.some if asking < rules.some else lean.many
    total += lean.first * (cues[0].demand > rules.demand) + lean.last * (cues[-1].demand > rules.demand)
    return total


@cache
def _mean_weights() -> tuple[tuple[int, float, float], ...]:
    """Numbers of the roles that a paragraph speaks for, with their ``own`` and ``mean`` of data/parts.yaml."""
    owns, means = by_number(lambda role: role.own), by_number(lambda role: role.mean)
    rows = ((number, own, mean) for number, (own, mean) in enumerate(zip(owns, means, strict=True)))
    return tuple(row for row in rows if row[1:] != (1, 0))


@cache
def _lean_weights() -> Weights:
    return tuple((number, away) for number, away in enumerate(by_number(lambda role: role.away)) if away)
