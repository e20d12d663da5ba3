"""What stands on a page and is not of the speech: its number, and the lines that recur above and below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from speechkit.chars import CLAUSE_ENDS
from speechkit.layout.lines import Line, layout_rules

__all__ = ["mark_pages"]

_DIGITS = re.compile(r"[\d\s]+")


def mark_pages(lines: Sequence[Line], *, paged: bool) -> list[Line]:
    """Return the lines with page numbers, and the headers and footers of pages, made meta and marked ``page``.

    Headers and footers recur, numbers apart, beside the numbers of pages; in a text that is ``paged``, cut into lines
    or pages as it was printed, wherever they stand.
    """
    numbers = [number for number, line in enumerate(lines) if _is_number(line)]
    if not numbers and not paged:
        return list(lines)
    keys = [_key(line) for line in lines]
    headers = _beside(lines, keys, numbers) | (_recurring(lines, keys) if paged else set())
    furniture = headers.union(numbers)
    return [replace(line, meta=True, page=True) if number in furniture else line for number, line in enumerate(lines)]


def _is_number(line: Line) -> bool:
    rules = layout_rules()
    if len(line.text) > rules.page_headers.longest or (line.mark and line.mark.cell):
        return False
    return rules.page_number.match(line.text) is not None


def _key(line: Line) -> str:
    """What a header has on every page; "" where the line is none."""
    rules, text = layout_rules().page_headers, line.text
    if len(text) > rules.longest or (line.mark and line.mark.cell):
        return ""
    key = _DIGITS.sub("", text)
    return key if len(key) >= rules.shortest and key[-1] not in CLAUSE_ENDS else ""


def _beside(lines: Sequence[Line], keys: Sequence[str], numbers: Sequence[int]) -> set[int]:
    """The lines beside a page number that stand elsewhere too."""
    counts = Counter(keys)
    of_page = set(numbers)
    found: set[int] = set()
    for number in numbers:
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(lines) and at not in of_page and keys[at] and counts[keys[at]] > 1:
                if layout_rules().item.match(lines[at].text):
                    break
                found.add(at)
                at += step
    return found


def _recurring(lines: Sequence[Line], keys: Sequence[str]) -> set[int]:
    """The lines that stand on page after page and hold its number: first or last ones, where it is known which are."""
    begins = [bool(line.mark and line.mark.page) for line in lines]
    ends = [*begins[1:], True]
    anywhere = not any(begins)
    numbered = [
        bool(key) and key != line.text and (anywhere or first or last)
        for key, line, first, last in zip(keys, lines, begins, ends, strict=False)
    ]
    counts = Counter(key for key, holds in zip(keys, numbered, strict=True) if holds)
    least = layout_rules().page_headers.repeats
    return {number for number, key in enumerate(keys) if counts[key] >= least and key}
