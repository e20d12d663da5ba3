"""JSON Lines: one count a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.corpus.count import Count
from speechkit.renderers.count.json import record
from speechkit.renderers.count.rows import CountView
from speechkit.renderers.json import compact


def render(counts: Sequence[Count], view: CountView) -> Iterator[str]:
    """Every count as an object on a line of its own; no count, no line."""
    yield ""  # so that a file is written, be it empty
    for count in counts:
        yield compact(record(count, view)) + "\n"
