"""A Dask cluster as an executor: chunks go to its scheduler, which gives them to workers, and to others when one dies.

The scheduler gives a chunk up (``KilledWorker``) once several workers have died that had it, which may have been the
fault of another chunk on the same workers. So it is cut into pieces until single documents are left, and one of those
is found guilty only after it was alone on the whole cluster.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import warnings
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from speechkit.batch.plan import WINDOW, ChunkSize
from speechkit.batch.records import Chunk, ClusterOptions, Failure, Outcome
from speechkit.batch.remote import (
    ClusterError,
    Item,
    ItemWork,
    Named,
    analyze_item,
    decode_outcomes,
    encode_chunk,
    packed,
    run_chunk,
)
from speechkit.batch.work import Job
from speechkit.errors import UsageError, printable
from speechkit.extras import install_command
from speechkit.version import __version__
from speechkit.walk import shown

if TYPE_CHECKING:
    from distributed import Client, Future, Security

_CONNECT = 6  # seconds to reach the scheduler in
_MOST_BYTES = 8 << 20  # of documents in a chunk, which may be sent with it; Dask complains from 10 MB on
_PIECES = 16  # that a chunk under suspicion is cut into: every round costs several workers
_COUNT_EVERY = 1.0  # seconds between two counts of the workers
_WITHOUT_WORKERS = 300.0  # seconds to wait for one
_RESUME = "what was done is kept; resume the batch to go on"


class Connection:
    """A client of a scheduler. Raises ``UsageError`` where there is none to be had, within ten seconds."""

    def __init__(self, options: ClusterOptions) -> None:
        self._options = options
        if find_spec("distributed") is None:
            raise UsageError(f"--scheduler takes distributed, which is not installed: {install_command('cluster')}")
        import dask
        from distributed import Client

        _silence()
        dask.config.set({"distributed.comm.timeouts.connect": _CONNECT})
        self.scheduler = printable(options.scheduler)
        security = _security(options)
        try:
            with warnings.catch_warnings():  # of other versions of this and that; for ours, see `run_chunk`
                warnings.simplefilter("ignore")
                # A client that cannot be made takes long to be unmade: first see who is there.
                asyncio.run(asyncio.wait_for(_knock(options.scheduler, security), _CONNECT + 0.5))
                self.client: Client = Client(
                    options.scheduler, security=security, timeout=_CONNECT, set_as_default=False
                )
        except Exception as error:  # of many kinds, as the address may be anything, and anything may be there
            detail = printable(" ".join((str(error) or "no answer").split()))[:200]
            raise UsageError(f"cannot reach a Dask scheduler at {self.scheduler}: {detail}") from None

    def chunk_size(self) -> ChunkSize:
        """Return the size of chunks."""
        return ChunkSize(self._options.documents, _MOST_BYTES, _MOST_BYTES)

    def threads(self) -> int:
        """Return how many threads the workers have together, which may be none; also 0 where the scheduler has gone."""
        try:
            return sum(self.client.nthreads().values())
        except (OSError, CancelledError):
            return 0

    def window(self) -> int:
        """Return how many documents may be out, so that no worker waits for the first of them."""
        return max(WINDOW, 4 * self._options.documents * self.threads())

    def executor(self, job: Job, timeout: float) -> Cluster:
        """Return the cluster as an executor, which closes this connection; ``timeout`` is in seconds a document."""
        dictionary = job.config.segment.user_dictionary if job.form == "entry" else None
        named = Named(
            tuple(Path(file).read_bytes() for file in job.config.glossary.files),
            Path(dictionary).read_bytes() if dictionary else None,
        )
        work = partial(analyze_item, job, os.fsencode(os.getcwd()), named)
        return Cluster(self, work, timeout, partial(packed, job) if self._options.ship else Item)

    def close(self) -> None:
        """Let go of the scheduler, and with that of all that it does for us."""
        with suppress(Exception):
            self.client.close(timeout=2)


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
        """Return the outcomes that came in. Raises ``ClusterError`` where the cluster is lost or cannot do the work."""
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
        """Return the outcomes of a chunk that has ended, none where it is to be tried again in pieces."""
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


def _security(options: ClusterOptions) -> Security:
    """Return what TLS takes: the files given, else what Dask's own configuration says. Raises ``UsageError``."""
    from distributed import Security

    files = {"tls_ca_file": options.ca_file, "tls_client_cert": options.cert, "tls_client_key": options.key}
    given = {name: file for name, file in files.items() if file}
    for file in given.values():
        if not os.access(file, os.R_OK):
            raise UsageError(f"{printable(file)} cannot be read; a cluster's TLS files are PEM files")
    security = Security(**given, require_encryption=True) if given else Security()
    encrypted = given or options.scheduler.startswith("tls:")
    try:
        if encrypted and security.get_connection_args("client")["ssl_context"] is None:
            raise UsageError("TLS takes --tls-ca-file, --tls-cert and, where that has no key in it, --tls-key")
    except OSError as error:  # as ssl says that a file is none of its kind
        raise UsageError(f"the files for TLS are of no use: {printable(str(error))}") from None
    return security


async def _knock(scheduler: str, security: Security) -> None:
    """Connect, and ask who answers. Raises whatever goes wrong."""
    from distributed.comm import connect

    comm = await connect(scheduler, timeout=_CONNECT, **security.get_connection_args("client"))
    try:
        await comm.write({"op": "identity", "reply": True})
        kind = (await comm.read())["type"]
    finally:
        comm.abort()
    if kind != "Scheduler":
        raise ValueError(f"that is a {kind.lower()}")


def _silence() -> None:
    """Keep Dask's log off standard error: what goes wrong is told in sentences of ours."""
    for name in [each for each in logging.root.manager.loggerDict if each.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
