"""What can be wrong with the file of a corpus, each as a sentence."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from speechkit.errors import UsageError, printable

_MOST = 200  # characters of what SQLite says


class CorpusError(UsageError):
    """A file that is no corpus of ours, or cannot be used as one now; it was left as it was (exit status 2)."""


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
    detail = printable(detail)[:_MOST]
    return f"{path} is damaged ({detail}); take a copy that is whole, or make the corpus anew from the speeches"
