"""The concordance for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.renderers.kwic.lines import GAPS, Hit, KwicView, cells, padded, place
from speechkit.renderers.terminal import UNLIMITED, console_on


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """The lines of the text format, the keyword in colour and the place dimmed, the place cut to what room is left."""
    for hit in hits:
        left, text, right = padded(hit, view)
        out = io.StringIO()
        console = console_on(out, UNLIMITED, color=view.color)
        room = None if view.line is None else max(view.line - 2 * view.width - cells(text) - GAPS, 0)
        line = Text.assemble(left, "  ", (text, "bold red"), "  ", right, "  ", (place(hit, room), "dim"))
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
        yield out.getvalue()
