"""Bring a task sheet that people have filled in up to a revised speech, without losing what they did.

Every cell is merged from three: as we wrote it, as it is now, as we should write it today. A cell that still is as we
wrote it follows the speech; one that a person changed stays. Rows are never removed, new ones are put
below the task that stands before them in the speech. In a sheet of several speeches only the rows of those speeches
that are given are touched; a speech is known by the name of its file.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from speechkit.chars import one_line
from speechkit.columns import FILE
from speechkit.errors import InputError, printable
from speechkit.labels import LABELS
from speechkit.model import Analysis
from speechkit.offices import NO_OFFICES, Offices
from speechkit.selection import TaskSelection, select_tasks
from speechkit.sheets.dues import color_by_day
from speechkit.sheets.ledger import (
    CHANGE,
    ID,
    NOTE,
    NOTE_HEADINGS,
    Ledger,
    LedgerRow,
    canonical,
    check_length,
    new_id,
)
from speechkit.sheets.matching import comparable, match
from speechkit.sheets.opening import heading_of, open_sheet
from speechkit.sheets.rows import BETWEEN, HINT_COLOR, Cell, Layout, Row, based_on, rows_of
from speechkit.sheets.workbook import TaskWorkbook
from speechkit.sheets.xlsx import sheet_cell

# What makes a row a changed one; section, line, id and number of a task move whenever something is put before it.
TELLING = ("task", "item", "measures", "actor", "co_actors", "when", "targets", "strength")
TELLING_ALONE = ("deadline", "due")  # where no column has both
KEPT = ("number", "category", "progress", "notes")  # columns that belong to people once they are written


class UpdateCounts(msgspec.Struct, frozen=True):
    """How many rows were added, changed, are gone or stayed; ``deleted`` by a person and not put back.

    ``sheets`` says that there are sheets of units, which stay as they were.
    """

    added: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    deleted: int = 0
    sheets: bool = False


def update_sheet(
    path: str, analysis: Analysis, selection: TaskSelection, offices: Offices = NO_OFFICES
) -> tuple[bytes, UpdateCounts]:
    """Return the bytes of the updated workbook and what was done; the file itself is only read.

    ``analysis`` has all tasks of the revised speech. ``selection`` chooses which of the new ones are added; where it
    asks for nothing, the one that the sheet was made with does. Raises ``InputError`` where the sheet is not ours.
    """
    book = open_sheet(path)
    if selection == TaskSelection():
        selection = msgspec.json.decode(book.ledger.head.selection, type=TaskSelection)
    update = Update(book, selection, offices)
    update.run(analysis)
    update.finish()
    return saved(book), update.told()


def enter(path: str, analyses: list[Analysis], offices: Offices = NO_OFFICES) -> tuple[bytes, UpdateCounts]:
    """Return the bytes of a ledger with these speeches merged into it, and what was done.

    Raises ``InputError`` where the sheet is not ours or is that of one speech.
    """
    book = open_sheet(path)
    if not book.ledger.head.several or FILE.key not in book.keys:
        raise InputError(
            f"{printable(path)}: it is no sheet of several speeches, with a column of their files; "
            "use tasks --update for it, or begin a ledger under another name; nothing was written"
        )
    selection = msgspec.json.decode(book.ledger.head.selection, type=TaskSelection)
    update = Update(book, selection, offices, explained=True)
    for analysis in analyses:
        update.run(analysis)
    update.finish()
    color_by_day(book)
    return saved(book), update.told()


def file_name(path: str) -> str:
    r"""Return the name of a file without its folders, by which a ledger knows a speech.

    >>> file_name("2024/讲话.docx"), file_name(r"D:\\文\\讲话.docx")
    ('讲话.docx', '讲话.docx')
    """
    return re.split(r"[/\\]", path)[-1]


def saved(book: TaskWorkbook) -> bytes:
    """Return the bytes of the workbook."""
    out = io.BytesIO()
    book.workbook.save(out)
    return out.getvalue()


class Update:
    """One update at work: it changes the workbook, and keeps the ledger's rows as they will be written."""

    def __init__(
        self, book: TaskWorkbook, selection: TaskSelection, offices: Offices, *, explained: bool = False
    ) -> None:
        self.book, self.selection = book, selection
        self.head = book.ledger.head
        self.layout = Layout(
            self.head.language,
            self.head.by,
            self.head.sentences,
            offices=offices,
            several=self.head.several,
            unit=self.head.unit,
        )
        self.based_on = self.head.based_on
        # By what a row is known: its words, then what it is called.
        self.names = [key for key in (self.head.words, "item") if key in book.keys]
        self.labels = LABELS[self.head.language].task_sheet
        self.row_of, self.added_by_people = book.rows()
        self.kept = {row.id: row for row in book.ledger.rows}
        self.counts: Counter[str] = Counter()
        self._add_change_column()
        if explained and NOTE not in self.book.keys:
            self.book.add_column(NOTE, NOTE_HEADINGS[self.head.language])

    def told(self) -> UpdateCounts:
        """Return what was done so far."""
        return UpdateCounts(**self.counts, sheets=self.head.split)

    def run(self, analysis: Analysis) -> None:
        """Merge the tasks of one speech into the rows."""
        self.based_on = "" if self.head.several else based_on(analysis, self.layout)
        wanted = rows_of(select_tasks(analysis, self.selection), self.layout)
        asked_for = {row.task.id: row for row in wanted}
        rows = [asked_for.get(row.task.id, row) for row in rows_of(analysis, self.layout)]
        others = [row for row in rows if row.task.id not in asked_for]
        known = self._of(one_line(analysis.source.name))
        present = [old for old in known if old.id in self.row_of]
        pairs, unmatched = self._pair(present, wanted)
        # A task that the selection no longer takes is still in the speech: its row is not gone.
        pairs |= self._pair([old for old in present if old.id not in pairs], others)[0]
        new = list(self._not_known(unmatched, [old for old in known if old.id not in self.row_of]))
        for old in present:
            self._refresh(old, pairs[old.id]) if old.id in pairs else self._mark_gone(old)
        places = {row.task.id: self.row_of[id_] for id_, row in pairs.items()}
        for row, after in _after(rows, new, places):
            self._add(row, after)
        self.counts["deleted"] += len(known) - len(present)

    def _of(self, file: str) -> list[LedgerRow]:
        """Return the rows of the ledger that are of this speech: all, where the sheet is that of one."""
        if not self.book.ledger.head.several:
            return list(self.book.ledger.rows)
        name = file_name(canonical(file))  # wherever the file lies, and from wherever it is named
        return [row for row in self.book.ledger.rows if file_name(row.written.get(FILE.key, "")) == name]

    def _pair(self, old: list[LedgerRow], rows: list[Row]) -> tuple[dict[str, Row], list[Row]]:
        """Return the row of the new speech for each id that has one, and the rows that match no old one.

        By their words; what is left by what it is called.
        """
        words = self.head.words
        texts = [tuple({each.written.get(words, ""), self._now(each, words)} - {""}) for each in old]
        matched = list(zip(rows, match(texts, [row.text(words) for row in rows]), strict=True))
        pairs = {old[at].id: row for row, at in matched if at is not None}
        called = {each.written.get("item", ""): each.id for each in old if each.id not in pairs}
        unmatched: list[Row] = []
        for row in (row for row, at in matched if at is None):
            if id_ := called.pop(row.text("item"), None):
                pairs[id_] = row
            else:
                unmatched.append(row)
        return pairs, unmatched

    def _not_known(self, rows: list[Row], deleted: list[LedgerRow]) -> Iterator[Row]:
        """Yield the rows without those that a person deleted, or wrote in before the speech said so."""
        rows = self._pair(deleted, rows)[1]
        known: Counter[str] = Counter()
        for at in self.added_by_people:
            known.update({comparable(self.book.text(at, key)) for key in self.names} - {""})
        for row in rows:
            text = next((text for key in self.names if known[text := comparable(row.text(key))] > 0), None)
            if text is not None:
                known[text] -= 1
            else:
                yield row

    def _now(self, old: LedgerRow, key: str) -> str:
        """What stands in a cell, nothing where a person has deleted the row."""
        return self.book.text(self.row_of[old.id], key) if old.id in self.row_of else ""

    def _refresh(self, old: LedgerRow, row: Row) -> None:
        """Write what the speech says now into the cells that nobody has changed, and tell what is different."""
        at = self.row_of[old.id]
        written = dict(old.written)
        told: list[str] = []
        if old.gone:
            self._take_back(at, self._gone_note(old))
        telling = TELLING if "when" in self.book.keys else (*TELLING, *TELLING_ALONE)
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
            if key in telling:
                template, value = (self.labels.now, new) if by_hand else (self.labels.was, was)
                value = BETWEEN.get(key, " ").join(value.split("\n"))
                told.append(template.format(self._heading(key), value))
            if not by_hand:
                self._put(at, key, cell, row)
        self.counts["changed" if told else "same"] += 1
        self._mark(replace(old, written=written, gone=False), self.labels.changed if told else "", told)

    def _put(self, at: int, key: str, cell: Cell, row: Row) -> None:
        """Write a cell, who must act in grey where that is a hint."""
        self.book.put(at, key, cell)
        if key == "actor":
            self.book.color(at, key, HINT_COLOR if row.hint else None)

    def _mark_gone(self, old: LedgerRow) -> None:
        """Mark a row as gone; its id is that of another now."""
        told = [] if old.gone else [self._gone_note(old)]
        self.counts["gone"] += 1
        if "id" in self.book.keys and self._now(old, "id") == old.written.get("id", ""):
            self.book.put(self.row_of[old.id], "id", "")
            old = replace(old, written=old.written | {"id": ""})
        self._mark(replace(old, gone=True), self.labels.gone, told)

    def _add(self, row: Row, after: int | None) -> None:
        at = self.book.append_row(after)
        number = self.book.next_number()
        new = LedgerRow(new_id(canonical(sheet_cell(row.cells[self.head.words])), set(self.kept)), {})
        for key in self.book.keys:
            if key == CHANGE or key not in row.cells:
                continue
            cell = number if key == "number" else sheet_cell(row.cells[key])
            check_length(cell, self._heading(key), at)
            self._put(at, key, cell, row)
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
        if told and NOTE in self.book.keys:
            before = self.book.text(at, NOTE).split("\n")
            self.book.put(at, NOTE, "\n".join(filter(None, [*before, *(each for each in told if each not in before)])))
            self.book.fit(at)
        elif told:
            self.book.comment(at, CHANGE, "\n".join(told))

    def _take_back(self, at: int, line: str) -> None:
        """Take out what was said of a task that was gone and has come back."""
        self.book.uncomment(at, CHANGE, line)
        if NOTE in self.book.keys and line in (said := self.book.text(at, NOTE).split("\n")):
            self.book.put(at, NOTE, "\n".join(each for each in said if each != line))

    def _gone_note(self, row: LedgerRow) -> str:
        return self.labels.gone_note.format(row.written.get(self.names[-1], "") if self.names else "")

    def _heading(self, key: str) -> str:
        return heading_of(key, self.head)

    def _add_change_column(self) -> None:
        if CHANGE not in self.book.keys:
            taken = self.labels.change in self.book.headings()
            self.book.add_column(CHANGE, self.labels.change_again if taken else self.labels.change)

    def finish(self) -> None:
        """Put the new rows in their places and write the ledger; the workbook is to be saved then."""
        self.book.place_rows()
        head = replace(
            self.head,
            change=self.book.heading(CHANGE),
            selection=msgspec.json.encode(self.selection).decode(),
            based_on=self.based_on,
        )
        self.book.finish(Ledger(head, self.book.keys, tuple(self.kept.values())))


def _after(rows: list[Row], new: list[Row], places: dict[str, int]) -> Iterator[tuple[Row, int | None]]:
    """Yield the new rows with the row of the sheet that each goes below: that of the task before it in the speech.

    Where this stands in another section and the next one in its own, the row goes above the next one. ``places`` are
    the rows of the sheet by the ids of the tasks that have one; None is the end.
    """
    added = {row.task.id for row in new}
    following: dict[str, Row] = {}
    next_row: Row | None = None
    for row in reversed(rows):
        if row.task.id in added and next_row is not None:
            following[row.task.id] = next_row
        elif row.task.id in places:
            next_row = row
    before: Row | None = None
    for row in rows:
        if row.task.id in places:
            before = row
        elif row.task.id in added:
            after = following.get(row.task.id)
            own = after is not None and after.task.section == row.task.section
            if after is not None and own and (before is None or before.task.section != row.task.section):
                yield row, places[after.task.id] - 1
            else:
                yield row, places[before.task.id] if before else places[after.task.id] - 1 if after else None
