"""What a worker process does all its life: take a chunk, send the outcome of each of its documents, take the next."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from multiprocessing import connection, parent_process
from threading import Thread

import msgspec

from speechkit.batch.frames import read_frame, write_frame
from speechkit.batch.records import Outcome

Work = Callable[[int, bytes], Outcome]
READY = b""


def serve(pipe: connection.Connection, work: Work) -> None:
    """Do chunks from ``pipe`` until the parent closes it or dies. Says ``READY`` before the first."""
    Thread(target=_end_with_parent, daemon=True).start()
    # Records form no cycles: fewer collections, and none of what is loaded already.
    gc.set_threshold(50_000, 20, 20)
    gc.freeze()
    chunks = msgspec.msgpack.Decoder(list[tuple[int, bytes]])
    encode = msgspec.msgpack.Encoder().encode
    try:
        write_frame(pipe.fileno(), READY)
        while message := read_frame(pipe.fileno()):
            for number, path in chunks.decode(message):
                write_frame(pipe.fileno(), encode(work(number, path)))
    except OSError:  # the parent has gone; it has what it wanted
        pass
    except MemoryError:  # of the sending; the parent takes it that the document has cost us our life
        os._exit(1)


def _end_with_parent() -> None:
    """A document that takes for ever must not outlive a parent that was killed."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
    os._exit(1)
