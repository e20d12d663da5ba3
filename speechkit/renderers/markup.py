"""XML: text that it allows, and the outline as OPML 2.0 for outliners and as a FreeMind map.

XMind and Freeplane open FreeMind's map format 1.0.1 too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from speechkit.renderers.outline import Item, OutlineView, heading_of, items
from speechkit.selection import Outline
from speechkit.writing import xml_text


def quoted(text: str) -> str:
    """Return ``text`` for an attribute or between tags; a character that XML does not allow becomes U+FFFD."""
    return escape(xml_text(text)).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def opml(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield one outline document: a node for each input, the body of a section as its ``_note``."""
    started = False
    for each in outlines:
        heading = quoted(heading_of(each, view))
        if not started:
            started = True
            title = "speechkit" if view.several else heading
            yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
            yield f"<head><title>{title}</title></head>\n<body>\n"
        yield f'<outline text="{heading}">\n'
        for item, closing in _nested(items(each, view)):
            yield "</outline>\n" * closing
            if item:
                note = f' _note="{quoted(chr(10).join(item.body))}"' if item.body else ""
                part = f' part="{item.section.part}"' if item.section.part else ""
                yield f'<outline text="{quoted(item.heading)}"{part}{note}>\n'
        yield "</outline>\n"
    if started:
        yield "</body>\n</opml>\n"


def freemind(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield one map: its centre is the speech, with several inputs a node with one speech a branch.

    The body of a section is the note of its node.
    """
    started = False
    for each in outlines:
        if not started:
            started = True
            yield '<map version="1.0.1">\n'
            if view.several:
                yield '<node TEXT="speechkit">\n'
        yield f'<node TEXT="{quoted(heading_of(each, view))}">\n'
        for item, closing in _nested(items(each, view)):
            yield "</node>\n" * closing
            if item:
                part = item.section.part
                yield f'<node TEXT="{quoted(item.heading)}">\n'
                yield f'<attribute NAME="part" VALUE="{part}"/>\n' if part else ""
                yield _freemind_note(item.body)
        yield "</node>\n"
    if started:
        yield "</node>\n</map>\n" if view.several else "</map>\n"


def _freemind_note(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    paragraphs = "".join(f"<p>{quoted(line)}</p>" for line in lines)
    return f'<richcontent TYPE="NOTE"><html><head/><body>{paragraphs}</body></html></richcontent>\n'


def _nested(items: Iterable[Item]) -> Iterator[tuple[Item | None, int]]:
    """Each item with the number of open elements to close before it; at last None with those that are left."""
    open_depths: list[int] = []
    for item in items:
        before = len(open_depths)
        while open_depths and open_depths[-1] >= item.depth:
            open_depths.pop()
        yield item, before - len(open_depths)
        open_depths.append(item.depth)
    yield None, len(open_depths)
