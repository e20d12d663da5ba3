"""A comparison in two columns for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.text import Text

from speechkit.errors import printable
from speechkit.renderers.comparison import Compared, page_of
from speechkit.renderers.comparison_blocks import Block, Cell, Page, Say
from speechkit.renderers.table import View
from speechkit.renderers.terminal import MIN_TEXT, console_on, put, wrapped

DEFAULT_WIDTH = 120  # cells, where nobody says how wide it may be
MIN_WIDTH = 40
GAP = 4  # cells between the columns, where the mark stands
MARGIN = 2  # cells before the second line of a wrapped text
STYLES = {"同": "dim", "移": "blue", "改": "magenta", "删": "red", "增": "green", "硬": "red", "软": "cyan"}


def render(found: Iterable[Compared], view: View) -> Iterator[str]:
    """Yield the head, then the blocks: A at the left, B at the right; two lists run down beside each other."""
    width = max(view.width or DEFAULT_WIDTH, MIN_WIDTH)
    for each in found:
        page = page_of(each, view)
        yield from (
            _printed(lines, width, color=view.color) for lines in (_head(page, width), *_blocks(page, width, view.say))
        )


def _head(page: Page, width: int) -> Iterator[Text]:
    one, other = ([_fact(side, name, "bold")] for side, name in zip(page.sides, page.names, strict=True))
    for fact in page.facts:
        one.append(_fact(fact.label, fact.a, ""))
        other.append(_fact(fact.label, fact.b, ""))
    if _room(width) < MIN_TEXT:
        for said in (*one, *other):
            yield from wrapped(said, width, 6)
    else:
        for a, b in zip(one, other, strict=True):
            yield from _columns([a], "", [b], width, page, str)
    yield Text()
    for line in page.results:
        yield from wrapped(Text(line), width, 6)


def _blocks(page: Page, width: int, say: Say) -> Iterator[Iterable[Text]]:
    for block in page.blocks:
        heading = Text(printable(block.heading), style="bold underline")
        yield [Text(), *wrapped(heading, width), *_block(block, page, width, say)]


def _printed(lines: Iterable[Text], width: int, *, color: bool) -> str:
    out = io.StringIO()
    put(console_on(out, width, color=color), lines)
    return out.getvalue()


def _fact(label: str, text: str, style: str) -> Text:
    return Text(f"{label:　<2}  ", style="dim").append(printable(text), style=f"not dim {style}")


def _block(block: Block, page: Page, width: int, say: Say) -> Iterator[Text]:
    if block.paired:
        for row in block.rows:
            yield from _columns(_said(row.a, "red"), row.mark, _said(row.b, "green"), width, page, say)
            if row.note:
                yield from wrapped(Text(f"{' ' * MARGIN}{printable(row.note)}", style="dim"), width, MARGIN)
        return
    ones = [text for row in block.rows for text in _said(row.a, "")]
    others = [text for row in block.rows for text in _said(row.b, "")]
    if ones and others:
        yield from _columns(ones, "", others, width, page, say)
    else:
        for text in ones or others:
            yield from wrapped(text, width, MARGIN)


def _said(cell: Cell | None, style: str) -> list[Text]:
    """Return the words of a cell, what has changed in ``style``, and their place."""
    if cell is None:
        return []
    text = Text()
    for piece in cell.pieces:
        text.append(printable(piece.text), style=style if piece.changed else "")
    return [text.append(f" {printable(cell.place)}", style="dim")]


def _columns(
    ones: Iterable[Text], mark: str, others: Iterable[Text], width: int, page: Page, say: Say
) -> Iterator[Text]:
    """Yield the lines of two columns, the mark between the first of them; below each other where there is no room."""
    room = _room(width)
    if room < MIN_TEXT:
        yield from _stacked(ones, mark, others, width, page, say)
        return
    left, right = (_lines(texts, room) for texts in (ones, others))
    sign = Text(f" {say(mark)} " if mark else "", style=STYLES.get(mark, ""))
    for at, (one, other) in enumerate(zip_longest(left, right, fillvalue=Text())):
        line = Text().append_text(one).append(" " * (room - one.cell_len))
        between = sign if at == 0 else Text()
        line.append_text(between).append(" " * (GAP - between.cell_len)).append_text(other)
        line.rstrip()
        yield line


def _stacked(
    ones: Iterable[Text], mark: str, others: Iterable[Text], width: int, page: Page, say: Say
) -> Iterator[Text]:
    """Yield what A says, then what B says, each behind its letter; the mark stands before the first of them."""
    sign = Text(f"{say(mark) or '　'} ", style=STYLES.get(mark, ""))
    for letter, texts in zip(page.sides, (ones, others), strict=True):
        for text in texts:
            label = Text.assemble(sign, (f"{letter} ", "dim"))
            margin = label.cell_len
            yield from wrapped(label.append_text(text), width, margin)
            sign = Text(" " * sign.cell_len)


def _room(width: int) -> int:
    """The cells of each of two columns."""
    return (width - GAP) // 2


def _lines(texts: Iterable[Text], room: int) -> Sequence[Text]:
    return [line for text in texts for line in wrapped(text, room, MARGIN)]
