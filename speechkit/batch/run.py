"""Many speeches at once: files and folders → a folder of JSON files, JSON Lines, a Parquet file or a corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from speechkit.batch import workers
from speechkit.batch.journal import Journal
from speechkit.batch.loop import Loop
from speechkit.batch.plan import WINDOW, chunk_size, chunked, drop_stale, find, made_by, prepare, seconds_to_expect
from speechkit.batch.records import ClusterOptions, Executor, Sink, Watcher
from speechkit.batch.sinks import FailureFile, Output
from speechkit.batch.work import Job, analyze_one, check
from speechkit.config import Config
from speechkit.errors import InputError, OutputError, UsageError, printable
from speechkit.walk import STDIN, InputFile, Unread, Walk

if TYPE_CHECKING:
    from speechkit.batch.cluster import Connection
    from speechkit.model import Roles

TIMEOUT = 300.0  # seconds a document
MAX_BYTES = 4_000_000  # of a file


class BatchReport(msgspec.Struct, frozen=True):
    """What became of a batch.

    ``documents`` were found, ``todo`` of them had no record yet, ``finished`` of these have an outcome now. ``failed``
    counts those that have no record and the ``unread``, inputs that could not be looked into; the file ``failures``
    says why. ``duplicates`` are kept once with others of the same text; ``alike`` were put into a corpus and look
    nearly the same as others in it. ``stopped``: not all were taken on.
    """

    documents: int
    todo: int
    finished: int
    failed: int
    unread: int
    duplicates: int
    alike: int
    seconds: float
    stopped: bool
    failures: str

    @property
    def done(self) -> int:
        """Return how many documents have an outcome, from this run or an earlier one."""
        return self.documents - self.todo + self.finished


class BatchEstimate(msgspec.Struct, frozen=True):
    """What a batch has to do: so many documents of ``size`` bytes, in how many chunks, and in about how many seconds.

    ``done`` documents have their record already; ``unread`` are inputs that cannot be looked into.
    """

    documents: int
    size: int
    chunks: int
    done: int
    workers: int
    seconds: float
    unread: tuple[Unread, ...]


def batch(
    inputs: str | Sequence[str],
    output: str,
    *,
    config: Config | None = None,
    part: Roles | None = None,
    date: str | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    processes: int | None = None,
    cluster: ClusterOptions | None = None,
    words: bool = False,
    resume: bool = False,
    fail_fast: bool = False,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_BYTES,
    watcher: Watcher | None = None,
) -> BatchReport:
    """Analyse many speeches: files, and folders with all that is below them.

    Args:
        inputs: A file or folder, or several.
        output: A folder, for a .json file a speech, or a file that ends in .jsonl or .parquet, or a corpus (.db). The
            records are those of ``analyze``, in the order of the paths; a corpus gets what ``Corpus.add`` keeps.
        config: How speeches are read; the defaults where None.
        part: Keep only what stands in the parts of this role.
        date: That of the speeches (2022, 2022-02 or 2022-02-12), where their own words do not tell.
        include: Patterns such as ``*.txt`` or ``2022/*`` of the files to take; without one all that can be read.
        exclude: Patterns of files and folders not to take.
        processes: How many worker processes; one a core where None.
        cluster: The Dask cluster to work on, instead of processes of this machine.
        words: Also keep the words of each speech as rows; for a corpus.
        resume: Go on with an output that is there: what is done and has not changed is not done again.
        fail_fast: Stop at the first failure.
        timeout: Seconds after which a speech is given up.
        max_bytes: Files that are larger are left out; a worker takes about 50 times the size of its file in memory.
        watcher: Hears how far the batch is, and may stop it.

    What fails is told in failures.jsonl, beside the output or in it where that is a folder, and does not stop the
    others. A run that was stopped or killed goes on with ``resume``. A script that calls this needs no
    ``if __name__ == "__main__"``. Raises ``UsageError`` and ``InputError`` before anything is done, ``OutputError``
    where records cannot be stored, and ``SpeechkitError`` where no worker can be had.

    """
    watcher = watcher or Watcher()
    order = _Order(inputs, output, config, part, date, include, exclude, cluster, words, max_bytes, resume)
    with _prepared(order, watcher) as batch:
        if gone := drop_stale(batch.journal, batch.sink):
            watcher.removed(gone)
        jobs = batch.jobs(processes)
        connection = batch.connection
        if connection is None:
            executor: Executor = workers.Workers(partial(analyze_one, batch.job), jobs, timeout)
            window = WINDOW
        else:
            executor, window = connection.executor(batch.job, timeout), connection.window()
        failures = FailureFile(batch.place.failures)
        loop = Loop(batch.journal, batch.sink, executor, failures, watcher, batch.place.state, window)
        found = batch.journal.totals()[0]
        try:
            loop.run(batch.chunks(jobs), batch.unread, batch.made_by, fail_fast=fail_fast)
        except OutputError as error:
            raise OutputError(f"{error}; when that is mended, resume the batch to go on") from None
    progress = loop.progress
    return BatchReport(
        documents=found,
        todo=progress.documents,
        finished=progress.finished,
        failed=progress.failed,
        unread=len(batch.unread),
        duplicates=progress.duplicates,
        alike=batch.sink.alike,
        seconds=progress.seconds,
        stopped=progress.stopped,
        failures=os.fsdecode(batch.place.failures),
    )


def estimate(
    inputs: str | Sequence[str],
    output: str,
    *,
    config: Config | None = None,
    part: Roles | None = None,
    date: str | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    processes: int | None = None,
    cluster: ClusterOptions | None = None,
    words: bool = False,
    resume: bool = False,
    max_bytes: int = MAX_BYTES,
    watcher: Watcher | None = None,
) -> BatchEstimate:
    """Return how much ``batch`` would have to do, and how long it would take; nothing is written.

    A few of the documents are analysed here and now for that.
    """
    watcher = watcher or Watcher()
    order = _Order(
        inputs, output, config, part, date, include, exclude, cluster, words, max_bytes, resume, dry_run=True
    )
    with _prepared(order, watcher) as batch:
        jobs = batch.jobs(processes)
        chunks = sum(1 for _ in batch.chunks(jobs))
        todo, size = batch.journal.totals(todo=True)
        cores = jobs if batch.connection else _cores()
        seconds = seconds_to_expect(batch.journal, partial(analyze_one, batch.job), max(min(jobs, chunks, cores), 1))
        done = batch.journal.totals()[0] - todo
        return BatchEstimate(todo, size, chunks, done, jobs, seconds, tuple(batch.unread))


class _Order(msgspec.Struct, frozen=True):
    """What was asked of a batch; the fields are the arguments of ``batch``. ``dry_run``: nothing is to be written."""

    inputs: str | Sequence[str]
    output: str
    config: Config | None
    part: Roles | None
    date: str | None
    include: Sequence[str]
    exclude: Sequence[str]
    cluster: ClusterOptions | None
    words: bool
    max_bytes: int
    resume: bool
    dry_run: bool = False


class _Prepared(msgspec.Struct, frozen=True):
    """A batch whose files are found: what is to be done with them, and by whom."""

    journal: Journal
    sink: Sink
    job: Job
    place: Output
    made_by: str
    unread: list[Unread]
    connection: Connection | None

    def jobs(self, processes: int | None) -> int:
        """Return how many documents are worked on at a time."""
        if self.connection is not None:
            return self.connection.threads() or 1
        return processes or _cores()

    def chunks(self, jobs: int) -> Iterator[list[InputFile]]:
        """Yield the documents to do, some at a time."""
        if self.connection is not None:
            limit = self.connection.chunk_size()
        else:
            limit = chunk_size(*self.journal.totals(todo=True), jobs)
        return chunked(self.journal.todo(), limit)


@contextmanager
def _prepared(order: _Order, watcher: Watcher) -> Iterator[_Prepared]:
    """Find the files, and what of them is to do. Raises what ``batch`` raises before anything is done."""
    inputs = [order.inputs] if isinstance(order.inputs, str) else order.inputs
    config, part, words = order.config or Config(), order.part, order.words
    if STDIN in inputs:
        raise UsageError("a batch reads files and folders, not standard input; name some")
    place = Output(order.output)
    check(config, for_corpus=place.is_corpus())
    if part and place.is_corpus():
        raise UsageError("a corpus keeps whole speeches; the commands that search it take --part")
    if words and not place.is_corpus():
        raise UsageError("--words is for a corpus; name one that ends in .db with -o")
    walk = Walk(inputs, order.include, order.exclude, place.own(), whole=place.is_corpus(), reading=config.reading)
    with _connected(order.cluster) as connection, closing(Journal()) as journal:
        unread, specials = find(journal, walk)
        watcher.found(walk.left_out, specials)
        if not journal.totals()[0] and not unread:
            raise InputError(f"there are no documents in {', '.join(map(printable, inputs))}; see --include")
        digest = made_by(config, part, words=words, date=order.date)
        sink = prepare(place, journal, digest, resume=order.resume, dry_run=order.dry_run)
        job = Job(config, part, sink.form, order.max_bytes, words, order.date)
        yield _Prepared(journal, sink, job, place, digest, unread, connection)


def _connected(cluster: ClusterOptions | None) -> AbstractContextManager[Connection | None]:
    if cluster is None:
        return nullcontext()
    from speechkit.batch.cluster import Connection

    return closing(Connection(cluster))


def _cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
