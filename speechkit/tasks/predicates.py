"""What follows the name of someone who acts: a modal after adverbs, times and phrases, or a verb (data/tasks.yaml)."""

from __future__ import annotations

from functools import cache

from speechkit.lexicon import lexicon
from speechkit.tasks.rules import task_rules

__all__ = ["acts_at", "due_at", "later_demand", "modal_at", "modal_follows", "must_at", "predicate_at"]


def modal_at(text: str, at: int) -> bool:
    """Return whether a modal stands at ``at`` that makes the clause a demand: 要, 必须; not 要点, 应对, 我要强调."""
    length = lexicon().modals.at(text, at)
    if not length:
        return False
    rules = task_rules().modals
    end = at + length
    return not (rules.no_modal.match(text, at) or rules.no_demand.match(text, end) or rules.says.match(text, end))


def modal_follows(text: str, at: int) -> bool:
    """Return whether such a modal stands at ``at``, or after adverbs from there on."""
    while not modal_at(text, at):
        length = lexicon().adverbs.at(text, at)
        if not length:
            return False
        at += length
    return True


def must_at(text: str, end: int) -> bool:
    """Return whether what stands at ``end`` after a name tells it what to do: 要, 也要, 于7月底前要, 在…下，要."""
    if text.startswith("，", end) and modal_at(text, _after_adverbs(text, end + 1)):
        return True
    rules = task_rules().subjects
    if rules.will.match(text, end):
        return True
    at = _after_adverbs(text, end)
    if modal_at(text, at):
        return True
    if rules.phrase.match(text, at):
        clause = _clause_end(text, at)
        must = next((n for n in range(at, clause) if rules.must.match(text, n) and modal_at(text, n)), 0)
        if must:
            return not rules.said.search(text, at, must)
        told = rules.told.search(text[at:clause]) or rules.said.search(text, at, clause)
        return not told and text.startswith("，", clause) and _modal_opens_later(text, clause, clauses=2)
    if rules.aside.at(text, at) or rules.duties.at(text, at):
        return later_demand(text, at + 1)
    return rules.task_is.match(text, end) is not None


def predicate_at(text: str, at: int) -> bool:
    """Return whether what stands at ``at`` can tell what somebody does: an adverb, a time, a phrase, a verb."""
    rules, lists = task_rules().subjects, lexicon()
    return bool(
        _adverb_at(text, at)
        or rules.between.at(text, at)
        or rules.acting.match(text, at)
        or lists.manner.at(text, at) > 1
        or modal_at(text, at)
        or rules.phrase.match(text, at)
        or rules.when.match(text, at)
        or _verb_at(text, at)
    )


def acts_at(text: str, at: int, *, plain: bool) -> bool:
    """Return whether it is told at ``at`` what somebody does, without a modal: 讲专题党课, 于7月底前完成整改.

    After a ``plain`` name (党员, 企业) a verb that names an activity as well tells nothing (企业|改革).
    """
    rules = task_rules().subjects
    if due_at(text, at):
        return True
    body = _after_adverbs(text, at)
    if rules.phrase.match(text, body):
        told = text[body : _clause_end(text, body)]
        return (body > at or not plain) and not rules.told.search(told) and not rules.said.search(told)
    if (body > at + 1 and lexicon().manner.before(text, body, at)) or rules.acting.match(text, body):
        return True
    length = _verb_at(text, body)
    if not length or rules.possessive.at(text, body + length):
        return False
    return body > at or not (rules.activity.at(text, body) and (plain or rules.noun.match(text, body)))


def _adverb_at(text: str, at: int) -> int:
    """The length of the adverb at ``at`` that is no preposition; 0 where none stands there."""
    length = lexicon().adverbs.at(text, at)
    return length if length != task_rules().subjects.preposition.at(text, at) else 0


def due_at(text: str, at: int) -> bool:
    """Return whether it stands at ``at`` by when somebody acts: 1月15日前检修一遍水电."""
    found = task_rules().subjects.due.match(text, at)
    return found is not None and found.end() < len(text) and text[found.end()] not in _clause_marks()


def _verb_at(text: str, at: int) -> int:
    """The length of the verb at ``at``; 0 where none stands there."""
    rules = task_rules().subjects
    length = lexicon().verbs.at(text, at)
    if length > 1:
        return 0 if rules.no_verb.match(text, at) else length
    if short := rules.short_verbs.at(text, at):
        return short
    found = rules.made_verb.match(text, at)
    return found.end() - at if found else 0


def _after_adverbs(text: str, at: int) -> int:
    """Where the text goes on after the adverbs and times at ``at``, up to a phrase with a preposition or a modal."""
    rules, lists = task_rules().subjects, lexicon()
    if text.startswith("（", at) and (close := text.find("）", at, at + rules.longest_phrase)) > 0:
        at = close + 1
    while at < len(text) and not rules.phrase.match(text, at) and not modal_at(text, at):
        length = max(_adverb_at(text, at), lists.manner.at(text, at), rules.between.at(text, at))
        if length > 1 and text[at + length - 1] == "要":
            length -= 1  # 更要: the modal is not skipped with the adverb
        if found := rules.when.match(text, at):
            length = max(length, found.end() - at)
        if not length or lists.verbs.at(text, at) > length:
            break
        at += length
    return at


def _clause_end(text: str, at: int) -> int:
    """Where the clause ends in which ``at`` stands, as far as a phrase goes."""
    stop = min(len(text), at + task_rules().subjects.longest_phrase)
    return next((n for n in range(at, stop) if text[n] in _clause_marks()), stop)


@cache
def _clause_marks() -> frozenset[str]:
    return frozenset("，；：。！？")


def later_demand(text: str, at: int) -> bool:
    """Return whether the clause at ``at``, or a later one which names nobody itself, says what must be done."""
    rules = task_rules().modals
    stop = min(at + rules.reach, len(text))
    if any(modal_at(text, n) for n in range(at, stop) if rules.anywhere.at(text, n)):
        return True
    return _modal_opens_later(text, at, clauses=rules.clauses)


def _modal_opens_later(text: str, at: int, *, clauses: int) -> bool:
    """Whether one of the next ``clauses`` behind ``at`` begins with a modal."""
    for _ in range(clauses):
        at = text.find("，", at) + 1
        if not at:
            break
        if modal_follows(text, at):
            return True
    return False
