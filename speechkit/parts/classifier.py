"""The part classifier: the evidence of every unit for each role, source by source, and the best path through it.

Another classifier is another module with a function from a ``Structure`` to ``PartLabels``; ``speechkit.parts`` says in
one line which is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import compress, islice
from math import inf
from typing import TypeAlias

from speechkit.model import ROLES, PartLabels, PartReason, Role, Structure, Sum
from speechkit.parts.headings import add_headings, add_leads, add_titles
from speechkit.parts.places import add_places, add_report, prose_of
from speechkit.parts.rules import ROLE_NUMBERS, Row
from speechkit.parts.viterbi import best_path, borders_of
from speechkit.parts.words import add_paragraphs, word_rows

_META = ROLE_NUMBERS["meta"]

# What adds its evidence to the row of each unit and hands it on.
_EvidenceSource: TypeAlias = Callable[[Iterable[Row], Structure], Iterator[Row]]

# After the words of each unit and its paragraph, in this order; ``explain`` tells the evidence by these names.
SOURCES: tuple[tuple[str, _EvidenceSource], ...] = (
    ("titles", add_titles),
    ("lead", add_leads),
    ("heading", add_headings),
    ("place", add_places),
    ("report", add_report),
)


def labels_of(structure: Structure) -> PartLabels:
    """Decide the role of every unit, in order; the labels can say why.

    What is set aside amid the speech is meta and no step of the path: a caption between two sentences turns nothing.
    """
    if not structure.units:
        return PartLabels((), tuple)
    steps = _steps(structure)
    path = _path(structure, steps, evidence_of(structure))
    if all(number == _META for number in path):
        path = _path(structure, steps, _prose_is_said(structure))
    numbers = iter(path)
    roles = tuple([ROLES[next(numbers)] if step else "meta" for step in steps])
    return PartLabels(roles, partial(reasons_of, structure, roles))


def _path(structure: Structure, steps: Sequence[bool], evidence: Iterable[Row]) -> list[int]:
    borders = borders_of(structure.units, structure.sections)
    return best_path(compress(evidence, steps), compress(borders, islice(steps, 1, None)))


def _prose_is_said(structure: Structure) -> Iterator[Row]:
    """The evidence where the path finds nothing but meta: no text is all frame, so its own sentences are none of it."""
    prose = frozenset(prose_of(structure))
    for number, row in enumerate(evidence_of(structure)):
        if number in prose:
            row[_META] = -inf
        yield row


def _steps(structure: Structure) -> list[bool]:
    """Whether each unit is a step of the path: all but those that layout set aside amid the speech."""
    steps = [not structure.paragraphs[unit.paragraph].meta for unit in structure.units]
    if True not in steps:
        return [True] * len(steps)
    first, last = steps.index(True), len(steps) - 1 - steps[::-1].index(True)
    return [True] * first + steps[first : last + 1] + [True] * (len(steps) - 1 - last)


def evidence_of(structure: Structure) -> Iterator[Row]:
    """Yield the evidence of every unit for each role; row by row, since the rows of a long text take much memory."""
    rows = add_paragraphs(word_rows(structure.cues), structure.units, structure.cues)
    for _, add in SOURCES:
        rows = add(rows, structure)
    return rows


def evidence_by_source(structure: Structure) -> Iterator[tuple[str, Sequence[Sequence[float]]]]:
    """Yield the evidence as it grows: the name of the source added last, and the rows of all units with it."""
    words = word_rows(structure.cues)
    yield "words", words
    rows = list(add_paragraphs(words, structure.units, structure.cues))
    yield "paragraph", rows
    for name, add in SOURCES:
        rows = list(add(map(list.copy, rows), structure))
        yield name, rows


def reasons_of(structure: Structure, roles: Sequence[Role]) -> list[PartReason]:
    """Return the evidence for the role of every unit, by source, and for the best of the others.

    ``roles`` are those of ``labels_of``.
    """
    if not roles:
        return []
    numbers = [ROLE_NUMBERS[role] for role in roles]
    terms: list[list[tuple[str, float]]] = [[] for _ in roles]
    rows: Sequence[Sequence[float]] = [[0.0] * len(ROLES)] * len(roles)
    for source, grown in evidence_by_source(structure):
        for unit, number in enumerate(numbers):
            terms[unit].append((source, grown[unit][number] - rows[unit][number]))
        rows = grown
    reasons: list[PartReason] = []
    for row, number, unit_terms in zip(rows, numbers, terms, strict=True):
        rival = max((other for other in range(len(ROLES)) if other != number), key=row.__getitem__)
        reasons.append(PartReason(ROLES[number], Sum.of(unit_terms), ROLES[rival], round(row[rival], 2)))
    return reasons
