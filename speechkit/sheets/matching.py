"""Which row of a filled-in sheet is which task of a revised speech."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from heapq import nlargest

ALL_PAIRS = 100_000  # so many pairs of texts are all compared; where there are more, only those that share grams
NEAREST = 20  # texts that share the most grams with one, which are compared with it
LOOKED_AT = 1500  # places of grams that are looked at for one text, the rarest grams first
MIN_RATIO = 70.0  # of 100: below it two sentences are two tasks; the old row stays as gone, the new one is added
_NO_WORD = re.compile(r"[\W_]+")


def match(old: Sequence[tuple[str, ...]], new: Sequence[str]) -> list[int | None]:
    """Return for each text of ``new`` the index of the row of ``old`` that is the same task, None where none is.

    A row has several texts: as it was written, as a person changed it. No row is taken twice. Equal texts are paired
    first, in order; then those most alike, among equals the ones that stand at about the same share of their lists.

    >>> match([("要整改。",), ("各支部要抓好学习教育。",)], ["各支部要抓好学习。", "要整改"])
    [1, 0]
    """
    matched: list[int | None] = [None] * len(new)
    waiting: dict[str, list[int]] = defaultdict(list)
    for row, texts in enumerate(old):
        for text in dict.fromkeys(map(comparable, texts)):
            waiting[text].append(row)
    taken: set[int] = set()
    for at, text in enumerate(new):
        free = (row for row in waiting.get(comparable(text), ()) if row not in taken)
        if (same := next(free, None)) is not None:
            matched[at] = same
            taken.add(same)
    left = [row for row in range(len(old)) if row not in taken]
    missing = [at for at, row in enumerate(matched) if row is None]
    if left and missing:
        for at, row in _most_alike(old, left, new, missing):
            matched[at] = row
    return matched


def _most_alike(
    old: Sequence[tuple[str, ...]], left: list[int], new: Sequence[str], missing: list[int]
) -> list[tuple[int, int]]:
    """Return pairs of an index into ``new``, one of ``missing``, and one into ``old``, one of ``left``."""
    from rapidfuzz import fuzz, process

    choices = [(row, text) for row in left for text in dict.fromkeys(map(comparable, old[row]))]
    texts = [text for _, text in choices]
    near = _sharing(texts) if len(texts) * len(missing) > ALL_PAIRS else None
    everything = dict(enumerate(texts))
    candidates = []
    for at in missing:
        text = comparable(new[at])
        compared = {n: texts[n] for n in near(text)} if near else everything
        for _, ratio, chosen in process.extract(text, compared, scorer=fuzz.ratio, score_cutoff=MIN_RATIO, limit=None):
            row = choices[chosen][0]
            candidates.append((-ratio, abs(at / len(new) - row / len(old)), at, row))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, row in sorted(candidates):
        if at not in pairs and row not in taken:
            pairs[at] = row
            taken.add(row)
    return list(pairs.items())


def _sharing(texts: Sequence[str]) -> Callable[[str], list[int]]:
    """Return what finds the indices of the texts that share the most grams with a text."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        for gram in _grams(text):
            holders[gram].append(n)

    def near(text: str) -> list[int]:
        known = sorted((holders[gram] for gram in _grams(text) if gram in holders), key=len)
        shared: dict[int, float] = defaultdict(float)
        looked_at = 0
        for held in known:
            if looked_at and looked_at + len(held) > LOOKED_AT:
                break
            looked_at += len(held)
            for n in held:
                shared[n] += 1 / len(held)
        return nlargest(NEAREST, shared, key=shared.__getitem__)

    return near


def _grams(text: str) -> set[str]:
    return {text[at : at + size] for size in (2, 3) for at in range(max(len(text) - size + 1, 1))}


def comparable(text: str) -> str:
    """Return the text without spaces and punctuation, as it is where nothing else is in it."""
    return _NO_WORD.sub("", text) or text
