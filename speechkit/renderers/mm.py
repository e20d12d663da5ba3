"""FreeMind's map format 1.0.1, which XMind and Freeplane open too; the body of a section is the note of its node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.model import Analysis, Document, Section
from speechkit.renderers.markup import nested, quoted
from speechkit.renderers.view import OutlineView, heading_of, items


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """One map: its centre is the speech, with several inputs a node with one speech a branch."""
    started = False
    for document, analysis in documents:
        if not started:
            started = True
            yield '<map version="1.0.1">\n'
            if view.several:
                yield '<node TEXT="speechkit">\n'
        yield f'<node TEXT="{quoted(heading_of(document, analysis, original=view.original))}">\n'
        for item, closing in nested(items(document, analysis, view)):
            yield "</node>\n" * closing
            if item:
                yield f'<node TEXT="{quoted(item.heading)}">\n{_part(item.section)}{_note(item.body)}'
        yield "</node>\n"
    if started:
        yield "</node>\n</map>\n" if view.several else "</map>\n"


def _part(section: Section) -> str:
    return f'<attribute NAME="part" VALUE="{section.part}"/>\n' if section.part else ""


def _note(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    paragraphs = "".join(f"<p>{quoted(line)}</p>" for line in lines)
    return f'<richcontent TYPE="NOTE"><html><head/><body>{paragraphs}</body></html></richcontent>\n'
