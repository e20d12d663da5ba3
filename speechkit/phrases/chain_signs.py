"""What tells that a candidate is a parallel: the signs that its items, their likeness and its neighbours show.

A sign has a name, most of them of the build ``family=value``; data/slogans.yaml (``chain: signs``) says of each family
what it tells, data/phrase_weights.yaml how much each sign says for a parallel.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from speechkit.lexicon import lexicon
from speechkit.phrases.alignment import common, in_order, same_slots
from speechkit.phrases.chains import ChainItems
from speechkit.phrases.rules import common_pairs, phrase_rules
from speechkit.phrases.weights import LinearModel

__all__ = ["ChainScorer", "chain_signs"]

_SIZES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 18, 22)  # which lengths of the longest item are told apart
_MARKS = "、，"


class ChainScorer:
    """Scores candidates with one model; what a shape adds is summed up once."""

    def __init__(self, model: LinearModel) -> None:
        self._weights = model.weights
        self.threshold = model.threshold
        self._by_shape = lru_cache(maxsize=1 << 14)(lambda shape: model.score(dict.fromkeys(_signs_of(shape), 1.0)))

    def score(self, text: str, run: tuple[int, int], items: ChainItems) -> float:
        """Return the sum of what the signs of a candidate say, in logits."""
        parts = [text[start:end] for start, end in items]
        shape, amounts = _shape_of(text, run, items, parts)
        weight = self._weights.get
        total: float = self._by_shape(shape)
        for sign, amount in amounts:
            total += weight(sign, 0.0) * amount
        for sign in _words_of(text, items, parts, shape):
            total += weight(sign, 0.0)
        return total


def chain_signs(text: str, run: tuple[int, int], items: ChainItems) -> dict[str, float]:
    """Return the signs that a candidate in ``run`` of ``text`` shows, and how much of each; most count as one."""
    parts = [text[start:end] for start, end in items]
    shape, amounts = _shape_of(text, run, items, parts)
    signs: dict[str, float] = dict.fromkeys(_signs_of(shape), 1.0)
    signs.update(amounts)
    # A sign that two items show counts twice.
    for sign in _words_of(text, items, parts, shape):
        signs[sign] = signs.get(sign, 0.0) + 1.0
    return signs


class _Shape(NamedTuple):
    """What a candidate is like but for its words; ``begin`` and ``end``: how many characters all items share there."""

    items: int
    longest: int
    spread: int
    mark: str
    begin: int
    end: int
    left: str
    right: str
    likeness: int
    verbs: str
    others: str


def _shape_of(
    text: str, run: tuple[int, int], items: ChainItems, parts: list[str]
) -> tuple[_Shape, list[tuple[str, float]]]:
    """Return the shape of a candidate, and what of its signs are amounts."""
    sizes = list(map(len, parts))
    longest, start, end = max(sizes), items[0][0], items[-1][1]
    begin = last = min(sizes)
    likeness, slots = [], []
    for one, other in pairwise(parts):
        longer = max(len(one), len(other))
        likeness.append(in_order(one, other) / longer)
        slots.append(same_slots(one, other) / longer)
        begins, ends = common(one, other)
        begin, last = min(begin, begins), min(last, ends)
    least, between = min(likeness), len(likeness)
    shape = _Shape(
        items=min(len(parts), 6),
        longest=_SIZES[min(bisect_left(_SIZES, longest), len(_SIZES) - 1)],
        spread=min(longest - min(sizes), 6),
        mark="".join(sorted({text[one[1] : other[0]] for one, other in pairwise(items)})) or "none",
        begin=min(begin, 4),
        end=min(last, 4),
        left="whole" if start == run[0] or text[start - 1] in _MARKS else "cut",
        right="whole" if end == run[1] or text[end] in _MARKS else "cut",
        likeness=int(least * 5),
        verbs=_verbs_of(parts),
        others=",".join(_others(text, run, start, parts, ending=last > 0)),
    )
    amounts = [
        ("likeness-mean", sum(likeness) / between),
        ("likeness-least", least),
        ("slots-mean", sum(slots) / between),
        ("slots-least", min(slots)),
        ("length", (end - start) / 30),
        *_neighbours(text, run, items, parts),
    ]
    return shape, amounts


def _signs_of(shape: _Shape) -> Iterator[str]:
    """Yield the signs of a shape."""
    count, longest, spread, mark, begin, end, left, right, likeness, verbs, others = shape
    few = min(count, 3)
    yield f"items={count}"
    yield f"longest={longest}"
    yield f"items,longest={min(count, 4)},{longest}"
    yield f"spread={spread}"
    yield f"items,spread={few},{min(spread, 4)}"
    yield f"mark={mark}"
    yield f"mark,items={mark},{min(count, 4)}"
    yield f"mark,longest={mark},{longest}"
    yield f"begin,end={begin},{end}"
    yield f"begin,items={min(begin, 3)},{few}"
    yield f"end,items={min(end, 3)},{few}"
    yield f"begin,end,longest={min(begin, 2)},{min(end, 2)},{longest}"
    yield f"items,likeness={few},{likeness}"
    yield f"mark,likeness={mark},{likeness}"
    yield f"longest,likeness={longest},{likeness}"
    yield f"borders={left},{right}"
    yield f"borders,items,mark={left},{right},{few},{mark}"
    yield f"verbs={verbs}"
    yield f"verbs,items={verbs},{few}"
    yield from filter(None, others.split(","))


def _words_of(text: str, items: ChainItems, parts: list[str], shape: _Shape) -> Iterator[str]:
    """Yield which characters the items hold and what stands beside the chain; some come twice."""
    first = parts[0]
    if shape.begin:
        yield f"all-begin={first[0]}"
    if shape.end:
        yield f"all-end={first[-1]}"
    for character in set(first).intersection(*parts[1:]):
        yield f"all-hold={character}"
    for part in parts:
        yield f"begins={part[0]}"
        yield f"begins={part[:2]}"
        yield f"ends={part[-1]}"
        yield f"ends={part[-2:]}"
    start, end = items[0][0], items[-1][1]
    yield f"before={text[start - 1 : start]}"
    yield f"after={text[end : end + 1]}"


def _verbs_of(parts: list[str]) -> str:
    """Return whether all items begin with a verb (data/lexicon.yaml), some or none."""
    verbs = lexicon().verbs
    acting = sum(verbs.at(part, 0) > 0 for part in parts)
    return "all" if acting == len(parts) else "some" if acting else "none"


def _others(text: str, run: tuple[int, int], start: int, parts: list[str], *, ending: bool) -> Iterator[str]:
    """Yield what else may tell against a chain; ``ending``: all items end alike."""
    rules = phrase_rules().chain
    if start > run[0] and text[start - 1 : start + 1] in common_pairs():
        yield "breaks-word"
    if any("的" in part for part in parts):
        yield "of"
    if ending and lexicon().categories.before(parts[0], len(parts[0])):
        verbs = lexicon().verbs
        if not any(part[0] in rules.openings or verbs.at(part, 0) for part in parts):
            yield "category"
    if 0 < sum(not rules.joining.isdisjoint(part) for part in parts) < len(parts):
        yield "joined"


def _neighbours(text: str, run: tuple[int, int], items: ChainItems, parts: list[str]) -> Iterator[tuple[str, float]]:
    """Yield how much what stands beside the chain is like its first or last item: a longer one may be meant."""
    start, end = items[0][0], items[-1][1]
    if start > run[0] and text[start - 1] in _MARKS:
        begin = max(run[0], start - 40)
        begin = max(begin, text.rfind("、", begin, start - 1) + 1, text.rfind("，", begin, start - 1) + 1)
        beside, first = text[begin : start - 1], parts[0]
        yield "like-before", in_order(beside, first) / max(len(beside), len(first))
        yield f"mark-before={text[start - 1]}", 1.0
        yield ("length-before=same" if len(beside) == len(first) else "length-before=other"), 1.0
    if end < run[1] and text[end] in _MARKS:
        stop = min(run[1], end + 41)
        for mark in _MARKS:
            at = text.find(mark, end + 1, stop)
            stop = at if at >= 0 else stop
        beside, last = text[end + 1 : stop], parts[-1]
        yield "like-after", in_order(beside, last) / max(len(beside), len(last))
        yield f"mark-after={text[end]}", 1.0
        yield ("length-after=same" if len(beside) == len(last) else "length-after=other"), 1.0
