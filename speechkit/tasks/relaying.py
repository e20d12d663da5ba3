"""What somebody else demanded, and the speech only passes on: 市委书记强调，要…；… (data/tasks.yaml, ``relaying``)."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.chars import ended
from speechkit.model import Structure, Unit
from speechkit.rules import PatternRule
from speechkit.tasks.rules import task_rules

__all__ = ["relayed_in"]


def relayed_in(structure: Structure) -> list[bool]:
    """Return for each unit whether it passes on a demand of somebody else's.

    One runs on over semicolons, the items of the list that it announces, a quotation that is not closed and the
    sentences of the paragraph that begin with a bare 要. In minutes and in the report of a speech the words of the
    meeting and of its speaker are the text's own, though told in the third person.
    """
    rules, units = task_rules().relaying, structure.units
    above = _told(structure)
    flags: list[bool] = []
    running = listing = quoting = demanding = False
    for number, unit in enumerate(units):
        before = units[number - 1]
        if running:
            running = unit.paragraph == before.paragraph and (
                quoting
                or ended(before.text, "；")
                or (listing and unit.opens is not None)
                or (demanding and rules.goes_on.match(unit.text) is not None and not rules.turns.search(unit.text))
            )
        if rules.saying.search(unit.text) and (found := rules.others.search(unit.text)):
            own = rules.own.search(unit.text, 0, found.end()) is not None
            own = own or (above is not None and _teller_is_own(units, number, above))
            running = running or not own
            demanding = not structure.cues[number].ids.isdisjoint(rules.demands)
            listing = running and rules.announces.search(unit.text) is not None
        quoting = running and _leaves_open(unit.text, quoting)
        flags.append(running)
    return flags


def _leaves_open(text: str, opened: bool) -> bool:
    """Whether a quotation is open at the end of ``text``."""
    return text.count("“") + opened > text.count("”")


def _told(structure: Structure) -> PatternRule | None:
    """Who is above the speakers of a text that tells of a meeting in the third person, minutes or news; else None."""
    rules, units = task_rules().relaying, structure.units
    if any(not cues.ids.isdisjoint(rules.address) for cues in structure.cues[: rules.head]):
        return None
    if any(rules.minutes.match(unit.text) for unit in units[: rules.head]):
        return rules.superior_in_minutes
    tells = sum(
        not cues.ids.isdisjoint(rules.tells) or rules.teller.match(unit.text) is not None
        for unit, cues in zip(units, structure.cues, strict=True)
    )
    if tells < rules.told_from:
        return None
    return rules.superior if tells > sum(map(_in_first_person, units)) else None


def _in_first_person(unit: Unit) -> bool:
    rules = task_rules().relaying
    found = rules.first_person.search(unit.text)
    return found is not None and "“" not in unit.text[: found.start()]


def _teller_is_own(units: Sequence[Unit], number: int, above: PatternRule) -> bool:
    """Whether who says it is the meeting of the text, or the speaker whom its head names; nobody above these."""
    rules = task_rules().relaying
    found = rules.teller.match(units[number].text)
    if found is None:
        return False
    if not (above.search(found[0]) or rules.superior.search(found[0])):
        return True
    name = found["name"]
    return bool(name) and any(name in unit.text and rules.attends.search(unit.text) for unit in units[: rules.lead_in])
