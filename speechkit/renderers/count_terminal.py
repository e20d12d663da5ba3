"""Counts for people, by rich: a table with its numbers below each other."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.corpus.count import Count
from speechkit.renderers.count import CountView, cells
from speechkit.renderers.terminal import UNLIMITED, console_on, put
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import Column, table

MIN_WIDTH = 40  # cells that the table is given, however narrow the terminal is
WORDS = ("term", "form", "key")  # columns of words; the others are numbers


def render(counts: Iterable[Count], view: CountView) -> Iterator[str]:
    """Yield one table; long names stand above their numbers. There is no column of keys where there are none."""
    out = io.StringIO()
    width = max(view.width or UNLIMITED, MIN_WIDTH)
    shown = [at for at, name in enumerate(view.columns) if name != "key" or view.by]
    names = [view.by if name == "key" and view.by else name for name in view.columns]
    columns = [
        Column(heading(names[at], view.language), right=view.columns[at] not in WORDS, text=view.columns[at] in WORDS)
        for at in shown
    ]
    form = view.columns.index("form") if view.concepts else -1
    rows = [
        [
            Text(heading(cell, view.language) if at == form else cell)
            for at, cell in enumerate(cells(count, view))
            if at in shown
        ]
        for count in counts
    ]
    put(console_on(out, width, color=view.color), table(columns, rows, width))
    yield out.getvalue()
