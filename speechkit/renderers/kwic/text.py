"""Plain text: a hit a line, aligned on the keyword by display width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.corpus.kwic import Hit
from speechkit.renderers.kwic.lines import KwicView, padded, place


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """Context, keyword, context, place; no hit, no line."""
    yield ""  # so that a file is written, be it empty
    for hit in hits:
        yield "  ".join((*padded(hit, view), place(hit))) + "\n"
