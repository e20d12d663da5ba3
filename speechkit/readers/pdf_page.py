"""A page of a PDF document → its stretches of text with their places, as pdfium finds them.

A few calls a line, not some a character: a call takes half as long as pdfium takes to extract a character.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec
import pypdfium2.raw as pdfium

from speechkit.readers.pdf_rules import pdf_rules

__all__ = ["CELL_GAP", "FIRST_WIDE", "SPACED", "WORD_GAP", "Chunk", "Frame", "chunks_of"]


class Chunk(msgspec.Struct, gc=False):
    """A stretch of one line, or a line. ``left``, ``right`` and ``y``, its lower edge, are points from the top left
    corner of the page, as it is read.

    ``size`` is the height of the font that it begins in, ``font`` names it. ``last_font`` names that in which it ends,
    "" where nobody has to know, as what follows begins in ``font`` too. ``page`` counts from 0; ``column`` tells those
    of a page apart.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    font: str
    last_font: str = ""
    page: int = 0
    column: int = 0


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
_NARROW = re.compile("[^\u2e80-\U0010ffff]+")
# A blank beside a number in a Chinese sentence is none of it, whoever has put it there; behind that of a heading it is.
_BESIDE_NUMBER = re.compile("(?<=[\u2e80-\uffff]) (?=[0-9A-Za-z(])|(?<=[0-9A-Za-z%)]) (?=[\u2e80-\uffff])")
_LEADING_NUMBER = re.compile(r"[\dA-Za-z.．、]+[ \u00a0\u3000\t]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufeff\u200b]+")
_FIRST_HAN = "\u3400"
_HALVES = re.compile("[\ud800-\udfff]")
_OTHER_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
# Whether anything of these is on a page at all.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2e80-\u2fdf\ud800-\udfff\uf900-\ufb06\ufeff\ufffe\uffff]"
)
_HYPHENS = "\x02\ufffe\u00ad"  # as pdfium writes one that breaks a word at the end of a line


class Frame(NamedTuple):
    """The edges of a page, in points, as it is before it is turned."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From the left to the right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the bottom to the top."""
        return self.top - self.bottom


def chunks_of(text: Any, frame: Frame, *, fine: bool = False) -> tuple[list[Chunk], bool]:
    """Return the stretches of text of a page in the order in which they were written, and whether it is read aside.

    That is so where most of it is turned to a side; what is turned otherwise, as are stamps, is left out. ``text`` is
    pdfium's. ``fine``: words that stand as near to each other as the cells of a table are stretches of their own.
    """
    found = _Page(text, frame, _FINE_GAP if fine else CELL_GAP).chunks()
    if not found:
        return [], False
    turn = max(found, key=lambda turn: sum(len(chunk.text) for chunk in found[turn])) if len(found) > 1 else min(found)
    return found[turn], turn % 2 == 1


def _fast(function: Any, result: type = ctypes.c_int) -> Any:
    """Return a function of pdfium to be called without checks of its arguments, which take as long as the call."""
    return ctypes.CFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_LOOSE_BOX = _fast(pdfium.FPDFText_GetLooseCharBox)
_MATRIX = _fast(pdfium.FPDFText_GetMatrix)
_FONT_SIZE = _fast(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_FONT_INFO = _fast(pdfium.FPDFText_GetFontInfo)
_IS_GENERATED = _fast(pdfium.FPDFText_IsGenerated)
_NAME_ROOM = ctypes.c_ulong(_FONT_NAME)


class _Page:
    """The text of a page by pdfium, and where its characters stand, by their place in that text."""

    def __init__(self, page: Any, frame: Frame, cell_gap: float) -> None:
        self._page, self._frame = page, frame
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
        self._matrix = (ctypes.c_float * 6)()
        self._matrix_pointer = ctypes.cast(self._matrix, ctypes.c_void_p)
        self._handle = ctypes.cast(self._page, ctypes.c_void_p)
        self._box = (ctypes.c_float * 4)()  # left, top, right, bottom
        self._box_pointer = ctypes.cast(self._box, ctypes.c_void_p)
        self._name = ctypes.create_string_buffer(_FONT_NAME)

    def chunks(self) -> dict[int, list[Chunk]]:
        """Every stretch, by how many quarters it is turned to the left."""
        text = self.text
        odd = _ODD.search(text) is not None
        found: dict[int, list[Chunk]] = {}
        before: Chunk | None = None
        end_before = 0
        size = width = widest = 0.0  # of the line before: its letters, its first character; how far lines go
        full = False
        for piece in _PIECE.finditer(text):
            words = piece.group().strip(_BLANK)
            if not words:
                continue
            start = text.index(words[0], piece.start())
            end = start + len(words)
            begins, ends = self._corners(start), self._corners(end - 1)
            wide = begins[2] - begins[0]
            # Where a Chinese character is as wide as that before, the letters are as high, which spares three calls.
            if (
                abs(wide - width) < 0.01
                and words[0] >= _FIRST_HAN
                and ends[0] > begins[0]
                and abs(ends[3] - begins[3]) < wide / 2
            ):
                turn = 0
            else:
                size, turn = self._size(start)
                width = wide if turn == 0 and words[0] >= _FIRST_HAN else 0.0
            if turn < 0 or size <= 0:
                continue
            left, right, y = self._place(begins, ends, turn)
            parts: Iterable[tuple[int, int, str]] = ((start, end - 1, words),)
            if _SPACES.search(words):
                dense = self._is_dense(words, right - left, size)
                if dense and not _LEADING_NUMBER.match(words):
                    parts = ((start, end - 1, words := _BESIDE_NUMBER.sub("", words)),)
                if not dense or _SPACES.search(words):
                    parts = self._stretches(start, end, size, turn, dense=dense)
            for first, last, part in parts:
                if first > start or last < end - 1:
                    left, right, y = self._place(self._corners(first), self._corners(last), turn)
                if odd and not (part := _readable(part)):
                    continue
                # Below a full line, one that is not indented is mostly of its paragraph, and in its font.
                if before and full and turn == 0 and first == start and left < before.left + size / 2:
                    font = before.font
                else:
                    font = self._font(first)
                chunk = Chunk(part, left, right, y, size, font)
                if before and before.font != font:
                    before.last_font = self._font(end_before)
                found.setdefault(turn, []).append(chunk)
                widest = max(widest, right)
                before, end_before, full = chunk, last, right > widest - 2 * size
        if before:
            before.last_font = self._font(end_before)
        return found

    def _place(self, begins: list[float], ends: list[float], turn: int) -> tuple[float, float, float]:
        """Where a stretch begins and ends, and how far down it stands."""
        left, bottom, right, top = self._frame
        if turn == 0:
            return begins[0] - left, ends[2] - left, top - begins[3]
        if turn == 1:
            return begins[3] - bottom, ends[1] - bottom, begins[0] - left
        if turn == 2:
            return right - begins[2], right - ends[0], begins[1] - bottom
        return top - begins[1], top - ends[3], right - begins[2]

    def _is_dense(self, words: str, width: float, size: float) -> bool:
        """Whether a line is hardly wider than its characters: then there is no wide gap in it to look for."""
        count = len(_NARROW.sub("", words))
        return self._cell_gap > _SPARE and width < (count + (len(words) - count) / 2 + _SPARE) * size

    def _stretches(
        self, start: int, end: int, size: float, turn: int, *, dense: bool
    ) -> Iterator[tuple[int, int, str]]:
        """The stretches of ``text[start:end]`` between wide gaps: first and last character, and the words."""
        text = self.text
        words: list[str] = []
        first = at = start
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

    def _corners(self, at: int) -> list[float]:
        """Left, top, right and bottom of the room that the character takes, as its font has it."""
        _LOOSE_BOX(self._handle, at if self._direct else self._index(at), self._box_pointer)
        return self._box[:]

    def _edges(self, at: int, turn: int) -> tuple[float, float]:
        """Where the character begins and ends, along its line."""
        left, top, right, bottom = self._corners(at)
        if turn == 0:
            return left, right
        if turn == 1:
            return bottom, top
        return (-right, -left) if turn == 2 else (-top, -bottom)

    def _size(self, at: int) -> tuple[float, int]:
        """The height of the character's font, and how many quarters it is turned to the left; -1 for in between."""
        index, matrix = self._index(at), self._matrix
        _MATRIX(self._handle, index, self._matrix_pointer)
        a, b, c, d = matrix[:4]
        height = (abs(d) if not c else (c * c + d * d) ** 0.5) * _FONT_SIZE(self._handle, index)
        if abs(b) <= _UPRIGHT * abs(a):
            return height, 0 if a > 0 else 2
        if abs(a) <= _UPRIGHT * abs(b):
            return height, 1 if b > 0 else 3
        return height, -1

    def _font(self, at: int) -> str:
        _FONT_INFO(self._handle, self._index(at), self._name, _NAME_ROOM, None)
        return _font_name(self._name.value)

    def _generated(self, blank: re.Match[str]) -> bool:
        """Whether pdfium wrote the blank itself, for a gap between characters."""
        start, end = blank.span()
        if end - start > 1:  # it writes one at a time
            return False
        return bool(_IS_GENERATED(self._handle, self._index(start)) == 1)


def _readable(words: str) -> str:
    """The words without control characters, and with ordinary characters for those that are drawn like them."""
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
