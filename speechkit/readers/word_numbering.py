"""Word's automatic numbering, written out: the label that stands before a paragraph, from numbering.xml and styles.

Source: ECMA-376 part 1, 17.9. What it leaves open, or what Word does otherwise, is as LibreOffice shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from speechkit.readers.number_formats import written
from speechkit.readers.word_styles import VAL, ParagraphStyle, Styles, W, integer, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["BULLET", "NumberedList", "Numbering"]

BULLET = "●"  # for a sign of a font of symbols, which is another character elsewhere
_FONTS_OF_SYMBOLS = ("wingdings", "symbol", "webdings", "zapfdingbats")
_LEVELS = 9
_LONGEST = 100  # characters of what a level says, and of a label: no list has that, and it would stand in every line
_NOTHING = [None] * _LEVELS
_NO_LIST = "0"  # the numId that takes a paragraph out of the list that its style puts it in
_PLACEHOLDER = re.compile("%([1-9])")


class NumberLevel(msgspec.Struct, frozen=True):
    """One level of a list (w:lvl): ``text`` has %1 for the number of the first level, %2 for that of the second.

    ``restart`` is how many levels, counted from the first, start this one anew; None for all that are higher.
    ``legal``: all numbers in it are in figures. ``zeros``: the digits that a custom format fills up with zeros.
    ``style`` is the paragraph style that stands for the level.
    """

    start: int = 0
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    zeros: int = 0
    style: str | None = None


# What a level has that the list does not define.
_UNDEFINED = tuple(NumberLevel(start=1, text=f"%{level}.") for level in range(1, _LEVELS + 1))


class _Way(msgspec.Struct, frozen=True):
    """How a level of a list is written: each number's text before, its level, format and zeros; then what follows.

    ``lower`` are the levels that start anew behind it: ``all_lower`` ones as a rule.
    """

    numbers: tuple[tuple[str, int, str, int], ...]
    after: str
    lower: tuple[int, ...]
    all_lower: bool


class NumberedList(msgspec.Struct, frozen=True):
    """A list (w:num). ``counters`` is shared by those of one abstract list, which count on from each other.

    ``starts`` holds the levels that start anew where the list first has them; they leave it then. ``passed`` has for
    each level what one counts as that is passed over: its start, whatever number the list starts anew with.
    """

    levels: tuple[NumberLevel, ...]
    passed: tuple[int, ...]
    ways: tuple[_Way, ...]
    starts: set[int]
    counters: list[int | None]


class Numbering:
    """The lists of a document and what they have counted up to; ``root`` is that of numbering.xml, None for none."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._lists = dict(_lists(root, styles)) if root is not None else {}

    def place(self, number: str | None, level: int | None, style: ParagraphStyle) -> tuple[NumberedList, int] | None:
        """Return the list that a paragraph stands in and its level there, None where it stands in none.

        ``number`` and ``level`` are what the paragraph says itself (numId, ilvl), None where it leaves them to its
        style.
        """
        numbered = self._lists.get((style.number if number is None else number) or _NO_LIST)
        if numbered is None:
            return None
        if level is None:
            level = (_level_of_style(numbered, style) if number is None else style.level) or 0
        return numbered, min(max(level, 0), _LEVELS - 1)

    @staticmethod
    def label(numbered: NumberedList, level: int) -> str:
        """Count a paragraph and return what stands before its text; to be asked in the order of the text."""
        counters, way = numbered.counters, numbered.ways[level]
        if level and None in counters[:level]:  # a level that is passed over counts as one item
            for higher in range(level):
                if counters[higher] is None:
                    counters[higher] = numbered.passed[higher]
        count = counters[level]
        if count is None or level in numbered.starts:
            numbered.starts.discard(level)
            count = numbered.levels[level].start - 1
        counters[level] = count + 1
        if way.all_lower:
            counters[level + 1 :] = _NOTHING[level + 1 :]
        else:
            for lower in way.lower:
                counters[lower] = None
        label = ""
        for before, place, format, zeros in way.numbers:
            count = counters[place]
            shown = written(count, format) if count is not None else ""
            label += before + (shown.zfill(zeros) if zeros else shown)
        label = (label + way.after)[:_LONGEST]
        # Nothing parts a Chinese mark (一、) from the text, a blank all else: 1.5G would be another number.
        return label + " " if label and (label[-1].isascii() or label[-1].isalpha()) else label


def _ways(levels: tuple[NumberLevel, ...]) -> Iterator[_Way]:
    """Yield how each of the levels of a list is written."""
    for level, here in enumerate(levels):
        numbers: list[tuple[str, int, str, int]] = []
        at, silent = 0, False
        for placeholder in _PLACEHOLDER.finditer(here.text if here.format != "bullet" else ""):
            place = int(placeholder[1]) - 1
            before = "" if silent else here.text[at : placeholder.start()]
            at = placeholder.end()
            other = levels[place]
            # Where a higher level shows no number, the point that parts it from the next goes too.
            silent = place < level and other.format == "none"
            format = "none" if place > level or other.format == "bullet" else "decimal" if here.legal else other.format
            numbers.append((before, place, format, other.zeros))
        restarts = ((deeper, levels[deeper].restart) for deeper in range(level + 1, _LEVELS))
        lower = tuple(deeper for deeper, restart in restarts if restart is None or level < restart)
        yield _Way(tuple(numbers), "" if silent else here.text[at:], lower, len(lower) == _LEVELS - 1 - level)


def _level_of_style(numbered: NumberedList, style: ParagraphStyle) -> int | None:
    """The level that is the style's own in this list, else the one that it names."""
    for name in style.names:
        for index, each in enumerate(numbered.levels):
            if each.style == name:
                return index
    return style.level


def _lists(root: _Element, styles: Styles) -> Iterator[tuple[str, NumberedList]]:
    """The lists by their ids (numId)."""
    abstracts = {each.get(W + "abstractNumId", ""): each for each in root.iterchildren(W + "abstractNum")}
    of_style = {style: key for key, each in abstracts.items() if (style := value(each, "styleLink"))}
    nums = list(root.iterchildren(W + "num"))
    abstract_of = {each.get(W + "numId", ""): value(each, "abstractNumId") or "" for each in nums}
    counters: dict[str, list[int | None]] = {}
    for num in nums:
        number = num.get(W + "numId", "")
        abstract = abstract_of[number]
        linked = value(abstracts[abstract], "numStyleLink") if abstract in abstracts else None
        if linked is not None:  # the list is that of a style of lists
            abstract = of_style.get(linked) or abstract_of.get(styles.list_of(linked) or "", abstract)
        if abstract not in abstracts or number == _NO_LIST:
            continue
        own, starts = list(_UNDEFINED), set()
        _define(own, abstracts[abstract])
        overrides = list(num.iterchildren(W + "lvlOverride"))
        for override in overrides:
            _define(own, override)
        passed = tuple(level.start for level in own)
        for override in overrides:
            level, start = integer(override.get(W + "ilvl")), integer(value(override, "startOverride"))
            if level is not None and start is not None and 0 <= level < _LEVELS:
                starts.add(level)
                own[level] = replace(own[level], start=start)
        levels = tuple(own)
        shared = counters.setdefault(abstract, [None] * _LEVELS)
        yield number, NumberedList(levels, passed, tuple(_ways(levels)), starts, shared)


def _define(levels: list[NumberLevel], parent: _Element) -> None:
    """Put the levels that an element defines in the places of those that are there."""
    for level in parent.iterchildren(W + "lvl"):
        index = integer(level.get(W + "ilvl"))
        if index is None or not 0 <= index < _LEVELS:
            continue
        format, custom = _format(level)
        text = (value(level, "lvlText") or "")[:_LONGEST]
        levels[index] = NumberLevel(
            start=integer(value(level, "start")) or 0,
            format=format,
            text=_bullet(level, text) if format == "bullet" else text,
            legal=bool(is_on(level, "isLgl")),
            restart=integer(value(level, "lvlRestart")),
            zeros=len(custom.partition(",")[0].strip()) if custom.startswith("0") else 0,
            style=value(level, "pStyle"),
        )


def _format(level: _Element) -> tuple[str, str]:
    """The format of a level's numbers, and what a custom one is like (001, 002, 003, …)."""
    found = next(level.iter(W + "numFmt"), None)  # of alternatives the first is the one that is meant
    if found is None:
        return "decimal", ""
    return found.get(VAL, "decimal"), found.get(W + "format", "")


def _bullet(level: _Element, text: str) -> str:
    """The sign of a bullet; a plain one where it is a letter, which is a sign in a font of symbols, or a picture."""
    fonts = level.find(f"{W}rPr/{W}rFonts")
    names = " ".join(fonts.attrib.values()).casefold() if fonts is not None else ""
    strange = text.isalnum() or any("\ue000" <= character <= "\uf8ff" for character in text)
    if strange or any(font in names for font in _FONTS_OF_SYMBOLS) or level.find(W + "lvlPicBulletId") is not None:
        return BULLET
    return text
