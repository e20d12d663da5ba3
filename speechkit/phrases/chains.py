"""Where neighbouring segments of a sentence may form a chain (排比, 对偶): candidates, found by aligning characters.

A segment is what stands between 、 or ，. The first item of a chain may be the end of its segment (达到了换出好班子、…)
and the last one the beginning of its own (…、换出好风气的目的); those between are whole segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechkit.phrases.alignment import LONGEST, OF, alike, any_even, ends_in, left_sizes, right_size, touching

__all__ = ["Items", "candidates_in", "runs_of"]

Items = tuple[tuple[int, int], ...]  # (start, end) of every item of a chain, in the text that it was found in

_STOP = re.compile(
    r"[。！？：；“”‘’\"（）《》〈〉【】…—\n]+|(?:^|(?<=[、，。；：]))[一二三四五六七八九十][是要](?![一二三四五六七八九十])"
)
_MARK = re.compile("[、，]")
_NO_ITEM = re.compile("[0-9Ｘ]|各位|(?:同志|同胞|朋友|代表|先生|女士|同学|来宾)们|[省市县区党]委|政府")
_MOST = 6  # items of the parts that are tried of a row of like segments, beside the whole; of a long row none is
_MOST_IN_ROW = 40  # like segments in a row beyond which it is a list, of names or figures


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
    words = [word if len(word) <= LONGEST else "" for word in text[start:end].replace("、", "，").split("，")]
    last = len(words) - 1
    touch = touching(words)
    if _apart(words, touch):  # as in most runs
        return
    if _NO_ITEM.search(text, start, end):
        words = ["" if _NO_ITEM.search(word) else word for word in words]
        touch = touching(words)
        if _apart(words, touch):
            return
    segments = _segments(text, start, end)
    goes_on = [text[b] == "、" for _, b in segments[:-1]]
    row = 0
    while row <= last:
        stop = row
        while stop < last and alike(words[stop], words[stop + 1], touch[stop]):
            stop += 1
        tied = stop > row or (row and (touch[row - 1] or goes_on[row - 1])) or (row < last and touch[row])
        if tied and stop - row < _MOST_IN_ROW:
            for first in range(row, stop + 1):
                lefts: list[Items] = [()] if not first or not goes_on[first - 1] else []
                if first and (touch[first - 1] or (goes_on[first - 1] and first < last)):
                    sizes = left_sizes(words[first - 1], words[first], even=goes_on[first - 1])
                    lefts += [
                        (_tail(segments[first - 1], size),)
                        for size in sizes
                        if _opens(segments, goes_on, first - 1, size)
                    ]
                # A segment alone is no chain, and one that has no part of its neighbours stays alone.
                if lefts and (stop > row or lefts[-1] or (row < last and touch[row])):
                    yield from _grown(segments, words, goes_on, touch, lefts, first, stop)
        row = stop + 1
    for index, touched in enumerate(touch):
        if touched and not OF.isdisjoint(words[index + 1]):
            for at in ends_in(words[index + 1]):
                for size in left_sizes(words[index], words[index + 1][:at], even=False):
                    if _opens(segments, goes_on, index, size):
                        yield _tail(segments[index], size), _head(segments[index + 1], at)


def _apart(words: list[str], touch: list[bool]) -> bool:
    """Whether no two neighbours could be in one chain."""
    return True not in touch and (len(words) < 3 or not any_even(words))


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
            size = right_size(words[final + 1], words[final], even=goes_on[final])
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
