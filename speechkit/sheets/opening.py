"""Open a task sheet: is it there, whole, ours and nobody else's at the moment? Each "no" is a sentence for the user."""

from __future__ import annotations

import os
import warnings
import zipfile
from collections import Counter
from typing import Any

import msgspec
from openpyxl import load_workbook

from speechkit.columns import NAMED
from speechkit.errors import InputError, printable
from speechkit.labels import LABELS
from speechkit.sheets.ledger import (
    CHANGE,
    ID,
    LEDGER,
    NOTE,
    NOTE_HEADINGS,
    Ledger,
    LedgerHead,
    canonical,
    parse_ledger,
)
from speechkit.sheets.workbook import TaskWorkbook

HEADER_WITHIN = 30  # rows; people put titles and remarks above the header
FORMER = {"progress": "进展", "co_actors": "配合单位"}  # Chinese headings in sheets that do not say what theirs are
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


def is_filled_in(path: str) -> bool:
    """Return whether a file is a task sheet in which people have written, sorted out or added anything.

    Raises ``InputError`` where a spreadsheet program has it open.
    """
    _check_lock(path, printable(path))
    try:
        book = open_sheet(path)
    except InputError:
        return False  # no sheet of ours
    ours, others = book.rows()
    written = {row.id: row.written for row in book.ledger.rows}
    columns = set(book.column_of.values())
    changed = (book.text(row, key) != written[id_].get(key, "") for id_, row in ours.items() for key in book.keys)
    cells = (cell for row in book.sheet.iter_rows(book.header) for cell in row)
    added = (cell.value is not None and cell.column not in columns for cell in cells)
    return bool(others) or len(ours) < len(written) or any(changed) or any(added)


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
    return ledger


def _find_table(workbook: Any, ledger: Ledger, name: str) -> TaskWorkbook:
    """Return the workbook with the sheet and the header row that have our columns, wherever they stand now.

    A column that was renamed is known by its cells. One that is not there was deleted by a person, and stays so; only
    the tasks and their ids must be there.
    """
    head = ledger.head
    headings = {key: heading_of(key, head) for key in ledger.keys} | {ID: ID}
    title = LABELS[head.language].task_sheet.title
    header = False
    best: tuple[int, dict[str, int]] | None = None
    for sheet in sorted(workbook.worksheets, key=lambda sheet: sheet.title != title):
        if sheet.title == LEDGER:
            continue
        for row in sheet.iter_rows(max_row=min(sheet.max_row, HEADER_WITHIN)):
            columns: dict[str, int] = {}
            for cell in row:
                columns.setdefault(canonical(cell.value), cell.column)
            column_of = {key: columns[heading] for key, heading in headings.items() if heading in columns}
            if ID in column_of:
                column_of |= _renamed(sheet, row[0].row, column_of, ledger)
            header = header or bool(column_of)
            # Without the ids the rows are known by their words.
            if head.words in column_of and len(column_of) > max(len(best[1]) if best else 0, 1):
                best = row[0].row, column_of
        if best is not None:
            return TaskWorkbook(workbook, sheet, *best, ledger)
    words = headings[head.words]
    if not header:
        raise InputError(f"{name}: its header row is gone; put back the columns {words}, {ID}; nothing was written")
    raise InputError(f"{name}: it lacks the column {words}; put it back, empty if need be; nothing was written")


def heading_of(key: str, head: LedgerHead) -> str:
    """Return what stands above a column of the sheet, as we wrote it."""
    if key == CHANGE:
        return head.change
    if key == NOTE:
        return NOTE_HEADINGS[head.language]
    usual = NAMED[key].heading(head.language) if key in NAMED else key
    return head.headings.get(key) or (FORMER.get(key, usual) if head.language == "zh" and not head.headings else usual)


def _renamed(sheet: Any, header: int, column_of: dict[str, int], ledger: Ledger) -> dict[str, int]:
    """Return the columns whose heading is gone, by key: those that still hold most of what we wrote under it."""
    gone = [key for key in ledger.keys if key not in column_of]
    if not gone:
        return {}
    taken = set(column_of.values())
    written = {row.id: row.written for row in ledger.rows}
    free = [n for n in range(1, sheet.max_column + 1) if n not in taken]
    same: Counter[tuple[str, int]] = Counter()
    of: Counter[str] = Counter()
    for row in sheet.iter_rows(min_row=header + 1, values_only=True):
        known = written.get(canonical(row[column_of[ID] - 1]), {})
        for key in gone:
            if text := known.get(key):
                of[key] += 1
                same.update((key, n) for n in free if canonical(row[n - 1]) == text)
    found: dict[str, int] = {}
    for (key, n), count in same.most_common():
        if key not in found and n not in found.values() and count * 2 > of[key]:
            found[key] = n
    return found
