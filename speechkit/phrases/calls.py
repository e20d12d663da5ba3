"""The closing exhortation: the sentence, or its last clause, that calls the listeners to rise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from speechkit.chars import ended
from speechkit.model import Role, Unit
from speechkit.phrases.rules import slogan_rules
from speechkit.rules import compiled

__all__ = ["Call", "call_of"]

_LATE = 8  # last units of a speech, one of which may be its call
_SHORTEST = 8  # code points of a clause that can be a call by itself
_LEAD = 14  # code points of a clause that only leads up to the call: 让我们携起手来，…


class Call(NamedTuple):
    """The index of the paragraph, start and end in its text, and the rule."""

    paragraph: int
    start: int
    end: int
    rule: str


def call_of(units: Sequence[Unit], roles: Sequence[Role]) -> Call | None:
    """The last call of the speech, one with an exclamation mark before one without; None where there is none."""
    rules = slogan_rules().calls
    spoken = [index for index, role in enumerate(roles) if role not in ("meta", "salutation")][-_LATE:]
    found: Call | None = None
    for unit in (units[index] for index in reversed(spoken)):
        rule = next((rule.id for rule in (rules[-1], *rules[:-1]) if compiled(rule.pattern).search(unit.text)), None)
        if rule is None or rule == rules[-1].id or len(unit.text) < _SHORTEST:
            continue
        call = Call(unit.paragraph, unit.at + _clause(unit.text), unit.at + len(unit.text.rstrip()), rule)
        if ended(unit.text, "！"):
            return call
        found = found or call
    return found


def _clause(text: str) -> int:
    """Where the call begins: with the last clause, or those before it of the same beginning; 只要 rules them all."""
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "，" and at < len(text) - _SHORTEST)]
    at = len(starts) - 1
    while at and text[starts[at] : starts[at] + 2] == text[starts[at - 1] : starts[at - 1] + 2]:
        at -= 1
    if at < len(starts) - 1 and at and starts[at] - starts[at - 1] <= _LEAD:
        at -= 1
    return next((start for start in starts[:at] if text.startswith("只要", start)), starts[at])
