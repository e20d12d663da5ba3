"""Reading a task sheet: is it there, whole, ours and nobody else's at the moment? Each "no" is a sentence."""

from __future__ import annotations

import os
import warnings
import zipfile
from typing import Any

import msgspec
from openpyxl import load_workbook

from speechkit.errors import InputError, printable
from speechkit.renderers.tasks import ledger
from speechkit.renderers.tasks.columns import COLUMNS, FILE
from speechkit.renderers.tasks.words import WORDS
from speechkit.sheets.book import Book

HEADER_WITHIN = 30  # rows; people put titles and remarks above the header
LARGEST = 100 << 20  # bytes of XML that a workbook may unpack to


def open_book(path: str) -> Book:
    """The sheet. Raises ``InputError`` where it is open elsewhere, damaged, not ours or lacks a column."""
    name = printable(path)
    _check_lock(path, name)
    _check_zip(path, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that openpyxl passes over; `left_out` says what matters
            workbook = load_workbook(path, rich_text=True)
    except OSError as error:
        raise InputError(f"{name}: {(error.strerror or str(error)).lower()}") from None
    except Exception:  # openpyxl lets through whatever the XML below it raises
        raise InputError(f"{name}: it is damaged, no .xlsx workbook that can be read; nothing was written") from None
    return _find(workbook, name)


def left_out(path: str) -> list[str]:
    """What the workbook has that openpyxl does not write again: pictures, charts, drawings."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    kinds = {"xl/media/": "pictures", "xl/charts/": "charts", "xl/pivotTables/": "pivot tables"}
    return [kind for folder, kind in kinds.items() if any(name.startswith(folder) for name in names)]


def _check_lock(path: str, name: str) -> None:
    folder, base = os.path.split(path)
    for lock in (f"~${base}", f".~lock.{base}#"):
        if os.path.lexists(os.path.join(folder, lock)):
            raise InputError(
                f"{name}: it is open in a spreadsheet program; save and close it there (or delete {printable(lock)}, "
                "if nothing has it open); nothing was written"
            )


def _check_zip(path: str, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except OSError as error:
        raise InputError(f"{name}: {(error.strerror or str(error)).lower()}") from None
    except Exception:
        raise InputError(
            f"{name}: it is no .xlsx workbook, or it is damaged or has a password; nothing was written"
        ) from None
    if size > LARGEST:
        raise InputError(f"{name}: it unpacks to {size >> 20} MB, too much for a task sheet; nothing was written")


def _find(workbook: Any, name: str) -> Book:
    foreign = f"{name}: speechkit tasks did not write this sheet; make one with -o and update that; nothing was written"
    if ledger.LEDGER not in workbook.sheetnames:
        raise InputError(foreign)
    rows = [
        ["" if value is None else str(value) for value in row]
        for row in workbook[ledger.LEDGER].iter_rows(values_only=True)
    ]
    try:
        head, keys, records = ledger.parse(rows)
    except (ValueError, IndexError, msgspec.MsgspecError):
        raise InputError(foreign) from None
    if head.several:
        raise InputError(
            f"{name}: it was made of several speeches, an update needs the sheet of one; nothing was written"
        )
    named = {column.key: column.heading(head.language) for column in (*COLUMNS, FILE)} | {"change": head.change}
    wanted = {key: named.get(key, key) for key in keys} | {ledger.ID: ledger.ID}
    sheets = sorted(workbook.worksheets, key=lambda sheet: sheet.title != WORDS[head.language].sheet)
    best: set[str] = set(wanted.values())
    for sheet in sheets:
        if sheet.title == ledger.LEDGER:
            continue
        for row in sheet.iter_rows(max_row=min(sheet.max_row, HEADER_WITHIN)):
            found: dict[str, int] = {}
            for cell in row:
                found.setdefault(ledger.canonical(cell.value), cell.column)
            missing = {heading for heading in wanted.values() if heading not in found}
            if not missing:
                at = {key: found[heading] for key, heading in wanted.items()}
                return Book(workbook, sheet, row[0].row, at, head, keys, records)
            best = min(best, missing, key=len)
    lacking = ", ".join(heading for heading in wanted.values() if heading in best)
    if len(best) == len(wanted):
        raise InputError(f"{name}: its header row is gone; put back the columns {lacking}; nothing was written")
    raise InputError(f"{name}: it lacks the columns {lacking}; put them back, empty if need be; nothing was written")
