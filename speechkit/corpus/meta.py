"""A table of what people know of the speeches, joined to the documents of a corpus on the file's name."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Sequence

import msgspec

from speechkit.config import ReadingConfig
from speechkit.corpus.entry import document_columns
from speechkit.corpus.fields import field_of, year_of
from speechkit.corpus.store import Store, quoted
from speechkit.errors import InputError, UsageError, printable

_MOST_COLUMNS = 200  # columns of the user's own
_KNOWN = ("date", "title", "speaker")
_JOINED = ("document", "text", "stretches", "search")  # what documents are joined with has these
_DATE_MARKS = re.compile("[年月/.]")  # 2020/1/5, 2020.1.5, 2020年1月5日


class MetaTable(msgspec.Struct, frozen=True):
    """``columns`` are the user's own; ``rows`` have what is said of each file, by column, what is empty left out."""

    columns: tuple[str, ...]
    rows: dict[str, dict[str, str]]


def read_meta(path: str, reading: ReadingConfig) -> MetaTable:
    """Read a CSV file with a header (commas, semicolons or tabs). Raises ``UsageError`` where it makes no sense."""
    from speechkit.readers.encoding import decode

    name = printable(path)
    try:
        with open(path, "rb") as file:
            text, _, _ = decode(file.read(), path, ReadingConfig(reading.encoding, strict=True))
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not a possible file name").lower()
        raise UsageError(f"--meta {name} cannot be read: {reason}") from None
    except InputError as error:
        raise UsageError(f"--meta {error}") from None
    header, *_ = text.splitlines() or [""]
    delimiter = max(",;\t", key=header.count)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    rows: dict[str, dict[str, str]] = {}
    try:
        headings = _headings(next(lines, []), name)
        for cells in lines:
            place = f"{name}:{lines.line_num}"
            if len(cells) > len(headings):
                raise UsageError(f"{place}: {len(cells)} cells, but the header has {len(headings)}")
            row = {key: cell.strip() for key, cell in zip(headings, cells, strict=False) if cell.strip()}
            if not row:
                continue
            file_name = row.pop("file", None)
            if file_name is None:
                raise UsageError(f"{place}: no file is named; every row tells of one")
            if file_name in rows:
                raise UsageError(f"{place}: {printable(file_name)} is told of twice; keep one row")
            rows[file_name] = _checked(row, place)
    except csv.Error as error:
        raise UsageError(f"{name}:{lines.line_num}: {error}") from None
    return MetaTable(tuple(key for key in headings if key not in (*_KNOWN, "file")), rows)


def _headings(cells: Sequence[str], name: str) -> list[str]:
    """Return the keys of the columns. Raises ``UsageError``."""
    headings = [field_of(cell) or cell.strip() for cell in cells]
    if "file" not in headings:
        told = ", ".join(map(printable, filter(None, headings))) or "none"
        raise UsageError(f"--meta {name} needs a column file, with the names of the speeches; its columns are {told}")
    seen: set[str] = set()
    for heading in headings:
        if not heading or not heading.isprintable():
            raise UsageError(f"--meta {name} has a column without a name that can be printed")
        if heading.lower() in seen:
            raise UsageError(f"--meta {name} has two columns for {printable(heading)}")
        seen.add(heading.lower())
    if len(headings) > _MOST_COLUMNS:
        raise UsageError(f"--meta {name} has {len(headings)} columns; {_MOST_COLUMNS} is the most")
    return headings


def _checked(row: dict[str, str], place: str) -> dict[str, str]:
    if written := row.get("date"):
        from speechkit.dates import parse_date  # only here: it would show in the time that a search takes to start

        try:
            row["date"] = parse_date(_DATE_MARKS.sub("-", written).rstrip("日号-")).iso
        except ValueError:
            raise UsageError(f"{place}: '{printable(written)}' is no date: write 2022, 2022-02 or 2022-02-12") from None
    return row


def join(store: Store, table: MetaTable) -> tuple[int, list[str]]:
    """Put the rows to the documents they tell of; returns how many these are, and the file names that none has.

    A row names a file as the corpus does, or by its last name alone. The caller commits. Raises ``UsageError`` where
    a column has the name of one of the corpus' own.
    """
    _add_columns(store, table.columns)
    ids: dict[str, list[int]] = {}
    for number, name in store.rows("SELECT id, name FROM documents"):
        for each in {name, os.path.basename(name)}:
            ids.setdefault(each, []).append(number)
    told: dict[int, dict[str, str]] = {}
    for name in sorted(table.rows, key=lambda name: "/" in name):  # what is said of the full name goes before
        for number in ids.get(name, ()) if table.rows[name] else ():
            told.setdefault(number, {}).update(table.rows[name])
    for number, row in told.items():
        apply(store, number, row)
    return len(told), [name for name in table.rows if name not in ids]


def _add_columns(store: Store, columns: Sequence[str]) -> None:
    there = {name.lower() for _, name, *_ in store.rows("PRAGMA table_info(documents)")}
    own = {"id", *document_columns(), "meta", *_JOINED}
    for column in columns:
        if column.lower() in own:
            shown = printable(column)
            raise UsageError(f"--meta: a column cannot be called {shown}; the corpus has one of its own by that name")
        if column.lower() not in there:
            store.run(f"ALTER TABLE documents ADD COLUMN {quoted(column)} TEXT")


def apply(store: Store, number: int, row: dict[str, str]) -> None:
    """Write to one document what --meta says of it; what it leaves empty stays as it is, also from earlier tables."""
    values: dict[str, str | int | None] = dict(row)
    if "date" in row:
        values |= {"date_from": "meta", "year": year_of(row["date"])}
    (before,) = store.row("SELECT meta FROM documents WHERE id = ?", (number,))
    values["meta"] = json.dumps({**json.loads(before or "{}"), **row}, ensure_ascii=False)
    columns = ", ".join(f"{quoted(name)} = ?" for name in values)
    store.run(f"UPDATE documents SET {columns} WHERE id = ?", (*values.values(), number))
