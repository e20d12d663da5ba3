"""What is to be done: the verbs of a task with what they act on, and the numbers that it must reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechkit.extract.taskrules import task_rules
from speechkit.model import Action
from speechkit.words import words

__all__ = ["actions_of", "targets_of"]

_CLAUSE = re.compile("[^，；：。！？（）]+")
_WORD = 2  # code points of most verbs
_SHORTEST = 3  # code points of a verb with its object
_LONGEST = 40  # code points of an object that are kept; the task's own text holds the rest
_BEFORE_MODAL = 24  # code points of a clause within which a modal says that its verb comes after it


def actions_of(text: str, *, start: int = 0) -> tuple[Action, ...]:
    """Every verb with its object, clause by clause, from ``start`` on: 认真梳理和吸纳，…进行修改完善，尽快印发实施."""
    return tuple(_actions(text, start))


def _actions(text: str, start: int) -> Iterator[Action]:
    rules = task_rules().actions
    for found in _CLAUSE.finditer(text, start):
        for clause in _predicates(found[0]):
            at, told = _verb_of(clause)
            if acted := rules.acted_on.match(clause, at) or rules.ba.match(clause, at):
                yield Action(acted["verb"], _cut(acted["on"]))
            elif end := _verbs(clause, at):
                yield Action(clause[at:end], _cut(clause[end:]))
            elif told and len(clause) >= at + _WORD and not rules.no_verb.at(clause, at):
                # a verb that no list has, after its modal
                yield Action(clause[at : at + _WORD], _cut(clause[at + _WORD :]))


def _predicates(clause: str) -> Iterator[str]:
    """The verbs with their objects that stand side by side in a clause: 弘扬光荣传统、赓续红色血脉."""
    disposal = task_rules().actions.disposal
    start = 0
    for place in (found.start() for found in re.finditer("、", clause)):
        verb = words().verbs.at(clause, place + 1) > 1 or disposal.at(clause, place + 1)
        if verb and place > start + _SHORTEST and _verbs(clause, _verb_of(clause)[0]) < place:
            yield clause[start:place]
            start = place + 1
    yield clause[start:]


def _verb_of(clause: str) -> tuple[int, bool]:
    """Where the verb of a clause can stand, after words of manner: at its start, else after its modal (then true)."""
    lists = words()
    at = lists.manner.skip(clause, 0)
    if not lists.verbs.at(clause, at) and (modal := task_rules().actions.modal.search(clause, 0, _BEFORE_MODAL)):
        return lists.manner.skip(clause, modal.end()), True
    return at, False


def _verbs(clause: str, at: int) -> int:
    """Where the verbs end that stand at ``at`` side by side (梳理和吸纳, 加快推进); 0 where there is none."""
    rules, lists = task_rules().actions, words()
    end = at + lists.verbs.at(clause, at)
    if end == at:
        return 0
    follows = lists.verbs.at(clause, end)
    if rules.light.at(clause, at) == end - at or end + follows == len(clause):  # 加快推进…, 印发实施
        end += follows
    while joined := rules.joining.at(clause, end):
        verb = lists.manner.skip(clause, end + joined)
        if not (length := lists.verbs.at(clause, verb)):
            break
        end = verb + length
    return end


def _cut(words: str) -> str:
    """An object, without the quotation marks around it and no longer than what can be read at a glance."""
    if words.startswith("、"):
        return ""
    if before := task_rules().actions.before_object.match(words):
        words = words[before.end() :]
    if words.startswith("“") and words.find("”") == len(words) - 1:
        words = words[1:-1]
    if len(words) <= _LONGEST:
        return words
    head = words[:_LONGEST]
    return head[: head.rfind("、")] if "、" in head[_LONGEST // 2 :] else head


def targets_of(text: str) -> list[tuple[int, int]]:
    """Where the numbers with their direction and unit stand: 增长6%左右, 不低于95%, 新增就业1200万人以上."""
    return [found.span() for found in task_rules().target.finditer(text)]
