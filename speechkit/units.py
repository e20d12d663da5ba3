"""Paragraphs into units: the sentences, and the clauses before a semicolon, that carry one statement or demand each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from speechkit.chars import CLOSING, UNIT_ENDS, ended, heading_end
from speechkit.model import DASH, UNNUMBERED, Paragraph, Section, Unit

__all__ = ["units_of"]

_BLANKS = " \u3000"
_BULLET = re.compile("[●■◆★▲▪•◇□☆][ \u3000]*(?=[^ \u3000])")
_ASCII_BULLET = re.compile(r"(?:-{1,2}|[*+·])[ \u3000]*")
_HEADINGS = {"【": "】", "〖": "〗"}  # brackets around headings
_FEWEST_ITEMS = 3  # of one paragraph each, which tell that the last one has no more
_BRACKETS = 80  # code points that a remark in brackets takes, at most
_END = re.compile(f"[{UNIT_ENDS}][{UNIT_ENDS}]*[{re.escape(CLOSING)}]*")  # begins with a set, which re looks for fast


def units_of(paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> tuple[Unit, ...]:
    """Every unit in reading order, those of set-aside paragraphs too.

    A unit ends after 。！？； with any closing quote, or with its paragraph: a sentence broken over lines is one unit.
    A cell of a duty table is one unit, or none where it only labels a column or a row.
    """
    units: list[Unit] = []
    ends = _ends_of_lists(paragraphs, sections)
    at = -1  # the section that has opened last
    within: list[int] = []  # those that have opened and not ended, the innermost last
    for number, paragraph in enumerate(paragraphs):
        if paragraph.duty == "label":
            continue  # the heading of a column, the number of a row
        text = paragraph.text
        start = 0
        following = sections[at + 1] if at + 1 < len(sections) else None
        marker = following.marker if following and following.start == paragraph.start else ""
        for stop in (len(text),) if paragraph.duty else _stops(text, marker):
            body = start
            while body < stop and text[body] in _BLANKS:
                body += 1
            if body == stop:
                start = stop
                continue
            first, last = paragraph.offset(body), paragraph.offset(stop)
            opens = None
            end = stop
            if not body and text[0] in _HEADINGS and marker[:1] != text[0]:  # 【认清形势】, 【一、关于班前会】
                body += 1
                end -= text[stop - 1] == _HEADINGS[text[0]]
            begin = body
            while at + 1 < len(sections) and sections[at + 1].start < last:
                at += 1
                within.append(at)
                section = sections[at]
                if section.start <= paragraph.offset(begin) and (opens is None or begin > body):
                    opens = at
                    if section.marker == DASH:
                        begin += len(found[0]) if (found := _ASCII_BULLET.match(text, begin)) else 0
                    elif section.marker != UNNUMBERED:
                        begin = _after_marker(text, begin, section.marker)
            if bullet := opens is None and not start and _BULLET.match(text):
                begin = bullet.end()
            within = [each for each in within if ends[each] > first]
            units.append(
                Unit(
                    start=first,
                    end=last,
                    text=text[begin:end],
                    paragraph=number,
                    at=begin,
                    section=within[-1] if within else None,
                    opens=opens,
                )
            )
            start = stop
    return tuple(units)


def _stops(text: str, marker: str) -> Iterator[int]:
    """Where the units of a paragraph that begins with ``marker`` end.

    A heading that a bracket or a blank parts from its sentence is a unit: 【考核】人事处要…. A semicolon within
    brackets ends none: （牵头单位：X；配合单位：Y）.
    """
    if text[0] in _HEADINGS and 0 < (closing := text.find(_HEADINGS[text[0]], 0, _BRACKETS)) < len(text) - 1:
        if closing >= len(marker):
            yield closing + 1
    elif marker and marker != UNNUMBERED and (end := heading_end(text, len(marker))):
        yield end
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


def _ends_of_lists(paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> list[int]:
    """Where each section ends for what stands in it: its own end, or where the items of its list end.

    ``Section.end`` is where the next section starts, though nothing may follow a list. Where each item before the last
    takes no more than a paragraph, so does the last one, and what comes then belongs to the section around the list.
    """
    ends = [section.end for section in sections]
    said = [paragraph for paragraph in paragraphs if not paragraph.meta]
    starts = [paragraph.start for paragraph in said]
    places = [bisect_right(starts, section.start) - 1 for section in sections]
    first = 0
    while first < len(sections):
        last = first
        while last + 1 < len(sections) and _next_item(sections[last], sections[last + 1], places[last : last + 2]):
            last += 1
        alone = last + 1 == len(sections) or sections[last + 1].level <= sections[last].level
        count = last - first + 1
        place = places[last]
        inline = place >= 0 and places[first] == place
        if alone and count >= (2 if inline else _FEWEST_ITEMS) and place >= 0 and ended(said[place].text):
            ends[last] = min(ends[last], max(said[place].end, sections[last].start + 1))
        first = last + 1
    return ends


def _next_item(section: Section, following: Section, places: Sequence[int]) -> bool:
    """Whether the item that follows is the next of the same list, and no paragraph stands between them."""
    return (
        following.parent == section.parent
        and section.ordinal is not None
        and following.ordinal == section.ordinal + 1
        and places[1] - places[0] <= 1
    )
