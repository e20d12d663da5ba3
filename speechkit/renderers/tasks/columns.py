"""The columns of the task table and the cells of its rows, which every format draws."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from speechkit.model import Analysis, Document, Section, Task
from speechkit.renderers.tasks.words import WORDS, Language, Words
from speechkit.renderers.view import UNNUMBERED, one_line
from speechkit.selection import due_date, role_of

Cell = str | int | date | None
By = Literal["actor", "deadline", "section"]
HEADING = 18  # characters of a section's title that are enough to find it again
# What XML 1.0 does not allow, so that neither Office format can hold it.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Column(msgspec.Struct, frozen=True):
    """A column: its key, its headings, its ``width`` in a spreadsheet (half-width characters)."""

    key: str
    zh: str
    en: str
    width: int

    def heading(self, language: Language) -> str:
        """The heading in ``language``."""
        return self.zh if language == "zh" else self.en


COLUMNS = (
    Column("number", "序号", "No.", 5),
    Column("task", "任务", "Task", 38),
    Column("actor", "牵头单位", "Lead", 16),
    Column("co_actors", "配合单位", "With", 14),
    Column("deadline", "时限(原文)", "Deadline (as said)", 12),
    Column("due", "截止日期", "Due", 11),
    Column("strength", "力度", "Strength", 7),
    Column("targets", "量化目标", "Targets", 14),
    Column("part", "所属部分", "Part", 18),
    Column("source", "原文", "Source text", 38),
    Column("line", "行号", "Line", 6),
    Column("progress", "进展", "Progress", 9),
    Column("notes", "备注", "Notes", 14),
)
FILE = Column("file", "文件", "File", 16)


class TaskView(msgspec.Struct, frozen=True):
    """How the table is shown: grouped ``by``, headings in ``language``; ``several`` adds the column of the file.

    ``width`` in cells (None: unlimited) and ``color`` concern the terminal only; ``selection`` is what the tasks were
    chosen by, as JSON, for the sheet to remember.
    """

    by: By | None = None
    language: Language = "zh"
    several: bool = False
    width: int | None = None
    color: bool = False
    selection: str = "{}"


class Row(msgspec.Struct, frozen=True):
    """One task with its cells by column key; ``group`` is the heading that it stands under, empty where ungrouped."""

    task: Task
    cells: dict[str, Cell]
    group: str

    def text(self, key: str) -> str:
        """The cell as one line of text."""
        value = self.cells[key]
        return "" if value is None else one_line(str(value))


def columns(view: TaskView, keys: Iterable[str] | None = None) -> list[Column]:
    """The columns that are shown, all or those with ``keys`` in that order; the file's last, for several inputs."""
    named = {column.key: column for column in COLUMNS}
    chosen = list(COLUMNS) if keys is None else [named[key] for key in keys]
    return [*chosen, FILE] if view.several else chosen


def rows_of(document: Document, analysis: Analysis, view: TaskView, first: int = 1) -> list[Row]:
    """The rows of one speech, in reading order or group after group, numbered from ``first`` on."""
    words = WORDS[view.language]
    places = {section.id: section for section in analysis.sections}
    placed = [(_group(task, places, view.by, words), task) for task in analysis.tasks]
    if view.by:
        seen: dict[tuple[int, str], int] = {}
        for (rank, label), _ in placed:
            seen.setdefault((rank, label), len(seen))
        # Stable: inside a group the tasks stay in reading order. Dates sort by themselves, words as they came.
        placed.sort(key=lambda item: (item[0][0], item[0][1] if item[0][0] == 0 else "", seen[item[0]]))
    name = one_line(document.source.name)
    return [
        Row(task, _cells(task, analysis, places, words, number) | {"file": name}, label)
        for number, ((_, label), task) in enumerate(placed, first)
    ]


def _cells(task: Task, analysis: Analysis, places: dict[str, Section], words: Words, number: int) -> dict[str, Cell]:
    role = role_of(task, analysis)
    where = [words.roles[role]] if role else []
    return {
        "number": number,
        "task": one_line(task.text),
        "actor": actor_of(task) or words.unknown_actor,
        "co_actors": "、".join(one_line(span.text) for span in task.co_actors),
        "deadline": one_line(task.deadline.text) if task.deadline else "",
        "due": due_date(task),
        "strength": words.strengths.get(task.strength, task.strength),
        "targets": "；".join(one_line(span.text) for span in task.targets),
        "part": " › ".join(where + _path(task.section, places)),
        "source": task.source_text.strip(),
        "line": task.line or None,
        "progress": words.progress[0],
        "notes": words.relayed if task.relayed else "",
    }


def _group(task: Task, places: dict[str, Section], by: By | None, words: Words) -> tuple[int, str]:
    """Rank and heading of the task's group: what is unknown comes last, dates before words."""
    if by == "actor":
        actor = actor_of(task)
        return (1, actor) if actor else (2, words.unknown_actor)
    if by == "deadline":
        if due := due_date(task):
            return 0, due.isoformat()
        return (1, one_line(task.deadline.text)) if task.deadline else (2, words.no_deadline)
    if by == "section":
        return 1, " › ".join(_path(task.section, places)) or words.no_section
    return 1, ""


def actor_of(task: Task) -> str:
    """Who must act, empty where nobody is named."""
    return one_line(task.actor.text) if task.actor else ""


def _path(wanted: str | None, places: dict[str, Section]) -> list[str]:
    path: list[str] = []
    while wanted is not None and (section := places.get(wanted)):
        marker = "" if section.marker == UNNUMBERED else one_line(section.marker)
        title = one_line(section.title)
        path.append(marker + (title if len(title) <= HEADING else title[: HEADING - 1] + "…"))
        wanted = section.parent
    return path[::-1]


def title_of(document: Document, analysis: Analysis) -> str:
    """The speech's title, else the name of its file."""
    return one_line(analysis.title.text if analysis.title else document.source.name)


def office_text(text: str) -> str:
    """``text`` as an Office file can hold it: a line feed for every line end, U+FFFD for what XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def day_of(iso: str) -> datetime:
    """A year, month or day (ISO 8601) as its first moment; 1980, the first year of zip archives, where empty."""
    year, month, day = [*(iso or "1980").split("-"), "1", "1"][:3]
    return datetime(int(year), int(month), int(day))
