"""Duty tables: the columns of a table that say what is to be done, by whom and by when (data/tables.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
from msgspec.structs import replace

from speechkit.layout.lines import Line
from speechkit.model import DutyCell
from speechkit.rules import HereRule, reader

__all__ = ["duty_of_heading", "with_duties"]

Columns = Mapping[int, DutyCell]


class HeadingRule(HereRule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Headings of a column and what its cells say; one that is not ``sure`` stands over columns of other tables too.

    Of two columns for the same the one whose rule stands first in the file is meant.
    """

    duty: DutyCell
    sure: bool = True


class DutyTableRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/tables.yaml."""

    header_within: int
    number: HereRule
    headings: tuple[HeadingRule, ...]


duty_table_rules = reader("tables", DutyTableRules)  # the rules of data/tables.yaml, read once


def with_duties(lines: list[Line]) -> list[Line]:
    """Return the lines with what each cell of a duty table says in its mark; all others as they are."""
    tables: dict[int, dict[int, list[int]]] = {}  # the numbers of the lines in each row of each table
    for number, line in enumerate(lines):
        if line.mark and line.mark.cell:
            tables.setdefault(line.mark.table, {}).setdefault(line.mark.cell[0], []).append(number)
    for rows in tables.values():
        _mark_table(lines, rows)
    return lines


def _mark_table(lines: list[Line], rows: Mapping[int, Sequence[int]]) -> None:
    header, columns = _header(lines, rows)
    for row in sorted(rows):
        if not columns or row < header:
            continue
        again = row == header or _columns(_headings(lines, rows[row])) == columns  # it stands on each page
        for number in rows[row]:
            line = lines[number]
            if not (line.mark and line.mark.cell):
                continue
            duty = "label" if again else columns.get(line.mark.cell[1], "other")
            if duty == "other" and duty_table_rules().number.match(line.text):
                duty = "label"
            lines[number] = replace(line, mark=replace(line.mark, duty=duty), meta=False)


def _header(lines: Sequence[Line], rows: Mapping[int, Sequence[int]]) -> tuple[int, Columns]:
    """The row that holds the headings of a duty table, and what each column says; no columns where there is none."""
    for row in sorted(rows)[: duty_table_rules().header_within]:
        if columns := _columns(_headings(lines, rows[row])):
            return row, columns
    return 0, {}


def _headings(lines: Sequence[Line], numbers: Sequence[int]) -> dict[int, str]:
    """The text of each cell of a row by its column; what stands on several lines is one heading."""
    headings: dict[int, str] = {}
    for number in numbers:
        line = lines[number]
        if line.mark and line.mark.cell:
            column = line.mark.cell[1]
            headings[column] = headings.get(column, "") + line.text
    return headings


def _columns(headings: Mapping[int, str]) -> Columns:
    """What each column says by its heading, those of which nothing is known left out; nothing for another table.

    A duty table says what to do, and by whom or by when. Where headings of other tables stand over a column of these
    (项目, 时间) it must say all three.
    """
    places: dict[DutyCell, tuple[int, int, bool]] = {}
    columns: dict[int, DutyCell] = {}
    for column, heading in headings.items():
        found = duty_of_heading(heading)
        if not found:
            continue
        rank, rule = found
        before = places.get(rule.duty)
        if rule.duty == "label":
            columns[column] = "label"
        elif before is None or rank < before[1]:
            places[rule.duty] = column, rank, rule.sure
    columns |= {column: duty for duty, (column, _, _) in places.items()}
    who = places.keys() & {"lead", "unit", "person"}
    if "task" not in places or not (who or "deadline" in places):
        return {}
    sure = places["task"][2] and (any(places[duty][2] for duty in who) or places.get("deadline", (0, 0, False))[2])
    return columns if sure or (who and "deadline" in places) else {}


@cache
def duty_of_heading(heading: str) -> tuple[int, HeadingRule] | None:
    """Return the rule for the heading of a column and its number in the file; None where no rule knows it."""
    heading = "".join(heading.split()).strip("*：")
    return next(
        (found for found in enumerate(duty_table_rules().headings) if found[1].match(heading)),
        None,
    )
