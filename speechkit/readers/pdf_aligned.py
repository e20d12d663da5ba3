"""Tables without rules: rows of stretches that stand below each other, and the lines on which their cells go on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from speechkit.readers.pdf_furniture import SheetRow
from speechkit.readers.pdf_tables import Grid, Rule

__all__ = ["aligned_grids"]

_COLUMNS = 3  # at least
_ROWS = 3  # that have all columns, with the headings, at least
_NEAR = 0.6  # characters: so near to each other cells of a column begin
_APART = 0.7  # characters between two headings, at least
_MARGIN = 0.45  # characters that a cell has free at both ends
_GAP = 3.5  # heights of letters between two lines of a table, at most


def aligned_grids(rows: Sequence[SheetRow]) -> list[Grid]:
    """Return the tables of a page that has no rules, from top to bottom; ``rows`` are cut at narrow gaps too."""
    found: list[Grid] = []
    at = 0
    while at < len(rows):
        end = _end(rows, at) if _is_head(rows[at]) else at
        held = rows[at:end]
        starts = [row for row in held if _column(row, held[0], 0) == 0]
        if sum(len(row.chunks) >= len(held[0].chunks) for row in held) >= _ROWS and len(starts) >= _ROWS:
            found.append(_grid(held, starts))
            at = end
        else:
            at += 1
    return found


def _is_head(row: SheetRow) -> bool:
    apart = (after.left - before.right > _APART * after.size for before, after in pairwise(row.chunks))
    return len(row.chunks) >= _COLUMNS and all(apart)


def _end(rows: Sequence[SheetRow], head: int) -> int:
    """Where the table ends whose headings are the row ``head``: the first row that does not fit below them."""
    end = head + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        if row.y - above.y > _GAP * row.chunks[0].size:
            break
        columns = [_column(row, rows[head], number) for number in range(len(row.chunks))]
        if None in columns or len(set(columns)) < len(columns) or _goes_beyond(row, rows[head]):
            break
        end += 1
    return end


def _column(row: SheetRow, head: SheetRow, number: int) -> int | None:
    """The column in which a stretch of a row begins, None where it begins in none."""
    chunk = row.chunks[number]
    for column, top in enumerate(head.chunks):
        if abs(chunk.left - top.left) <= _NEAR * chunk.size:
            return column
    return None


def _goes_beyond(row: SheetRow, head: SheetRow) -> bool:
    """Whether a stretch goes on into the next column, as a line of text does."""
    return any(
        chunk.left < top.left - _NEAR * chunk.size and chunk.right > top.left + _NEAR * chunk.size
        for chunk in row.chunks
        for top in head.chunks
    )


def _grid(rows: Sequence[SheetRow], starts: Sequence[SheetRow]) -> Grid:
    """The table as if it had rules: above every row that its first column has a cell in, and before every column."""
    letters = rows[0].chunks[0].size
    columns = [chunk.left - _MARGIN * letters for chunk in rows[0].chunks]
    columns.append(max(chunk.right for row in rows for chunk in row.chunks) + _MARGIN * letters)
    edges = [row.y - 1.1 * row.chunks[0].size for row in starts] + [rows[-1].y + letters / 2]
    across = [Rule(edge, columns[0], columns[-1]) for edge in edges]
    upright = [Rule(column, edges[0], edges[-1]) for column in columns]
    return Grid(columns, edges, across, upright)
