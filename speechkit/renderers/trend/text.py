"""Plain text: a header, then a period a line, or a term a line where moves were looked for; cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.corpus.trend import Trend
from speechkit.errors import printable
from speechkit.renderers.trend.rows import TrendView, table


def render(trends: Sequence[Trend], view: TrendView) -> Iterator[str]:
    """Lines, the same columns as in CSV."""
    for row in table(trends, view):
        yield "\t".join("" if cell is None else printable(str(cell)) for cell in row) + "\n"
