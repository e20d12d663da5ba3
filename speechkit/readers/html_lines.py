"""The lines of a web page while its tree is walked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from speechkit.readers.html_counts import PageCell
from speechkit.readers.html_rules import html_rules

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Box", "LineWriter", "Page", "PageLine", "box_of"]

_SPACES = re.compile(r"[ \t\n\r\f]+")
# A line break of the source between Chinese characters is no blank, as it is none on paper.
_WRAP = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\n\r]+[ \t\n\r]*(?=[^\x00-\xff])")
_ASCII_SPACE = " \t\n\r\f"


class PageLine(msgspec.Struct, gc=False):
    """A line as shown. ``box`` is where it stands; ``links`` counts its characters that lead elsewhere, ``anchors``
    those of them that lead to a place on the same page. ``heading`` is 1 to 6, or 0; ``note``: it is below a picture.
    """

    text: str
    box: int
    cell: PageCell | None = None
    links: int = 0
    anchors: int = 0
    heading: int = 0
    note: bool = False


class Box(msgspec.Struct, gc=False):
    """A block-level element with what it holds: lines ``[first, last)``. ``names`` are its id and class, as written.

    The element itself is not kept: thousands of them would be looked through again and again for what may be freed.
    """

    tag: str
    names: str
    parent: int
    first: int
    last: int = 0


def box_of(element: _Element, parent: int, first: int) -> Box:
    """Return the box of an element in the box ``parent``, before anything of it is read."""
    id, style = element.get("id"), element.get("class")
    return Box(str(element.tag), f"{id or ''} {style or ''}" if id or style else "", parent, first)


class Page(msgspec.Struct):
    """All that a page shows, in order. Box 0 is the whole; a box comes after the one that holds it."""

    lines: list[PageLine]
    boxes: list[Box]


class LineWriter:
    """Text becomes lines; what is known of the place in the page is set from outside."""

    def __init__(self, root: _Element) -> None:
        self.lines: list[PageLine] = []
        self.boxes = [box_of(root, -1, 0)]
        self.box = 0  # the one that is open
        self.cell: PageCell | None = None
        self.heading = self.in_pre = 0
        self.in_link = self.in_anchor = self.in_note = False
        self.number = ""  # to be written before the next line
        self.blank = False  # a blank or <br> was met since the last line, and nothing else
        self.parts: list[str] = []  # of the open line
        self._linked = self._anchored = 0  # characters of the open line

    def flush(self) -> None:
        """End the open line, which holds something."""
        parts = self.parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        self.line(text, self._linked, self._anchored)
        self._linked = self._anchored = 0

    def line(self, text: str, linked: int, anchored: int) -> None:
        """Add a line; one that holds nothing but blanks is kept in mind alone."""
        if self.in_pre:
            text = text.rstrip()
        else:
            text = text.strip(_ASCII_SPACE)
            if "\n" in text or "  " in text or "\t" in text or "\r" in text:
                text = _SPACES.sub(" ", _WRAP.sub("", text))
        if "\xa0" in text:
            text = text.replace("\xa0", " ")
        if not text or text.isspace():
            self.blank = self.blank or bool(text)
            return
        if self.number:
            if not html_rules().typed.match(text := text.lstrip()):
                text = self.number + text
            self.number = ""
        self.lines.append(PageLine(text, self.box, self.cell, linked, anchored, self.heading, self.in_note))
        self.blank = False

    def empty_line(self) -> None:
        """Add an empty line, one at most between two others, and none in a table."""
        if self.lines and self.lines[-1].text and self.cell is None:
            self.lines.append(PageLine("", self.box))

    def text(self, text: str | None) -> None:
        """Add text to the open line; where line breaks are kept it ends lines."""
        if not text:
            return
        if not self.in_pre and not self.parts and text.isspace():
            self.blank = self.blank or "\xa0" in text or "\u3000" in text
            return
        if self.in_link:
            count = len(text.strip())
            self._linked += count
            self._anchored += self.in_anchor * count
        if not self.in_pre:
            self.parts.append(text)
            return
        *lines, last = text.split("\n")
        for line in lines:
            self.parts.append(line)
            before = len(self.lines)
            self.flush()
            if len(self.lines) == before:
                self.empty_line()
        if last:
            self.parts.append(last)
