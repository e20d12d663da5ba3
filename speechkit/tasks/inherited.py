"""Who must act where a unit names nobody: by the announcement of its list, a charge behind it, a subject before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from speechkit.model import Span, Structure, Unit
from speechkit.tasks.actors import actors_of, is_post, shares_of
from speechkit.tasks.charges import LABELS, Label, charge_in, labels_in
from speechkit.tasks.names import names_in_list
from speechkit.tasks.rules import task_rules

__all__ = ["HandedDown", "charges_behind", "handed_down", "is_charge", "measures"]


class HandedDown(msgspec.Struct, frozen=True):
    """Who must act by other units than the one that it is said of, and the numbers of those that put them in charge."""

    lead: Span | None
    others: tuple[Span, ...] = ()
    charges: tuple[int, ...] = ()
    origin: Literal["section", "inherited"] = "section"


def handed_down(structure: Structure) -> dict[int, HandedDown]:
    """Return, by the number of a unit, who must act by other units: a charge, an announcement, the subject before it.

    They hold where the unit names nobody itself; a charge goes first, then an announcement.
    """
    found = _gone_on(structure) | _announced(structure)
    for number, charges in charges_behind(structure).items():
        found[number] = _charged(structure, charges)
    return found


# -- charges -----------------------------------------------------------------------------------------------------------


def is_charge(unit: Unit) -> bool:
    """Return whether a unit only says who is in charge of what stands before it, or by when: （责任单位：X）."""
    return task_rules().actors.charge_alone.match(unit.text) is not None


def measures(structure: Structure) -> set[int]:
    """Return the numbers of the units right behind which a charge stands: they say what to do, whatever their words."""
    return {number for number, charges in charges_behind(structure).items() if charges[0] == number + 1}


def charges_behind(structure: Structure) -> dict[int, tuple[int, ...]]:
    """Return, by the number of a unit, those of the charges that hold for it.

    推进A。推进B。（责任单位：X）: a charge holds for what stands before it, back to the paragraph's start or the charge
    before; at the start of a paragraph for that before.
    """
    units = structure.units
    found: dict[int, tuple[int, ...]] = {}
    waiting: list[int] = []  # the units that the next charge holds for
    number = 0
    while number < len(units):
        first = number
        while number < len(units) and is_charge(units[number]):
            number += 1
        if number > first:
            found.update(dict.fromkeys(waiting, tuple(range(first, number))))
            waiting = []
            continue
        if waiting and units[waiting[-1]].paragraph != units[number].paragraph:
            waiting = []
        if not structure.paragraphs[units[number].paragraph].meta:
            waiting.append(number)
        number += 1
    return found


def _charged(structure: Structure, charges: Sequence[int]) -> HandedDown:
    """Who is put in charge by all of these units, by labels on lines of their own too."""
    labels: list[tuple[int, Label]] = []
    for number in charges:
        text = structure.units[number].text
        found = labels_in(text)
        labels += [(number, label) for label in found]
        if not found and (charge := charge_in(text)):
            spans = [structure.span(structure.units[number], *place) for place in (charge.lead, *charge.others)]
            return HandedDown(spans[0], tuple(spans[1:]), tuple(charges))
    ranked = sorted(labels, key=lambda each: LABELS.index(each[1].kind))
    if not ranked or ranked[0][1].kind == "help":
        return HandedDown(None, (), tuple(charges))
    (number, first), *rest = ranked
    others = [
        structure.span(structure.units[at], *name)
        for at, label in rest
        for name in names_in_list(structure.units[at].text, *label.names)
    ]
    return HandedDown(structure.span(structure.units[number], *first.names), tuple(others), tuple(charges))


# -- announcements -----------------------------------------------------------------------------------------------------


def _announced(structure: Structure) -> dict[int, HandedDown]:
    """各单位要做到：一是…；二是…: who is told before the colon is told every item."""
    units = structure.units
    found: dict[int, HandedDown] = {}
    told: tuple[int, HandedDown] | None = None
    for number, unit in enumerate(units):
        if told and not _is_item_after(units, number, told[0]):
            told = None
        head, colon, _ = unit.text.partition("：")
        asked = colon and (told or _is_item_after(units, number + 1, number))  # else it does not matter whom it names
        if asked and (actors := actors_of(head)).lead:
            others = tuple(structure.span(unit, *place) for place in actors.others)
            told = number, HandedDown(structure.span(unit, *actors.lead), others)
        elif told:
            found[number] = told[1]
    return found


def _is_item_after(units: Sequence[Unit], number: int, before: int) -> bool:
    """Whether there is a unit of this number that opens a point, in the paragraph of the unit ``before``."""
    if number == len(units) or units[number].opens is None:
        return False
    return units[number].paragraph == units[before].paragraph


# -- subjects ----------------------------------------------------------------------------------------------------------


def _gone_on(structure: Structure) -> dict[int, HandedDown]:
    """各级工会要…。要…。要…: the office that opens a paragraph, or goes on behind a semicolon, is told all of it."""
    units = structure.units
    found: dict[int, HandedDown] = {}
    told: HandedDown | None = None
    for number, unit in enumerate(units):
        before = units[number - 1] if number else None
        begins = before is None or before.paragraph != unit.paragraph
        if begins:
            told = None
        if (
            told
            and unit.opens is None
            and task_rules().subjects.goes_on.match(unit.text)
            and not actors_of(unit.text).lead
        ):
            found[number] = told
            continue
        told = _subject_told(structure, unit, units[number + 1 : number + 2], begins)
    return found


def _subject_told(structure: Structure, unit: Unit, after: Sequence[Unit], begins: bool) -> HandedDown | None:
    """The office that a unit tells what to do with its first words, if what follows can go on with it."""
    if not after or not task_rules().subjects.goes_on.match(after[0].text):
        return None
    if not begins and not unit.text.endswith("；"):
        return None
    actors = actors_of(unit.text)
    if actors.rule != "subject" or actors.lead is None or actors.lead[0] != 0:
        return None
    if not (is_post(unit.text, *actors.lead) or task_rules().subjects.body.match(unit.text[slice(*actors.lead)])):
        return None
    if len(shares_of(unit.text)) > 1:
        return None
    others = tuple(structure.span(unit, *place) for place in actors.others)
    return HandedDown(structure.span(unit, *actors.lead), others, (), "inherited")
