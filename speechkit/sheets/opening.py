"""Open a task sheet: is it there, whole, ours and nobody else's at the moment? Each "no" is a sentence for the user."""

from __future__ import annotations

import os
import warnings
import zipfile
from typing import Any

import msgspec
from openpyxl import load_workbook

from speechkit.errors import InputError, printable
from speechkit.labels import LABELS
from speechkit.sheets.columns import COLUMNS, FILE
from speechkit.sheets.ledger import ID, LEDGER, Ledger, canonical, parse_ledger
from speechkit.sheets.workbook import TaskWorkbook

HEADER_WITHIN = 30  # rows; people put titles and remarks above the header
MAX_UNPACKED = 100 << 20  # bytes of XML that a workbook may unpack to


def open_sheet(path: str) -> TaskWorkbook:
    """Return the workbook. Raises ``InputError`` where it is open elsewhere, damaged, not ours or lacks a column."""
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
    return _find_table(workbook, _read_ledger(workbook, name), name)


def left_out(path: str) -> list[str]:
    """Return the kinds of things in the workbook that openpyxl does not write again, such as pictures."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    kinds = {"xl/media/": "pictures", "xl/charts/": "charts", "xl/pivotTables/": "pivot tables"}
    return [kind for folder, kind in kinds.items() if any(name.startswith(folder) for name in names)]


def _check_lock(path: str, name: str) -> None:
    """Raise ``InputError`` where Excel or LibreOffice has put its lock file beside the sheet."""
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
    if size > MAX_UNPACKED:
        raise InputError(f"{name}: it unpacks to {size >> 20} MB, too much for a task sheet; nothing was written")


def _read_ledger(workbook: Any, name: str) -> Ledger:
    foreign = f"{name}: speechkit tasks did not write this sheet; make one with -o and update that; nothing was written"
    if LEDGER not in workbook.sheetnames:
        raise InputError(foreign)
    lines = [
        ["" if value is None else str(value) for value in row] for row in workbook[LEDGER].iter_rows(values_only=True)
    ]
    try:
        ledger = parse_ledger(lines)
    except (ValueError, IndexError, msgspec.MsgspecError):
        raise InputError(foreign) from None
    if ledger.head.several:
        raise InputError(
            f"{name}: it was made of several speeches, an update needs the sheet of one; nothing was written"
        )
    return ledger


def _find_table(workbook: Any, ledger: Ledger, name: str) -> TaskWorkbook:
    """Return the workbook with the sheet and the header row that have all our columns, wherever they stand now."""
    language = ledger.head.language
    known = {column.key: column.heading(language) for column in (*COLUMNS, FILE)} | {"change": ledger.head.change}
    headings = {key: known.get(key, key) for key in ledger.keys} | {ID: ID}
    title = LABELS[language].task_sheet.title
    fewest_missing: set[str] = set(headings.values())
    for sheet in sorted(workbook.worksheets, key=lambda sheet: sheet.title != title):
        if sheet.title == LEDGER:
            continue
        for row in sheet.iter_rows(max_row=min(sheet.max_row, HEADER_WITHIN)):
            columns: dict[str, int] = {}
            for cell in row:
                columns.setdefault(canonical(cell.value), cell.column)
            missing = {heading for heading in headings.values() if heading not in columns}
            if not missing:
                column_of = {key: columns[heading] for key, heading in headings.items()}
                return TaskWorkbook(workbook, sheet, row[0].row, column_of, ledger)
            fewest_missing = min(fewest_missing, missing, key=len)
    lacking = ", ".join(heading for heading in headings.values() if heading in fewest_missing)
    if len(fewest_missing) == len(headings):
        raise InputError(f"{name}: its header row is gone; put back the columns {lacking}; nothing was written")
    raise InputError(f"{name}: it lacks the columns {lacking}; put them back, empty if need be; nothing was written")
