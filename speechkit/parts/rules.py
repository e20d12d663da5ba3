"""The records of data/parts.yaml, which says what each field means, and the numbers of roles in rows of evidence.

Only the classifier counts roles by number, for speed: everything else names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal, TypeAlias, get_args

import msgspec

from speechkit.model import ROLES, Role
from speechkit.rules import PatternRule, load_rules

Row: TypeAlias = list[float]  # the evidence of a unit for each of ``ROLES``, in logits
Weights: TypeAlias = tuple[tuple[int, float], ...]  # numbers of roles, and what to add for each

# What stands between two units.
Border = Literal["inside", "point", "paragraph", "section"]
# What the place of a unit may be called; a unit is in several.
UnitPlace = Literal[
    "set-aside", "title", "before-greeting", "before-sections", "in-sections", "first-paragraph", "early",
    "last-paragraph", "after-last", "after-list", "late", "not-late",
]  # fmt: skip

ROLE_NUMBERS: dict[Role, int] = {role: number for number, role in enumerate(ROLES)}


def numbered(weights: Mapping[Role, float]) -> Weights:
    """Return the weights with the numbers of their roles, in the same order."""
    return tuple((ROLE_NUMBERS[role], weight) for role, weight in weights.items())


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What all records of the file have in common."""


class RoleRules(_Rules, frozen=True):
    """What a role is worth before anything is said, and the turns from it."""

    base: float
    most: float
    next: tuple[Role, ...] = ()
    unit: float = 1.0
    paragraph: float = 0.0
    exposition: float = 0.0
    odd: float | None = None
    free: float | None = None


class TurnRules(_Rules, frozen=True):
    """What turns from one role to another cost."""

    usual: float
    odd: float
    borders: dict[Border, float]
    one_line: int


class DemandWeights(_Rules, frozen=True):
    """What the demand of a unit says for requirements."""

    weight: float
    least: float
    most: float
    reasoned: float
    most_context: float


class ExpositionWeights(_Rules, frozen=True):
    """How far a paragraph is exposition, by the share of demands in it and by its first and last unit."""

    none: float
    few: float
    some: float
    many: float
    first: float
    last: float
    short_none: float
    short_some: float


class ParagraphRules(_Rules, frozen=True):
    """What a paragraph says for its units."""

    units: int
    near: int
    chars: int
    short: int
    few: float
    some: float
    demand: float
    exposition: ExpositionWeights


class EvidenceRule(PatternRule, frozen=True, forbid_unknown_fields=True):
    """A pattern to be found in a title, or in the clause before a list, and what it says for each role."""

    weights: dict[Role, float]


class TitleRules(_Rules, frozen=True):
    """What titles say."""

    outer: float
    chars: int
    rules: tuple[EvidenceRule, ...]


class HeadingRules(_Rules, frozen=True):
    """What headings that begin with a verb or a demand say."""

    cues: frozenset[str]
    weights: dict[Role, float]


class LeadRules(_Rules, frozen=True):
    """What announces a list."""

    outer: float
    plain: PatternRule
    rules: tuple[EvidenceRule, ...]


class PlaceRules(_Rules, frozen=True):
    """What places there are, and what they say."""

    greeting: int
    begins: int
    opening: int
    preliminaries: int
    paragraphs: int
    late: float
    openers: frozenset[str]
    not_prose: frozenset[str]
    weights: dict[UnitPlace, dict[Role, float]]


class ReportWeights(_Rules, frozen=True):
    """What the form of a press report says anywhere, and within the reporter's frame."""

    anywhere: dict[Role, float]
    frame: dict[Role, float]


class ReportRules(_Rules, frozen=True):
    """What tells a press report, and what its form says."""

    within: int
    least: int
    lead_in: frozenset[str]
    address: frozenset[str]
    tells: frozenset[str]
    after: frozenset[str]
    weights: ReportWeights


class PartRules(_Rules, frozen=True):
    """data/parts.yaml."""

    roles: dict[Role, RoleRules]
    turns: TurnRules
    demand: DemandWeights
    paragraph: ParagraphRules
    titles: TitleRules
    headings: HeadingRules
    leads: LeadRules
    places: PlaceRules
    report: ReportRules

    def __post_init__(self) -> None:
        """Raise ``ValueError``, which names it, where a role, a border or a place has no entry."""
        _complete("roles", self.roles, ROLES)
        _complete("turns.borders", self.turns.borders, get_args(Border))
        _complete("places.weights", self.places.weights, get_args(UnitPlace))


def _complete(field: str, entries: Iterable[str], wanted: Iterable[str]) -> None:
    if missing := [name for name in wanted if name not in set(entries)]:
        raise ValueError(f"{field} has no entry for {', '.join(missing)}")


@cache
def part_rules() -> PartRules:
    """Return the rules of data/parts.yaml, which are read once."""
    return load_rules("parts", PartRules)


def by_number(value: Callable[[RoleRules], float]) -> tuple[float, ...]:
    """Return a value of each role, in the order of their numbers."""
    return tuple(value(part_rules().roles[role]) for role in ROLES)
