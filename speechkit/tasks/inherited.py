"""Who must act where a unit names nobody: the charge in brackets after it, or the sentence that announces its list."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.model import Unit
from speechkit.tasks.actors import Actors, actors_of
from speechkit.tasks.rules import task_rules

__all__ = ["inherited"]

_Found = tuple[int, Actors]  # the number of the unit that names them, and where it does


def inherited(units: Sequence[Unit]) -> dict[int, _Found]:
    """For the units that may take them over, by number: whose actors they are, and where these are named."""
    found = _announced(units)
    found.update(_charged(units))
    return found


def _charged(units: Sequence[Unit]) -> dict[int, _Found]:
    """推进A。推进B。（责任单位：X）: a charge holds for the sentences before it, back to the paragraph's start."""
    found: dict[int, _Found] = {}
    waiting: list[int] = []
    for number, unit in enumerate(units):
        if waiting and units[waiting[-1]].paragraph != unit.paragraph:
            waiting = []
        if task_rules().actors.charge_alone.match(unit.text):
            actors = actors_of(unit.text)
            if actors.lead:
                found.update(dict.fromkeys(waiting, (number, actors)))
            waiting = []
        else:
            waiting.append(number)
    return found


def _announced(units: Sequence[Unit]) -> dict[int, _Found]:
    """各单位要做到：一是…；二是…: who is told before the colon is told every item."""
    found: dict[int, _Found] = {}
    told: _Found | None = None
    for number, unit in enumerate(units):
        if told and not _follows(units, number, told[0]):
            told = None
        head, colon, _ = unit.text.partition("：")
        asked = colon and (told or _follows(units, number + 1, number))  # else it does not matter whom it names
        if asked and (actors := actors_of(head)).lead:
            told = (number, actors)
        elif told:
            found[number] = told
    return found


def _follows(units: Sequence[Unit], number: int, before: int) -> bool:
    """Whether there is a unit of this number that opens a point, in the paragraph of the unit ``before``."""
    if number == len(units) or units[number].opens is None:
        return False
    return units[number].paragraph == units[before].paragraph
