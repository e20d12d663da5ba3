"""Tables written as text: rows of Markdown (``| a | b |``) and lines with tabs, cut into their cells.

What a reader has marked as cells stands on lines of its own already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from speechkit.model import Document, LineMark

__all__ = ["TableRow", "cells_in", "table_rows"]

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")  # |---|:--:|
_BETWEEN = {"|": _PIPE, "\t": re.compile("\t")}
_FEWEST_ROWS = 2
_FEWEST_TABS = 2  # in each row: a single one stands behind the number of a list, or between a name and an office


class TableRow(msgspec.Struct, frozen=True):
    """A line that is a row: of which ``table`` (1 the first), which ``row``, 1-based, and what is ``between`` cells.

    ``rule``: it holds nothing but the dashes below the headings of Markdown.
    """

    line: int
    table: int
    row: int
    between: str
    rule: bool = False


def table_rows(document: Document) -> dict[int, TableRow]:
    """Return the rows of the tables that are written as text, by their lines; none where a reader marked cells."""
    marks = document.source.marks
    if any(mark.cell for mark in marks):
        return {}
    rows: dict[int, TableRow] = {}
    for table, (first, lines, between) in enumerate(_runs(document), 1):
        row = 0
        for number, line in enumerate(lines, first):
            rule = between == "|" and _RULE.fullmatch(line) is not None
            row += not rule
            rows[number] = TableRow(number, table, row, between, rule)
    return rows


def _runs(document: Document) -> Iterator[tuple[int, list[str], str]]:
    """The tables: the number of the first line of each, its lines, and what stands between the cells."""
    starts, text = document.line_starts, document.text
    run: list[str] = []
    of_run, first = "", 0
    for number, start in enumerate((*starts, len(text)), 1):
        line = text[start : starts[number]] if number < len(starts) else text[start:]
        line = line.rstrip("\r\n")
        between = _between(line)
        if run and between != of_run:
            if len(run) >= _FEWEST_ROWS:
                yield first, run, of_run
            run = []
        if between:
            if not run:
                of_run, first = between, number
            run.append(line)
    if len(run) >= _FEWEST_ROWS:
        yield first, run, of_run


def _between(line: str) -> str:
    """What stands between the cells of a line, "" where it is no row."""
    trimmed = line.strip(" \u3000")
    if len(trimmed) > 2 and trimmed[0] == trimmed[-1] == "|":
        return "|"
    return "\t" if line.rstrip().count("\t") >= _FEWEST_TABS else ""


def cells_in(text: str, row: TableRow) -> Iterator[tuple[int, int, LineMark]]:
    """Yield where each cell of the row begins and ends in ``text``, its line, with a mark that says where it stands."""
    start = column = 0
    at_edge = row.between == "|"  # the stretch before the first | is no cell
    for found in (*_BETWEEN[row.between].finditer(text), None):
        end = found.start() if found else len(text)
        if not at_edge:
            column += 1
            yield start, end, LineMark(row.line, cell=(row.row, column), table=row.table)
        at_edge = False
        start = found.end() if found else end
