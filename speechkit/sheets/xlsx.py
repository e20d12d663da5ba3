"""Write the task table as a workbook that people fill in and print on A4, by XlsxWriter.

A title, what it is based on, the header and the rows; what nobody prints stands in hidden columns, which updates read,
and a hidden sheet keeps the ledger. Text is written as text, whatever it begins with. A text longer than a cell holds
is refused, never cut.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
import xlsxwriter  # type: ignore[import-untyped]
from msgspec.structs import replace
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from speechkit.columns import Shown, chosen, fitted, others
from speechkit.labels import LABELS
from speechkit.selection import TaskList
from speechkit.sheets.ledger import (
    ID,
    LEDGER,
    Ledger,
    LedgerHead,
    LedgerRow,
    canonical,
    check_length,
    new_id,
    words_of,
)
from speechkit.sheets.rows import (
    HEADER_COLOR,
    HINT_COLOR,
    LINE_HEIGHT,
    MAX_HEIGHT,
    PLAIN,
    UNKNOWN_COLOR,
    USABLE_WIDTH,
    Cell,
    Layout,
    Row,
    based_on,
    blocks,
    day_of,
    half_widths,
    office_text,
    row_height,
    rows_of,
    title_of,
    units_in,
)
from speechkit.writing import name_like

A4 = 9  # the code for the paper
DATE_FORMAT = "yyyy-mm-dd"
SPARE_ROWS = 200  # below the table, with its drop-down, for what people add
TYPE, LEAST_TYPE = 10.5, 9.1  # points: of the table, and as it may be printed where the page is too narrow
PAGE = {False: 784.0, True: 537.0}  # points that A4 leaves between the margins, by whether it stands upright
# Points of a half-width character of a column in a program that lacks Arial, by whose digits the widths of this
# workbook are counted (Excel has 5.25), and how many of them the edges of a column take.
CHARACTER, EDGES = 6.5, 0.71
COUNTED_BY = {"font_name": "Arial", "font_size": 10}
TITLE_FACE, HEAD_FACE, FACE = "方正小标宋简体", "黑体", "仿宋_GB2312"
GB2312 = 134  # the set of characters by which a spreadsheet finds another face where it lacks one of these
CHANGE_WIDTH, NOTE_WIDTH = 7.0, 16.0  # half-width characters of the columns that an update adds
CENTRED = ("id", "progress", "strength")
MAX_NAME, NO_NAME = 31, "[]:*?/\\'"  # characters that the name of a sheet may have, and those that it may not
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
        self.words = words_of(sentences=layout.sentences)
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
        kept = self._sheet(self.labels.title, self.layout, shown, rows, hidden)
        taken = {self.labels.title.casefold()}
        for unit in units_in([each.analysis for each in self.lists], self.layout) if split else ():
            own = replace(self.layout, unit=unit)
            name = name_like(office_text(unit), taken, longest=MAX_NAME, forbidden=NO_NAME)
            self._sheet(name, own, shown, _rows(self.lists, own))
        self._write_ledger([*shown, *hidden], kept, split=split)
        self.book.close()
        return self.out.getvalue()

    def _write_ledger(self, columns: Sequence[Shown], rows: Sequence[LedgerRow], *, split: bool) -> None:
        head = LedgerHead(
            self.layout.language,
            msgspec.json.encode(self.lists[-1].selection).decode(),
            several=self.layout.several,
            sentences=self.layout.sentences,
            by=self.layout.by,
            unit=self.layout.unit,
            split=split,
            based_on="" if self.layout.several else based_on(self.lists[0].analysis, self.layout),
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
        self,
        name: str,
        layout: Layout,
        shown: Sequence[Shown],
        rows: Sequence[Row],
        hidden: Sequence[Shown] | None = None,
    ) -> list[LedgerRow]:
        """Add a sheet, and return what the ledger has to keep of its rows.

        That which can be updated has ``hidden`` columns, one of ids behind them, and room for what an update adds.
        """
        sheet = self.book.add_worksheet(name)
        ledgered = hidden is not None
        added = 0.0
        if ledgered:  # else the page would be printed smaller once an update has added its columns
            added = CHANGE_WIDTH + (NOTE_WIDTH if layout.several and not layout.portrait else 0.0)
        room = PAGE[layout.portrait] * TYPE / LEAST_TYPE / CHARACTER - EDGES * (len(shown) + ledgered) - added
        shown = fitted(shown, room, max((_needed(row) for row in rows), default=0))
        top = self._write_title(sheet, layout, len(shown))
        self._set_page(sheet, layout, top)
        columns = [*shown, *(hidden or ())]
        self._write_header(sheet, top, columns, len(shown), ledgered=ledgered)
        heights = [row_height((sheet_cell(row.cell(each.key)), each.width) for each in shown) for row in rows]
        for at, height in enumerate(heights, top + 1):
            sheet.set_row(at, height)
        kept = self._write_rows(sheet, top + 1, columns, rows)
        if ledgered:
            for at, each in enumerate(kept, top + 1):
                sheet.write_string(at, len(columns), each.id)
        self._merge_groups(sheet, top + 1, columns, rows, heights)
        last = top + max(len(rows), 1)
        # The column of ids too: rows are sorted with it.
        sheet.autofilter(top, 0, last, len(columns) if ledgered else len(columns) - 1)
        self._guide(sheet, top + 1, last, [column.key for column in columns])
        return kept

    def _guide(self, sheet: Any, first: int, last: int, keys: Sequence[str]) -> None:
        """Offer what progress can be, and tint the cells that name nobody."""
        if "progress" in keys:
            n = keys.index("progress")
            choices = {"validate": "list", "source": list(self.labels.progress), "error_type": "warning"}
            sheet.data_validation(first, n, last + SPARE_ROWS, n, choices)
        if "actor" in keys:
            n = keys.index("actor")
            rule = {
                "type": "formula",  # not a fixed fill: the colour goes when somebody names the actor
                "criteria": unknown_rule(xl_col_to_name(n), first + 1, self.labels.unknown_actor),
                "format": self.book.add_format({"bg_color": f"#{UNKNOWN_COLOR}"}),
            }
            sheet.conditional_format(first, n, last + SPARE_ROWS, n, rule)

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

    def _write_header(self, sheet: Any, top: int, columns: Sequence[Shown], printed: int, *, ledgered: bool) -> None:
        look = self._look(font_name=HEAD_FACE, bg_color=f"#{HEADER_COLOR}", border=1, align="center", valign="vcenter")
        for n, column in enumerate(columns):
            sheet.set_column(n, n, column.width, None, {"hidden": n >= printed})
            sheet.write_string(top, n, office_text(column.heading), look)
        sheet.set_row(top, row_height((column.heading, column.width) for column in columns[:printed]) + 4)
        if ledgered:
            n = len(columns)
            sheet.set_column(n, n, 14, None, {"hidden": True})
            sheet.write_string(top, n, ID)

    def _write_rows(self, sheet: Any, top: int, columns: Sequence[Shown], rows: Sequence[Row]) -> list[LedgerRow]:
        """Write the rows, and return what the ledger has to keep of them."""
        plain = {"border": 1, "valign": "vcenter"}
        look, hint = self._look(**plain), self._look(**plain, font_color=f"#{HINT_COLOR}")
        centred = self._look(**plain, align="center")
        dated = self._look(**plain, align="center", num_format=DATE_FORMAT)
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
            kept.append(LedgerRow(new_id(canonical(sheet_cell(row.cell(self.words))), taken), written))
        return kept

    def _merge_groups(
        self, sheet: Any, top: int, columns: Sequence[Shown], rows: Sequence[Row], heights: Sequence[float]
    ) -> None:
        """Make one cell of what a group is called; each of its rows keeps the text, by which it can be filtered."""
        n = next((n for n, column in enumerate(columns) if column.key == "category"), None)
        if n is None:
            return
        look = self._look(border=1, align="center", valign="top")  # where it begins, should a page end below
        said = [(row.text("file"), row.text("category")) for row in rows]
        for first, end in blocks(said, heights):
            if end - first > 1:
                sheet.merge_range(top + first, n, top + end - 1, n, "", look)
            for at in range(first, end):
                sheet.write_string(top + at, n, office_text(said[at][1]), look)


def _rows(lists: Sequence[TaskList], layout: Layout) -> list[Row]:
    rows: list[Row] = []
    for tasks in lists:
        rows += rows_of(tasks.analysis, layout, first=len(rows) + 1)
    return rows


def unknown_rule(column: str, row: int, unknown: str) -> str:
    """Return the formula that is true where nobody is named, from that row (1-based) on; a suggestion names nobody."""
    return f'=LEFT(${column}{row},{len(unknown)})="{unknown}"'


def _needed(row: Row) -> float:
    """The width that the sentences of a row need so that the row is no higher than a row can be."""
    lines = (MAX_HEIGHT - 3) // LINE_HEIGHT - len(row.tasks)
    return half_widths(row.text("measures")) / max(lines, 1) / USABLE_WIDTH


def sheet_cell(cell: Cell) -> Cell:
    """Return the cell as a sheet can hold it; a day before 1900, which spreadsheets cannot count, becomes text."""
    if isinstance(cell, date) and cell.year < 1900:
        return cell.isoformat()
    return office_text(cell) if isinstance(cell, str) else cell
