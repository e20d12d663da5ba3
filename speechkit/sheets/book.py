"""A task sheet that openpyxl has read: where our columns, rows and memory are in the workbook, and how they change."""

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

from speechkit.renderers.tasks import ledger
from speechkit.renderers.tasks.columns import Cell
from speechkit.renderers.tasks.words import WORDS
from speechkit.renderers.tasks.xlsx import DATE, TINT, row_height

DEFAULT_WIDTH = 9.0
AUTHOR = "speechkit"


class Book:
    """The workbook and where things are: ``at`` leads from a column's key, or ``ledger.ID``, to its number."""

    def __init__(
        self,
        workbook: Any,
        sheet: Any,
        header: int,
        at: dict[str, int],
        head: ledger.Head,
        keys: list[str],
        records: list[ledger.Record],
    ) -> None:
        self.workbook, self.sheet, self.header, self.at = workbook, sheet, header, at
        self.head, self.keys, self.records = head, keys, records
        self.last = max((row for row in range(header, sheet.max_row + 1) if self._filled(row)), default=header)
        self.model = header + 1 if self.last > header else None  # a row whose looks new ones take
        self.first_added = self.last + 1
        numbers = [self.text(row, "number") for row in range(header + 1, self.last + 1)]
        self.highest = max((int(number) for number in numbers if number.isdecimal()), default=0)

    def _filled(self, row: int) -> bool:
        return any(cell.value is not None for cell in self.sheet[row])

    def rows(self) -> tuple[dict[str, int], list[int]]:
        """Record id → its row, and the rows that people added; of copies of a row the one least changed is ours."""
        known = {record.id: record for record in self.records}
        candidates: dict[str, list[int]] = {}
        others: list[int] = []
        for row in range(self.header + 1, self.last + 1):
            name = self.text(row, ledger.ID)
            if name in known:
                candidates.setdefault(name, []).append(row)
            elif self._filled(row):
                others.append(row)
        places: dict[str, int] = {}
        for name, copies in candidates.items():
            written = known[name].written
            places[name] = min(
                copies, key=lambda row: sum(self.text(row, key) != written.get(key, "") for key in self.keys)
            )
            others += [row for row in copies if row != places[name]]
        return places, sorted(others)

    def text(self, row: int, key: str) -> str:
        """The canonical text of a cell."""
        return ledger.canonical(self.sheet.cell(row, self.at[key]).value)

    def put(self, row: int, key: str, value: Cell) -> None:
        """Write a value as what it is: text stays text, also where it begins like a formula."""
        cell = self.sheet.cell(row, self.at[key])
        if isinstance(cell, MergedCell):
            return  # a part of a merged cell has no value of its own
        if isinstance(value, date):
            cell.value = datetime(value.year, value.month, value.day)
            cell.number_format = DATE
            return
        cell.value = value if value != "" else None
        if isinstance(value, str) and value:
            cell.data_type = "s"

    def comment(self, row: int, key: str, text: str) -> None:
        """Add to the cell's comment; what is there already stays."""
        cell = self.sheet.cell(row, self.at[key])
        if isinstance(cell, MergedCell):
            return
        before = cell.comment.text.rstrip() + "\n" if cell.comment else ""
        if text in before:
            return
        note = Comment(before + text, cell.comment.author if cell.comment else AUTHOR)
        note.width, note.height = 360, 120
        cell.comment = note

    def headings(self) -> set[str]:
        """What the cells of the header row say."""
        return {ledger.canonical(cell.value) for cell in self.sheet[self.header]}

    def heading(self, key: str) -> str:
        """What stands above a column."""
        return self.text(self.header, key)

    def add_column(self, key: str, heading: str) -> None:
        """A new column of ours to the right of all that is filled."""
        filled = (cell.column for row in self.sheet.iter_rows() for cell in row if cell.value is not None)
        column = max(filled, default=0) + 1
        self.at[key] = column
        self.keys = [*self.keys, key]
        self.sheet.cell(self.header, column)._style = copy(self.sheet.cell(self.header, self.at["task"])._style)
        self.put(self.header, key, heading)
        if self._width(column) is None:
            self.sheet.column_dimensions[get_column_letter(column)].width = 10
        if self.model:
            for row in range(self.header + 1, self.last + 1):
                self.sheet.cell(row, column)._style = copy(self.sheet.cell(row, self.at["strength"])._style)

    def _width(self, column: int) -> float | None:
        # By searching: asking openpyxl for a column that stands in a range of equal ones would add a second entry
        # for it, which Excel takes for damage.
        for size in self.sheet.column_dimensions.values():
            if (size.min or 0) <= column <= (size.max or 0):
                return float(size.width)
        return None

    def append_row(self) -> int:
        """The number of a new row below all others, looking like the first one."""
        self.last += 1
        if self.model:
            for column in range(1, self.sheet.max_column + 1):
                self.sheet.cell(self.last, column)._style = copy(self.sheet.cell(self.model, column)._style)
        return self.last

    def fit(self, row: int) -> None:
        """Make the row high enough for what is in it now; it never becomes lower."""
        needed = row_height((self.text(row, key), self._width(self.at[key]) or DEFAULT_WIDTH) for key in self.keys)
        size = self.sheet.row_dimensions[row]
        size.height = max(size.height or 0, needed)

    def next_number(self) -> int:
        """One more than the highest number in the column of numbers."""
        self.highest += 1
        return self.highest

    def finish(self, lines: list[list[str]]) -> None:
        """Stretch filter, drop-down and tint over what was added, and write the memory anew."""
        if self.sheet.auto_filter.ref:
            left, top, right, bottom = range_boundaries(self.sheet.auto_filter.ref)
            right, bottom = max(right or 0, *self.at.values()), max(bottom or 0, self.last)
            self.sheet.auto_filter.ref = f"{get_column_letter(left or 1)}{top}:{get_column_letter(right)}{bottom}"
        if self.last >= self.first_added:
            self._lists_and_tint()
        del self.workbook[ledger.LEDGER]
        memory = self.workbook.create_sheet(ledger.LEDGER)
        memory.sheet_state = "veryHidden"
        for row, texts in enumerate(lines, 1):
            for column, text in enumerate(texts, 1):
                if text:
                    memory.cell(row, column).value = text
                    memory.cell(row, column).data_type = "s"

    def _lists_and_tint(self) -> None:
        words = WORDS[self.head.language]
        progress = get_column_letter(self.at["progress"])
        last = f"{progress}{self.last}"
        if not any(last in known.cells for known in self.sheet.data_validations.dataValidation):
            choice = DataValidation("list", formula1=f'"{",".join(words.progress)}"', errorStyle="warning")
            choice.add(f"{progress}{self.first_added}:{last}")
            self.sheet.add_data_validation(choice)
        if any(last in known for known in self.sheet.conditional_formatting):
            return
        columns = [self.at[key] for key in self.keys]
        area = f"{get_column_letter(min(columns))}{self.first_added}:{get_column_letter(max(columns))}{self.last}"
        actor = get_column_letter(self.at["actor"])
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            [f'${actor}{self.first_added}="{words.unknown_actor}"'],
            fill=PatternFill(bgColor="FF" + TINT[1:], fill_type="solid"),
        )
        self.sheet.conditional_formatting.add(area, rule)
