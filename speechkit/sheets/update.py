"""Bring a task sheet that people have filled in up to a revised speech, without losing what they did.

Every cell is merged from three: as we wrote it, as it is now, as we should write it today. A cell that still is as we
wrote it follows the speech; one that a person changed stays. Rows are never removed, new ones are put below.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from speechkit.labels import LABELS
from speechkit.model import Analysis
from speechkit.selection import TaskSelection
from speechkit.sheets.columns import COLUMNS, FILE, Row, rows_of
from speechkit.sheets.ledger import ID, Ledger, LedgerRow, canonical, check_length, new_id
from speechkit.sheets.matching import comparable, match
from speechkit.sheets.opening import open_sheet
from speechkit.sheets.workbook import TaskWorkbook
from speechkit.sheets.xlsx import sheet_cell

CHANGE = "change"  # the key of the column that says what an update did to a row
# What makes a row a changed one; section, line and number of a task move whenever something is put before it.
TELLING = ("task", "actor", "co_actors", "deadline", "due", "strength", "targets")
KEPT = ("number", "progress", "notes")  # columns that belong to people once they are written
COLUMN_OF = {column.key: column for column in (*COLUMNS, FILE)}


class UpdateCounts(msgspec.Struct, frozen=True):
    """How many rows were added, changed, are gone or stayed; ``deleted`` by a person and not put back."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    deleted: int = 0


def update_sheet(path: str, analysis: Analysis, selection: TaskSelection) -> tuple[bytes, UpdateCounts]:
    """Return the bytes of the updated workbook and what was done; the file itself is only read.

    ``analysis`` has all tasks of the revised speech. ``selection`` chooses which of the new ones are added; where it
    asks for nothing, the one that the sheet was made with does. Raises ``InputError`` where the sheet is not ours.
    """
    book = open_sheet(path)
    if selection == TaskSelection():
        selection = msgspec.json.decode(book.ledger.head.selection, type=TaskSelection)
    update = _Update(book, selection)
    counts = update.run(analysis)
    out = io.BytesIO()
    book.workbook.save(out)
    return out.getvalue(), counts


class _Update:
    """One update at work: it changes the workbook, and keeps the ledger's rows as they will be written."""

    def __init__(self, book: TaskWorkbook, selection: TaskSelection) -> None:
        self.book, self.selection = book, selection
        self.language = book.ledger.head.language
        self.labels = LABELS[self.language].task_sheet
        self.row_of, self.added_by_people = book.rows()
        self.kept = {row.id: row for row in book.ledger.rows}
        self.counts: Counter[str] = Counter()

    def run(self, analysis: Analysis) -> UpdateCounts:
        rows = rows_of(analysis, language=self.language)
        wanted = [row for row in rows if self.selection.takes(row.task, analysis)]
        others = [row for row in rows if not self.selection.takes(row.task, analysis)]
        self._add_change_column()
        known = self.book.ledger.rows
        present = [old for old in known if old.id in self.row_of]
        pairs, unmatched = self._pair(present, wanted)
        # A task that the selection no longer takes is still in the speech: its row is not gone.
        pairs |= self._pair([old for old in present if old.id not in pairs], others)[0]
        new = list(self._not_known(unmatched))
        for old in present:
            self._refresh(old, pairs[old.id]) if old.id in pairs else self._mark_gone(old)
        for row in new:
            self._add(row)
        self._finish()
        return UpdateCounts(**self.counts, deleted=len(known) - len(present))

    def _pair(self, old: list[LedgerRow], rows: list[Row]) -> tuple[dict[str, Row], list[Row]]:
        """Return the row of the new speech for each id that has one, and the rows that match no old one."""
        texts = [(each.written.get("task", ""), self._now(each, "task")) for each in old]
        matched = list(zip(rows, match(texts, [row.text("task") for row in rows]), strict=True))
        pairs = {old[at].id: row for row, at in matched if at is not None}
        return pairs, [row for row, at in matched if at is None]

    def _not_known(self, rows: list[Row]) -> Iterator[Row]:
        """Yield the rows without those that a person deleted, or wrote in before the speech said so."""
        deleted = (old for old in self.book.ledger.rows if old.id not in self.row_of)
        known = Counter(comparable(old.written.get("task", "")) for old in deleted)
        known += Counter(comparable(self.book.text(at, "task")) for at in self.added_by_people)
        for row in rows:
            text = comparable(row.text("task"))
            if known[text] > 0:
                known[text] -= 1
            else:
                yield row

    def _now(self, old: LedgerRow, key: str) -> str:
        return self.book.text(self.row_of[old.id], key)

    def _refresh(self, old: LedgerRow, row: Row) -> None:
        """Write what the speech says now into the cells that nobody has changed, and tell what is different."""
        at = self.row_of[old.id]
        written = dict(old.written)
        told: list[str] = []
        for key in self.book.keys:
            if key in KEPT or key not in row.cells:
                continue
            cell = sheet_cell(row.cells[key])
            check_length(cell, self._heading(key), at)
            was, new, now = old.written.get(key, ""), canonical(cell), self._now(old, key)
            written[key] = new
            if new in (was, now):
                continue
            by_hand = now != was
            if key in TELLING:
                template, value = (self.labels.now, new) if by_hand else (self.labels.was, was)
                told.append(template.format(self._heading(key), value))
            if not by_hand:
                self.book.put(at, key, cell)
        self.counts["changed" if told else "same"] += 1
        self._mark(replace(old, written=written, gone=False), self.labels.changed if told else "", told)

    def _mark_gone(self, old: LedgerRow) -> None:
        told = [] if old.gone else [self.labels.gone_note.format(old.written.get("task", ""))]
        self.counts["gone"] += 1
        self._mark(replace(old, gone=True), self.labels.gone, told)

    def _add(self, row: Row) -> None:
        at = self.book.append_row()
        number = self.book.next_number()
        new = LedgerRow(new_id(row.text("task"), set(self.kept)), {})
        for key in self.book.keys:
            if key == CHANGE or key not in row.cells:
                continue
            cell = number if key == "number" else sheet_cell(row.cells[key])
            check_length(cell, self._heading(key), at)
            self.book.put(at, key, cell)
            new.written[key] = canonical(cell)
        self.book.put(at, ID, new.id)
        self.row_of[new.id] = at
        self.counts["added"] += 1
        self._mark(new, self.labels.added, [])

    def _mark(self, row: LedgerRow, mark: str, told: list[str]) -> None:
        """Put ``mark`` into the column of changes unless a person wrote there; what is told goes into a comment."""
        at = self.row_of[row.id]
        if self._now(row, CHANGE) == row.written.get(CHANGE, ""):
            self.book.put(at, CHANGE, mark)
        self.kept[row.id] = replace(row, written=row.written | {CHANGE: mark})
        self.book.fit(at)
        if told:
            self.book.comment(at, CHANGE, "\n".join(told))

    def _heading(self, key: str) -> str:
        return COLUMN_OF[key].heading(self.language)

    def _add_change_column(self) -> None:
        if CHANGE not in self.book.keys:
            taken = self.labels.change in self.book.headings()
            self.book.add_column(CHANGE, self.labels.change_again if taken else self.labels.change)

    def _finish(self) -> None:
        head = replace(
            self.book.ledger.head,
            change=self.book.heading(CHANGE),
            selection=msgspec.json.encode(self.selection).decode(),
        )
        self.book.finish(Ledger(head, self.book.keys, tuple(self.kept.values())))
