"""What the words of a unit, and of the paragraph around it, say for each role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import mul

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


def add_paragraphs(rows: Sequence[Sequence[float]], units: Sequence[Unit], cues: Sequence[Cues]) -> Iterator[Row]:
    """Yield the row of every unit with what its paragraph adds: a paragraph is there for one thing."""
    longest = part_rules().paragraph.chars
    lengths = bytes(max(1, min(len(unit.text), longest)) for unit in units)
    before: range | None = None
    for row, around in zip(rows, _paragraphs_around(units), strict=True):
        if around is not before:
            here = slice(around.start, around.stop)
            before, (means, exposition) = around, _paragraph_terms(rows[here], cues[here], lengths[here])
        grown = list(row)
        for role, unit_weight, added in means:
            grown[role] = unit_weight * grown[role] + added
        for role, added in exposition:
            grown[role] += added
        yield grown


def _paragraphs_around(units: Sequence[Unit]) -> Iterator[range]:
    """For each unit, the numbers of the units of its paragraph; of a long one, those of its point that are near it."""
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


def _paragraph_terms(
    rows: Sequence[Sequence[float]], cues: Sequence[Cues], lengths: bytes
) -> tuple[list[tuple[int, float, float]], list[tuple[int, float]]]:
    """What the units of a paragraph, with their rows, cues and lengths, add to the row of each of them.

    First, numbers of roles, how much the unit's own evidence for the role counts, and what the mean of all units adds;
    second, numbers of roles and what exposition adds.
    """
    size = sum(lengths)
    shares = [length / size for length in lengths]
    columns = tuple(zip(*rows, strict=True))
    means = [(role, unit, weight * sum(map(mul, columns[role], shares))) for role, unit, weight in _mean_weights()]
    exposition = _exposition(cues, shares)
    return means, [(role, weight * exposition) for role, weight in _exposition_weights()]


def _exposition(cues: Sequence[Cues], shares: Sequence[float]) -> float:
    """How far a paragraph is exposition, in logits, by the cues of its units and their shares of its text."""
    rules = part_rules().paragraph
    weights = rules.exposition
    demands = sum([share for unit_cues, share in zip(cues, shares, strict=True) if unit_cues.demand > 0])
    if len(cues) <= rules.short:
        return weights.short_none if demands == 0 else weights.short_some
    if demands == 0:
        total = weights.none
    elif demands < rules.few:
        total = weights.few
    else:
        total = weights.some if demands < rules.some else weights.many
    total += weights.first * (cues[0].demand > rules.demand) + weights.last * (cues[-1].demand > rules.demand)
    return total


@cache
def _mean_weights() -> tuple[tuple[int, float, float], ...]:
    """Numbers of the roles that a paragraph speaks for, with ``unit`` and ``paragraph`` of data/parts.yaml."""
    unit, paragraph = by_number(lambda role: role.unit), by_number(lambda role: role.paragraph)
    weights = zip(range(len(unit)), unit, paragraph, strict=True)
    return tuple(each for each in weights if each[1:] != (1, 0))


@cache
def _exposition_weights() -> Weights:
    return tuple((number, weight) for number, weight in enumerate(by_number(lambda role: role.exposition)) if weight)
