"""Where neighbouring segments of a sentence may form a parallel (排比, 对偶): candidates, found by aligning characters.

A segment is what stands between 、 or ，. The first item of a chain may be the end of its segment (达到了换出好班子、…)
and the last one the beginning of its own (…、换出好风气的目的); those between are whole segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq

import msgspec

from speechkit.phrases.alignment import akin, alike, any_even, ends_in, even_sizes, left_sizes, right_sizes, touching
from speechkit.phrases.rules import CandidateLimits, ChainRules, phrase_rules
from speechkit.rules import compiled

__all__ = ["ChainItems", "candidates_in", "runs_of"]

ChainItems = tuple[tuple[int, int], ...]  # (start, end) of every item of a chain, in the text that it was found in
_Parts = dict[int, list[tuple[int, int]]]  # of segments beside that of the index, those that may go on a chain


def runs_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text`` that a chain may stand in: without full stops, colons, quotations, brackets."""
    start = 0
    for found in compiled(phrase_rules().chain.candidates.stop).finditer(text):
        if found.start() > start + 4:
            yield start, found.start()
        start = found.end()
    if len(text) > start + 4:
        yield start, len(text)


class _Run(msgspec.Struct, frozen=True):
    """The segments of a run of text and, for each but the last, how it goes on.

    ``text`` is the whole that the run stands in. ``words`` are the texts of the segments, empty where too long
    for an item, ``tails`` and ``heads`` their ends and beginnings; ``last`` is the index of the last one. ``touch``
    tells whether a segment has a character in common with the next, ``listed`` whether a 、 stands between.
    """

    text: str
    segments: list[tuple[int, int]]
    words: list[str]
    tails: list[str]
    heads: list[str]
    touch: list[bool]
    listed: list[bool]
    last: int

    def head(self, index: int, size: int) -> tuple[int, int]:
        """Return where the first ``size`` characters of a segment stand."""
        start = self.segments[index][0]
        return start, start + size

    def tail(self, index: int, size: int) -> tuple[int, int]:
        """Return where the last ``size`` characters of a segment stand."""
        end = self.segments[index][1]
        return end - size, end

    def opens(self, index: int, size: int) -> bool:
        """Return whether a chain may begin with the last ``size`` characters: no list goes on before them."""
        start, end = self.segments[index]
        return size < end - start or not index or not self.listed[index - 1]


def candidates_in(text: str, start: int, end: int) -> list[ChainItems]:
    """Return every chain that may stand in a run of ``text``; many overlap, and a few come twice.

    None begins or ends at a 、, where the list goes on.
    """
    rules = phrase_rules().chain
    chains = []
    for words in _readings(text, start, end):
        run = _run_of(text, start, words, rules.candidates)
        if run is not None:
            chains += _chains_of(run, rules)
    if not chains:  # as in most runs
        return chains
    barred = [found.start() for found in compiled(rules.candidates.no_item).finditer(text, start, end)]
    if not barred:
        return chains
    return [items for items in chains if not any(items[0][0] <= at < items[-1][1] for at in barred)]


def _readings(text: str, start: int, end: int) -> list[list[str]]:
    """Return the segments of a run, parted at all marks; and at its commas only, where groups begin or end alike."""
    whole = text[start:end]
    words = whole.replace("、", "，").split("，")
    if len(words) == 1:
        return []
    if "、" not in whole or "，" not in whole:
        return [words]
    groups = whole.split("，")
    places = _places(groups, start)
    begins = [text[at] for at, _ in places if at < end]
    ends = [text[at - 1] for _, at in places]
    alike_at_all = any(map(eq, begins, begins[1:])) or any(map(eq, ends, ends[1:]))
    return [words, groups] if alike_at_all else [words]


def _places(words: list[str], start: int) -> list[tuple[int, int]]:
    """Return where segments stand that follow each other from ``start`` on, a mark after each."""
    places = []
    for word in words:
        end = start + len(word)
        places.append((start, end))
        start = end + 1
    return places


def _run_of(text: str, start: int, words: list[str], limits: CandidateLimits) -> _Run | None:
    """Return a run of the segments ``words`` from ``start`` on; None where no two neighbours could be in one chain."""
    longest = limits.longest
    segments = _places(words, start)
    tails = heads = words
    if "" in words or max(map(len, words)) > longest:
        words = [word if len(word) <= longest else "" for word in words]
        tails = [word or text[b - longest : b] for word, (_, b) in zip(words, segments, strict=True)]
        heads = [word or text[a : a + longest] for word, (a, _) in zip(words, segments, strict=True)]
    touch = touching(tails, heads, limits)
    if True not in touch and (len(words) < 3 or not any_even(words, limits)):
        return None
    listed = [text[at] == "、" for _, at in segments[:-1]]
    return _Run(text, segments, words, tails, heads, touch, listed, len(listed))


def _chains_of(run: _Run, rules: ChainRules) -> list[ChainItems]:
    """Return every chain that may stand in a run."""
    touch, listed, last = run.touch, run.listed, run.last
    lefts: _Parts = {}
    rights: _Parts = {}
    chains: list[ChainItems] = []
    for index in range(last):
        if touch[index] or (listed[index] and index + 1 < last):
            sizes: Sequence[int] = left_sizes(run.tails[index], run.words[index + 1], rules, even=listed[index])
            if sizes and (parts := [run.tail(index, size) for size in sizes if run.opens(index, size)]):
                lefts[index + 1] = parts
        if (touch[index] or listed[index]) and run.words[index]:
            sizes = right_sizes(run.heads[index + 1], run.words[index], rules, even=listed[index])
            if sizes:
                rights[index] = [run.head(index + 1, size) for size in sizes]
    for row, stop in _rows(run, rules.candidates):
        if stop > row or row in lefts or row in rights:
            chains += _grown(run, row, stop, lefts, rights, rules.candidates.most_items)
    for index in range(last):
        if touch[index] and listed[index]:
            chains += _cut_twice(run, index, rules)
    return chains


def _rows(run: _Run, limits: CandidateLimits) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of segments that are alike, each with the next; many stand alone."""
    words, row = run.words, 0
    for index, touch in enumerate(run.touch):
        if not alike(words[index], words[index + 1], touch, limits):
            if words[row] and index - row < limits.longest_row:
                yield row, index
            row = index + 1
    if words[row] and run.last - row < limits.longest_row:
        yield row, run.last


def _grown(run: _Run, row: int, stop: int, lefts: _Parts, rights: _Parts, most: int) -> Iterator[ChainItems]:
    """Yield what begins and ends with a segment of the row ``row`` to ``stop``, or with a part of one beside these.

    It does not begin or end at a 、, where the list goes on.
    """
    segments, listed = run.segments, run.listed
    for first in range(row, stop + 1):
        before: list[ChainItems] = [] if first and listed[first - 1] else [()]
        before += [(part,) for part in lefts.get(first, ())]
        # What begins with the whole segment before, and ends here, is grown from that segment.
        whole, ends_before = (segments[first - 1], _ends(first - 1, stop, most)) if first > row else (None, ())
        for final in _ends(first, stop, most):
            after: list[ChainItems] = [] if final < run.last and listed[final] else [()]
            after += [(part,) for part in rights.get(final, ())]
            middle = tuple(segments[first : final + 1])
            for left in before:
                if left and left[0] == whole and final in ends_before:
                    continue
                for right in after:
                    items = left + middle + right
                    if len(items) > 2 or (len(items) == 2 and _is_pair(run, first - 1 if left else first, items)):
                        yield items


def _is_pair(run: _Run, index: int, items: ChainItems) -> bool:
    """Return whether two items alone, in the segments from ``index`` on, are alike enough to be a chain."""
    if not run.touch[index]:
        return False
    (start, end), (start_other, end_other) = items
    if end - start < 3:
        return False
    return run.listed[index] or akin(run.text[start:end], run.text[start_other:end_other])


def _ends(first: int, stop: int, most: int) -> Sequence[int]:
    """Return with which segments of a row, up to ``stop``, a chain that begins with ``first`` may end.

    Not with all of them where the row is long, of which most parts are no chains.
    """
    if first == stop:
        return (stop,)
    return (*range(first, min(first + most, stop)), stop) if stop - first < 2 * most else (stop,)


def _cut_twice(run: _Run, index: int, rules: ChainRules) -> Iterator[ChainItems]:
    """Yield the pairs of the end of a segment and the beginning of the next: 推动形成有温度，有力度的…."""
    tail, head = run.tails[index], run.heads[index + 1]
    for at in ends_in(head, rules.candidates):
        for size in left_sizes(tail, head[:at], rules, even=False):
            if run.opens(index, size):
                yield run.tail(index, size), run.head(index + 1, at)
    for size in even_sizes(tail, head):
        if run.opens(index, size):
            yield run.tail(index, size), run.head(index + 1, size)
