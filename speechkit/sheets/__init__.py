"""``--update``: a task sheet that people have filled in, brought up to a revised speech without losing what they did.

Every cell is merged from three: as we wrote it, as it is now, as we should write it today. A cell that still is as we
wrote it follows the speech; one that a person changed stays. Rows are never removed, new ones are put below.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from speechkit.model import Analysis, Document
from speechkit.renderers.tasks import ledger
from speechkit.renderers.tasks.columns import COLUMNS, FILE, Row, TaskView, rows_of
from speechkit.renderers.tasks.words import WORDS, Words
from speechkit.renderers.tasks.xlsx import sheet_cell
from speechkit.selection import TaskSelection
from speechkit.sheets.book import Book
from speechkit.sheets.match import match, words_of
from speechkit.sheets.opening import open_book

CHANGE = "change"
# What makes a row a changed one; section, line and number of a task move whenever something is put before it.
TELLING = ("task", "actor", "co_actors", "deadline", "due", "strength", "targets")
KEPT = ("number", "progress", "notes")  # never written again
NAMES = {column.key: column for column in (*COLUMNS, FILE)}


class Summary(msgspec.Struct, frozen=True):
    """How many rows were added, changed, are gone or stayed; ``deleted`` by a person and not put back."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    deleted: int = 0


def update_sheet(path: str, document: Document, analysis: Analysis, selection: TaskSelection) -> tuple[bytes, Summary]:
    """The sheet's new bytes. ``analysis`` has all tasks; ``selection``, or the one that the sheet was made with where
    it asks for nothing, chooses which of the new ones are added. Raises ``InputError`` where the sheet is not ours.
    """
    book = open_book(path)
    if selection == TaskSelection():
        selection = msgspec.json.decode(book.head.selection, type=TaskSelection)
    update = _Update(book, selection)
    summary = update.run(document, analysis)
    out = io.BytesIO()
    book.workbook.save(out)
    return out.getvalue(), summary


class _Update:
    """One update at work; it changes the workbook in ``book``."""

    def __init__(self, book: Book, selection: TaskSelection) -> None:
        self.book, self.selection = book, selection
        self.view = TaskView(language=book.head.language)
        self.words: Words = WORDS[self.view.language]
        self.places, self.strangers = book.rows()
        self.records = {record.id: record for record in book.records}
        self.counts: Counter[str] = Counter()

    def run(self, document: Document, analysis: Analysis) -> Summary:
        rows = rows_of(document, analysis, self.view)
        wanted = [row for row in rows if self.selection.takes(row.task, analysis)]
        others = [row for row in rows if not self.selection.takes(row.task, analysis)]
        self._change_column()
        present = [record for record in self.book.records if record.id in self.places]
        pairs, added = self._pair(present, wanted)
        rest = [record for record in present if record.id not in pairs]
        # A task that the selection no longer takes is still in the speech: its row is not gone.
        pairs |= self._pair(rest, others)[0]
        added = list(self._not_known(added))
        for record in present:
            self._refresh(record, pairs[record.id]) if record.id in pairs else self._gone(record)
        for row in added:
            self._add(row)
        self._finish()
        deleted = sum(record.id not in self.places for record in self.book.records)
        return Summary(**self.counts, deleted=deleted)

    def _pair(self, records: list[ledger.Record], rows: list[Row]) -> tuple[dict[str, Row], list[Row]]:
        """Record id → row of the new text, and the rows that have no record."""
        texts = [(record.written.get("task", ""), self._now(record, "task")) for record in records]
        found = match(texts, [row.text("task") for row in rows])
        pairs = {records[at].id: row for row, at in zip(rows, found, strict=True) if at is not None}
        return pairs, [row for row, at in zip(rows, found, strict=True) if at is None]

    def _not_known(self, rows: list[Row]) -> Iterator[Row]:
        """Without those that a person deleted, or wrote in before the speech said so."""
        known = Counter(
            words_of(record.written.get("task", "")) for record in self.book.records if record.id not in self.places
        )
        known += Counter(words_of(self.book.text(at, "task")) for at in self.strangers)
        for row in rows:
            words = words_of(row.text("task"))
            if known[words] > 0:
                known[words] -= 1
            else:
                yield row

    def _now(self, record: ledger.Record, key: str) -> str:
        return self.book.text(self.places[record.id], key)

    def _refresh(self, record: ledger.Record, row: Row) -> None:
        at = self.places[record.id]
        written = dict(record.written)
        told: list[str] = []
        for key in self.book.keys:
            if key in KEPT or key not in row.cells:
                continue
            cell = sheet_cell(row.cells[key])
            ledger.check_length(cell, self._heading(key), at)
            was, new, now = record.written.get(key, ""), ledger.canonical(cell), self._now(record, key)
            written[key] = new
            if new in (was, now):
                continue
            mine = now != was
            if key in TELLING:
                told.append(
                    (self.words.now if mine else self.words.was).format(self._heading(key), new if mine else was)
                )
            if not mine:
                self.book.put(at, key, cell)
        mark = self.words.changed if told else ""
        self.counts["changed" if told else "same"] += 1
        self._mark(replace(record, written=written, gone=False), mark, told)

    def _gone(self, record: ledger.Record) -> None:
        told = [] if record.gone else [self.words.gone_note.format(record.written.get("task", ""))]
        self.counts["gone"] += 1
        self._mark(replace(record, gone=True), self.words.gone, told)

    def _add(self, row: Row) -> None:
        at = self.book.append_row()
        number = self.book.next_number()
        record = ledger.Record(ledger.new_id(row.text("task"), set(self.records)), {})
        for key in self.book.keys:
            if key == CHANGE or key not in row.cells:
                continue
            cell = number if key == "number" else sheet_cell(row.cells[key])
            ledger.check_length(cell, self._heading(key), at)
            self.book.put(at, key, cell)
            record.written[key] = ledger.canonical(cell)
        self.book.put(at, ledger.ID, record.id)
        self.places[record.id] = at
        self.counts["added"] += 1
        self._mark(record, self.words.added, [])

    def _mark(self, record: ledger.Record, mark: str, told: list[str]) -> None:
        """Put ``mark`` into the column of changes unless a person wrote there; what was before goes into a comment."""
        at = self.places[record.id]
        if self._now(record, CHANGE) == record.written.get(CHANGE, ""):
            self.book.put(at, CHANGE, mark)
        self.records[record.id] = replace(record, written=record.written | {CHANGE: mark})
        self.book.fit(at)
        if told:
            self.book.comment(at, CHANGE, "\n".join(told))

    def _heading(self, key: str) -> str:
        return NAMES[key].heading(self.view.language)

    def _change_column(self) -> None:
        if CHANGE in self.book.keys:
            return
        taken = self.book.headings()
        name = self.words.change if self.words.change not in taken else self.words.change_again
        self.book.add_column(CHANGE, name)

    def _finish(self) -> None:
        head = replace(
            self.book.head,
            change=self.book.heading(CHANGE),
            selection=msgspec.json.encode(self.selection).decode(),
        )
        self.book.finish(ledger.lines(head, self.book.keys, list(self.records.values())))
