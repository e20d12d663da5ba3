"""The ledger: what a workbook keeps of how we wrote it, so that an update can tell a person's edits from our own cells.

It is a hidden sheet: one row with format, version and ``LedgerHead``, one with the keys of the columns, then one for
every task with its id and its cells as written. The id stands in a hidden column of the visible sheet too, so that
people can sort, move and renumber the rows.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Any

import msgspec

from speechkit.columns import ID
from speechkit.errors import OutputError
from speechkit.labels import Language
from speechkit.sheets.rows import Cell, GroupBy, office_text

LEDGER = "_speechkit"  # the name of the hidden sheet
MAGIC = "speechkit tasks"
VERSION = 1
CHANGE = "change"  # the key of the column that says what an update did to a row
NOTE = "change_note"  # the key of the column of a ledger that says what was changed
NOTE_HEADINGS = {"zh": "变更说明", "zh-hant": "異動說明", "en": "What changed"}
MAX_CELL = 32_767  # UTF-16 units that a spreadsheet cell holds


__all__ = [
    "CHANGE",
    "ID",
    "LEDGER",
    "NOTE",
    "NOTE_HEADINGS",
    "Ledger",
    "LedgerHead",
    "LedgerRow",
    "canonical",
    "check_length",
    "new_id",
    "parse_ledger",
    "words_of",
]


class LedgerHead(msgspec.Struct, frozen=True):
    """How the sheet was made: ``selection`` (JSON) chose its tasks, ``change`` heads the column of changes.

    ``sentences``: a row is a sentence, as in all sheets that do not say. ``headings`` are those of the columns by key,
    as the configuration has them; ``by`` is what the rows are grouped by, ``unit`` the one that
    they are for, ``split`` says that every unit has a sheet, ``based_on`` is the line below the title.
    """

    language: Language
    selection: str = "{}"
    change: str = ""
    several: bool = False
    sentences: bool = True
    by: GroupBy | None = None
    unit: str = ""
    split: bool = False
    based_on: str = ""
    headings: dict[str, str] = {}

    @property
    def words(self) -> str:
        """The key of the column by whose words a row is known."""
        return words_of(sentences=self.sentences)


def words_of(*, sentences: bool) -> str:
    """Return the key of the column by whose words a row is known."""
    return "task" if sentences else "measures"


class LedgerRow(msgspec.Struct, frozen=True):
    """A task as written: canonical texts by column key; ``gone`` where the newest speech no longer has it."""

    id: str
    written: dict[str, str]
    gone: bool = False


class Ledger(msgspec.Struct, frozen=True):
    """All that the hidden sheet holds; ``keys`` are those of the columns, in their order."""

    head: LedgerHead
    keys: tuple[str, ...]
    rows: tuple[LedgerRow, ...]

    def cells(self) -> list[list[str]]:
        """Return the rows of the hidden sheet, all of text."""
        lines = [[MAGIC, str(VERSION), msgspec.json.encode(self.head).decode()], ["id", "gone", *self.keys]]
        lines += [
            [row.id, "1" if row.gone else "", *(row.written.get(key, "") for key in self.keys)] for row in self.rows
        ]
        return lines


def parse_ledger(lines: list[list[str]]) -> Ledger:
    """Return the ledger with these ``cells()``. Raises ``ValueError`` where they are not those of a ledger.

    >>> ledger = Ledger(LedgerHead("zh"), ("task",), (LedgerRow("1a", {"task": "要整改"}),))
    >>> parse_ledger(ledger.cells()) == ledger
    True
    """
    if len(lines) < 2 or lines[0][:2] != [MAGIC, str(VERSION)] or lines[1][:2] != ["id", "gone"]:
        raise ValueError("not a sheet of speechkit")
    head = msgspec.json.decode(lines[0][2], type=LedgerHead)
    keys = tuple(key for key in lines[1][2:] if key)
    rows = (LedgerRow(id_, dict(zip(keys, cells, strict=False)), gone == "1") for id_, gone, *cells in lines[2:] if id_)
    return Ledger(head, keys, tuple(rows))


def canonical(value: Any) -> str:
    """Return a cell's value as text that is the same however a spreadsheet program stores it."""
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
    """Return an id for a task with this text that is not in ``taken``, and add it there."""
    stem = sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    name, n = stem, 1
    while name in taken:
        n += 1
        name = f"{stem}-{n}"
    taken.add(name)
    return name


def check_length(cell: Cell, heading: str, number: int) -> None:
    """Raise ``OutputError`` where a cell is too long: spreadsheets drop what exceeds ``MAX_CELL`` without a word."""
    if isinstance(cell, str) and len(cell) * 2 > MAX_CELL and len(cell.encode("utf-16-le", "replace")) // 2 > MAX_CELL:
        raise OutputError(
            f"row {number}: {heading} has {len(cell):,} characters and a spreadsheet cell holds {MAX_CELL:,}; "
            "nothing was written; use .csv, .docx or .json, which hold them all"
        )
