"""Tables of a terminal: columns below their headings, texts broken as Chinese is and never in less than 30 cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import msgspec
from rich.text import Text

from speechkit.renderers.terminal import MIN_TEXT, wrapped

GAP = 2  # cells between two columns


class Column(msgspec.Struct, frozen=True):
    """A column: its heading, the style of its cells, whether they stand at its right.

    ``text`` is running text, which shares the room; ``most`` cells are for names, which are wrapped where longer.
    """

    heading: str
    style: str = ""
    right: bool = False
    text: bool = False
    most: int | None = None


def widths_of(
    columns: Sequence[Column], rows: Iterable[Sequence[Text]], width: int, least: int = MIN_TEXT
) -> list[int] | None:
    """Return the cells of every column in a table of ``width`` cells, None where its texts would lack room.

    A column is as wide as what it holds; those of text share what the others leave, ``least`` cells at least.
    """
    wanted = [Text(column.heading).cell_len for column in columns]
    for row in rows:
        for at, cell in enumerate(row):
            wanted[at] = max(wanted[at], min(cell.cell_len, columns[at].most or cell.cell_len))
    texts = [at for at, column in enumerate(columns) if column.text]
    room = width - GAP * (len(columns) - 1) - sum(each for at, each in enumerate(wanted) if at not in texts)
    for place, at in enumerate(sorted(texts, key=lambda at: wanted[at])):
        wanted[at] = min(wanted[at], max(room // (len(texts) - place), min(wanted[at], least)))
        room -= wanted[at]
    return wanted if room >= 0 else None


def header(columns: Sequence[Column], widths: Sequence[int]) -> Text:
    """Return the line of the headings."""
    cells = (Text(column.heading, style="bold underline") for column in columns)
    return next(beside(columns, [[cell] for cell in cells], widths))


def row_lines(columns: Sequence[Column], row: Sequence[Text], widths: Sequence[int]) -> Iterator[Text]:
    """Yield the lines of a row, its texts wrapped."""
    cells = (_styled(*each) for each in _paired(columns, row))
    return beside(columns, [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)], widths)


def table(columns: Sequence[Column], rows: Sequence[Sequence[Text]], width: int) -> Iterator[Text]:
    """Yield the lines of a table; where its texts lack room they stand above the other cells of their row."""
    if widths := widths_of(columns, rows, width):
        yield header(columns, widths)
        for row in rows:
            yield from row_lines(columns, row, widths)
        return
    others = [at for at, column in enumerate(columns) if not column.text]
    shown = [columns[at] for at in others]
    narrow = [[row[at] for at in others] for row in rows]
    widths = widths_of(shown, narrow, width) or []
    yield header(shown, widths)
    for row, cells in zip(rows, narrow, strict=True):
        texts = [_styled(column, cell) for column, cell in _paired(columns, row) if column.text and cell]
        yield from wrapped(Text(" " * GAP).join(texts), width, GAP)
        yield from row_lines(shown, cells, widths)


def _paired(columns: Sequence[Column], row: Sequence[Text]) -> Iterator[tuple[Column, Text]]:
    return zip(columns, row, strict=True)


def _styled(column: Column, cell: Text) -> Text:
    styled = Text(style=column.style)
    return styled.append_text(cell)


def beside(columns: Sequence[Column], cells: Sequence[Sequence[Text]], widths: Sequence[int]) -> Iterator[Text]:
    """Yield the lines of a row whose cells are lines already."""
    for pieces in zip_longest(*cells, fillvalue=Text()):
        line = Text()
        for column, piece, width in zip(columns, pieces, widths, strict=True):
            filling = " " * (width - piece.cell_len)
            line.append(filling * column.right).append_text(piece).append(filling * (not column.right) + " " * GAP)
        line.rstrip()
        yield line
