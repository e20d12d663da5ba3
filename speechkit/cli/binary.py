"""Bytes to standard output or into a file that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

from speechkit.cli.output import file_error, is_terminal, to_file, to_stdout
from speechkit.errors import UsageError


def write_bytes(data: bytes, output: str | None) -> None:
    """Write ``data``. Raises ``OutputError``, the file is then as it was, and ``UsageError`` for a terminal."""
    if output is not None and output != "-":
        to_file(data, (), output)
    elif is_terminal():
        raise UsageError("this format is no text for a terminal; name a file with -o")
    else:
        to_stdout(data)


def free_name(path: str, ending: str) -> str:
    """``path`` with ``ending`` before its suffix, numbered where that is taken: a.xlsx, .bak → a.bak.xlsx."""
    stem, suffix = os.path.splitext(path)
    name, n = f"{stem}{ending}{suffix}", 1
    while os.path.lexists(name):
        n += 1
        name = f"{stem}{ending}-{n}{suffix}"
    return name


def copy_to_free_name(path: str, ending: str) -> str:
    """Copy the file beside itself and return the copy's name. Raises ``OutputError``."""
    name = free_name(path, ending)
    try:
        shutil.copy2(path, name)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise file_error(name, error) from None
    return name
