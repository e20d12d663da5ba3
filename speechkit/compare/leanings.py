"""The words that make a demand firmer or softer (data/compare.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from speechkit.compare.comparerules import Leaning, common, compare_rules
from speechkit.compare.likeness import plain
from speechkit.rules import compiled

_ANYWHERE = 65  # demands of a thousand that have a pair of characters which tells nothing of what they are about
_NEAR = 6  # code points before and behind a word that tell what it is about
_BORDER = re.compile("[，。；：、！？]")


@cache
def leanings() -> dict[str, Leaning]:
    """The rules by their ids."""
    return {rule.id: rule for rule in compare_rules().leanings}


def words_anywhere(text: str, leaning: str) -> frozenset[str]:
    """The words of that leaning in a text."""
    return frozenset(found[0] for found in compiled(leanings()[leaning].pattern).finditer(text))


def words_in(text: str, leaning: str, other: str) -> frozenset[str]:
    """The words of that leaning in a text that stand beside what the ``other`` text says too."""
    found = compiled(leanings()[leaning].pattern).finditer(text)
    return frozenset(each[0] for each in found if _shared(text, each.start(), each.end(), other))


def cues_in(text: str, cues: Iterable[str], other: str) -> tuple[str, ...]:
    """Those of ``cues`` that stand beside what the ``other`` text says too; 要 in a clause of its own is none."""
    found = []
    for cue in dict.fromkeys(plain(each) for each in cues):
        at = text.find(cue)
        while at >= 0 and not _shared(text, at, at + len(cue), other):
            at = text.find(cue, at + 1)
        if at >= 0:
            found.append(cue)
    return tuple(found)


def _shared(text: str, start: int, end: int, other: str) -> bool:
    """Whether the clause has, next to this place, two characters that the other text has too, not in any demand."""
    before = _BORDER.split(text[max(start - _NEAR, 0) : start])[-1]
    after = _BORDER.split(text[end : end + _NEAR])[0]
    pairs = (side[at : at + 2] for side in (before, after) for at in range(len(side) - 1))
    return any(pair in other and common().get(pair, 0) < _ANYWHERE for pair in pairs)
