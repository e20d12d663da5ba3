"""The glossary for people, by rich: a table cut to the width, or entries in full, wrapped beside their labels."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from speechkit.chars import one_line
from speechkit.errors import printable
from speechkit.phrases.glossary import Entry
from speechkit.renderers.glossary import COLUMNS, LABEL_WIDTH, GlossaryView, lines_of, row_of
from speechkit.renderers.terminal import UNLIMITED, console_on, cut, put, wrapped
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import GAP, Column, header, row_lines

MIN_WIDTH = 40  # cells that a row is given, however narrow the terminal is
STYLES = {"name": "bold", "field": "cyan", "since": "magenta", "members": ""}


def render(entries: Iterable[Entry], view: GlossaryView) -> Iterator[str]:
    """Yield a table, a row an entry; in full, the lines of the text format in colour. The source is dimmed."""
    entries = list(entries)
    width = max(view.width or UNLIMITED, MIN_WIDTH)
    out = io.StringIO()
    console = console_on(out, width, color=view.color)
    if not view.full:
        put(console, _table(entries, [heading(name, view.language) for name in COLUMNS], width))
    for at, entry in enumerate(entries if view.full else ()):
        out.write("\n" * (at > 0))
        _print(console, "", Text(printable(one_line(entry.name)), style="bold"), width)
        for label, text in lines_of(entry):
            _print(
                console,
                f"{label:<{LABEL_WIDTH}}",
                Text(printable(text), style="dim" if label == "source" else ""),
                width,
            )
    yield out.getvalue()


def _table(entries: Sequence[Entry], headings: Sequence[str], width: int) -> Iterator[Text]:
    """The members, last, are cut to what the other columns leave them."""
    columns = [Column(heading, STYLES[name]) for heading, name in zip(headings, COLUMNS, strict=True)]
    rows = [tuple(map(printable, row_of(entry))) for entry in entries]
    *sides, members = (max(map(cell_len, column)) for column in zip(headings, *rows, strict=True))
    sides = [min(side, width // 4) for side in sides]
    widths = [*sides, min(members, width - sum(sides) - GAP * len(sides))]
    yield header(columns, widths)
    for row in rows:
        yield from row_lines(columns, [cut(Text(cell), room) for cell, room in zip(row, widths, strict=True)], widths)


def _print(console: Console, margin: str, text: Text, width: int) -> None:
    put(console, wrapped(Text.assemble((margin, "cyan"), text), width, len(margin)))
