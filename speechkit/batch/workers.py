"""Worker processes on this machine. One that dies costs at most the document it was at.

Each worker has pipes of its own and sends the outcome of each document as it is ready, so that it is known which
document a dead worker was at: that one is tried once more, alone, and then given up; the rest of the chunk goes to
another worker. ``concurrent.futures`` gives up the whole pool when a worker is killed; pebble does where one is killed
that has nothing to do, and takes four times as long to hand out short documents.

A worker is started with a path that lacks the current folder (``-P``): what is worked on may be a folder of anybody's
files, and one called struct.py would be run otherwise.
"""

from __future__ import annotations

import pickle
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

import msgspec

from speechkit.batch.records import Chunk, Failure, Outcome
from speechkit.batch.serving import READY, FrameReader, Work, write_frame
from speechkit.errors import SpeechkitError
from speechkit.safepath import HOME, safe_path
from speechkit.walk import shown

_MOST_STILLBORN = 3  # workers in a row that die before they are ready
_DYING = 1.0  # seconds that a process may take to end after its pipe
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Outcome).decode


class WorkersError(SpeechkitError):
    """Worker processes cannot be started at all."""


class _Worker:
    """A process, our ends of its pipes, and what is left of its chunk; at the first of these it is since ``since``."""

    def __init__(self, work: Work) -> None:
        with _interrupts_held():
            self._process = subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert self._process.stdin
        assert self._process.stdout
        self._pipe, self.pipe = self._process.stdin, self._process.stdout
        self.reader = FrameReader(self.pipe.fileno())
        self.ready = False
        self.left: deque[tuple[int, bytes]] = deque()
        self.since = 0.0
        self._send(pickle.dumps(work))

    def give(self, chunk: Chunk) -> None:
        self.left.extend(chunk)
        self.since = time.monotonic()
        self._send(_encode(chunk))

    def _send(self, message: bytes) -> None:
        with suppress(OSError):  # it may be dead, as the end of its pipe will tell
            write_frame(self._pipe.fileno(), message)

    def end(self) -> str:
        """Return how a worker ended whose pipe has; wait for that a little."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_DYING)
        return _how_it_ended(self._process.returncode)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._pipe.close()
        self.pipe.close()
        self._process.kill()
        self._process.wait()


class Workers:
    """An executor: at most ``jobs`` processes, begun as they are needed; ``timeout`` is in seconds a document."""

    def __init__(self, work: Work, jobs: int, timeout: float) -> None:
        self._work, self._jobs, self._timeout = work, jobs, timeout
        self._workers: list[_Worker] = []
        self._chunks: deque[Chunk] = deque()
        self._suspects: set[int] = set()
        self._stillborn = 0
        self._selector = selectors.DefaultSelector()

    def wants(self) -> bool:
        """Whether a worker is idle, or another could be begun."""
        return len(self._chunks) + sum(bool(worker.left) for worker in self._workers) < self._jobs

    def submit(self, chunk: Chunk) -> None:
        """Give the chunk to a worker as soon as one is idle. Raises ``WorkersError`` where none can be started."""
        self._chunks.append(chunk)
        self._assign()

    def wait(self, seconds: float) -> list[Outcome]:
        """Return the outcomes that came in. Raises ``WorkersError`` where no worker can be started."""
        outcomes: list[Outcome] = []
        heard: list[_Worker] = [key.data for key, _ in self._selector.select(seconds)]
        for worker in heard:
            alive = worker.reader.read()
            for message in worker.reader.frames():
                worker.since = time.monotonic()
                if message == READY:
                    worker.ready, self._stillborn = True, 0
                else:
                    outcomes.append(_decode(message))
                    worker.left.popleft()
            if not alive:
                outcomes += self._died(worker)
        outcomes += self._overdue(heard)
        self._assign()
        return outcomes

    def close(self) -> None:
        """Kill the workers; what they are at is dropped."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
        self._chunks.clear()
        self._selector.close()

    def _assign(self) -> None:
        while self._chunks:
            worker = next((each for each in self._workers if not each.left), None)
            if worker is None:
                if len(self._workers) == self._jobs:
                    return
                worker = self._begun()
            worker.give(self._chunks.popleft())

    def _begun(self) -> _Worker:
        try:
            worker = _Worker(self._work)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise WorkersError(f"cannot start a worker process: {reason}; try fewer with --jobs") from None
        self._workers.append(worker)
        self._selector.register(worker.pipe, selectors.EVENT_READ, worker)
        return worker

    def _died(self, worker: _Worker) -> list[Outcome]:
        """Hand what a dead worker has left to others; returns the failure of a document that has cost two."""
        end = worker.end()
        left = self._buried(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _MOST_STILLBORN:
                raise WorkersError(f"a worker process {end} before it had begun; try fewer with --jobs")
            self._retry(left)
            return []
        if not left:
            return []
        (number, path), *rest = left
        self._retry(rest)
        if number not in self._suspects:
            self._suspects.add(number)
            self._retry([(number, path)])
            return []
        self._suspects.discard(number)
        return [Outcome(number, Failure("worker-died", f"{shown(path)}: a worker process {end} at it, twice"))]

    def _overdue(self, heard: Collection[_Worker]) -> list[Outcome]:
        """Kill the workers whose document has had its time, unless just ``heard``; returns the documents' failures."""
        outcomes = []
        latest = time.monotonic() - self._timeout
        for worker in [each for each in self._workers if each.ready and each.left and each.since < latest]:
            if worker in heard:  # it may have been done in time: we are late, not it
                continue
            (number, path), *rest = self._buried(worker)
            self._retry(rest)
            sentence = f"{shown(path)} took longer than --timeout allows ({self._timeout:g} s)"
            outcomes.append(Outcome(number, Failure("timeout", sentence)))
        return outcomes

    def _buried(self, worker: _Worker) -> Chunk:
        """End a worker; returns what is left of its chunk."""
        self._selector.unregister(worker.pipe)
        self._workers.remove(worker)
        worker.kill()
        return list(worker.left)

    def _retry(self, chunk: Chunk) -> None:
        if chunk:  # before all others: the output waits for it
            self._chunks.appendleft(chunk)


def _how_it_ended(code: int | None) -> str:
    if code == -signal.SIGKILL:
        return "was killed (SIGKILL), as the system does where memory runs out,"
    if code is not None and code < 0:
        return f"crashed ({(signal.strsignal(-code) or f'signal {-code}').lower()})"
    return f"ended (status {code})"


def command() -> list[str]:
    """Return the command that starts a worker: this interpreter, with modules from where they are found here."""
    options = ["-I" if sys.flags.isolated else "-P", "-X", f"utf8={sys.flags.utf8_mode}"]
    # For speechkit itself its folder is the path, which may be the current one: speechkit/__init__.py imports nothing.
    program = f"""import sys
sys.path[:] = [{HOME!a}]
import speechkit
sys.path[:] = {safe_path(sys.path)!a}
from speechkit.batch.serving import main
main()"""
    return [sys.executable, *options, "-c", program]


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back until the end of this; a process started meanwhile never sees it, as the parent acts on it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
