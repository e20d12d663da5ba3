"""How two neighbouring segments go together, character by character: as a whole, or in a part of one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz.distance.Hamming import similarity as same_slots  # at how many places both hold the same character
from rapidfuzz.distance.LCSseq import similarity as in_order  # how many characters both hold in the same order
from rapidfuzz.distance.Postfix import similarity as end_alike
from rapidfuzz.distance.Prefix import similarity as begin_alike

from speechkit.phrases.rules import CandidateLimits, ChainRules

__all__ = [
    "akin",
    "alike",
    "any_even",
    "common",
    "ends_in",
    "even_sizes",
    "in_order",
    "left_sizes",
    "right_sizes",
    "same_slots",
    "touching",
]


def common(one: str, other: str) -> tuple[int, int]:
    """Return how many characters two strings begin with alike, and how many of the others they end with alike.

    >>> common("换出好班子", "换出好队伍")
    (3, 0)
    """
    first = begin_alike(one, other)
    return first, min(end_alike(one, other), min(len(one), len(other)) - first)


def touching(tails: Sequence[str], heads: Sequence[str], limits: CandidateLimits) -> list[bool]:
    """Return whether each segment but the last has a character in common with the next; 的 and 了 do not count.

    ``tails`` are the ends of the segments, ``heads`` their beginnings.
    """
    begins = _without(heads, limits.ignored)
    ends = begins if tails is heads else _without(tails, limits.ignored)
    return [in_order(one, other) > 0 for one, other in zip(ends, begins[1:], strict=False)]


def _without(words: Sequence[str], characters: Iterable[str]) -> Sequence[str]:
    """Return the words without some characters."""
    for character in characters:
        words = [word.replace(character, "") for word in words]
    return words


def any_even(segments: Sequence[str], limits: CandidateLimits) -> bool:
    """Return whether two neighbours are of one length, such that three of it are a chain by their length alone."""
    shortest, longest = limits.even_shortest, limits.even_longest
    return any(one == other and shortest <= one <= longest for one, other in pairwise(map(len, segments)))


def alike(one: str, other: str, touch: bool, limits: CandidateLimits) -> bool:
    """Return whether two whole segments may be neighbours in a chain; ``touch``: they have a character in common."""
    if touch and repeats(one, other, limits):
        return True
    return len(one) == len(other) and limits.even_shortest <= len(one) <= limits.even_longest


def akin(one: str, other: str) -> bool:
    """Return whether two items begin or end alike or hold a fifth of their characters in the same order."""
    if one[0] == other[0] or one[-1] == other[-1]:
        return True
    return in_order(one, other) * 5 >= max(len(one), len(other))


def repeats(one: str, other: str, limits: CandidateLimits) -> bool:
    """Return whether two whole segments of about one length are built alike."""
    if len(one) < 2 or len(other) < 2 or not _near(len(one), len(other), limits):
        return False
    if one[0] == other[0] or one[-1] == other[-1]:
        # 庆祝这个盛会，庆祝这个盛会的成功 goes on, and repeats nothing.
        return not (one.startswith(other) or other.startswith(one) or one.endswith(other) or other.endswith(one))
    if len(one) == len(other):
        return same_slots(one, other) > 0
    return len(one) >= limits.loose_shortest and in_order(one, other) > 1


def _near(one: int, other: int, limits: CandidateLimits) -> bool:
    """Return whether two lengths are about the same."""
    difference = abs(one - other)
    return difference <= limits.slack or difference <= limits.slack_share * max(one, other)


def ends_in(segment: str, limits: CandidateLimits) -> Sequence[int]:
    """Return where within a segment an item may end: before 的 or 之."""
    return [found.start() for found in _endings(limits.before).finditer(segment, 2, limits.longest // 2)]


@cache
def _endings(characters: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of one of the characters."""
    return re.compile(f"[{re.escape(''.join(characters))}]")


def left_sizes(segment: str, item: str, rules: ChainRules, *, even: bool) -> tuple[int, ...]:
    """Return how many of the last characters of ``segment`` may go with ``item``, the next of the chain.

    All of them, those that go best with it, both or neither. ``even``: to be of one length is enough.
    """
    limits, fit = rules.candidates, rules.fit
    size = len(item)
    if size < 2 or len(segment) < 2:
        return ()
    sizes = (len(segment),) if repeats(segment, item, limits) else ()
    best = (0.0, 0)
    at = segment.find(item[0], max(1, len(segment) - size - limits.tail_longer))
    while 0 < at < len(segment) - 1:
        tail = segment[at:]
        if tail != item and _near(len(tail), size, limits):
            first, last = common(tail, item)
            value = fit.edge * (first + last) + fit.same_slot * same_slots(tail, item)
            value += fit.same_length if len(tail) == size else fit.other_length * abs(len(tail) - size)
            best = max(best, (value + (fit.long_edge if first > 1 else 0), len(tail)))
        at = segment.find(item[0], at + 1)
    if len(segment) > size and (tail := segment[-size:]) != item:
        slots = same_slots(tail, item)
        if slots or even:
            best = max(best, (fit.edge * slots + fit.same_length if slots else fit.length_alone, size))
    elif even and len(segment) == size and not sizes:
        sizes = (size,)
    return (*sizes, best[1]) if best[1] else sizes


def even_sizes(tail: str, head: str) -> Iterator[int]:
    """Yield the lengths in which the end of ``tail`` and the beginning of ``head``, both cut, begin or end alike."""
    for size in range(2, min(len(tail), len(head), 13)):
        if tail[-size] == head[0] or (size > 2 and tail[-1] == head[size - 1]):
            yield size


def right_sizes(segment: str, item: str, rules: ChainRules, *, even: bool) -> list[int]:
    """Return how many of the first characters of ``segment`` may go with ``item``, the one before it.

    Those that go best with it, and as many as it has itself. ``even``: to be of one length is enough.
    """
    limits, fit = rules.candidates, rules.fit
    if not even and not _endings(limits.before).search(segment, 2, limits.longest // 2):  # as with most
        return []
    best = (0.0, 0)
    size = len(item)
    ends: Iterable[int] = ends_in(segment, limits)
    if even and 1 < size < len(segment):
        ends = {size, *ends}
    for end in ends:
        head = segment[:end]
        if head == item or not _near(end, size, limits) or segment[end] in limits.goes_on:
            continue
        first, last = common(head, item)
        slots = same_slots(head, item) if end == size else 0
        whole = segment[end] in limits.before
        if slots or (whole and first + last):
            value = fit.edge * (first + last + slots) + (fit.before if whole else 0)
            best = max(best, (value + (fit.same_length_head if end == size else 0), end))
        elif even and whole and end == size:
            best = max(best, (fit.length_alone, end))
    sizes = [best[1]] if best[1] else []
    if even and limits.even_shortest <= size < len(segment) and size not in sizes and segment[:size] != item:
        sizes.append(size)
    return sizes
