"""JSON, indented: an array of trends, each with its periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from speechkit.corpus.trend import Trend
from speechkit.renderers.json import objects
from speechkit.renderers.trend.rows import TrendView


def render(trends: Sequence[Trend], view: TrendView) -> Iterator[str]:
    """Every trend as an object."""
    return objects(map(record, trends), several=True) if trends else iter(["[]\n"])


def record(trend: Trend) -> dict[str, Any]:
    """The trend for programs: its fields, and the rates of every period to six places."""
    points = [
        {**msgspec.structs.asdict(point), "share": round(point.share, 6), "per_10k": round(point.per_10k, 6)}
        for point in trend.points
    ]
    move = msgspec.structs.asdict(trend.move) if trend.move else None
    return {**msgspec.structs.asdict(trend), "points": points, "share": round(trend.share, 6), "move": move}
