"""Rows of a duty table: which units say what to do, and which cells beside them say by whom and by when.

``layout`` has marked what each cell says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from speechkit.model import Deadline, DutyCell, Span, Structure, TimeExpression, Unit
from speechkit.tasks.rules import task_rules

__all__ = ["CellActors", "DutyRow", "actors_of_row", "deadline_at", "deadline_of_row", "duty_rows"]

_ACTORS: tuple[DutyCell, ...] = ("lead", "unit", "person")  # whose name is the actor, the first that the row has

_ANY = re.compile("(?P<lead>.+)", re.DOTALL)
_NAME = re.compile("[^、，；。\n]+")
_ENDS = " \u3000、，；。"


class DutyRow(msgspec.Struct, frozen=True):
    """The numbers of the units beside a task in its row: who acts, who helps, by when."""

    actors: tuple[int, ...]
    helpers: tuple[int, ...]
    deadline: tuple[int, ...]


def duty_rows(structure: Structure) -> dict[int, DutyRow]:
    """Return the row of each unit that says what to do in a duty table, by the number of the unit.

    A row that names nobody and no time has none: it is the heading of those below it.
    """
    cells: dict[tuple[int, int], dict[DutyCell, list[int]]] = {}  # the units in each row, by what they say
    for number, unit in enumerate(structure.units):
        mark = structure.paragraphs[unit.paragraph].mark
        if mark and mark.cell and mark.duty:
            for row in range(mark.cell[0], mark.cell[0] + mark.rows):
                cells.setdefault((mark.table, row), {}).setdefault(mark.duty, []).append(number)
    rows: dict[int, DutyRow] = {}
    for said in cells.values():
        found = _row(said)
        if found.actors or found.helpers or found.deadline:
            for number in said.get("task", ()):
                rows.setdefault(number, found)  # of a task that fills several rows the first
    return rows


def _row(said: dict[DutyCell, list[int]]) -> DutyRow:
    present = [duty for duty in _ACTORS if duty in said]
    leading: Sequence[int] = said[present[0]] if present else ()
    helping = list(said.get("helper", ()))
    if present[:1] == ["lead"]:
        helping = [*said.get("unit", ()), *helping]
    return DutyRow(tuple(leading), tuple(helping), tuple(said.get("deadline", ())))


class CellActors(msgspec.Struct, frozen=True):
    """Who must act by the cells of a row, and who helps."""

    lead: Span | None
    others: tuple[Span, ...]


def actors_of_row(structure: Structure, row: DutyRow) -> CellActors:
    """Return who must act: the whole of the cell that names the actor, but where it says itself who leads and helps.

    What stands on a further line of that cell helps.
    """
    lead: Span | None = None
    others: list[Span] = []
    for number in row.actors:
        unit = structure.units[number]
        found = _charge(unit.text)
        if found is None:
            continue
        name = _trimmed(structure, unit, *found.span("lead"))
        if lead is None:
            lead = name
        elif name:
            others.append(name)
        if found.groupdict().get("others"):
            others += _names(structure, unit, *found.span("others"))
    for number in row.helpers:
        unit = structure.units[number]
        found = _charge(unit.text)
        start, end = found.span("lead") if found else (0, len(unit.text))
        others += _names(structure, unit, start, end)
    return CellActors(lead, tuple(others))


def _charge(text: str) -> re.Match[str] | None:
    if not _has_words(text):
        return None
    rules = task_rules().actors.cell_charges
    return next((found for rule in rules if (found := rule.match(text))), None) or _ANY.match(text)


def _has_words(text: str) -> bool:
    """Whether a cell says anything: not a dash, a slash or 无."""
    return any(character.isalnum() for character in text) and text.strip(_ENDS) != "无"


def _names(structure: Structure, unit: Unit, start: int, end: int) -> list[Span]:
    """The names of a list: X、Y，Z."""
    found = (_trimmed(structure, unit, *name.span()) for name in _NAME.finditer(unit.text, start, end))
    return [span for span in found if span and _has_words(span.text)]


def _trimmed(structure: Structure, unit: Unit, start: int, end: int) -> Span | None:
    while start < end and unit.text[start] in _ENDS:
        start += 1
    while start < end and unit.text[end - 1] in _ENDS:
        end -= 1
    return structure.span(unit, start, end) if start < end else None


def deadline_at(structure: Structure, unit: Unit, time: TimeExpression) -> Deadline:
    """Return a time of the unit as a deadline."""
    span = structure.span(unit, time.start, time.end)
    days = (time.earliest, time.latest, time.repeats)
    return Deadline(span.start, span.end, span.text, span.source_text, time.kind, *days)


def deadline_of_row(structure: Structure, row: DutyRow, times: Sequence[Sequence[TimeExpression]]) -> Deadline | None:
    """Return when the row's cell says that its task is due: its first words that mean days, else the whole cell."""
    cells = [number for number in row.deadline if _has_words(structure.units[number].text)]
    dated = [(number, time) for number in cells for time in times[number]]
    if dated:
        number, time = min(dated, key=lambda each: not (each[1].latest or each[1].earliest))
        return deadline_at(structure, structure.units[number], time)
    if cells:
        unit = structure.units[cells[0]]
        if whole := _trimmed(structure, unit, 0, len(unit.text)):
            return Deadline(whole.start, whole.end, whole.text, whole.source_text, "vague")
    return None
