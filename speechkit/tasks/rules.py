"""The records of data/tasks.yaml, which says what each of the rules is for."""

from __future__ import annotations

from typing import Literal

import msgspec

from speechkit.model import Role
from speechkit.rules import HereRule, PatternRule, WordsRule, reader

__all__ = ["TaskKind", "task_rules"]


class TaskKind(PatternRule, frozen=True, forbid_unknown_fields=True):
    """A kind of task and how binding it is."""

    strength: Literal["must", "should", "plan", "may"]


class ExclusionRule(PatternRule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What keeps a unit from being a task, and the sentence that tells people why."""

    because: str


class KeptOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The same for what goes by no words."""

    part: str
    heading: str
    fragment: str
    no_cue: str
    thing: str
    duty_table: str


class ActorRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is put in charge, who helps, and who is asked."""

    charging: PatternRule
    label: PatternRule
    charges: tuple[PatternRule, ...]
    by: PatternRule
    by_firm: HereRule
    joined: HereRule
    helped: HereRule
    helping: PatternRule
    by_duty: PatternRule
    helps: HereRule
    post: HereRule
    charge_alone: HereRule
    cell_charges: tuple[HereRule, ...]
    asked_unknown: HereRule
    asking: PatternRule


class ModalRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which modals tell somebody to do something."""

    reach: int
    clauses: int
    no_modal: HereRule
    no_demand: HereRule
    says: HereRule
    speaker: HereRule
    anywhere: WordsRule


class SubjectRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What follows a name and makes it the subject of a demand."""

    longest_phrase: int
    will: HereRule
    goes_on: HereRule
    body: HereRule
    preposition: WordsRule
    phrase: HereRule
    told: PatternRule
    said: PatternRule
    between: WordsRule
    must: HereRule
    demanded: PatternRule
    when: HereRule
    aside: WordsRule
    duties: WordsRule
    task_is: HereRule
    within: PatternRule
    stays: WordsRule
    due: HereRule
    acting: HereRule
    short_verbs: WordsRule
    made_verb: HereRule
    no_verb: HereRule
    classes: WordsRule
    activity: WordsRule
    noun: HereRule
    possessive: WordsRule
    described: HereRule


class ActionRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the verbs of a clause stand, and what they act on."""

    modal_within: int
    verb: int
    shortest: int
    longest_object: int
    modal: PatternRule
    acted_on: HereRule
    ba: HereRule
    disposal: WordsRule
    no_verb: WordsRule
    light: WordsRule
    joining: WordsRule
    before_object: HereRule


class RelayingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who passes on whose demand, how far it runs, and in which texts a third person's words are the text's own."""

    head: int
    lead_in: int
    address: tuple[str, ...]
    tells: tuple[str, ...]
    told_from: int
    saying: PatternRule
    others: PatternRule
    own: PatternRule
    demands: tuple[str, ...]
    announces: PatternRule
    goes_on: HereRule
    turns: PatternRule
    minutes: HereRule
    teller: HereRule
    superior: PatternRule
    superior_in_minutes: PatternRule
    first_person: PatternRule
    attends: PatternRule


class TaskRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/tasks.yaml."""

    parts: dict[Role, float]
    frame: float
    frame_relayed: float
    neighbour: float
    plain_item: float
    thing: HereRule
    duty_row: float
    doubt: float
    may_err: tuple[str, ...]
    no_sentence: tuple[str, ...]
    aim: PatternRule
    aim_not: PatternRule
    aim_weight: float
    certain: float
    certain_elsewhere: float
    of_aims: PatternRule
    certain_by: tuple[str, ...]
    lists_things: PatternRule
    last_words: HereRule
    item_activity: PatternRule
    item_all: HereRule
    title_begins: HereRule
    title_aside: HereRule
    title_charge: HereRule
    title_subject: PatternRule
    title_says_nothing: PatternRule
    clause_ends: PatternRule
    item_goes_on: HereRule
    certain_anywhere: tuple[str, ...]
    shortest: int
    longest_heading: int
    kinds: tuple[TaskKind, ...]
    never: tuple[ExclusionRule, ...]
    kept_out: KeptOut
    actors: ActorRules
    modals: ModalRules
    subjects: SubjectRules
    actions: ActionRules
    relaying: RelayingRules


task_rules = reader("tasks", TaskRules)  # the rules of data/tasks.yaml, read once
