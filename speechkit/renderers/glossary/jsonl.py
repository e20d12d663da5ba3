"""JSON Lines: one entry a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.phrases.glossary import Entry
from speechkit.renderers.glossary.lines import GlossaryView
from speechkit.renderers.json import compact


def render(entries: Sequence[Entry], view: GlossaryView) -> Iterator[str]:
    """The entries with all their fields; no entry, no line."""
    yield ""  # so that a file is written, be it empty
    for entry in entries:
        yield compact(entry) + "\n"
