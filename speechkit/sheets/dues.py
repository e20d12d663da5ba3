"""A ledger of the tasks of many speeches: what is overdue or due soon, by unit, and the colours that show it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from speechkit.columns import FILE
from speechkit.labels import LABELS

if TYPE_CHECKING:
    from speechkit.sheets.workbook import TaskWorkbook

SOON = 14  # days before its day that a task is amber
DONE = 2  # which of the labels of progress says that a task is done
RED, AMBER, GREY = "FFC7CE", "FFEB9C", "D9D9D9"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def dues(book: TaskWorkbook, today: date, within: int) -> list[Due]:
    """Return what is overdue and what is due within so many days, unit after unit, the most urgent first."""
    labels = LABELS[book.ledger.head.language].task_sheet
    ours, others = book.rows()
    gone = {row.id for row in book.ledger.rows if row.gone}
    what = "item" if "item" in book.column_of else book.ledger.head.words
    found: list[Due] = []
    for row in sorted([at for id_, at in ours.items() if id_ not in gone] + others):
        days = _DAY.findall(book.text(row, _day_column(book)))
        progress = book.text(row, "progress")
        if not days or progress == labels.progress[DONE]:
            continue
        try:
            left = (date.fromisoformat(days[-1]) - today).days
        except ValueError:
            continue
        if left <= within:
            unit = book.text(row, "actor") or labels.unknown_actor
            file, id_ = book.text(row, FILE.key), book.text(row, "id")
            found.append(Due(unit, days[-1], left, book.text(row, what), progress, file, id_))
    first: dict[str, str] = {}
    for due in sorted(found, key=lambda due: due.day):
        first.setdefault(due.unit, due.day)
    return sorted(found, key=lambda due: (first[due.unit], due.unit, due.day))


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
    done = LABELS[book.ledger.head.language].task_sheet.progress[DONE]
    cell = f"${day}{top}"
    when = f"IF(ISNUMBER({cell}),{cell},IFERROR(DATEVALUE(RIGHT({cell},10)),99999))"
    for colour, formula in (
        (GREY, f'${progress}{top}="{done}"'),
        (RED, f"{when}<TODAY()"),
        (AMBER, f"{when}<=TODAY()+{SOON}"),
    ):
        fill = PatternFill(bgColor=f"FF{colour}", fill_type="solid")
        rules.add(area, FormulaRule([formula], fill=fill, stopIfTrue=True))  # type: ignore[no-untyped-call]
