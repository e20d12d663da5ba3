"""Plain text: one section a line, two spaces a level; no wrapping, no colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.errors import printable
from speechkit.model import Analysis, Document
from speechkit.renderers.summary import about, counts
from speechkit.renderers.view import OutlineView, heading_of, items

INDENT = "  "


def render(documents: Iterable[tuple[Document, Analysis]], view: OutlineView) -> Iterator[str]:
    """Lines; with several inputs each is headed as ``head`` does, with ``text`` bodies stand below their section."""
    for at, (document, analysis) in enumerate(documents):
        # A speech without sections is an empty piece, not none: an output file is then written, empty.
        yield "\n" * (at > 0) + f"==> {printable(document.source.name)} <==\n" if view.several else ""
        if view.summary:
            yield f"{heading_of(document, analysis, original=view.original)}\n{about(analysis)}\n\n"
        for item in items(document, analysis, view):
            yield f"{INDENT * item.depth}{item.heading}{f'  [{item.part}]' if item.part else ''}\n"
            for line in item.body:
                yield f"{INDENT * (item.depth + 1)}{line}\n"
        if view.summary:
            yield "\n" * bool(analysis.sections) + "".join(f"{line}\n" for line in counts(analysis))
