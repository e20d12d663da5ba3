"""Counts for people, by rich: a table with its numbers below each other."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from speechkit.corpus.count import Count
from speechkit.renderers.count import CountView, cells
from speechkit.renderers.terminal import UNLIMITED, console_on

MIN_WIDTH = 60  # cells that the table is given, however narrow the terminal is
WORD_COLUMNS = 2  # columns of words; the others are numbers


def render(counts: Iterable[Count], view: CountView) -> Iterator[str]:
    """Yield one table; long names are wrapped. The column of the keys is left out where there are none."""
    out = io.StringIO()
    console = console_on(out, max(view.width or UNLIMITED, MIN_WIDTH), color=view.color)
    table = Table(box=None, header_style="bold underline", pad_edge=False)
    shown = [at for at, name in enumerate(view.columns) if name != "key" or view.by]
    for at in shown:
        name = view.columns[at]
        table.add_column(
            name, justify="left" if at < WORD_COLUMNS else "right", overflow="fold", no_wrap=at >= WORD_COLUMNS
        )
    for count in counts:
        row = cells(count, view)
        table.add_row(*(Text(row[at]) for at in shown))
    console.print(table)
    yield out.getvalue()
