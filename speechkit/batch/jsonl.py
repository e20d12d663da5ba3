"""A file of JSON Lines: appended to document after document, and repaired to the journal when a batch is resumed."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO

from speechkit.batch.journal import Journal
from speechkit.batch.records import RecordForm, StoredAt, cannot_write, exists_already
from speechkit.walk import InputFile

_MOVING = "moving"  # noted while the file in order takes the place of the other
_HEADS = (512, 1 << 16)  # bytes of a line in which its hash stands, unless the document's name is uncommonly long
_BLOCK = 1 << 20


class JsonLinesSink:
    """The documents' records, each on a line, in the order of their keys.

    A run that is undisturbed appends in that order. A resumed run appends what was missing, such as a document that
    failed before, and writes the file anew at its end where that has left it out of order.
    """

    form: RecordForm = "compact"
    adds = False
    alike = 0

    def __init__(self, output: bytes, state: bytes, journal: Journal) -> None:
        self._output, self._journal = output, journal
        self._part = os.path.join(state, b"part.jsonl")
        self._file = -1
        self._end = 0

    def refusal(self, *, resume: bool, known: bool) -> str | None:
        """Refuse a file that is there, unless it is to be gone on with and the journal knows it."""
        return exists_already(self._output, resume=resume, known=known)

    def recover(self) -> None:
        """Finish putting the lines in order, where the process died at that; else drop what it had begun."""
        try:
            if self._journal.note(_MOVING):
                self._move()
            with suppress(FileNotFoundError):
                os.unlink(self._part)
        except OSError as error:
            raise cannot_write(self._output, error) from None
        with suppress(OSError):
            self._file = os.open(self._output, os.O_RDONLY | os.O_CLOEXEC)

    def holds(self, _key: bytes, start: int, length: int, sha256: str) -> bool:
        """Whether there is a whole line where the journal says, and its head names the hash."""
        try:
            if os.pread(self._file, 1, start + length - 1) != b"\n":
                return False
            return any(sha256.encode() in os.pread(self._file, min(length, head), start) for head in _HEADS)
        except OSError:
            return False

    def drop(self, key: bytes) -> None:
        """Do nothing: the line stays until ``finish`` leaves it out."""

    def begin(self) -> None:
        """Cut off what comes after the last line that the journal knows, such as half a line."""
        self.close()
        self._end = self._journal.done().end
        try:
            self._file = os.open(self._output, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            os.truncate(self._file, self._end)
        except OSError as error:
            raise cannot_write(self._output, error) from None

    def put(self, _found: InputFile, record: bytes) -> StoredAt:
        """Append a line, or nothing of it."""
        try:
            view = memoryview(record)
            while view:
                view = view[os.pwrite(self._file, view, self._end + len(record) - len(view)) :]
        except OSError as error:
            with suppress(OSError):
                os.truncate(self._file, self._end)
            raise cannot_write(self._output, error) from None
        self._end += len(record)
        return StoredAt(self._end - len(record), len(record))

    def flush(self) -> None:
        """Do nothing: what was put is safe already."""

    def finish(self, *, complete: bool) -> None:
        """Bring the lines into order where they are not."""
        try:
            if not self._journal.in_order():
                with open(self._part, "wb") as part:
                    for start, length in self._journal.places():
                        self._copy(start, length, part)
                    part.flush()
                    os.fsync(part.fileno())
                self._journal.set_note(_MOVING, "yes")
                self._journal.commit()  # from here on the file in order is the one that counts
                self._move()
            elif complete:
                os.fsync(self._file)
        except OSError as error:
            raise cannot_write(self._output, error) from None

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _copy(self, start: int, length: int, part: BinaryIO) -> None:
        for at in range(start, start + length, _BLOCK):
            part.write(os.pread(self._file, min(_BLOCK, start + length - at), at))

    def _move(self) -> None:
        if os.path.exists(self._part):  # else it was moved before the process died
            os.replace(self._part, self._output)
        self._journal.renumber()
        self._journal.set_note(_MOVING, None)
        self._journal.commit()
