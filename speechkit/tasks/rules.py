"""The records of data/tasks.yaml, which says what each of the rules is for."""

from __future__ import annotations

from typing import Literal

import msgspec

from speechkit.model import Role
from speechkit.patterns import Anywhere, AtPlace, EndingAt, Words, reader

__all__ = ["TaskKind", "task_rules"]


class TaskKind(Anywhere, frozen=True, forbid_unknown_fields=True):
    """A kind of task and how binding it is."""

    strength: Literal["must", "should", "plan", "may"]


class ActorRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is put in charge, and who is asked."""

    charging: Anywhere
    charges: tuple[Anywhere, ...]
    charge_alone: AtPlace
    asking: Anywhere


class NameRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a name begins and how far it goes."""

    longest: int
    longest_after_pronoun: int
    longest_in_brackets: int
    lead_in: Words
    no_name: Words
    office: Words
    no_pronoun: Words
    fixed: Words
    breaks: Words
    of: AtPlace
    links: Words
    no_head: Words
    plural: Words
    duties: Words


class ModalRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which modals tell somebody to do something."""

    reach: int
    no_modal: AtPlace
    no_demand: AtPlace
    says: AtPlace
    anywhere: Words


class SubjectRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What follows a name and makes it the subject of a demand."""

    between: int
    between_adverbs: int
    will: AtPlace
    stops: Words
    aside: Words
    task_is: AtPlace
    stays: Words
    short_verbs: Words
    possessive: Words
    described: AtPlace


class ActionRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the verbs of a clause stand, and what they act on."""

    modal_within: int
    verb: int
    shortest: int
    longest_object: int
    modal: Anywhere
    acted_on: AtPlace
    ba: AtPlace
    disposal: Words
    no_verb: Words
    light: Words
    joining: Words
    before_object: AtPlace


class TaskRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/tasks.yaml."""

    parts: dict[Role, float]
    neighbour: float
    plain_item: float
    shortest: int
    longest_heading: int
    reported_by: str
    reported_from: int
    kinds: tuple[TaskKind, ...]
    never: tuple[Anywhere, ...]
    dated: AtPlace
    about: EndingAt
    actors: ActorRules
    names: NameRules
    modals: ModalRules
    subjects: SubjectRules
    actions: ActionRules
    target: Anywhere
    saying: Anywhere
    relay: Anywhere
    relay_not: Anywhere
    reporting: AtPlace


task_rules = reader("tasks", TaskRules)  # the rules of data/tasks.yaml, read once
