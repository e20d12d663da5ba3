"""The concordance for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.corpus.kwic import Hit
from speechkit.errors import printable
from speechkit.renderers.kwic import (
    GAPS_WIDTH,
    LINE_WIDTH,
    KwicView,
    cells,
    ending,
    filled,
    location,
    location_width,
    padded,
)
from speechkit.renderers.terminal import UNLIMITED, console_on, put


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """Yield the lines of the text format, the keyword in colour, cut to the view's width.

    Where the view is headed, date and file stand above the hits of a document, and a line ends with that of the hit;
    else it ends with all three, dimmed. Where the keyword is long, what stands right of it makes room.
    """
    before = None
    for hit in hits:
        out = io.StringIO()
        console = console_on(out, UNLIMITED, color=view.color)
        if view.headed and (hit.document, hit.date) != before:
            out.write("\n" * (before is not None))
            put(console, [_heading(hit, view.width or UNLIMITED)])
            before = hit.document, hit.date
        put(console, [_line(hit, view)])
        yield out.getvalue()


def _heading(hit: Hit, width: int) -> Text:
    date = f"{hit.date}  " if hit.date else ""
    return Text.assemble((date, "dim"), (ending(printable(hit.document), width - len(date)), "bold"))


def _line(hit: Hit, view: KwicView) -> Text:
    left, text, right = padded(hit, view)
    where = f":{hit.line}" if view.headed else location(hit)
    if view.width is not None:
        least = LINE_WIDTH if view.headed else min(cells(where), location_width(view.width))
        room = view.width - view.context - cells(text) - GAPS_WIDTH
        right = filled(right, max(min(view.context, room - least), 0))
        where = where if view.headed else location(hit, max(room - cells(right), 0))
    line = Text.assemble(left, "  ", (text, "bold red"), "  ", right, "  ", (where, "dim"))
    if view.width is not None:
        line.truncate(view.width)
    return line
