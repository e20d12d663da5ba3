"""XLSX by XlsxWriter: a sheet that people fill in and print on A4 landscape, and a hidden one that remembers it.

Text is written as text, whatever it begins with. A text longer than a cell holds is refused, never cut.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from speechkit.model import Analysis, Document
from speechkit.renderers.tasks.columns import (
    Cell,
    Column,
    Row,
    TaskView,
    columns,
    day_of,
    office_text,
    rows_of,
    title_of,
)
from speechkit.renderers.tasks.ledger import ID, LEDGER, SPARE, Head, Record, canonical, check_length, lines, new_id
from speechkit.renderers.tasks.words import WORDS

A4 = 9
DATE = "yyyy-mm-dd"
TINT = "#FFF2CC"
HEADER = "#D9E2F3"
WIDE = "\u2000"  # characters from here on take two half-width places
ROOM = 0.95  # of a column's width, its edges excluded
LINE, HIGHEST = 13.5, 409.0  # points of a line, and the most that a row can have
LONG_TITLE = 60  # characters; a page header holds 255 with its codes
_NO_GUESSING = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}


def render(documents: Iterable[tuple[Document, Analysis]], view: TaskView) -> Iterator[bytes]:
    """The workbook in one piece. Raises ``OutputError`` where a text does not fit its cell."""
    rows: list[Row] = []
    titles: list[str] = []
    made = ""
    for document, analysis in documents:
        rows += rows_of(document, analysis, view, len(rows) + 1)
        titles.append(title_of(document, analysis))
        made = made or (analysis.date.iso if analysis.date else "")
    if titles:
        yield _workbook(rows, titles, made, view)


def _workbook(rows: list[Row], titles: list[str], made: str, view: TaskView) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _NO_GUESSING)
    words = WORDS[view.language]
    book.set_properties({"title": words.sheet, "comments": office_text(titles[0]), "created": day_of(made)})
    shown = columns(view)
    sheet = book.add_worksheet(words.sheet)
    _page(sheet, titles, view)
    _header(book, sheet, shown, view)
    records = _rows(book, sheet, shown, rows, view)
    last = max(len(rows), 1)
    sheet.autofilter(0, 0, last, len(shown))  # the column of ids too: rows are sorted with it
    keys = [column.key for column in shown]
    progress = keys.index("progress")
    sheet.data_validation(
        1, progress, last + SPARE, progress,
        {"validate": "list", "source": list(words.progress), "error_type": "warning"},
    )  # fmt: skip
    actor = xl_col_to_name(keys.index("actor"))
    sheet.conditional_format(
        1, 0, last + SPARE, len(shown) - 1,
        {
            "type": "formula",  # not a fixed fill: the tint goes when somebody names the actor
            "criteria": f'=${actor}2="{words.unknown_actor}"',
            "format": book.add_format({"bg_color": TINT}),
        },
    )  # fmt: skip
    hidden = book.add_worksheet(LEDGER)
    hidden.very_hidden()
    head = Head(view.language, view.selection, several=view.several)
    for at, line in enumerate(lines(head, keys, records)):
        for n, text in enumerate(line):
            hidden.write_string(at, n, text)
    book.close()
    return out.getvalue()


def _page(sheet: Any, titles: list[str], view: TaskView) -> None:
    words = WORDS[view.language]
    title = titles[0] if len(titles) == 1 else ""
    title = title if len(title) <= LONG_TITLE else title[: LONG_TITLE - 1] + "…"
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    heading = office_text(f"{words.sheet}　{title}".strip()).replace("&", "&&")
    sheet.set_header(f'&C&"黑体,Regular"&12 {heading}')
    sheet.set_footer("&C" + words.page.format("&P", "&N"))


def _header(book: Any, sheet: Any, shown: list[Column], view: TaskView) -> None:
    look = book.add_format(
        {
            "font_name": "黑体",
            "font_size": 10,
            "bold": True,
            "bg_color": HEADER,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }
    )
    for n, column in enumerate(shown):
        sheet.set_column(n, n, column.width)
        sheet.write_string(0, n, column.heading(view.language), look)
    sheet.set_column(len(shown), len(shown), 14, None, {"hidden": True})
    sheet.write_string(0, len(shown), ID)
    sheet.freeze_panes(1, 2)


def _rows(book: Any, sheet: Any, shown: list[Column], rows: list[Row], view: TaskView) -> list[Record]:
    plain = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "top", "text_wrap": True}
    look = book.add_format(plain)
    centred = book.add_format(plain | {"align": "center"})
    dated = book.add_format(plain | {"align": "center", "num_format": DATE})
    taken: set[str] = set()
    records: list[Record] = []
    for at, row in enumerate(rows, 1):
        written: dict[str, str] = {}
        for n, column in enumerate(shown):
            cell = sheet_cell(row.cells[column.key])
            check_length(cell, column.heading(view.language), at)
            if isinstance(cell, date):
                sheet.write_datetime(at, n, datetime(cell.year, cell.month, cell.day), dated)
            elif isinstance(cell, int):
                sheet.write_number(at, n, cell, centred)
            elif cell:
                sheet.write_string(at, n, cell, look)
            else:
                sheet.write_blank(at, n, None, dated if column.key == "due" else look)
            written[column.key] = canonical(cell)
        sheet.set_row(at, row_height((sheet_cell(row.cells[column.key]), column.width) for column in shown))
        record = Record(new_id(row.text("task"), taken), written)
        sheet.write_string(at, len(shown), record.id)
        records.append(record)
    return records


def row_height(cells: Iterable[tuple[Cell, float]]) -> float:
    """Points that show all of the wrapped cells, given with their columns' widths; LibreOffice finds none itself."""
    lines = 1
    for cell, width in cells:
        room = max(int(width * ROOM), 1)
        wrapped = (
            -(-sum(1 + (character > WIDE) for character in line) // room) for line in str(cell or "").split("\n")
        )
        lines = max(lines, sum(max(count, 1) for count in wrapped))
    return min(lines * LINE + 3, HIGHEST)


def sheet_cell(cell: Cell) -> Cell:
    """The cell as a sheet can hold it; a day before 1900, which spreadsheets cannot count, becomes text."""
    if isinstance(cell, date) and cell.year < 1900:
        return cell.isoformat()
    return office_text(cell) if isinstance(cell, str) else cell
