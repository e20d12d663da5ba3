"""Keywords for people, by rich: a bar chart of their weights, within 80 columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from speechkit.errors import printable
from speechkit.keywords.records import KeywordList
from speechkit.model import Keyword
from speechkit.renderers.keywords import cells_of
from speechkit.renderers.listing_terminal import bar
from speechkit.renderers.table import View
from speechkit.renderers.terminal import console_on, print_head
from speechkit.renderers.terminal_headings import heading

MAX_WIDTH, MIN_WIDTH = 80, 60  # cells of a line
MIN_BAR = 6  # cells of the longest bar
HEADINGS = ("word", "count", "weight")
AGAINST = ("word", "count", "G2", "log ratio", "in others", "p")


def render(lists: Iterable[KeywordList], view: View) -> Iterator[str]:
    """Yield a header and a line a keyword, the most important first; the longest bar is that of the greatest weight."""
    width = max(min(view.width or MAX_WIDTH, MAX_WIDTH), MIN_WIDTH)
    for at, each in enumerate(lists):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, each.source.name, at)
        if each.keywords:
            _chart(console, each, view, width)
        yield out.getvalue()


def _chart(console: Console, each: KeywordList, view: View, width: int) -> None:
    headings = [heading(name, view.language) for name in (AGAINST if each.reference else HEADINGS)]
    rows = [headings, *map(_cells, each.keywords)]
    longest, *sides = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    taken = sum(2 + side for side in sides) + 2  # two cells between columns
    longest = min(longest, width // 3, width - taken - MIN_BAR)
    room = width - longest - taken
    greatest = each.keywords[0].weight or 1
    weights = (0.0, *(keyword.weight for keyword in each.keywords))
    for row, weight in zip(rows, weights, strict=True):
        first = row is headings
        line = Text(_cut(row[0], longest), style="bold underline" if first else "bold")
        for cell, side in zip(row[1:], sides, strict=True):
            line.append("  " + " " * (side - cell_len(cell)), style="not underline")
            line.append(cell, style="" if first else "not bold")
        if not first:
            line.append("  ").append(bar(weight / greatest * room), style="cyan")
        line.rstrip()
        _print(console, line)


def _cells(keyword: Keyword) -> tuple[str, ...]:
    return tuple(printable(cell.replace("\t", " ")) for cell in cells_of(keyword))


def _cut(word: str, cells: int) -> str:
    """The word, filled up with blanks or cut to so many cells."""
    if cell_len(word) > cells:
        word = set_cell_size(word, cells - 1).rstrip() + "…"  # half a wide character is a blank
    return set_cell_size(word, cells)


def _print(console: Console, line: Text) -> None:
    console.print(line, no_wrap=True, overflow="ellipsis")
