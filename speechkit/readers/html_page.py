"""Walk the tree of a web page: what it shows becomes lines, each in the box (a block-level element) that holds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from speechkit.readers.html_counts import ListState, PageCell, TableState, list_of
from speechkit.readers.html_lines import LineWriter, Page, box_of
from speechkit.readers.html_rules import html_rules

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["page_of"]

_MOST_LINES = 4  # of a heading
_DEEPEST = 20  # elements in each other that format one text
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def page_of(root: _Element, *, styles: bool = True, attributes: bool = True) -> Page:
    """Return what an element shows, without what its style, or the attribute ``hidden`` of an element, hides.

    ``styles`` and ``attributes`` are false where nothing in the page may be hidden so, which saves asking.
    """
    walker = _Walker(root)
    walker.walk(styles=styles, attributes=attributes)
    return Page(walker.lines, walker.boxes)


def _is_hidden(element: _Element) -> bool:
    style = element.get("style")
    if style is not None and "none" in style.lower() and _NO_DISPLAY.search(style):
        return True
    return element.get("hidden") is not None


def _plain_text(element: _Element, formats: frozenset[str], hides: bool, depth: int = 0) -> str | None:
    """The text of an element that holds nothing but what formats it, and that not too deep, else None."""
    text = element.text or ""
    for each in element:
        if each.tag not in formats or (hides and _is_hidden(each)):
            return None
        if not len(each):
            text += each.text or ""
        elif depth < _DEEPEST and (inside := _plain_text(each, formats, hides, depth + 1)) is not None:
            text += inside
        else:
            return None
        if tail := each.tail:
            text += tail
    return text


class _Walker(LineWriter):
    """What is known while an element is walked. Of each kind of element one method opens it, another closes it."""

    def __init__(self, root: _Element) -> None:
        super().__init__(root)
        self._root = root
        self._kinds = html_rules().elements
        self._starts: list[int] = []  # the lines that there were before each open block
        self._cells_outside: list[PageCell | None] = []
        self._tables: list[TableState] = []
        self._table_count = 0
        self._heading_starts: list[int] = []  # the lines that there were before each open heading
        self._lists: list[ListState] = []

    def walk(self, *, styles: bool, attributes: bool) -> None:
        openers, closers, never_shown = self._openers(), self._closers(), frozenset(self._kinds.never_shown)
        parts, formats, hides = self.parts, frozenset(self._kinds.formats), styles or attributes
        outside: list[tuple[Iterator[_Element], _Element]] = []
        elements: Iterator[_Element] = iter(self._root)
        self.text(self._root.text)
        while True:
            for element in elements:
                tag = element.tag
                if hides and _is_hidden(element):
                    pass
                elif (
                    tag == "p"  # as most are
                    and not self.in_link
                    and (text := _plain_text(element, formats, hides) if len(element) else element.text or "")
                    is not None
                ):
                    if parts:
                        self.flush()
                    self.blank = False
                    if text:
                        self.line(text, 0, 0)
                        if self.blank:
                            self.empty_line()
                            self.blank = False
                elif tag not in never_shown:
                    if (opener := openers.get(tag)) is not None:
                        opener(element)
                    self.text(element.text)
                    if len(element):
                        outside.append((elements, element))
                        elements = iter(element)
                        break
                    if (closer := closers.get(tag)) is not None:
                        closer()
                tail = element.tail
                if tail and (tail != "\n" or parts or self.in_pre):
                    self.text(tail)
            else:
                if not outside:
                    break
                elements, element = outside.pop()
                if (closer := closers.get(element.tag)) is not None:
                    closer()
                self.text(element.tail)
        if parts:
            self.flush()
        self.boxes[0].last = len(self.lines)

    def _openers(self) -> dict[object, Callable[[_Element], None]]:
        return {
            **dict.fromkeys(self._kinds.boxes, self._open_box),
            **dict.fromkeys(self._kinds.blocks, self._open_block),
            **{f"h{level}": self._open_heading for level in range(1, 7)},
            **dict.fromkeys(("ol", "ul", "menu"), self._open_list),
            **dict.fromkeys(("td", "th"), self._open_cell),
            "br": self._break,
            "a": self._open_link,
            "pre": self._open_pre,
            "li": self._open_item,
            "table": self._open_table,
            "tr": self._open_row,
            "figcaption": self._open_note,
        }

    def _closers(self) -> dict[object, Callable[[], None]]:
        return {
            **dict.fromkeys(self._kinds.boxes, self._close_box),
            **dict.fromkeys(self._kinds.blocks, self._close_block),
            **{f"h{level}": self._close_heading for level in range(1, 7)},
            **dict.fromkeys(("ol", "ul", "menu"), self._close_list),
            **dict.fromkeys(("td", "th"), self._close_cell),
            "a": self._close_link,
            "pre": self._close_pre,
            "li": self._close_item,
            "table": self._close_table,
            "figcaption": self._close_note,
        }

    def _break(self, _: _Element) -> None:
        if self.heading:
            self.parts.append("\n")
            return
        before = len(self.lines)
        if self.parts:
            self.flush()
        if len(self.lines) == before:
            if self._starts and before > self._starts[-1]:  # not the only thing in its block
                self.empty_line()
            self.blank = True

    def _open_box(self, element: _Element) -> None:
        if self.parts:
            self.flush()
        self.boxes.append(box_of(element, self.box, len(self.lines)))
        self.box = len(self.boxes) - 1
        self._starts.append(len(self.lines))

    def _close_box(self) -> None:
        self._close_block()
        box = self.boxes[self.box]
        box.last = len(self.lines)
        self.box = box.parent

    def _open_block(self, _: _Element) -> None:
        if self.parts:
            self.flush()
        self.blank = False
        self._starts.append(len(self.lines))

    def _close_block(self) -> None:
        if self.parts:
            self.flush()
        if self._starts.pop() == len(self.lines) and self.blank:
            self.empty_line()
        self.blank = False

    def _open_heading(self, element: _Element) -> None:
        if self.parts:
            self.flush()
        self.heading = int(str(element.tag)[1])
        self._heading_starts.append(len(self.lines))

    def _close_heading(self) -> None:
        if self.parts:
            self.flush()
        inside = self.lines[self._heading_starts.pop() :]
        if len(inside) > _MOST_LINES:  # a heading that is not closed
            for line in inside:
                line.heading = 0
        self.heading = 0
        self.blank = False

    def _open_note(self, _: _Element) -> None:
        if self.parts:
            self.flush()
        self.in_note = True

    def _close_note(self) -> None:
        if self.parts:
            self.flush()
        self.in_note = False

    def _open_link(self, element: _Element) -> None:
        target = element.get("href")
        self.in_link, self.in_anchor = target is not None, target is not None and target.startswith("#")

    def _close_link(self) -> None:
        self.in_link = self.in_anchor = False

    def _open_pre(self, element: _Element) -> None:
        self._open_block(element)
        self.in_pre += 1

    def _close_pre(self) -> None:
        self._close_block()
        self.in_pre -= 1

    # -- lists ---------------------------------------------------------------------------------------------------------

    def _open_list(self, element: _Element) -> None:
        self._open_box(element)
        self._lists.append(list_of(element))

    def _close_list(self) -> None:
        self._close_box()
        self._lists.pop()

    def _open_item(self, element: _Element) -> None:
        self._open_block(element)
        self.number = self._lists[-1].next_number(element) if self._lists else ""

    def _close_item(self) -> None:
        self._close_block()
        self.number = ""

    # -- tables --------------------------------------------------------------------------------------------------------

    def _open_table(self, element: _Element) -> None:
        self._open_box(element)
        self._table_count += 1
        self._tables.append(TableState(self._table_count))

    def _close_table(self) -> None:
        self._close_box()
        self._tables.pop()

    def _open_row(self, _: _Element) -> None:
        if self._tables:
            self._tables[-1].next_row()

    def _open_cell(self, element: _Element) -> None:
        self._open_box(element)
        self._cells_outside.append(self.cell)
        if self._tables:
            self.cell = self._tables[-1].next_cell(element)

    def _close_cell(self) -> None:
        if self.parts:
            self.flush()
        self.blank = False
        self.cell = self._cells_outside.pop()
        self._close_box()
