"""A Dask cluster as an executor: chunks go to its scheduler, which gives them to workers, and to others when one dies.

The scheduler gives a chunk up (``KilledWorker``) once several workers have died that had it, which may have been the
fault of another chunk on the same workers. So it is cut into pieces until single documents are left, and one of those
is found guilty only after it was alone on the whole cluster.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from speechkit.batch.connection import Connection
from speechkit.batch.records import Chunk, Failure, Outcome
from speechkit.batch.remote import ClusterError, Item, ItemWork, decode_outcomes, encode_chunk, run_chunk
from speechkit.errors import printable
from speechkit.version import __version__
from speechkit.walk import shown

if TYPE_CHECKING:
    from distributed import Future

_PIECES = 16  # that a chunk under suspicion is cut into: every round costs several workers
_COUNT_EVERY = 1.0  # seconds between two counts of the workers
_WITHOUT_WORKERS = 300.0  # seconds to wait for one
_RESUME = "what was done is kept, and the same command with --resume goes on"


class Cluster:
    """An executor on the workers behind ``connection``, which it closes; ``timeout`` is in seconds a document.

    ``pack`` makes of a document's number and path what is sent, or says at once that it cannot be read.
    """

    def __init__(
        self, connection: Connection, work: ItemWork, timeout: float, pack: Callable[[int, bytes], Item | Outcome]
    ) -> None:
        self._connection, self._client = connection, connection.client
        self._run, self._pack = partial(run_chunk, work, timeout, __version__), pack
        self._queue: deque[list[Item]] = deque()
        self._alone: deque[list[Item]] = deque()  # documents to be tried with nothing else on the cluster
        self._out: dict[str, tuple[Future, list[Item], bool]] = {}  # by key; whether it is alone
        self._ended: SimpleQueue[str] = SimpleQueue()
        self._outcomes: list[Outcome] = []
        self._room, self._counted, self._had_workers = 1, 0.0, time.monotonic()

    def wants(self) -> bool:
        """Whether a thread of a worker is idle. Chunks do not wait on workers: they would be suspects if it died."""
        self._count()
        return not self._alone and len(self._queue) + len(self._out) < self._room

    def submit(self, chunk: Chunk) -> None:
        """Hand the chunk to the scheduler as soon as a worker is idle. Raises ``ClusterError``."""
        items = []
        for number, path in chunk:
            packed = self._pack(number, path)
            if isinstance(packed, Item):
                items.append(packed)
            else:
                self._outcomes.append(packed)
        if items:
            self._queue.append(items)
        self._assign()

    def wait(self, seconds: float) -> list[Outcome]:
        """The outcomes that came in. Raises ``ClusterError`` where the cluster is lost or cannot do the work."""
        outcomes, self._outcomes = self._outcomes, []
        with suppress(Empty):
            outcomes += self._settled(self._ended.get(timeout=0 if outcomes else seconds))
            while True:
                outcomes += self._settled(self._ended.get_nowait())
        self._count()
        self._assign()
        return outcomes

    def close(self) -> None:
        """Give up what is out; a worker that is at a chunk goes on to its end, and nobody hears of it."""
        if self._client.status == "running":
            with suppress(Exception):
                self._client.cancel([future for future, *_ in self._out.values()])
        self._out.clear()
        self._connection.close()

    def _count(self) -> None:
        """Look how many threads there are, if that was some time ago."""
        now = time.monotonic()
        if now < self._counted + _COUNT_EVERY:
            return
        if threads := self._connection.threads():
            self._had_workers = now
        elif now > self._had_workers + _WITHOUT_WORKERS:
            raise ClusterError(f"the scheduler at {self._connection.scheduler} has no workers; {_RESUME} once it has")
        self._room = max(threads, 1)  # one even for no workers: some clusters begin them only when there is work
        self._counted = time.monotonic()

    def _assign(self) -> None:
        if self._client.status != "running":
            raise self._lost()
        if self._alone:
            if not self._out:
                self._send(self._alone.popleft(), alone=True)
            return
        while self._queue and len(self._out) < self._room:
            self._send(self._queue.popleft(), alone=False)

    def _send(self, items: list[Item], *, alone: bool) -> None:
        future = self._client.submit(self._run, encode_chunk(items), pure=False)
        self._out[future.key] = future, items, alone
        future.add_done_callback(lambda done: self._ended.put(done.key))

    def _settled(self, key: str) -> list[Outcome]:
        """The outcomes of a chunk that has ended, unless it is to be tried again in pieces."""
        from distributed import KilledWorker

        future, items, alone = self._out.pop(key)
        try:
            return decode_outcomes(future.result())
        except KilledWorker:
            return self._suspect(items, alone)
        except ClusterError:
            raise
        except (CancelledError, OSError):
            raise self._lost() from None
        except Exception as error:  # such as that speechkit is not installed there
            detail = printable(f"{type(error).__name__}: {error}")[:200]
            raise ClusterError(f"the workers of {self._connection.scheduler} cannot do the work: {detail}") from None

    def _suspect(self, items: list[Item], alone: bool) -> list[Outcome]:
        """Put pieces of a chunk whose workers died before all others; the failure of a document that was alone."""
        if alone:
            (item,) = items
            sentence = f"{shown(item.path)}: every worker that was given it died, as it does where memory runs out"
            return [Outcome(item.number, Failure("worker-died", sentence))]
        if len(items) == 1:
            self._alone.append(items)
        else:
            size = -(-len(items) // _PIECES)
            self._queue.extendleft(reversed([items[start : start + size] for start in range(0, len(items), size)]))
        return []

    def _lost(self) -> ClusterError:
        return ClusterError(f"the connection to the scheduler at {self._connection.scheduler} was lost; {_RESUME}")
