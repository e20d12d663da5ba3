"""Sentences that are said again, for people: the sentence, and below it who says it, by date."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from speechkit.corpus.reuse import Reuse
from speechkit.errors import printable
from speechkit.renderers.listing import UNKNOWN, ListView
from speechkit.renderers.terminal import UNLIMITED, console_on, put, wrapped
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import Column, row_lines, widths_of

MOST_USES = 10  # of a sentence; programs have all
MIN_WIDTH = 40
LEAST_TEXT = 8  # cells of a name or of what was changed, however narrow the terminal is
_STYLES = {"first": "bold green", "whole": "dim", "changed": "yellow"}


def render(records: Iterable[Reuse], view: ListView) -> Iterator[str]:
    """Yield a block for each sentence; of many documents that have it the earliest."""
    width = max(view.width or UNLIMITED, MIN_WIDTH)
    for number, found in groupby(records, key=lambda each: each.group):
        group = list(found)
        out = io.StringIO()
        out.write("\n" * (number > 1))
        console = console_on(out, width, color=view.color)
        put(console, _lines(group, view, width))
        yield out.getvalue()


def _lines(group: list[Reuse], view: ListView, width: int) -> Iterator[Text]:
    first = group[0]
    head = f"{first.group}. "
    yield from wrapped(Text.assemble(head, (printable(first.sentence), "bold")), width, len(head))
    indent = Text(" " * len(head))
    shown = group[:MOST_USES]
    speakers = any(each.speaker for each in shown)
    rows = [_row(each, view, speakers=speakers) for each in shown]
    columns = [Column("", text=at >= len(rows[0]) - 2) for at in range(len(rows[0]))]
    widths = widths_of(columns, rows, width - len(head), LEAST_TEXT) or []
    for row in rows:
        yield from (indent + line for line in row_lines(columns, row, widths))
    if (more := len(group) - MOST_USES) > 0:
        yield indent + Text(f"… +{more}", "dim")


def _row(each: Reuse, view: ListView, *, speakers: bool) -> list[Text]:
    told = heading(each.kind, view.language) if each.kind != "changed" else printable(each.change or "")
    return [
        Text(each.date or UNKNOWN),
        *([Text(each.corpus)] if view.kind == "ReuseBetween" else []),
        *([Text(printable(each.speaker or ""))] if speakers else []),
        Text(f"{printable(each.document)}:{each.line}"),
        Text(told, _STYLES[each.kind]),
    ]
