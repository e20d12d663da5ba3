"""A pager for output that is longer than the terminal, as git has it: PAGER, else less, told to leave colours alone."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, suppress
from itertools import chain
from typing import IO

DEFAULT = "less"
LESS = "FRX"  # quit where it all fits, show colours, leave the text on the screen


def fits_or_paged(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what goes straight to the terminal: all ``pieces`` where they fit or there is no pager, else nothing.

    What does not fit is shown by the pager, until it is quit or has all of it.
    """
    command, (columns, lines) = _command(), _size()
    pieces = iter(pieces)
    begun: list[bytes] = []
    if command and lines:
        taken = 0
        for piece in pieces:
            begun.append(piece)
            taken += sum(1 + len(line) * 2 // 3 // max(columns, 1) for line in piece.splitlines())
            if taken >= lines:
                _page(command, chain(begun, pieces))
                return
    yield from begun
    yield from pieces


def _command() -> str | None:
    """What shows text by pages; None where nobody wants it or it is not there."""
    from shutil import which

    named = os.environ.get("PAGER")
    if named is None:
        return DEFAULT if os.environ.get("TERM") != "dumb" and which(DEFAULT) else None
    first = (named.split() or [""])[0].strip("\"'")
    return named if first not in ("", "cat") and ("=" in first or which(first)) else None


def _size() -> tuple[int, int]:
    """The columns and the lines of the terminal that standard output is, 0 where it is none or does not say."""
    try:
        return os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return 0, 0


def _page(command: str, pieces: Iterator[bytes]) -> None:
    """Show the pieces until the pager is quit, which is no error.

    What is said on standard error meanwhile would stand on the pager's page: it is said afterwards.
    """
    import subprocess

    environment = {"LESS": LESS, "LV": "-c", **os.environ}
    said = io.StringIO()
    with subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment, bufsize=0) as child:
        try:
            with redirect_stderr(said), suppress(BrokenPipeError):
                for piece in pieces:
                    _write(child.stdin, piece)
        finally:
            with suppress(OSError):
                child.stdin.close() if child.stdin else None
            while child.returncode is None:
                with suppress(KeyboardInterrupt):  # Ctrl-C is for the pager; alone it would fight for the terminal
                    child.wait()
            if sys.stderr:
                sys.stderr.write(said.getvalue())


def _write(pager: IO[bytes] | None, piece: bytes) -> None:
    left = memoryview(piece)
    while pager and left:
        left = left[pager.write(left) :]
