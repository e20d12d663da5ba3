"""Markdown: text that it shows as it is, tables, and the outline as a nested list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from speechkit.renderers.outline import OutlineView, heading_of, items
from speechkit.renderers.overview import about, counts
from speechkit.selection import Outline

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_LEADING = re.compile(r"^(\d*)([-+#=.):])")  # what at the start of a line would open a list, a heading, a rule


def escape(text: str) -> str:
    """Return one line of text so that Markdown shows it as it is."""
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))


def escape_inside(text: str) -> str:
    """Return the same for a cell or a heading, where nothing opens a list or a rule: dates need no backslash."""
    return escape(f"x{text}")[1:]


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; its cells, but not its headings, are escaped."""
    head: Sequence[str] = list(headings)
    lines = [head, ["---"] * len(head), *(list(map(escape_inside, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def outline(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield a level-1 heading for each input, then its list, bodies as paragraphs of their list item."""
    for at, each in enumerate(outlines):
        analysis = each.analysis
        yield "\n" * (at > 0) + f"# {escape(heading_of(each, view))}\n\n"
        if view.summary:
            yield f"{escape(about(analysis))}\n\n"
        for item in items(each, view):
            indent = "  " * item.depth
            yield f"{indent}- {escape(item.heading)}{f' *{item.part}*' if item.part else ''}\n"
            for line in item.body:
                yield f"\n{indent}  {escape(line)}\n"
            if item.body:
                yield "\n"
        if view.summary:
            yield "\n" * bool(analysis.sections) + "\n\n".join(map(escape, counts(analysis))) + "\n"
