"""Items as iCalendar (RFC 5545): an all-day event on each day that one is due; few calendars import to-dos.

What comes again and again is an event that repeats from its first day after the speech's date. No other day is made up.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from speechkit.chars import one_line
from speechkit.dates.recurrence import first_day
from speechkit.errors import OutputError
from speechkit.labels import LABELS
from speechkit.model import Analysis, Task
from speechkit.renderers.tasks import TaskView
from speechkit.selection import TaskList, due_date
from speechkit.sheets.rows import Layout, Row, day_of, office_text, rows_of, title_of

MAX_OCTETS = 75  # octets a line may have, its end excluded
ALARM = "-PT15H"  # before the day begins: at nine in the morning of the day before
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def render(lists: Iterable[TaskList], view: TaskView) -> Iterator[str]:
    """Yield one calendar of all inputs.

    The same speech gives the same file; an item keeps its UID while it is called the same, so that a calendar which
    imports a revised speech moves its events. Raises ``OutputError`` where no task has a day.
    """
    opened, tasks = False, 0
    for each in lists:
        analysis = each.analysis
        title, stamp = title_of(analysis), _stamp(analysis)
        seen: dict[str, int] = {}
        for row in rows_of(analysis, view.layout):
            words = row.text("item")
            tasks += len(row.tasks)
            for (day, repeats), dated in _days(row, analysis).items():
                if not opened:
                    yield _lines(
                        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//speechkit//tasks//ZH", "CALSCALE:GREGORIAN"
                    )
                    opened = True
                seen[words] = seen.get(words, 0) + 1
                uid = sha256(f"{title}\n{words}\n{seen[words]}".encode("utf-8", "replace")).hexdigest()[:32]
                yield _event(row, day, repeats, dated, uid, stamp, title, view)
    if not opened:
        raise OutputError(f"a calendar needs a day, and none of the {tasks} tasks has one; write .csv or .xlsx instead")
    yield _lines("END:VCALENDAR")


def _days(row: Row, analysis: Analysis) -> dict[tuple[date, str | None], list[Task]]:
    """The days on which a row's sentences are due, with the rule by which each comes again, and those sentences."""
    found: dict[tuple[date, str | None], list[Task]] = {}
    for task in row.tasks:
        repeats = task.deadline.repeats if task.deadline else None
        day = _first_day(repeats, analysis) if repeats else due_date(task)
        if day is not None:
            found.setdefault((day, repeats), []).append(task)
    return found


def dated(analysis: Analysis, layout: Layout) -> bool:
    """Whether a calendar of these rows has an event."""
    return any(_days(row, analysis) for row in rows_of(analysis, layout))


def _first_day(rule: str, analysis: Analysis) -> date | None:
    """The first day of a rule that is not before the speech; None where the speech has no day."""
    if analysis.date is None or len(analysis.date.iso) < len("2022-02-12"):
        return None
    return first_day(rule, date.fromisoformat(analysis.date.iso))


def _event(
    row: Row, due: date, repeats: str | None, tasks: list[Task], uid: str, stamp: str, title: str, view: TaskView
) -> str:
    unknown = LABELS[view.language].task_sheet.unknown_actor
    what = row.text("measures" if len(row.tasks) == 1 else "item")
    who = "" if row.text("actor") == unknown else f"【{row.text('actor')}】"
    said = "、".join(dict.fromkeys(one_line(task.deadline.text) for task in tasks if task.deadline))
    about = [*(task.source_text.strip() for task in tasks), f"{said}, {title}: {tasks[0].line}"]
    return _lines(
        "BEGIN:VEVENT",
        f"UID:{uid}@speechkit",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(1):%Y%m%d}",
        f"SUMMARY:{_escape(who + what)}",
        f"DESCRIPTION:{_escape(chr(10).join(about))}",
        f"CATEGORIES:{_escape(row.text('strength'))}",
        "TRANSP:TRANSPARENT",
        *([f"RRULE:{repeats}"] if repeats else []),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escape(who + what)}",
        f"TRIGGER:{ALARM}",
        "END:VALARM",
        "END:VEVENT",
    )


def _stamp(analysis: Analysis) -> str:
    """Return when the calendar was made, as a fact of the input: the speech's date, else the time of its file."""
    if analysis.date:
        return f"{day_of(analysis.date.iso):%Y%m%dT000000Z}"
    try:
        modified = int(os.stat(analysis.source.name).st_mtime)
    except (OSError, ValueError):  # standard input, or a text given by name only
        modified = 0
    return f"{datetime.fromtimestamp(modified, UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    return office_text(text).replace("\t", " ").translate(_ESCAPES)


def _lines(*lines: str) -> str:
    return "".join(map(fold, lines))


def fold(line: str) -> str:
    """Return the line with its end, folded so that none exceeds ``MAX_OCTETS`` and no character is broken."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > MAX_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece]) + "\r\n"
