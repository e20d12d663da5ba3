"""Who must act by the words of one unit: the subject of a demand, who is put in charge, who is asked (data/tasks.yaml).

Of those that a unit names, the subject of a demand goes first, then who is put in charge, then who is asked, then the
subject of what is done without a modal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from speechkit.chars import UNIT_ENDS
from speechkit.lexicon import lexicon
from speechkit.tasks.charges import charge_in, helpers_after
from speechkit.tasks.name_rules import name_rules
from speechkit.tasks.names import NameSpan, is_firm, is_office, name_ends, name_start, names_in_list, whole_name
from speechkit.tasks.predicates import acts_at, due_at, must_at
from speechkit.tasks.rules import task_rules

__all__ = ["ACTOR_RULES", "DUTY_TABLE", "Actors", "actors_of", "first_mention", "is_post", "shares_of"]

_CLAUSE = re.compile(f"[^，：{UNIT_ENDS}]+")


class Actors(msgspec.Struct, frozen=True):
    """Where the name of who leads stands in a text, and those of who helps; ``rule`` (``ACTOR_RULES``) found them."""

    lead: NameSpan | None
    others: tuple[NameSpan, ...] = ()
    rule: str | None = None


def actors_of(text: str) -> Actors:
    """Return who must act by the words of ``text``, a unit without its enumerator; nobody where it names nobody."""
    readings = (_subject, _charged, _asked, _addressed, _doing)
    return next(filter(None, (reading(text) for reading in readings)), Actors(None))


def first_mention(text: str, name: NameSpan) -> NameSpan:
    """Return where the words of a name stand first: 我们 of 我们不怕说出毛病，我们一定要改正毛病."""
    start, end = name
    first = text.find(text[start:end], 0, end)
    return (first, first + end - start) if end - start > 1 else name


def _charged(text: str) -> Actors | None:
    """责任单位：X；配合单位：Y、Z, （X牵头，Y配合）, 由X负责."""
    charge = charge_in(text)
    return Actors(charge.lead, charge.others, "charged") if charge else None


def _asked(text: str) -> Actors | None:
    """希望X…, 请X…, 责成X…: X is who is asked."""
    rules = task_rules()
    for found in rules.actors.asking.matches(text) if rules.actors.asking.is_near(text) else ():
        start = name_rules().lead_in.listed.skip(text, found.end())
        end = _name_asked(text, start)
        if end and not rules.subjects.possessive.at(text, end):
            return Actors((start, end), helpers_after(text, end), "asked")
    return None


def _name_asked(text: str, start: int) -> int:
    """Where the name of who is asked ends: before a predicate, else the longest, else what stands before sure words."""
    begins = name_start(text, start) == start
    if begins and (end := whole_name(text, start)):
        return end
    if begins and is_firm(text, start):
        heads = name_rules().heads.listed
        ends = {end for end in name_ends(text, start) if not task_rules().subjects.possessive.at(text, end)}
        if lexicon().pronouns.at(text, start):
            return min(ends, default=0)
        return max((end for end in ends if heads.before(text, end, start)), default=max(ends, default=0))
    unknown = task_rules().actors.asked_unknown.match(text, start)
    return unknown.end() if unknown else 0


def _addressed(text: str) -> Actors | None:
    """教务处：4月底前完成…: an office before a colon."""
    end = text.find("：", 0, name_rules().longest)
    if end < 0 or len(text) - end <= task_rules().shortest:
        return None
    rules = name_rules()
    if is_firm(text, 0) and rules.office.listed.before(text, end) and end in set(name_ends(text, 0)):
        return Actors((0, end), (), "addressed")
    return None


# -- the subject of a demand: a name that begins a clause; what follows says that it must, or what it does -------------


class _Opening(NamedTuple):
    """A clause: where it begins, its text, where the name begins that it may open with, and where such names end."""

    at: int
    clause: str
    start: int
    ends: list[int]


@lru_cache(maxsize=16)  # a unit is asked for its subject, its shares, and who does something in it
def _openings(text: str) -> list[_Opening]:
    openings: list[_Opening] = []
    for clause in _CLAUSE.finditer(text):
        start = name_start(text, clause.start())
        ends = sorted(set(name_ends(text, start))) if start >= 0 else []
        openings.append(_Opening(clause.start(), clause[0], start, ends))
    return openings


def _subject(text: str) -> Actors | None:
    """The subject of the first clause that has a modal."""
    rules = task_rules()
    for at, clause, start, ends in _openings(text):
        for end in reversed(ends):
            if end + 1 not in ends and must_at(text, end) and not rules.modals.speaker.match(text, start):
                end = _acting(text, ends, end)
                return Actors((start, end), _with(text, end), "subject")
        for found in rules.subjects.within.matches(clause):
            place = at + found.start(), at + found.end()
            if must_at(text, place[1]):
                return Actors(place, _with(text, place[1]), "subject")
    return None


def _with(text: str, end: int) -> tuple[NameSpan, ...]:
    """Who acts with the subject of a demand that ends at ``end``: who helps it, and who is put in charge behind it."""
    if others := helpers_after(text, end):
        return others
    charge = charge_in(text, named=True)
    return (*names_in_list(text, *charge.lead), *charge.others) if charge and charge.lead[0] > end else ()


def shares_of(text: str) -> list[NameSpan]:
    """Return the stretches of ``text`` in which one office each is told its work; the whole where it is not so.

    >>> text = "党政办要抓好统筹，应急所要抓好演练。"
    >>> [text[start:end] for start, end in shares_of(text)]
    ['党政办要抓好统筹', '应急所要抓好演练。']
    """
    rules = task_rules().actors
    starts: list[int] = []
    names: set[str] = set()
    if "，" not in text:
        return [(0, len(text))]
    for opening in _openings(text):
        start, end = opening.start, _told(text, opening)
        name = text[start:end]
        if not end or name in names or not is_post(text, start, end) or rules.helps.match(text, end):
            continue
        if not names:
            actors = actors_of(text)
            if actors.lead != (start, end) or actors.rule == "charged":
                break  # somebody else leads, or the others help
        names.add(name)
        starts.append(opening.at if starts else 0)
    ends = [start - 1 for start in starts[1:]] + [len(text)]
    return list(zip(starts, ends, strict=True)) if len(starts) > 1 else [(0, len(text))]


def _told(text: str, opening: _Opening) -> int:
    """Where the name ends that a clause opens with and tells what to do; 0 where there is none."""
    _, clause, start, ends = opening
    if not ends or not is_firm(text, start) or _quoted(text, start):
        return 0
    if end := max((end for end in ends if end + 1 not in ends and must_at(text, end)), default=0):
        return _acting(text, ends, end)
    end = whole_name(text, start, ends)
    told = end and not task_rules().subjects.demanded.search(clause)
    return end if told and acts_at(text, end, plain=_is_plain(text, start, end)) else 0


def is_post(text: str, start: int, end: int) -> bool:
    """Return whether a name is that of an office or a post, whose work is a line of its own; of no class or people."""
    rules = task_rules().actors
    return not lexicon().pronouns.at(text, start) and rules.post.match(text[start:end]) is not None


def _acting(text: str, ends: Sequence[int], end: int) -> int:
    """Where the name ends of which what ``end`` ends tells what it does: 学院|引进教师将…."""
    subjects, lists = task_rules().subjects, lexicon()
    for nearer in ends:
        verb = lists.verbs.at(text, nearer)
        if nearer + verb >= end:
            break
        if verb > 1 and not subjects.activity.at(text, nearer) and not is_office(text, nearer):
            return nearer
    return end


def _doing(text: str) -> Actors | None:
    """The subject of what is done without a modal, else a pronoun that stays the subject, else who is described."""
    rules = task_rules().subjects
    openings = [opening for opening in _openings(text) if opening.ends]
    for _, _, start, ends in openings:
        if (stays := start + rules.stays.at(text, start)) in ends:
            return Actors((start, stays), helpers_after(text, stays), "pronoun")
    for _, clause, start, ends in openings:
        if rules.demanded.search(clause) or _quoted(text, start):
            continue  # where a modal stands, what it says is not of this name
        end = whole_name(text, start, ends)
        if not is_firm(text, start) and not (end and due_at(text, end)):
            continue
        if end and acts_at(text, end, plain=_is_plain(text, start, end)):
            return Actors((start, end), helpers_after(text, end), "does")
    for _, _, start, ends in openings:
        if is_firm(text, start):
            for end in reversed(ends):
                if rules.described.match(text, end):
                    return Actors((start, end), (), "described")
    return None


def _quoted(text: str, at: int) -> bool:
    """Whether ``at`` stands in quotation marks that close again: 围绕“走好第一方阵，我为二十大作贡献”."""
    reach = task_rules().modals.reach
    opened = text.rfind("“", max(0, at - reach), at)
    return opened > text.rfind("”", max(0, at - reach), at) and text.find("”", at, at + reach) > 0


def _is_plain(text: str, start: int, end: int) -> bool:
    """Whether a name is but a word for a class: 党员, 企业."""
    return task_rules().subjects.classes.at(text, start) == end - start


ACTOR_RULES = ("subject", "charged", "asked", "addressed", "pronoun", "does", "described", "duty-table")
DUTY_TABLE = "duty-table"  # a cell of the same row of a duty table names who must act
