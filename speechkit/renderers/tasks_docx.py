"""The task table as DOCX in the look of an office: a title in 小标宋, the table in 仿宋, on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from speechkit.columns import Shown, chosen, fitted
from speechkit.labels import LABELS
from speechkit.renderers.docx_parts import (
    BODY,
    HEAD,
    TITLE,
    Run,
    Style,
    add,
    cell,
    empty_page,
    finished,
    paragraph,
    row,
    table,
)
from speechkit.renderers.tasks import TaskView
from speechkit.selection import TaskList
from speechkit.sheets.rows import (
    HEADER_COLOR,
    HINT_COLOR,
    UNKNOWN_COLOR,
    Row,
    based_on,
    blocks,
    day_of,
    office_text,
    row_height,
    rows_of,
)

ROOM = {False: 15130, True: 10200}  # twentieths of a point between the margins of A4, by whether it stands upright
CHARACTER = 112  # twentieths of a point of a half-width character, in the type of the table
CENTRED = ("number", "category", "id", "due", "strength", "line", "progress")
TITLED = Style(line=0, after=6, centred=True)


def render(lists: Iterable[TaskList], view: TaskView) -> Iterator[bytes]:
    """Yield the document in one piece: a title and a table for each input, the header row on every page."""
    file: Any = None
    labels = LABELS[view.language].task_sheet
    layout = replace(view.layout, several=False)
    title = f"{labels.title}（{view.unit}）" if view.unit else labels.title
    for each in lists:
        analysis, first = each.analysis, file is None
        if first:
            created = day_of(analysis.date.iso if analysis.date else "")
            file = empty_page(labels.title, margins=(1.8, 1.5), landscape=not view.portrait, created=created)
        add(file, paragraph([Run(office_text(title), face=TITLE, size=22)], TITLED, new_page=not first))
        add(file, paragraph([Run(office_text(based_on(analysis, layout)), face=BODY, size=12)], TITLED))
        add(file, _table(rows_of(analysis, layout), view))
    if file is not None:
        add(file, paragraph([]))  # Word wants one after a table
        yield finished(file)


def _table(rows: list[Row], view: TaskView) -> str:
    columns = fitted(
        chosen(
            view.columns,
            view.language,
            sentences=view.sentences,
            grouped=bool(view.by),
            portrait=view.portrait,
        ),
        ROOM[view.portrait] / CHARACTER,
    )
    total = sum(column.width for column in columns)
    widths = [round(column.width * ROOM[view.portrait] / total) for column in columns]
    drawn = [
        row(
            (
                _cell(column.heading, width, HEAD, HEADER_COLOR, centred=True)
                for column, width in zip(columns, widths, strict=True)
            ),
            header=True,
        )
    ]
    heights = [row_height((each.cell(column.key), column.width) for column in columns) for each in rows]
    begins = {first for first, _ in blocks([each.cell("category") for each in rows], heights)}
    drawn += (_row(each, columns, widths, view, goes_on=at not in begins) for at, each in enumerate(rows))
    return table(widths, drawn)


def _row(task: Row, columns: list[Shown], widths: list[int], view: TaskView, *, goes_on: bool) -> str:
    unknown = LABELS[view.language].task_sheet.unknown_actor
    fill = UNKNOWN_COLOR if task.text("actor").startswith(unknown) else ""
    return row(
        _cell(
            str(task.cell(column.key) or ""),
            width,
            BODY,
            fill if column.key == "actor" else "",
            centred=column.key in CENTRED,
            grey=column.key == "actor" and task.hint,
            merged=("continue" if goes_on else "restart") if column.key == "category" else "",
        )
        for column, width in zip(columns, widths, strict=True)
    )


def _cell(
    text: str, width: int, face: str, fill: str, *, centred: bool = False, grey: bool = False, merged: str = ""
) -> str:
    """A cell with a paragraph for each line of the text."""
    look = Run("", face=face, color=HINT_COLOR if grey else "")
    lines = office_text(text).split("\n")
    drawn = [paragraph([replace(look, text=line)], Style(line=0, centred=centred)) for line in lines]
    return cell(drawn, width, fill=fill, merged=merged)
