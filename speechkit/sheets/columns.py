"""The task table: its columns, and the cells of a row for each task, which every format draws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from speechkit.catalogue import labels
from speechkit.chars import one_line
from speechkit.labels import LABELS, Labels, Language, TaskSheetLabels
from speechkit.model import UNNUMBERED, Analysis, Section, Task
from speechkit.offices import NO_OFFICES, Offices
from speechkit.selection import due_date, role_of
from speechkit.writing import xml_text

Cell = str | int | date | None
GroupBy = Literal["actor", "deadline", "section"]
HEADER_COLOR, UNKNOWN_COLOR = "D9E2F3", "FFF2CC"  # of headings, and of tasks that name nobody
HINT_COLOR = "808080"  # of words that are a hint, and not found


class Column(msgspec.Struct, frozen=True):
    """A column: its key, its headings, its ``width`` in a spreadsheet in half-width characters."""

    key: str
    zh: str
    en: str
    width: int

    def heading(self, language: Language) -> str:
        """Return the heading in ``language``."""
        return self.en if language == "en" else labels(language).text(self.zh)


COLUMNS = (
    Column("number", "序号", "No.", 5),
    Column("task", "任务", "Task", 32),
    Column("actor", "牵头单位", "Lead", 14),
    Column("co_actors", "配合单位", "With", 12),
    Column("deadline", "时限(原文)", "Deadline (as said)", 11),
    Column("due", "截止日期", "Due", 11),
    Column("strength", "力度", "Strength", 7),
    Column("targets", "量化目标", "Targets", 12),
    Column("part", "所属部分", "Part", 18),
    Column("source", "原文", "Source text", 38),
    Column("line", "行号", "Line", 6),
    Column("progress", "进展", "Progress", 9),
    Column("notes", "备注", "Notes", 11),
)
FILE = Column("file", "文件", "File", 16)
# Columns that a spreadsheet hides: nobody prints them, updates read them, and without them the rest is readable on A4.
HIDDEN = ("strength", "part", "source", "line")


class Row(msgspec.Struct, frozen=True):
    """One task and its cells by column key; ``group`` is the heading of its group, empty where rows are not grouped."""

    task: Task
    cells: dict[str, Cell]
    group: str

    def text(self, key: str) -> str:
        """Return the cell as one line of text."""
        value = self.cells[key]
        return "" if value is None else one_line(str(value))


def columns(keys: Iterable[str] | None = None, *, with_file: bool = False) -> list[Column]:
    """Return the columns to show, all or those with ``keys`` in that order; ``with_file``: also ``FILE``, last."""
    named = {column.key: column for column in COLUMNS}
    chosen = list(COLUMNS) if keys is None else [named[key] for key in keys]
    return [*chosen, FILE] if with_file else chosen


def rows_of(
    analysis: Analysis,
    *,
    by: GroupBy | None = None,
    language: Language = "zh",
    first: int = 1,
    offices: Offices = NO_OFFICES,
) -> list[Row]:
    """Return the rows of one speech, in reading order or group after group, numbered from ``first`` on.

    Units that the office knows have their full names; where nobody is named, one of them may be suggested.
    """
    labels = LABELS[language]
    sections = {section.id: section for section in analysis.sections}
    grouped = [(_group(task, sections, by, labels.task_sheet, offices), task) for task in analysis.tasks]
    if by:
        seen: dict[tuple[int, str], int] = {}
        for (rank, label), _ in grouped:
            seen.setdefault((rank, label), len(seen))
        # Stable: inside a group the tasks stay in reading order. Dates go by the calendar, words by first mention.
        grouped.sort(key=lambda item: (item[0][0], item[0][1] if item[0][0] == 0 else "", seen[item[0]]))
    name = one_line(analysis.source.name)
    return [
        Row(task, _cells(task, analysis, sections, labels, number, offices) | {"file": name}, label)
        for number, ((_, label), task) in enumerate(grouped, first)
    ]


def _cells(
    task: Task, analysis: Analysis, sections: dict[str, Section], labels: Labels, number: int, offices: Offices
) -> dict[str, Cell]:
    role = role_of(task, analysis)
    part = [labels.roles[role]] if role else []
    return {
        "number": number,
        "task": one_line(task.text),
        "actor": _actor_cell(task, labels.task_sheet, offices),
        "co_actors": "、".join(offices.full_name(one_line(span.text)) for span in task.co_actors),
        "deadline": one_line(task.deadline.text) if task.deadline else "",
        "due": due_date(task),
        "strength": labels.strengths.get(task.strength, task.strength),
        "targets": "；".join(one_line(span.text) for span in task.targets),
        "part": " › ".join(part + _path(task.section, sections)),
        "source": task.source_text.strip(),
        "line": task.line or None,
        "progress": labels.task_sheet.progress[0],
        "notes": labels.task_sheet.relayed if task.relayed else "",
    }


def _group(
    task: Task, sections: dict[str, Section], by: GroupBy | None, labels: TaskSheetLabels, offices: Offices
) -> tuple[int, str]:
    """Return rank and heading of the task's group: dates come before words, what is unknown last."""
    if by == "actor":
        actor = offices.full_name(actor_of(task))
        return (1, actor) if actor else (2, labels.unknown_actor)
    if by == "deadline":
        if due := due_date(task):
            return 0, due.isoformat()
        return (1, one_line(task.deadline.text)) if task.deadline else (2, labels.no_deadline)
    if by == "section":
        return 1, " › ".join(_path(task.section, sections)) or labels.no_section
    return 1, ""


def actor_of(task: Task) -> str:
    """Return who must act, empty where nobody is named."""
    return one_line(task.named_actor.text) if task.named_actor else ""


def _actor_cell(task: Task, labels: TaskSheetLabels, offices: Offices) -> str:
    if task.actor_from == "inherited" and task.actor:
        return labels.inherited_actor.format(one_line(task.actor.text))
    if suggested := offices.suggest(task):
        return labels.suggested_actor.format(suggested.unit, "、".join(suggested.words))
    return offices.full_name(actor_of(task)) or labels.unknown_actor


def _path(id_: str | None, sections: dict[str, Section]) -> list[str]:
    """Return marker and title of the section and of those around it, the outermost first."""
    path: list[str] = []
    while id_ is not None and (section := sections.get(id_)):
        marker = "" if section.marker == UNNUMBERED else one_line(section.marker)
        path.append(marker + one_line(section.title))
        id_ = section.parent
    return path[::-1]


def title_of(analysis: Analysis) -> str:
    """Return the speech's title, else the name of its file."""
    return one_line(analysis.title.text if analysis.title else analysis.source.name)


def office_text(text: str) -> str:
    """Return ``text`` as an Office file can hold it: a line feed for every line end, U+FFFD for what XML forbids."""
    return xml_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def day_of(iso: str) -> datetime:
    """Return the first moment of a year, month or day (ISO 8601); if it is empty of 1980, when zip archives begin."""
    year, month, day = [*(iso or "1980").split("-"), "1", "1"][:3]
    return datetime(int(year), int(month), int(day))
