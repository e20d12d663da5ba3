"""Formats of trends: one table, one module a format.

Each module has ``render(trends, view)``, which yields the output piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from speechkit.corpus.trend import Trend
from speechkit.renderers.trend.rows import TrendView

# name → module, imported when the format is asked for.
RENDERERS = {
    "table": "speechkit.renderers.trend.terminal",
    "text": "speechkit.renderers.trend.text",
    "json": "speechkit.renderers.trend.json",
    "csv": "speechkit.renderers.trend.csv",
    "svg": "speechkit.renderers.trend.svg",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".json": "json", ".csv": "csv", ".svg": "svg"}


def renderer(name: str) -> Callable[[Sequence[Trend], TrendView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Sequence[Trend], TrendView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
