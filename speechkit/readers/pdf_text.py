"""The pages of a PDF document → its text, a line a paragraph or a paragraph of a cell, and the marks of the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from speechkit.model import LineMark
from speechkit.readers.pdf_area import areas_of, body_size, lines_of, ordered
from speechkit.readers.pdf_furniture import SheetRow
from speechkit.readers.pdf_headings import headings_of, title_of
from speechkit.readers.pdf_lines import PdfParagraph, joined, paragraphs_of, pitch_of, wrapped_text
from speechkit.readers.pdf_page import Chunk
from speechkit.readers.pdf_rules import pdf_rules
from speechkit.readers.pdf_tables import Grid, cells_of

__all__ = ["Bookmarks", "PdfPage", "text_of"]

Bookmarks = dict[tuple[int, str], int]

_NOTE_SIZE = 0.92  # times the letters of the text, at most
_SAME_PLACE = 6.0  # points that the columns of a table may be off on the next page


class PdfPage(msgspec.Struct):
    """A page: the rows of its text, its width in points, and its tables from top to bottom."""

    rows: list[SheetRow]
    width: float
    grids: list[Grid]


class _Table(msgspec.Struct):
    """A table, which may go on over pages: the paragraphs of its cells by row and column, and the rows they fill."""

    page: int
    columns: list[float]
    cells: dict[tuple[int, int], tuple[list[str], int]]
    rows: int  # so far


_Flow = list[Chunk]


def text_of(pages: Sequence[PdfPage], bookmarks: Bookmarks) -> tuple[str, tuple[LineMark, ...]]:
    """Return the text of a document and the marks of its lines; notes stand at its end."""
    flows: list[_Flow | _Table] = []
    for number, page in enumerate(pages):
        for flow in _flows(page, number):
            _add(flows, flow)
    everything = [line for flow in flows if isinstance(flow, list) for line in flow]
    em, areas = body_size(everything), areas_of(everything, [page.width for page in pages])
    notes = _take_notes(flows, em)
    pitch = pitch_of(everything, em)
    parts = [paragraphs_of(flow, areas, em, pitch) if isinstance(flow, list) else flow for flow in flows]
    paragraphs = [paragraph for part in parts if isinstance(part, list) for paragraph in part]
    titles = title_of(paragraphs, em)
    levels = headings_of(paragraphs[titles.stop :], areas, em, bookmarks)
    writer = _Writer()
    number = 0
    for part in parts:
        if isinstance(part, _Table):
            writer.table(part)
            continue
        for paragraph in part:
            heading = levels.get(number - titles.stop, 0)
            writer.paragraph(paragraph, heading=heading, title=number in titles)
            number += 1
    for paragraph in paragraphs_of(notes, areas, em, pitch):
        writer.note(paragraph)
    return writer.text(), tuple(writer.marks)


def _flows(page: PdfPage, number: int) -> Iterator[_Flow | _Table]:
    """The text and the tables of a page, from top to bottom."""
    rows = page.rows
    for grid in page.grids:
        above, inside, below = _split(rows, grid)
        if not inside:
            continue
        yield list(ordered(above, number))
        table = _Table(number, grid.columns, {}, len(grid.rows) - 1)
        for cell in cells_of(grid, [chunk for row in inside for chunk in row.chunks]):
            left, right = grid.columns[cell.column], _end(grid, cell.column, cell.lines)
            texts = wrapped_text(list(lines_of(cell.lines, number)), left, right)
            table.cells[cell.row, cell.column] = texts, cell.rows
        yield table
        rows = below
    yield list(ordered(rows, number))


def _end(grid: Grid, column: int, lines: Sequence[SheetRow]) -> float:
    """Where the cell ends that begins in ``column``: the end of the last column that its text goes into."""
    right = max(row.chunks[-1].right for row in lines)
    return next((end for end in grid.columns[column + 1 :] if end >= right - 2), grid.columns[-1])


def _split(rows: Sequence[SheetRow], grid: Grid) -> tuple[list[SheetRow], list[SheetRow], list[SheetRow]]:
    """The rows above a table, in it, and all others."""
    above: list[SheetRow] = []
    inside: list[SheetRow] = []
    below: list[SheetRow] = []
    for row in rows:
        held = [chunk for chunk in row.chunks if grid.holds(chunk)]
        if held:
            inside.append(SheetRow(row.y, held))
        if len(held) < len(row.chunks):
            others = [chunk for chunk in row.chunks if not grid.holds(chunk)]
            (above if row.y <= grid.rows[0] else below).append(SheetRow(row.y, others))
    return above, inside, below


def _add(flows: list[_Flow | _Table], flow: _Flow | _Table) -> None:
    """Add text, or a table; either goes on with what ends the page before."""
    before = flows[-1] if flows else None
    if isinstance(flow, list):
        if flow and isinstance(before, list):
            before += flow
        elif flow:
            flows.append(flow)
        return
    if isinstance(before, _Table) and flow.page == before.page + 1 and _same_columns(before, flow):
        _append(before, flow)
    else:
        flows.append(flow)


def _same_columns(one: _Table, other: _Table) -> bool:
    pairs = zip(one.columns, other.columns, strict=False)
    return len(one.columns) == len(other.columns) and all(abs(a - b) <= _SAME_PLACE for a, b in pairs)


def _append(table: _Table, more: _Table) -> None:
    """Go on with a table on the next page: its headings may stand there again, and its last row may go on."""
    heads = _row(table, 0)
    first = 1 if heads and heads == _row(more, 0) else 0
    shift = table.rows - first
    begins = _row(more, first)
    if begins and 0 not in begins and first + 1 <= more.rows:
        for column, texts in begins.items():
            held, rows = table.cells.get((table.rows - 1, column), ([], 1))
            merged = [*held[:-1], joined(held[-1], texts[0]), *texts[1:]] if held else texts
            table.cells[table.rows - 1, column] = merged, rows
        first += 1
        shift -= 1
    for (row, column), cell in more.cells.items():
        if row >= first:
            table.cells[row + shift, column] = cell
    table.rows, table.page = more.rows + shift, more.page


def _row(table: _Table, number: int) -> dict[int, list[str]]:
    return {column: texts for (row, column), (texts, _) in table.cells.items() if row == number}


def _take_notes(flows: Sequence[_Flow | _Table], em: float) -> list[Chunk]:
    """Take the notes out that stand in small letters at the foot of pages; what goes on over the page is one."""
    notes: list[Chunk] = []
    for flow in flows:
        if not isinstance(flow, list):
            continue
        kept: list[Chunk] = []
        start = 0
        for end in range(1, len(flow) + 1):
            if end < len(flow) and flow[end].page == flow[start].page:
                continue
            of_page = flow[start:end]
            first = len(of_page)
            while first and of_page[first - 1].size <= _NOTE_SIZE * em:
                first -= 1
            if 0 < first < len(of_page) and pdf_rules().note.match(of_page[first].text):
                notes += of_page[first:]
                of_page = of_page[:first]
            kept += of_page
            start = end
        flow[:] = kept
    return notes


class _Writer:
    """Lines of text with their marks."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.marks: list[LineMark] = []
        self._page = -1
        self._tables = 0

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def paragraph(self, paragraph: PdfParagraph, *, heading: int, title: bool) -> None:
        if paragraph.gap:
            self._lines.append("")
        self._lines.append("\u3000\u3000" * (paragraph.indent and not title) + paragraph.text)
        page = paragraph.lines[0].page
        begins = page + 1 if page > self._page else 0
        self._page = max(page, self._page)
        if heading or title or begins:
            mark = LineMark(len(self._lines), heading=heading, page=begins, kind="title" if title else "")
            self.marks.append(mark)

    def note(self, paragraph: PdfParagraph) -> None:
        self._lines.append(paragraph.text)
        self.marks.append(LineMark(len(self._lines), kind="note"))

    def table(self, table: _Table) -> None:
        self._tables += 1
        for (row, column), (texts, rows) in sorted(table.cells.items()):
            for text in texts:
                self._lines.append(text)
                mark = LineMark(len(self._lines), cell=(row + 1, column + 1), table=self._tables, rows=rows)
                self.marks.append(mark)
