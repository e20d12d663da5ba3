"""TF-IDF as in jieba.analyse: how often a word stands in the text, weighed by how rare it is elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from speechkit.keywords.wording import Word

__all__ = ["Idf", "tfidf"]

Idf = Callable[[Iterable[str]], Mapping[str, float]]  # the inverse document frequency of each of the words


def tfidf(words: Sequence[Word], idf: Idf) -> dict[str, float]:
    """The weight of every word that may be a keyword: its count by the count of them all, times its IDF.

    The formula is that of ``jieba.analyse.TFIDF`` 0.42.1, where words that are left out (stop words, single
    characters) do not count in the total either.
    """
    counts = Counter(word.text for word in words if word.kind == "key")
    total = counts.total()
    rareness = idf(counts)
    return {word: count / total * rareness[word] for word, count in counts.items()}
