"""What a sheet remembers of how we wrote it, so that an update can tell a person's edits from our own cells.

A hidden sheet holds it: one row that says what this is, one with the keys of the columns, then one for every task, with
its id and the cells as they were written. The id stands in a hidden column of the visible sheet too, so that rows can
be sorted, moved and renumbered.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Any

import msgspec

from speechkit.errors import OutputError
from speechkit.renderers.tasks.columns import Cell, office_text
from speechkit.renderers.tasks.words import Language

LEDGER = "_speechkit"
MAGIC = "speechkit tasks"
VERSION = 1
ID = "speechkit"  # the heading of the hidden column
CELL = 32_767  # UTF-16 units that a cell may have
SPARE = 200  # rows below the table that have its drop-down too, for what people add


class Head(msgspec.Struct, frozen=True):
    """How the sheet was made; ``selection`` chose its tasks, ``change`` heads the column of changes."""

    language: Language
    selection: str = "{}"
    change: str = ""
    several: bool = False


class Record(msgspec.Struct, frozen=True):
    """A task as written: canonical texts by column key (``change`` among them); ``gone`` from the newest text."""

    id: str
    written: dict[str, str]
    gone: bool = False


def lines(head: Head, keys: list[str], records: list[Record]) -> list[list[str]]:
    """The rows of the hidden sheet, all of text."""
    rows = [[MAGIC, str(VERSION), msgspec.json.encode(head).decode()], ["id", "gone", *keys]]
    rows += [
        [record.id, "1" if record.gone else "", *(record.written.get(key, "") for key in keys)] for record in records
    ]
    return rows


def parse(rows: list[list[str]]) -> tuple[Head, list[str], list[Record]]:
    """The other way round. Raises ``ValueError`` where the rows are not ours."""
    if len(rows) < 2 or rows[0][:2] != [MAGIC, str(VERSION)] or rows[1][:2] != ["id", "gone"]:
        raise ValueError("not a sheet of speechkit")
    head = msgspec.json.decode(rows[0][2], type=Head)
    keys = [key for key in rows[1][2:] if key]
    records = [Record(row[0], dict(zip(keys, row[2:], strict=False)), row[1] == "1") for row in rows[2:] if row[0]]
    return head, keys, records


def canonical(value: Any) -> str:
    """A cell's value as text that compares equal however a spreadsheet program stores it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return office_text(str(value)).strip()


def new_id(text: str, taken: set[str]) -> str:
    """An id for a task with this text that no row has yet; it is put among ``taken``."""
    stem = sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    name, n = stem, 1
    while name in taken:
        n += 1
        name = f"{stem}-{n}"
    taken.add(name)
    return name


def check_length(cell: Cell, heading: str, number: int) -> None:
    """Raises ``OutputError`` where a cell would be cut: spreadsheets drop what exceeds ``CELL`` without a word."""
    if isinstance(cell, str) and len(cell) * 2 > CELL and len(cell.encode("utf-16-le", "replace")) // 2 > CELL:
        raise OutputError(
            f"row {number}: {heading} has {len(cell):,} characters and a spreadsheet cell holds {CELL:,}; nothing was "
            "written; use .csv, .docx or .json, which hold them all"
        )
