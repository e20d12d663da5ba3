"""The rows of the task table, an item or a sentence each, and their cells, which every format draws."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

from speechkit.chars import one_line
from speechkit.columns import OWN
from speechkit.labels import LABELS, Labels, Language, TaskSheetLabels
from speechkit.model import UNNUMBERED, Analysis, Deadline, Section, Span, Target, Task
from speechkit.offices import NO_OFFICES, Office, Offices, named_units
from speechkit.selection import due_date, role_of
from speechkit.sheets.items import as_items
from speechkit.tasks.item_groups import is_pronoun
from speechkit.writing import xml_text

Cell = str | int | date | None
GroupBy = Literal["actor", "deadline", "section"]
HEADER_COLOR, UNKNOWN_COLOR = "D9E2F3", "FFF2CC"  # of headings, and of tasks that name nobody
HINT_COLOR = "808080"  # of words that are a hint, and not found
FIRST_WIDE = "\u2000"  # characters from here on take two half-width places
USABLE_WIDTH = 0.95  # of a column, its edges excluded
LINE_HEIGHT = 15.3  # points of a line, in faces whose lines are high
MAX_HEIGHT = 409.0  # points: the most that a row of a spreadsheet can have
MAX_BLOCK = 360.0  # points of a cell over rows: each page shows where one begins, and with it what it says
BETWEEN = {"measures": "", "when": " ", "source": " "}  # what parts, in one line, what has a line each in a cell


class Layout(msgspec.Struct, frozen=True):
    """How the table is laid out: a row an item, or a sentence, grouped ``by`` something or in reading order.

    ``columns`` are those of the configuration, none for the usual ones; ``offices`` are the units that the office
    knows. ``several``: of more than one speech, whose files have a column. ``unit``: only what that one leads or helps.
    """

    language: Language = "zh"
    by: GroupBy | None = None
    sentences: bool = False
    columns: tuple[str, ...] = ()
    portrait: bool = False
    offices: Offices = NO_OFFICES
    several: bool = False
    unit: str = ""


PLAIN = Layout()


class Row(msgspec.Struct, frozen=True):
    """One row: ``task`` is its task, or one that stands for its item, ``tasks`` are its sentences.

    ``cells`` are by column key; ``group`` is the heading of its group, empty where rows are not grouped. ``hint`` says
    that who must act is a hint, of a sentence before or by the office's own list.
    """

    task: Task
    tasks: tuple[Task, ...]
    cells: dict[str, Cell]
    group: str
    hint: bool

    def cell(self, key: str) -> Cell:
        """Return a cell; those of the office's own columns are empty."""
        return "" if key.startswith(OWN) else self.cells[key]

    def text(self, key: str) -> str:
        """Return the cell as one line of text."""
        value = self.cell(key)
        if isinstance(value, str) and key in BETWEEN:
            return one_line(BETWEEN[key].join(value.split("\n")))
        return "" if value is None else one_line(str(value))


def rows_of(analysis: Analysis, layout: Layout = PLAIN, *, first: int = 1) -> list[Row]:
    """Return the rows of one speech, in reading order or group after group, numbered from ``first`` on.

    Units that the office knows have their full names; where nobody is named, one of them may be suggested.
    """
    sheet = LABELS[layout.language].task_sheet
    sections = {section.id: section for section in analysis.sections}
    found = [(task, (task,)) for task in analysis.tasks] if layout.sentences else as_items(analysis)
    if layout.unit:
        found = [(task, tasks) for task, tasks in found if layout.unit in units_told(task, layout)]
    grouped = [(_group(task, sections, layout, sheet), task, tasks) for task, tasks in found]
    if layout.by:
        seen: dict[tuple[int, str], int] = {}
        for (rank, label), *_ in grouped:
            seen.setdefault((rank, label), len(seen))
        # Stable: inside a group the rows stay in reading order. Dates go by the calendar, words by first mention.
        grouped.sort(key=lambda row: (row[0][0], row[0][1] if row[0][0] == 0 else "", seen[row[0]]))
    return [
        _row(task, tasks, label, analysis, sections, number, layout)
        for number, ((_, label), task, tasks) in enumerate(grouped, first)
    ]


def _row(
    task: Task,
    tasks: tuple[Task, ...],
    group: str,
    analysis: Analysis,
    sections: dict[str, Section],
    number: int,
    layout: Layout,
) -> Row:
    labels, offices = LABELS[layout.language], layout.offices
    own = layout.language == "zh-hant" and analysis.source.script == "hant"  # such a page is in the speech's characters
    simplified = "\n".join(one_line(each.text) for each in tasks)
    measures = "\n".join(one_line(each.source_text) for each in tasks) if own else simplified
    actor, hint = _actor_cell(task, simplified, labels.task_sheet, offices, own=own)
    path = _path(task.section, sections, own=own)
    item = _said(task, own=own)
    cells: dict[str, Cell] = {
        "number": number,
        "category": group if layout.by in ("actor", "deadline") else path[0] if path else group,
        "task": item,
        "item": item,
        "measures": measures,
        "leader": "、".join(dict.fromkeys(office.leader for office in _offices(task, offices) if office.leader)),
        "actor": actor,
        "co_actors": "、".join(offices.full_name(_said(span, own=own)) for span in task.co_actors),
        "when": "\n".join(_when(task, tasks, own=own)),
        "targets": "；".join(_said(span, own=own) for span in task.targets),
        "progress": labels.task_sheet.progress[0],
        "notes": labels.task_sheet.relayed if task.relayed else "",
        "id": task.id,
        "strength": labels.strengths.get(task.strength, task.strength),
        "part": " › ".join(_role(task, analysis, labels) + path),
        "source": "\n".join(each.source_text.strip() for each in tasks),
        "line": task.line or None,
        "deadline": _said(task.deadline, own=own) if task.deadline else "",
        "due": due_date(task),
        "file": one_line(analysis.source.name),
    }
    return Row(task, tasks, cells, group, hint)


def _role(task: Task, analysis: Analysis, labels: Labels) -> list[str]:
    role = role_of(task, analysis)
    return [labels.roles[role]] if role else []


def _said(span: Span | Target | Task | Deadline, *, own: bool) -> str:
    """The words, simplified or in their own characters, as one line."""
    return one_line(span.source_text if own else span.text)


def _when(task: Task, tasks: Sequence[Task], *, own: bool) -> Iterable[str]:
    """The deadlines of a row, each as it is said and, on a line of its own, the day that it means.

    Those of its sentences that have a day; where none has, the words of the one that governs.
    """
    said: dict[str, Deadline] = {}
    for each in tasks:
        if each.deadline and each.deadline.latest:
            said.setdefault(each.deadline.latest, each.deadline)
    if not said and task.deadline:
        return (_said(task.deadline, own=own), *filter(None, [task.deadline.latest]))
    return (line for day in sorted(said) for line in (_said(said[day], own=own), day))


def _group(task: Task, sections: dict[str, Section], layout: Layout, labels: TaskSheetLabels) -> tuple[int, str]:
    """Return rank and heading of the task's group: dates come before words, what is unknown last."""
    if layout.by == "actor":
        actor = layout.offices.full_name(actor_of(task))
        return (1, actor) if actor else (2, labels.unknown_actor)
    if layout.by == "deadline":
        if due := due_date(task):
            return 0, due.isoformat()
        return (1, one_line(task.deadline.text)) if task.deadline else (2, labels.no_deadline)
    if layout.by == "section":
        return 1, " › ".join(_path(task.section, sections)) or labels.no_section
    return 1, ""


def units_told(task: Task, layout: Layout) -> list[str]:
    r"""Return the units that lead or help, each by itself, 待明确 where nobody leads but 我们.

    >>> import speechkit
    >>> analysis = speechkit.analyze("一、抓好落实\n请县委办、县政府办会同财政局在6月底前完成整改。")
    >>> units_told(analysis.tasks[0], PLAIN)
    ['县委办', '县政府办', '财政局']
    """
    lead = actor_of(task)
    unknown = not lead or is_pronoun(lead)
    named = [LABELS[layout.language].task_sheet.unknown_actor if unknown else lead]
    named += [one_line(span.text) for span in task.co_actors]
    each = [layout.offices.full_name(name) for names in named for name in named_units(names)]
    return list(dict.fromkeys(name for name in each if not is_pronoun(name)))


def units_in(analyses: Iterable[Analysis], layout: Layout) -> list[str]:
    """Return the units of the speeches in the order in which they are named; what nobody leads comes last."""
    rows = (row for analysis in analyses for row in rows_of(analysis, layout))
    units = dict.fromkeys(unit for row in rows for unit in units_told(row.task, layout))
    return sorted(units, key=lambda unit: unit == LABELS[layout.language].task_sheet.unknown_actor)


def actor_of(task: Task) -> str:
    """Return who must act, empty where nobody is named."""
    return one_line(task.named_actor.text) if task.named_actor else ""


def _actor_cell(task: Task, text: str, labels: TaskSheetLabels, offices: Offices, *, own: bool) -> tuple[str, bool]:
    """Who must act, and whether that is a hint."""
    if task.actor_from == "inherited" and task.actor:
        return labels.inherited_actor.format(_said(task.actor, own=own)), True
    if suggested := offices.suggest(task, text):
        return labels.suggested_actor.format(suggested.unit, "、".join(suggested.words)), True
    name = offices.full_name(actor_of(task))
    if task.named_actor and own and name == actor_of(task):
        name = _said(task.named_actor, own=True)
    return name or labels.unknown_actor, False


def _offices(task: Task, offices: Offices) -> Iterable[Office]:
    """The known units that are named as those who must act: one, or each of several."""
    name = actor_of(task)
    found = (offices.find(each) for each in (name, *named_units(name)))
    return (office for office in found if office)


def _path(id_: str | None, sections: dict[str, Section], *, own: bool = False) -> list[str]:
    """Return marker and title of the section and of those around it, the outermost first."""
    path: list[str] = []
    while id_ is not None and (section := sections.get(id_)):
        marker = "" if section.marker == UNNUMBERED else one_line(section.marker)
        path.append(marker + one_line(section.source_title if own else section.title))
        id_ = section.parent
    return path[::-1]


def half_widths(text: str) -> int:
    """Return how many half-width places a text takes, where quotation marks and dashes are wide as in Chinese faces."""
    return sum(1 + (character > FIRST_WIDE) for character in text)


def row_height(cells: Iterable[tuple[Cell, float]]) -> float:
    """Return the points that show all of the wrapped cells, given with the widths of their columns.

    A row needs its height written down, as LibreOffice finds none for a file that it has not made.
    """
    lines = 1
    for cell, width in cells:
        room = max(int(width * USABLE_WIDTH), 1)
        wrapped = (max(-(-half_widths(line) // room), 1) for line in str(cell or "").split("\n"))
        lines = max(lines, sum(wrapped))
    return min(lines * LINE_HEIGHT + 3, MAX_HEIGHT)


def blocks(said: Sequence[Hashable], heights: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield first row and end of each stretch of rows that say the same, none higher than ``MAX_BLOCK`` points.

    >>> list(blocks("aaab", [200, 100, 100, 50]))
    [(0, 2), (2, 3), (3, 4)]
    """
    first, height = 0, 0.0
    for at, (each, points) in enumerate(zip(said, heights, strict=True)):
        if at > first and (each != said[first] or height + points > MAX_BLOCK):
            yield first, at
            first, height = at, 0.0
        height += points
    if said:
        yield first, len(said)


def title_of(analysis: Analysis) -> str:
    """Return the speech's title, else the name of its file."""
    return one_line(analysis.title.text if analysis.title else analysis.source.name)


def based_on(analysis: Analysis, layout: Layout) -> str:
    """Return what a table is based on: the speech, else its file, and its date, as far as it is known."""
    own = layout.language == "zh-hant" and analysis.source.script == "hant"
    title = _said(analysis.title, own=own) if analysis.title else os.path.basename(analysis.source.name)
    iso = analysis.date.iso if analysis.date else ""
    said = "".join(f"{int(number)}{unit}" for number, unit in zip(iso.split("-"), "年月日", strict=False) if number)
    whole = "，".join(filter(None, [title, iso if layout.language == "en" else said]))
    return LABELS[layout.language].task_sheet.based_on.format(one_line(whole))


def office_text(text: str) -> str:
    """Return ``text`` as an Office file can hold it: a line feed for every line end, U+FFFD for what XML forbids."""
    return xml_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def day_of(iso: str) -> datetime:
    """Return the first moment of a year, month or day (ISO 8601); if it is empty of 1980, when zip archives begin."""
    year, month, day = [*(iso or "1980").split("-"), "1", "1"][:3]
    return datetime(int(year), int(month), int(day))
