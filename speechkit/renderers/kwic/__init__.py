"""Formats of a concordance: one table, one module a format.

Each module has ``render(hits, view)``, which yields the output piece by piece, so that the first lines are there before
the last are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from speechkit.corpus.kwic import Hit
from speechkit.renderers.kwic.lines import KwicView

# name → module, imported when the format is asked for.
RENDERERS = {
    "terminal": "speechkit.renderers.kwic.terminal",
    "text": "speechkit.renderers.kwic.text",
    "json": "speechkit.renderers.kwic.json",
    "jsonl": "speechkit.renderers.kwic.jsonl",
    "csv": "speechkit.renderers.kwic.csv",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".csv": "csv"}


def renderer(name: str) -> Callable[[Iterable[Hit], KwicView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Iterable[Hit], KwicView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
