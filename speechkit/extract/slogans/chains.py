"""Where neighbouring segments of a sentence may form a chain (排比, 对偶): candidates, found by aligning characters.

A segment is what stands between 、 or ，. The first item of a chain may be the end of its segment (达到了换出好班子、…)
and the last one the beginning of its own (…、换出好风气的目的); those between are whole segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz.distance.LCSseq import similarity as in_order

__all__ = ["Items", "candidates_in", "common", "runs_of", "same_slots"]

Items = tuple[tuple[int, int], ...]  # (start, end) of every item of a chain, in the text that it was found in

_STOP = re.compile(
    r"[。！？：；“”‘’\"（）《》〈〉【】…—\n]+|(?:^|(?<=[、，。；：]))[一二三四五六七八九十][是要](?![一二三四五六七八九十])"
)
_MARK = re.compile("[、，]")
_NO_ITEM = re.compile("[0-9Ｘ]|各位|(?:同志|同胞|朋友|代表|先生|女士|同学|来宾)们|[省市县区党]委|政府")
_LONGEST = 28  # code points of a segment beyond which it is no item
_EVEN = range(3, 9)  # code points of items that make a chain by their length alone
_MOST = 6  # items of the parts that are tried of a row of like segments, beside the whole; of a long row none is
_MOST_IN_ROW = 40  # like segments in a row beyond which it is a list, of names or figures
_EVERYWHERE = frozenset("的了")  # what two segments have in common without being alike
_AND = frozenset("和与及")  # after which the list goes on
_OF = frozenset("的之")  # before which the last item of a pair may end within its segment


def runs_of(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of ``text`` that a chain may stand in: no full stop, colon, quotation mark or bracket in them."""
    start = 0
    for found in _STOP.finditer(text):
        if _MARK.search(text, start + 2, found.start()):
            yield start, found.start()
        start = found.end()
    if _MARK.search(text, start + 2):
        yield start, len(text)


def candidates_in(text: str, start: int, end: int) -> Iterator[Items]:
    """Every chain that may stand in a run of ``text``, each once; many overlap.

    None begins or ends at a 、, where the list goes on, and none ends within a segment but before 的 or 之.
    """
    segments = _segments(text, start, end)
    last = len(segments) - 1
    if last < 1:
        return
    words = ["" if b - a > _LONGEST else text[a:b] for a, b in segments]
    if _NO_ITEM.search(text, start, end):
        words = ["" if _NO_ITEM.search(word) else word for word in words]
    goes_on = [text[b] == "、" for _, b in segments[:-1]]
    touch = [not (set(one) - _EVERYWHERE).isdisjoint(other) for one, other in pairwise(words)]
    if True not in touch and (last < 2 or not _even(words)):
        return
    row = 0
    while row <= last:
        stop = row
        while stop < last and _alike(words[stop], words[stop + 1], touch[stop]):
            stop += 1
        tied = stop > row or (row and (touch[row - 1] or goes_on[row - 1])) or (row < last and touch[row])
        if tied and stop - row < _MOST_IN_ROW:
            for first in range(row, stop + 1):
                lefts: list[Items] = [()] if not first or not goes_on[first - 1] else []
                if first and (touch[first - 1] or (goes_on[first - 1] and first < last)):
                    sizes = _left(words[first - 1], words[first], even=goes_on[first - 1])
                    lefts += [
                        (_tail(segments[first - 1], size),)
                        for size in sizes
                        if _opens(segments, goes_on, first - 1, size)
                    ]
                if lefts:
                    yield from _grown(segments, words, goes_on, touch, lefts, first, stop)
        row = stop + 1
    for index, touched in enumerate(touch):
        if touched and not _OF.isdisjoint(words[index + 1]):
            for at in _ends(words[index + 1]):
                for size in _left(words[index], words[index + 1][:at], even=False):
                    if _opens(segments, goes_on, index, size):
                        yield _tail(segments[index], size), _head(segments[index + 1], at)


def _grown(
    segments: list[tuple[int, int]],
    words: list[str],
    goes_on: list[bool],
    touch: list[bool],
    lefts: list[Items],
    first: int,
    stop: int,
) -> Iterator[Items]:
    """What begins with one of ``lefts`` and the segment ``first`` and ends with one up to ``stop``, or in the next."""
    last = len(segments) - 1
    for final in range(first, stop + 1):
        if first + (_MOST if stop - first < 2 * _MOST else 0) <= final < stop:
            continue
        rights: list[Items] = [()] if final == last or not goes_on[final] else []
        if final < last and (touch[final] or (goes_on[final] and (final > first or lefts[-1]))):
            size = _right(words[final + 1], words[final], even=goes_on[final])
            if size:
                rights.append((_head(segments[final + 1], size),))
        if rights:
            middle = tuple(segments[first : final + 1])
            for left in lefts:
                for right in rights:
                    items = left + middle + right
                    pair = len(items) == 2 and touch[first - 1 if left else first]
                    if len(items) > 2 or (pair and items[0][1] - items[0][0] > 2):
                        yield items


def _segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    segments = []
    for mark in _MARK.finditer(text, start, end):
        segments.append((start, mark.start()))
        start = mark.end()
    return [*segments, (start, end)]


def _head(segment: tuple[int, int], size: int) -> tuple[int, int]:
    return segment[0], segment[0] + size


def _tail(segment: tuple[int, int], size: int) -> tuple[int, int]:
    return segment[1] - size, segment[1]


def _opens(segments: list[tuple[int, int]], goes_on: list[bool], index: int, size: int) -> bool:
    """Whether a chain may begin with the last ``size`` characters of a segment: no list goes on before them."""
    start, end = segments[index]
    return size < end - start or not index or not goes_on[index - 1]


def _ends(segment: str) -> Iterator[int]:
    """Where within a segment an item may end."""
    return (at for at in range(2, min(len(segment), _LONGEST // 2)) if segment[at] in _OF)


def common(one: str, other: str) -> tuple[int, int]:
    """How many characters two strings begin with alike, and how many of the others they end with alike."""
    shortest = min(len(one), len(other))
    first = 0
    while first < shortest and one[first] == other[first]:
        first += 1
    last = 0
    while last < shortest - first and one[-1 - last] == other[-1 - last]:
        last += 1
    return first, last


def same_slots(one: str, other: str) -> int:
    """At how many places two strings hold the same character."""
    return sum(map(str.__eq__, one, other))


def _even(words: list[str]) -> bool:
    """Whether two neighbours among three segments or more are of one length, or are cut from longer ones."""
    return any(len(one) == len(other) and len(one) in _EVEN for one, other in pairwise(words))


def _near(one: int, other: int) -> bool:
    return -2 <= one - other <= 2 or abs(one - other) <= 0.3 * max(one, other)


def _alike(one: str, other: str, touch: bool) -> bool:
    """Whether two whole segments may be neighbours in a chain; ``touch``: they have a character in common."""
    return (touch and _repeats(one, other)) or (len(one) == len(other) and len(one) in _EVEN)


def _repeats(one: str, other: str) -> bool:
    if len(one) < 2 or len(other) < 2 or not _near(len(one), len(other)):
        return False
    if one.startswith(other) or one.endswith(other) or other.startswith(one) or other.endswith(one):
        return False  # 庆祝这个盛会，庆祝这个盛会的成功 goes on, and repeats nothing
    if one[0] == other[0] or one[-1] == other[-1]:
        return True
    if len(one) == len(other):
        return same_slots(one, other) > 0
    return len(one) > 5 and in_order(one, other) > 1


def _left(segment: str, item: str, *, even: bool) -> tuple[int, ...]:
    """How many of the last characters of ``segment`` may go with ``item``, the next of the chain: all, the best part.

    ``even``: length alone makes them go together.
    """
    size = len(item)
    if size < 2 or len(segment) < 2:
        return ()
    sizes = (len(segment),) if _repeats(segment, item) else ()
    best = (0.0, 0)
    at = segment.find(item[0], max(1, len(segment) - size - 4))
    while 0 < at < len(segment) - 1:
        tail = segment[at:]
        if tail != item and _near(len(tail), size):
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


def _right(segment: str, item: str, *, even: bool) -> int:
    """How many of the first characters of ``segment``, go best with ``item``, the one before it; 0 for none."""
    best = (0.0, 0)
    size = len(item)
    for end in {size, *_ends(segment)} if 1 < size < len(segment) else _ends(segment):
        head = segment[:end]
        if head == item or not _near(end, size) or segment[end] in _AND:
            continue
        first, last = common(head, item)
        slots = same_slots(head, item) if end == size else 0
        whole = segment[end] in _OF
        if slots or (whole and first + last):
            best = max(best, (first + last + slots + 0.5 * (end == size) + whole, end))
        elif even and whole and end == size:
            best = max(best, (0.1, end))
    return best[1]
