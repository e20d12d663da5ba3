"""Markdown: the title as a heading, the outline as a nested list, bodies as paragraphs of their list item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from speechkit.model import Analysis, Document
from speechkit.renderers.summary import about, counts
from speechkit.renderers.view import OutlineView, heading_of, items

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_LEADING = re.compile(r"^(\d*)([-+#=.):])")  # what at the start of a line would open a list, a heading, a rule


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """A level-1 heading for each input, then its list."""
    for at, (document, analysis) in enumerate(documents):
        yield "\n" * (at > 0) + f"# {escape(heading_of(document, analysis, original=view.original))}\n\n"
        if view.summary:
            yield f"{escape(about(analysis))}\n\n"
        for item in items(document, analysis, view):
            indent = "  " * item.depth
            yield f"{indent}- {escape(item.heading)}{f' *{item.part}*' if item.part else ''}\n"
            for line in item.body:
                yield f"\n{indent}  {escape(line)}\n"
            if item.body:
                yield "\n"
        if view.summary:
            yield "\n" * bool(analysis.sections) + "\n\n".join(map(escape, counts(analysis))) + "\n"


def escape(text: str) -> str:
    """One line of text that Markdown shows as it is."""
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))


def escape_inside(text: str) -> str:
    """Return the same for a cell or a heading: nothing opens a list or rule there, so that dates need no backslash."""
    return escape(f"x{text}")[1:]


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; its cells, but not its headings, are escaped."""
    head: Sequence[str] = list(headings)
    lines = [head, ["---"] * len(head), *(list(map(escape_inside, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
