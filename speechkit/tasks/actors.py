"""Who must act: named in the unit, put in charge behind it, or announced before its list (data/tasks.yaml).

Of those that a unit names, who is put in charge goes first, then who is asked, then the subject of a demand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from speechkit.chars import UNIT_ENDS
from speechkit.lexicon import lexicon
from speechkit.model import Unit
from speechkit.tasks.names import NameSpan, later_demand, longest_name, modal_at, modal_follows, names_at
from speechkit.tasks.rules import task_rules

__all__ = ["ACTOR_RULES", "DUTY_TABLE", "Actors", "NamedActors", "actors_of", "inherited_actors"]

_CLAUSE = re.compile(f"[^，：{UNIT_ENDS}]+")


class Actors(msgspec.Struct, frozen=True):
    """Where the name of who leads stands in a text, and those of who helps; ``rule`` (``ACTOR_RULES``) found them."""

    lead: NameSpan | None
    others: tuple[NameSpan, ...] = ()
    rule: str | None = None


def actors_of(text: str) -> Actors:
    """Return who must act by the words of ``text``, a unit without its enumerator; nobody where it names nobody."""
    return _charged(text) or _asked(text) or _subject(text) or Actors(None)


def _charged(text: str) -> Actors | None:
    """责任单位：X；配合单位：Y、Z, （X牵头，Y配合）, 由X负责."""
    rules = task_rules().actors
    if rules.charging.search(text):
        for rule in rules.charges:
            if found := rule.search(text):
                lead = _names_in(text, *found.span("lead"))
                others = _names_in(text, *found.span("others")) if found.groupdict().get("others") else []
                if lead:
                    return Actors(lead[0], (*lead[1:], *others), "charged")
    return None


def _names_in(text: str, start: int, end: int) -> list[NameSpan]:
    """The names of a list: X、Y、Z."""
    spans: list[NameSpan] = []
    for found in re.finditer("[^、]+", text[start:end]):
        if name := found[0].strip():
            at = start + found.start() + found[0].index(name)
            spans.append((at, at + len(name)))
    return spans


def _asked(text: str) -> Actors | None:
    """希望X…, 请X…, 需要X…: X is who is asked."""
    rules = task_rules()
    for found in rules.actors.asking.matches(text) if rules.actors.asking.is_near(text) else ():
        end = longest_name(text, found.end())
        if end and not rules.subjects.possessive.at(text, end):
            return Actors((found.end(), end), (), "asked")
    return None


# -- the subject of a demand: a name that begins a clause; what follows says that it must, or what it does -------------


def _subject(text: str) -> Actors | None:
    """The subject of the first clause that has a modal, else of one of the other rules."""
    (rule, follows), *others = _SUBJECT_RULES.items()
    names: list[NameSpan] = []
    for clause in _CLAUSE.finditer(text):
        for name in names_at(text, clause.start()):
            if follows(text, *name):
                return Actors(name, (), rule)
            names.append(name)
    return next((Actors(name, (), rule) for rule, follows in others for name in names if follows(text, *name)), None)


def _with_modal(text: str, start: int, end: int) -> bool:
    """X要…, X，要…, X同时也要…, X作为…，一定要…."""
    if text.startswith("，", end) and modal_follows(text, end + 1):
        return True
    rules = task_rules().subjects
    if rules.will.match(text, end):
        return True
    at = end
    limit = rules.between_adverbs if lexicon().adverbs.at(text, end) else rules.between
    while at < len(text) and at - end <= limit and not rules.stops.at(text, at):
        if modal_at(text, at):
            return True
        at += 1
    if rules.aside.at(text, end) or task_rules().names.duties.at(text, end):
        return later_demand(text, end + 1)
    return rules.task_is.match(text, end) is not None


def _as_pronoun(text: str, start: int, end: int) -> bool:
    """我们 and 大家 stay the subject of what follows: 我们有大批科学家，…，要狠抓…."""
    return task_rules().subjects.stays.at(text, start) == end - start


def _with_verb(text: str, start: int, end: int) -> bool:
    """各级党组织书记讲专题党课."""
    rules, lists = task_rules().subjects, lexicon()
    at = lists.adverbs.skip(text, end)
    length = lists.verbs.at(text, at)
    return (length > 1 or rules.short_verbs.at(text, at) > 0) and not rules.possessive.at(text, at + length)


def _described(text: str, start: int, end: int) -> bool:
    """作为党员，…必须…; 政府是市场规则的制定者，…，要…: described first, then told."""
    return task_rules().subjects.described.match(text, end) is not None


# What must follow a name, in the order in which it is tried on all the names of a text.
_SUBJECT_RULES: dict[str, Callable[[str, int, int], bool]] = {
    "subject": _with_modal,
    "pronoun": _as_pronoun,
    "does": _with_verb,
    "described": _described,
}
DUTY_TABLE = "duty-table"  # a cell of the same row of a duty table names who must act
ACTOR_RULES = ("charged", "asked", *_SUBJECT_RULES, DUTY_TABLE)


# -- handed down -------------------------------------------------------------------------------------------------------


class NamedActors(msgspec.Struct, frozen=True):
    """Actors, and the number of the unit that names them."""

    unit: int
    actors: Actors


def inherited_actors(units: Sequence[Unit]) -> dict[int, NamedActors]:
    """Return, by the number of a unit, who must act by a charge behind it or by the announcement of its list.

    They hold where the unit names nobody itself.
    """
    return _announced(units) | _charged_behind(units)


def _charged_behind(units: Sequence[Unit]) -> dict[int, NamedActors]:
    """推进A。推进B。（责任单位：X）: a charge holds for the sentences before it, back to the paragraph's start."""
    found: dict[int, NamedActors] = {}
    waiting: list[int] = []
    for number, unit in enumerate(units):
        if waiting and units[waiting[-1]].paragraph != unit.paragraph:
            waiting = []
        if task_rules().actors.charge_alone.match(unit.text):
            actors = actors_of(unit.text)
            if actors.lead:
                found.update(dict.fromkeys(waiting, NamedActors(number, actors)))
            waiting = []
        else:
            waiting.append(number)
    return found


def _announced(units: Sequence[Unit]) -> dict[int, NamedActors]:
    """各单位要做到：一是…；二是…: who is told before the colon is told every item."""
    found: dict[int, NamedActors] = {}
    told: NamedActors | None = None
    for number, unit in enumerate(units):
        if told and not _is_item_after(units, number, told.unit):
            told = None
        head, colon, _ = unit.text.partition("：")
        asked = colon and (told or _is_item_after(units, number + 1, number))  # else it does not matter whom it names
        if asked and (actors := actors_of(head)).lead:
            told = NamedActors(number, actors)
        elif told:
            found[number] = told
    return found


def _is_item_after(units: Sequence[Unit], number: int, before: int) -> bool:
    """Whether there is a unit of this number that opens a point, in the paragraph of the unit ``before``."""
    if number == len(units) or units[number].opens is None:
        return False
    return units[number].paragraph == units[before].paragraph
