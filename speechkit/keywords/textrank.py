"""TextRank as in jieba.analyse: a word is as important as the words that it stands near."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from speechkit.keywords.wording import Word

__all__ = ["textrank"]

# Places, nouns and verbs, which are jieba's; abbreviations (党建), organisations, other names, and what is in no
# dictionary, of which most are nouns and verbs.
TAGS = ("ns", "n", "vn", "v", "j", "nt", "nz", "x")
WINDOW = 5  # words
DAMPING = 0.85
ROUNDS = 10


def textrank(words: Sequence[Word]) -> dict[str, float]:
    """The weight, from above 0 to 1, of every word of ``TAGS`` that may be a keyword and has another near.

    The algorithm is that of Mihalcea and Tarau (2004) as ``jieba.analyse.TextRank`` 0.42.1 has it: words within five
    of each other, all words and marks counted, are linked, a link weighs as much as it occurs, ten rounds in the order
    of the words; then the weights are scaled by the greatest and a tenth of the least.
    """
    links = _links(words)
    if not links:
        return {}
    leaving = {word: float(sum(link for _, link in near)) for word, near in links.items()}
    shares = {word: [(other, link / leaving[other]) for other, link in near] for word, near in links.items()}
    weights = dict.fromkeys(links, 1.0 / len(links))
    for _ in range(ROUNDS):
        for word in sorted(links):
            weights[word] = 1 - DAMPING + DAMPING * sum(share * weights[other] for other, share in shares[word])
    least, greatest = min(weights.values()) / 10, max(weights.values())
    return {word: (weight - least) / (greatest - least) for word, weight in weights.items()}


def _links(words: Sequence[Word]) -> dict[str, list[tuple[str, int]]]:
    """For each word those near it, with how often they are; a pair in either order is a link of its own."""
    fit = [word.kind == "key" and word.tag in TAGS for word in words]
    pairs = Counter(
        (word.text, words[other].text)
        for at, word in enumerate(words)
        if fit[at]
        for other in range(at + 1, min(at + WINDOW, len(words)))
        if fit[other]
    )
    links: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (one, other), count in pairs.items():
        links[one].append((other, count))
        links[other].append((one, count))
    return links
