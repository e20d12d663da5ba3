"""Where a batch writes: one table says which suffix of the output is which sink; failures.jsonl beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

import msgspec

from speechkit.batch.corpus_sink import CORPUS_SUFFIXES, CorpusSink
from speechkit.batch.folder import FolderSink
from speechkit.batch.journal import Journal
from speechkit.batch.jsonl import JsonLinesSink
from speechkit.batch.parquet import ParquetSink
from speechkit.batch.records import Failure, Sink, cannot_write, name_of
from speechkit.errors import UsageError
from speechkit.walk import shown

# A sink is made from the output's name, the folder for what only the batch reads, and the journal.
SINKS: dict[str, Callable[[bytes, bytes, Journal], Sink]] = {
    "": FolderSink,
    ".jsonl": JsonLinesSink,
    ".parquet": ParquetSink,
    **dict.fromkeys(CORPUS_SUFFIXES, CorpusSink),
}


class Output:
    """The names that one output takes up: its own, that of the failures, and a hidden folder for what it is resumed by.

    ``kind`` is a key of ``SINKS``. Raises ``UsageError`` where the name says nothing.
    """

    def __init__(self, name: str) -> None:
        if not name or name == "-":
            raise UsageError("a batch writes to a folder or a file; name one with -o")
        self.path = os.path.realpath(os.fsencode(name))  # a symbolic link stays one; what it leads to is written
        self.kind = "" if name.endswith("/") or os.path.isdir(name) else os.path.splitext(name)[1].lower()
        if self.kind not in SINKS:
            raise UsageError(
                f"{shown(name)}: a batch writes .jsonl, .parquet, a corpus (.db) or a folder, whose name may end in /"
            )
        folder, last = os.path.split(self.path)
        if self.kind:
            self.state = os.path.join(folder, b"." + last + b".speechkit")
            self.failures = os.path.join(folder, b"failures.jsonl")
        else:
            self.state = os.path.join(self.path, b".speechkit")
            self.failures = os.path.join(self.path, b"failures.jsonl")
        self.journal = os.path.join(self.state, b"journal.db")

    def is_corpus(self) -> bool:
        """Whether it is a corpus, by its name."""
        return self.kind in CORPUS_SUFFIXES

    def known(self) -> bool:
        """Whether an earlier batch has written there, or begun to."""
        return os.path.exists(self.journal)

    def own(self) -> frozenset[tuple[int, int]]:
        """Return (st_dev, st_ino) of what of it is there, which is never an input."""
        logs = [self.path + b"-wal", self.path + b"-shm"] if self.is_corpus() else []  # SQLite's
        there = [os.stat(path) for path in (self.path, self.failures, *logs) if os.path.exists(path)]
        return frozenset((status.st_dev, status.st_ino) for status in there)

    def make(self) -> None:
        """Make the folders. Raises ``OutputError``."""
        try:
            os.makedirs(self.state, exist_ok=True)
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def sink(self, journal: Journal) -> Sink:
        """Return the sink that writes there."""
        return SINKS[self.kind](self.path, self.state, journal)


class FailureFile:
    """failures.jsonl: a line for each failure of one run, in the order of the documents; there only where one is.

    Those of an earlier run are tried again.
    """

    def __init__(self, path: bytes) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def begin(self) -> None:
        """Remove the failures of an earlier run. Raises ``OutputError``."""
        try:
            with suppress(FileNotFoundError):
                os.unlink(self._path)
        except OSError as error:
            raise cannot_write(self._path, error) from None

    def put(self, path: bytes, failure: Failure) -> None:
        """Add the failure of the document at ``path``. Raises ``OutputError``."""
        line = {"path": name_of(path), "code": failure.code, "sentence": failure.sentence}
        try:
            if self._file is None:
                self._file = open(self._path, "wb")  # noqa: SIM115
            self._file.write(msgspec.json.encode(line) + b"\n")
            self._file.flush()
        except OSError as error:
            raise cannot_write(self._path, error) from None

    def close(self) -> None:
        """Close the file."""
        if self._file:
            with suppress(OSError):
                self._file.close()
