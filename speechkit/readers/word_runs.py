"""The text of one paragraph of Word's with all that is no plain run: fields, tracked changes, boxes, symbols, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechkit.readers.number_formats import written
from speechkit.readers.word_styles import Styles, W, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["LINE_BREAK", "SIGNS", "SPECIAL", "RunReader"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _RUN_PROPERTIES, _FIELD_CHAR = W + "r", W + "rPr", W + "fldChar"
_SIMPLE_FIELD, _INSTRUCTION, _SYMBOL, _SDT = W + "fldSimple", W + "instrText", W + "sym", W + "sdt"
_BOX, _ALTERNATIVES, _STYLE = W + "txbxContent", _MC + "AlternateContent", W + "rStyle"
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_TEXT = (W + "t", _M + "t")
LINE_BREAK = "\v"  # inside a paragraph; a line end in the XML is but white space, and XML has no \v
# What stands in a run for a character.
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": LINE_BREAK,
    W + "cr": LINE_BREAK,
    W + "noBreakHyphen": "-",
}
# What makes a paragraph one that is to be read element by element.
SPECIAL = (
    _FIELD_CHAR, _SIMPLE_FIELD, _INSTRUCTION, _SYMBOL, _BOX, _ALTERNATIVES, *_NOTES, _M + "t",
    *(W + name for name in ("del", "moveFrom", "rt", "showingPlcHdr")),
)  # fmt: skip
# What is not shown, or shown elsewhere: what was deleted or moved away, properties, the reading of characters.
_PASSED_OVER = frozenset(W + name for name in ("pPr", "rPr", "del", "moveFrom", "rt", "rubyPr", "sdtPr", "sdtEndPr"))
# By the last two figures of the code in Word's fonts of symbols (Wingdings, Symbol): the signs that texts have.
_SYMBOLS = {
    "6C": "●", "6E": "■", "6F": "□", "75": "◆", "76": "◆", "77": "◆", "A7": "▪", "A8": "□", "B7": "•", "D8": "▪",
    "E0": "→", "FC": "√", "FB": "×", "FD": "×", "FE": "√", "AB": "★", "B2": "☆",
    **{f"{0x81 + n:02X}": sign for n, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩")},
}  # fmt: skip
# Word has no list for what it makes so: a character in a circle, and one with its reading above.
_IN_CIRCLE = re.compile(r"\\o\s*\\ac\s*\(\s*[○◯〇]\s*[,;，；]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_WITH_READING = re.compile(r"\\s\s*\\up\s*\d+\s*\([^()]*\)\s*[,;，；]\s*([^()\\]+)\)")


class _Field:
    """A field that has begun: what it is told to show, and whether that has begun, which is its result."""

    def __init__(self, instruction: str = "", *, shown: bool = False) -> None:
        self.instruction, self.shown = instruction, shown

    @property
    def is_contents(self) -> bool:
        """Whether it shows a list of contents now."""
        return self.shown and self.instruction.split()[:1] == ["TOC"]


class RunReader:
    """Reads paragraphs in the order of the text, as a field may begin in one and end in another.

    ``notes`` holds the ids of the footnotes and endnotes that were referred to.
    """

    def __init__(self, styles: Styles) -> None:
        self.notes: dict[str, list[str]] = {kind: [] for kind in _NOTES.values()}
        self.fields: list[_Field] = []  # that go on
        self._styles = styles
        self._hiding = False
        self._boxes: list[_Element] = []
        self._out: list[str] = []
        self._of_contents = 0  # characters that a list of contents shows

    def read(self, paragraph: _Element, *, hidden: bool, hiding: bool) -> tuple[str, bool, tuple[_Element, ...]]:
        """Return a paragraph's text, whether it is a line of contents, and the text boxes that are tied to it.

        ``hidden``: its style hides what says nothing of that itself. ``hiding``: single runs may be hidden or shown.
        """
        self._out, self._boxes, self._of_contents, self._hiding = [], [], 0, hiding
        self._inside(paragraph, hidden)
        text = "".join(self._out)
        return text, 0 < self._of_contents == len(text), tuple(self._boxes)

    def _add(self, text: str) -> None:
        if not self.fields:
            self._out.append(text)
        elif all(field.shown for field in self.fields):
            self._out.append(text)
            if any(field.is_contents for field in self.fields):
                self._of_contents += len(text)

    def _inside(self, parent: _Element, hidden: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._inside(child, self._hides(child, hidden) if self._hiding else hidden)
            elif tag in _TEXT:
                if not hidden:
                    self._add(child.text or "")
            elif tag in _PASSED_OVER:
                continue
            elif tag in SIGNS:
                if not hidden:
                    self._add(SIGNS[tag])
            elif tag == _FIELD_CHAR:
                self._field(child.get(W + "fldCharType"), hidden)
            elif tag == _INSTRUCTION:
                if self.fields and not self.fields[-1].shown:
                    self.fields[-1].instruction += child.text or ""
            elif tag == _ALTERNATIVES:
                self._alternatives(child, hidden)
            elif tag == _SIMPLE_FIELD:
                self.fields.append(_Field(child.get(W + "instr", ""), shown=True))
                self._inside(child, hidden)
                self.fields.pop()
            elif tag in _NOTES:
                if not hidden:
                    self.notes[_NOTES[tag]].append(child.get(W + "id", ""))
            elif tag == _SYMBOL:
                if not hidden:
                    self._add(_symbol(child))
            elif tag == _BOX:
                if not hidden:
                    self._boxes.append(child)
            elif tag != _SDT or not _is_hint(child):
                self._inside(child, hidden)

    def _hides(self, run: _Element, hidden: bool) -> bool:
        """Whether a run is not shown: as it says itself, else its style, else the paragraph."""
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            return hidden
        on = is_on(properties, "vanish")
        if on is not None:
            return on
        style = value(properties, "rStyle")
        return hidden if style is None else hidden or self._styles.hides(style)

    def _field(self, kind: str | None, hidden: bool) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].shown = True
        elif self.fields and kind == "end":
            field = self.fields.pop()
            if not field.shown and not hidden:
                self._add(_drawn(field.instruction))

    def _alternatives(self, alternatives: _Element, hidden: bool) -> None:
        """Read the first of the alternatives that has any text: the others say the same for older programs."""
        for each in alternatives:
            before = len(self._out), len(self._boxes)
            self._inside(each, hidden)
            if (len(self._out), len(self._boxes)) != before:
                return


def _is_hint(control: _Element) -> bool:
    properties = control.find(W + "sdtPr")
    return properties is not None and bool(is_on(properties, "showingPlcHdr"))


def _symbol(symbol: _Element) -> str:
    """The sign that a code in a font of symbols stands for; "" where it is not known."""
    code = symbol.get(W + "char", "").upper()
    return _SYMBOLS.get(code[-2:], "") if code.startswith("F0") else ""


def _drawn(instruction: str) -> str:
    """What a field shows that draws characters (EQ) and has no result: the number in a circle, the text alone."""
    if instruction.split()[:1] not in (["EQ"], ["eq"]):
        return ""
    circled = _IN_CIRCLE.search(instruction)
    if circled:
        return written(int(circled[1]), "decimalEnclosedCircle")
    return "".join(_WITH_READING.findall(instruction))
