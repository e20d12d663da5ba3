"""Lists for people, by rich: a table with its numbers below each other, and bars beside them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from speechkit.renderers.listing import Field, ListView, cell_of
from speechkit.renderers.terminal import UNLIMITED, console_on, flowed, put
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import GAP, Column, table, widths_of

MIN_WIDTH = 40  # cells that the table is given, however narrow the terminal is
MIN_BAR, MAX_BAR = 8, 40  # cells of the longest bar
EIGHTHS = " ▏▎▍▌▋▊▉"


def render(records: Iterable[Any], view: ListView) -> Iterator[str]:
    """Yield one table, with bars where there is room for them, and below it the notes."""
    out = io.StringIO()
    width = max(view.width or UNLIMITED, MIN_WIDTH)
    found, listing = list(records), view.listing
    columns = [
        Column(heading(field.name, view.language), right=not field.text, text=field.text) for field in listing.shown
    ]
    rows = [[Text(_said(cell_of(each, field), field, view)) for field in listing.shown] for each in found]
    if listing.bar and rows and (widths := widths_of(columns, rows, width)):
        room = min(width - sum(widths) - GAP * len(widths), MAX_BAR)
        if room >= MIN_BAR:
            sizes = [abs(getattr(each, listing.bar) or 0) for each in found]
            columns.append(Column(""))
            longest = max(sizes) or 1
            rows = [[*row, Text(bar(size / longest * room), "cyan")] for row, size in zip(rows, sizes, strict=True)]
    console = console_on(out, width, color=view.color)
    put(console, table(columns, rows, width))
    if view.notes:
        out.write("\n")
        put(console, flowed(Text(), (Text(note, style="dim") for note in view.notes), " " * GAP, width, GAP))
    yield out.getvalue()


def _said(cell: str, field: Field, view: ListView) -> str:
    return heading(cell, view.language) if field.said else cell


def bar(length: float) -> str:
    """Return blocks of that many cells, to the eighth; something for every length.

    >>> bar(2.5)
    '██▌'
    """
    whole, eighths = divmod(max(round(length * 8), 1), 8)
    return "█" * whole + EIGHTHS[eighths].strip()
