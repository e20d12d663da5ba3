"""Plain text: one phrase a line, cells parted by tabs, the file in front as grep puts it where there are several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.errors import printable
from speechkit.renderers.slogans.rows import Row, SloganView, Speech, companion_cells, rows_of


def render(speeches: Iterable[Speech], view: SloganView) -> Iterator[str]:
    """Line, kind and text, or count, kind, text and lines; for variants then what they are variants of.

    A formula that lacks companions is of the kind ``companions``; the cells behind it are those missing, those present.
    """
    for speech in speeches:
        yield ""  # so that a file is written, be it empty
        file = f"{printable(speech.document.source.name)}:" if view.several else ""
        for row in rows_of(speech, view):
            yield file + _line(_cells(row, view))
        for each in speech.companions:
            line, name, present, missing = companion_cells(each)
            yield file + _line([line, "companions", name, missing, present])


def _cells(row: Row, view: SloganView) -> list[str]:
    text = row.cells["text"]
    cells = [row.cells["line"], row.slogan.kind, text]
    if view.unique:
        cells = [row.cells["count"], row.slogan.kind, text, row.cells["lines"]]
    return [*cells, row.cells["variant_of"]] if view.variants else cells


def _line(cells: Iterable[str]) -> str:
    return "\t".join(cell.replace("\t", " ") for cell in cells) + "\n"
