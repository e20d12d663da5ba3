"""The outline as DOCX: every section a heading of its level, so that Word's navigation shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from speechkit.renderers.docx_parts import TITLE, Run, Style, add, empty_page, finished, paragraph
from speechkit.renderers.outline import OutlineView, heading_of, items
from speechkit.selection import Outline

_DEEPEST = 9  # that Word knows
_INDENT = 21  # points a level
_SHORT = 20  # characters of a title that fits one line


def render(outlines: Iterable[Outline], view: OutlineView) -> Iterator[bytes]:
    """Yield the document in one piece; of several speeches each begins a page, its title a heading above the others."""
    file: Any = None
    for outline in outlines:
        title = heading_of(outline, view)
        again = file is not None
        file = file or empty_page(title, margins=(2.54, 2.8))
        add(file, _title(title, view, new_page=again))
        for item in items(outline, view):
            level = min(item.depth + 1 + view.several, _DEEPEST)
            margin = _INDENT * item.depth
            add(file, paragraph([Run(item.heading)], Style(line=0, name=f"Heading{level}", left=margin)))
            for line in item.body:
                add(file, paragraph([Run(line)], Style(line=18, left=margin, first=_INDENT)))
    if file is not None:
        yield finished(file)


def _title(title: str, view: OutlineView, *, new_page: bool) -> str:
    style = Style(line=30, after=12, centred=True, name="Heading1" if view.several else "")
    return paragraph([Run(title, face=TITLE, size=20 if len(title) <= _SHORT else 16)], style, new_page=new_page)
