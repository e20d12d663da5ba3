"""What the steps of a reading cost: the habits of official writing, and what it is worth to break one.

The costs stand in data/numbering.yaml, beside the weights, which say what it costs to pass over a candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec

from speechkit.outline.candidates import Candidate
from speechkit.outline.rules import numbering

__all__ = ["Ended", "OpenList", "continues", "cost_at_end", "cost_if_lone", "cost_of_next", "depths_for", "openings"]

Ended: TypeAlias = tuple[str, int, float]  # the family, the last number and what was paid for its single item

_UNNUMBERED = ("heading", "dash", "bullet")  # rules


class OpenList(msgspec.Struct, frozen=True):
    """A list that may go on. ``first`` and ``last`` are candidates; ``number`` the ordinal of ``last`` as read.

    ``lone`` is what it costs should it end now: nothing, unless it has a single item; ``waiting`` is that cost for the
    lists around it and itself. ``key`` tells what it and they come to.
    """

    family: str
    number: int
    size: int
    first: Candidate
    last: Candidate
    lone: float
    waiting: float
    key: tuple[object, ...]


def cost_if_lone(candidate: Candidate, *, continued: bool) -> float:
    """Return the cost of a list that has but this item, as the labelling guide counts no such list.

    ``continued``: it takes up the numbers of a list that ended.
    """
    if continued or candidate.heading or candidate.rule.id == "heading":
        return 0.0
    if candidate.path:
        return numbering().costs.lone_decimal
    return candidate.weight + numbering().costs.lone


def depths_for(lists: Sequence[OpenList], candidate: Candidate) -> tuple[int, int]:
    """Return the highest and the lowest place in the tree at which the candidate may stand, as depths from 0.

    The levels of the headings that the format marks decide: a heading stands inside those of higher levels and beside,
    or outside, those of its own and of lower ones. All else stands inside the heading before it.
    """
    level = candidate.heading
    highest = 0
    for depth, entry in enumerate(lists):
        marked = entry.last.heading
        if marked and level and marked >= level:
            return highest, depth
        if marked:
            highest = depth + 1
    return highest, len(lists)


def cost_at_end(lists: tuple[OpenList, ...], end: int, *, cut_off: bool) -> float:
    """Return the cost of the lists that are open where the text ends; the last candidate stands at ``end``."""
    costs = numbering().costs
    # Fewer items than promised, or a single one of several: the text is an excerpt.
    cut_off = cut_off or any(
        entry.first.announced > entry.size or (entry.first.announced < 0 and entry.size == 1) for entry in lists
    )
    cost = 0.0
    for entry in lists:
        first = entry.first
        strong = first.ordinal == 1 and first.weight >= costs.strong and first.place != "clause"
        if entry.lone and strong and end - first.start < costs.near_end and (first.announced or cut_off):
            cost += costs.cut_off
        else:
            cost += entry.lone
    return cost


def cost_of_next(lists: tuple[OpenList, ...], depth: int, candidate: Candidate) -> float | None:
    """Return the cost of taking the candidate as next item of the open list at ``depth``; None where it cannot be."""
    entry = lists[depth]
    family, last = candidate.rule.family, entry.last
    if candidate.heading != last.heading and candidate.heading and last.heading:
        return None
    costs, cost = numbering().costs, 0.0
    if family != entry.family:
        if family not in numbering().carries_on.get(entry.family, ()) or candidate.ordinal != entry.number + 1:
            return None
        cost += costs.carried_on
    elif candidate.same != last.same:
        if candidate.rule.same == last.rule.same and candidate.rule.same in ("group", "decimal"):
            return None
        cost += costs.other_style
    reach = candidate.rule.reach or last.rule.reach
    if reach and candidate.start - last.start > reach and not candidate.place == last.place == "line":
        return None
    if candidate.rule.numeral == "none":
        # Headings and dash items carry no number that would tell that the list goes on.
        return cost + costs.closes_higher * sum(inner.last.rule.rank < last.rule.rank for inner in lists[depth + 1 :])
    if candidate.ordinal is None and candidate.rule.numeral == "word" and entry.size == 1:
        # 首先…最后 alone are the greeting and the farewell, not a list.
        return None
    if candidate.ordinal is not None:
        missing = candidate.ordinal - entry.number - 1
        repeats = candidate.rule.repeats
        if missing == -1 and candidate.inserted:
            pass
        elif missing == -1 and repeats is not None and entry.size == 1 and candidate.paragraph == last.paragraph:
            cost += repeats
        elif missing == -1 and entry.number > 1:
            cost += costs.repeated
        elif missing < 0:
            return None
        elif missing:
            cost += costs.gap + costs.more_gap * (missing - 1)
    if (candidate.place == "line") != (last.place == "line"):
        cost += costs.other_place
    return cost


def _parted(item: Candidate, candidate: Candidate) -> bool:
    """Whether paragraphs of prose part a dash item from what comes: such an item is a paragraph, no section."""
    return item.rule.family in ("dash", "bullet") and candidate.paragraph > item.paragraph + 1


def openings(
    lists: Sequence[OpenList],
    candidate: Candidate,
    habits: Sequence[tuple[str, str]],
    closed: Sequence[Ended],
) -> Iterator[tuple[int, float]]:
    """Yield the depths at which a list may open with the candidate, and what it costs.

    It opens inside the open item of the depth before. ``habits`` are the (family, parent's family) pairs seen so far,
    ``closed`` the ended lists.
    """
    rule, costs = candidate.rule, numbering().costs
    first = candidate.ordinal == 1 or rule.id in _UNNUMBERED
    if not first and (candidate.ordinal is None or rule.numeral in ("word", "circled") or candidate.place == "inner"):
        return
    numbered = rule.numeral != "none"
    known = numbered and any(family == rule.family for family, _ in habits)
    parent: OpenList | None = None
    nested = False  # inside an item of the same series
    for depth in range(len(lists) + 1):
        if depth:
            parent = lists[depth - 1]
            nested = nested or parent.family == rule.family
        ended = lists[depth:]
        beside = bool(ended) and ended[0].family == rule.family
        if not numbered and (nested or beside):
            continue
        start = 0.0 if first else costs.continues_numbers if continues(candidate, ended, closed) else costs.not_from_one
        cost = costs.new + start + (costs.announced if candidate.announced else 0.0)
        if (rule.family, parent.family if parent else "") not in habits:
            if known:
                cost += costs.new_habit
            if parent is not None:
                cost += min(costs.against_rank * max(parent.last.rule.rank - rule.rank, 0), costs.most_against_rank)
            if nested:
                cost += costs.nested_in_itself
        elif parent is not None and parent.family == rule.family:
            cost += costs.nested_in_itself  # no habit makes 一是 straight inside 一是 usual
        if parent is not None:
            if _parted(parent.last, candidate):
                cost += costs.distant
            if parent.last.place != "line" and candidate.place == "line":
                cost += costs.into_inline
        if beside:
            cost += costs.restart
        if candidate.path:
            cost += _headless(parent, candidate)
        yield depth, cost + _leaving(ended, candidate)


def _headless(parent: OpenList | None, candidate: Candidate) -> float:
    """The cost of decimals inside an item that does not have the number which they carry on."""
    costs = numbering().costs
    if parent is None or parent.last.rule.numeral == "none":
        return costs.no_head
    above, number = candidate.path[:-1], candidate.path[-1]
    if parent.number != number or (parent.last.path and parent.last.path != above):
        return costs.other_head
    return 0.0


def continues(candidate: Candidate, ended: Sequence[OpenList], closed: Sequence[Ended]) -> bool:
    """Return whether a new list takes up the numbers of one that ended, as articles do from chapter to chapter."""
    family, ordinal = candidate.rule.family, candidate.ordinal
    if ordinal is None or ordinal == 1 or candidate.path:
        return False
    before = ordinal - 1
    return any(each[:2] == (family, before) for each in closed) or any(
        each.family == family and each.number == before for each in ended
    )


def _leaving(ended: Sequence[OpenList], candidate: Candidate) -> float:
    """The cost of cost_at_end those lists for a new one beside the first of them."""
    if not ended:
        return 0.0
    costs = numbering().costs
    cost = costs.closes_higher * sum(
        entry.last.rule.rank < candidate.rule.rank and not _parted(entry.last, candidate) for entry in ended
    )
    if candidate.place != "line" and ended[0].last.paragraph == candidate.paragraph:
        cost += costs.leaves_paragraph if ended[0].last.place == "line" else costs.other_place
    return cost
