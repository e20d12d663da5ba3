"""The file of a corpus: how it is told from others, its tables, and how those of earlier versions become today's.

``data/corpus/1.sql`` makes version 1 from nothing, ``2.sql`` version 2 from that, and so on: a new corpus
goes the same way as an old one.
"""

from __future__ import annotations

import os
import sqlite3
import struct

from speechkit.errors import CorpusError, printable
from speechkit.rules import DATA

APPLICATION_ID = 0x5370_6B54  # "SpkT", for ``file`` and for ourselves
VERSION = 3
MAGIC = b"SQLite format 3\0"
SUFFIXES = (".db", ".sqlite", ".sqlite3", ".corpus")
_HEADER = 100
PAGE_SIZE = 65536  # several bodies fit on a page: all of them are read in half the time that 8192 takes


def is_corpus(path: str) -> bool:
    """Whether ``path`` is taken for a corpus, not a speech: by what the file begins with, else by its name."""
    if not os.path.isfile(path):  # what is read of a pipe is gone
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC or path.lower().endswith(SUFFIXES)
    except (OSError, ValueError):
        return False


def version_of(path: str) -> int | None:
    """Return the version of the corpus in the file, from its first bytes alone; None where it is empty or not there.

    Raises ``CorpusError`` where it is another program's or was made by a newer speechkit.
    """
    name = printable(path) or "a file with an empty name"
    try:
        with open(path, "rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not a possible file name").lower()
        raise CorpusError(f"{name} cannot be opened: {reason}; check its name and the rights to it") from None
    if not header:
        return None
    if len(header) < _HEADER or not header.startswith(MAGIC):
        raise CorpusError(f"{name} is no corpus; make one with speechkit corpus add")
    version, application = struct.unpack(">i4xi", header[60:72])
    if application != APPLICATION_ID:
        raise CorpusError(f"{name} is a database of another program, not a corpus; it was left as it is")
    if version > VERSION:
        raise CorpusError(f"{name} was made by a newer speechkit, with tables of version {version}; update speechkit")
    return int(version)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database. The caller commits."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection, 0)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables from ``version`` to today's, 0 being none at all. The caller commits."""
    for number in range(version + 1, VERSION + 1):
        for statement in _statements(number):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(number: int) -> list[str]:
    """Return a script's statements; ``executescript`` would commit before it, and leave half a migration behind."""
    with open(os.path.join(DATA, "corpus", f"{number}.sql"), encoding="utf-8") as file:
        script = file.read()
    statements, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            statements.append(begun)
            begun = ""
    return statements
