"""Output formats: one table, one module a format.

Each module has ``render(documents, view)``, which takes pairs of a document and its analysis and yields the output
piece by piece, so that a long list of inputs never stands in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from speechkit.model import Analysis, Document
from speechkit.renderers.view import OutlineView

Renderer = Callable[[Iterable[tuple[Document, Analysis]], OutlineView], Iterator[str]]

# name → module, imported when the format is asked for.
RENDERERS = {
    "tree": "speechkit.renderers.terminal",
    "text": "speechkit.renderers.text",
    "json": "speechkit.renderers.json",
    "jsonl": "speechkit.renderers.jsonl",
    "markdown": "speechkit.renderers.markdown",
    "csv": "speechkit.renderers.csv",
    "opml": "speechkit.renderers.opml",
    "mm": "speechkit.renderers.mm",
}

# What the suffix of an output file says.
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".csv": "csv",
    ".opml": "opml",
    ".mm": "mm",
}


def renderer(name: str) -> Renderer:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Renderer = import_module(RENDERERS[name]).render
    return render
