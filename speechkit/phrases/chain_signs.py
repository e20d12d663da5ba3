"""What tells that a candidate is a parallel: the signs that its items, their likeness and its neighbours show.

A sign has a name, most of them of the build ``family=value``; data/slogans.yaml (``chain: signs``) says of each family
what it tells, data/phrase_weights.yaml how much each sign says for a parallel.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import inf

from speechkit.lexicon import lexicon
from speechkit.phrases.alignment import common, in_order, same_slots
from speechkit.phrases.chains import ChainItems
from speechkit.phrases.rules import common_pairs, phrase_rules
from speechkit.phrases.weights import LinearModel

__all__ = ["ChainScorer", "chain_signs"]

_SIZES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 18, 22)  # which lengths of the longest item are told apart
_MARKS = "、，"

# The families of the signs that are looked at last, since they seldom decide.
_BESIDE = (
    *("like-before", "mark-before", "length-before", "like-after", "mark-after", "length-after"),
    *("breaks-word", "of", "joined"),
)

# What a candidate is like in one respect: the function that names the signs of that, and what it is given.
_Trait = tuple[Callable[..., Iterator[str]], tuple[int | str, ...]]


class ChainScorer:
    """Scores candidates with one model; what a trait adds is summed up once."""

    def __init__(self, model: LinearModel) -> None:
        self._weights, self._always = model.weights, model.always
        self._families: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for sign, weight in model.weights.items():
            family, _, value = sign.partition("=")
            self._families[family][value] = weight
        self._most_beside = sum(max(0.0, *self._families.get(family, {"": 0.0}).values()) for family in _BESIDE)
        self._begins, self._ends = self._families["begins"].get, self._families["ends"].get
        self._said = lru_cache(maxsize=1 << 14)(self._sum)
        self.threshold = model.threshold

    def score(self, text: str, run: tuple[int, int], items: ChainItems, least: float = -inf) -> float:
        """Return the sum of what the signs of a candidate say, in logits.

        One that cannot come above ``least`` is not looked at to the end: some sum that is not above it is returned.
        """
        parts = [text[start:end] for start, end in items]
        weight, families = self._weights.get, self._families
        traits, words, amounts = _seen_in(text, run, items, parts)
        total = self._always + sum(map(self._said, traits))
        begins, ends = self._begins, self._ends
        for part in parts:
            total += begins(part[0], 0.0) + begins(part[:2], 0.0) + ends(part[-1], 0.0) + ends(part[-2:], 0.0)
        for family, value in words:
            total += families[family].get(value, 0.0)
        for sign, amount in amounts:
            total += weight(sign, 0.0) * amount
        if total + self._most_beside > least:
            for sign, amount in _seen_beside(text, run, items, parts):
                total += weight(sign, 0.0) * amount
        return total

    def _sum(self, trait: _Trait) -> float:
        signs_of, values = trait
        return sum(self._weights.get(sign, 0.0) for sign in signs_of(*values))


def chain_signs(text: str, run: tuple[int, int], items: ChainItems) -> dict[str, float]:
    """Return the signs that a candidate in ``run`` of ``text`` shows, and how much of each; most count as one."""
    parts = [text[start:end] for start, end in items]
    traits, words, amounts = _seen_in(text, run, items, parts)
    signs = dict.fromkeys((sign for signs_of, values in traits for sign in signs_of(*values)), 1.0)
    signs.update(amounts)
    signs.update(_seen_beside(text, run, items, parts))
    for part in parts:
        words += ("begins", part[0]), ("begins", part[:2]), ("ends", part[-1]), ("ends", part[-2:])
    # A sign that two items show counts twice.
    for family, value in words:
        sign = f"{family}={value}"
        signs[sign] = signs.get(sign, 0.0) + 1.0
    return signs


def _seen_in(
    text: str, run: tuple[int, int], items: ChainItems, parts: list[str]
) -> tuple[tuple[_Trait, ...], list[tuple[str, str]], list[tuple[str, float]]]:
    """Return the traits of a candidate, the characters in it that are signs, and what of its signs are amounts."""
    sizes = list(map(len, parts))
    first, count, most, start, end = parts[0], len(parts), max(sizes), items[0][0], items[-1][1]
    begin = last = shortest = min(sizes)
    likeness, slots = [], []
    for one, other in pairwise(parts):
        longer = max(len(one), len(other))
        likeness.append(in_order(one, other) / longer)
        slots.append(same_slots(one, other) / longer)
        if begin or last:
            begins, ends = common(one, other)
            begin, last = min(begin, begins), min(last, ends)
    least = min(likeness)
    few, longest = min(count, 3), _SIZES[min(bisect_left(_SIZES, most), len(_SIZES) - 1)]
    mark = "".join(sorted({text[one[1] : other[0]] for one, other in pairwise(items)})) or "none"
    left = "whole" if start == run[0] or text[start - 1] in _MARKS else "cut"
    right = "whole" if end == run[1] or text[end] in _MARKS else "cut"
    traits: tuple[_Trait, ...] = (
        (_signs_of_build, (min(count, 6), longest, min(most - shortest, 6), mark)),
        (_signs_of_likeness, (few, longest, mark, min(begin, 4), min(last, 4), int(least * 5))),
        (_signs_of_borders, (few, mark, left, right, _verbs_of(parts))),
    )
    words = [("before", text[start - 1 : start]), ("after", text[end : end + 1])]
    if begin:
        words.append(("all-begin", first[0]))
    if last:
        words.append(("all-end", first[-1]))
    if least:
        words += [("all-hold", character) for character in _held_by(parts)]
    amounts = [
        ("likeness-mean", sum(likeness) / len(likeness)),
        ("likeness-least", least),
        ("slots-mean", sum(slots) / len(slots)),
        ("slots-least", min(slots)),
        ("length", (end - start) / 30),
    ]
    if last and _are_categories(parts):
        amounts.append(("category", 1.0))
    return traits, words, amounts


def _held_by(parts: list[str]) -> Iterable[str]:
    """Return the characters that all items hold."""
    held: Iterable[str] = parts[0]
    for part in parts[1:]:
        held = [character for character in held if character in part]
    return set(held)


def _are_categories(parts: list[str]) -> bool:
    """Return whether items that end alike are names of a category (data/lexicon.yaml), none of them an action."""
    if not lexicon().categories.before(parts[0], len(parts[0])):
        return False
    openings, acts = phrase_rules().chain.openings, lexicon().verbs.at
    return not any(part[0] in openings or acts(part, 0) for part in parts)


def _verbs_of(parts: list[str]) -> str:
    """Return whether all items begin with a verb (data/lexicon.yaml), some or none."""
    acts = lexicon().verbs.at
    acting = sum([acts(part, 0) > 0 for part in parts])
    return "all" if acting == len(parts) else "some" if acting else "none"


def _signs_of_build(count: int, longest: int, spread: int, mark: str) -> Iterator[str]:
    """Yield what is said by how many items there are, how long, and with which marks between them."""
    few = min(count, 3)
    yield f"items={count}"
    yield f"longest={longest}"
    yield f"items,longest={min(count, 4)},{longest}"
    yield f"spread={spread}"
    yield f"items,spread={few},{min(spread, 4)}"
    yield f"mark={mark}"
    yield f"mark,items={mark},{min(count, 4)}"
    yield f"mark,longest={mark},{longest}"


def _signs_of_likeness(few: int, longest: int, mark: str, begin: int, end: int, likeness: int) -> Iterator[str]:
    """Yield what is said by how many characters all items begin and end with, and by how alike neighbours are."""
    yield f"begin,end={begin},{end}"
    yield f"begin,items={min(begin, 3)},{few}"
    yield f"end,items={min(end, 3)},{few}"
    yield f"begin,end,longest={min(begin, 2)},{min(end, 2)},{longest}"
    yield f"items,likeness={few},{likeness}"
    yield f"mark,likeness={mark},{likeness}"
    yield f"longest,likeness={longest},{likeness}"


def _signs_of_borders(few: int, mark: str, left: str, right: str, verbs: str) -> Iterator[str]:
    """Yield what is said by whether the first and the last item are cut from a segment, and the items are actions."""
    yield f"borders={left},{right}"
    yield f"borders,items,mark={left},{right},{few},{mark}"
    yield f"verbs={verbs}"
    yield f"verbs,items={verbs},{few}"


def _seen_beside(text: str, run: tuple[int, int], items: ChainItems, parts: list[str]) -> Iterator[tuple[str, float]]:
    """Yield the signs of ``_BESIDE``, and how much of each: 1 at most."""
    yield from _neighbours(text, run, items, parts)
    start, end = items[0][0], items[-1][1]
    if start > run[0] and text[start - 1 : start + 1] in common_pairs():
        yield "breaks-word", 1.0
    if text.find("的", start, end) >= 0:
        yield "of", 1.0
    joining = phrase_rules().chain.joining
    if 0 < sum([not joining.isdisjoint(part) for part in parts]) < len(parts):
        yield "joined", 1.0


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
