"""The outline as a tree for people, by rich. Data goes into ``Text``, never through rich's markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, Group
from rich.text import Text
from rich.tree import Tree

from speechkit.errors import printable
from speechkit.model import Analysis, Document
from speechkit.renderers.summary import about, counts
from speechkit.renderers.view import Item, OutlineView, heading_of, items

UNLIMITED = 1_000_000  # rich wants a width; no title is this long
GUIDE = 4  # cells that the tree's lines take a level
LEAST = 30  # cells that a title and what follows it are left with, however deep it stands


def console_on(out: io.StringIO, width: int, *, color: bool) -> Console:
    """A console that writes to ``out`` as to a terminal of that width, whatever the process itself writes to."""
    return Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """A tree for each input: marker, title cut to the width, number of points below it; part and line number dimmed."""
    width = view.width or UNLIMITED
    for at, (document, analysis) in enumerate(documents):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            out.write("\n" * (at > 0))
            console.print(_cut(Text(f"==> {printable(document.source.name)} <==", style="dim"), width))
        console.print(_tree(document, analysis, view, width))
        if view.summary:
            out.write("\n")
            for line in (about(analysis), *counts(analysis)):
                console.print(Text(printable(line), style="dim"))
        yield out.getvalue()


def _tree(document: Document, analysis: Analysis, view: OutlineView, width: int) -> Tree:
    title = Text(printable(heading_of(document, analysis, original=view.original)), style="bold")
    root = Tree(_cut(title, width), guide_style="dim")
    points: dict[str | None, int] = {}
    for section in analysis.sections:
        points[section.parent] = points.get(section.parent, 0) + 1
    deepest = max((width - LEAST) // GUIDE - 1, 0)
    branch = [root]
    for item in items(document, analysis, view):
        depth = min(item.depth, deepest, len(branch) - 1)
        del branch[depth + 1 :]
        label = _label(item, points.get(item.section.id, 0), width - GUIDE * (depth + 1))
        body = [Text(printable(line)) for line in item.body]
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
    return _cut(label, max(width - tail.cell_len, 1)).append(tail)


def _cut(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis")
    if text.plain.endswith(" …"):  # rich fills up with a space where half a wide character would have fitted
        text.plain = text.plain[:-2] + "…"
    text.no_wrap = True
    text.overflow = "ellipsis"
    return text
