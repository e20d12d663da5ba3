"""Move rows of a sheet that openpyxl has read, with all that belongs to them: looks, heights, merged cells, ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from openpyxl.worksheet.cell_range import CellRange, MultiCellRange


def can_move(workbook: Any, sheet: Any) -> bool:
    """Whether rows can be moved without breaking what refers to them: formulas, names, tables, pictures, charts."""
    if sheet.tables or sheet._images or sheet._charts or workbook.defined_names or sheet.defined_names:
        return False
    return not any(cell.data_type == "f" for each in workbook.worksheets for row in each.iter_rows() for cell in row)


def order_after(rows: range, placed: dict[int, list[int]]) -> Iterator[int]:
    """Yield the rows in their new order: each, then those that ``placed`` puts after it.

    >>> list(order_after(range(1, 4), {1: [4, 5], 3: [6]}))
    [1, 4, 5, 2, 3, 6]
    """
    for row in rows:
        yield row
        yield from placed.get(row, ())


def move_rows(sheet: Any, first: int, order: Iterable[int], *, last_old: int) -> None:
    """Put the rows from ``first`` on into ``order``, which has each of them once.

    Those up to ``last_old`` stay in their order among themselves; a range that reaches to the last of them reaches to
    the end afterwards.
    """
    new_of = {row: at for at, row in enumerate(order, first)}
    end = first + len(new_of) - 1

    def bottom(row: int) -> int:
        return end if row == last_old else new_of.get(row, row)

    cells = list(sheet._cells.values())
    for cell in cells:
        if cell.row in new_of:
            cell.row = new_of[cell.row]
            if getattr(cell, "hyperlink", None):
                cell.hyperlink.ref = cell.coordinate
    sheet._cells = {(cell.row, cell.column): cell for cell in cells}
    _move_heights(sheet, new_of)
    for area in sheet.merged_cells.ranges:
        _move(area, new_of, lambda row: new_of.get(row, row))
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = _moved(validation.sqref, new_of, bottom)
    rules = sheet.conditional_formatting._cf_rules
    kept = [(area, list(made)) for area, made in rules.items()]
    rules.clear()
    for area, made in kept:
        for rule in made:
            sheet.conditional_formatting.add(str(_moved(area.sqref, new_of, bottom)), rule)
    for mark in sheet.row_breaks.brk:
        mark.id = new_of.get(mark.id, mark.id)


def _move_heights(sheet: Any, new_of: dict[int, int]) -> None:
    sizes = {row: size for row, size in sheet.row_dimensions.items() if row in new_of}
    for row in sizes:
        del sheet.row_dimensions[row]
    for row, size in sizes.items():
        size.index = new_of[row]
        sheet.row_dimensions[new_of[row]] = size


def _moved(areas: MultiCellRange, new_of: dict[int, int], bottom: Callable[[int], int]) -> MultiCellRange:
    moved = MultiCellRange()
    for area in areas.ranges:
        again = CellRange(area.coord)
        _move(again, new_of, bottom)
        moved.add(again)
    return moved


def _move(area: CellRange, new_of: dict[int, int], bottom: Callable[[int], int]) -> None:
    top = new_of.get(area.min_row, area.min_row)
    area.min_row, area.max_row = 1, max(bottom(area.max_row), top)
    area.min_row = top
