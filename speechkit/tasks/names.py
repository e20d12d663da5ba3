"""Names of those who act: they begin a clause and end with a word for such (党委, 部门). And the modals after them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from speechkit.lexicon import lexicon
from speechkit.tasks.rules import task_rules

__all__ = ["NameSpan", "later_demand", "longest_name", "modal_at", "modal_follows", "names_at"]

NameSpan: TypeAlias = tuple[int, int]  # where a name begins and ends in the text of a unit


def names_at(text: str, start: int) -> list[NameSpan]:
    """Return the names that a clause from ``start`` on begins with, the longest first; none where a verb stands there.

    They stand after 因此, 今年, 首先是 and the like.
    """
    rules, lists = task_rules().names, lexicon()
    pronoun = plain = 0
    if text[start] in _marks().openings:
        start = rules.lead_in.listed.skip(text, start)
        if rules.no_name.at(text, start):
            return []
        plain = start + lists.pronouns.at(text, start)
        pronoun = _pronoun_end(text, start, plain)
    if not pronoun:
        body = lists.manner.skip(text, start)
        verb = lists.verbs.at(text, body)
        if verb > 1 and not rules.office.at(text, body + verb):
            return []
    ends = {*_name_ends(text, start), *((plain, pronoun) if pronoun else ())}
    return [(start, end) for end in sorted(ends, reverse=True)]


def longest_name(text: str, start: int) -> int:
    """Return where the longest name that starts at ``start`` ends; 0 where none does."""
    plain = start + lexicon().pronouns.at(text, start)
    return _pronoun_end(text, start, plain) or max(_name_ends(text, start), default=0)


def _pronoun_end(text: str, start: int, end: int) -> int:
    """Where the pronoun from ``start`` to ``end`` ends with a name that follows it (我们各级干部); 0 if it is none."""
    rules = task_rules().names
    if end == start or rules.no_pronoun.at(text, end):
        return 0
    return max((each for each in _name_ends(text, end) if each - end <= rules.longest_after_pronoun), default=end)


class _Marks(NamedTuple):
    """Characters: with which a clause may begin that begins with neither a name nor a verb, at which a name may break
    off or not go on by one character, and with which it may end.
    """

    openings: frozenset[str]
    turns: frozenset[str]
    lasts: frozenset[str]


@cache
def _marks() -> _Marks:
    rules, lists = task_rules().names, lexicon()
    return _Marks(
        rules.lead_in.listed.firsts | rules.no_name.listed.firsts | lists.pronouns.firsts,
        rules.fixed.listed.firsts | rules.links.listed.firsts | rules.breaks.listed.firsts | {"（"},
        lists.heads.lasts | lists.short_heads.lasts,
    )


def _name_ends(text: str, start: int) -> Iterator[int]:
    """Every place at which what starts at ``start`` is a name, or a chain of names."""
    rules, lists = task_rules().names, lexicon()
    fixed, links, breaks, heads = rules.fixed.listed, rules.links.listed, rules.breaks.listed, lists.heads
    _, turns, lasts = _marks()
    if links.at(text, start):
        return
    at, stop = start, min(len(text), start + rules.longest)
    ended = False  # a name has just ended: only now may a link follow
    while at < stop:
        if text[at] not in turns:
            at += 1
        elif whole := fixed.at(text, at):
            at += whole
            ended = False
        elif ended and (link := links.at(text, at)):
            at += link
            ended = False
            continue
        elif text[at] == "（":
            close = text.find("）", at)
            if close < 0 or close - at > rules.longest_in_brackets:
                return
            at = close + 1
        elif breaks.at(text, at):
            if at == start or not (of := rules.of.match(text, at)):
                return
            at = of.end()
            ended = False
            continue
        else:
            at += 1
        if text[at - 1] not in lasts:
            ended = ended and text[at - 1] == "）"
        elif heads.before(text, at, start) and not rules.no_head.listed.before(text, at):
            ended = True
            yield at + rules.plural.at(text, at)
        elif at - start > 1 and lists.short_heads.before(text, at, start) and _may_be_short(text, at):
            ended = True
            yield at
        else:
            ended = False


def _may_be_short(text: str, end: int) -> bool:
    """Whether a name may end with one character here: 发改局要…, 发改局承担的…."""
    rules = task_rules().names
    return modal_follows(text, end) or bool(rules.duties.at(text, end) or rules.links.at(text, end))


# -- modals ------------------------------------------------------------------------------------------------------------


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


def later_demand(text: str, at: int) -> bool:
    """Return whether the clause at ``at``, or a later one which names nobody itself, says what must be done."""
    rules = task_rules().modals
    stop = min(at + rules.reach, len(text))
    if any(modal_at(text, n) for n in range(at, stop) if rules.anywhere.at(text, n)):
        return True
    while (at := text.find("，", at) + 1) > 0:
        if modal_follows(text, at):
            return True
    return False
