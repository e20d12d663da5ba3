"""What a batch has to do and has done: a temporary SQLite database, and beside it one kept from run to run.

Memory stays the same however many files there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

from speechkit.batch.records import Outcome, StoredAt
from speechkit.errors import OutputError
from speechkit.walk import InputFile, shown

_FOUND = """
CREATE TABLE found (key BLOB PRIMARY KEY, path BLOB, size INTEGER, ctime_ns INTEGER, folder BLOB,
    todo INTEGER DEFAULT 1) WITHOUT ROWID
"""
_FILES = "SELECT key, path, size, ctime_ns, folder FROM found WHERE todo"
_PAGE = 256  # rows that are in memory at once
_CACHE = 64  # pages of 4 kB
# start, length and record are what the sink said of the place; made_by tells the version and the configuration.
_DONE = """
CREATE TABLE IF NOT EXISTS kept.done (key BLOB PRIMARY KEY, path BLOB, size INTEGER, ctime_ns INTEGER, sha256 TEXT,
    made_by TEXT, start INTEGER, length INTEGER, record BLOB)
"""
_NOTE = "CREATE TABLE IF NOT EXISTS kept.note (name TEXT PRIMARY KEY, value TEXT)"
_MATCH = """
UPDATE found SET todo = 0 WHERE EXISTS (
    SELECT 1 FROM done WHERE done.key = found.key AND (:anywhere OR done.path = found.path) AND done.made_by = :made_by
    AND (done.size = found.size AND done.ctime_ns = found.ctime_ns OR digest(found.path) = done.sha256)
    AND holds(done.key, done.start, done.length, done.sha256))
"""
# A file that was only touched: its new time spares the next run the reading.
_TOUCH = """
UPDATE done SET size = found.size, ctime_ns = found.ctime_ns FROM found
WHERE done.key = found.key AND NOT found.todo AND (done.size != found.size OR done.ctime_ns != found.ctime_ns)
"""
_STALE = "FROM done WHERE NOT EXISTS (SELECT 1 FROM found WHERE found.key = done.key AND NOT todo)"
_ORDERED = "SELECT key, start, sum(length) OVER (ORDER BY key) - length AS ordered FROM done"
Holds = Callable[[bytes, int, int, str], bool]


class Done(msgspec.Struct, frozen=True):
    """How many records there are, where the last of them ends, and their bytes."""

    count: int
    end: int
    size: int


class Journal:
    """The files found, all to do at first; beside them, once it is opened, the records made by this and earlier runs.

    What is put counts from the next ``commit`` on. Methods raise ``OutputError`` where the disk does not do its part.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", timeout=0, isolation_level=None)
        self._db.execute(f"PRAGMA cache_size = {_CACHE}")
        self._db.execute(_FOUND)
        self._file: bytes | None = None

    def find(self, files: Iterable[InputFile]) -> None:
        """Add the files found; of several with one key, the first."""
        rows = ((each.key, each.path, each.size, each.ctime_ns, each.folder) for each in files)
        with self._telling():
            self._db.execute("BEGIN")
            self._db.executemany(
                "INSERT OR IGNORE INTO found (key, path, size, ctime_ns, folder) VALUES (?, ?, ?, ?, ?)", rows
            )
            self._db.execute("COMMIT")

    def totals(self, *, todo: bool = False) -> tuple[int, int]:
        """Return how many files were found, and their bytes: all, or only those to do."""
        with self._telling():
            count, size = self._db.execute("SELECT count(*), sum(size) FROM found WHERE todo >= ?", (todo,)).fetchone()
            return count, size or 0

    def todo(self) -> Iterator[InputFile]:
        """Yield the files to do, in the order of their keys."""
        for row in self._pages(f"{_FILES} AND key > ? ORDER BY key LIMIT {_PAGE}"):
            yield InputFile(*row)

    def sample(self, count: int) -> list[InputFile]:
        """Return at most ``count`` of the files to do, evenly spread."""
        step = max(self.totals(todo=True)[0] // count, 1)
        with self._telling():
            rows = (self._db.execute(f"{_FILES} ORDER BY key LIMIT 1 OFFSET ?", (n * step,)) for n in range(count))
            return [InputFile(*row) for each in rows for row in each]

    def open(self, file: bytes) -> None:
        """Keep what is done in ``file``, which is made where it is not there, and let no other batch at it."""
        self._file = file
        with self._telling():
            self._db.execute("ATTACH ? AS kept", (file,))
            self._db.execute(f"PRAGMA kept.cache_size = {_CACHE}")
            self._db.execute("PRAGMA kept.locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA kept.journal_mode = WAL")
            self._db.execute("PRAGMA kept.synchronous = NORMAL")
            self._db.execute("BEGIN")
            self._db.execute(_DONE)
            self._db.execute(_NOTE)

    def match(
        self, made_by: str, holds: Holds, digest: Callable[[bytes], str | None], *, anywhere: bool = False
    ) -> None:
        """Mark as done the files found that have a record by the same version and configuration and have not changed.

        ``holds`` says of a key, ``start``, ``length`` and sha256 whether the record is still in its place. ``digest``
        is the sha256 of the file at a path; it is asked for where size or time are others than they were. ``anywhere``:
        it does not matter from which folder the path of a file is told.
        """
        with self._telling():
            self._db.create_function("holds", 4, holds)
            self._db.create_function("digest", 1, digest)
            self._db.execute(_MATCH, {"made_by": made_by, "anywhere": anywhere})
            self._db.execute(_TOUCH)

    def stale(self) -> Iterator[bytes]:
        """Yield the keys of records whose files have changed or gone."""
        for (key,) in self._pages(f"SELECT key {_STALE} AND key > ? ORDER BY key LIMIT {_PAGE}"):
            yield key

    def drop_stale(self) -> int:
        """Forget the records whose files have changed or gone; returns how many have gone."""
        with self._telling():
            (gone,) = self._db.execute(
                "SELECT count(*) FROM done WHERE NOT EXISTS (SELECT 1 FROM found WHERE found.key = done.key)"
            ).fetchone()
            self._db.execute(f"DELETE {_STALE}")
            return int(gone)

    def put(self, file: InputFile, outcome: Outcome, place: StoredAt, made_by: str) -> None:
        """Note that the record of a file is in its place."""
        row = (file.key, file.path, outcome.size, outcome.ctime_ns, outcome.sha256, made_by)
        with self._telling():
            self._db.execute(
                "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, place.start, place.length, place.record),
            )

    def done(self) -> Done:
        """Return how much is done in all."""
        with self._telling():
            sql = "SELECT count(*), ifnull(max(start + length), 0), ifnull(sum(length), 0) FROM done"
            return Done(*self._db.execute(sql).fetchone())

    def shared(self) -> bool:
        """Whether any of the files found has a record."""
        with self._telling():
            return bool(self._db.execute("SELECT 1 FROM done JOIN found USING (key) LIMIT 1").fetchone())

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield start and length of every record, in the order of the keys. Nothing may be put meanwhile."""
        with self._telling():
            yield from self._db.execute("SELECT start, length FROM done ORDER BY key")

    def records(self) -> Iterator[bytes]:
        """Yield every record that was put with its place, in the order of the keys. Nothing may be put meanwhile."""
        with self._telling():
            for (record,) in self._db.execute("SELECT record FROM done ORDER BY key"):
                yield record

    def in_order(self) -> bool:
        """Whether the records stand one after the other in the order of their keys, from 0 on."""
        with self._telling():
            sql = f"SELECT 1 FROM ({_ORDERED}) WHERE start != ordered LIMIT 1"
            return self._db.execute(sql).fetchone() is None

    def renumber(self) -> None:
        """Take it that the records now stand one after the other in the order of their keys."""
        with self._telling():
            self._db.execute(f"UPDATE done SET start = ordered FROM ({_ORDERED}) AS new WHERE new.key = done.key")

    def note(self, name: str) -> str | None:
        """Return what was noted last under ``name``."""
        with self._telling():
            row = self._db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
            return None if row is None or row[0] is None else str(row[0])

    def set_note(self, name: str, value: str | None) -> None:
        """Note ``value`` under ``name``, from the next ``commit`` on."""
        with self._telling():
            self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def commit(self) -> None:
        """Make what was put since the last time safe from the death of this process."""
        with self._telling():
            self._db.execute("COMMIT")
            self._db.execute("BEGIN")

    def close(self) -> None:
        """Drop what is not committed, and let go of the database."""
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        self._db.close()

    def _pages(self, sql: str) -> Iterator[Any]:
        """Yield the rows of a query that takes the last key seen and gives keys first, in order, a page at most."""
        last = b""
        while True:
            with self._telling():
                rows = self._db.execute(sql, (last,)).fetchall()
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = shown(self._file) if self._file else "a temporary file"
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise OutputError(f"another batch is at work with {name}; wait until it has ended") from None
            raise OutputError(f"cannot write {name}: {error}") from None
