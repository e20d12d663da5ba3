"""The outline of speeches as a picture: a mind map in SVG, and as a list in a fragment of HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.renderers.charts.mindmap import Node, mindmap
from speechkit.renderers.markup import quoted
from speechkit.renderers.outline import Item, OutlineView, heading_of, items
from speechkit.selection import Outline


def svg(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield one map: its centre is the speech, with several inputs a node with one speech a branch."""
    found = [(heading_of(each, view), list(items(each, view))) for each in outlines]
    if not found:
        return
    trees = [tree_of(heading, own) for heading, own in found]
    root = trees[0] if len(trees) == 1 and not view.several else Node("speechkit", tuple(trees))
    notes = [] if any(own for _, own in found) else [view.say("没有编号的章节。")]
    yield mindmap(root, root.words, notes, lang=view.tag)


def tree_of(heading: str, items: Sequence[Item], href: str = "") -> Node:
    """Return the items of an outline as a tree below its heading; ``href``, such as #S, goes before a section's id."""
    return Node(heading, _nodes(items, href))


def _nodes(items: Sequence[Item], href: str) -> tuple[Node, ...]:
    """The items of the least depth, each with those that follow it and are deeper."""
    if not items:
        return ()
    least = min(item.depth for item in items)
    tops = [at for at, item in enumerate(items) if item.depth == least]
    tops[0] = 0  # one that is deeper than what follows it stands beside that
    ends = [*tops[1:], len(items)]
    return tuple(
        Node(
            _words(items[start]), _nodes(items[start + 1 : end], href), href and f"{href}{items[start].section.id}"
        )
        for start, end in zip(tops, ends, strict=True)
    )  # fmt: skip


def _words(item: Item) -> str:
    return f"{item.heading}〔{item.part}〕" if item.part and not item.depth else item.heading


def html(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield an article for each input, a list in a list: no style, no script; ``data-line`` is the speech's line."""
    for each in outlines:
        yield f'<article class="speechkit-outline" lang="{view.tag}">\n<h1>{quoted(heading_of(each, view))}</h1>\n'
        depth = -1
        for item in items(each, view):
            if item.depth > depth:
                yield "<ol>\n" * (item.depth - depth)
            else:
                yield "</li>\n" + "</ol>\n</li>\n" * (depth - item.depth)
            yield _entry(item)
            depth = item.depth
        yield ("</li>\n</ol>\n" * (depth + 1)) + "</article>\n"


def _entry(item: Item) -> str:
    part = f' data-part="{item.section.part}"' if item.section.part else ""
    body = "".join(f"<p>{quoted(line)}</p>\n" for line in item.body)
    return f'<li id="S{item.section.id}" data-line="{item.section.line}"{part}>{quoted(item.heading)}\n{body}'
