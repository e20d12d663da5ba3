"""Patterns of file names, such as ``*.txt`` and ``2022/*``, which say what of a folder is read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from fnmatch import translate

__all__ = ["pattern_of"]


def pattern_of(patterns: Sequence[str]) -> Callable[[bytes, bytes], bool] | None:
    """Return whether a pattern fits a last name, or the path below the input; None where there is no pattern."""
    if not patterns:
        return None
    of_path = _any([pattern for pattern in patterns if "/" in pattern])
    of_name = _any([pattern for pattern in patterns if "/" not in pattern])

    def fits(name: bytes, below: bytes) -> bool:
        return bool((of_name and of_name(os.fsdecode(name))) or (of_path and of_path(os.fsdecode(below))))

    return fits


def _any(patterns: list[str]) -> Callable[[str], object] | None:
    return re.compile("|".join(map(translate, patterns))).match if patterns else None
