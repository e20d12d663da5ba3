"""Formats of the task table: one table, one module a format.

Each module has ``render(documents, view)``, which takes pairs of a document and its analysis, whose ``tasks`` are those
to show, and yields the output piece by piece: text, or bytes where the format is in ``BINARY``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from speechkit.model import Analysis, Document
from speechkit.sheets.columns import TaskView

Pairs = Iterable[tuple[Document, Analysis]]

# name → module, imported when the format is asked for.
RENDERERS = {
    "table": "speechkit.renderers.tasks.terminal",
    "text": "speechkit.renderers.tasks.text",
    "json": "speechkit.renderers.tasks.json",
    "jsonl": "speechkit.renderers.tasks.jsonl",
    "csv": "speechkit.renderers.tasks.csv",
    "markdown": "speechkit.renderers.tasks.markdown",
    "xlsx": "speechkit.sheets.xlsx",
    "docx": "speechkit.renderers.tasks.docx",
    "ics": "speechkit.renderers.tasks.ics",
}
BINARY = ("xlsx", "docx")

# What the suffix of an output file says.
SUFFIXES = {
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".ics": "ics",
    ".csv": "csv",
    ".md": "markdown",
    ".json": "json",
    ".jsonl": "jsonl",
    ".txt": "text",
}


def text_renderer(name: str) -> Callable[[Pairs, TaskView], Iterator[str]]:
    """The ``render`` of a format of text, a key of ``RENDERERS`` that is not in ``BINARY``."""
    render: Callable[[Pairs, TaskView], Iterator[str]] = _module(name).render
    return render


def binary_renderer(name: str) -> Callable[[Pairs, TaskView], Iterator[bytes]]:
    """The ``render`` of a format in ``BINARY``."""
    render: Callable[[Pairs, TaskView], Iterator[bytes]] = _module(name).render
    return render


def _module(name: str) -> Any:
    from importlib import import_module

    return import_module(RENDERERS[name])
