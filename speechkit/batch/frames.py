"""Messages through a pipe: eight bytes that tell the length, then as many bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator

_LENGTH = 8
_READ = 1 << 18  # bytes; more than a pipe holds


def write_frame(pipe: int, message: bytes) -> None:
    """Write one message; waits for the reader where the pipe is full. Raises ``OSError`` where there is none."""
    view = memoryview(len(message).to_bytes(_LENGTH) + message)
    while view:
        view = view[os.write(pipe, view) :]


def read_frame(pipe: int) -> bytes | None:
    """Wait for one message; None where the writer has gone."""
    head = _exactly(pipe, _LENGTH)
    return None if head is None else _exactly(pipe, int.from_bytes(head))


def _exactly(pipe: int, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        read = os.read(pipe, length - len(data))
        if not read:
            return None
        data += read
    return bytes(data)


class FrameReader:
    """The reader's end of a pipe that is never waited for: a writer that stops half-way holds nobody up."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._data = bytearray()

    def read(self) -> bool:
        """Take in what is there, once the pipe is known to be readable; false where the writer has gone."""
        try:
            read = os.read(self._pipe, _READ)
        except OSError:
            return False
        self._data += read
        return bool(read)

    def frames(self) -> Iterator[bytes]:
        """The messages that are complete."""
        while len(self._data) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._data[:_LENGTH])
            if len(self._data) < end:
                return
            with memoryview(self._data) as view:
                message = bytes(view[_LENGTH:end])
            del self._data[:end]
            yield message
