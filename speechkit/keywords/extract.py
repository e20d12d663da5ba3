"""Keywords of one speech: its words weighed by TF-IDF or TextRank, as jieba.analyse weighs them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from speechkit.keywords.candidates import Word, words_of
from speechkit.keywords.records import KeywordList
from speechkit.model import SCHEMA_VERSION, Keyword, Roles

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["TAGS", "Method", "keyword_list", "keywords_of", "weighed"]

Method = Literal["tfidf", "textrank"]
_DIGITS = 6  # that weights are rounded to

# TextRank links words of these tags: places, nouns and verbs, which are jieba's choice; abbreviations (党建),
# organisations, other names, and what is in no dictionary, of which most are nouns and verbs.
TAGS = ("ns", "n", "vn", "v", "j", "nt", "nz", "x")
# As in jieba.analyse.TextRank 0.42.1.
WINDOW = 5  # words
DAMPING = 0.85
ROUNDS = 10


def keyword_list(
    reading: Reading, *, method: Method = "tfidf", top: int = 20, role: Roles | None = None
) -> KeywordList:
    """Return what ``keywords_of`` finds, with what it was found in and how."""
    found = keywords_of(reading, method=method, top=top, role=role)
    return KeywordList(SCHEMA_VERSION, reading.info, method, None, found, reading.warnings)


def keywords_of(
    reading: Reading, *, method: Method = "tfidf", top: int = 20, role: Roles | None = None
) -> tuple[Keyword, ...]:
    r"""Return the ``top`` words of the parts of one role, else of all but ``meta``, by weight, then by character.

    Set phrases and names of offices are one word each; stop words, numerals and single characters are left out. Raises
    ``ConfigError`` or ``UsageError`` where words cannot be cut as the reading's configuration says.

    >>> from speechkit.pipeline import read
    >>> [each.word for each in keywords_of(read("由市委宣传部牵头，增强“四个意识”。\n市委宣传部要抓好落实。"), top=2)]
    ['市委宣传部', '四个意识']
    """
    return weighed(words_of(reading, role, tags=method == "textrank"), method)[:top]


def weighed(words: Iterable[Word], method: Method) -> tuple[Keyword, ...]:
    """Return all that may be keywords among ``words``, by weight, then by their characters."""
    words = tuple(words)
    weights = _textrank(words) if method == "textrank" else _tfidf(words)
    counts = Counter(word.text for word in words if word.kind == "key")
    found = (Keyword(word, counts[word], round(weight, _DIGITS)) for word, weight in weights.items())
    return tuple(sorted(found, key=lambda keyword: (-keyword.weight, keyword.word)))


def _tfidf(words: Sequence[Word]) -> dict[str, float]:
    """Return the weight of every word that may be a keyword: its share of them all, times how rare it is elsewhere.

    The formula is that of ``jieba.analyse.TFIDF`` 0.42.1, where words that are left out (stop words, single
    characters) do not count in the total either.
    """
    from speechkit.segment.idf import idf_of

    counts = Counter(word.text for word in words if word.kind == "key")
    total = counts.total()
    rareness = idf_of(counts)
    return {word: count / total * rareness[word] for word, count in counts.items()}


def _textrank(words: Sequence[Word]) -> dict[str, float]:
    """Return the weight, from above 0 to 1, of every word of ``TAGS`` that may be a keyword and has another near.

    The algorithm is that of Mihalcea and Tarau (2004) as jieba has it: words within five of each other, all words and
    marks counted, are linked, a link weighs as much as it occurs, ten rounds in the order of the words; then the
    weights are scaled by the greatest and a tenth of the least.
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
    """Return for each word those near it, with how often they are; a pair in either order is a link of its own."""
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
