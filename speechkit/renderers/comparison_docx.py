"""A comparison as DOCX: A4, two columns side by side, what is gone struck through, what has come underlined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.renderers.comparison import Compared, page_of
from speechkit.renderers.comparison_blocks import Block, Cell, Page, Row
from speechkit.renderers.docx_parts import (
    HEAD,
    TITLE,
    Run,
    Style,
    add,
    cell,
    empty_page,
    finished,
    paragraph,
    row,
    table,
)
from speechkit.renderers.table import View

_MARK, _SIDE = 620, 4680  # twentieths of a point; together what A4 leaves between the margins
_WIDTHS = (_MARK, _SIDE, _SIDE)
_FILL, _GREY, _GONE, _COME = "EDEDED", "7F7F7F", "C0392B", "1E6E34"
_SIZE, _SMALL = 10, 8  # points
_TEXT = Style(line=14.5)
_CENTRED = Style(line=14.5, centred=True)


def render(found: Iterable[Compared], view: View) -> Iterator[bytes]:
    """Yield the document in one piece: the sides, the results, a heading and a table for each block."""
    for each in found:
        page = page_of(each, view)
        file = empty_page(f"{page.title}{view.say('：')}{page.names[0]} / {page.names[1]}", margins=(1.8, 2.0))
        for xml in _page(page, view):
            add(file, xml)
        yield finished(file)


def _page(page: Page, view: View) -> Iterator[str]:
    yield paragraph([Run(page.title, face=TITLE, size=20)], Style(line=30, after=8, centred=True))
    head = row((_cell("", _MARK, head=True), *_heads(page, view)), header=True)
    facts = (
        row((_cell(fact.label, _MARK, head=True), _cell(fact.a, _SIDE), _cell(fact.b, _SIDE))) for fact in page.facts
    )
    yield table(_WIDTHS, (head, *facts))
    for at, result in enumerate(page.results):
        yield paragraph([Run(result)], Style(line=17, before=6 * (at == 0)))
    for block in page.blocks:
        yield paragraph([Run(block.heading)], Style(line=0, name="Heading2"))
        yield table(_WIDTHS, (row((_cell("", _MARK, head=True), *_heads(page, view)), header=True), *_rows(block)))
    yield paragraph([], Style(line=2))  # Word wants one after a table


def _heads(page: Page, view: View) -> Iterator[str]:
    for side, name in zip(page.sides, page.names, strict=True):
        yield _cell(f"{side}{view.say('：')}{name}", _SIDE, head=True)


def _rows(block: Block) -> Iterator[str]:
    for each in block.side_by_side():
        yield row(_cells(each))


def _cells(each: Row) -> Iterator[str]:
    yield _cell(each.mark, _MARK, centred=True)
    yield cell([paragraph(_runs(each.a, gone=True), _TEXT)] if each.a else (), _SIDE)
    notes = [paragraph([Run(each.note, color=_GREY, size=_SMALL)], _TEXT)] if each.note else []
    yield cell([paragraph(_runs(each.b, gone=False), _TEXT) if each.b else "", *notes], _SIDE)


def _runs(shown: Cell | None, *, gone: bool) -> Iterator[Run]:
    if shown is None:
        return
    for piece in shown.pieces:
        if piece.changed:
            color = _GONE if gone else _COME
            yield Run(piece.text, color=color, size=_SIZE, struck=gone, underlined=not gone)
        else:
            yield Run(piece.text, size=_SIZE)
    yield Run(f" {shown.place}", color=_GREY, size=_SMALL)


def _cell(text: str, width: int, *, head: bool = False, centred: bool = False) -> str:
    run = Run(text, face=HEAD if head else "", size=_SIZE)
    return cell([paragraph([run], _CENTRED if centred else _TEXT)], width, fill=_FILL if head else "")
