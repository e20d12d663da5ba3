"""How the keywords of a speech are shown in every format."""

from __future__ import annotations

import msgspec

from speechkit.model import Keyword

__all__ = ["KeywordView", "cells_of"]


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
