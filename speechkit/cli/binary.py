"""To go: bytes to standard output or into a file, for commands that do not use a ``Printer`` yet."""

from __future__ import annotations

from speechkit.cli.printing import is_terminal, write
from speechkit.errors import UsageError
from speechkit.writing import copy_to_free_name, free_name

__all__ = ["copy_to_free_name", "free_name", "write_bytes"]


def write_bytes(data: bytes, output: str | None) -> None:
    """Write ``data``. Raises ``OutputError``, the file is then as it was, and ``UsageError`` for a terminal."""
    if output in (None, "-") and is_terminal():
        raise UsageError("this format is no text for a terminal; name a file with -o")
    write([data], output)
