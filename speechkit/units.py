"""Paragraphs into units: the sentences, and the clauses before a semicolon, that carry one statement or demand each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from speechkit.chars import CLOSING, UNIT_ENDS
from speechkit.model import Paragraph, Section, Unit

__all__ = ["units_of"]

_BRACKETS = 80  # code points that a remark in brackets takes, at most
_END = re.compile(f"[{UNIT_ENDS}][{UNIT_ENDS}]*[{re.escape(CLOSING)}]*")  # begins with a set, which re looks for fast


def units_of(paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> tuple[Unit, ...]:
    """Every unit in reading order, those of set-aside paragraphs too.

    A unit ends after 。！？； with any closing quote, or with its paragraph: a sentence broken over lines is one unit.
    A cell of a duty table is one unit, or none where it only labels a column or a row.
    """
    units: list[Unit] = []
    at = -1  # the section that has opened last
    for number, paragraph in enumerate(paragraphs):
        if paragraph.duty == "label":
            continue  # the heading of a column, the number of a row
        text = paragraph.text
        start = 0
        for stop in (len(text),) if paragraph.duty else _stops(text):
            body = start
            while body < stop and text[body] in " \u3000":
                body += 1
            if body == stop:
                start = stop
                continue
            first, last = paragraph.offset(body), paragraph.offset(stop)
            opens = None
            begin = body
            while at + 1 < len(sections) and sections[at + 1].start < last:
                at += 1
                section = sections[at]
                if section.start <= paragraph.offset(begin) and (opens is None or begin > body):
                    opens = at
                    if section.marker != "-":
                        begin = _after_marker(text, begin, section.marker)
            units.append(
                Unit(
                    start=first,
                    end=last,
                    text=text[begin:stop],
                    paragraph=number,
                    at=begin,
                    section=at if at >= 0 and first < sections[at].end else _open(sections, at, first),
                    opens=opens,
                )
            )
            start = stop
    return tuple(units)


def _stops(text: str) -> Iterator[int]:
    """Where the units of a paragraph end; a semicolon within brackets ends none: （牵头单位：X；配合单位：Y）."""
    for found in _END.finditer(text):
        if found[0] != "；" or not _in_brackets(text, found.start()):
            yield found.end()
    yield len(text)


def _in_brackets(text: str, index: int) -> bool:
    opened = text.rfind("（", max(0, index - _BRACKETS), index)
    return opened >= 0 and index < text.find("）", opened) <= opened + _BRACKETS


def _after_marker(text: str, start: int, marker: str) -> int:
    """Where the text goes on after the enumerator at ``start``."""
    at = start + len(marker)
    if marker[-1] in "要须应":
        return at - 1  # 二要 says that something must be done
    while at < len(text) and text[at] in " \u3000，、：":
        at += 1
    return at


def _open(sections: Sequence[Section], at: int, offset: int) -> int | None:
    """The innermost section that holds ``offset``, among those up to ``at``."""
    while at >= 0 and not sections[at].start <= offset < sections[at].end:
        at -= 1
    return at if at >= 0 else None
