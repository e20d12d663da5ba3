"""The set phrases for people, by rich: a table a kind. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from speechkit.errors import printable
from speechkit.labels import LABELS
from speechkit.renderers.slogans import (
    COMPANION_HEADINGS,
    COMPANIONS,
    HEADINGS,
    Row,
    SloganView,
    companion_cells,
    rows_of,
)
from speechkit.renderers.terminal import console_on, print_head
from speechkit.selection import SloganList

DEFAULT_WIDTH = 240  # cells, where nobody says how wide it may be
MIN_WIDTH = 40  # in less the columns beside the text leave it no room
LINES_WIDTH = 12  # cells for the lines of a phrase that is counted
KEYS = ("line", "part", "text", "note")
UNIQUE_KEYS = ("count", "lines", "text", "note")
STYLES = {"count": "cyan", "line": "dim", "lines": "dim", "part": "dim", "text": "", "note": "magenta"}


def render(lists: Iterable[SloganList], view: SloganView) -> Iterator[str]:
    """Yield for each input a header, the tables of its kinds, then that of the formulas which lack companions."""
    width = max(view.width or DEFAULT_WIDTH, MIN_WIDTH)
    for at, slogans in enumerate(lists):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, slogans.analysis.source.name, at)
        _print_phrases(console, rows_of(slogans, view), view, width)
        if view.companions:
            _print_heading(console, f"{COMPANIONS} companions", len(slogans.companions))
            console.print(_companions(slogans))
        yield out.getvalue()


def _print_phrases(console: Console, rows: Sequence[Row], view: SloganView, width: int) -> None:
    keys = UNIQUE_KEYS if view.unique else KEYS
    cells = [[printable(row.cells[key]) for key in keys] for row in rows]
    widths = _widths([[HEADINGS[key] for key in keys], *cells], width)
    console.print(_table(keys, [], widths, header=True))
    for kind, word in LABELS["zh"].slogan_kinds.items():
        if group := [each for row, each in zip(rows, cells, strict=True) if row.slogan.kind == kind]:
            _print_heading(console, f"{word} {kind}", len(group))
            console.print(_table(keys, group, widths))


def _print_heading(console: Console, text: str, count: int) -> None:
    console.print(Text(text, style="bold").append(f" ({count})", style="cyan not bold"))


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of every column in cells, the same for all kinds; ``width`` is that of the table.

    The note gets what it needs up to two fifths, the text the rest. Between columns are two cells.
    """
    first, second, text, note = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    second = min(second, LINES_WIDTH)
    room = width - first - second - 6
    note = min(note, max(room - text, room * 2 // 5))
    return [first, second, min(text, room - note), note]


def _table(keys: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], *, header: bool = False) -> Table:
    # One table a kind, all with the same widths: rich has no cell that spans columns.
    table = Table(box=None, show_header=header, header_style="bold underline", pad_edge=False)
    for key, width in zip(keys, widths, strict=True):
        table.add_column(HEADINGS[key], style=STYLES[key], width=width, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _companions(slogans: SloganList) -> Table:
    table = Table(box=None, header_style="bold underline", pad_edge=False)
    for heading, style in zip(COMPANION_HEADINGS, ("dim", "bold", "", "yellow"), strict=True):
        table.add_column(heading, style=style, overflow="fold")
    for each in slogans.companions:
        table.add_row(*(Text(printable(cell)) for cell in companion_cells(each)))
    return table
