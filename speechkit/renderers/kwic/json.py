"""JSON, indented: an array of hits, empty where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from speechkit.corpus.kwic import Hit
from speechkit.renderers.json import objects
from speechkit.renderers.kwic.lines import KwicView, sides


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """The hits with all their fields, contexts as wide as the text format has them."""
    opened = False
    for piece in objects((cut(hit, view) for hit in hits), several=True):
        opened = True
        yield piece
    if not opened:
        yield "[]\n"


def cut(hit: Hit, view: KwicView) -> Hit:
    """The hit as programs get it: contexts cut to the view's width, on one line."""
    left, text, right = sides(hit, view)
    return replace(hit, left=left, text=text, right=right)
