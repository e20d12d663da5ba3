"""How often many terms stand in the earlier and the later texts, all looked for at once (Aho and Corasick 1975)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from operator import itemgetter

import msgspec

__all__ = ["Tally", "tallied"]

_number = itemgetter(1)


class Tally(msgspec.Struct):
    """How often a term stands in the earlier and the later texts, and in how many of all."""

    before: int = 0
    after: int = 0
    documents: int = 0

    @property
    def count(self) -> int:
        """Return how often it stands in all."""
        return self.before + self.after


def tallied(texts: Iterable[tuple[str, bool]], terms: Collection[str]) -> dict[str, Tally]:
    """Count the terms in the texts, each of which comes with whether it is a later one; places may overlap.

    >>> tallied([("高质量发展", False), ("发展，发展", True)], ["发展", "高质量发展"])["发展"]
    Tally(before=1, after=2, documents=2)
    """
    import ahocorasick

    names = list(terms)
    tallies = [Tally() for _ in names]
    finder = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for number, name in enumerate(names):
        finder.add_word(name, number)
    finder.make_automaton()
    for text, later in texts if names else ():
        for number, count in Counter(map(_number, finder.iter(text))).items():
            tally = tallies[number]
            tally.documents += 1
            if later:
                tally.after += count
            else:
                tally.before += count
    return dict(zip(names, tallies, strict=True))
