"""Formats of keywords: one table, one module a format.

Each module has ``render(lists, view)``, which takes a ``KeywordList`` an input and yields the output piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from speechkit.keywords.records import KeywordList
from speechkit.renderers.keywords.lists import KeywordView

# name → module, imported when the format is asked for.
RENDERERS = {
    "table": "speechkit.renderers.keywords.terminal",
    "text": "speechkit.renderers.keywords.text",
    "json": "speechkit.renderers.keywords.json",
    "jsonl": "speechkit.renderers.keywords.jsonl",
    "csv": "speechkit.renderers.keywords.csv",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".csv": "csv"}


def renderer(name: str) -> Callable[[Iterable[KeywordList], KeywordView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Iterable[KeywordList], KeywordView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
