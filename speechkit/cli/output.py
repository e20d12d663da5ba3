"""Where the text goes: standard output in UTF-8, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from speechkit.errors import OutputError, printable

# What JSON leaves as it is and a terminal would obey: C1 controls, line separators, bidi controls.
_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_VISIBLE = re.compile(r"[^\n\t]+")


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return bool(sys.stdout) and sys.stdout.isatty()


def escape_text(text: str) -> str:
    """Text that is safe on a terminal: what would steer it becomes visible, lines stay lines."""
    return _VISIBLE.sub(lambda match: printable(match.group()), text.replace("\r\n", "\n"))


def escape_json(text: str) -> str:
    """The same JSON with nothing in it that a terminal obeys; it parses to the same data."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def write(
    pieces: Iterable[str],
    output: str | None = None,
    *,
    escape: Callable[[str], str] | None = escape_text,
    byte_order_mark: bool = False,
) -> None:
    """Write ``pieces`` to the file ``output``, else to standard output, there passed through ``escape`` on a terminal.

    Nothing is opened before the first piece is there. Raises ``OutputError``; the file is then as it was.
    """
    iterator = iter(pieces)
    first = next(iterator, None)
    if first is None:
        return
    if output is None or output == "-":
        to_stdout(first, iterator, escape if escape and is_terminal() else None)
    else:
        to_file(("\ufeff" if byte_order_mark else "") + first, iterator, output)


def _encode(piece: str | bytes) -> bytes:
    # A lone surrogate has no UTF-8; as \udcff it is readable in text and correct in JSON.
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def to_stdout(first: str | bytes, rest: Iterable[str] = (), escape: Callable[[str], str] | None = None) -> None:
    """Write to standard output, text passed through ``escape``. Raises ``OutputError``."""
    if not sys.stdout:
        raise OutputError("cannot write: standard output is closed; use -o FILE")
    put = sys.stdout.buffer.write

    def put_out(piece: str | bytes) -> None:
        try:
            put(_encode(escape(piece) if escape and isinstance(piece, str) else piece))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _stdout_error(error) from None

    put_out(first)
    for piece in rest:
        put_out(piece)
    try:
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _stdout_error(error) from None


def _stdout_error(error: OSError) -> OutputError:
    return OutputError(f"cannot write to standard output: {(error.strerror or str(error)).lower()}")


def to_file(first: str | bytes, rest: Iterable[str], output: str) -> None:
    """Write a file whole or not at all. Raises ``OutputError``; the file is then as it was."""
    if not os.path.basename(output):
        raise OutputError(f"cannot write {printable(output) or 'to an empty name'}: name a file, not a folder")
    target = os.path.realpath(output)  # a symbolic link stays one; what it leads to is written
    try:
        mode: int | None = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    except (OSError, ValueError) as error:
        raise file_error(output, error) from None
    if mode is not None and stat.S_ISDIR(mode):
        raise OutputError(f"cannot write {printable(output)}: it is a directory; name a file in it")
    if mode is not None and not os.access(target, os.W_OK):
        raise OutputError(f"cannot write {printable(output)}: permission denied")
    if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device is written into, never replaced
        _put_all(target, first, rest, output, os.O_WRONLY)
        return
    # In the target's own folder, because a rename is whole or not at all only within one file system.
    temporary = os.path.join(os.path.dirname(target), f".speechkit-{os.getpid()}.tmp")
    try:
        _put_all(temporary, first, rest, output, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            os.replace(temporary, target)
        except OSError as error:
            raise file_error(output, error) from None
    except BaseException:
        _remove(temporary)
        raise


def _put_all(path: str, first: str | bytes, rest: Iterable[str], output: str, flags: int) -> None:
    try:
        with open(os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o666), "wb") as file:
            file.write(_encode(first))
            for piece in rest:
                file.write(_encode(piece))
            file.flush()
            if flags & os.O_CREAT:
                os.fsync(file.fileno())
    except OSError as error:
        raise file_error(output, error) from None


def file_error(output: str, error: Exception) -> OutputError:
    """The sentence for a file that cannot be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(f"cannot write {printable(output)}: {reason.lower()}")


def _remove(path: str) -> None:
    with suppress(OSError):  # it may never have been made
        os.unlink(path)
