"""Plain text: a header and a period a line, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.errors import printable
from speechkit.renderers.trend.rows import COLUMNS, Trend, TrendView, cells


def render(trends: Sequence[Trend], view: TrendView) -> Iterator[str]:
    """Lines, the same columns as in CSV."""
    yield "\t".join(COLUMNS) + "\n"
    for trend in trends:
        for point in trend.points:
            yield "\t".join(printable(str(cell)) for cell in cells(trend, point)) + "\n"
