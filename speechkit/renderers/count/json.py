"""JSON, indented: an array of rows, empty where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from speechkit.corpus.count import Count
from speechkit.renderers.count.rows import CountView, per
from speechkit.renderers.json import objects


def render(counts: Sequence[Count], view: CountView) -> Iterator[str]:
    """Every count as an object."""
    return objects((record(count, view) for count in counts), several=True) if counts else iter(["[]\n"])


def record(count: Count, view: CountView) -> dict[str, Any]:
    """The row for programs: the count's fields, then how often the term stands in so many characters."""
    return {**msgspec.structs.asdict(count), view.rate: per(count, view)}
