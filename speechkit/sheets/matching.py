"""Which row of a filled-in sheet is which task of a revised speech."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

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

    choices = [(row, comparable(text)) for row in left for text in old[row]]
    texts = [text for _, text in choices]
    candidates = []
    for at in missing:
        for _, ratio, chosen in process.extract(
            comparable(new[at]), texts, scorer=fuzz.ratio, score_cutoff=MIN_RATIO, limit=None
        ):
            row = choices[chosen][0]
            candidates.append((-ratio, abs(at / len(new) - row / len(old)), at, row))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, row in sorted(candidates):
        if at not in pairs and row not in taken:
            pairs[at] = row
            taken.add(row)
    return list(pairs.items())


def comparable(text: str) -> str:
    """Return the text without spaces and punctuation, as it is where nothing else is in it."""
    return _NO_WORD.sub("", text) or text
