"""JSON, indented: an array of entries, empty where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.phrases.glossary import Entry
from speechkit.renderers.glossary.lines import GlossaryView
from speechkit.renderers.json import objects


def render(entries: Sequence[Entry], view: GlossaryView) -> Iterator[str]:
    """The entries with all their fields, whether they are listed or asked for by name."""
    return objects(entries, several=True) if entries else iter(["[]\n"])
