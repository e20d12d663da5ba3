"""What a worker process does all its life: take a chunk, send the outcome of each of its documents, take the next.

Parent and worker talk through two pipes, in messages: eight bytes that tell the length, then as many bytes. The first
message is the work itself, pickled.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread

import msgspec

from speechkit.batch.records import Outcome

Work = Callable[[int, bytes], Outcome]
READY = b""
_LENGTH = 8
_READ = 1 << 18  # bytes; more than a pipe holds


def main() -> None:
    """Serve the parent, whose pipes are standard input and output; what is printed goes to standard error."""
    inbox, outbox = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    first = read_frame(inbox)
    if first is not None:
        serve(inbox, outbox, pickle.loads(first))


def serve(inbox: int, outbox: int, work: Work) -> None:
    """Do the chunks that come in until the parent closes the pipe or dies. Says ``READY`` before the first."""
    messages: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(inbox, messages), daemon=True).start()
    # Records form no cycles: fewer collections, and none of what is loaded already.
    gc.set_threshold(50_000, 20, 20)
    gc.freeze()
    chunks = msgspec.msgpack.Decoder(list[tuple[int, bytes]])
    encode = msgspec.msgpack.Encoder().encode
    try:
        write_frame(outbox, READY)
        while True:
            for number, path in chunks.decode(messages.get()):
                write_frame(outbox, encode(work(number, path)))
    except OSError:  # the parent has gone; it has what it wanted
        pass
    except MemoryError:  # of the sending; the parent takes it that the document has cost us our life
        os._exit(1)


def _receive(inbox: int, messages: SimpleQueue[bytes]) -> None:
    """Pass messages on; ends the process with its parent, however long the document that it is at takes."""
    while (message := read_frame(inbox)) is not None:
        messages.put(message)
    os._exit(1)


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
        """Yield the messages that are complete."""
        while len(self._data) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._data[:_LENGTH])
            if len(self._data) < end:
                return
            with memoryview(self._data) as view:
                message = bytes(view[_LENGTH:end])
            del self._data[:end]
            yield message
