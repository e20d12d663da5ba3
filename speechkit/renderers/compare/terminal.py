"""Two columns for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from speechkit.compare.records import Comparison, Coverage
from speechkit.errors import printable
from speechkit.renderers.compare.blocks import Block, Cell, CompareView
from speechkit.renderers.compare.page import page_of
from speechkit.renderers.digest.wrapping import wrapped
from speechkit.renderers.terminal import console_on

UNLIMITED = 120  # cells, where nobody says how wide it may be
LEAST = 40
BETWEEN = 4  # cells between the columns, where the mark stands
MARGIN = 2
STYLES = {"同": "dim", "移": "blue", "改": "magenta", "删": "red", "增": "green", "硬": "red", "软": "cyan"}


def render(found: Comparison | Coverage, view: CompareView) -> Iterator[str]:
    """The head, then the blocks: A at the left, B at the right; two lists run down beside each other."""
    page = page_of(found)
    width = max(view.width or UNLIMITED, LEAST)
    out = io.StringIO()
    console = console_on(out, width, color=view.color)
    one, other = (_fact(side, name, "bold") for side, name in zip(page.sides, page.names, strict=True))
    _print(console, _columns([one], "", [other], width))
    for fact in page.facts:
        one, other = (_fact(fact.label, text, "") for text in (fact.a, fact.b))
        _print(console, _columns([one], "", [other], width))
    _print(console, [Text()])
    for line in page.results:
        _print(console, wrapped(Text(line), width, 6))
    yield out.getvalue()
    for block in page.blocks:
        out.seek(0)
        out.truncate()
        _print(console, [Text(), *wrapped(Text(printable(block.heading), style="bold underline"), width)])
        _print(console, _block(block, width))
        yield out.getvalue()


def _fact(label: str, text: str, style: str) -> Text:
    return Text(f"{label:　<2}  ", style="dim").append(printable(text), style=f"not dim {style}")


def _block(block: Block, width: int) -> Iterator[Text]:
    if block.paired:
        for row in block.rows:
            yield from _columns(_said(row.a, "red"), row.mark, _said(row.b, "green"), width)
            if row.note:
                yield from wrapped(Text(f"{' ' * MARGIN}{printable(row.note)}", style="dim"), width, MARGIN)
        return
    ones = [text for row in block.rows for text in _said(row.a, "")]
    others = [text for row in block.rows for text in _said(row.b, "")]
    if ones and others:
        yield from _columns(ones, "", others, width)
    else:
        for text in ones or others:
            yield from wrapped(text, width, MARGIN)


def _said(cell: Cell | None, style: str) -> list[Text]:
    """The words of a cell, what has changed in colour, and their place."""
    if cell is None:
        return []
    text = Text()
    for piece in cell.pieces:
        text.append(printable(piece.text), style=style if piece.changed else "")
    return [text.append(f" {printable(cell.place)}", style="dim")]


def _columns(ones: Iterable[Text], mark: str, others: Iterable[Text], width: int) -> Iterator[Text]:
    """The lines of two columns, the mark between the first of them."""
    room = (width - BETWEEN) // 2
    left, right = (_lines(texts, room) for texts in (ones, others))
    sign = Text(f" {mark} " if mark else "", style=STYLES.get(mark, ""))
    for at, (one, other) in enumerate(zip_longest(left, right, fillvalue=Text())):
        line = Text().append_text(one).append(" " * (room - one.cell_len))
        between = sign if at == 0 else Text()
        line.append_text(between).append(" " * (BETWEEN - between.cell_len)).append_text(other)
        line.rstrip()
        yield line


def _lines(texts: Iterable[Text], room: int) -> Sequence[Text]:
    return [line for text in texts for line in wrapped(text, room, MARGIN)]


def _print(console: Console, lines: Iterable[Text]) -> None:
    for line in lines:
        console.print(line, no_wrap=True, overflow="ellipsis")
