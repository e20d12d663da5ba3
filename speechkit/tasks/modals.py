"""Modals (data/lexicon.yaml) that tell somebody to do something: 要, 必须; not 要点 and 应对, nor 我要强调."""

from __future__ import annotations

from speechkit.lexicon import words
from speechkit.tasks.rules import task_rules

__all__ = ["later", "must", "reaches"]

_CLAUSE = 50  # code points of a clause within which a modal is looked for


def must(text: str, at: int) -> bool:
    """Whether a modal stands at ``at`` that makes the clause a demand."""
    length = words().modals.at(text, at)
    if not length:
        return False
    rules = task_rules().modals
    end = at + length
    return not (rules.no_modal.match(text, at) or rules.no_demand.match(text, end) or rules.says.match(text, end))


def reaches(text: str, at: int) -> bool:
    """Whether a modal stands at ``at``, or after adverbs from there on."""
    while not must(text, at):
        length = words().adverbs.at(text, at)
        if not length:
            return False
        at += length
    return True


def later(text: str, at: int) -> bool:
    """Whether the clause at ``at``, or a later one which names nobody itself, says what must be done."""
    anywhere = task_rules().modals.anywhere
    if any(must(text, n) for n in range(at, min(at + _CLAUSE, len(text))) if anywhere.at(text, n)):
        return True
    while (at := text.find("，", at) + 1) > 0:
        if reaches(text, at):
            return True
    return False
