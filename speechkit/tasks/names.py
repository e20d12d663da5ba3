"""Names of those who act: they stand at the start of a clause and end with a word for such (党委, 部门)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from speechkit.lexicon import words
from speechkit.tasks.modals import reaches
from speechkit.tasks.rules import task_rules

__all__ = ["Place", "longest_name", "names_at"]

Place = tuple[int, int]  # where a name begins and ends

_LONGEST = 60  # code points of a name with all that it links
_LONGEST_NAMED = 44  # code points of a name that follows a pronoun
_LONGEST_ASIDE = 15  # code points of what stands in brackets within a name


def names_at(text: str, start: int) -> list[Place]:
    """The names that a clause from ``start`` on begins with, the longest first; none where a verb stands there.

    They stand after 因此, 今年, 首先是 and the like.
    """
    rules, lists = task_rules().names, words()
    pronoun = plain = 0
    if text[start] in _marks().openings:
        start = rules.lead_in.listed.skip(text, start)
        if rules.no_name.at(text, start):
            return []
        plain = start + lists.pronouns.at(text, start)
        pronoun = _pronoun(text, start, plain)
    if not pronoun:
        body = lists.manner.skip(text, start)
        verb = lists.verbs.at(text, body)
        if verb > 1 and not rules.office.at(text, body + verb):
            return []
    ends = {*_ends(text, start), *((plain, pronoun) if pronoun else ())}
    return [(start, end) for end in sorted(ends, reverse=True)]


def longest_name(text: str, start: int) -> int:
    """Where the longest name that starts at ``start`` ends; 0 where none does."""
    plain = start + words().pronouns.at(text, start)
    return _pronoun(text, start, plain) or max(_ends(text, start), default=0)


def _pronoun(text: str, start: int, end: int) -> int:
    """Where the pronoun from ``start`` to ``end`` ends with a name that follows it (我们各级干部); 0 if it is none."""
    if end == start or task_rules().names.no_pronoun.at(text, end):
        return 0
    return max((each for each in _ends(text, end) if each - end <= _LONGEST_NAMED), default=end)


class _Marks(NamedTuple):
    """Characters: with which a clause may begin that begins with neither a name nor a verb, at which a name may break
    off or not go on by one character, and with which it may end.
    """

    openings: frozenset[str]
    turns: frozenset[str]
    lasts: frozenset[str]


@cache
def _marks() -> _Marks:
    rules, lists = task_rules().names, words()
    return _Marks(
        rules.lead_in.listed.firsts | rules.no_name.listed.firsts | lists.pronouns.firsts,
        rules.fixed.listed.firsts | rules.links.listed.firsts | rules.breaks.listed.firsts | {"（"},
        lists.heads.lasts | lists.short_heads.lasts,
    )


def _ends(text: str, start: int) -> Iterator[int]:
    """Every place at which what starts at ``start`` is a name, or a chain of names."""
    rules, lists = task_rules().names, words()
    fixed, links, breaks, heads = rules.fixed.listed, rules.links.listed, rules.breaks.listed, lists.heads
    _, turns, lasts = _marks()
    if links.at(text, start):
        return
    at, stop = start, min(len(text), start + _LONGEST)
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
            if close < 0 or close - at > _LONGEST_ASIDE:
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
        elif at - start > 1 and lists.short_heads.before(text, at, start) and _short(text, at):
            ended = True
            yield at
        else:
            ended = False


def _short(text: str, end: int) -> bool:
    """Whether a name may end with one character here: 发改局要…, 发改局承担的…."""
    rules = task_rules().names
    return reaches(text, end) or bool(rules.duties.at(text, end) or rules.links.at(text, end))
