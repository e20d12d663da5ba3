"""The set phrases by kind, each counted once: what the glossary does not know as it stands goes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from speechkit.model import Slogan, SloganCount, SloganKind, SloganKindCount

__all__ = ["counts_of"]

# How many of a kind are shown; of the formulas, a third is kept for those that the glossary knows.
_MOST: dict[SloganKind, int] = {"formula": 12, "motto": 8, "parallel": 6, "call": 3}


def counts_of(slogans: Sequence[Slogan]) -> tuple[SloganKindCount, ...]:
    """A record for each kind that there is. A chain of more segments goes before others that stand as often."""
    return tuple(_kind(kind, here) for kind in get_args(SloganKind) if (here := [s for s in slogans if s.kind == kind]))


def _kind(kind: SloganKind, slogans: Sequence[Slogan]) -> SloganKindCount:
    found: dict[str, list[Slogan]] = {}
    for slogan in slogans:
        found.setdefault(slogan.name or "".join(filter(str.isalnum, slogan.text)), []).append(slogan)
    ordered = sorted(found.values(), key=lambda same: (-len(same), -len(same[0].fillers or ()), same[0].start))
    if kind == "formula":
        fresh = sorted((same for same in ordered if not same[0].name), key=lambda same: same[0].variant_of is None)
        known = [same for same in ordered if same[0].name]
        ordered = [*fresh[: _MOST[kind] - min(len(known), _MOST[kind] // 3)], *known]
    return SloganKindCount(kind, len(found), len(slogans), tuple(map(_count, ordered[: _MOST[kind]])))


def _count(same: Sequence[Slogan]) -> SloganCount:
    first = same[0]
    return SloganCount(first.text, len(same), first.start, _lines(same), first.name, first.variant_of)


def _lines(slogans: Iterable[Slogan]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(slogan.line for slogan in slogans))
