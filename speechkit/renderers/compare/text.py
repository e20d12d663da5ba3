"""Plain text: a finding a line, cells parted by tabs: topic, kind, line and words of A, line and words of B, note."""

from __future__ import annotations

from collections.abc import Iterator

from speechkit.compare.records import Comparison, Coverage
from speechkit.errors import printable
from speechkit.renderers.compare.blocks import Cell, CompareView
from speechkit.renderers.compare.page import page_of


def render(found: Comparison | Coverage, view: CompareView) -> Iterator[str]:
    """Lines that begin with # tell how much was found."""
    page = page_of(found)
    yield f"# {page.title}\t{printable(page.names[0])}\t{printable(page.names[1])}\n"
    for line in page.results:
        yield f"# {line}\n"
    for block in page.blocks:
        for row in block.rows:
            cells = (block.topic, row.kind, *_cells(row.a), *_cells(row.b), row.note)
            yield "\t".join(each.replace("\t", " ") for each in cells).rstrip("\t") + "\n"


def _cells(cell: Cell | None) -> tuple[str, str]:
    return (cell.place.removeprefix(":"), cell.text.strip("　")) if cell else ("", "")
