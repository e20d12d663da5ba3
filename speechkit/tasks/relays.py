"""Which units pass on what somebody else demanded: 市委书记强调，要…；…；…."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.chars import ended
from speechkit.model import Unit
from speechkit.tasks.rules import task_rules

__all__ = ["relayed"]


def relayed(units: Sequence[Unit], reported: bool) -> list[bool]:
    """For each unit, whether it is passed on. A relay runs to the end of its sentence, over every semicolon.

    In a report of a speech (``reported``) the words of the speaker, told by a third person, are the speech itself.
    """
    rules = task_rules()
    flags: list[bool] = []
    running = False
    for number, unit in enumerate(units):
        if running and (unit.paragraph != units[number - 1].paragraph or not _goes_on(units[number - 1].text)):
            running = False
        if rules.saying.search(unit.text) and (found := rules.relay.search(unit.text)):
            own = rules.relay_not.search(unit.text, 0, found.end())
            running = running or not (own or (reported and rules.reporting.match(unit.text)))
        flags.append(running)
    return flags


def _goes_on(text: str) -> bool:
    return ended(text, "；")
