"""Score the candidates for a parallel by their signs, and choose among those that overlap.

The weights are in data/slogans.yaml (``chain``); training/chains.py fits them to the same signs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from speechkit.lexicon import lexicon
from speechkit.phrases.alignment import common, in_order
from speechkit.phrases.chains import ChainItems, candidates_in, runs_of
from speechkit.phrases.rules import ChainRules, ChainSign, PhraseSpan, phrase_rules
from speechkit.rules import load_rules

__all__ = ["chain_score", "chain_signs", "common_pairs", "parallels_in"]


def parallels_in(text: str, rules: ChainRules | None = None) -> Iterator[PhraseSpan]:
    """Yield the parallels of a paragraph's text; of candidates that overlap, the one with the highest score.

    ``rules`` are those of data/slogans.yaml where none are given.
    """
    rules = rules or phrase_rules().chain
    for run in runs_of(text):
        scored: list[tuple[float, ChainItems]] = []
        for items in candidates_in(text, *run):
            score = chain_score(text, run, items, rules)
            if score > rules.threshold:
                scored.append((score, items))
        if not scored:  # as in most runs
            continue
        taken = bytearray(run[1] - run[0])
        for _, items in sorted(scored, reverse=True):
            start, end = items[0][0], items[-1][1]
            first, last = start - run[0], end - run[0]
            if taken.find(1, first, last) < 0:
                taken[first:last] = b"\1" * (last - first)
                yield _parallel([text[a:b] for a, b in items], start, end)


def _parallel(parts: list[str], start: int, end: int) -> PhraseSpan:
    """Return the stretch with what its items share at their ends, and what each puts in its place."""
    first, last = len(parts[0]), len(parts[0])
    for part in parts[1:]:
        begins, ends = common(parts[0], part)
        first, last = min(first, begins), min(last, ends)
    if not first and not last:
        return PhraseSpan(start, end, "parallel", "chain")
    frame = f"{parts[0][:first]}_{parts[0][len(parts[0]) - last :]}"
    fillers = tuple(part[first : len(part) - last] for part in parts)
    return PhraseSpan(start, end, "parallel", "chain", frame=frame, fillers=fillers)


def chain_signs(text: str, run: tuple[int, int], items: ChainItems) -> dict[ChainSign, float]:
    """Return the signs that a candidate in ``run`` of ``text`` shows, and how much of each.

    ``weakest`` and ``long-share`` count by a share from 0 to 1, ``even-many`` by the number of items, each other
    one once.
    """
    return {sign: value for signs in _groups_of_signs(text, run, items) for sign, value in signs.items()}


def chain_score(text: str, run: tuple[int, int], items: ChainItems, rules: ChainRules) -> float:
    """Return the sum of what the signs of a candidate say, in logits.

    It is not made to the end where it cannot come above the threshold.
    """
    weights, score = rules.weights, 0.0
    for signs in _groups_of_signs(text, run, items):
        for sign, value in signs.items():
            score += weights[sign] * value
        if score + rules.most_of_borders <= rules.threshold:
            break
    return score


def _groups_of_signs(text: str, run: tuple[int, int], items: ChainItems) -> Iterator[dict[ChainSign, float]]:
    """Yield what the items of a candidate and their likeness show, then what the words at their borders show."""
    parts = [text[start:end] for start, end in items]
    sizes = list(map(len, parts))
    count, longest = len(parts), max(sizes)
    shares = [in_order(one, other) / max(len(one), len(other)) for one, other in pairwise(parts)]
    weakest = min(shares)
    first_characters = {part[0] for part in parts}
    begin_alike = len(first_characters) == 1
    end_alike = len({part[-1] for part in parts}) == 1 and not any(map(_goes_on, parts, parts[1:]))
    start, end = items[0][0], items[-1][1]
    whole_left = start == run[0] or text[start - 1] in "、，"
    whole_right = end == run[1] or text[end] in "、，"

    signs: dict[ChainSign, float] = {"any": 1, "weakest": weakest}
    if begin_alike or end_alike:
        signs["edge"] = 1
    if longest == 3:
        signs["three-long"] = 1
    elif longest == 4:
        signs["four-long"] = 1
    elif 5 <= longest <= 8:
        signs["medium"] = 1
    elif longest > 8:
        signs["long-share"] = sum(shares) / (count - 1)
        if longest > 14:
            signs["too-long"] = 1
    if min(sizes) == longest:
        signs["even-many"] = min(count, 8) / 4
    if comma := "，" in text[items[0][1] : items[-1][0]]:
        signs["comma"] = 1
    if count == 2:
        signs["pair"] = 1
        if comma and whole_left and whole_right:
            signs["pair-sentence"] = 1
        if longest == 4 and 0 < weakest <= 0.25 and not _same_slot_word(*parts):
            signs["pair-idioms"] = 1
    yield signs

    rules, signs = phrase_rules().chain, {}
    if 0 < sum([not rules.joining.isdisjoint(part) for part in parts]) < count:
        signs["joined"] = 1
    if not whole_left:
        signs["cut-left"] = 1
        if text[start - 1 : start + 1] in common_pairs():
            signs["breaks-word"] = 1
    if not whole_right and text[end] not in rules.candidates.before:
        signs["cut-right"] = 1
    if end_alike and lexicon().categories.before(parts[0], sizes[0]) and not any(map(_says, parts)):
        signs["category"] = 1
    if begin_alike and parts[0][0] in rules.openings:
        signs["same-opening"] = 1
    if not rules.pointing.isdisjoint(first_characters):
        signs["pointing"] = 1
    yield signs


def _goes_on(one: str, other: str) -> bool:
    """Return whether one of two items is the beginning of the other."""
    return one.startswith(other) or other.startswith(one)


@cache
def common_pairs() -> frozenset[str]:
    """Return the common words of two characters (data/pairs.yaml)."""
    return frozenset(load_rules("pairs", dict[str, str])["pairs"].split())


def _same_slot_word(one: str, other: str) -> bool:
    """Return whether two items hold the same one of the words that a pair is built around: 功在当代、利在千秋."""
    return not phrase_rules().chain.slots.isdisjoint(set(one) & set(other))


def _says(part: str) -> bool:
    """Return whether an item begins like a statement, with a verb or an adverb, and not like a name."""
    return part[0] in phrase_rules().chain.openings or lexicon().verbs.at(part, 0) > 0
