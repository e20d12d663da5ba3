"""JSON, indented: one input is one object, several are an array of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from speechkit.model import Slogan, SloganKind, SourceInfo, Span, SpeechDate, Warning
from speechkit.renderers.json import objects
from speechkit.renderers.slogans.rows import Companions, Row, SloganView, Speech, rows_of, written


class UniqueSlogan(msgspec.Struct, frozen=True):
    """A set phrase with the number of its occurrences and their lines (1-based, each once)."""

    text: str
    kind: SloganKind
    count: int
    lines: tuple[int, ...]
    name: str | None
    variant_of: str | None


class Slogans(msgspec.Struct, frozen=True):
    """The part of an analysis that ``speechkit slogans`` prints."""

    schema_version: str
    source: SourceInfo
    title: Span | None
    date: SpeechDate | None
    slogans: tuple[Slogan | UniqueSlogan, ...]
    warnings: tuple[Warning, ...]


class SlogansAndCompanions(Slogans, frozen=True, kw_only=True):
    """With the formulas that lack companions."""

    companions: tuple[Companions, ...]


def render(speeches: Iterable[Speech], view: SloganView) -> Iterator[str]:
    """The set phrases by the contract, or counted; ``companions`` only where they are asked for."""
    return objects((record(speech, view) for speech in speeches), several=view.several)


def record(speech: Speech, view: SloganView) -> Slogans:
    """What is printed of one input."""
    analysis = speech.analysis
    known = (analysis.schema_version, analysis.source, analysis.title, analysis.date)
    shown = tuple(item(row, view) for row in rows_of(speech, view))
    if view.companions:
        return SlogansAndCompanions(*known, shown, analysis.warnings, companions=speech.companions)
    return Slogans(*known, shown, analysis.warnings)


def item(row: Row, view: SloganView) -> Slogan | UniqueSlogan:
    """What is printed of one phrase."""
    slogan = row.slogan
    if not view.unique:
        return slogan
    return UniqueSlogan(written(slogan, view), slogan.kind, row.count, row.lines, slogan.name, slogan.variant_of)
