"""OPML 2.0, which outliners open: a node for each input, the body of a section as its ``_note``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.model import Analysis, Document
from speechkit.renderers.markup import nested, quoted
from speechkit.renderers.view import OutlineView, heading_of, items


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """One outline document for all inputs."""
    started = False
    for document, analysis in documents:
        heading = quoted(heading_of(document, analysis, original=view.original))
        if not started:
            started = True
            title = "speechkit" if view.several else heading
            yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
            yield f"<head><title>{title}</title></head>\n<body>\n"
        yield f'<outline text="{heading}">\n'
        for item, closing in nested(items(document, analysis, view)):
            yield "</outline>\n" * closing
            if item:
                note = f' _note="{quoted(chr(10).join(item.body))}"' if item.body else ""
                part = f' part="{item.section.part}"' if item.section.part else ""
                yield f'<outline text="{quoted(item.heading)}"{part}{note}>\n'
        yield "</outline>\n"
    if started:
        yield "</body>\n</opml>\n"
