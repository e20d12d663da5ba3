"""What a reading costs: the habits of official writing, and what it is worth to break one.

The unit is that of the weights in data/numbering.yaml, which say what it costs to leave a candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from speechkit.outline.enumerators import Candidate, numbering

NEW = 0.6  # a new list
ANNOUNCED = -0.7  # that the words before it promise
NOT_FROM_ONE = 2.4  # a list whose first number is not one
CONTINUES_NUMBERS = 0.9  # though it goes on from the last list of its family
GAP = 1.2  # one number missing
MORE_GAP = 0.5  # each further one
REPEATED = 2.0  # the same number twice
CARRIED_ON = 0.2  # an item of another family, where that is done: 首先…第二
OTHER_STYLE = 0.6  # an item written unlike the one before it
OTHER_PLACE = 0.25  # an item at the start of a line after one inside, or the reverse
AGAINST_RANK = 0.28  # a step against the usual order of ranks
MOST_AGAINST_RANK = 1.3
NESTED_IN_ITSELF = 1.0  # a series inside an item of the same series
CLOSES_HIGHER = (
    1.2  # closing a list that usually stands above the new one: a point belongs to the nearest item before it
)
RESTART = 0.3  # the same series again, beside the list just closed
NEW_HABIT = 0.5  # a series inside another parent than before
DISTANT = 0.7  # inside a dash item or bullet that other paragraphs part it from
INTO_INLINE = 0.8  # a list of paragraphs inside an item that stands in mid-paragraph
LEAVES_PARAGRAPH = 1.5  # a new list in mid-paragraph outside the item that the paragraph belongs to
LONE = 1.0  # beyond the weight of the item
CUT_OFF = -0.3  # a lone item that the end of the text cut off from the others
STRONG = 1.2  # the least weight of such an item
NEAR_END = 3000  # characters: no longer ago than this

UNNUMBERED = ("heading", "dash", "bullet")


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


def lone(candidate: Candidate, *, continued: bool) -> float:
    """The cost of a list that has but this item, as the labelling guide counts no such list.

    ``continued``: it takes up the numbers of a list that ended.
    """
    return 0.0 if continued or candidate.rule.family == "heading" else candidate.weight + LONE


def ending(lists: tuple[OpenList, ...], end: int, *, cut_off: bool) -> float:
    """The cost of the lists that are open where the text ends; the last candidate stands at ``end``."""
    # Fewer items than promised, or a single one of several: the text is an excerpt.
    cut_off = cut_off or any(
        entry.first.announced > entry.size or (entry.first.announced < 0 and entry.size == 1) for entry in lists
    )
    cost = 0.0
    for entry in lists:
        first = entry.first
        strong = first.ordinal == 1 and first.weight >= STRONG and first.place != "clause"
        if entry.lone and strong and end - first.start < NEAR_END and (first.announced or cut_off):
            cost += CUT_OFF
        else:
            cost += entry.lone
    return cost


def carrying_on(lists: tuple[OpenList, ...], depth: int, candidate: Candidate) -> float | None:
    """The cost of taking the candidate as the next item of the open list at ``depth``; None where it cannot be."""
    entry = lists[depth]
    family, last = candidate.rule.family, entry.last
    cost = 0.0
    if family != entry.family:
        if family not in numbering().carries_on.get(entry.family, ()) or candidate.ordinal != entry.number + 1:
            return None
        cost += CARRIED_ON
    elif candidate.same != last.same:
        if candidate.rule.same == "group" and last.rule.same == "group":
            return None
        cost += OTHER_STYLE
    reach = candidate.rule.reach or last.rule.reach
    if reach and candidate.start - last.start > reach and not candidate.place == last.place == "line":
        return None
    if candidate.rule.numeral == "none":
        # Headings and dash items carry no number that would tell that the list goes on.
        return cost + CLOSES_HIGHER * sum(inner.last.rule.rank < last.rule.rank for inner in lists[depth + 1 :])
    if candidate.ordinal is None and candidate.rule.numeral == "word" and entry.size == 1:
        # 首先…最后 alone are the greeting and the farewell, not a list.
        return None
    if candidate.ordinal is not None:
        missing = candidate.ordinal - entry.number - 1
        repeats = candidate.rule.repeats
        if missing == -1 and repeats is not None and entry.size == 1 and candidate.paragraph == last.paragraph:
            cost += repeats
        elif missing == -1 and entry.number > 1:
            cost += REPEATED
        elif missing < 0:
            return None
        elif missing:
            cost += GAP + MORE_GAP * (missing - 1)
    if (candidate.place == "line") != (last.place == "line"):
        cost += OTHER_PLACE
    return cost


def _parted(item: Candidate, candidate: Candidate) -> bool:
    """Whether paragraphs of prose part a dash item from what comes: such an item is a paragraph, no section."""
    return item.rule.family in ("dash", "bullet") and candidate.paragraph > item.paragraph + 1


def openings(
    lists: Sequence[OpenList],
    candidate: Candidate,
    habits: Sequence[tuple[str, str]],
    closed: Sequence[tuple[str, int]],
) -> Iterator[tuple[int, float]]:
    """The depths at which a list may open with the candidate, inside the open item of the depth before, and the costs.

    ``habits`` are the (family, parent's family) pairs seen so far, ``closed`` the (family, last number) of ended lists.
    """
    rule = candidate.rule
    first = candidate.ordinal == 1 or rule.family in UNNUMBERED
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
        start = 0.0 if first else CONTINUES_NUMBERS if continues(candidate, ended, closed) else NOT_FROM_ONE
        cost = NEW + start + (ANNOUNCED if candidate.announced else 0.0)
        if (rule.family, parent.family if parent else "") not in habits:
            if known:
                cost += NEW_HABIT
            if parent is not None:
                cost += min(AGAINST_RANK * max(parent.last.rule.rank - rule.rank, 0), MOST_AGAINST_RANK)
            if nested:
                cost += NESTED_IN_ITSELF
        elif parent is not None and parent.family == rule.family:
            cost += NESTED_IN_ITSELF  # no habit makes 一是 straight inside 一是 usual
        if parent is not None:
            if _parted(parent.last, candidate):
                cost += DISTANT
            if parent.last.place != "line" and candidate.place == "line":
                cost += INTO_INLINE
        if beside:
            cost += RESTART
        yield depth, cost + _leaving(ended, candidate)


def continues(candidate: Candidate, ended: Sequence[OpenList], closed: Sequence[tuple[str, int]]) -> bool:
    """Whether a new list takes up the numbers of one that ended, as articles of a law do from chapter to chapter."""
    family, ordinal = candidate.rule.family, candidate.ordinal
    if ordinal is None or ordinal == 1:
        return False
    return (family, ordinal - 1) in closed or any(e.family == family and e.number == ordinal - 1 for e in ended)


def _leaving(ended: Sequence[OpenList], candidate: Candidate) -> float:
    """The cost of ending those lists for a new one beside the first of them."""
    if not ended:
        return 0.0
    cost = CLOSES_HIGHER * sum(
        entry.last.rule.rank < candidate.rule.rank and not _parted(entry.last, candidate) for entry in ended
    )
    if candidate.place != "line" and ended[0].last.paragraph == candidate.paragraph:
        cost += LEAVES_PARAGRAPH if ended[0].last.place == "line" else OTHER_PLACE
    return cost
