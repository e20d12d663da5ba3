"""Where words of one build may stand together without a mark between them: 走深走实走心, 可复制可推广."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from speechkit.phrases.chains import ChainItems
from speechkit.phrases.rules import BeatLimits, phrase_rules

__all__ = ["beats_in"]

_CLAUSE = re.compile("[一-龥]{6,}")


def beats_in(text: str, start: int, end: int) -> Iterator[ChainItems]:
    """Yield the items that follow each other in ``text[start:end]`` and have a character at the same place."""
    limits = phrase_rules().chain.beats
    three, two = _repetitions()
    if not three.search(text, start, end) and not two.search(text, start, end):  # as in most runs
        return
    for found in _CLAUSE.finditer(text, start, end):
        clause = found[0]
        for character in dict.fromkeys(clause):
            if character not in limits.ignored and clause.count(character) > 1:
                places = [at for at, each in enumerate(clause) if each == character]
                for cuts in _cuts(clause, places, limits):
                    yield tuple((found.start() + one, found.start() + other) for one, other in pairwise(cuts))


@cache
def _repetitions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of which one finds something wherever items may stand: three of a character, or two of a pair."""
    limits = phrase_rules().chain.beats
    longest, ignored, pairs = limits.longest, "".join(limits.ignored), "".join(limits.pairs)
    three = rf"([^{ignored}、，])[一-龥]{{1,{longest - 1}}}\1[一-龥]{{1,{longest}}}\1"
    return re.compile(three), re.compile(rf"([{pairs}])[一-龥]{{2,{longest - 1}}}\1")


def _cuts(clause: str, places: list[int], limits: BeatLimits) -> Iterator[list[int]]:
    """Yield where the items begin, and where the last one ends, of every row of ``places`` at about one distance."""
    at, last = 0, len(places) - 1
    while at < last:
        step = places[at + 1] - places[at]
        stop = at + 1
        if not 2 <= step <= limits.longest:
            at = stop
            continue
        while stop < last and abs(places[stop + 1] - places[stop] - step) < 2 <= places[stop + 1] - places[stop]:
            stop += 1
        row = places[at : stop + 1]
        if len(row) > 2:
            steps = {other - one for one, other in pairwise(row)}
            # What all items have in common need not be what they begin with: 革命化现代化正规化.
            for before in range(min(steps) if len(steps) == 1 else 1):
                yield from _ended(clause, [place - before for place in row])
        elif step > 2 and clause[row[0]] in limits.pairs:
            yield from _ended(clause, row)
        at = stop


def _ended(clause: str, begins: list[int]) -> Iterator[list[int]]:
    """Yield the row with the end of its last item: as long as the one before, or where the clause or 的 ends it."""
    if begins[0] < 0:
        return
    size = begins[-1] - begins[-2]
    for longer in (0, 1, -1):
        end = begins[-1] + size + longer
        if end <= len(clause) and size + longer > 1 and (not longer or clause[end : end + 1] in ("", "的")):
            yield [*begins, end]
