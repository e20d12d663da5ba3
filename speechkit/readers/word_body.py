"""The text of a Word document as it is shown: paragraphs, tables, text boxes and notes → lines with marks.

Most paragraphs hold plain runs of text alone and are read fast; those with anything else are read element by element.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from speechkit.model import LineKind, LineMark
from speechkit.readers.word_numbering import NumberedList, Numbering
from speechkit.readers.word_runs import LINE_BREAK, SIGNS, SPECIAL, RunReader
from speechkit.readers.word_styles import VAL, ParagraphStyle, Styles, W, integer, is_on, list_level
from speechkit.readers.word_tables import Cell, cells_of, rows_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["WordText"]

_P, _T, _TBL, _PROPERTIES = W + "p", W + "t", W + "tbl", W + "pPr"
_SDT, _ALTERNATIVES = W + "sdt", "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_STYLE, _NUMBER, _LEVEL, _OUTLINE = W + "pStyle", W + "numId", W + "ilvl", W + "outlineLvl"
_TAB, _TABS, _BOX = W + "tab", W + "tabs", W + "txbxContent"
# What may say of a run, or of a paragraph's mark, that it is not shown.
_HIDING = frozenset((W + "vanish", W + "rStyle"))
_TOLD = (_P, _T, _STYLE, _NUMBER, _LEVEL, _OUTLINE, *SIGNS, *SPECIAL, W + "vanish", W + "framePr", W + "pPrChange")
_PASSED_OVER = frozenset(W + name for name in ("del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr", "tcPr", "altChunk"))
_BODY_TEXT = 9  # the outline level that is none
_LONGEST_HEADING = 100  # characters: an outline level on more is a slip, or the format of running text
_CONTENTS_TITLE = re.compile("目[录錄次]|contents", re.IGNORECASE)


class _Plain(msgspec.Struct, gc=False):
    """A paragraph as if it held plain runs alone; ``special``: it holds more, and is to be read element by element.

    ``style``, ``number``, ``level`` and ``outline`` are what its properties say, None where they do not. ``goes_on``:
    in the next paragraph, as its mark is gone, or it is a capital that is set apart. ``hiding``: runs may be hidden.
    """

    text: str = ""
    style: str | None = None
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    special: bool = False
    goes_on: bool = False
    hiding: bool = False


def _plain_paragraphs(root: _Element, styles: Styles) -> dict[_Element, _Plain]:
    """Return the paragraphs below an element: all in one pass, which takes half the time of one walk for each."""
    found: dict[_Element, _Plain] = {}
    plain, text = _Plain(), ""  # a string of its own, as only that grows in place
    for element in root.iter(*_TOLD, *((W + "rStyle",) if styles.hide_runs else ())):
        tag = element.tag
        if tag == _T:
            if more := element.text:
                text += more
        elif tag == _P:
            plain.text, text = text, ""
            plain = found[element] = _Plain()
        elif tag == _STYLE:
            plain.style = element.get(VAL)
        elif tag == _NUMBER:
            plain.number = element.get(VAL)
        elif tag == _LEVEL:
            plain.level = integer(element.get(VAL))
        elif tag == _OUTLINE:
            plain.outline = integer(element.get(VAL))
        elif tag in SIGNS:
            if tag != _TAB or element.getparent().tag != _TABS:  # a stop is no tabulator
                text += SIGNS[tag]
        else:
            plain.special = True
            plain.hiding = plain.hiding or tag in _HIDING
    plain.text = text
    for box in root.iter(_BOX):  # what follows it was taken for text of the paragraphs in it
        for paragraph in (*box.iterancestors(_P), *box.iter(_P)):
            found[paragraph].special = found[paragraph].hiding = True
    return found


def _with_properties(plain: _Plain, paragraph: _Element) -> _Plain:
    """Return what the properties of a special paragraph say, former ones and those of what it holds left out."""
    found = _Plain(special=True, hiding=plain.hiding)
    for child in next(paragraph.iterchildren(_PROPERTIES), ()):
        tag = child.tag
        if tag == _STYLE:
            found.style = child.get(VAL)
        elif tag == _OUTLINE:
            found.outline = integer(child.get(VAL))
        elif tag == W + "numPr":
            found.number, found.level = list_level(child)
        elif tag == W + "framePr":
            found.goes_on = found.goes_on or child.get(W + "dropCap") in ("drop", "margin")
        elif tag == W + "rPr":
            gone = any(child.find(W + change) is not None for change in ("del", "moveFrom"))
            found.goes_on = found.goes_on or gone or bool(is_on(child, "vanish"))
    return found


class WordText:
    """The lines of a document with what is known of them, as they are added in order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self._marks: dict[int, LineMark] = {}
        self._styles, self._numbering = styles, numbering
        self._runs = RunReader(styles)
        self._plain: dict[_Element, _Plain] = {}
        self._places: dict[tuple[str | None, int | None, str | None], tuple[NumberedList, int] | None] = {}
        self._tables = 0
        self._carried = ""  # the text of paragraphs that go on in the next one, as their mark is deleted or hidden
        self._kind: LineKind = ""  # of all that is read now
        self._has_title = False

    @property
    def marks(self) -> tuple[LineMark, ...]:
        """The marks in the order of their lines."""
        return tuple(self._marks[line] for line in sorted(self._marks))

    def refers_to(self, kind: str) -> bool:
        """Return whether the text refers to a note of the kind, footnotes or endnotes."""
        return bool(self._runs.notes[kind])

    def add_body(self, body: _Element) -> None:
        """Add the text itself, without its notes."""
        self._read(body)
        if self._carried:
            self._add(self._carried, 0, "", None)
            self._carried = ""
        self._mark_title_of_contents()

    def add_notes(self, kind: str, root: _Element) -> None:
        """Add the footnotes or endnotes that the text refers to, in the order in which it does."""
        notes = {note.get(W + "id"): note for note in root}
        self._kind = "note"
        for number in dict.fromkeys(self._runs.notes[kind]):
            if (note := notes.get(number)) is not None:
                self._read(note)

    def _read(self, parent: _Element) -> None:
        self._plain = _plain_paragraphs(parent, self._styles)
        self._blocks(parent, None)

    def _blocks(self, parent: _Element, cell: Cell | None) -> None:
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, cell)
            elif tag == _TBL:
                self._table(child, cell)
            elif tag == _SDT:
                self._control(child, cell)
            elif tag == _ALTERNATIVES:
                self._alternatives(child, cell)
            elif tag not in _PASSED_OVER:
                self._blocks(child, cell)

    def _paragraph(self, paragraph: _Element, cell: Cell | None) -> None:
        plain, runs = self._plain[paragraph], self._runs
        boxes: tuple[_Element, ...] = ()
        if plain.special:
            plain = _with_properties(plain, paragraph)
        style = self._styles.paragraph(plain.style)
        text, kind = plain.text, self._kind or style.kind
        if plain.special or runs.fields or style.hidden:
            text, contents, boxes = runs.read(paragraph, hidden=style.hidden, hiding=plain.hiding)
            kind = "contents" if contents else kind
        if "\n" in text or "\r" in text:  # white space, as XML has it
            text = text.replace("\n", " ").replace("\r", " ")
        if plain.goes_on:
            self._carried += text
        else:
            if self._carried:
                text, self._carried = self._carried + text, ""
            label = ""
            if plain.number is not None or style.number is not None:
                label = self._label(plain, style)
                if text and not text.isspace():
                    text = label + text.lstrip() if label else text
                elif cell:  # a column of numbers; elsewhere a number without a text is a slip
                    text = label.strip()
            heading, outline = style.heading, plain.outline
            if outline is not None:
                heading = outline + 1 if 0 <= outline < _BODY_TEXT else 0
            if kind == "title" and label:  # the style of the title given to headings
                heading, kind = heading or 1, ""
            if heading or kind or cell or LINE_BREAK in text:
                self._add(text, heading, kind, cell)
            else:
                self.lines.append(text)
        for box in boxes:
            self._blocks(box, cell)

    def _label(self, plain: _Plain, style: ParagraphStyle) -> str:
        """Count a paragraph and return its list number, "" for none."""
        key = plain.number, plain.level, plain.style
        if key in self._places:
            place = self._places[key]
        else:
            place = self._places[key] = self._numbering.place(plain.number, plain.level, style)
        return self._numbering.label(*place) if place else ""

    def _add(self, text: str, heading: int, kind: LineKind, cell: Cell | None) -> None:
        """Add a paragraph that has marks, or line breaks, which make lines but in a title or a heading."""
        if not text or text.isspace():
            if cell is None:
                self.lines.append("")
            return
        if kind == "title" and (cell or not self._in_title()):
            heading, kind = heading or 1, ""
        if heading and (kind or len(text) > _LONGEST_HEADING):
            heading = 0
        if LINE_BREAK in text:
            one = heading or kind == "title"
            text = _in_one_line(text) if one else text.strip(LINE_BREAK).replace(LINE_BREAK, "\n")
        marked = cell or heading or kind
        for line in text.split("\n") if "\n" in text else (text,):
            if cell and not line.strip():
                continue
            self.lines.append(line)
            if marked:
                at = len(self.lines)
                if cell:
                    place = (cell.row, cell.column)
                    self._marks[at] = LineMark(at, heading, cell=place, table=cell.table, rows=cell.rows, kind=kind)
                else:
                    self._marks[at] = LineMark(at, heading, kind=kind)
                heading = 0

    def _in_title(self) -> bool:
        """Whether a line that is added now may be of the title: it is the first, or stands below another line of it."""
        at = len(self.lines)
        while at and not self.lines[at - 1].strip():
            at -= 1
        first, self._has_title = not self._has_title, True
        return first or (at in self._marks and self._marks[at].kind == "title")

    def _table(self, table: _Element, outer: Cell | None) -> None:
        rows = list(rows_of(table))
        self._tables += 1
        cells = list(cells_of(rows, self._tables))
        for cell, element in cells:
            # A table of one cell is a frame around text.
            self._blocks(element, cell if len(cells) > 1 else outer)

    def _control(self, control: _Element, cell: Cell | None) -> None:
        """Add what a content control (w:sdt) holds, unless that is but a hint what to put in."""
        properties = control.find(W + "sdtPr")
        before = self._kind
        if properties is not None:
            if is_on(properties, "showingPlcHdr"):
                return
            gallery = next(properties.iter(W + "docPartGallery"), None)
            if gallery is not None and "Contents" in gallery.get(VAL, ""):
                self._kind = "contents"
        self._blocks(control, cell)
        self._kind = before

    def _alternatives(self, alternatives: _Element, cell: Cell | None) -> None:
        """Add the first of the alternatives that has any text."""
        for each in alternatives:
            before = len(self.lines)
            self._blocks(each, cell)
            if len(self.lines) > before:
                return

    def _mark_title_of_contents(self) -> None:
        """Mark the line that stands over a list of contents as part of it, though it has no style that says so."""
        for mark in [mark for mark in self._marks.values() if mark.kind == "contents"]:
            above = mark.line - 1
            while above and not self.lines[above - 1].strip():
                above -= 1
            if above and _CONTENTS_TITLE.fullmatch("".join(self.lines[above - 1].split())):
                self._marks[above] = LineMark(above, kind="contents")


def _in_one_line(text: str) -> str:
    """The lines of a title or a heading as one, with a blank between Latin words."""
    lines = [line.strip() for line in text.split(LINE_BREAK) if line.strip()]
    out = lines[0]
    for line in lines[1:]:
        out += (" " if out[-1].isascii() and line[0].isascii() else "") + line
    return out
