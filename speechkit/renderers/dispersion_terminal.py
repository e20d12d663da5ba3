"""How a term is spread, for people, by rich: a line a document with its plot."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.corpus.dispersion import Dispersion
from speechkit.errors import printable
from speechkit.renderers.dispersion import strip, summary
from speechkit.renderers.table import View
from speechkit.renderers.terminal import UNLIMITED, console_on, cut, put
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import GAP, Column, table, widths_of

MIN_WIDTH, DEFAULT_PLOT, MIN_PLOT, MAX_PLOT = 40, 60, 10, 80  # cells
NAME = 28  # cells of a document's name


def render(found: Iterable[Dispersion], view: View) -> Iterator[str]:
    """Yield the figures of the whole, then a line a document, by date; plots are as wide as there is room."""
    for each in found:
        out = io.StringIO()
        width = max(view.width or UNLIMITED, MIN_WIDTH)
        console = console_on(out, width, color=view.color)
        put(console, [cut(Text(summary(each), style="bold"), width)])
        rows = [
            [cut(Text(printable(plot.document)), NAME), Text(plot.date or "–"), Text(str(plot.count)),
             Text(f"{plot.per_10k:.2f}")]
            for plot in each.plots
        ]  # fmt: skip
        rows.insert(
            0,
            [
                Text(heading("whole corpus", view.language)),
                Text(""),
                Text(str(each.count)),
                Text(f"{each.per_10k:.2f}"),
            ],
        )
        names = ("document", "date", "count", "per_10k")
        columns = [Column(heading(name, view.language), right=at > 1) for at, name in enumerate(names)]
        widths = widths_of(columns, rows, width) or []
        room = width - sum(widths) - GAP * len(widths)
        room = min(room, MAX_PLOT) if view.width else DEFAULT_PLOT
        if room >= MIN_PLOT:
            columns.append(Column(""))
            plots = [each.places, *(plot.places for plot in each.plots)]
            rows = [[*row, Text(strip(places, room), "cyan")] for row, places in zip(rows, plots, strict=True)]
        put(console, table(columns, rows, width))
        yield out.getvalue()
