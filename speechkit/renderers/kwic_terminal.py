"""The concordance for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.corpus.kwic import Hit
from speechkit.renderers.kwic import GAPS_WIDTH, LOCATION_WIDTH, KwicView, cells, filled, location, padded
from speechkit.renderers.terminal import UNLIMITED, console_on


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """Yield the lines of the text format, the keyword in colour and the location dimmed, cut to the view's width.

    Where the keyword is long, what stands right of it makes room, then the location.
    """
    for hit in hits:
        left, text, right = padded(hit, view)
        out = io.StringIO()
        console = console_on(out, UNLIMITED, color=view.color)
        where = location(hit)
        if view.width is not None:
            room = view.width - view.context - cells(text) - GAPS_WIDTH
            width = max(min(view.context, room - min(cells(where), LOCATION_WIDTH)), 0)
            right = filled(right, width)
            where = location(hit, max(room - width, 0))
        line = Text.assemble(left, "  ", (text, "bold red"), "  ", right, "  ", (where, "dim"))
        if view.width is not None:
            line.truncate(view.width)
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
        yield out.getvalue()
