"""What the finders of set phrases hand on."""

from __future__ import annotations

import msgspec

from speechkit.model import SloganKind

__all__ = ["Finding"]


class Finding(msgspec.Struct, frozen=True):
    """A stretch of a paragraph's text that is a set phrase, and the rule that says so.

    ``name`` is the glossary's for a formula that it knows, ``frame`` and ``fillers`` those of a chain.
    """

    start: int
    end: int
    kind: SloganKind
    rule: str
    name: str | None = None
    frame: str | None = None
    fillers: tuple[str, ...] | None = None
