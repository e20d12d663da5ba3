"""Which row of a filled-in table belongs to which task of a revised speech."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

LIKE = 70.0  # of 100: below this two sentences are two tasks; the old row stays as gone, the new one is added
_NOT_WORDS = re.compile(r"[\W_]+")


def match(old: Sequence[tuple[str, ...]], new: Sequence[str]) -> list[int | None]:
    """For each text of ``new`` the index of the row of ``old`` that is the same task, or None; no row is taken twice.

    A row has one text or several (as it was written, as a person changed it). Equal texts are paired first, in order;
    then those most alike (rapidfuzz), among equals the ones in like places.
    """
    found: list[int | None] = [None] * len(new)
    waiting: dict[str, list[int]] = defaultdict(list)
    for at, texts in enumerate(old):
        for words in dict.fromkeys(map(words_of, texts)):
            waiting[words].append(at)
    taken: set[int] = set()
    for n, text in enumerate(new):
        free = (at for at in waiting.get(words_of(text), ()) if at not in taken)
        if (same := next(free, None)) is not None:
            found[n] = same
            taken.add(same)
    left = [at for at in range(len(old)) if at not in taken]
    missing = [n for n, at in enumerate(found) if at is None]
    if left and missing:
        for n, at in _most_alike(old, left, new, missing):
            found[n] = at
    return found


def _most_alike(
    old: Sequence[tuple[str, ...]], left: list[int], new: Sequence[str], missing: list[int]
) -> list[tuple[int, int]]:
    from rapidfuzz import fuzz, process

    choices = [(at, words_of(text)) for at in left for text in old[at]]
    texts = [words for _, words in choices]
    pairs = []
    for n in missing:
        for _, score, chosen in process.extract(
            words_of(new[n]), texts, scorer=fuzz.ratio, score_cutoff=LIKE, limit=None
        ):
            at = choices[chosen][0]
            pairs.append((-score, abs(n / len(new) - at / len(old)), n, at))
    result: list[tuple[int, int]] = []
    used_new: set[int] = set()
    used_old: set[int] = set()
    for _, _, n, at in sorted(pairs):
        if n not in used_new and at not in used_old:
            used_new.add(n)
            used_old.add(at)
            result.append((n, at))
    return result


def words_of(text: str) -> str:
    """What of a text is compared: no spaces, no punctuation; the text itself where nothing else is in it."""
    return _NOT_WORDS.sub("", text) or text
