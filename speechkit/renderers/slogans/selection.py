"""Which set phrases are shown."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from speechkit.model import Analysis, Role, Slogan, SloganKind


class Selection(msgspec.Struct, frozen=True):
    """What a set phrase must fulfil; empty and false ask for nothing. ``variants``: to be a variant of another."""

    kinds: tuple[SloganKind, ...] = ()
    variants: bool = False

    def takes(self, slogan: Slogan) -> bool:
        """Whether the set phrase is shown."""
        return (not self.kinds or slogan.kind in self.kinds) and (not self.variants or slogan.variant_of is not None)


def select(analysis: Analysis, selection: Selection) -> Analysis:
    """The analysis with the set phrases that ``selection`` takes, in reading order."""
    return replace(analysis, slogans=tuple(each for each in analysis.slogans if selection.takes(each)))


def within(analysis: Analysis, role: Role | None) -> Analysis:
    """The analysis with the set phrases that begin in parts of that role; with all where it is None."""
    if role is None:
        return analysis
    parts = [part for part in analysis.parts if part.role == role]
    here = (each for each in analysis.slogans if any(part.start <= each.start < part.end for part in parts))
    return replace(analysis, slogans=tuple(here))
