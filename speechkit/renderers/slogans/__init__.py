"""Formats of the list of set phrases: one table, one module a format.

Each module has ``render(speeches, view)``, which takes ``Speech`` records, whose analyses have the ``slogans`` to show,
and yields the output piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from speechkit.renderers.slogans.rows import SloganView, Speech

# name → module, imported when the format is asked for.
RENDERERS = {
    "table": "speechkit.renderers.slogans.terminal",
    "text": "speechkit.renderers.slogans.text",
    "json": "speechkit.renderers.slogans.json",
    "jsonl": "speechkit.renderers.slogans.jsonl",
    "csv": "speechkit.renderers.slogans.csv",
    "markdown": "speechkit.renderers.slogans.markdown",
}

# What the suffix of an output file says.
SUFFIXES = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".md": "markdown"}


def renderer(name: str) -> Callable[[Iterable[Speech], SloganView], Iterator[str]]:
    """The ``render`` of the format ``name``, a key of ``RENDERERS``."""
    from importlib import import_module

    render: Callable[[Iterable[Speech], SloganView], Iterator[str]] = import_module(RENDERERS[name]).render
    return render
