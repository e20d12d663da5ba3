"""--format, and what the suffix of -o says where it is not given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

import click

from speechkit.cli.options import Command
from speechkit.errors import UsageError, printable


def format_option(names: Iterable[str], on_terminal: str) -> Callable[[Command], Command]:
    """--format, one of ``names`` or auto, handed over as ``format_name``; ``on_terminal`` tells what auto is there."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(["auto", *names]),
        default="auto",
        help=f"auto: by the suffix of -o, else {on_terminal} on a terminal and text elsewhere.",
    )


def format_of(name: str, output: str | None, suffixes: Mapping[str, str], printed: str) -> str:
    """The format that was asked for; for auto what the suffix of ``output`` says, ``printed`` where none is written to.

    Raises ``UsageError`` where the suffix is not among ``suffixes``.
    """
    if name != "auto":
        return name
    if output is None or output == "-":
        return printed
    suffix = os.path.splitext(output)[1].lower()
    if suffix not in suffixes:
        shown = printable(output) or "-o with an empty name"
        raise UsageError(f"{shown}: no format has this suffix; use one of {', '.join(suffixes)}, or --format")
    return suffixes[suffix]
