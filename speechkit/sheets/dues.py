"""A ledger of the tasks of many speeches: what is overdue or due soon, by unit, and the colours that show it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from speechkit.columns import FILE, OWN
from speechkit.dates.expressions import time_expressions
from speechkit.dates.intervals import parse_date
from speechkit.dates.recurrence import first_day
from speechkit.labels import LABELS

if TYPE_CHECKING:
    from speechkit.sheets.workbook import TaskWorkbook

SOON = 14  # days before its day that a task is amber
RED, AMBER, GREY = "FFC7CE", "FFEB9C", "D9D9D9"
HALF_A_YEAR = 183  # days: a day without a year that lies further back is one of the next year
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR = re.compile(r"\d{4}|[〇零一二三四五六七八九]{4}|[今明去]年")
_ASIDE = re.compile(r"\s|[（(].*", re.DOTALL)


class Due(msgspec.Struct, frozen=True):
    """A task that is not done: who has to do it, by which day, how many days are left (below 0: overdue).

    ``id`` is what ``explain`` takes for it in the speech of ``file``; both are empty where the sheet lacks the column.
    """

    unit: str
    day: str
    left: int
    task: str
    progress: str
    file: str = ""
    id: str = ""


def dues(book: TaskWorkbook, today: date, within: int) -> tuple[list[Due], list[int]]:
    """Return what is overdue or due within so many days, unit after unit, the most urgent first, and rows not read.

    These are the numbers of rows whose time limit a person has written, in words that name no day.
    """
    labels = LABELS[book.ledger.head.language].task_sheet
    ours, others = book.rows()
    written = {row.id: row.written for row in book.ledger.rows}
    gone = {row.id for row in book.ledger.rows if row.gone}
    id_of = {at: id_ for id_, at in ours.items()}
    column = _day_column(book)
    found: list[Due] = []
    unread: list[int] = []
    for row in sorted([at for id_, at in ours.items() if id_ not in gone] + others):
        if is_done(book, row):
            continue
        said = book.text(row, column)
        by_hand = said != written.get(id_of.get(row, ""), {}).get(column, "")
        days = days_in(said, today) or ([] if by_hand else days_in(book.text(row, "due"), today))
        if said and by_hand and not days:
            unread.append(row)
        unit = book.text(row, "actor") or labels.unknown_actor
        about = book.text(row, "progress"), book.text(row, FILE.key), book.text(row, "id")
        near = ((day, (day - today).days) for day in days)
        found += [Due(unit, day.isoformat(), left, _words(book, row), *about) for day, left in near if left <= within]
    first: dict[str, str] = {}
    for due in sorted(found, key=lambda due: due.day):
        first.setdefault(due.unit, due.day)
    return sorted(found, key=lambda due: (first[due.unit], due.unit, due.day)), unread


def days_in(text: str, today: date) -> list[date]:
    """Return the days that a time limit names, in order: written as days, else in words, which are counted from today.

    Of what comes again and again it is the next one.

    >>> days_in("4月底前（已申请延期）", date(2025, 4, 20)), days_in("会后", date(2025, 4, 20))
    ([datetime.date(2025, 4, 30)], [])
    """
    found = {day for year, month, n in _DAY.findall(text) if (day := _date(int(year), int(month), int(n)))}
    for each in () if found else time_expressions(text, parse_date(today.isoformat())):
        named = date.fromisoformat(each.latest) if each.latest else None
        day = first_day(each.repeats, today) if each.repeats else named
        if day and (today - day).days > HALF_A_YEAR and not _YEAR.search(text):
            day = _date(day.year + 1, day.month, day.day)
        found |= {day} if day else set()
    return sorted(found)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_done(book: TaskWorkbook, row: int) -> bool:
    """Return whether a cell of progress says that the task is done, in the words that offices have for it."""
    labels = LABELS[book.ledger.head.language].task_sheet
    own = (key for key in book.keys if key.startswith(OWN) and any(word in key for word in labels.progress_headings))
    return any(_ASIDE.sub("", book.text(row, key)) in labels.done for key in ("progress", *own))


def _words(book: TaskWorkbook, row: int) -> str:
    """What the task is: its one sentence, else what the item is called."""
    words = book.text(row, book.ledger.head.words)
    return words if "\n" not in words else book.text(row, "item") or words.replace("\n", "")


def _day_column(book: TaskWorkbook) -> str:
    return next((key for key in ("when", "due") if key in book.column_of), "deadline")


def color_by_day(book: TaskWorkbook) -> None:
    """Colour what is done grey, overdue red, due soon amber, by the day on which the sheet is looked at."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    if "progress" not in book.column_of or _day_column(book) not in book.column_of:
        return
    progress, day = (get_column_letter(book.column_of[key]) for key in ("progress", _day_column(book)))
    rules = book.sheet.conditional_formatting
    colours = (f"FF{RED}", f"FF{AMBER}", f"FF{GREY}")
    if any(
        f"{day}{book.last}" in area and any(rule.dxf and rule.dxf.fill.bgColor.rgb in colours for rule in area.rules)
        for area in rules
        if area.rules
    ):
        return
    top = book.header + 1
    columns = [book.column_of[key] for key in book.keys]
    area = f"{get_column_letter(min(columns))}{top}:{get_column_letter(max(columns))}{book.last + 200}"
    done = LABELS[book.ledger.head.language].task_sheet.done
    said, cell = f"TRIM(${progress}{top})", f"${day}{top}"
    # Where there are several days the first of them, which stands on the second line.
    first = f"MID({cell},IFERROR(FIND(CHAR(10),{cell}),0)+1,10)"
    when = f"IF(ISNUMBER({cell}),{cell},IFERROR(DATEVALUE({first}),99999))"
    for colour, formula in (
        (GREY, "OR(" + ",".join(f'{said}="{word}"' for word in done) + ")"),
        (RED, f"{when}<TODAY()"),
        (AMBER, f"{when}<=TODAY()+{SOON}"),
    ):
        fill = PatternFill(bgColor=f"FF{colour}", fill_type="solid")
        rules.add(area, FormulaRule([formula], fill=fill, stopIfTrue=True))  # type: ignore[no-untyped-call]
