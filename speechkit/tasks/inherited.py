"""Who must act where a unit names nobody: by the announcement of its list, or by a charge that stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from speechkit.model import Unit
from speechkit.tasks.actors import Actors, actors_of
from speechkit.tasks.rules import task_rules

__all__ = ["NamedActors", "inherited_actors"]


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
