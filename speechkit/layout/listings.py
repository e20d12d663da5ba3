"""Contents pages and lists of attachments: they name what stands elsewhere, and are not the speech.

Their lines look like points of the speech (一、2024年工作回顾 … 3), so that they have to be known before the grammar
reads on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from speechkit.layout.lines import Line, layout_rules

__all__ = ["mark_listings"]

_PAGE = re.compile(r"[.…·_\s]*[（(]?\d{0,4}[）)]?$")


def mark_listings(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those of contents pages and of lists of attachments made meta."""
    listed = _contents(lines) | _attachments(lines)
    return [
        replace(line, meta=True) if number in listed and not line.meta else line for number, line in enumerate(lines)
    ]


def _contents(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines of contents pages: their heading, lines with leaders, and what stands between."""
    rules = layout_rules().listings
    found: set[int] = set()

    @cache
    def last_with() -> dict[str, int]:
        """The number of the last line with each text."""
        return {_bare(line.text): number for number, line in enumerate(lines)}

    for number, line in enumerate(lines):
        if number in found or len(line.text) > rules.longest:
            continue
        if rules.leader.match(line.text):
            found.add(number)
        elif rules.contents.match(line.text):
            found.add(number)
            found.update(_entries(lines, number + 1, last_with()))
    return found | _announced(lines)


def _announced(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines of contents without a heading: items of the head that all stand again below.

    They begin their list: points below a heading that is no entry (一、教育局（一）回顾 二、卫健委（一）回顾) stand
    again below the next one.
    """
    rules, found = layout_rules(), []
    for number, line in enumerate(lines[: rules.listings.head]):
        again = rules.item.match(line.text) and any(line.text == below.text for below in lines[number + 1 :])
        if again:
            found.append(number)
        elif found:
            break
    if len(found) < 2 or (found[0] and rules.item.match(lines[found[0] - 1].text)):
        return set()
    return set(found)


def _entries(lines: Sequence[Line], start: int, last: Mapping[str, int]) -> list[int]:
    """The numbers of the lines below the heading of a contents page that name a page, or a heading further down.

    ``last`` has the number of the last line with each text.
    """
    rules = layout_rules().listings
    found: list[int] = []
    for number in range(start, len(lines)):
        text = lines[number].text
        if len(text) > rules.longest or rules.contents.match(text):
            break
        named = last[_bare(text)] > number and not rules.title.search(text)
        if lines[number].meta or rules.leader.match(text) or rules.paged.match(text) or named:
            found.append(number)
        else:
            break
    return found


def _bare(text: str) -> str:
    """The text of a line without spaces, and without the leaders and the number of a page."""
    return "".join(_PAGE.sub("", text).split())


def _attachments(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines of lists of attachments: 附件：1.名单, and 2.登记表 below it."""
    rules = layout_rules().listings
    found: set[int] = set()
    for number, line in enumerate(lines):
        if number in found or len(line.text) > rules.longest:
            continue
        head = rules.attachments.match(line.text)
        if not head:
            continue
        found.add(number)
        wanted = int(head["number"] or 0) + 1
        for at in range(number + 1, len(lines)):
            entry = rules.attachment.match(lines[at].text)
            if not entry or int(entry["number"]) != wanted or len(lines[at].text) > rules.longest:
                break
            found.add(at)
            wanted += 1
    return found
