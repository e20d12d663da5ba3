"""The set phrases for people, by rich: a table a kind. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
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
from speechkit.renderers.terminal import console_on, flowed, print_head, put, wrapped
from speechkit.renderers.terminal_table import GAP, Column, header, row_lines, table, widths_of
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
            _print_heading(console, _both(view.say(COMPANIONS), "companions"), len(slogans.companions))
            put(console, _companions(slogans, width, view))
        yield out.getvalue()


def _print_phrases(console: Console, rows: Sequence[Row], view: SloganView, width: int) -> None:
    keys = UNIQUE_KEYS if view.unique else KEYS
    columns = [_column(key, view) for key in keys]
    cells = [[Text(printable(row.cells[key])) for key in keys] for row in rows]
    widths = widths_of(columns, cells, width)
    beside = widths is not None
    if widths is None:  # a note follows its phrase, on the same line or below
        columns = columns[:-1]
        widths = widths_of(columns, [row[:-1] for row in cells], width, least=1) or [1] * len(columns)
    put(console, [header(columns, widths)])
    for kind, word in LABELS[view.language].slogan_kinds.items():
        group = [each for row, each in zip(rows, cells, strict=True) if row.slogan.kind == kind]
        if group:
            _print_heading(console, _both(word, kind), len(group))
        for row in group:
            put(console, row_lines(columns, row, widths) if beside else _with_note(columns, row, widths, width))


def _with_note(columns: Sequence[Column], row: Sequence[Text], widths: Sequence[int], width: int) -> Iterator[Text]:
    *facts, text, note = row
    margin = sum(widths[:-1]) + GAP * len(facts)
    *lines, last = row_lines(columns, [*facts, text], [*widths[:-1], width - margin])
    yield from lines
    shown = [last, Text(note.plain, style=STYLES["note"])] if note else [last]
    yield from flowed(Text(), shown, " " * GAP, width, margin)


def _both(word: str, key: str) -> str:
    """A label, and the key that options take where that is another word."""
    return word if word == key else f"{word} {key}"


def _column(key: str, view: SloganView) -> Column:
    most = LINES_WIDTH if key == "lines" else None
    return Column(view.say(HEADINGS[key]), STYLES[key], text=key in ("text", "note"), most=most)


def _print_heading(console: Console, text: str, count: int) -> None:
    put(console, [Text(text, style="bold").append(f" ({count})", style="cyan not bold")])


def _companions(slogans: SloganList, width: int, view: SloganView) -> Iterator[Text]:
    columns = [
        Column(view.say(heading), style, text=at > 1)
        for at, (heading, style) in enumerate(zip(COMPANION_HEADINGS, ("dim", "bold", "", "yellow"), strict=True))
    ]
    rows = [list(map(Text, map(printable, companion_cells(each)))) for each in slogans.companions]
    if widths_of(columns, rows, width):
        yield from table(columns, rows, width)
        return
    for line, name, *others in rows:
        yield from wrapped(Text.assemble((f"{line.plain:<5}", "dim"), (name.plain, "bold")), width, 5)
        for column, cell in zip(columns[2:], others, strict=True):
            label = f"     {column.heading}{view.say('：')}"
            yield from wrapped(Text.assemble((label, "dim"), (cell.plain, column.style)), width, 9) if cell else ()
