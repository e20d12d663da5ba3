"""JSON, indented: one input is one object, several are an array of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from speechkit.model import Analysis, Document, Part, Section, SourceInfo, Span, Warning
from speechkit.renderers.view import OutlineView, items


class Outline(msgspec.Struct, frozen=True):
    """The part of an analysis that ``speechkit outline`` prints."""

    schema_version: str
    source: SourceInfo
    title: Span | None
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    warnings: tuple[Warning, ...]


class SectionWithText(Section, frozen=True, kw_only=True):
    """A section with the text between its title and the next section."""

    text: str


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """The objects, indented by two spaces."""
    return objects((record(document, analysis, view) for document, analysis in documents), several=view.several)


def objects(records: Iterable[Any], *, several: bool) -> Iterator[str]:
    """The records as JSON, indented: one object, or an array where ``several``."""
    opened = False
    for each in records:
        if several:
            yield ",\n" if opened else "[\n"
        opened = True
        yield indented(each) + "\n" * (not several)
    if opened and several:
        yield "\n]\n"


def record(document: Document, analysis: Analysis, view: OutlineView) -> Analysis | Outline:
    """What is printed of one input: the whole analysis for a summary, else its outline cut to the view."""
    if view.summary:
        return analysis
    return Outline(
        analysis.schema_version,
        analysis.source,
        analysis.title,
        analysis.parts,
        tuple(_section(item.section, "\n".join(item.body), view) for item in items(document, analysis, view)),
        analysis.warnings,
    )


def _section(section: Section, text: str, view: OutlineView) -> Section:
    return SectionWithText(**msgspec.structs.asdict(section), text=text) if view.text else section


def compact(value: Any) -> str:
    """``value`` as JSON on one line."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        # A lone surrogate, which msgspec refuses: the standard library leaves it for the writer to escape as \\udcff.
        import json

        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))


def indented(value: Any) -> str:
    """``value`` as JSON indented by two spaces."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2)
