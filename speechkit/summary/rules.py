"""How much of a speech is shown and what goes first (data/summary.yaml)."""

from __future__ import annotations

import msgspec

from speechkit.model import SloganKind
from speechkit.rules import reader

__all__ = ["SummaryRules", "TaskWeights", "summary_rules"]


class TaskWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each thing that a task says adds to its weight; ``strength`` is added for each step above ``may``."""

    day: int
    time: int
    name: int
    strength: int
    target: int


class SummaryRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """All of data/summary.yaml; lengths are in code points."""

    outline_lines: int
    outline_levels: int
    heading_length: int
    sentence_length: int
    task_length: int
    task_weights: TaskWeights
    slogans: dict[SloganKind, int]


summary_rules = reader("summary", SummaryRules)
