"""failures.jsonl: what could not be analysed, and why; there only where there is something to tell."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO

import msgspec

from speechkit.batch.records import Failure, cannot_write, name_of


class FailureFile:
    """A line for each failure of one run, in the order of the documents; those of an earlier run are tried again."""

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
