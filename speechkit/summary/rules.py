"""How much of a speech is shown and what goes first (data/summary.yaml)."""

from __future__ import annotations

import msgspec

from speechkit.model import SloganKind
from speechkit.rules import reader

__all__ = ["PageRules", "SummaryRules", "TaskWeights", "summary_rules"]


class TaskWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each thing that a task says adds to its weight; ``strength`` is added for each step above ``may``."""

    day: int
    time: int
    name: int
    strength: int
    target: int


class PageRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How much one page holds; widths in Chinese characters, rooms in lines of the full ``width``."""

    lines: int
    width: int
    task_width: int
    who_width: int
    when_width: int
    achievements: int
    achievement_lines: int
    achievement_length: int
    problems: int
    problem_length: int
    heading_length: int
    short_heading_length: int
    demand_length: int
    demands_alone: int
    least_demands: int
    least_items: int
    item_length: int
    who_length: int
    targets: int
    target_length: int
    new_phrases: int
    known_phrases: int
    mottos: int


class SummaryRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """All of data/summary.yaml; lengths are in code points."""

    outline_lines: int
    outline_levels: int
    heading_length: int
    sentence_length: int
    task_length: int
    task_weights: TaskWeights
    slogans: dict[SloganKind, int]
    page: PageRules
    figures: str
    announces: str
    retells: str


summary_rules = reader("summary", SummaryRules)
