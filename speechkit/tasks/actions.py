"""What is to be done: the verbs of a task with what they act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechkit.chars import UNIT_ENDS
from speechkit.lexicon import lexicon
from speechkit.model import Action
from speechkit.tasks.rules import task_rules

__all__ = ["actions_of"]

_CLAUSE = re.compile(f"[^，：（）{UNIT_ENDS}]+")


def actions_of(text: str, *, start: int = 0) -> tuple[Action, ...]:
    """Return every verb with its object, clause by clause, from ``start`` on.

    >>> [(found.action, found.object) for found in actions_of("要认真梳理和吸纳，对要点进行修改，尽快印发实施。")]
    [('梳理和吸纳', ''), ('修改', '要点'), ('印发实施', '')]
    """
    return tuple(_actions(text, start))


def _actions(text: str, start: int) -> Iterator[Action]:
    rules = task_rules().actions
    for found in _CLAUSE.finditer(text, start):
        for clause in _predicates(found[0]):
            at, verb, told = _verb_of(clause)
            if acted := rules.acted_on.match(clause, at) or rules.ba.match(clause, at):
                yield Action(acted["verb"], _object(acted["on"]))
            elif verb:
                end = _verbs(clause, at, verb)
                yield Action(clause[at:end], _object(clause[end:]))
            elif told and len(clause) >= (end := at + rules.verb) and not rules.no_verb.at(clause, at):
                # a verb that no list has, after its modal
                yield Action(clause[at:end], _object(clause[end:]))


def _predicates(clause: str) -> Iterator[str]:
    """The verbs with their objects that stand side by side in a clause: 弘扬光荣传统、赓续红色血脉."""
    shortest = task_rules().actions.shortest
    start, place = 0, clause.find("、")
    while place >= 0:
        if place > start + shortest and _goes_on(clause, place):
            yield clause[start:place]
            start = place + 1
        place = clause.find("、", place + 1)
    yield clause[start:]


def _goes_on(clause: str, place: int) -> bool:
    """Whether the 、 at ``place`` parts two predicates, and not two verbs or two objects."""
    if lexicon().verbs.at(clause, place + 1) <= 1 and not task_rules().actions.disposal.at(clause, place + 1):
        return False
    at, verb, _ = _verb_of(clause)
    return _verbs(clause, at, verb) < place


def _verb_of(clause: str) -> tuple[int, int, bool]:
    """Where the verb of a clause can stand, after words of manner: at its start, else after its modal (then true).

    Between the two: how long the verb is; 0 where no list has it.
    """
    rules, lists = task_rules().actions, lexicon()
    at = lists.manner.skip(clause, 0)
    verb = lists.verbs.at(clause, at)
    if not verb and (modal := rules.modal.search(clause, 0, rules.modal_within)):
        at = lists.manner.skip(clause, modal.end())
        return at, lists.verbs.at(clause, at), True
    return at, verb, False


def _verbs(clause: str, at: int, verb: int) -> int:
    """Where the verbs end that stand side by side (梳理和吸纳, 加快推进) from the ``verb`` characters at ``at`` on.

    0 where these are none.
    """
    if not verb:
        return 0
    rules, lists = task_rules().actions, lexicon()
    end = at + verb
    follows = lists.verbs.at(clause, end)
    if follows and (end + follows == len(clause) or rules.light.at(clause, at) == verb):  # 印发实施, 加快推进…
        end += follows
    while joined := rules.joining.at(clause, end):
        following = lists.manner.skip(clause, end + joined)
        if not (length := lists.verbs.at(clause, following)):
            break
        end = following + length
    return end


def _object(behind: str) -> str:
    """The object in what stands behind a verb: without quotation marks around it, no longer than a glance can read."""
    rules = task_rules().actions
    if behind.startswith("、"):
        return ""
    if before := rules.before_object.match(behind):
        behind = behind[before.end() :]
    if behind.startswith("“") and behind.find("”") == len(behind) - 1:
        behind = behind[1:-1]
    longest = rules.longest_object
    if len(behind) <= longest:
        return behind
    head = behind[:longest]
    return head[: head.rfind("、")] if "、" in head[longest // 2 :] else head
