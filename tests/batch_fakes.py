"""Stand-ins for the analysis and for the processes that do it; worker processes import this, so it is light."""

import os
import signal
import time
from typing import ClassVar

from speechkit.batch.records import Outcome


def act(number: int, path: bytes) -> Outcome:
    """Do what the file says: ``kill``, ``once FILE`` (kill, unless FILE is there), ``exit``, ``sleep N``, ``big N``."""
    with open(path, "rb") as file:
        order, _, argument = file.read().decode().partition(" ")
    if order == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "segv":
        signal.signal(signal.SIGSEGV, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "exit":
        os._exit(3)
    elif order == "once":
        try:
            os.close(os.open(argument, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    elif order == "sleep":
        time.sleep(float(argument))
    size = int(argument) if order == "big" else 0
    return Outcome(number, None, b'"%d"' % number + b" " * size + b"\n", "0" * 64)


class Unborn:
    """Work that cannot be taken to a worker: it dies while it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (4,)

    def __call__(self, number: int, path: bytes) -> Outcome:
        raise NotImplementedError


class Inline:
    """An executor in this process. ``done`` are the paths that it has worked on, since the class was made."""

    done: ClassVar[list[bytes]] = []

    def __init__(self, work, jobs, timeout):
        self._work = work
        self._chunk = ()

    def wants(self):
        return not self._chunk

    def submit(self, chunk):
        self._chunk = chunk

    def wait(self, seconds):
        chunk, self._chunk = self._chunk, ()
        self.done.extend(path for _, path in chunk)
        return [self._work(number, path) for number, path in chunk]

    def close(self):
        pass
