"""What is found: the keywords of a speech, and what they were held against."""

from __future__ import annotations

from speechkit.model import Keyword, Record, SourceInfo, Warning

__all__ = ["KeywordList", "Reference"]


class Reference(Record, frozen=True):
    """What a speech was held against: so many ``files`` with so many ``words``, marks left out, against its own."""

    files: int
    words: int
    speech_words: int


class KeywordList(Record, frozen=True):
    """What ``speechkit keywords`` prints of one speech, the word with the greatest weight first.

    ``method`` is tfidf, textrank or, where there is a ``reference``, log-likelihood.
    """

    schema_version: str
    source: SourceInfo
    method: str
    reference: Reference | None
    keywords: tuple[Keyword, ...]
    warnings: tuple[Warning, ...]
