"""Move rows of a sheet that openpyxl has read, with all that belongs to them: looks, heights, merged cells, ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

Ends: TypeAlias = tuple[Callable[[int], int], Callable[[int], int]]
_PLACE = re.compile(r"(\$?[A-Za-z]{0,3}\$?)(\d+)")  # a cell or a row as a formula names it


def can_move(workbook: Any, sheet: Any) -> bool:
    """Whether rows can be moved without breaking what refers to them: names, tables, pictures, charts, arrays."""
    if sheet.tables or sheet._images or sheet._charts or workbook.defined_names or sheet.defined_names:
        return False
    return all(isinstance(cell.value, str) for cell in _formulas(workbook))


def order_after(rows: range, placed: dict[int, list[int]]) -> Iterator[int]:
    """Yield the rows in their new order: each, then those that ``placed`` puts after it.

    >>> list(order_after(range(1, 4), {1: [4, 5], 3: [6]}))
    [1, 4, 5, 2, 3, 6]
    """
    for row in rows:
        yield row
        yield from placed.get(row, ())


def move_rows(workbook: Any, sheet: Any, first: int, order: Iterable[int], *, last_old: int) -> None:
    """Put the rows from ``first``, the header, on into ``order``, which has each of them once.

    Those up to ``last_old`` stay in their order among themselves. A range that reaches to the last of them reaches to
    the end afterwards, one that begins right below the header still does. Formulas follow the rows that they name.
    """
    new_of = {row: at for at, row in enumerate(order, first)}
    end = first + len(new_of) - 1

    def place(row: int) -> int:
        return new_of.get(row, row)

    def top(row: int) -> int:
        return row if row == first + 1 else place(row)

    def bottom(row: int) -> int:
        return end if row == last_old else place(row)

    for cell in _formulas(workbook):
        names = {sheet.title, sheet.title.replace("'", "''"), *([""] if cell.parent is sheet else [])}
        cell.value = _followed(cell.value, names, place, (top, bottom))
    cells = list(sheet._cells.values())
    for cell in cells:
        if cell.row in new_of:
            cell.row = new_of[cell.row]
            if getattr(cell, "hyperlink", None):
                cell.hyperlink.ref = cell.coordinate
    sheet._cells = {(cell.row, cell.column): cell for cell in cells}
    _move_heights(sheet, new_of)
    for area in sheet.merged_cells.ranges:
        _move(area, place, place)
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = _moved(validation.sqref, top, bottom)
    rules = sheet.conditional_formatting._cf_rules
    kept = [(area, list(made)) for area, made in rules.items()]
    rules.clear()
    for area, made in kept:
        before = min(each.min_row for each in area.sqref.ranges)
        for rule in made:
            rule.formula = [_shifted(formula, before, top(before)) for formula in rule.formula]
            sheet.conditional_formatting.add(str(_moved(area.sqref, top, bottom)), rule)
    for mark in sheet.row_breaks.brk:
        mark.id = new_of.get(mark.id, mark.id)


def _move_heights(sheet: Any, new_of: dict[int, int]) -> None:
    sizes = {row: size for row, size in sheet.row_dimensions.items() if row in new_of}
    for row in sizes:
        del sheet.row_dimensions[row]
    for row, size in sizes.items():
        size.index = new_of[row]
        sheet.row_dimensions[new_of[row]] = size


def _moved(areas: MultiCellRange, top: Callable[[int], int], bottom: Callable[[int], int]) -> MultiCellRange:
    moved = MultiCellRange()
    for area in areas.ranges:
        again = CellRange(area.coord)
        _move(again, top, bottom)
        moved.add(again)
    return moved


def _move(area: CellRange, top: Callable[[int], int], bottom: Callable[[int], int]) -> None:
    first = top(area.min_row)
    area.min_row, area.max_row = 1, max(bottom(area.max_row), first)
    area.min_row = first


def _formulas(workbook: Any) -> Iterator[Any]:
    """Every cell with a formula; the value of one that fills several cells is no text."""
    return (cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def _followed(formula: str, sheets: set[str], place: Callable[[int], int], ends: Ends) -> str:
    """Return a formula with the new places of what it names of the sheet, which it calls by one of ``sheets``.

    ``place`` leads from the old row of a cell to its new one, ``ends`` from those of the ends of a range.
    """
    try:
        tokens = Tokenizer(formula)
    except TokenizerError:
        return formula  # a text that only begins as a formula does
    for token in tokens.items:
        sheet, mark, names = token.value.rpartition("!")
        if token.type != Token.OPERAND or token.subtype != Token.RANGE or sheet.strip("'") not in sheets:
            continue
        found = [found for name in names.split(":") if (found := _PLACE.fullmatch(name))]
        if len(found) != names.count(":") + 1 or len(found) > 2:
            continue  # a name, a column
        turns = (place,) if len(found) == 1 else ends
        moved = (f"{each[1]}{turn(int(each[2]))}" for each, turn in zip(found, turns, strict=True))
        token.value = sheet + mark + ":".join(moved)
    return str(tokens.render())  # type: ignore[no-untyped-call]


def _shifted(formula: str, before: int, after: int) -> str:
    """A formula of a format, told for the row ``before``, as it is told for the row ``after``."""
    return str(Translator(f"={formula}", f"A{before}").translate_formula(f"A{after}"))[1:]
