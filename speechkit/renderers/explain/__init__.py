"""Formats of an explanation: one table, one module a format.

Each module has ``render(explanation, view)``, which yields the output piece by piece, unit after unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from speechkit.model import Explanation
from speechkit.renderers.view import View

# name → module, imported when the format is asked for.
RENDERERS = {
    "terminal": "speechkit.renderers.explain.terminal",
    "text": "speechkit.renderers.explain.text",
    "json": "speechkit.renderers.explain.json",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".json": "json"}


def renderer(name: str) -> Callable[[Explanation, View], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Explanation, View], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
