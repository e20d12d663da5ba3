"""data/compare.yaml: thresholds, words that make a demand firmer or softer, and wording that any demand may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from speechkit.chars import CLAUSE_ENDS, plain
from speechkit.rules import Examples, compiled, reader

__all__ = ["Leaning", "Thresholds", "common_bigrams", "compare_rules", "cues_in", "is_style", "thresholds", "words_in"]

Leaning = Literal["firm", "soft"]
_CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """From where on something is taken for the same, or for near enough; the file says what each is of, and why."""

    same_task: float
    contained: float
    comparable: float
    nearly_same: float
    same_section: float
    passed_on: float
    passed_on_whole: float
    verbatim: float
    clause_length: int
    key_word: float
    common: int
    near: int
    phrase_edits: int


class LeaningRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one leaning, each a pattern; the first that fits at a place is found there."""

    id: Leaning
    patterns: tuple[str, ...]
    source: str
    examples: Examples


class CompareRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of the file; ``common`` is pairs of characters by the number of demands in a thousand that have them."""

    thresholds: Thresholds
    leanings: tuple[LeaningRule, ...]
    common: dict[int, tuple[str, ...]]


compare_rules = reader("compare", CompareRules)


def thresholds() -> Thresholds:
    """Return the thresholds."""
    return compare_rules().thresholds


@cache
def common_bigrams() -> dict[str, int]:
    """Return in how many demands of a thousand each pair of characters stands, where those are many."""
    return {bigram: share for share, bigrams in compare_rules().common.items() for bigram in bigrams}


@cache
def _leanings() -> dict[Leaning, re.Pattern[str]]:
    return {rule.id: compiled("|".join(rule.patterns)) for rule in compare_rules().leanings}


def words_in(text: str, leaning: Leaning, other: str | None = None) -> frozenset[str]:
    """Return the words of a leaning in ``text``; with ``other`` those that stand beside what that text says too.

    >>> sorted(words_in("要坚决推进燃气整治，确保万无一失。", "firm", "要推进燃气整治。"))
    ['坚决']
    """
    found = _leanings()[leaning].finditer(text)
    return frozenset(each[0] for each in found if other is None or _in_common(text, each.start(), each.end(), other))


def cues_in(text: str, cues: Iterable[str], other: str) -> tuple[str, ...]:
    """Return those of ``cues`` that stand beside what ``other`` says too; 要 in a clause of its own is none."""
    found = []
    for cue in dict.fromkeys(plain(each) or each for each in cues):
        at = text.find(cue)
        while at >= 0 and not _in_common(text, at, at + len(cue), other):
            at = text.find(cue, at + 1)
        if at >= 0:
            found.append(cue)
    return tuple(found)


def _in_common(text: str, start: int, end: int, other: str) -> bool:
    """Whether the clause has, near ``text[start:end]``, two characters that ``other`` has too, and not any demand."""
    near, common = thresholds().near, thresholds().common
    before = _CLAUSE_END.split(text[max(start - near, 0) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + near])[0]
    bigrams = (side[at : at + 2] for side in (before, after) for at in range(len(side) - 1))
    return any(bigram in other and common_bigrams().get(bigram, 0) < common for bigram in bigrams)


def is_style(one: str, other: str, score: float) -> bool:
    """Return whether two strengths are no more than ways to say the same, in tasks that are alike by ``score``."""
    return {one, other} == {"plan", "should"} and score < thresholds().nearly_same
