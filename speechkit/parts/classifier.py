"""The part classifier: the evidence of every unit for each role, source by source, and the best path through it.

Another classifier is another module with a function from a ``Structure`` to ``PartLabels``; ``speechkit.parts`` says in
one line which is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from speechkit.model import ROLES, PartLabels, PartReason, Role, Structure, Sum
from speechkit.parts.headings import add_headings, add_leads, add_titles
from speechkit.parts.places import add_places, add_report
from speechkit.parts.rules import ROLE_NUMBERS, Row
from speechkit.parts.viterbi import best_path, borders_of
from speechkit.parts.words import add_paragraphs, word_rows

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
    """Decide the role of every unit, in order; the labels can say why."""
    if not structure.units:
        return PartLabels((), tuple)
    path = best_path(evidence_of(structure), borders_of(structure.units, structure.sections))
    roles = tuple([ROLES[number] for number in path])
    return PartLabels(roles, partial(reasons_of, structure, roles))


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
