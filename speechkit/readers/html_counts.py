"""What a web page counts: the numbers of list items, as a browser writes them, and the rows and columns of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from speechkit.readers.number_formats import written

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ListState", "PageCell", "TableState", "list_of"]

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}
# The names of CSS → the format and what stands behind the number (CSS Counter Styles 3).
_FORMATS = {
    "decimal": ("decimal", ". "),
    "decimal-leading-zero": ("decimalZero", ". "),
    "lower-alpha": ("lowerLetter", ". "),
    "lower-latin": ("lowerLetter", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "cjk-decimal": ("japaneseDigitalTenThousand", "、"),
    "cjk-ideographic": ("chineseCounting", "、"),
    "simp-chinese-informal": ("chineseCounting", "、"),
    "trad-chinese-informal": ("chineseCounting", "、"),
    "japanese-informal": ("chineseCounting", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)")
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})")
_WIDEST = 1000  # columns that a cell may fill, as HTML has it
_TRACKED = 200  # columns of which it is kept what fills them; no table of an office has more, and each row walks them


class ListState(msgspec.Struct):
    """A list while its items are met: the ``style`` of its numbers, the number of the next item, and the step to it."""

    style: str
    number: int
    step: int = 1

    def next_number(self, item: _Element) -> str:
        """Return what is written before the item, and count it."""
        value = _integer(item.get("value"))
        if value is not None:
            self.number = value
        number = self.number
        self.number += self.step
        style = _style(item.get("type"), item.get("style")) or self.style
        if style in _BULLETS:
            return _BULLETS[style]
        if style not in _FORMATS:
            return ""
        format, suffix = _FORMATS[style]
        return written(number, format) + suffix


def list_of(element: _Element) -> ListState:
    """Return the state of a list, ``<ol>`` or any other, before its first item."""
    style = _style(element.get("type"), element.get("style"))
    if element.tag != "ol":
        return ListState(style or "disc", 1)
    start, backwards = _integer(element.get("start")), element.get("reversed") is not None
    if start is None:
        start = sum(1 for _ in element.iterchildren("li")) if backwards else 1
    return ListState(style or "decimal", start, -1 if backwards else 1)


def _style(type: str | None, css: str | None) -> str:
    """The name of a style of numbers as an element asks for it, "" where it does not."""
    if css and (found := _STYLE.search(css.lower())):
        words = found[1].split()
        return next((word for word in words if word in _FORMATS or word in _BULLETS), "none" if "none" in words else "")
    return _TYPES.get(type or "") or (type.lower() if type and type.lower() in _BULLETS else "")


def _integer(written: str | None) -> int | None:
    found = _NUMBER.match(written or "")
    return int(found[1]) if found else None


class PageCell(msgspec.Struct, frozen=True):
    """A table cell: which ``table`` of the page, row and column, 1-based, and how many ``rows`` it fills."""

    table: int
    row: int
    column: int
    rows: int


class TableState(msgspec.Struct):
    """A table while it is read; ``filled`` has for a column the last row that a cell above fills in it."""

    number: int
    row: int = 0
    column: int = 0
    filled: dict[int, int] = msgspec.field(default_factory=dict)

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = 0

    def next_cell(self, element: _Element) -> PageCell:
        """Return the next cell of the row, behind those that cells of the rows above fill."""
        column = self.column + 1
        while column <= _TRACKED and self.filled.get(column, 0) >= self.row:
            column += 1
        across, down = _span(element.get("colspan")), _span(element.get("rowspan"))
        self.column = column + across - 1
        if down > 1:
            tracked = range(column, min(column + across, _TRACKED + 1))
            self.filled.update(dict.fromkeys(tracked, self.row + down - 1))
        return PageCell(self.number, self.row, column, down)


def _span(written: str | None) -> int:
    return min(max(int(written), 1), _WIDEST) if written and written.isascii() and written.isdigit() else 1
