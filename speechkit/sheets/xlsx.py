"""Write the task table as a workbook that people fill in and print on A4 landscape, by XlsxWriter.

A hidden sheet keeps the ledger. Text is written as text, whatever it begins with. A text longer than a cell holds is
refused, never cut.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from speechkit.labels import LABELS, Language
from speechkit.selection import TaskList
from speechkit.sheets.columns import (
    HEADER_COLOR,
    HIDDEN,
    HINT_COLOR,
    UNKNOWN_COLOR,
    Cell,
    Column,
    GroupBy,
    Row,
    columns,
    day_of,
    office_text,
    rows_of,
    title_of,
)
from speechkit.sheets.ledger import ID, LEDGER, Ledger, LedgerHead, LedgerRow, canonical, check_length, new_id

A4 = 9  # the code for the paper
DATE_FORMAT = "yyyy-mm-dd"
SPARE_ROWS = 200  # below the table, with its drop-down, for what people add
FIRST_WIDE = "\u2000"  # characters from here on take two half-width places
USABLE_WIDTH = 0.95  # of a column, its edges excluded
LINE_HEIGHT, MAX_HEIGHT = 14.2, 409.0  # points: of a line, and the most that a row can have
MAX_TITLE = 60  # characters; a page header holds 255 with its codes
_NO_GUESSING = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}


def write_sheet(
    lists: Iterable[TaskList], *, by: GroupBy | None = None, language: Language = "zh", several: bool = False
) -> Iterator[bytes]:
    """Yield the workbook in one piece, with the tasks of all ``lists``; nothing where there is no list.

    ``several`` says that there is more than one, and adds the column of the file; such a sheet cannot be updated.
    Raises ``OutputError`` where a text does not fit its cell.
    """
    rows: list[Row] = []
    titles: list[str] = []
    created = ""
    head = None
    for tasks in lists:
        rows += rows_of(tasks.analysis, by=by, language=language, first=len(rows) + 1)
        titles.append(title_of(tasks.analysis))
        created = created or (tasks.analysis.date.iso if tasks.analysis.date else "")
        head = LedgerHead(language, msgspec.json.encode(tasks.selection).decode(), several=several)
    if head:
        yield _workbook(rows, titles, created, head)


def _workbook(rows: list[Row], titles: list[str], created: str, head: LedgerHead) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _NO_GUESSING)
    labels = LABELS[head.language].task_sheet
    book.set_properties({"title": labels.title, "comments": office_text(titles[0]), "created": day_of(created)})
    shown = columns(with_file=head.several)
    keys = tuple(column.key for column in shown)
    sheet = book.add_worksheet(labels.title)
    _set_page(sheet, titles, head.language)
    _write_header(book, sheet, shown, head.language)
    written = _write_rows(book, sheet, shown, rows, head.language)
    last = max(len(rows), 1)
    sheet.autofilter(0, 0, last, len(shown))  # the column of ids too: rows are sorted with it
    progress = keys.index("progress")
    sheet.data_validation(
        1, progress, last + SPARE_ROWS, progress,
        {"validate": "list", "source": list(labels.progress), "error_type": "warning"},
    )  # fmt: skip
    actor = xl_col_to_name(keys.index("actor"))
    sheet.conditional_format(
        1, 0, last + SPARE_ROWS, len(shown) - 1,
        {
            "type": "formula",  # not a fixed fill: the colour goes when somebody names the actor
            "criteria": f'=${actor}2="{labels.unknown_actor}"',
            "format": book.add_format({"bg_color": f"#{UNKNOWN_COLOR}"}),
        },
    )  # fmt: skip
    hidden = book.add_worksheet(LEDGER)
    hidden.very_hidden()
    for at, line in enumerate(Ledger(head, keys, tuple(written)).cells()):
        for n, text in enumerate(line):
            hidden.write_string(at, n, text)
    book.close()
    return out.getvalue()


def _set_page(sheet: Any, titles: list[str], language: Language) -> None:
    labels = LABELS[language].task_sheet
    title = titles[0] if len(titles) == 1 else ""
    title = title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1] + "…"
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    heading = office_text(f"{labels.title}　{title}".strip()).replace("&", "&&")
    sheet.set_header(f'&C&"黑体,Regular"&12 {heading}')
    sheet.set_footer("&C" + labels.page.format("&P", "&N"))


def _write_header(book: Any, sheet: Any, shown: list[Column], language: Language) -> None:
    look = book.add_format(
        {
            "font_name": "黑体",
            "font_size": 10.5,
            "bold": True,
            "bg_color": f"#{HEADER_COLOR}",
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }
    )
    for n, column in enumerate(shown):
        sheet.set_column(n, n, column.width, None, {"hidden": column.key in HIDDEN})
        sheet.write_string(0, n, column.heading(language), look)
    sheet.set_column(len(shown), len(shown), 14, None, {"hidden": True})
    sheet.write_string(0, len(shown), ID)
    sheet.freeze_panes(1, 2)


def _write_rows(book: Any, sheet: Any, shown: list[Column], rows: list[Row], language: Language) -> list[LedgerRow]:
    """Write the rows and return what the ledger has to keep of them."""
    plain = {"font_name": "宋体", "font_size": 10.5, "border": 1, "valign": "top", "text_wrap": True}
    look = book.add_format(plain)
    hint = book.add_format(plain | {"font_color": f"#{HINT_COLOR}"})
    centred = book.add_format(plain | {"align": "center"})
    dated = book.add_format(plain | {"align": "center", "num_format": DATE_FORMAT})
    printed = [column for column in shown if column.key not in HIDDEN]
    taken: set[str] = set()
    kept: list[LedgerRow] = []
    for at, row in enumerate(rows, 1):
        written: dict[str, str] = {}
        for n, column in enumerate(shown):
            cell = sheet_cell(row.cells[column.key])
            check_length(cell, column.heading(language), at)
            if isinstance(cell, date):
                sheet.write_datetime(at, n, datetime(cell.year, cell.month, cell.day), dated)
            elif isinstance(cell, int):
                sheet.write_number(at, n, cell, centred)
            elif cell:
                hinted = column.key == "actor" and row.task.actor_from == "inherited"
                sheet.write_string(at, n, cell, hint if hinted else look)
            else:
                sheet.write_blank(at, n, None, dated if column.key == "due" else look)
            written[column.key] = canonical(cell)
        sheet.set_row(at, row_height((sheet_cell(row.cells[column.key]), column.width) for column in printed))
        kept.append(LedgerRow(new_id(row.text("task"), taken), written))
        sheet.write_string(at, len(shown), kept[-1].id)
    return kept


def row_height(cells: Iterable[tuple[Cell, float]]) -> float:
    """Return the points that show all of the wrapped cells, given with the widths of their columns.

    A row needs its height written down, as LibreOffice finds none for a file that it has not made. Widths are counted
    as East Asian fonts have them, where quotation marks and dashes are wide too.
    """
    lines = 1
    for cell, width in cells:
        room = max(int(width * USABLE_WIDTH), 1)
        wrapped = (
            -(-sum(1 + (character > FIRST_WIDE) for character in line) // room) for line in str(cell or "").split("\n")
        )
        lines = max(lines, sum(max(count, 1) for count in wrapped))
    return min(lines * LINE_HEIGHT + 3, MAX_HEIGHT)


def sheet_cell(cell: Cell) -> Cell:
    """Return the cell as a sheet can hold it; a day before 1900, which spreadsheets cannot count, becomes text."""
    if isinstance(cell, date) and cell.year < 1900:
        return cell.isoformat()
    return office_text(cell) if isinstance(cell, str) else cell
