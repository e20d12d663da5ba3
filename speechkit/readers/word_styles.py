"""Word's styles: what a paragraph or a run has from its style, and that from the style which it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from speechkit.model import LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["PLAIN", "VAL", "ParagraphStyle", "Styles", "W", "integer", "is_on", "list_level", "value"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_NUMBER, _LEVEL = W + "numId", W + "ilvl"
_BODY_TEXT = 9  # the outline level of what is no heading; those of headings are 0 to 8
_DEEPEST_CHAIN = 50  # styles that are based on each other; a circle ends there

# The names of Word's own styles, of old Chinese editions too, and of those that offices add for the title.
_HEADING_NAME = re.compile(r"(?:heading|标题|標題) ?([1-9])")
_TITLE_NAMES = frozenset(("title", "标题", "標題", "公文标题", "文件标题", "主标题", "大标题", "文章标题"))
_CONTENTS_NAME = re.compile(r"(?:toc|目录|目錄)(?: ?[1-9])?|toc heading|toc 标题|目录标题|table of figures|图表目录")


class ParagraphStyle(msgspec.Struct, frozen=True):
    """What a style says of its paragraphs.

    ``number`` is the list that it puts them in, None for none (numId), ``level`` that level of it which it names, None
    where it names none. ``names`` are the ids of the style and of those that it is based on. ``heading`` is the level
    of a heading, 1 the highest, 0 for none; ``hidden`` is true of text that is not shown.
    """

    number: str | None = None
    level: int | None = None
    names: tuple[str, ...] = ()
    heading: int = 0
    kind: LineKind = ""
    hidden: bool = False


PLAIN = ParagraphStyle()


class Styles:
    """The styles of a document; ``root`` is that of styles.xml, None where there is none."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        self._hidden = False  # all text, but for what says otherwise
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str, bool] = {}
        if root is None:
            return
        for style in root.iterchildren(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = name
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._hidden = defaults is not None and bool(is_on(defaults, "vanish"))

    @property
    def hide_runs(self) -> bool:
        """Whether a style of characters hides what it is given to."""
        return any(
            style.get(W + "type") == "character" and _of_runs(style, "vanish") is not None
            for style in self._styles.values()
        )

    def paragraph(self, name: str | None) -> ParagraphStyle:
        """Return what the style of that id, the default one for None, says of its paragraphs."""
        found = self._paragraphs.get(name)
        if found is None:
            found = self._paragraphs[name] = self._resolved(self._default if name is None else name)
        return found

    def hides(self, name: str) -> bool:
        """Return whether the style of characters of that id hides what it is given to."""
        found = self._characters.get(name)
        if found is None:
            found = next((on for style in self._chain(name) if (on := _of_runs(style, "vanish")) is not None), False)
            self._characters[name] = found
        return found

    def list_of(self, name: str) -> str | None:
        """Return the id of the list (numId) that a style of lists stands for, None where there is none."""
        return self._resolved(name).number

    def _chain(self, name: str | None) -> Iterator[_Element]:
        """The style of that id, then those that it is based on."""
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get(name) if name is not None else None
            if style is None:
                return
            yield style
            name = value(style, "basedOn")

    def _resolved(self, name: str | None) -> ParagraphStyle:
        chain = tuple(self._chain(name))
        if not chain:
            return ParagraphStyle(hidden=self._hidden) if self._hidden else PLAIN
        numbers = [list_level(each) for style in chain for each in style.iterfind(f"{W}pPr/{W}numPr")]
        names = [(value(style, "name") or "").casefold() for style in chain]
        hidden = next((on for style in chain if (on := _of_runs(style, "vanish")) is not None), self._hidden)
        return ParagraphStyle(
            number=next((number for number, _ in numbers if number is not None), None),
            level=next((level for _, level in numbers if level is not None), None),
            names=tuple(style.get(W + "styleId", "") for style in chain),
            heading=next((level for level in map(_heading, chain, names) if level is not None), 0),
            kind=next((kind for kind in map(_kind, names) if kind), ""),
            hidden=hidden,
        )


def _heading(style: _Element, name: str) -> int | None:
    """The level of the heading that a style makes, 0 for none; None where it does not say."""
    properties = style.find(W + "pPr")
    level = integer(value(properties, "outlineLvl")) if properties is not None else None
    if level is not None:
        return level + 1 if 0 <= level < _BODY_TEXT else 0
    match = _HEADING_NAME.fullmatch(name)
    return int(match[1]) if match else None


def _kind(name: str) -> LineKind:
    if name in _TITLE_NAMES:
        return "title"
    return "contents" if _CONTENTS_NAME.fullmatch(name) else ""


def _of_runs(style: _Element, name: str) -> bool | None:
    properties = style.find(W + "rPr")
    return None if properties is None else is_on(properties, name)


def list_level(numbered: _Element) -> tuple[str | None, int | None]:
    """Return the list (numId) and the level of it (ilvl) that a w:numPr names, None where it does not."""
    number = level = None
    for child in numbered:
        if child.tag == _NUMBER:
            number = child.get(VAL)
        elif child.tag == _LEVEL:
            level = integer(child.get(VAL))
    return number, level


def is_on(properties: _Element, name: str) -> bool | None:
    """Return whether a property such as vanish is switched on; None where nothing is said of it."""
    child = properties.find(W + name)
    return None if child is None else child.get(VAL, "1") not in ("0", "false", "off")


def value(parent: _Element, name: str) -> str | None:
    """Return the w:val of the child of that name, None where it has none."""
    child = parent.find(W + name)
    return None if child is None else child.get(VAL)


@cache
def integer(text: str | None) -> int | None:
    """Return the number that the value of an attribute says; None where it says none."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None
