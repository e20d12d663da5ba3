"""Formats of the glossary: one table, one module a format.

Each module has ``render(entries, view)``, which yields the output piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from speechkit.phrases.glossary import Entry
from speechkit.renderers.glossary.lines import GlossaryView

# name → module, imported when the format is asked for.
RENDERERS = {
    "terminal": "speechkit.renderers.glossary.terminal",
    "text": "speechkit.renderers.glossary.text",
    "json": "speechkit.renderers.glossary.json",
    "jsonl": "speechkit.renderers.glossary.jsonl",
    "csv": "speechkit.renderers.glossary.csv",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".csv": "csv"}


def renderer(name: str) -> Callable[[Sequence[Entry], GlossaryView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Sequence[Entry], GlossaryView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
