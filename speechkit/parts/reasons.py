"""Why a unit is of its part: the evidence for it, by where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.model import PartReason, Role, Structure, Sum
from speechkit.parts.evidence import evidence_by_source
from speechkit.parts.roles import ROLES


def reasons_of(structure: Structure, roles: Sequence[Role]) -> list[PartReason]:
    """What speaks for the role of every unit, and for the best of the others; ``roles`` are those of ``labels_of``."""
    if not roles:
        return []
    chosen = [ROLES.index(role) for role in roles]
    terms: list[list[tuple[str, float]]] = [[] for _ in roles]
    rows: Sequence[Sequence[float]] = [[0.0] * len(ROLES)] * len(roles)
    for source, grown in evidence_by_source(structure):
        for number, role in enumerate(chosen):
            terms[number].append((source, grown[number][role] - rows[number][role]))
        rows = grown
    reasons: list[PartReason] = []
    for number, role in enumerate(chosen):
        rival = max((other for other in range(len(ROLES)) if other != role), key=rows[number].__getitem__)
        reasons.append(PartReason(ROLES[role], Sum.of(terms[number]), ROLES[rival], round(rows[number][rival], 2)))
    return reasons
