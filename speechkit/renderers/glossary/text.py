"""Plain text: a header and an entry a line, cells parted by tabs; or entries in full, labels in a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.phrases.glossary import Entry
from speechkit.renderers.glossary.lines import COLUMNS, LABEL, GlossaryView, lines_of, row_of
from speechkit.renderers.view import one_line


def render(entries: Sequence[Entry], view: GlossaryView) -> Iterator[str]:
    """Lines; an empty one stands between two entries in full."""
    yield "" if view.full else "\t".join(COLUMNS) + "\n"  # so that a file is written, be it empty
    for at, entry in enumerate(entries):
        if not view.full:
            yield "\t".join(cell.replace("\t", " ") for cell in row_of(entry)) + "\n"
            continue
        yield "\n" * (at > 0) + one_line(entry.name) + "\n"
        for label, text in lines_of(entry):
            yield f"{label:<{LABEL}}{text}\n"
