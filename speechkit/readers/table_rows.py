"""Rows of table files as documents: ``speeches.csv#12`` is the twelfth speech, and is read as a file would be."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import IO, TYPE_CHECKING, NoReturn

import msgspec

from speechkit.errors import InputError, UsageError, printable
from speechkit.model import Source
from speechkit.readers.refusals import refuse
from speechkit.readers.tables import SUFFIXES, Row, columns_in, row_of, rows_of, table_kind

if TYPE_CHECKING:
    from speechkit.config import ReadingConfig

__all__ = ["is_table", "read_row", "refuse_table", "row_holds", "row_key", "row_path", "row_place", "scan", "stamp_of"]

_ROW = r"(?si)(.+\.(?:csv|jsonl|parquet|xlsx))#0*([1-9]\d*)"
_BEGIN = 1 << 10  # bytes that tell what a file is
_END = 1 << 18  # bytes in which other office files say what they are
_MAX_OPEN = 4  # tables that stay open for the next of their rows to be asked for


def is_table(path: str | bytes) -> bool:
    """Whether a file's name says that it is a table."""
    return os.path.splitext(os.fsdecode(path))[1].lower() in SUFFIXES


def row_place(path: str | bytes) -> tuple[str, int] | None:
    """Return the table and the row that ``path`` names, None where it is no row's name.

    >>> row_place("a/speeches.csv#12")
    ('a/speeches.csv', 12)
    """
    name = os.fsdecode(path)
    match = re.fullmatch(_ROW, name) if "#" in name else None
    return (match[1], int(match[2])) if match and not os.path.lexists(path) else None


class Table:
    """An open table, ``rows`` being those that were not asked for yet; it is closed by ``close``.

    Raises ``InputError`` where the file is no table, and where something is wrong with the rows met.
    """

    def __init__(self, file: IO[bytes], name: str, config: ReadingConfig) -> None:
        self.name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        self._file = file
        begin = file.read(_BEGIN)
        file.seek(0)
        if not begin:
            raise InputError(f"{printable(name)} is empty; there is no speech to read in it")
        kind = table_kind(name, begin)
        if kind is None:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _END, 0))
            refuse(begin + file.read(), name)
            raise InputError(f"{printable(name)} is not the table that its name says; check the file")
        self.names, self.rows = rows_of(file, kind, self.name, config)

    @classmethod
    def open(cls, path: str, config: ReadingConfig) -> Table:
        """Open the table in a file. Raises ``InputError`` where it cannot be read."""
        name = printable(path)
        try:
            file = open(path, "rb")  # noqa: SIM115 (closed with the table)
        except FileNotFoundError:
            raise InputError(f"there is no file {name}; check its name and folder") from None
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or "not a possible file name").lower()
            raise InputError(f"{name} cannot be read ({reason}); check its name and the disk") from None
        try:
            return cls(file, path, config)
        except BaseException:
            file.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def refuse_table(data: bytes, name: str, config: ReadingConfig) -> NoReturn:
    """Refuse a table where one speech is to be read: say how many it holds, and what takes them."""
    table = Table(io.BytesIO(data), name, config)
    try:
        columns = columns_in(table.names, table.name, config)
    except UsageError as error:
        raise InputError(f"{error}, in speechkit batch or corpus add") from None
    count = sum(row.cells is not None and row_of(row, columns, table.name) is not None for row in table.rows)
    many = f"{count:,} speech{'es' * (count != 1)}, a row each"
    name = printable(name)
    raise InputError(
        f"{name} is a table of {many}; speechkit batch and corpus add take all of them, and {name}#1 names one"
    )


def read_row(path: str | bytes, config: ReadingConfig) -> Source | None:
    """Return the source of the row that ``path`` names, None where it is no row's name. Raises ``InputError``.

    The next row of the same table is found without reading those before it again.
    """
    place = row_place(path)
    if place is None:
        return None
    name, number = place
    cursor = _cursor(name, config)
    row = cursor.row(number)
    if row is None:
        raise InputError(f"{printable(name)} has no row {number}; check the number")
    found = row_of(row, columns_in(cursor.table.names, cursor.table.name, config), cursor.table.name)
    if found is None:
        raise InputError(f"{printable(os.fsdecode(path))} has no text; there is no speech to read in it")
    return found


def row_holds(path: str, sha256: str) -> bool | None:
    """Whether a cell of the row that ``path`` names holds the text with that hash; None where it is no row's name.

    Raises ``InputError`` where the table is there and cannot be read.
    """
    from speechkit.config import ReadingConfig

    place = row_place(path)
    if place is None:
        return None
    if not os.path.lexists(place[0]):
        return False
    row = _cursor(place[0], ReadingConfig(), "holds").row(place[1])
    cells = row.cells if row and row.cells else {}
    texts = (cell.encode("utf-8", "surrogatepass") for cell in cells.values() if isinstance(cell, str))
    return any(hashlib.sha256(text).hexdigest() == sha256 for text in texts)


def scan(
    path: str, config: ReadingConfig, tell: Callable[[str], None]
) -> Iterator[tuple[int, tuple[int, int] | InputError]]:
    """Yield the number of each row of a table that has a text with its ``stamp_of``, or why it is no record.

    ``tell`` hears at the end how many speeches there are and which columns were read. Raises ``InputError`` where the
    table cannot be read, ``UsageError`` where it lacks the columns.
    """
    with closing(Table.open(path, config)) as table:
        columns = columns_in(table.names, table.name, config)
        found = empty = 0
        for row in table.rows:
            try:
                source = row_of(row, columns, table.name)
            except InputError as error:
                yield row.number, error
                continue
            if source is None:
                empty += 1
            else:
                found += 1
                yield row.number, stamp_of(source)
    without = f"; {empty:,} row{'s' * (empty > 1)} without text left out" if empty else ""
    tell(f"{printable(path)} has {found:,} speech{'es' * (found != 1)}, a row each: {columns}{without}")


def row_key(key: bytes, number: int) -> bytes:
    """Return the key of a row of the table ``key``, in which numbers have zeros before them: keys order the rows."""
    return key + b"#%08d" % number


def row_path(key: bytes) -> bytes:
    """Return the key of a row with its number as its path has it, without zeros; any other key as it is.

    >>> row_path(row_key(b"a/speeches.csv", 12))
    b'a/speeches.csv#12'
    """
    table, _, number = key.rpartition(b"#")
    return b"%b#%d" % (table, int(number)) if is_table(table) and len(number) == 8 and number.isdigit() else key


def stamp_of(source: Source) -> tuple[int, int]:
    """Return the bytes of a row's text and a number that changes with anything that is read of the row."""
    size = len(source.text.encode("utf-8", "surrogatepass"))
    facts = repr((source.sha256, *msgspec.structs.astuple(source.properties))).encode("utf-8", "backslashreplace")
    return size, int.from_bytes(hashlib.sha256(facts).digest()[:7])


class _Cursor:
    """A table that is open at a row: rows that are asked for in ascending order are met in one passage."""

    def __init__(self, path: str, config: ReadingConfig) -> None:
        self._path, self._config = path, config
        self._begin()

    def _begin(self) -> None:
        self.table = Table.open(self._path, self._config)
        self._last: Row | None = None
        self._passed = 0  # the number of the last row met; without end once there is no more

    def row(self, number: int) -> Row | None:
        """Return the row of that number, None where there is none. Raises ``InputError`` where it cannot be read."""
        if number < self._passed:
            self.close()
            self._begin()
        while self._passed < number:
            try:
                self._last = next(self.table.rows, None)
            except InputError:
                self.close()
                self._begin()  # rows before the damage can still be had
                raise
            self._passed = self._last.number if self._last else sys.maxsize
        return self._last if self._last and self._last.number == number else None

    def close(self) -> None:
        """Let go of the file."""
        self.table.close()


_cursors: dict[tuple[object, ...], _Cursor] = {}  # the last ones asked for; a process reads one document at a time


def _cursor(path: str, config: ReadingConfig, use: str = "read") -> _Cursor:
    try:
        status = os.stat(path)
        state = (status.st_size, status.st_mtime_ns, status.st_ino)
    except (OSError, ValueError):
        state = (0, 0, 0)  # opening it says what is wrong
    key = (os.getpid(), path, config, use, state)
    cursor = _cursors.pop(key, None) or _Cursor(path, config)
    while len(_cursors) >= _MAX_OPEN:
        _cursors.pop(next(iter(_cursors))).close()
    _cursors[key] = cursor
    return cursor
