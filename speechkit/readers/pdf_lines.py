"""Lines of a PDF document → paragraphs: what is wrapped is healed, by where lines begin and end and how they look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from speechkit.chars import SENTENCE_ENDS, ended
from speechkit.readers.pdf_area import Area
from speechkit.readers.pdf_page import FIRST_WIDE, Chunk
from speechkit.readers.pdf_rules import pdf_rules

__all__ = ["FIRST_WIDE", "PdfParagraph", "is_centred", "joined", "paragraphs_of", "pitch_of", "wrapped_text"]

_GAP = 1.4  # usual distances between lines: one that is wider parts paragraphs
_EMPTY = 1.6  # one that is as wide as if an empty line stood there
_INDENT = 1.2  # characters: a line that begins so far in begins a paragraph
_DEEP = 4.5  # characters: one that begins further in is no indented one, but centred
_NEAR = 0.3  # characters: lines that begin so near to each other begin at one place
_OTHER_SIZE = 0.08  # of the height of the letters
# What keeps together at the beginning of a line: it stands there as its first character and what may not stand apart
# from that had no room at the end of the line before.
_FIRST = re.compile(
    r"[“‘「『（《〈【\[(]*(?:[A-Za-z0-9][A-Za-z0-9.%+\-/:_@]*|——?|……?|.)[，。、；：！？,.;:!?”’」』）》〉】\])%％·…—]*"
)
_SAMPLE = 500  # lines that tell of the distance between lines
_WIDE_MARKS = "—…“”‘’·"
_NARROW, _BESIDE = 0.55, 0.2  # characters that a digit or letter takes, and the gap before the first of them
_MUCH = 5.0  # characters: room in which any beginning of a line of Chinese would have stood
_TOLERANCE = 0.15  # characters that the right margin may be off


class PdfParagraph(msgspec.Struct):
    """A paragraph: its text and lines, and whether an empty line stands before it and its first line is indented."""

    text: str
    lines: list[Chunk]
    gap: bool = False
    indent: bool = False


def paragraphs_of(
    lines: Sequence[Chunk], areas: Mapping[tuple[int, int], Area], em: float, pitch: float
) -> list[PdfParagraph]:
    """Return the paragraphs that lines are which follow each other.

    ``em`` is the height of the letters of most of the text, ``pitch`` the usual distance of its lines.
    """
    found: list[PdfParagraph] = []
    before: Chunk | None = None
    for line in lines:
        area = areas[line.page, line.column]
        distance = 0.0
        if before and before.page == line.page and before.column == line.column:
            distance = (line.y - before.y) / (pitch * max(1.0, line.size / em, before.size / em))
        if before and _goes_on(found[-1], before, line, areas, distance):
            found[-1].text = joined(found[-1].text, line.text)
            found[-1].lines.append(line)
        else:
            inset = (line.left - area.left) / line.size
            indent = _INDENT <= inset <= _DEEP and not is_centred(line, area)
            found.append(PdfParagraph(line.text, [line], distance > _EMPTY, indent))
        before = line
    return found


def is_centred(line: Chunk, area: Area) -> bool:
    """Whether a line stands in the middle of the area, clear of both its ends."""
    if area.right is None:
        return False
    before, behind = line.left - area.left, area.right - line.right
    indented = 1.7 < before / line.size < 2.3
    return before > line.size and abs(before - behind) < line.size and not indented


def wrapped_text(lines: Sequence[Chunk], left: float, right: float) -> list[str]:
    """Return the paragraphs of the cell of a table that begins at ``left`` and ends at ``right``."""
    texts = [lines[0].text]
    margin = max(min(line.left for line in lines) - left, 0.0)
    for before, line in pairwise(lines):
        if _needed(line.text, before.text[-1]) <= (right - margin - before.right) / line.size + _TOLERANCE:
            texts.append(line.text)
        else:
            texts[-1] = joined(texts[-1], line.text)
    return texts


def pitch_of(lines: Sequence[Chunk], em: float) -> float:
    """Return the usual distance between two lines of the text, whose letters are ``em`` high."""
    distances: Counter[float] = Counter()
    for before, line in pairwise(lines[:_SAMPLE]):
        if line.page == before.page and line.y > before.y and abs(line.size - em) < 1 > abs(before.size - em):
            distances[round((line.y - before.y) * 2) / 2] += 1
    if not distances:
        return 1.5 * em
    most = max(distances.values())
    return min(distance for distance, count in distances.items() if count >= most / 2)


def _goes_on(
    paragraph: PdfParagraph,
    before: Chunk,
    line: Chunk,
    areas: Mapping[tuple[int, int], Area],
    distance: float,
) -> bool:
    """Whether a line goes on with the paragraph whose last line is ``before``."""
    area, former = areas[line.page, line.column], areas[before.page, before.column]
    if former.right is None or distance > _GAP or distance < 0:
        return False
    room = (former.right - before.right) / line.size + _TOLERANCE
    if room > _MUCH and line.text[0] >= FIRST_WIDE:
        return False
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size) or "\t" in line.text:
        return False
    complete = ended(before.text, SENTENCE_ENDS)
    split = before.text[-1].isdigit() and line.text[0].isdigit()  # a program that breaks numbers in two
    whole = not split and not (complete and pdf_rules().item.match(line.text))
    if (_needed(line.text, before.text[-1]) if whole else 1.0) <= room:
        return False  # it would have had room
    inset = (line.left - area.left) / line.size
    own = (before.left - former.left) / before.size
    if inset >= _INDENT:
        return (len(paragraph.lines) > 1 and abs(inset - own) < _NEAR) or _hangs(paragraph, own, inset)
    if len(paragraph.lines) > 1 and own >= _INDENT:
        return False
    if before.font != line.font and _other_font(paragraph, line):
        return False
    if not complete:
        return True
    rules = pdf_rules()
    return not (rules.item.match(line.text) or (not paragraph.indent and rules.point.match(line.text)))


def _hangs(paragraph: PdfParagraph, own: float, inset: float) -> bool:
    """Whether a line stands below the words of an item whose number stands out to the left."""
    if len(paragraph.lines) > 1 or not own < inset <= own + _DEEP or ended(paragraph.text, SENTENCE_ENDS):
        return False
    return pdf_rules().item.match(paragraph.text) is not None


def _other_font(paragraph: PdfParagraph, line: Chunk) -> bool:
    """Whether a line begins in another font than that in which the whole paragraph before it is written."""
    last = paragraph.lines[-1]
    if not last.text[-1] >= FIRST_WIDE <= line.text[0]:
        return False  # digits and letters have fonts of their own
    fonts = {each.font for each in paragraph.lines if each.text[0] >= FIRST_WIDE} | {last.last_font or last.font}
    return len(fonts) == 1 and line.font not in fonts


def _needed(text: str, after: str) -> float:
    """The room, in characters, that the beginning of a line takes which could not stand apart, behind ``after``."""
    found = _FIRST.match(text)
    first = found.group() if found else text[:1]
    narrow = sum(character < FIRST_WIDE and character not in _WIDE_MARKS for character in first)
    beside = _BESIDE if text[0] < FIRST_WIDE <= after else 0.0
    return len(first) - narrow + narrow * _NARROW + beside


def joined(text: str, more: str) -> str:
    """Return a line and the one that goes on with it as one; a blank parts words of letters."""
    last, first = text[-1], more[0]
    if last == "\u00ad":
        return text[:-1] + more
    if last.isascii() and first.isascii() and (last.isalpha() or first.isalpha() or last in ",.;:!?)%"):
        return f"{text} {more}"
    return text + more
