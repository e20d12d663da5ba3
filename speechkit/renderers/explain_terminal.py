"""An explanation for people, by rich: text beside its labels. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from speechkit.errors import printable
from speechkit.model import Explanation
from speechkit.renderers.explain import Line, lines_of
from speechkit.renderers.table import View
from speechkit.renderers.terminal import UNLIMITED, console_on, put, wrapped

MIN_WIDTH = 24  # cells that the text is left with, however narrow the terminal is


def render(explanations: Iterable[Explanation], view: View) -> Iterator[str]:
    """Yield the lines of the text format in colour, wrapped; the units before and after are dimmed."""
    width = view.width or UNLIMITED
    for explanation in explanations:
        for at, unit in enumerate(explanation.units):
            out = io.StringIO("\n" * (at > 0))
            out.seek(0, io.SEEK_END)
            console = console_on(out, width, color=view.color)
            for line in lines_of(explanation, unit, view):
                _print(console, line, width)
            yield out.getvalue()


def _print(console: Console, line: Line, width: int) -> None:
    text = Text.assemble((line.margin, "cyan"), *((printable(piece.text), piece.style) for piece in line.pieces))
    margin = len(line.margin)
    put(console, wrapped(text, max(width, margin + MIN_WIDTH), margin))
