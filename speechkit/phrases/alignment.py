"""How two neighbouring segments go together, character by character: as a whole, or in a part of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz.distance.Hamming import similarity as same_slots  # at how many places both hold the same character
from rapidfuzz.distance.LCSseq import similarity as in_order
from rapidfuzz.distance.Postfix import similarity as end_alike
from rapidfuzz.distance.Prefix import similarity as begin_alike

__all__ = [
    "LONGEST",
    "OF",
    "alike",
    "any_even",
    "common",
    "ends_in",
    "left_sizes",
    "right_size",
    "same_slots",
    "touching",
]

LONGEST = 28  # code points of a segment beyond which it is no item
OF = frozenset("的之")  # before which the last item of a pair may end within its segment
_EVEN = range(3, 9)  # code points of items that make a chain by their length alone
_AND = frozenset("和与及")  # after which the list goes on


def ends_in(segment: str) -> Iterator[int]:
    """Where within a segment an item may end."""
    return (at for at in range(2, min(len(segment), LONGEST // 2)) if segment[at] in OF)


def common(one: str, other: str) -> tuple[int, int]:
    """How many characters two strings begin with alike, and how many of the others they end with alike."""
    first = begin_alike(one, other)
    return first, min(end_alike(one, other), min(len(one), len(other)) - first)


def touching(words: list[str]) -> list[bool]:
    """Whether each segment but the last has a character in common with the next, 的 and 了 left out."""
    telling = "，".join(words).replace("的", "").replace("了", "").split("，")
    return [not set(one).isdisjoint(other) for one, other in pairwise(telling)]


def any_even(words: list[str]) -> bool:
    """Whether two neighbours among three segments or more are of one length, or are cut from longer ones."""
    return any(one == other and one in _EVEN for one, other in pairwise(map(len, words)))


def near(one: int, other: int) -> bool:
    return -2 <= one - other <= 2 or abs(one - other) <= 0.3 * max(one, other)


def alike(one: str, other: str, touch: bool) -> bool:
    """Whether two whole segments may be neighbours in a chain; ``touch``: they have a character in common."""
    return (touch and repeats(one, other)) or (len(one) == len(other) and len(one) in _EVEN)


def repeats(one: str, other: str) -> bool:
    if len(one) < 2 or len(other) < 2 or not near(len(one), len(other)):
        return False
    if one.startswith(other) or one.endswith(other) or other.startswith(one) or other.endswith(one):
        return False  # 庆祝这个盛会，庆祝这个盛会的成功 goes on, and repeats nothing
    if one[0] == other[0] or one[-1] == other[-1]:
        return True
    if len(one) == len(other):
        return same_slots(one, other) > 0
    return len(one) > 5 and in_order(one, other) > 1


def left_sizes(segment: str, item: str, *, even: bool) -> tuple[int, ...]:
    """How many of the last characters of ``segment`` may go with ``item``, the next of the chain: all, the best part.

    ``even``: length alone makes them go together.
    """
    size = len(item)
    if size < 2 or len(segment) < 2:
        return ()
    sizes = (len(segment),) if repeats(segment, item) else ()
    best = (0.0, 0)
    at = segment.find(item[0], max(1, len(segment) - size - 4))
    while 0 < at < len(segment) - 1:
        tail = segment[at:]
        if tail != item and near(len(tail), size):
            first, last = common(tail, item)
            worth = first + last + (len(tail) == size) + 0.5 * (first > 1) - 0.1 * abs(len(tail) - size)
            best = max(best, (worth + 0.3 * same_slots(tail, item), len(tail)))
        at = segment.find(item[0], at + 1)
    if len(segment) > size and (tail := segment[-size:]) != item:
        slots = same_slots(tail, item)
        if slots or even:
            best = max(best, (slots + 1.0 if slots else 0.1, size))
    elif even and len(segment) == size and not sizes:
        sizes = (size,)
    return (*sizes, best[1]) if best[1] else sizes


def right_size(segment: str, item: str, *, even: bool) -> int:
    """How many of the first characters of ``segment``, go best with ``item``, the one before it; 0 for none."""
    best = (0.0, 0)
    size = len(item)
    for end in {size, *ends_in(segment)} if 1 < size < len(segment) else ends_in(segment):
        head = segment[:end]
        if head == item or not near(end, size) or segment[end] in _AND:
            continue
        first, last = common(head, item)
        slots = same_slots(head, item) if end == size else 0
        whole = segment[end] in OF
        if slots or (whole and first + last):
            best = max(best, (first + last + slots + 0.5 * (end == size) + whole, end))
        elif even and whole and end == size:
            best = max(best, (0.1, end))
    return best[1]
