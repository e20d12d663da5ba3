"""The records of data/tasks.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from speechkit.model import Role
from speechkit.rules import Examples, load_rules


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of task and how binding it is."""

    id: str
    strength: Literal["must", "should", "plan", "may"]
    pattern: str
    source: str
    examples: Examples


class Never(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What looks like a demand and is none."""

    id: str
    pattern: str
    source: str
    examples: Examples


class TaskRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/tasks.yaml."""

    parts: dict[Role, float]
    neighbour: float
    kinds: tuple[Kind, ...]
    never: tuple[Never, ...]
    dated: str
    about: str
    relay: str
    relay_not: str
    reporting: str


@cache
def task_rules() -> TaskRules:
    """The rules of data/tasks.yaml, read once."""
    return load_rules("tasks", TaskRules)
