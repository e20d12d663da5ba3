"""The concordance for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.renderers.kwic.lines import Hit, KwicView, padded, place
from speechkit.renderers.terminal import UNLIMITED, console_on


def render(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """The lines of the text format, the keyword in colour and the place dimmed."""
    for hit in hits:
        left, text, right = padded(hit, view)
        out = io.StringIO()
        console = console_on(out, UNLIMITED, color=view.color)
        line = Text.assemble(left, "  ", (text, "bold red"), "  ", right, "  ", (place(hit), "dim"))
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
        yield out.getvalue()
