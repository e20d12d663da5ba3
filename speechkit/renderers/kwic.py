"""A concordance: a hit a line, aligned on the keyword by display width, or a row with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import category, east_asian_width

import msgspec

from speechkit.corpus.kwic import WIDTH, Hit
from speechkit.errors import printable
from speechkit.renderers.table import Table, View

GAPS_WIDTH = 6  # cells between the columns of a line, together
LOCATION_WIDTH = 34  # cells of a terminal's line that are left to date, file and line
KEYWORD_WIDTH = 8  # cells of a terminal's line that are left to what a regular expression finds
MIN_CONTEXT = 12  # cells of context on each side, however narrow the terminal is


class KwicView(View, frozen=True):
    """``context`` cells on each side of the keyword."""

    context: int = WIDTH


def context_for(width: int, pattern: str | None) -> int:
    """Return the cells of context on each side of ``pattern``, None for any, that go into a line of ``width`` cells."""
    keyword = KEYWORD_WIDTH if pattern is None else cells(pattern)
    return max((width - keyword - GAPS_WIDTH - LOCATION_WIDTH) // 2, MIN_CONTEXT)


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
    """Return left context, keyword, right context, the contexts filled up so that keywords stand below each other."""
    shown = _cut(hit, view)
    left, right = " " * (view.context - cells(shown.left)), " " * (view.context - cells(shown.right))
    return left + shown.left, shown.text, shown.right + right


def location(hit: Hit, width: int | None = None) -> str:
    """Return where the hit stands: date, file, line; of a long name the end, so that ``width`` cells suffice."""
    date, name, line = f"{hit.date} " if hit.date else "", printable(hit.document), f":{hit.line}"
    if width is not None and cells(date + name + line) > width:
        name = "…" + _fitting(name[::-1], max(width - cells(date + line) - 1, 0))[::-1]
    return date + name + line


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
