"""JSON Lines: one hit a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.corpus.kwic import Hit
from speechkit.renderers.json import compact
from speechkit.renderers.kwic.json import cut
from speechkit.renderers.kwic.lines import KwicView


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """The hits with all their fields; no hit, no line."""
    yield ""  # so that a file is written, be it empty
    for hit in hits:
        yield compact(cut(hit, view)) + "\n"
