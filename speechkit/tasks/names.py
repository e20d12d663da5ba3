"""Names of those who act, by the grammar of data/names.yaml: where a name that starts at a place may end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from speechkit.lexicon import lexicon
from speechkit.tasks.name_rules import name_rules
from speechkit.tasks.predicates import predicate_at

__all__ = ["NameSpan", "is_firm", "is_office", "name_ends", "name_start", "names_in_list", "whole_name"]

_LONGEST_WORD = 8  # code points of a word with which a name ends
_FIELD = 2  # code points of most words for a field of work
_NEAR = 48  # code points within which a mark stands that a name told by its form holds

NameSpan: TypeAlias = tuple[int, int]  # where a name begins and ends in the text of a unit


def name_start(text: str, start: int) -> int:
    """Return where the name begins that a clause from ``start`` on may open with, -1 where none can.

    Words such as 因此, 今年 and times stand before it; prepositions, verbs and words of manner rule a name out, but for
    the verbs in the name of an office (组织部, 发展改革局).
    """
    rules, leads = name_rules(), _leads()
    while start < len(text) and text[start] in leads:
        at = rules.lead_in.listed.skip(text, start)
        if found := rules.lead_time.match(text, at):
            at = found.end()
        if text.startswith("“", at) and text.find("”", at, at + rules.longest_in_quotes + 2) < 0:
            at += 1  # a speech in quotation marks begins, and no word in such marks
        if at == start:
            break
        start = at
    if start >= len(text):
        return -1
    if rules.no_name.at(text, start) and not rules.though.at(text, start):
        opens = False
    else:
        opens = lexicon().pronouns.at(text, start) > 0 or _opens_no_predicate(text, start)
    return start if opens or _whole_at(text, start) else -1


@cache
def _leads() -> frozenset[str]:
    """The characters with which what stands before a name begins."""
    rules = name_rules()
    return rules.lead_in.listed.firsts | frozenset(rules.lead_time_begins) | {"“"}


def _whole_at(text: str, start: int) -> re.Match[str] | None:
    """The name at ``start`` that is told by its form as a whole: 县一中, 有条件的地方, 发改、财政等部门."""
    rules = name_rules()
    found = rules.odd.match(text, start) if rules.odd_near.search(text, start, start + _NEAR) else None
    if not found and text.find("的", start, start + _NEAR) > 0:
        found = rules.described_name.match(text, start)
    if not found and text.find("、", start, start + _NEAR) > 0:
        found = rules.listed.match(text, start)
    return found


def _opens_no_predicate(text: str, start: int) -> bool:
    """Whether neither a verb nor a word of manner stands at ``start``, or the name of an office begins with it."""
    rules, lists = name_rules(), lexicon()
    manner = lists.manner.at(text, start)
    verb = lists.verbs.at(text, lists.manner.skip(text, start) if manner else start)
    if verb < 2 and manner < 2:
        return True
    # 研究生, 合作社, of which 研究, 合作 are verbs
    more = rules.though.at(text, start) >= max(manner, verb) or rules.heads.at(text, start) > max(manner, verb)
    return more or _office_of_verbs(text, start) > 0


def _office_of_verbs(text: str, start: int) -> int:
    """The end of the name of an office that begins with verbs or fields: 发展|改革|局; 0 where there is none."""
    rules, verbs = name_rules(), lexicon().verbs
    at = start
    while length := max(verbs.at(text, at), rules.fields.at(text, at)):
        at += length
    if at == start or rules.no_office.match(text, at):
        return 0
    return at + length if (length := rules.office.at(text, at)) else 0


def is_office(text: str, start: int) -> bool:
    """Return whether the name of an office begins at ``start`` with verbs or fields, or a word in which one stands."""
    rules = name_rules()
    return _office_of_verbs(text, start) > 0 or rules.in_name.match(text, start) is not None


def is_firm(text: str, start: int) -> bool:
    """Return whether a name begins at ``start`` for certain: with a level, a field, a quantifier or a pronoun."""
    rules = name_rules()
    return bool(
        rules.firm.at(text, start)
        or lexicon().pronouns.at(text, start)
        or rules.heads.at(text, start)
        or rules.odd.match(text, start)
        or (rules.placed.match(text, start) and not lexicon().verbs.at(text, start))
    )


def whole_name(text: str, start: int, ends: Sequence[int] | None = None) -> int:
    """Return where the name from ``start`` ends that a predicate follows; 0 where none does.

    It is the nearest such end, but for an inner office that begins with verbs: 县委|组织部, 县政府|督查室. ``ends``
    are those of the names from ``start``, in order, where they are known.
    """
    if ends is None:
        ends = sorted(set(name_ends(text, start)))
    for number, end in enumerate(ends):
        later = ends[number + 1 :]
        if predicate_at(text, end) and not _goes_on(text, end, later, start):
            inner = [each for each in later if _is_inner_office(text, end, each)]
            return next((each for each in reversed(inner) if predicate_at(text, each)), end)
    return 0


def _goes_on(text: str, end: int, later: Sequence[int], start: int) -> bool:
    """Whether the verb at ``end`` is a part of the name: 各级党|组织|书记, 各级工会|组织|和广大工会干部."""
    heads = name_rules().heads.listed
    if any(stop - heads.before(text, stop, start) < end for stop in later if stop - end < _LONGEST_WORD):
        return True
    if name_rules().links.at(text, end) and any(predicate_at(text, stop) for stop in later):
        return True
    stop = end + lexicon().verbs.at(text, end)
    return stop in later and name_rules().links.at(text, stop) > 0


def _is_inner_office(text: str, end: int, later: int) -> bool:
    office = _office_of_verbs(text, end)
    return bool(office) and office <= later <= office + 4


class _Marks(NamedTuple):
    """Characters at which a name may break off or not go on by one character, and with which it may end."""

    turns: frozenset[str]
    lasts: frozenset[str]
    short: frozenset[str]


@cache
def _marks() -> _Marks:
    rules = name_rules()
    links = rules.links.listed.firsts
    short = rules.short_heads.listed.lasts
    return _Marks(
        rules.fixed.listed.firsts | links | rules.breaks.listed.firsts | {"（", "“", "，"},
        rules.heads.listed.lasts | short,
        short,
    )


def name_ends(text: str, start: int) -> Iterator[int]:
    """Yield every place at which what starts at ``start`` is a name, or a chain of names, the nearest first."""
    rules, lists = name_rules(), lexicon()
    links, breaks, heads = rules.links.listed, rules.breaks.listed, rules.heads.listed
    turns, lasts, short = _marks()
    if start >= len(text) or (links.at(text, start) and not rules.though.at(text, start)):
        return
    at, stop = start, min(len(text), start + rules.longest)
    item = start  # where the last of the linked names begins
    ended = False  # a name has just ended: only now may a link follow
    if pronoun := lists.pronouns.at(text, start):
        if not rules.no_pronoun.at(text, start + pronoun):
            yield start + pronoun
            ended = True
            if rules.person.at(text, start) == pronoun and not _goes_on_from(text, start + pronoun):
                return
        at = start + pronoun
    while at < stop:
        if at == item:
            if found := _whole_at(text, at):
                at, ended = found.end(), True
                yield at
            if ended and at > item:
                item = -1
                continue
        character = text[at]
        if ended and character.isdigit():
            return  # 各班主任|1月10日前开好家长会
        if character not in turns:
            at += 1
        elif whole_word := rules.fixed.at(text, at):
            at += whole_word
        elif (link := links.at(text, at)) and (ended or _bare_item(text, item, at)):
            at += link
            item, ended = at, False
            continue
        elif character == "，" and ended and (found := rules.next_of_list.match(text, at)):
            at = item = found.end()
            ended = False
            continue
        elif character == "（":
            close = text.find("）", at, at + rules.longest_in_brackets)
            if close < 0:
                return
            at = close + 1
            if ended:
                yield at
            continue
        elif character == "“":
            close = text.find("”", at, at + rules.longest_in_quotes)
            if close < 0:
                return
            if text[close - 1] in lasts and at > max(item, start):
                at, ended = close + 1, True
                yield at
                continue
            at = close + 1
        elif breaks.at(text, at):
            if found := rules.in_name.match(text, at):
                at = found.end()
            elif at == start or not (found := rules.of.match(text, at)):
                return
            else:
                at = found.end()
            ended = False
            continue
        else:
            at += 1
        last = text[at - 1]
        # One character alone is a name only where it is linked: 各部、委、办、局.
        alone = item == start and at - start == 1
        ended = last in lasts and (heads.before(text, at, start) > 0 or (last in short and not alone))
        if ended and rules.no_head.ends(text, at):
            ended = False
        if ended:
            plural = rules.plural.at(text, at)
            at += plural
            yield at


def _goes_on_from(text: str, at: int) -> bool:
    """Whether a name goes on behind a personal pronoun: 我们|各级干部, 我们|和…."""
    rules = name_rules()
    return max(rules.firm.at(text, at), rules.heads.at(text, at)) > 1 or rules.links.at(text, at) > 0


def _bare_item(text: str, item: int, at: int) -> bool:
    """Whether what is linked is a level or a field of work: 省|、市|、县三级法院, 执法|、司法机关."""
    rules = name_rules()
    if item < 0:
        return False
    if at - item == 1 or text[item + 1 : item + 2] == "（":  # 镇（街道）、村（社区）两级
        return rules.levels.at(text, item) == 1
    if rules.fields.listed.before(text, at, item):
        return True
    return at - item == _FIELD and lexicon().verbs.at(text, item) < _FIELD  # 供水、供电、供热企业


def names_in_list(text: str, start: int, end: int) -> list[NameSpan]:
    """Return the names of a list (X、Y和Z), one span each; a bracket belongs to the name before it."""
    spans: list[NameSpan] = []
    at = start
    depth = 0
    for place in range(start, end + 1):
        character = text[place] if place < end else "、"
        depth += (character == "（") - (character == "）")
        if (character in "、，；" and depth <= 0) or (
            character in "和与及" and depth <= 0 and _ends_name(text, at, place) and place + 1 < end
        ):
            first, last = at, place
            while first < last and text[first] in " \u3000以":
                first += 1
            while last > first and text[last - 1] in " \u3000":
                last -= 1
            if last > first:
                spans.append((first, last))
            at = place + 1
    return spans


def _ends_name(text: str, start: int, end: int) -> bool:
    return end > start and end in set(name_ends(text, start))
