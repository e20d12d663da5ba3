"""A concordance: a hit a line, aligned on the keyword by display width, or a row with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import category, east_asian_width

import msgspec

from speechkit.chars import NOT_FIRST
from speechkit.corpus.kwic import WIDTH, Hit
from speechkit.errors import printable
from speechkit.renderers.table import Table, View

GAPS_WIDTH = 6  # cells between the columns of a line, together
LOCATION_WIDTH = 24  # cells of a terminal's line that date, file and line take at most
NAME_WIDTH = 8  # cells of it for the file at least
LINE_WIDTH = 6  # cells for the line alone, where date and file stand above
KEYWORD_WIDTH = 8  # cells of a terminal's line that are left to what a regular expression finds
MIN_CONTEXT = 12  # cells of context on each side, however narrow the terminal is


class KwicView(View, frozen=True):
    """``context`` cells on each side of the keyword.

    ``headed``: the hits of a document come one after the other, so that its date and name can stand above them.
    """

    context: int = WIDTH
    headed: bool = False


def context_for(width: int, pattern: str | None, *, headed: bool) -> int:
    """Return the cells of context on each side of ``pattern``, None for any, that go into a line of ``width`` cells."""
    keyword = KEYWORD_WIDTH if pattern is None else cells(pattern)
    room = width - keyword - GAPS_WIDTH - (LINE_WIDTH if headed else location_width(width))
    return max(room // 2, MIN_CONTEXT)


def location_width(width: int) -> int:
    """Return the cells for date, file and line at the end of a line of ``width``: the context is what is looked for."""
    return min(width // 4, LOCATION_WIDTH)


def table(hits: Iterable[Hit], view: KwicView) -> Table:
    """Return the hits with all their fields, contexts as wide as the text has them."""
    records = (_cut(hit, view) for hit in hits)
    return Table(Hit.__struct_fields__, [map(msgspec.structs.astuple, records)], [records])


def lines(hits: Iterable[Hit], view: KwicView) -> Iterator[str]:
    """Yield context, keyword, context, location; no hit, no line."""
    yield ""  # so that a file is written, be it empty
    for hit in hits:
        yield "  ".join((*padded(hit, view), location(hit))) + "\n"


def padded(hit: Hit, view: KwicView) -> tuple[str, str, str]:
    """Return left context, keyword, right context, the contexts filled up so that keywords stand below each other.

    A mark that no line begins with is left out at the beginning of one.
    """
    shown = _cut(hit, view)
    shown = msgspec.structs.replace(shown, left=shown.left.lstrip(NOT_FIRST))
    left, right = " " * (view.context - cells(shown.left)), " " * (view.context - cells(shown.right))
    return left + shown.left, shown.text, shown.right + right


def location(hit: Hit, width: int | None = None) -> str:
    """Return where the hit stands: date, file, line; of a long name the end, so that ``width`` cells suffice.

    Where that leaves less than ``NAME_WIDTH`` cells to the name, the date makes room.
    """
    date, name, line = f"{hit.date} " if hit.date else "", printable(hit.document), f":{hit.line}"
    if width is None or cells(date + name + line) <= width:
        return date + name + line
    room = width - cells(line)
    return (date + ending(name, room - len(date)) if room - len(date) >= NAME_WIDTH else ending(name, room)) + line


def ending(name: str, width: int) -> str:
    """Return the end of a name, so that ``width`` cells suffice."""
    return name if cells(name) <= width else "…" + _fitting(name[::-1], max(width - 1, 0))[::-1]


def filled(text: str, width: int) -> str:
    """Return as much of ``text`` as goes into ``width`` cells, filled up to them."""
    fitting = _fitting(text, width)
    return fitting + " " * (width - cells(fitting))


def cells(text: str) -> int:
    """Return how many cells of a terminal the text takes; a full-width character takes two.

    The formats of a terminal ask rich for it; plain text is written without loading that.
    """
    return sum(map(_cells, text))


@cache
def _cells(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _cut(hit: Hit, view: KwicView) -> Hit:
    """The hit on one line, its contexts cut to the view's width."""
    left, text, right = (printable(" ".join(each.splitlines())) for each in (hit.left, hit.text, hit.right))
    left, right = _fitting(left[::-1], view.context)[::-1], _fitting(right, view.context)
    return msgspec.structs.replace(hit, left=left, text=text, right=right)


def _fitting(text: str, width: int) -> str:
    """As much of the beginning of ``text`` as goes into ``width`` cells."""
    used = 0
    for at, character in enumerate(text):
        used += _cells(character)
        if used > width:
            return text[:at]
    return text
