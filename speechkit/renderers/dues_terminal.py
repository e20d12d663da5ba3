"""What a ledger says is due, for people, by rich: below each unit a line a task, overdue ones in red."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from speechkit.errors import printable
from speechkit.renderers.dues import left_of
from speechkit.renderers.table import View
from speechkit.renderers.terminal import console_on, put, wrapped
from speechkit.sheets.dues import Due

DEFAULT_WIDTH = 100  # cells, where nobody says how wide it may be
MARGIN = 2  # cells before what stands below a unit


def render(dues: Iterable[Due], view: View) -> Iterator[str]:
    """Yield each unit with how many of its tasks are due, and below it their days and what they are."""
    width = view.width or DEFAULT_WIDTH
    for unit, group in groupby(dues, key=lambda due: due.unit):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        found = list(group)
        put(console, [Text.assemble((printable(unit), "bold"), (f" ({len(found)})", "cyan"))])
        for due in found:
            style = "red" if due.left < 0 else "yellow"
            text = Text.assemble(
                (due.day, style), "  ", (left_of(due, view), style), "  ", (printable(due.progress), "dim"), "  ",
                printable(due.task), (f"  {printable(due.file)} {printable(due.id)}".rstrip(), "dim"),
            )  # fmt: skip
            put(console, (Text(" " * MARGIN).append_text(each) for each in wrapped(text, width - MARGIN, MARGIN)))
        yield out.getvalue()
