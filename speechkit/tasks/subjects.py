"""The subject of a demand: a name at the start of a clause, and what follows it says that it must, or what it does."""

from __future__ import annotations

import re

from speechkit.lexicon import words
from speechkit.tasks.modals import later, must, reaches
from speechkit.tasks.names import Place, names_at
from speechkit.tasks.rules import task_rules

__all__ = ["FOLLOWS", "subject_of"]

_CLAUSE = re.compile("[^，；：。！？]+")
_BETWEEN, _BETWEEN_ADVERBS = 8, 14  # code points between a name and its modal; more where adverbs begin them


def subject_of(text: str) -> tuple[Place, str] | None:
    """The subject of the first clause that has a modal, else of one of the other rules, and the rule that found it."""
    (rule, follows), *others = FOLLOWS.items()
    names: list[Place] = []
    for clause in _CLAUSE.finditer(text):
        for name in names_at(text, clause.start()):
            if follows(text, *name):
                return name, rule
            names.append(name)
    return next(((name, rule) for rule, follows in others for name in names if follows(text, *name)), None)


def _with_modal(text: str, start: int, end: int) -> bool:
    """X要…, X，要…, X同时也要…, X作为…，一定要…."""
    if text.startswith("，", end) and reaches(text, end + 1):
        return True
    rules = task_rules().subjects
    if rules.will.match(text, end):
        return True
    at = end
    limit = _BETWEEN_ADVERBS if words().adverbs.at(text, end) else _BETWEEN
    while at < len(text) and at - end <= limit and not rules.stops.at(text, at):
        if must(text, at):
            return True
        at += 1
    if rules.aside.at(text, end) or task_rules().names.duties.at(text, end):
        return later(text, end + 1)
    return rules.task_is.match(text, end) is not None


def _as_pronoun(text: str, start: int, end: int) -> bool:
    """我们 and 大家 stay the subject of what follows: 我们有大批科学家，…，要狠抓…."""
    return task_rules().subjects.stays.at(text, start) == end - start


def _with_verb(text: str, start: int, end: int) -> bool:
    """各级党组织书记讲专题党课."""
    rules, lists = task_rules().subjects, words()
    at = lists.adverbs.skip(text, end)
    length = lists.verbs.at(text, at)
    return (length > 1 or rules.short_verbs.at(text, at) > 0) and not rules.possessive.at(text, at + length)


def _described(text: str, start: int, end: int) -> bool:
    """作为党员，…必须…; 政府是市场规则的制定者，…，要…: described first, then told."""
    return task_rules().subjects.described.match(text, end) is not None


# The rules by what follows a name, in the order in which they are tried on all the names of a text.
FOLLOWS = {"subject": _with_modal, "pronoun": _as_pronoun, "does": _with_verb, "described": _described}
