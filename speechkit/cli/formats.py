"""Which format is printed, and the printing of analyses in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import click

from speechkit.cli.printing import escape_json, escape_text, is_terminal, terminal_width, wants_color, write
from speechkit.errors import UsageError, printable
from speechkit.model import Analysis, Document
from speechkit.renderers import RENDERERS, SUFFIXES, renderer
from speechkit.renderers.view import OutlineView

__all__ = ["choose_format", "format_option", "print_analyses", "terminal_width", "wants_color"]

format_option = click.option(
    "--format",
    "format_name",
    type=click.Choice(["auto", *RENDERERS]),
    default="auto",
    help="auto: by the suffix of -o, else tree on a terminal and text elsewhere.",
)


def choose_format(name: str, output: str | None) -> str:
    """The format's name for what was asked. Raises ``UsageError`` where a suffix says nothing."""
    if name != "auto":
        return name
    if output is None or output == "-":
        return "tree" if is_terminal() else "text"
    suffix = os.path.splitext(output)[1].lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        shown = printable(output) or "-o with an empty name"
        raise UsageError(f"{shown}: no format has this suffix; use one of {known}, or --format")
    return SUFFIXES[suffix]


def print_analyses(
    pairs: Iterable[tuple[Document, Analysis]], name: str, output: str | None, view: OutlineView
) -> None:
    """Print the analyses in the format ``name`` to ``output`` or standard output."""
    if name == "tree":
        from msgspec.structs import replace

        on_terminal = is_terminal() and output in (None, "-")
        view = replace(view, width=terminal_width() if on_terminal else None, color=wants_color(on_terminal))
    escape: Callable[[str], str] | None = None  # the tree escapes its own text; its colours must stay
    if name != "tree":
        escape = escape_json if name in ("json", "jsonl") else escape_text
    write(renderer(name)(pairs, view), output, escape=escape, byte_order_mark=name == "csv")
