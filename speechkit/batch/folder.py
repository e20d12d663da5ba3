"""A folder with a JSON file for each document, below it as the document is below the inputs."""

from __future__ import annotations

import errno
import os
from contextlib import suppress

from speechkit.batch.journal import Journal
from speechkit.batch.records import RecordForm, StoredAt, UnstorableError, cannot_write
from speechkit.errors import OutputError
from speechkit.readers.table_rows import row_path
from speechkit.walk import InputFile

# The name cannot be had: too long, or of another kind of file already.
_UNSTORABLE = {errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ}


class FolderSink:
    """``a/b.txt`` becomes ``a/b.txt.json``: with the suffix left in, no two documents are of one name."""

    form: RecordForm = "indented"
    adds = False
    alike = 0

    def __init__(self, output: bytes, state: bytes, _journal: Journal) -> None:
        self._output = output
        self._part = os.path.join(state, b"part.json")
        self._made: bytes | None = None

    def refusal(self, *, resume: bool, known: bool) -> str | None:
        """Refuse a folder with an earlier batch's files, which must not be mixed with these; others may be in it."""
        if resume or not known:
            return None
        return "holds an earlier batch's output; resume it to go on with it, or name another"

    def recover(self) -> None:
        """Do nothing: no file is ever half there."""

    def holds(self, key: bytes, _start: int, length: int, _sha256: str) -> bool:
        """Whether there is a file of the length that was written."""
        try:
            return os.stat(self._place(key)).st_size == length
        except OSError:
            return False

    def drop(self, key: bytes) -> None:
        """Remove the file, and the folders that it leaves empty."""
        with suppress(OSError):
            os.unlink(self._place(key))
            os.removedirs(os.path.dirname(self._place(key)))

    def begin(self) -> None:
        """Do nothing: no file is ever half there."""

    def put(self, file: InputFile, record: bytes) -> StoredAt:
        """Write the record elsewhere and move it into its place."""
        place = self._place(file.key)
        folder = os.path.dirname(place)
        try:
            with open(self._part, "wb") as part:
                part.write(record)
            if folder != self._made:
                os.makedirs(folder, exist_ok=True)
                self._made = folder
            os.replace(self._part, place)
        except OSError as error:
            raise cannot_write(place, error, UnstorableError if error.errno in _UNSTORABLE else OutputError) from None
        return StoredAt(0, len(record))

    def _place(self, key: bytes) -> bytes:
        return os.path.join(self._output, row_path(key) + b".json")

    def flush(self) -> None:
        """Do nothing: what was put is safe already."""

    def finish(self, *, complete: bool) -> None:
        """Do nothing: files need no order."""

    def close(self) -> None:
        """Remove what was not finished."""
        with suppress(OSError):
            os.unlink(self._part)
