"""The task table as DOCX in the look of an office: a title in 黑体, the table in 仿宋, A4 landscape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from speechkit.labels import LABELS
from speechkit.renderers.docx_parts import (
    BODY,
    HEAD,
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
from speechkit.renderers.tasks import TaskView, grouped
from speechkit.selection import TaskList
from speechkit.sheets.columns import (
    HEADER_COLOR,
    HINT_COLOR,
    UNKNOWN_COLOR,
    Row,
    columns,
    day_of,
    office_text,
    title_of,
)

# Column keys and their widths in twentieths of a point; in all what A4 landscape leaves between the margins.
WIDTHS = {
    "number": 650,
    "task": 3980,
    "actor": 1500,
    "co_actors": 1300,
    "deadline": 1250,
    "due": 1420,
    "strength": 700,
    "targets": 1300,
    "line": 650,
    "progress": 950,
    "notes": 860,
}
CENTRED = ("number", "due", "strength", "line", "progress")
GROUP_COLOR = "F2F2F2"
TITLED = Style(line=0, after=6, centred=True)


def render(lists: Iterable[TaskList], view: TaskView) -> Iterator[bytes]:
    """Yield the document in one piece: a title and a table for each input, the header row on every page."""
    file: Any = None
    labels = LABELS[view.language].task_sheet
    for each in lists:
        analysis, first = each.analysis, file is None
        if first:
            created = day_of(analysis.date.iso if analysis.date else "")
            file = empty_page(labels.title, margins=(2, 2), landscape=True, created=created)
        add(file, paragraph([Run(labels.title, face=HEAD, size=22)], TITLED, new_page=not first))
        title = office_text(title_of(analysis) + (f"，{analysis.date.iso}" if analysis.date else ""))
        add(file, paragraph([Run(labels.based_on.format(title), face=BODY, size=12)], TITLED))
        add(file, _table(grouped(each, view), view))
    if file is not None:
        add(file, paragraph([]))  # Word wants one after a table
        yield finished(file)


def _table(groups: list[tuple[str, list[Row]]], view: TaskView) -> str:
    shown = columns(WIDTHS)
    headings = ((column.heading(view.language), WIDTHS[column.key]) for column in shown)
    rows = [row((_cell(text, width, HEAD, HEADER_COLOR, centred=True) for text, width in headings), header=True)]
    for heading, tasks in groups:
        if view.by:
            rows.append(row([_cell(heading, sum(WIDTHS.values()), HEAD, GROUP_COLOR, span=len(shown))]))
        rows += [_row(each, view) for each in tasks]
    return table(list(WIDTHS.values()), rows)


def _row(task: Row, view: TaskView) -> str:
    fill = UNKNOWN_COLOR if task.text("actor") == LABELS[view.language].task_sheet.unknown_actor else ""
    hinted = "actor" if task.task.actor_from == "inherited" or view.offices.suggest(task.task) else ""
    return row(
        _cell(task.text(key), WIDTHS[key], BODY, fill, centred=key in CENTRED, grey=key == hinted) for key in WIDTHS
    )


def _cell(
    text: str, width: int, face: str, fill: str, *, centred: bool = False, grey: bool = False, span: int = 1
) -> str:
    run = Run(office_text(text), face=face, color=HINT_COLOR if grey else "")
    return cell([paragraph([run], Style(line=0, centred=centred))], width, fill=fill, span=span)
