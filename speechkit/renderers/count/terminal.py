"""Counts for people, by rich: a table with its numbers below each other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from speechkit.corpus.count import Count
from speechkit.errors import printable
from speechkit.renderers.count.rows import CountView, cells, columns
from speechkit.renderers.terminal import UNLIMITED, console_on

LEAST = 60  # cells that the table is given, however narrow the terminal is
WORDS = 2  # columns of words; the others are numbers


def render(counts: Sequence[Count], view: CountView) -> Iterator[str]:
    """One table; long names are wrapped. Columns without a key are left out."""
    out = io.StringIO()
    console = console_on(out, max(view.width or UNLIMITED, LEAST), color=view.color)
    table = Table(box=None, header_style="bold underline", pad_edge=False)
    shown = [at for at, name in enumerate(columns(view)) if name != "key" or view.by]
    for at in shown:
        name = columns(view)[at]
        table.add_column(name, justify="left" if at < WORDS else "right", overflow="fold", no_wrap=at >= WORDS)
    for count in counts:
        row = cells(count, view)
        table.add_row(*(Text(printable(row[at])) for at in shown))
    console.print(table)
    yield out.getvalue()
