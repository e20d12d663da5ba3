"""What tells that a candidate is a parallel: the signs that its items, their likeness and its neighbours show.

A sign has a name, most of them of the build ``family=value``; data/slogans.yaml (``chain: signs``) says of each family
what it tells, data/phrase_weights.yaml how much each sign says for a parallel.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from speechkit.lexicon import lexicon
from speechkit.phrases.alignment import common, in_order, same_slots
from speechkit.phrases.chains import ChainItems
from speechkit.phrases.rules import phrase_rules
from speechkit.rules import load_rules

__all__ = ["chain_signs", "common_pairs"]

_SIZES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 18, 22)  # which lengths of the longest item are told apart
_MARKS = "、，"


def chain_signs(text: str, run: tuple[int, int], items: ChainItems) -> dict[str, float]:
    """Return the signs that a candidate in ``run`` of ``text`` shows, and how much of each; most count as one."""
    parts = [text[start:end] for start, end in items]
    signs = dict.fromkeys(_shown(text, run, items, parts), 1.0)
    likeness = [in_order(one, other) / max(len(one), len(other)) for one, other in pairwise(parts)]
    slots = [same_slots(one, other) / max(len(one), len(other)) for one, other in pairwise(parts)]
    signs["likeness-mean"] = sum(likeness) / len(likeness)
    signs["likeness-least"] = least = min(likeness)
    signs["slots-mean"] = sum(slots) / len(slots)
    signs["slots-least"] = min(slots)
    signs["length"] = (items[-1][1] - items[0][0]) / 30
    fifth, count, size = int(least * 5), min(len(parts), 3), _size(max(map(len, parts)))
    signs[f"items,likeness={count},{fifth}"] = 1.0
    signs[f"mark,likeness={_mark(text, items)},{fifth}"] = 1.0
    signs[f"longest,likeness={size},{fifth}"] = 1.0
    signs.update(_neighbours(text, run, items, parts))
    return signs


def _shown(text: str, run: tuple[int, int], items: ChainItems, parts: list[str]) -> Iterator[str]:
    """Yield the signs that are either there or not."""
    sizes = list(map(len, parts))
    count, longest, spread = len(parts), _size(max(sizes)), max(sizes) - min(sizes)
    mark, start, end = _mark(text, items), items[0][0], items[-1][1]
    few = min(count, 3)
    yield f"items={min(count, 6)}"
    yield f"longest={longest}"
    yield f"items,longest={min(count, 4)},{longest}"
    yield f"spread={min(spread, 6)}"
    yield f"items,spread={few},{min(spread, 4)}"
    yield f"mark={mark}"
    yield f"mark,items={mark},{min(count, 4)}"
    yield f"mark,longest={mark},{longest}"

    first, last = _shared(parts)
    yield f"begin,end={min(first, 4)},{min(last, 4)}"
    yield f"begin,items={min(first, 3)},{few}"
    yield f"end,items={min(last, 3)},{few}"
    yield f"begin,end,longest={min(first, 2)},{min(last, 2)},{longest}"
    if first:
        yield f"all-begin={parts[0][0]}"
    if last:
        yield f"all-end={parts[0][-1]}"
    for character in set(parts[0]).intersection(*parts[1:]):
        yield f"all-hold={character}"
    for part in parts:
        yield f"begins={part[0]}"
        yield f"begins={part[:2]}"
        yield f"ends={part[-1]}"
        yield f"ends={part[-2:]}"

    left = "whole" if start == run[0] or text[start - 1] in _MARKS else "cut"
    right = "whole" if end == run[1] or text[end] in _MARKS else "cut"
    yield f"borders={left},{right}"
    yield f"borders,items,mark={left},{right},{few},{mark}"
    yield f"before={text[start - 1 : start]}"
    yield f"after={text[end : end + 1]}"
    if left == "cut" and text[start - 1 : start + 1] in common_pairs():
        yield "breaks-word"
    if any("的" in part for part in parts):
        yield "of"
    yield from _words(parts, last)


def _words(parts: list[str], ending: int) -> Iterator[str]:
    """Yield what kinds of word the items are made of; ``ending`` is how many characters all end with."""
    rules, verbs = phrase_rules().chain, lexicon().verbs
    stating = [part[0] in rules.openings or verbs.at(part, 0) > 0 for part in parts]
    acting = sum(verbs.at(part, 0) > 0 for part in parts)
    share = "all" if acting == len(parts) else "some" if acting else "none"
    yield f"verbs={share}"
    yield f"verbs,items={share},{min(len(parts), 3)}"
    if ending and lexicon().categories.before(parts[0], len(parts[0])) and not any(stating):
        yield "category"
    joined = sum(not rules.joining.isdisjoint(part) for part in parts)
    if 0 < joined < len(parts):
        yield "joined"


def _neighbours(text: str, run: tuple[int, int], items: ChainItems, parts: list[str]) -> dict[str, float]:
    """Return how much what stands beside the chain is like its first or last item: a longer one may be meant."""
    signs: dict[str, float] = {}
    start, end = items[0][0], items[-1][1]
    if start > run[0] and text[start - 1] in _MARKS:
        begin = 1 + max(text.rfind(mark, max(run[0], start - 40), start - 1) for mark in _MARKS)
        beside = text[max(begin, run[0], start - 40) : start - 1]
        signs["like-before"] = in_order(beside, parts[0]) / max(len(beside), len(parts[0]))
        signs[f"mark-before={text[start - 1]}"] = 1.0
        signs[f"length-before={'same' if len(beside) == len(parts[0]) else 'other'}"] = 1.0
    if end < run[1] and text[end] in _MARKS:
        places = [at for mark in _MARKS if (at := text.find(mark, end + 1, min(run[1], end + 41))) >= 0]
        beside = text[end + 1 : min([*places, run[1], end + 41])]
        signs["like-after"] = in_order(beside, parts[-1]) / max(len(beside), len(parts[-1]))
        signs[f"mark-after={text[end]}"] = 1.0
        signs[f"length-after={'same' if len(beside) == len(parts[-1]) else 'other'}"] = 1.0
    return signs


def _size(longest: int) -> int:
    """Return the length of the longest item, or the next one that is told apart."""
    return _SIZES[min(bisect_left(_SIZES, longest), len(_SIZES) - 1)]


def _mark(text: str, items: ChainItems) -> str:
    """Return the marks that stand between the items, each once; ``none`` for items that follow each other."""
    return "".join(sorted({text[one[1] : other[0]] for one, other in pairwise(items)})) or "none"


def _shared(parts: list[str]) -> tuple[int, int]:
    """Return how many characters all items begin with alike, and end with alike."""
    first, last = min(map(len, parts)), min(map(len, parts))
    for part in parts[1:]:
        begins, ends = common(parts[0], part)
        first, last = min(first, begins), min(last, ends)
    return first, last


@cache
def common_pairs() -> frozenset[str]:
    """Return the common words of two characters (data/pairs.yaml)."""
    return frozenset(load_rules("pairs", dict[str, str])["pairs"].split())
