"""The files that a walk has found, in a temporary SQLite database: memory stays the same however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from speechkit.errors import OutputError
from speechkit.walk import InputFile, shown

_FOUND = """
CREATE TABLE found (key BLOB PRIMARY KEY, path BLOB, size INTEGER, ctime_ns INTEGER, folder BLOB,
    todo INTEGER DEFAULT 1) WITHOUT ROWID
"""
_FILES = "SELECT key, path, size, ctime_ns, folder FROM found WHERE todo"
PAGE = 256  # rows that are in memory at once
CACHE = 64  # pages of 4 kB


class Findings:
    """The files of one run, all to do at first. Methods raise ``OutputError`` where the disk does not do its part."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", timeout=0, isolation_level=None)
        self._db.execute(f"PRAGMA cache_size = {CACHE}")
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
        """How many files were found, and their bytes: all, or only those to do."""
        with self._telling():
            count, size = self._db.execute("SELECT count(*), sum(size) FROM found WHERE todo >= ?", (todo,)).fetchone()
            return count, size or 0

    def todo(self) -> Iterator[InputFile]:
        """The files to do, in the order of their keys."""
        for row in self._pages(f"{_FILES} AND key > ? ORDER BY key LIMIT {PAGE}"):
            yield InputFile(*row)

    def sample(self, count: int) -> list[InputFile]:
        """At most ``count`` of the files to do, evenly spread."""
        step = max(self.totals(todo=True)[0] // count, 1)
        with self._telling():
            rows = (self._db.execute(f"{_FILES} ORDER BY key LIMIT 1 OFFSET ?", (n * step,)) for n in range(count))
            return [InputFile(*row) for each in rows for row in each]

    def close(self) -> None:
        """Drop what is not committed, and let go of the database."""
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        self._db.close()

    def _pages(self, sql: str) -> Iterator[Any]:
        """The rows of a query that takes the last key seen, gives keys first, in their order, and at most a page."""
        last = b""
        while True:
            with self._telling():
                rows = self._db.execute(sql, (last,)).fetchall()
            yield from rows
            if len(rows) < PAGE:
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
