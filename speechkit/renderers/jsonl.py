"""JSON Lines: one input a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.model import Analysis, Document
from speechkit.renderers.json import compact, record
from speechkit.renderers.view import OutlineView


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """The same objects as ``json``, each on a line of its own."""
    for document, analysis in documents:
        yield compact(record(document, analysis, view)) + "\n"
