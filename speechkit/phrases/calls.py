"""Find the closing call: the sentence, or its last clauses, that calls the listeners to rise."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.chars import ended
from speechkit.model import Role, Unit
from speechkit.phrases.rules import CallLimits, PhraseSpan, phrase_rules

__all__ = ["closing_call"]


def closing_call(units: Sequence[Unit], roles: Sequence[Role]) -> tuple[int, PhraseSpan] | None:
    """Return the last call of a speech, or None, with the index of the paragraph whose text it is a stretch of.

    Only the last units of the speech are looked at; a call with an exclamation mark goes before one without. ``roles``
    has an item for each of ``units``.
    """
    rules, limits = phrase_rules().calls, phrase_rules().call
    spoken = [unit for unit, role in zip(units, roles, strict=True) if role not in ("meta", "salutation")]
    found: tuple[int, PhraseSpan] | None = None
    for unit in reversed(spoken[-limits.last_units :]):
        rule = next((rule for rule in rules if rule.found_in(unit.text)), None)
        if rule is None or rule.kind == "none" or len(unit.text) < limits.shortest:
            continue
        start, end = _start_of_call(unit.text, limits), len(unit.text.rstrip())
        call = unit.paragraph, PhraseSpan(unit.at + start, unit.at + end, "call", rule.id)
        if ended(unit.text, "！"):
            return call
        found = found or call
    return found


def _start_of_call(text: str, limits: CallLimits) -> int:
    """Return where in its sentence a call begins.

    That is the last clause that is long enough, or those before it with the same first two characters, and a short one
    that leads up to them (让我们携起手来，…); a clause with 只要 takes in all that follows.
    """
    starts = [0, *(at + 1 for at, mark in enumerate(text) if mark == "，" and at < len(text) - limits.shortest)]
    at = len(starts) - 1
    lead, last = starts[at - 1], starts[at]
    led = at and last - lead <= limits.longest_lead and text.startswith(limits.appeal, lead)
    if led and text[last] not in limits.itself:
        return lead
    while at and text[starts[at] : starts[at] + 2] == text[starts[at - 1] : starts[at - 1] + 2]:
        at -= 1
    if at < len(starts) - 1 and at and starts[at] - starts[at - 1] <= limits.longest_lead:
        at -= 1
    return next((start for start in starts[:at] if text.startswith(limits.condition, start)), starts[at])
