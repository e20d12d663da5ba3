"""The keywords of one speech as a record, which every format draws."""

from __future__ import annotations

import msgspec

from speechkit.model import Keyword, SourceInfo, Warning

__all__ = ["KeywordList", "KeywordView", "Reference", "cells_of"]


class Reference(msgspec.Struct, frozen=True):
    """What a speech was held against: so many ``files`` with so many ``words``, marks left out, against its own."""

    files: int
    words: int
    speech_words: int


class KeywordList(msgspec.Struct, frozen=True):
    """What ``speechkit keywords`` prints of one speech.

    ``method`` is tfidf, textrank or, where there is a ``reference``, log-likelihood.
    """

    schema_version: str
    source: SourceInfo
    method: str
    reference: Reference | None
    keywords: tuple[Keyword, ...]
    warnings: tuple[Warning, ...]


class KeywordView(msgspec.Struct, frozen=True):
    """How lists are shown: ``several`` says that more than one input was given, ``against`` that there is a reference.

    ``width`` in cells (None: not a terminal) and ``color`` concern the bar chart only.
    """

    several: bool = False
    against: bool = False
    width: int | None = None
    color: bool = False


def cells_of(keyword: Keyword) -> tuple[str, ...]:
    """Word, count and weight as they are shown to people; with a reference its count and the log-ratio too."""
    cells = (keyword.word.replace("\t", " "), str(keyword.count), f"{keyword.weight:.4f}")
    if keyword.log_ratio is None:
        return cells
    return (*cells, f"{keyword.log_ratio:+.2f}", str(keyword.reference_count))
