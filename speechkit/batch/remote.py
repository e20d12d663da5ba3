"""What runs on a worker of a cluster: a chunk of documents → their outcomes. Nothing here needs the cluster's library.

A worker lives longer than a batch, serves others too and is at home in another folder. So nothing is left behind that a
later batch could meet, and the current folder stays as it is.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from threading import Event, Lock, Thread, get_ident

import msgspec
from msgspec.structs import replace

from speechkit.batch.records import Failure, Outcome
from speechkit.batch.work import Job, analyze_one, attempted, code_of, outcome_of, outcome_of_row, refused
from speechkit.errors import InputError, SpeechkitError
from speechkit.model import Source
from speechkit.readers import read_bytes
from speechkit.readers.table_rows import read_row, row_place
from speechkit.script import simplify
from speechkit.version import __version__
from speechkit.walk import shown

_GRACE = 10.0  # seconds that a document whose time is up has to stop, before its worker ends itself
_one_at_a_time = Lock()  # threads of one process would only share its processor, and need memory each


class ClusterError(SpeechkitError):
    """The cluster cannot do the work, or can no longer."""


class Item(msgspec.Struct, frozen=True, array_like=True):
    """A document of a chunk. ``data`` is its bytes where they are sent, ``size`` and ``ctime_ns`` then its file's."""

    number: int
    path: bytes
    data: bytes | None = None
    size: int = 0
    ctime_ns: int = 0


ItemWork = Callable[[Item], Outcome]
encode_chunk = msgspec.msgpack.Encoder().encode
decode_outcomes = msgspec.msgpack.Decoder(list[Outcome]).decode
_decode_chunk = msgspec.msgpack.Decoder(list[Item]).decode


class _Overdue(BaseException):
    """Raised in the midst of a document whose time is up; no ``except Exception`` takes it for a fault."""


def run_chunk(work: ItemWork, timeout: float, version: str, chunk: bytes) -> bytes:
    """Return the outcomes of the items of an encoded chunk, encoded; ``timeout`` is in seconds a document.

    Raises ``ClusterError`` where the ``version`` of speechkit that asks is another: it would write other records.
    """
    if version != __version__:
        raise ClusterError(f"a worker has speechkit {__version__}, and here it is {version}; install the same on all")
    outcomes = []
    for item in _decode_chunk(chunk):
        with _one_at_a_time, _few_collections():
            outcomes.append(_in_time(work, item, timeout))
    return encode_chunk(outcomes)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Collect garbage seldom: records form no cycles, and a worker may hold much that is not ours."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def packed(job: Job, number: int, path: bytes) -> Item | Outcome:
    """Return the document with its bytes, to be sent; or the failure, where there is nothing to be sent."""
    try:
        if row := read_row(path, job.config.reading):
            return Item(number, path, msgspec.msgpack.encode(row))
        status = os.stat(path)
        if not refused(job, path, status):
            with open(path, "rb") as file:
                return Item(number, path, file.read(), status.st_size, status.st_ctime_ns)
    except (OSError, SpeechkitError, UnicodeEncodeError):  # a lone surrogate in a row cannot be sent
        pass
    return analyze_one(job, number, path)


class Named(msgspec.Struct, frozen=True):
    """The contents of the files that a configuration names: they are where it is, and not on a worker."""

    glossaries: tuple[bytes, ...]
    dictionary: bytes | None


def analyze_item(job: Job, folder: bytes, named: Named, item: Item) -> Outcome:
    """Analyse a document on a worker, and return what became of it. Never raises.

    ``folder`` is where relative paths begin, ``named`` has the contents of the files that ``job`` names.
    """
    config = job.config
    (dictionary,) = _kept((named.dictionary,)) if named.dictionary is not None else (None,)
    glossary = replace(config.glossary, files=_kept(named.glossaries))
    segment = replace(config.segment, user_dictionary=dictionary)
    job = replace(job, config=replace(config, glossary=glossary, segment=segment))
    path = os.path.join(folder, item.path)
    code = partial(code_of, path) if item.data is None else lambda: "input"
    return attempted(item.number, item.path, lambda: _analyzed(job, path, item), code)


def _analyzed(job: Job, path: bytes, item: Item) -> Outcome:
    data, size, ctime_ns = item.data, item.size, item.ctime_ns
    config = job.config.reading
    if row_place(item.path):
        row = read_row(path, config) if data is None else msgspec.msgpack.decode(data, type=Source)
        if row:
            return outcome_of_row(job, item.number, item.path, row)
    if data is None:
        try:
            status = os.stat(path)
            if failure := refused(job, item.path, status):
                return Outcome(item.number, failure)
            with open(path, "rb") as file:
                data, size, ctime_ns = file.read(), status.st_size, status.st_ctime_ns
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            hint = "workers need the same folders as here, or --ship"
            raise InputError(f"{shown(item.path)} cannot be read on a worker: {reason}; {hint}") from None
    source = read_bytes(data, os.fsdecode(item.path), config)
    return outcome_of(job, item.number, simplify(source, job.config.script), size, ctime_ns)


@cache
def _kept(contents: tuple[bytes, ...]) -> tuple[str, ...]:
    """Return the names of files with these contents, made once and never changed: what is read of one is remembered."""
    if not contents:
        return ()
    folder = tempfile.mkdtemp(prefix="speechkit-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    names = []
    for number, content in enumerate(contents):
        names.append(os.path.join(folder, f"{number}.yaml"))
        with open(names[-1], "wb") as file:
            file.write(content)
    return tuple(names)


def _in_time(work: ItemWork, item: Item, timeout: float) -> Outcome:
    """Return the outcome of ``work`` on the item, or a failure once the time is up."""
    over = Event()
    watch = Thread(target=_interrupt, args=(get_ident(), timeout, over), daemon=True)
    watch.start()
    try:
        try:
            return work(item)
        finally:
            over.set()
            watch.join()  # nothing can be raised here any more once this is through
    except _Overdue:
        sentence = f"{shown(item.path)} took longer than --timeout allows ({timeout:g} s)"
        return Outcome(item.number, Failure("timeout", sentence))


def _interrupt(thread: int, timeout: float, over: Event) -> None:
    """Raise ``_Overdue`` in the thread once its time is up; where it is deaf to that, the worker has to end."""
    if over.wait(timeout):
        return
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_Overdue))
    if not over.wait(_GRACE):
        os._exit(1)
