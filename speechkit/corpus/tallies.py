"""How often many terms stand in the earlier and the later texts, all looked for at once (Aho and Corasick 1975)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from operator import itemgetter

import msgspec

from speechkit.corpus.query import utf8

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


def tallied(texts: Iterable[tuple[bytes, bool]], terms: Collection[str]) -> dict[str, Tally]:
    """Count the terms in the texts, which are UTF-8 and come with whether they are later ones; places may overlap.

    The automaton goes from byte to byte: of 256 ways from each state the right one is found three times as fast as of
    thousands of characters.

    >>> texts = [("高质量发展".encode(), False), ("发展，发展".encode(), True)]
    >>> tallied(texts, ["发展", "高质量发展"])["发展"]
    Tally(before=1, after=2, documents=2)
    """
    import ahocorasick

    names = list(terms)
    tallies = [Tally() for _ in names]
    finder = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for number, name in enumerate(names):
        finder.add_word(utf8(name).decode("latin-1"), number)
    finder.make_automaton()
    for text, later in texts if names else ():
        for number, count in Counter(map(_number, finder.iter(text.decode("latin-1")))).items():
            tally = tallies[number]
            tally.documents += 1
            if later:
                tally.after += count
            else:
                tally.before += count
    return dict(zip(names, tallies, strict=True))
