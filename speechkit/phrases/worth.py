"""How much of a chain a candidate is: what its items, their likeness and its borders say (data/slogans.yaml)."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from rapidfuzz.distance.LCSseq import similarity as in_order

from speechkit.lexicon import lexicon
from speechkit.phrases.alignment import common
from speechkit.phrases.chains import Items
from speechkit.phrases.rules import slogan_rules
from speechkit.rules import load_rules

_PREDICATE = frozenset("不没无未有是在以为对从向把将被让使由用与同就更最越再敢善勇能会可要应该既又也都一每")
_SLOT = frozenset("于在有无以为")
_POINTING = frozenset("各某该此这那")


def worth_of(text: str, run: tuple[int, int], items: Items) -> float:
    """The sum of what the signs of a candidate in ``run`` of ``text`` say, in logits; the higher, the more of a chain.

    ``weakest`` and ``long_share`` count by a share from 0 to 1, ``even_many`` by the number of items; what a candidate
    has or has not counts once. Where the sum cannot come above ``chain_from``, it is not made to the end.
    """
    rules = slogan_rules()
    weigh = rules.chain
    parts = [text[start:end] for start, end in items]
    count = len(parts)
    sizes = list(map(len, parts))
    longest = max(sizes)
    weakest, shares = 1.0, 0.0
    begins = ends = longest
    for one, other in pairwise(parts):
        share = in_order(one, other) / max(len(one), len(other))
        first, last = common(one, other)
        weakest, shares = min(weakest, share), shares + share
        begins, ends = min(begins, first), min(ends, last)
    start, end = items[0][0], items[-1][1]
    whole_left = start == run[0] or text[start - 1] in "、，"
    whole_right = end == run[1] or text[end] in "、，"

    total = weigh.any + weigh.weakest * weakest
    if begins or ends:
        total += weigh.edge
    if longest == 3:
        total += weigh.three_long
    elif longest == 4:
        total += weigh.four_long
    elif 5 <= longest <= 8:
        total += weigh.medium
    elif longest > 8:
        total += weigh.long_share * shares / (count - 1)
        if longest > 14:
            total += weigh.too_long
    if min(sizes) == longest:
        total += weigh.even_many * min(count, 8) / 4
    if comma := "，" in text[items[0][1] : items[-1][0]]:
        total += weigh.comma
    if count == 2:
        total += weigh.pair
        if comma and whole_left and whole_right:
            total += weigh.pair_sentence
        if longest == 4 and 0 < weakest <= 0.25 and not (_SLOT & set(parts[0]) & set(parts[1])):
            total += weigh.pair_idioms
    if total + weigh.same_opening <= rules.chain_from:  # what follows takes away, but for this
        return total
    if 0 < sum(["和" in part or "与" in part or "及" in part for part in parts]) < count:
        total += weigh.joined
    if not whole_left:
        total += weigh.cut_left
        if text[start - 1 : start + 1] in common_pairs():
            total += weigh.breaks_word
    if not whole_right and text[end] not in "的之":
        total += weigh.cut_right
    if ends and lexicon().categories.before(parts[0], sizes[0]) and not any(map(_says, parts)):
        total += weigh.category
    if begins and parts[0][0] in _PREDICATE:
        total += weigh.same_opening
    if not _POINTING.isdisjoint([part[0] for part in parts]):
        total += weigh.pointing
    return total


@cache
def common_pairs() -> frozenset[str]:
    """The common words of two characters (data/pairs.yaml)."""
    return frozenset(load_rules("pairs", dict[str, str])["pairs"].split())


def _says(part: str) -> bool:
    """Whether an item begins like a statement, with a verb or an adverb, and not like a name."""
    return part[0] in _PREDICATE or lexicon().verbs.at(part, 0) > 0
