"""The file of a store, an SQLite database, open for reading or writing; data/corpus/*.sql say what is in it."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from speechkit.corpus import schema
from speechkit.errors import CorpusError, printable

SYNCHRONOUS = "NORMAL"  # a power failure may cost the last documents, never the store
WAIT = 5.0  # seconds that another program's lock is waited for
_MAPPED = 1 << 40  # bytes, or what SQLite allows: texts are looked through where the system has them, not copied first
_LONGEST = 200  # characters of what SQLite says
_CACHE = 16, 64  # MiB for reading, and for writing: the index merges


class Store:
    """The open file; every method that asks SQLite raises ``CorpusError`` where the file does not do its part."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self.name = name

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def rows(self, sql: str, parameters: Iterable[Any] = ()) -> Iterator[Any]:
        """Yield the rows of a query, one tuple after the other."""
        with faults_of(self.name):
            # Not ``yield from``: one that is left half-way would close the cursor, maybe after the corpus is closed.
            for row in self._connection.execute(sql, tuple(parameters)):  # noqa: UP028
                yield row

    def row(self, sql: str, parameters: Iterable[Any] = ()) -> Any:
        """Return the first row of a query, None where there is none."""
        with faults_of(self.name):
            return self._connection.execute(sql, tuple(parameters)).fetchone()

    def one(self, sql: str, number: int) -> Any:
        """Return the row that document ``number`` has in a table of one row each. Raises ``CorpusError`` where none."""
        row = self.row(sql, (number,))
        if row is None:
            half = f"document {number} is there in part"
            raise CorpusError(f"{printable(self.name)} is damaged ({half}); speechkit corpus check tells more")
        return row

    def table(self, sql: str) -> tuple[tuple[str, ...], Iterator[Any]]:
        """Return the columns of a query and its rows."""
        with faults_of(self.name):
            cursor = self._connection.execute(f"{sql} LIMIT 0")
            return tuple(column[0] for column in cursor.description), self.rows(sql)

    def run(self, sql: str, parameters: Iterable[Any] = ()) -> int | None:
        """Carry out a statement; returns the id of the row that it put in."""
        with faults_of(self.name):
            return self._connection.execute(sql, tuple(parameters)).lastrowid

    def run_many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Carry out a statement once for each of the rows."""
        with faults_of(self.name):
            self._connection.executemany(sql, rows)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let temporary tables be made inside, of a corpus that is only read too; its file stays as it is."""
        (read_only,) = self.row("PRAGMA query_only")
        self.run("PRAGMA query_only = OFF")
        try:
            yield
        finally:
            if read_only:
                self.run("PRAGMA query_only = ON")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing where anything goes wrong."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        self.run("COMMIT")


def quoted(name: str) -> str:
    """Return the name of a column as SQL has it, whatever characters it has.

    >>> print(quoted('a "b" c'))
    "a ""b"" c"
    """
    return '"' + name.replace('"', '""') + '"'


def open_store(path: str | os.PathLike[str], write: bool = False, *, cache: int | None = None) -> Store:
    """Open the corpus in the file ``path``; to ``write`` in it, it is made where it is not there.

    The tables of an earlier version are brought to today's. ``cache`` is how much of the file may be in memory, in MiB,
    64 for writing and 16 for reading where it is not given. Raises ``CorpusError``: the file is then as it was.
    """
    name = os.fspath(path)
    version = schema.version_of(name)
    if version is None and not write:
        missing = "is empty" if os.path.exists(name) else "is not there"
        raise CorpusError(
            f"{printable(name) or 'a file with an empty name'} {missing}; make it with speechkit corpus add"
        )
    if version is None:
        return _created(name, cache or _CACHE[1])
    store = _opened(name)
    try:
        if version < schema.VERSION:
            _migrate(store, name)
        if write:
            _prepare(store, cache or _CACHE[1])
        else:
            store.run("PRAGMA query_only = ON")
            store.run(f"PRAGMA cache_size = -{(cache or _CACHE[0]) * 1024}")
            store.row(f"PRAGMA mmap_size = {_MAPPED}")
    except BaseException:
        store.close()
        raise
    return store


def memory_store() -> Store:
    """Make an empty corpus that no file holds."""
    store = Store(_connection(":memory:"), "<memory>")
    schema.create(store._connection)
    return store


def _connection(target: str) -> sqlite3.Connection:
    connection = sqlite3.connect(target, timeout=WAIT, isolation_level=None, uri=target.startswith("file:"))
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        connection.execute("SELECT count(*) FROM sqlite_schema")  # here, not later, damage or a lock is found
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(name: str) -> Store:
    uri = Path(name).absolute().as_uri()
    modes = ["mode=rw"] if os.access(name, os.W_OK) else []
    # Where SQLite has no place for its own files, or must not leave them; nobody who writes leaves out the -wal.
    modes.append("mode=ro" if os.path.exists(f"{name}-wal") else "immutable=1")
    with faults_of(name):
        for mode in modes:
            try:
                return Store(_connection(f"{uri}?{mode}"), name)
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if mode == modes[-1] or code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                    raise
    raise AssertionError("one of the modes returns or raises")


def _created(name: str, cache: int) -> Store:
    """Make a corpus; its head is in the file before anything goes to the write-ahead log, for others to know it by."""
    with faults_of(name):
        store = Store(_connection(f"{Path(name).absolute().as_uri()}?mode=rwc"), name)
        try:
            store.run(f"PRAGMA page_size = {schema.PAGE_SIZE}")
            with store.writing():
                if store.row("SELECT 1 FROM sqlite_schema") is None:  # else another process was quicker
                    schema.create(store._connection)
            _prepare(store, cache)
        except BaseException:
            store.close()
            raise
    return store


def _migrate(store: Store, name: str) -> None:
    with store.writing():
        (version,) = store.row("PRAGMA user_version")
        with faults_of(name):
            schema.migrate(store._connection, version)
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")  # the version in the file's head is what others go by


def _prepare(store: Store, cache: int) -> None:
    store.row("PRAGMA journal_mode = WAL")
    store.run(f"PRAGMA cache_size = -{cache * 1024}")


@contextmanager
def faults_of(path: str) -> Iterator[None]:
    """Turn what SQLite raises inside into a ``CorpusError`` that names ``path``."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.NotSupportedError):
        raise  # faults of ours, not of the file's
    except sqlite3.DatabaseError as error:
        raise CorpusError(_sentence(printable(path), error)) from None
    except (zlib.error, UnicodeDecodeError, msgspec.DecodeError) as error:  # of what a cell holds
        raise CorpusError(_damaged(printable(path), str(error))) from None


def _sentence(path: str, error: sqlite3.DatabaseError) -> str:
    # The low byte is the kind; the others tell it more exactly.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is locked: another program is writing in it; try again when that is done"
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return f"{path} cannot be written; ask its owner for the right, or copy it"
    if code == sqlite3.SQLITE_FULL:
        return f"{path} cannot be written: the disk is full"
    if code == sqlite3.SQLITE_IOERR:
        return f"{path} cannot be read or written; check the disk, and how much room there is"
    if code == sqlite3.SQLITE_CANTOPEN:
        return f"{path} cannot be opened; check its folder, the rights to it and the disk"
    return _damaged(path, str(error))


def _damaged(path: str, detail: str) -> str:
    detail = printable(detail)[:_LONGEST]
    return f"{path} is damaged ({detail}); take a copy that is whole, or make the corpus anew from the speeches"
