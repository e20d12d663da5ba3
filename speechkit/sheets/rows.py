"""The rows of the task table, an item or a sentence each, and their cells, which every format draws."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

from speechkit.chars import one_line
from speechkit.columns import OWN
from speechkit.labels import LABELS, Labels, Language, TaskSheetLabels
from speechkit.model import UNNUMBERED, Analysis, Deadline, Section, Task
from speechkit.offices import NO_OFFICES, Office, Offices
from speechkit.selection import due_date, role_of
from speechkit.sheets.items import as_items
from speechkit.writing import xml_text

Cell = str | int | date | None
GroupBy = Literal["actor", "deadline", "section"]
HEADER_COLOR, UNKNOWN_COLOR = "D9E2F3", "FFF2CC"  # of headings, and of tasks that name nobody
HINT_COLOR = "808080"  # of words that are a hint, and not found
_BETWEEN_UNITS = re.compile("、(?![^（(]*[）)])")  # not those within brackets
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
        found = [(task, tasks) for task, tasks in found if layout.unit in units_of(task, layout)]
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
    measures = "\n".join(one_line(each.text) for each in tasks)
    actor, hint = _actor_cell(task, measures, labels.task_sheet, offices)
    path = _path(task.section, sections)
    cells: dict[str, Cell] = {
        "number": number,
        "category": group if layout.by in ("actor", "deadline") else path[0] if path else group,
        "task": one_line(task.text),
        "item": one_line(task.text),
        "measures": measures,
        "leader": "、".join(dict.fromkeys(office.leader for office in _offices(task, offices) if office.leader)),
        "actor": actor,
        "co_actors": "、".join(offices.full_name(one_line(span.text)) for span in task.co_actors),
        "when": "\n".join(_when(task, tasks)),
        "targets": "；".join(one_line(span.text) for span in task.targets),
        "progress": labels.task_sheet.progress[0],
        "notes": labels.task_sheet.relayed if task.relayed else "",
        "id": task.id,
        "strength": labels.strengths.get(task.strength, task.strength),
        "part": " › ".join(_role(task, analysis, labels) + path),
        "source": "\n".join(each.source_text.strip() for each in tasks),
        "line": task.line or None,
        "deadline": one_line(task.deadline.text) if task.deadline else "",
        "due": due_date(task),
        "file": one_line(analysis.source.name),
    }
    return Row(task, tasks, cells, group, hint)


def _role(task: Task, analysis: Analysis, labels: Labels) -> list[str]:
    role = role_of(task, analysis)
    return [labels.roles[role]] if role else []


def _when(task: Task, tasks: Sequence[Task]) -> Iterable[str]:
    """The deadlines of a row, each as it is said and, on a line of its own, the day that it means.

    Those of its sentences that have a day; where none has, the words of the one that governs.
    """
    said: dict[str, Deadline] = {}
    for each in tasks:
        if each.deadline and each.deadline.latest:
            said.setdefault(each.deadline.latest, each.deadline)
    if not said and task.deadline:
        return (one_line(task.deadline.text), *filter(None, [task.deadline.latest]))
    return (line for day in sorted(said) for line in (one_line(said[day].text), day))


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


def units_of(task: Task, layout: Layout) -> list[str]:
    r"""Return the units that lead or help, each by itself, 待明确 where nobody leads.

    >>> import speechkit
    >>> analysis = speechkit.analyze("一、抓好落实\n请县委办、县政府办会同财政局在6月底前完成整改。")
    >>> units_of(analysis.tasks[0], PLAIN)
    ['县委办', '县政府办', '财政局']
    """
    named = [actor_of(task) or LABELS[layout.language].task_sheet.unknown_actor]
    named += [one_line(span.text) for span in task.co_actors]
    each = [name for names in named for name in _BETWEEN_UNITS.split(names)]
    return list(dict.fromkeys(map(layout.offices.full_name, each)))


def units_in(analyses: Iterable[Analysis], layout: Layout) -> list[str]:
    """Return the units of the speeches in the order in which they are named; what nobody leads comes last."""
    rows = (row for analysis in analyses for row in rows_of(analysis, layout))
    units = dict.fromkeys(unit for row in rows for unit in units_of(row.task, layout))
    return sorted(units, key=lambda unit: unit == LABELS[layout.language].task_sheet.unknown_actor)


def actor_of(task: Task) -> str:
    """Return who must act, empty where nobody is named."""
    return one_line(task.named_actor.text) if task.named_actor else ""


def _actor_cell(task: Task, text: str, labels: TaskSheetLabels, offices: Offices) -> tuple[str, bool]:
    """Who must act, and whether that is a hint."""
    if task.actor_from == "inherited" and task.actor:
        return labels.inherited_actor.format(one_line(task.actor.text)), True
    if suggested := offices.suggest(task, text):
        return labels.suggested_actor.format(suggested.unit, "、".join(suggested.words)), True
    return offices.full_name(actor_of(task)) or labels.unknown_actor, False


def _offices(task: Task, offices: Offices) -> Iterable[Office]:
    """The known units that are named as those who must act: one, or each of several."""
    name = actor_of(task)
    found = (offices.find(each) for each in (name, *_BETWEEN_UNITS.split(name)))
    return (office for office in found if office)


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
