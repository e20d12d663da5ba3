"""Outcomes as they come → outcomes in the order of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import BinaryIO

from msgspec.structs import replace

from speechkit.batch.records import Outcome, cannot_write

_IN_MEMORY = 1 << 20  # bytes of records that wait here; one long document may let thousands of others wait


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
        """The outcomes whose turn it is."""
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
