"""Who must act: the words of a unit that name them. Who is put in charge goes first, then who is asked, then subjects.

The rules are in data/tasks.yaml; ``Actors.rule`` is one of ``RULES``.
"""

from __future__ import annotations

import re

import msgspec

from speechkit.tasks.names import Place, longest_name
from speechkit.tasks.rules import task_rules
from speechkit.tasks.subjects import FOLLOWS, subject_of

__all__ = ["RULES", "Actors", "actors_of"]

RULES = ("charged", "asked", *FOLLOWS)


class Actors(msgspec.Struct, frozen=True):
    """Where the name of who leads stands in the text, and those of who helps; ``rule`` is what found them."""

    lead: Place | None
    others: tuple[Place, ...] = ()
    rule: str = ""


def actors_of(text: str) -> Actors:
    """Who must act by the words of ``text``, a unit without its enumerator; nobody where it names nobody."""
    if found := _charged(text) or _asked(text):
        return found
    subject = subject_of(text)
    return Actors(subject[0], (), subject[1]) if subject else Actors(None)


def _charged(text: str) -> Actors | None:
    """责任单位：X；配合单位：Y、Z, （X牵头，Y配合）, 由X负责."""
    rules = task_rules().actors
    if rules.charging.search(text):
        for rule in rules.charges:
            if found := rule.search(text):
                lead = _split(text, *found.span("lead"))
                others = _split(text, *found.span("others")) if found.groupdict().get("others") else []
                if lead:
                    return Actors(lead[0], (*lead[1:], *others), "charged")
    return None


def _split(text: str, start: int, end: int) -> list[Place]:
    places: list[Place] = []
    for found in re.finditer("[^、]+", text[start:end]):
        if word := found[0].strip():
            at = start + found.start() + found[0].index(word)
            places.append((at, at + len(word)))
    return places


def _asked(text: str) -> Actors | None:
    """希望X…, 请X…, 需要X…: X is who is asked."""
    rules = task_rules()
    for found in rules.actors.asking.finditer(text) if rules.actors.asking.is_near(text) else ():
        end = longest_name(text, found.end())
        if end and not rules.subjects.possessive.at(text, end):
            return Actors((found.end(), end), (), "asked")
    return None
