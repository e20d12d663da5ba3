"""Formats of a comparison: one table, one module a format.

Each module has ``render(found, view)``, which takes a ``Comparison`` or a ``Coverage`` and yields the output piece by
piece. All but JSON draw the ``Page`` that page.py or coverage.py makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from speechkit.compare.records import Comparison, Coverage
from speechkit.renderers.compare.blocks import CompareView

Found = Comparison | Coverage

# name → module, imported when the format is asked for.
RENDERERS = {
    "columns": "speechkit.renderers.compare.terminal",
    "text": "speechkit.renderers.compare.text",
    "markdown": "speechkit.renderers.compare.markdown",
    "html": "speechkit.renderers.compare.html",
    "json": "speechkit.renderers.compare.json",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


def renderer(name: str) -> Callable[[Found, CompareView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Found, CompareView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
