"""Write the task table as a workbook that people fill in and print on A4, by XlsxWriter.

A title, what it is based on, the header and the rows; what nobody prints stands in hidden columns, which updates read,
and a hidden sheet keeps the ledger. Text is written as text, whatever it begins with. A text longer than a cell holds
is refused, never cut.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

import msgspec
import xlsxwriter  # type: ignore[import-untyped]
from msgspec.structs import replace
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from speechkit.columns import Shown, chosen, fitted, others
from speechkit.labels import LABELS
from speechkit.model import Analysis
from speechkit.selection import TaskList
from speechkit.sheets.ledger import ID, LEDGER, Ledger, LedgerHead, LedgerRow, canonical, check_length, new_id
from speechkit.sheets.rows import (
    HEADER_COLOR,
    HINT_COLOR,
    PLAIN,
    UNKNOWN_COLOR,
    Cell,
    Layout,
    Row,
    day_of,
    office_text,
    rows_of,
    title_of,
    units_in,
)

A4 = 9  # the code for the paper
DATE_FORMAT = "yyyy-mm-dd"
SPARE_ROWS = 200  # below the table, with its drop-down, for what people add
FIRST_WIDE = "\u2000"  # characters from here on take two half-width places
USABLE_WIDTH = 0.95  # of a column, its edges excluded
LINE_HEIGHT, MAX_HEIGHT = (
    15.3,
    409.0,
)  # points: of a line, in faces whose lines are high, and the most that a row can have
TYPE, LEAST_TYPE = 10.5, 9.25  # points: of the table, and as it may be printed where the page is too narrow
PAGE = {False: 784.0, True: 537.0}  # points that A4 leaves between the margins, by whether it stands upright
# Points of a half-width character of a column in a program that lacks Arial, by whose digits the widths of this
# workbook are counted (Excel has 5.25), and how many of them the edges of a column take.
CHARACTER, EDGES = 6.5, 0.71
COUNTED_BY = {"font_name": "Arial", "font_size": 10}
TITLE_FACE, HEAD_FACE, FACE = "方正小标宋简体", "黑体", "仿宋_GB2312"
GB2312 = 134  # the set of characters by which a spreadsheet finds another face where it lacks one of these
CENTRED = ("id", "progress", "strength")
MAX_NAME = 31  # characters that the name of a sheet may have
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "in_memory": True,
    "default_format_properties": COUNTED_BY,
}


def write_sheet(lists: Iterable[TaskList], layout: Layout = PLAIN, *, split: bool = False) -> Iterator[bytes]:
    """Yield the workbook in one piece, with the tasks of all ``lists``; nothing where there is no list.

    ``split``: behind the table a sheet for every unit, of what it leads or helps. Raises ``OutputError`` where a text
    does not fit its cell.
    """
    found = list(lists)
    if found:
        yield _Workbook(found, layout).written(split=split)


class _Workbook:
    def __init__(self, lists: Sequence[TaskList], layout: Layout) -> None:
        self.lists, self.layout = lists, layout
        self.labels = LABELS[layout.language].task_sheet
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, _OPTIONS)
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        first = lists[0].analysis
        created = next((each.analysis.date.iso for each in lists if each.analysis.date), "")
        about = {"title": self.labels.title, "comments": office_text(title_of(first)), "created": day_of(created)}
        self.book.set_properties(about)

    def written(self, *, split: bool) -> bytes:
        """Return the workbook."""
        shown = chosen(
            self.layout.columns,
            self.layout.language,
            sentences=self.layout.sentences,
            grouped=bool(self.layout.by),
            portrait=self.layout.portrait,
            with_file=self.layout.several,
        )
        hidden = others(shown, self.layout.language, sentences=self.layout.sentences)
        rows = _rows(self.lists, self.layout)
        kept = self._sheet(self.labels.title, self.layout, shown, hidden, rows)
        taken = {self.labels.title.casefold()}
        for unit in units_in([each.analysis for each in self.lists], self.layout) if split else ():
            own = replace(self.layout, unit=unit)
            self._sheet(_name(unit, taken), own, shown, [], _rows(self.lists, own))
        self._write_ledger([*shown, *hidden], kept)
        self.book.close()
        return self.out.getvalue()

    def _write_ledger(self, columns: Sequence[Shown], rows: Sequence[LedgerRow]) -> None:
        head = LedgerHead(
            self.layout.language,
            msgspec.json.encode(self.lists[-1].selection).decode(),
            several=self.layout.several,
            sentences=self.layout.sentences,
            by=self.layout.by,
            headings={column.key: column.heading for column in columns},
        )
        hidden = self.book.add_worksheet(LEDGER)
        hidden.very_hidden()
        for at, line in enumerate(Ledger(head, tuple(column.key for column in columns), tuple(rows)).cells()):
            for n, text in enumerate(line):
                hidden.write_string(at, n, text)

    def _look(self, **look: Any) -> Any:
        """The format of a cell, one for each look."""
        whole = {"font_name": FACE, "font_size": TYPE, "font_charset": GB2312, "text_wrap": True} | look
        key = tuple(sorted(whole.items()))
        if key not in self._looks:
            self._looks[key] = self.book.add_format(whole)
        return self._looks[key]

    def _sheet(
        self, name: str, layout: Layout, shown: Sequence[Shown], hidden: Sequence[Shown], rows: Sequence[Row]
    ) -> list[LedgerRow]:
        """Add a sheet, and return what the ledger has to keep of its rows."""
        sheet = self.book.add_worksheet(name)
        room = PAGE[layout.portrait] * TYPE / LEAST_TYPE / CHARACTER - EDGES * len(shown)
        shown = fitted(shown, room, max((_needed(row) for row in rows), default=0))
        top = self._write_title(sheet, layout, len(shown))
        self._set_page(sheet, layout, top)
        columns = [*shown, *hidden]
        self._write_header(sheet, top, shown, hidden)
        kept = self._write_rows(sheet, top + 1, columns, len(shown), rows)
        self._merge_groups(sheet, top + 1, columns, rows)
        last = top + max(len(rows), 1)
        sheet.autofilter(top, 0, last, len(columns) - (not hidden))  # the column of ids too: rows are sorted with it
        keys = [column.key for column in columns]
        if "progress" in keys:
            n = keys.index("progress")
            choices = {"validate": "list", "source": list(self.labels.progress), "error_type": "warning"}
            sheet.data_validation(top + 1, n, last + SPARE_ROWS, n, choices)
        if "actor" in keys:
            n = keys.index("actor")
            rule = {
                "type": "formula",  # not a fixed fill: the colour goes when somebody names the actor
                "criteria": unknown_rule(xl_col_to_name(n), top + 2, self.labels.unknown_actor),
                "format": self.book.add_format({"bg_color": f"#{UNKNOWN_COLOR}"}),
            }
            sheet.conditional_format(top + 1, n, last + SPARE_ROWS, n, rule)
        return kept

    def _write_title(self, sheet: Any, layout: Layout, width: int) -> int:
        """Write the lines above the table across the columns that are shown, and return the row that follows."""
        title = f"{self.labels.title}（{layout.unit}）" if layout.unit else self.labels.title
        lines = [(title, 30.0, self._look(font_name=TITLE_FACE, font_size=20, align="center", valign="vcenter"))]
        if not layout.several:
            look = self._look(font_size=12, align="center", valign="vcenter")
            lines.append((based_on(self.lists[0].analysis, layout), 20.0, look))
        for at, (text, height, look) in enumerate(lines):
            sheet.set_row(at, height)
            if width > 1:
                sheet.merge_range(at, 0, at, width - 1, "", look)
            sheet.write_string(at, 0, office_text(text), look)
        return len(lines)

    def _set_page(self, sheet: Any, layout: Layout, top: int) -> None:
        if layout.portrait:
            sheet.set_portrait()
        else:
            sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer("&C&11" + self.labels.page.format("&P", "&N"))
        sheet.freeze_panes(top + 1, 0)

    def _write_header(self, sheet: Any, top: int, shown: Sequence[Shown], hidden: Sequence[Shown]) -> None:
        look = self._look(font_name=HEAD_FACE, bg_color=f"#{HEADER_COLOR}", border=1, align="center", valign="vcenter")
        for n, column in enumerate([*shown, *hidden]):
            sheet.set_column(n, n, column.width, None, {"hidden": n >= len(shown)})
            sheet.write_string(top, n, office_text(column.heading), look)
        sheet.set_row(top, row_height((column.heading, column.width) for column in shown) + 4)
        if hidden:
            n = len(shown) + len(hidden)
            sheet.set_column(n, n, 14, None, {"hidden": True})
            sheet.write_string(top, n, ID)

    def _write_rows(
        self, sheet: Any, top: int, columns: Sequence[Shown], printed: int, rows: Sequence[Row]
    ) -> list[LedgerRow]:
        """Write the rows, with their ids where there are hidden columns."""
        plain = {"border": 1, "valign": "vcenter"}
        look, hint = self._look(**plain), self._look(**plain, font_color=f"#{HINT_COLOR}")
        centred = self._look(**plain, align="center")
        dated = self._look(**plain, align="center", num_format=DATE_FORMAT)
        words = "task" if self.layout.sentences else "measures"
        taken: set[str] = set()
        kept: list[LedgerRow] = []
        for at, row in enumerate(rows, top):
            written: dict[str, str] = {}
            for n, column in enumerate(columns):
                cell = sheet_cell(row.cell(column.key))
                check_length(cell, column.heading, at - top + 1)
                if isinstance(cell, date):
                    sheet.write_datetime(at, n, datetime(cell.year, cell.month, cell.day), dated)
                elif isinstance(cell, int):
                    sheet.write_number(at, n, cell, centred)
                elif cell:
                    hinted = column.key == "actor" and row.hint
                    sheet.write_string(at, n, cell, hint if hinted else centred if column.key in CENTRED else look)
                else:
                    sheet.write_blank(at, n, None, dated if column.key == "due" else look)
                written[column.key] = canonical(cell)
            widths = ((sheet_cell(row.cell(column.key)), column.width) for column in columns[:printed])
            sheet.set_row(at, row_height(widths))
            kept.append(LedgerRow(new_id(canonical(sheet_cell(row.cell(words))), taken), written))
            if printed < len(columns):
                sheet.write_string(at, len(columns), kept[-1].id)
        return kept

    def _merge_groups(self, sheet: Any, top: int, columns: Sequence[Shown], rows: Sequence[Row]) -> None:
        """Make one cell of what a group is called; each of its rows keeps the text, by which it can be filtered."""
        n = next((n for n, column in enumerate(columns) if column.key == "category"), None)
        if n is None:
            return
        look = self._look(border=1, align="center", valign="top")  # where it begins, should a page end below
        for text, group in groupby(enumerate(rows, top), key=lambda row: row[1].text("category")):
            places = [at for at, _ in group]
            if len(places) > 1:
                sheet.merge_range(places[0], n, places[-1], n, "", look)
            for at in places:
                sheet.write_string(at, n, office_text(text), look)


def _rows(lists: Sequence[TaskList], layout: Layout) -> list[Row]:
    rows: list[Row] = []
    for tasks in lists:
        rows += rows_of(tasks.analysis, layout, first=len(rows) + 1)
    return rows


def _name(unit: str, taken: set[str]) -> str:
    """A name that a sheet may have, like the unit's and not among those ``taken``, to which it is added."""
    stem = _NO_NAME.sub(" ", office_text(unit)).strip() or "-"
    name, n = stem[:MAX_NAME], 1
    while name.casefold() in taken:
        n += 1
        name = f"{stem[: MAX_NAME - len(str(n)) - 1]}-{n}"
    taken.add(name.casefold())
    return name


def based_on(analysis: Analysis, layout: Layout) -> str:
    """Return what a table is based on: the speech and its date, as far as it is known."""
    iso = analysis.date.iso if analysis.date else ""
    said = "".join(f"{int(number)}{unit}" for number, unit in zip(iso.split("-"), "年月日", strict=False) if number)
    title = "，".join(filter(None, [title_of(analysis), iso if layout.language == "en" else said]))
    return LABELS[layout.language].task_sheet.based_on.format(title)


def unknown_rule(column: str, row: int, unknown: str) -> str:
    """Return the formula that is true where nobody is named, from that row (1-based) on; a suggestion names nobody."""
    return f'=LEFT(${column}{row},{len(unknown)})="{unknown}"'


def _needed(row: Row) -> float:
    """The width that the sentences of a row need so that the row is no higher than a row can be."""
    lines = (MAX_HEIGHT - 3) // LINE_HEIGHT - len(row.tasks)
    return sum(map(_half_widths, row.text("measures"))) / max(lines, 1) / USABLE_WIDTH


def _half_widths(character: str) -> int:
    return 1 + (character > FIRST_WIDE)


def row_height(cells: Iterable[tuple[Cell, float]]) -> float:
    """Return the points that show all of the wrapped cells, given with the widths of their columns.

    A row needs its height written down, as LibreOffice finds none for a file that it has not made. Widths are counted
    as East Asian fonts have them, where quotation marks and dashes are wide too.
    """
    lines = 1
    for cell, width in cells:
        room = max(int(width * USABLE_WIDTH), 1)
        wrapped = (-(-sum(map(_half_widths, line)) // room) for line in str(cell or "").split("\n"))
        lines = max(lines, sum(max(count, 1) for count in wrapped))
    return min(lines * LINE_HEIGHT + 3, MAX_HEIGHT)


def sheet_cell(cell: Cell) -> Cell:
    """Return the cell as a sheet can hold it; a day before 1900, which spreadsheets cannot count, becomes text."""
    if isinstance(cell, date) and cell.year < 1900:
        return cell.isoformat()
    return office_text(cell) if isinstance(cell, str) else cell
