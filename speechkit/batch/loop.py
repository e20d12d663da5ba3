"""The loop of a batch: chunks go out to an executor, outcomes come back and are put away in the documents' order."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from tempfile import TemporaryFile
from typing import BinaryIO

from msgspec.structs import replace

from speechkit.batch.journal import Journal
from speechkit.batch.plan import WINDOW
from speechkit.batch.records import Executor, Failure, Outcome, Progress, Sink, UnstorableError, Watcher, cannot_write
from speechkit.batch.sinks import FailureFile
from speechkit.errors import SpeechkitError
from speechkit.walk import InputFile, Unread

_IN_MEMORY = 1 << 20  # bytes of records that wait in memory; one long document may let thousands of others wait
_TICK = 0.2  # seconds between two looks at the clock, at most
_BETWEEN_COMMITS = 0.2  # seconds of work that a kill costs, at most, beside what the workers are at


class Loop:
    """One run over what the journal has to do. It closes what it is given when it ends, however it ends.

    ``made_by`` is noted with every record; ``spill`` is a folder for records that wait for those before them, and
    ``window`` the number of documents that may be out at once.
    """

    def __init__(
        self,
        journal: Journal,
        sink: Sink,
        executor: Executor,
        failures: FailureFile,
        watcher: Watcher,
        spill: bytes,
        window: int = WINDOW,
    ) -> None:
        self._journal, self._sink, self._executor = journal, sink, executor
        self._failures, self._watcher = failures, watcher
        self._order, self._window = InOrder(spill), window
        self._out: dict[int, InputFile] = {}  # the documents that are out, by number
        self._started = self._committed = time.monotonic()
        self.progress = Progress(*journal.totals(todo=True))

    def run(
        self, chunks: Iterator[list[InputFile]], unread: Sequence[Unread], made_by: str, *, fail_fast: bool
    ) -> None:
        """Do it all, or until the watcher or, with ``fail_fast``, a failure stops it; ``progress`` tells the rest.

        Raises ``OutputError`` where records cannot be stored and ``WorkersError`` where no worker can be had; what was
        done until then is kept.
        """
        try:
            self._sink.begin()
            self._failures.begin()
            self._journal.commit()
            for each in unread:
                self._fail(each.path, Failure(each.code, each.sentence))
            if not (fail_fast and self.progress.failed):
                self._work(chunks, made_by, fail_fast)
            else:
                self.progress.stopped = True
            self._commit()
            self._sink.finish(complete=not self.progress.stopped)
        finally:
            self._executor.close()
            with suppress(SpeechkitError):  # whatever ended the run: what is done need not be done again
                self._commit()
            self._failures.close()
            self._sink.close()
            self._journal.close()

    def _work(self, chunks: Iterator[list[InputFile]], made_by: str, fail_fast: bool) -> None:
        number = 0
        more = True
        while True:
            while more and len(self._out) < self._window and self._executor.wants():
                if self._watcher.stopped() or (chunk := next(chunks, None)) is None:
                    more = False
                    break
                self._out.update(enumerate(chunk, number))
                self._executor.submit([(n, file.path) for n, file in enumerate(chunk, number)])
                number += len(chunk)
            if not self._out and not more:
                break
            for outcome in self._executor.wait(_TICK):
                self._order.put(outcome)
            for outcome in self._order.ready():
                self._settle(self._out.pop(outcome.number), outcome, made_by)
                if fail_fast and self.progress.failed:
                    self.progress.stopped = True
                    return
            if time.monotonic() > self._committed + _BETWEEN_COMMITS:
                self._commit()
            self.progress.seconds = time.monotonic() - self._started
            self._watcher.report(self.progress)
        self.progress.stopped = self.progress.finished < self.progress.documents

    def _settle(self, file: InputFile, outcome: Outcome, made_by: str) -> None:
        if outcome.failure is None:
            try:
                place = self._sink.put(file, outcome.record)
                self._journal.put(file, outcome, place, made_by)
                if place.same_as is not None:
                    self.progress.duplicates += 1
                    self._watcher.doubled(file.path, place.same_as)
            except UnstorableError as error:
                self._fail(file.path, Failure("output", str(error)))
        else:
            self._fail(file.path, outcome.failure)
        self.progress.finished += 1
        self.progress.finished_size += file.size

    def _fail(self, path: bytes, failure: Failure) -> None:
        self.progress.failed += 1
        self._failures.put(path, failure)
        self._watcher.failed(failure)

    def _commit(self) -> None:
        """Make safe what the sink has, and then the journal that tells of it."""
        self._sink.flush()
        self._journal.commit()
        self._committed = time.monotonic()


class InOrder:
    """Outcomes wait here until those of all documents before theirs are there; records in excess wait on the disk."""

    def __init__(self, folder: bytes) -> None:
        self._folder = folder
        self._next = 0
        self._waiting: dict[int, Outcome] = {}
        self._bytes = 0
        self._spilt: dict[int, tuple[int, int]] = {}  # number → where in the file its record is
        self._file: BinaryIO | None = None

    def put(self, outcome: Outcome) -> None:
        """Take in an outcome. Raises ``OutputError`` where it has to go to the disk and cannot."""
        size = len(outcome.record)
        if outcome.number != self._next and self._bytes + size > _IN_MEMORY:
            self._spill(outcome.number, outcome.record)
            outcome = replace(outcome, record=b"")
        else:
            self._bytes += size
        self._waiting[outcome.number] = outcome

    def ready(self) -> Iterator[Outcome]:
        """Yield the outcomes whose turn it is."""
        while (outcome := self._waiting.pop(self._next, None)) is not None:
            if place := self._spilt.pop(self._next, None):
                outcome = replace(outcome, record=self._read(*place))
            else:
                self._bytes -= len(outcome.record)
            self._next += 1
            yield outcome
        if self._file and not self._spilt:
            self._file.close()
            self._file = None

    def _spill(self, number: int, record: bytes) -> None:
        try:
            if self._file is None:
                # Without a name, so that nothing is left after a kill.
                self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115
            start = self._file.seek(0, 2)
            self._file.write(record)
            self._file.flush()
        except OSError as error:
            raise cannot_write(self._folder, error) from None
        self._spilt[number] = (start, len(record))

    def _read(self, start: int, length: int) -> bytes:
        assert self._file is not None
        self._file.seek(start)
        return self._file.read(length)
