"""Tables with a speech a row (csv, jsonl, xlsx, parquet): rows, one after the other, and the sources they hold.

Nothing here opens a file: rows are read from one that is open, and never all of them at once.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from speechkit.errors import InputError, UsageError, printable
from speechkit.extras import install_command
from speechkit.model import FileProperties, Source
from speechkit.readers.encoding import decode
from speechkit.readers.text import source_from_text
from speechkit.readers.workbooks import records_in
from speechkit.rules import reader

if TYPE_CHECKING:
    from speechkit.config import ReadingConfig

__all__ = ["SUFFIXES", "Cells", "Columns", "Row", "columns_in", "row_of", "rows_of", "table_kind"]

SUFFIXES = (".csv", ".jsonl", ".parquet", ".xlsx")
Cells = Mapping[str, Any]  # what a row has in each column

_LONGEST_CELL = 64 << 20  # characters of a cell or line; a quotation mark that is never closed would take all the rest
_SAMPLE = 1 << 16  # bytes that tell the encoding
_FIRST = 50  # rows of a jsonl whose names are those of its columns
_BATCH = 256  # rows of a parquet file that are in memory at once
_MAX_NAMES = 200  # characters of the names of columns that a sentence lists
_DAY = r"\s*(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?|(\d\d)(\d\d))?(?!\d)"
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ArithmeticError),
    *(SyntaxError, ValueError, KeyError, TypeError, AttributeError, IndexError),  # SyntaxError: of parsers of XML
)


class Row(msgspec.Struct, frozen=True):
    """A row of a table, ``number`` 1-based; ``cells`` is None where the row is no record at all."""

    number: int
    cells: Cells | None


class ColumnNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/table_columns.yaml: names that columns have, by what they hold."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    speaker: tuple[str, ...]


column_names = reader("table_columns", ColumnNames)  # read once, when a table is met


class Columns(msgspec.Struct, frozen=True):
    """The columns of a table that are read, "" for those that it has not."""

    text: str
    title: str = ""
    date: str = ""
    speaker: str = ""

    def __str__(self) -> str:
        """Say in words which column is what."""
        given = [(field, getattr(self, field)) for field in self.__struct_fields__]
        return ", ".join(f"{field} from '{printable(column)}'" for field, column in given if column)


def table_kind(name: str, begin: bytes) -> str | None:
    """Return the suffix that a table has by its content, where its name says that it is a table; else None."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in SUFFIXES:
        return None
    if begin.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if begin.startswith(b"PAR1"):
        return ".parquet"
    if suffix in (".xlsx", ".parquet"):
        return None  # what it is instead, the reader of texts says
    return ".jsonl" if begin.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else ".csv"


def rows_of(file: IO[bytes], kind: str, name: str, config: ReadingConfig) -> tuple[list[str], Iterator[Row]]:
    """Return the names of the columns of an open table of that ``kind``, and its rows, read as they are asked for.

    Raises ``InputError`` where it is none, damaged or empty; asking for a row may raise it too.
    """
    read = {".csv": _csv, ".jsonl": _jsonl, ".xlsx": _xlsx, ".parquet": _parquet}[kind]
    rows = _told(read(file, config), name, kind)
    header = next(rows, None)
    if header is None or not header.cells:
        raise InputError(f"{printable(name)} has no rows; there is no speech to read in it")
    return list(header.cells), rows


def columns_in(names: Sequence[str], name: str, config: ReadingConfig) -> Columns:
    """Return the columns of the table ``name`` that are read: those the user named, else those with usual names.

    Raises ``UsageError`` where there is none for the text, or none of a name that the user gave.
    """
    known = column_names()
    found: dict[str, str] = {}
    for field in Columns.__struct_fields__:
        wanted = getattr(config, f"{field}_column")
        usual = [wanted] if wanted else getattr(known, field)
        column = _among(usual, names, [each for each in found.values() if each])
        if column is None and (wanted or field == "text"):
            what = f"no column '{printable(wanted)}'" if wanted else "no column that is known to hold speeches"
            raise UsageError(f"{printable(name)} has {what}; name one of {_listed(names)} with --{field}-column")
        found[field] = column or ""
    return Columns(**found)


def row_of(row: Row, columns: Columns, name: str) -> Source | None:
    """Return the source that a row of the table ``name`` holds; None where its cell of text has none.

    The text is that of the cell alone. Raises ``InputError`` where the row is no record.
    """
    called = f"{name}#{row.number}"
    if row.cells is None:
        raise InputError(f"{printable(called)} is no JSON object; mend that line, or take it out")
    text = row.cells.get(columns.text)
    if not isinstance(text, str) or not text.strip("\ufeff\u200b\u2060 \t\r\n\u3000\xa0"):
        return None
    source = source_from_text(text, name=called)
    title, date, speaker = (row.cells.get(each) for each in (columns.title, columns.date, columns.speaker))
    return replace(source, properties=FileProperties(title=_written(title), author=_written(speaker), date=_iso(date)))


def _among(usual: Iterable[str], names: Sequence[str], taken: Sequence[str]) -> str | None:
    plain = {_plain(each): each for each in reversed(names) if each not in taken}
    return next((plain[_plain(each)] for each in usual if _plain(each) in plain), None)


def _plain(name: str) -> str:
    return name.strip("\ufeff \t\r\n\u3000").casefold()


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(printable(each) or "''" for each in names)
    return shown if len(shown) <= _MAX_NAMES else shown[:_MAX_NAMES] + "…"


def _written(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _iso(cell: Any) -> str:
    """Return a day, month or year as ISO 8601 writes it, "" where the cell has none."""
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:10]
    match = re.match(_DAY, _written(cell))
    if not match:
        return ""
    year, *rest = (match[1], match[2] or match[4], match[3] or match[5])
    try:
        month, day = (int(each) if each else None for each in rest)
        datetime.date(int(year), month or 1, day or 1)
    except ValueError:
        return ""
    return "-".join([year, *(f"{each:02}" for each in (month, day) if each)])


def _told(rows: Iterator[Row], name: str, kind: str) -> Iterator[Row]:
    """Yield the rows; what goes wrong meanwhile becomes an ``InputError`` that names the file."""
    number = 0
    try:
        for row in rows:
            number = row.number
            yield row
    except (InputError, UsageError) as error:
        raise type(error)(f"{printable(name)}{error}") from None
    except (*_DAMAGE, csv.Error) as error:
        reason = printable(str(error).split("\n")[0])[:100]
        raise InputError(
            f"{printable(name)} cannot be read as a {kind} table after row {number} ({reason}); check the file"
        ) from None


# Each yields a row numbered 0 with the names of the columns for a start. Messages of errors follow the file's name.


def _csv(file: IO[bytes], config: ReadingConfig) -> Iterator[Row]:
    lines = _lines(file, config, newline="")
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    first = lines.readline(_LONGEST_CELL)
    lines.seek(0)
    records = csv.reader(lines, delimiter=max(",\t;|", key=first.count))
    header = [each.strip("\ufeff \t") for each in next(records, [])]
    yield Row(0, dict.fromkeys(header))
    for number, record in enumerate(filter(None, records), 1):
        yield Row(number, _cells(header, record))


def _jsonl(file: IO[bytes], config: ReadingConfig) -> Iterator[Row]:
    rows = _json_rows(_lines(file, config))
    first = list(islice(rows, _FIRST))
    yield Row(0, {name: None for row in first for name in row.cells or ()})
    yield from first
    yield from rows


def _json_rows(lines: IO[str]) -> Iterator[Row]:
    for number, line in enumerate(iter(lambda: lines.readline(_LONGEST_CELL), ""), 1):
        written = line.strip("\ufeff \t\r\n")
        if written:
            try:
                cells = json.loads(written)
            except (ValueError, RecursionError):
                cells = None
            yield Row(number, cells if isinstance(cells, dict) else None)


def _xlsx(file: IO[bytes], config: ReadingConfig) -> Iterator[Row]:
    records = records_in(file)
    header = [_written(cell) for cell in next(records, ())]
    yield Row(0, dict.fromkeys(header))
    for number, record in enumerate(records, 1):
        yield Row(number, _cells(header, record))


def _parquet(file: IO[bytes], config: ReadingConfig) -> Iterator[Row]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise InputError(f": Parquet files need an extra; run {install_command('parquet')}") from None
    try:
        table = parquet.ParquetFile(file)
        nested = ("list", "struct", "map", "large_list", "fixed")
        names = [field.name for field in table.schema_arrow if not str(field.type).startswith(nested)]
        yield Row(0, dict.fromkeys(names))
        batches = table.iter_batches(_BATCH, columns=names)
        for number, cells in enumerate((cells for batch in batches for cells in batch.to_pylist()), 1):
            yield Row(number, cells)
    except ArrowException as error:
        raise ValueError(str(error)) from None


def _lines(file: IO[bytes], config: ReadingConfig, newline: str | None = None) -> io.TextIOWrapper:
    """Return the file as text, in the encoding that its first bytes beyond ASCII are in."""
    file.seek(0)
    sample = file.read(_SAMPLE)
    while sample.isascii() and (more := file.read(_SAMPLE)):
        sample = more
    file.seek(0)
    # Cut where a line ends, or what is left of the last character would count as broken.
    _, encoding, _ = decode(sample[: sample.rfind(b"\n") + 1] or sample, "", replace(config, strict=False))
    return io.TextIOWrapper(file, encoding, "strict" if config.strict else "replace", newline=newline)


def _cells(header: Sequence[str], record: Sequence[Any]) -> Cells:
    """Return the cells by their columns' names; of columns with one name, the first."""
    return dict(zip(reversed(header[: len(record)]), reversed(record[: len(header)]), strict=True))
