"""Formats of counts: one table, one module a format.

Each module has ``render(counts, view)``, which yields the output piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from speechkit.corpus.count import Count
from speechkit.renderers.count.rows import CountView

# name → module, imported when the format is asked for.
RENDERERS = {
    "table": "speechkit.renderers.count.terminal",
    "text": "speechkit.renderers.count.text",
    "json": "speechkit.renderers.count.json",
    "jsonl": "speechkit.renderers.count.jsonl",
    "csv": "speechkit.renderers.count.csv",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".csv": "csv"}


def renderer(name: str) -> Callable[[Sequence[Count], CountView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Sequence[Count], CountView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
