"""Formats of the summary: one table, one module a format.

Each module has ``render(summaries, view)``, which yields the output piece by piece, a page a speech.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from speechkit.renderers.digest.wording import DigestView
from speechkit.summary.records import Summary

# name → module, imported when the format is asked for.
RENDERERS = {
    "panels": "speechkit.renderers.digest.terminal",
    "text": "speechkit.renderers.digest.text",
    "markdown": "speechkit.renderers.digest.markdown",
    "json": "speechkit.renderers.digest.json",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".md": "markdown", ".json": "json"}


def renderer(name: str) -> Callable[[Iterable[Summary], DigestView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Iterable[Summary], DigestView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
