"""A task sheet that openpyxl has read: where columns, rows and ledger are in the workbook, and how cells change."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation

from speechkit.columns import FILE
from speechkit.labels import LABELS
from speechkit.sheets.ledger import ID, LEDGER, NOTE, Ledger, canonical
from speechkit.sheets.placing import can_move, move_rows, order_after
from speechkit.sheets.rows import LINE_HEIGHT, UNKNOWN_COLOR, Cell, blocks, row_height
from speechkit.sheets.xlsx import CHANGE_WIDTH, DATE_FORMAT, NOTE_WIDTH, unknown_rule

DEFAULT_WIDTH = 9.0  # of a column for which the workbook says none
COMMENT_SIZE = 360, 120  # points, across and down
AUTHOR = "speechkit"


class TaskWorkbook:
    """The workbook with its ledger; every change is made in memory, ``workbook.save`` writes it.

    ``header`` is the number of the header row, ``column_of`` leads from the key of a column, or ``ledger.ID``, to its
    number; ``keys`` are those of our columns. Rows and columns count from 1.
    """

    def __init__(self, workbook: Any, sheet: Any, header: int, column_of: dict[str, int], ledger: Ledger) -> None:
        self.workbook, self.sheet, self.header, self.column_of = workbook, sheet, header, column_of
        self.ledger, self.keys = ledger, tuple(key for key in ledger.keys if key in column_of)
        self._placed: dict[int, list[int]] = {}
        # In one pass: asking openpyxl for one row after the other counts all cells for each.
        self._filled = {cell.row for row in sheet.iter_rows(header) for cell in row if cell.value is not None}
        self.last = max(self._filled, default=header)
        self._model = header + 1 if self.last > header else None  # a row whose looks new ones take
        self._first_added = self.last + 1
        numbers = [self.text(row, "number") for row in range(header + 1, self.last + 1)]
        self._highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
        self._width_of_all = sheet.max_column  # asking openpyxl counts all cells
        if ID not in column_of:
            self._add_ids()
        self._part_categories()

    def rows(self) -> tuple[dict[str, int], list[int]]:
        """Return the row number of every id of the ledger that is still there, and the rows that people added.

        Where people have copied a row, the copy that is least changed is ours and the others are theirs.
        """
        written = {row.id: row.written for row in self.ledger.rows}
        copies_of: dict[str, list[int]] = {}
        others: list[int] = []
        for row in range(self.header + 1, self.last + 1):
            id_ = self.text(row, ID)
            if id_ in written:
                copies_of.setdefault(id_, []).append(row)
            elif row in self._filled:
                others.append(row)
        if not copies_of and written:
            self._know_by_words(others, copies_of)
            others = [row for row in others if [row] not in copies_of.values()]
        ours: dict[str, int] = {}
        for id_, copies in copies_of.items():
            ours[id_] = min(copies, key=lambda row: self._changes(row, written[id_]))
            others += [row for row in copies if row != ours[id_]]
        return ours, sorted(others)

    def _know_by_words(self, rows: list[int], copies_of: dict[str, list[int]]) -> None:
        """Find rows whose ids are gone, as when a person has deleted their column, by the words that we wrote."""
        words = self.ledger.head.words
        free: dict[str, list[str]] = {}
        for known in self.ledger.rows:
            free.setdefault(known.written.get(words, ""), []).append(known.id)
        for row in rows:
            if ids := free.get(self.text(row, words)):
                id_ = ids.pop(0)
                copies_of[id_] = [row]
                self.put(row, ID, id_)

    def _add_ids(self) -> None:
        """Add the hidden column of ids that a person has deleted."""
        self._width_of_all += 1
        self.column_of[ID] = self._width_of_all
        self.put(self.header, ID, ID)
        self.sheet.column_dimensions[get_column_letter(self.column_of[ID])].hidden = True

    def _part_categories(self) -> None:
        """Give each row of a cell over several rows, which says what its group is called, that text for itself."""
        column = self.column_of.get("category")
        for area in [area for area in self.sheet.merged_cells.ranges if area.min_col == area.max_col == column]:
            if area.min_row <= self.header:
                continue
            first = self.sheet.cell(area.min_row, column)
            self.sheet.unmerge_cells(area.coord)
            for row in range(area.min_row + 1, area.max_row + 1):
                self.sheet.cell(row, column).value = first.value
                self.sheet.cell(row, column)._style = copy(first._style)

    def _join_categories(self) -> None:
        """Make one cell again of what neighbours of one file have in common as the name of their group."""
        if not self.ledger.head.by or "category" not in self.column_of:
            return
        column = self.column_of["category"]
        rows = range(self.header + 1, self.last + 1)
        said = [(self.text(row, FILE.key), self.text(row, "category") or f"\n{row}") for row in rows]
        heights = [self.sheet.row_dimensions[row].height or LINE_HEIGHT for row in rows]
        for first, end in blocks(said, heights):
            if end - first > 1:
                area = {
                    "start_row": rows[first],
                    "end_row": rows[end - 1],
                    "start_column": column,
                    "end_column": column,
                }
                self.sheet.merge_cells(**area)

    def _changes(self, row: int, written: dict[str, str]) -> int:
        return sum(self.text(row, key) != written.get(key, "") for key in self.keys)

    def text(self, row: int, key: str) -> str:
        """Return the canonical text of a cell, nothing where there is no such column."""
        return canonical(self.sheet.cell(row, self.column_of[key]).value) if key in self.column_of else ""

    def put(self, row: int, key: str, value: Cell) -> None:
        """Write a value as what it is: text stays text, also where it begins like a formula."""
        cell = self.sheet.cell(row, self.column_of[key])
        if isinstance(cell, MergedCell):
            return  # a part of a merged cell has no value of its own
        if isinstance(value, date):
            cell.value = datetime(value.year, value.month, value.day)
            cell.number_format = DATE_FORMAT
            return
        cell.value = value if value != "" else None
        if isinstance(value, str) and value:
            cell.data_type = "s"

    def color(self, row: int, key: str, color: str | None) -> None:
        """Set the words of a cell in a colour, RRGGBB, None for the usual one."""
        cell = self.sheet.cell(row, self.column_of[key])
        font = copy(cell.font)
        font.color = f"FF{color or '000000'}"
        cell.font = font

    def uncomment(self, row: int, key: str, line: str) -> None:
        """Take a line out of the cell's comment, and the comment where nothing else is in it."""
        cell = self.sheet.cell(row, self.column_of[key])
        if isinstance(cell, MergedCell) or not cell.comment:
            return
        lines = cell.comment.text.split("\n")
        if line not in lines:
            return
        kept = "\n".join(each for each in lines if each != line)
        author = cell.comment.author
        cell.comment = Comment(kept, author, *COMMENT_SIZE[::-1]) if kept.strip() else None

    def comment(self, row: int, key: str, text: str) -> None:
        """Add ``text`` to the cell's comment; what the comment says already stays."""
        cell = self.sheet.cell(row, self.column_of[key])
        if isinstance(cell, MergedCell):
            return
        before = cell.comment.text.rstrip() + "\n" if cell.comment else ""
        if text in before:
            return
        note = Comment(before + text, cell.comment.author if cell.comment else AUTHOR)
        note.width, note.height = COMMENT_SIZE
        cell.comment = note

    def headings(self) -> set[str]:
        """Return what the cells of the header row say."""
        return {canonical(cell.value) for cell in self.sheet[self.header]}

    def heading(self, key: str) -> str:
        """Return what stands above a column."""
        return self.text(self.header, key)

    def add_column(self, key: str, heading: str) -> None:
        """Add a column of ours to the right of all that is filled."""
        filled = (cell.column for row in self.sheet.iter_rows() for cell in row if cell.value is not None)
        column = max(filled, default=0) + 1
        self._width_of_all = max(self._width_of_all, column)
        self.column_of[key] = column
        self.keys = (*self.keys, key)
        self._copy_style((self.header, self.column_of[self.ledger.head.words]), (self.header, column))
        self.put(self.header, key, heading)
        if self._width(column) is None:
            wide = NOTE_WIDTH if key == NOTE else CHANGE_WIDTH
            self.sheet.column_dimensions[get_column_letter(column)].width = wide
        if self._model:
            for row in range(self.header + 1, self.last + 1):
                self._copy_style((row, self.column_of[self.ledger.head.words]), (row, column))

    def _copy_style(self, source: tuple[int, int], target: tuple[int, int]) -> None:
        self.sheet.cell(*target)._style = copy(self.sheet.cell(*source)._style)

    def _width(self, column: int) -> float | None:
        # By searching: asking openpyxl for a column that stands in a range of equal ones would add a second entry
        # for it, which Excel takes for damage.
        for size in self.sheet.column_dimensions.values():
            if (size.min or 0) <= column <= (size.max or 0):
                return float(size.width)
        return None

    def append_row(self, after: int | None = None) -> int:
        """Add a row below all others that looks like the first one, and return its number.

        ``place_rows`` puts it after the row ``after``, behind those that were added there before.
        """
        self.last += 1
        if after is not None:
            merged = [each.max_row for each in self.sheet.merged_cells.ranges if each.min_row <= after < each.max_row]
            self._placed.setdefault(max(merged, default=after), []).append(self.last)
        if self._model:
            for column in range(1, self._width_of_all + 1):
                self._copy_style((self._model, column), (self.last, column))
        return self.last

    def fit(self, row: int) -> None:
        """Make the row high enough for what is in it now; it never becomes lower."""
        needed = row_height(
            (self.text(row, key), self._width(self.column_of[key]) or DEFAULT_WIDTH) for key in self.keys
        )
        size = self.sheet.row_dimensions[row]
        size.height = max(size.height or 0, needed)

    def place_rows(self) -> None:
        """Put the rows that were added where they belong; they stay below where something refers to rows by number."""
        if not self._placed or not can_move(self.workbook, self.sheet):
            return
        placed = {row for rows in self._placed.values() for row in rows}
        others = {self._first_added - 1: [n for n in range(self._first_added, self.last + 1) if n not in placed]}
        for row, added in others.items():
            self._placed.setdefault(row, []).extend(added)
        order = order_after(range(self.header, self._first_added), self._placed)
        move_rows(self.workbook, self.sheet, self.header, order, last_old=self._first_added - 1)

    def next_number(self) -> int:
        """Return one more than the highest number in the column of numbers, those given before included."""
        self._highest += 1
        return self._highest

    def finish(self, ledger: Ledger) -> None:
        """Stretch filter, drop-down and colour over the rows that were added, and write the ledger anew.

        The line that says what the sheet is based on follows the speech where nobody has changed it.
        """
        for row in self.sheet.iter_rows(max_row=self.header - 1) if self.header > 1 else ():
            for cell in row:
                if cell.value and cell.value == self.ledger.head.based_on:
                    cell.value = ledger.head.based_on
        self._join_categories()
        if self.sheet.auto_filter.ref:
            left, top, right, bottom = range_boundaries(self.sheet.auto_filter.ref)
            right, bottom = max(right or 0, *self.column_of.values()), max(bottom or 0, self.last)
            self.sheet.auto_filter.ref = f"{get_column_letter(left or 1)}{top}:{get_column_letter(right)}{bottom}"
        if self.last >= self._first_added:
            self._stretch_choices()
            self._stretch_color()
        del self.workbook[LEDGER]
        hidden = self.workbook.create_sheet(LEDGER)
        hidden.sheet_state = "veryHidden"
        for row, texts in enumerate(ledger.cells(), 1):
            for column, text in enumerate(texts, 1):
                if text:
                    hidden.cell(row, column).value = text
                    hidden.cell(row, column).data_type = "s"

    def _stretch_choices(self) -> None:
        if "progress" not in self.column_of:
            return
        progress = get_column_letter(self.column_of["progress"])
        last = f"{progress}{self.last}"
        if any(last in known.cells for known in self.sheet.data_validations.dataValidation):
            return
        choices = ",".join(LABELS[self.ledger.head.language].task_sheet.progress)
        validation = DataValidation("list", formula1=f'"{choices}"', errorStyle="warning")
        validation.add(f"{progress}{self._first_added}:{last}")
        self.sheet.add_data_validation(validation)

    def _stretch_color(self) -> None:
        if "actor" not in self.column_of:
            return
        actor = get_column_letter(self.column_of["actor"])
        if any(f"{actor}{self.last}" in known for known in self.sheet.conditional_formatting):
            return
        area = f"{actor}{self._first_added}:{actor}{self.last}"
        unknown = LABELS[self.ledger.head.language].task_sheet.unknown_actor
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            [unknown_rule(actor, self._first_added, unknown).removeprefix("=")],
            fill=PatternFill(bgColor=f"FF{UNKNOWN_COLOR}", fill_type="solid"),
        )
        self.sheet.conditional_formatting.add(area, rule)
