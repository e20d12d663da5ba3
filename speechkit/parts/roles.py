"""The parts by number, and rows of what speaks for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, get_args

from speechkit.model import Role

ROLES: tuple[Role, ...] = get_args(Role)
META, SALUTATION, OPENING, REVIEW, PROBLEMS, CONTEXT, REQUIREMENTS, CLOSING = range(len(ROLES))

Row: TypeAlias = list[float]  # what speaks for each part of ``ROLES``, in logits
Weights: TypeAlias = tuple[tuple[int, float], ...]  # numbers of parts, and what to add for each

_NUMBERS = {role: number for number, role in enumerate(ROLES)}


def numbered(weights: Mapping[Role, float]) -> Weights:
    """The weights with the numbers of their parts, in the same order."""
    return tuple((_NUMBERS[role], weight) for role, weight in weights.items())
