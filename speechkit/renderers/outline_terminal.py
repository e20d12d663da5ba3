"""The outline as a tree for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Group
from rich.text import Text
from rich.tree import Tree

from speechkit.errors import printable
from speechkit.renderers.outline import Item, OutlineView, heading_of, items
from speechkit.renderers.overview import about, counts
from speechkit.renderers.terminal import MIN_TEXT, UNLIMITED, console_on, cut, print_head, put, wrapped
from speechkit.selection import Outline

GUIDE_WIDTH = 4  # cells that the tree's lines take a level
MIN_LABEL_WIDTH = MIN_TEXT + 16  # cells that a title, its part and its line are left with, however deep it stands


def render(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield a tree for each input: marker, title cut to the width, number of points below it, part and line dimmed."""
    width = view.width or UNLIMITED
    for at, outline in enumerate(outlines):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, outline.document.source.name, at)
        console.print(_tree(outline, view, width))
        if view.summary:
            out.write("\n")
            for line in (about(outline.analysis, view), *counts(outline.analysis, view)):
                put(console, wrapped(Text(printable(line), style="dim"), width))
        yield out.getvalue()


def _tree(outline: Outline, view: OutlineView, width: int) -> Tree:
    title = heading_of(outline, view)
    root = Tree(cut(Text(printable(title), style="bold"), width), guide_style="dim")
    points: dict[str | None, int] = {}
    for section in outline.analysis.sections:
        points[section.parent] = points.get(section.parent, 0) + 1
    deepest = max((width - MIN_LABEL_WIDTH) // GUIDE_WIDTH - 1, 0)
    branch = [root]
    for item in items(outline, view):
        depth = min(item.depth, deepest, len(branch) - 1)
        del branch[depth + 1 :]
        room = width - GUIDE_WIDTH * (depth + 1)
        label = _label(item, points.get(item.section.id, 0), room)
        body = [piece for line in item.body for piece in wrapped(Text(printable(line), no_wrap=True), room)]
        branch.append(branch[-1].add(Group(label, *body) if body else label))
    return root


def _label(item: Item, points: int, width: int) -> Text:
    after = f"  {item.part}" if item.part else ""
    tail = Text().append(f" ({points})" if points else "", style="cyan")
    tail.append(f"{after}  :{item.section.line}", style="dim")
    label = Text()
    if item.number:
        label.append(f"{item.number} ", style="dim")
    label.append(printable(item.marker), style="bold cyan").append(printable(item.title))
    return cut(label, max(width - tail.cell_len, 1)).append(tail)
