"""The line of a hit, aligned on the keyword by display width."""

from __future__ import annotations

from functools import cache
from unicodedata import category, east_asian_width

import msgspec

from speechkit.corpus.kwic import WIDTH, Hit
from speechkit.errors import printable

GAPS = 6  # cells between the columns of a line, together
PLACE = 34  # cells of a terminal's line that are left to date, file and line


class KwicView(msgspec.Struct, frozen=True):
    """``width`` cells of context on each side; ``line`` in cells (None: unlimited) and ``color`` are the terminal's."""

    width: int = WIDTH
    line: int | None = None
    color: bool = False


@cache
def _cells(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """How many cells of a terminal the text takes; a full-width character takes two."""
    return sum(map(_cells, text))


def sides(hit: Hit, view: KwicView) -> tuple[str, str, str]:
    """Left context, keyword and right context on one line, the contexts cut to the view's width."""
    left, text, right = (printable(" ".join(each.splitlines())) for each in (hit.left, hit.text, hit.right))
    return _fitting(left[::-1], view.width)[::-1], text, _fitting(right, view.width)


def padded(hit: Hit, view: KwicView) -> tuple[str, str, str]:
    """The same, with the contexts filled up to the view's width, so that keywords stand below each other."""
    left, text, right = sides(hit, view)
    return " " * (view.width - cells(left)) + left, text, right + " " * (view.width - cells(right))


def filled(text: str, width: int) -> str:
    """As much of ``text`` as goes into ``width`` cells, filled up to them."""
    fitting = _fitting(text, width)
    return fitting + " " * (width - cells(fitting))


def place(hit: Hit, width: int | None = None) -> str:
    """Where the hit stands, for people: date, file and line; of a long name the end, so that ``width`` cells do."""
    date, name, line = f"{hit.date} " if hit.date else "", printable(hit.document), f":{hit.line}"
    if width is not None and cells(date + name + line) > width:
        name = "…" + _fitting(name[::-1], max(width - cells(date + line) - 1, 0))[::-1]
    return date + name + line


def _fitting(text: str, width: int) -> str:
    """As much of the beginning of ``text`` as goes into ``width`` cells."""
    used = 0
    for at, character in enumerate(text):
        used += _cells(character)
        if used > width:
            return text[:at]
    return text
