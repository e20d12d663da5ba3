"""Which units pass on what somebody else demanded: 市委书记强调，要…；…；…."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.extract.taskrules import task_rules
from speechkit.model import Unit
from speechkit.rules import compiled

__all__ = ["relayed"]

_SAYING = ("指出", "强调", "要求", "呼吁", "号召", "提出")  # one of which stands in every relay


def relayed(units: Sequence[Unit], reported: bool) -> list[bool]:
    """For each unit, whether it is passed on. A relay runs to the end of its sentence, over every semicolon.

    In a report of a speech (``reported``) the words of the speaker, told by a third person, are the speech itself.
    """
    rules = task_rules()
    opens, own = compiled(rules.relay), compiled(rules.relay_not)
    flags: list[bool] = []
    running = False
    for number, unit in enumerate(units):
        if running and (unit.paragraph != units[number - 1].paragraph or not _goes_on(units[number - 1].text)):
            running = False
        found = opens.search(unit.text) if any(word in unit.text for word in _SAYING) else None
        if (
            found
            and not own.search(unit.text[: found.end()])
            and not (reported and compiled(rules.reporting).match(unit.text))
        ):
            running = True
        flags.append(running)
    return flags


def _goes_on(text: str) -> bool:
    return text.rstrip("”’）").endswith(("；", ";"))
