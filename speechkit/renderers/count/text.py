"""Plain text: a header and a count a line, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.corpus.count import Count
from speechkit.errors import printable
from speechkit.renderers.count.rows import CountView, cells, columns


def render(counts: Sequence[Count], view: CountView) -> Iterator[str]:
    """Lines, the same columns as in every format."""
    yield "\t".join(columns(view)) + "\n"
    for count in counts:
        yield "\t".join(map(printable, cells(count, view))) + "\n"
