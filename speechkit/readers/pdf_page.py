"""A page of a PDF document → its stretches of text with their places, as pdfium finds them.

A few calls a line, not some a character: a call takes half as long as pdfium takes to extract a character.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
import pypdfium2.raw as pdfium

from speechkit.readers.pdf_rules import pdf_rules

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

__all__ = ["CELL_GAP", "FIRST_WIDE", "SPACED", "WORD_GAP", "Chunk", "chunks_of"]


class Chunk(msgspec.Struct, gc=False):
    """A stretch of one line. ``left``, ``right`` and ``y``, its lower edge, are points from the top left corner of
    the page, or for turned text from another place.

    ``size`` is the height of the font that it begins in, ``font`` names it. ``last_font`` names that in which it ends,
    "" where nobody has to know, as what follows begins in ``font`` too.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    font: str
    last_font: str = ""


_PIECE = re.compile(r"[^\r\n]+")
_SPACES = re.compile(r"[ \u00a0\u3000\t]+")
_BLANK = " \t\u00a0\u3000\u200b\ufeff"
CELL_GAP = 1.9  # characters: two that stand so far apart are of two columns or cells
_FINE_GAP = 0.75  # the same where there are rules between them
_SPARE = 1.2  # characters that a line without one may be wider than its characters together, at most
# Characters: a blank that pdfium wrote for a gap between two Chinese characters, or between one and a letter, is none
# of the text where the gap is narrower; they come from justified lines, spaced titles and rules of typesetting.
SPACED, _BESIDE_LETTER = 1.4, 0.5
WORD_GAP = 0.35  # characters between two words of letters
FIRST_WIDE = "\u2e80"  # code points from here on are Chinese characters and their punctuation
_FONT_NAME = 128  # bytes of a font's name that are read
_UNITS = ctypes.POINTER(ctypes.c_ushort)
_UPRIGHT = 0.05  # the slope of what is still upright
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufeff\u200b]+")
_HALVES = re.compile("[\ud800-\udfff]")
_OTHER_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_HYPHENS = "\x02\ufffe\u00ad"  # as pdfium writes one that breaks a word at the end of a line


def chunks_of(page: PdfTextPage, width: float, height: float, *, fine: bool = False) -> tuple[list[Chunk], bool]:
    """Return the stretches of text of a page of that size, and whether it is read from the side.

    That is so where most of its text is. What is turned otherwise, as are stamps, is left out. ``fine``: words that
    stand as near to each other as the cells of a table are stretches of their own.
    """
    found: dict[int, list[Chunk]] = {}
    for turn, chunk in _Page(page, width, height, _FINE_GAP if fine else CELL_GAP).chunks():
        found.setdefault(turn, []).append(chunk)
    if not found:
        return [], False
    turn = max(found, key=lambda turn: sum(len(chunk.text) for chunk in found[turn])) if len(found) > 1 else min(found)
    return found[turn], turn % 2 == 1


class _Page:
    """The text of a page by pdfium, and where its characters stand, by their place in that text."""

    def __init__(self, page: PdfTextPage, width: float, height: float, cell_gap: float) -> None:
        self._page: Any = page.raw
        self._width, self._height = width, height
        self._cell_gap = cell_gap
        count = pdfium.FPDFText_CountChars(self._page)
        self.text = ""
        if count > 0:
            units = ctypes.create_string_buffer(4 * count + 4)
            got = pdfium.FPDFText_GetText(self._page, 0, count, ctypes.cast(units, _UNITS))
            read = units.raw[: 2 * max(got - 1, 0)]
            self.text = read.decode("utf-16-le", "replace")
            if len(self.text) != count == len(read) // 2:  # it counts the halves of rare characters, as do we then
                self.text = "".join(map(chr, array("H", read)))
        # Where pdfium has characters that are none of the text, a place in it is none in their list.
        self._direct = len(self.text) == count
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()

    def chunks(self) -> Iterator[tuple[int, Chunk]]:
        """Every stretch, with how many quarters it is turned to the left."""
        text = self.text
        before: Chunk | None = None
        end_before = 0
        for piece in _PIECE.finditer(text):
            words = piece.group().strip(_BLANK)
            if not words:
                continue
            start = text.index(words[0], piece.start())
            end = start + len(words)
            turn, size, left, right, y = self._place(start, end - 1)
            if turn < 0 or size <= 0:
                continue
            if _SPACES.search(words):
                parts = self._stretches(start, end, size, right - left, turn)
            else:
                parts = iter(((start, end - 1, words),))
            for first, last, part in parts:
                if first > start or last < end - 1:
                    _, size, left, right, y = self._place(first, last, turn)
                if part := _readable(part):
                    font = self._font(first)
                    chunk = Chunk(part, left, right, y, size, font)
                    if before and before.font != font:
                        before.last_font = self._font(end_before)
                    yield turn, chunk
                    before, end_before = chunk, last
        if before:
            before.last_font = self._font(end_before)

    def _place(self, first: int, last: int, turn: int | None = None) -> tuple[int, float, float, float, float]:
        """How a stretch is turned, the height of its letters, where it begins and ends, and how far down it stands."""
        begins = self._corners(first)
        ends = self._corners(last)
        size, turned = self._size(first)
        turn = turned if turn is None else turn
        if turn == 0:
            return turn, size, begins[0], ends[1], self._height - begins[2]
        if turn == 1:
            return turn, size, begins[2], ends[3], begins[1]
        if turn == 2:
            return turn, size, self._width - begins[1], self._width - ends[0], begins[3]
        return turn, size, self._height - begins[3], self._height - ends[2], self._width - begins[0]

    def _stretches(self, start: int, end: int, size: float, width: float, turn: int) -> Iterator[tuple[int, int, str]]:
        """The stretches of ``text[start:end]`` between wide gaps: first and last character, and the words."""
        text = self.text
        words: list[str] = []
        first = at = start
        # Where the whole is hardly wider than its characters there is no wide gap to look for.
        count = sum(map(FIRST_WIDE.__le__, text[start:end]))
        dense = self._cell_gap > _SPARE and width < (count + (end - start - count) / 2 + _SPARE) * size
        for blank in _SPACES.finditer(text, start, end):
            before, behind = blank.start() - 1, blank.end()
            wide = (text[before] >= FIRST_WIDE) + (text[behind] >= FIRST_WIDE)
            gap = 0.0 if dense else self._edges(behind, turn)[0] - self._edges(before, turn)[1]
            words.append(text[at : before + 1])
            at = behind
            if gap > self._cell_gap * size:
                yield first, before, "".join(words)
                words.clear()
                first = behind
            elif not wide or gap > (SPACED if wide == 2 else _BESIDE_LETTER) * size or not self._generated(blank):
                words.append(blank.group())
        words.append(text[at:end])
        yield first, end - 1, "".join(words)

    def _index(self, at: int) -> int:
        return at if self._direct else int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, at))

    def _corners(self, at: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of the room that the character takes, as its font has it."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._page, at if self._direct else self._index(at), box)
        return box.left, box.right, box.bottom, box.top

    def _edges(self, at: int, turn: int) -> tuple[float, float]:
        """Where the character begins and ends, along its line."""
        left, right, bottom, top = self._corners(at)
        if turn == 0:
            return left, right
        if turn == 1:
            return bottom, top
        return (-right, -left) if turn == 2 else (-top, -bottom)

    def _size(self, at: int) -> tuple[float, int]:
        """The height of the character's font, and how many quarters it is turned to the left; -1 for in between."""
        index, matrix = self._index(at), self._matrix
        pdfium.FPDFText_GetMatrix(self._page, index, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        height = (abs(d) if not c else (c * c + d * d) ** 0.5) * pdfium.FPDFText_GetFontSize(self._page, index)
        if abs(b) <= _UPRIGHT * abs(a):
            return height, 0 if a > 0 else 2
        if abs(a) <= _UPRIGHT * abs(b):
            return height, 1 if b > 0 else 3
        return height, -1

    def _font(self, at: int) -> str:
        pdfium.FPDFText_GetFontInfo(self._page, self._index(at), self._name, _FONT_NAME, self._flags)
        return _font_name(self._name.value)

    def _generated(self, blank: re.Match[str]) -> bool:
        """Whether pdfium wrote the blank itself, for a gap between characters."""
        start, end = blank.span()
        if end - start > 1:  # it writes one at a time
            return False
        return bool(pdfium.FPDFText_IsGenerated(self._page, start if self._direct else self._index(start)) == 1)


def _readable(words: str) -> str:
    """The words without control characters, and with ordinary characters for those that are drawn like them."""
    if words.isalpha() and not _OTHER_FORMS.search(words):
        return words
    hyphen = words[-1] in _HYPHENS
    words = _CONTROL.sub("", words)
    if _HALVES.search(words):
        words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if _OTHER_FORMS.search(words):
        words = _OTHER_FORMS.sub(_ordinary, words)
    return words.rstrip("\u00ad") + "\u00ad" if hyphen and words else words


def _ordinary(found: re.Match[str]) -> str:
    return _ordinary_form(found.group())


@lru_cache(1000)
def _font_name(name: bytes) -> str:
    """The name of a font without what marks it as a part of one."""
    return name.decode("utf-8", "replace").rpartition("+")[2]


@cache
def _ordinary_form(character: str) -> str:
    return pdf_rules().radicals.get(character) or unicodedata.normalize("NFKC", character)
