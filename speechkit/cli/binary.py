"""Bytes to standard output or into a file that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress

from speechkit.cli.output import is_terminal
from speechkit.errors import OutputError, UsageError, printable


def write_bytes(data: bytes, output: str | None) -> None:
    """Write ``data``. Raises ``OutputError``, the file is then as it was, and ``UsageError`` for a terminal."""
    if output is not None and output != "-":
        _to_file(data, output)
        return
    if is_terminal():
        raise UsageError("this format is no text for a terminal; name a file with -o")
    if not sys.stdout:
        raise OutputError("cannot write: standard output is closed; use -o FILE")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {(error.strerror or str(error)).lower()}") from None


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
        raise _error(name, error) from None
    return name


def _to_file(data: bytes, output: str) -> None:
    target = os.path.realpath(output)  # a symbolic link stays one; what it leads to is written
    temporary = os.path.join(os.path.dirname(target), f".speechkit-{os.getpid()}.tmp")
    try:
        mode = os.stat(target).st_mode if os.path.lexists(target) else None
        if mode is not None and stat.S_ISDIR(mode):
            raise OutputError(f"cannot write {printable(output)}: it is a directory; name a file in it")
        if mode is not None and not os.access(target, os.W_OK):
            raise OutputError(f"cannot write {printable(output)}: permission denied")
        if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device is written into, never replaced
            with open(target, "wb") as file:
                file.write(data)
            return
        try:
            with open(temporary, "xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            os.replace(temporary, target)
        except FileExistsError:
            raise
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except (OSError, ValueError) as error:
        raise _error(output, error) from None


def _error(output: str, error: Exception) -> OutputError:
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(f"cannot write {printable(output)}: {reason.lower()}")
