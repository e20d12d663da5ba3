"""A corpus that a batch adds to: entries made by the workers are written here, some at a time."""

from __future__ import annotations

import os
from contextlib import suppress

import msgspec

from speechkit.batch.journal import Journal
from speechkit.batch.records import RecordForm, StoredAt, exists_already, name_of
from speechkit.corpus.add import put_entry, still_holds
from speechkit.corpus.duplicates import look_alike
from speechkit.corpus.entry import Entry, home_of
from speechkit.corpus.schema import SUFFIXES, version_of
from speechkit.corpus.store import Store, open_store
from speechkit.errors import CorpusError, OutputError
from speechkit.readers.table_rows import row_path
from speechkit.walk import InputFile, shown

_decode = msgspec.msgpack.Decoder(Entry).decode
CORPUS_SUFFIXES = SUFFIXES  # of an output that is a corpus
_CACHE = 4  # MiB


class CorpusSink:
    """The documents' entries, each text once. What the corpus has of other inputs stays, as with ``corpus add``.

    An entry that was written and not noted in the journal, because the process died between the two, is written again
    in its own place. Raises ``CorpusError`` where the file is no corpus of ours.
    """

    form: RecordForm = "entry"
    adds = True
    alike = 0

    def __init__(self, output: bytes, _state: bytes, _journal: Journal) -> None:
        self._output = os.fsdecode(output)
        self._there = version_of(self._output) is not None
        self._store: Store | None = None
        self._writing = False
        self._put: set[int] = set()

    def refusal(self, *, resume: bool, known: bool) -> str | None:
        """Refuse a corpus that is there, unless it is to be added to."""
        return exists_already(os.fsencode(self._output), resume=resume, known=True)

    def recover(self) -> None:
        """Open the corpus for ``holds``; SQLite has repaired it itself."""
        if self._there:
            self._store = open_store(self._output)

    def holds(self, key: bytes, _start: int, _length: int, sha256: str) -> bool:
        """Whether the text is in the corpus, from this file or from another that still holds it."""
        with suppress(CorpusError):
            if self._store and (row := self._store.row("SELECT path FROM documents WHERE sha256 = ?", (sha256,))):
                return row[0] == name_of(os.sep.encode() + row_path(key)) or still_holds(row[0], sha256)
        return False

    def drop(self, _key: bytes) -> None:
        """Do nothing: documents stay; ``corpus add --sync`` takes out those whose files are gone."""

    def begin(self) -> None:
        """Open the corpus for writing; it is made where it is not there. Raises ``CorpusError``."""
        self.close()
        self._store = open_store(self._output, write=True, cache=_CACHE)

    def put(self, file: InputFile, record: bytes) -> StoredAt:
        """Write the entry, in a transaction with those before it."""
        home = home_of(os.fsdecode(file.path), os.fsdecode(file.folder))
        assert self._store is not None
        try:
            if not self._writing:
                self._store.run("BEGIN IMMEDIATE")
                self._writing = True
            change = put_entry(self._store, _decode(record), home)
        except BaseException as error:
            self.close()  # or what there is of this document would be kept with the others
            if isinstance(error, CorpusError):
                raise OutputError(str(error)) from None
            raise
        if change.document is not None:
            self._put.add(change.document)
        return StoredAt(0, len(record), same_as=change.other)

    def flush(self) -> None:
        """Commit the transaction. Raises ``OutputError``, also where ``put`` has failed before."""
        if self._store is None:
            raise OutputError(f"{shown(self._output)} is not open")
        if self._writing:
            try:
                self._store.run("COMMIT")
            except CorpusError as error:
                raise OutputError(str(error)) from None
            self._writing = False

    def finish(self, *, complete: bool) -> None:
        """Count the documents that look nearly the same as others; a corpus needs no order."""
        assert self._store is not None
        self.alike = len(look_alike(self._store, self._put))

    def close(self) -> None:
        """Let go of the corpus; what was not flushed is dropped."""
        if self._store:
            self._store.close()
        self._store, self._writing = None, False
