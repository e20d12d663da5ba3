"""Keywords: by TF-IDF or TextRank in one speech, or by keyness against others. Set phrases and offices are one word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from speechkit.keywords.body import body_of
from speechkit.keywords.keyness import Counts, keyness_of
from speechkit.keywords.textrank import textrank
from speechkit.keywords.tfidf import Idf, tfidf
from speechkit.keywords.wording import Cut, words_of
from speechkit.model import Keyword, Paragraph, Part, Role, Slogan
from speechkit.phrases.glossary import Glossary

__all__ = ["Counts", "Cut", "Idf", "Method", "counts_of", "keyness_of", "keywords_of"]

Method = Literal["tfidf", "textrank"]
_DIGITS = 6


def keywords_of(
    paragraphs: Sequence[Paragraph],
    parts: Sequence[Part],
    slogans: Sequence[Slogan],
    glossary: Glossary,
    *,
    cut: Cut,
    idf: Idf,
    method: Method = "tfidf",
    top: int = 20,
    role: Role | None = None,
) -> tuple[Keyword, ...]:
    """The ``top`` words of the parts of one role, else of all but ``meta``, by weight, then by their characters.

    ``cut`` is the segmentation stage, ``idf`` what tells how rare words are. Formulas and mottos among the ``slogans``
    and the glossary's names are one word each, as are names of offices; stop words, numerals and single characters are
    left out.
    """
    words = tuple(words_of(body_of(paragraphs, parts, slogans, glossary, role), cut, tags=method == "textrank"))
    weights = textrank(words) if method == "textrank" else tfidf(words, idf)
    counts = Counter(word.text for word in words if word.kind == "key")
    found = (Keyword(word, counts[word], round(weight, _DIGITS)) for word, weight in weights.items())
    return tuple(sorted(found, key=lambda keyword: (-keyword.weight, keyword.word))[:top])


def counts_of(
    paragraphs: Sequence[Paragraph],
    parts: Sequence[Part],
    slogans: Sequence[Slogan],
    glossary: Glossary,
    *,
    cut: Cut,
    role: Role | None = None,
) -> Counts:
    """What ``keyness_of`` compares: the counts of the words that ``keywords_of`` weighs."""
    return Counts.of(words_of(body_of(paragraphs, parts, slogans, glossary, role), cut))
