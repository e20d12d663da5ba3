"""The whole text divided into parts: meta, salutation, opening, review, problems, context, requirements, closing.

``evidence`` adds up what each unit and its surroundings say for each part, ``path`` finds the best sequence of parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from speechkit.model import Document, Part, PartLabels, Role, Section, Structure, Unit
from speechkit.parts.evidence import evidence_of
from speechkit.parts.path import best_path, boundaries_of
from speechkit.parts.reasons import reasons_of
from speechkit.parts.roles import ROLES

__all__ = ["labels_of", "parts_of", "with_parts"]


def labels_of(structure: Structure) -> PartLabels:
    """Decide the role of every unit, in order; the labels can say why."""
    if not structure.units:
        return PartLabels((), tuple)
    path = best_path(evidence_of(structure), boundaries_of(structure.units, structure.sections))
    roles = tuple([ROLES[role] for role in path])
    return PartLabels(roles, partial(reasons_of, structure, roles))


def parts_of(document: Document, units: Sequence[Unit], roles: Sequence[Role]) -> tuple[Part, ...]:
    """Stretches of units of one role, which together cover the text from its first character to its last."""
    parts: list[Part] = []
    for start, role in _turns(units, roles):
        if not parts or parts[-1].role != role:
            start = start if parts else 0
            if parts:
                parts[-1] = Part(parts[-1].role, parts[-1].start, start)
            parts.append(Part(role, start, start))
    if parts:
        parts[-1] = Part(parts[-1].role, parts[-1].start, len(document.text))
    return tuple(parts)


def _turns(units: Sequence[Unit], roles: Sequence[Role]) -> Iterator[tuple[int, Role]]:
    """Where which role begins, in the order of the text: a page header may stand inside a sentence, which goes on."""
    outer: tuple[int, Role] | None = None  # the end and the role of the unit that reaches furthest
    ended: int | None = None
    for unit, role in sorted(zip(units, roles, strict=True), key=lambda item: item[0].start):
        if ended is not None and outer and ended < min(unit.start, outer[0]):
            yield ended, outer[1]
        yield unit.start, role
        inside = outer is not None and unit.end <= outer[0]
        ended = unit.end if inside else None
        if not inside:
            outer = (unit.end, role)


def with_parts(sections: Sequence[Section], parts: Sequence[Part]) -> tuple[Section, ...]:
    """The sections, each with the role of the part that it starts in."""
    done: list[Section] = []
    at = 0
    for section in sections:
        while at + 1 < len(parts) and parts[at].end <= section.start:
            at += 1
        done.append(replace(section, part=parts[at].role) if parts else section)
    return tuple(done)
