"""JSON Lines: one phrase a line, as in JSON, with the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from speechkit.renderers.json import compact
from speechkit.renderers.slogans.json import item
from speechkit.renderers.slogans.rows import SloganView, Speech, rows_of


def render(speeches: Iterable[Speech], view: SloganView) -> Iterator[str]:
    """Lines in the view's order; nothing found, no line. ``companions``: a formula that lacks companions a line."""
    for speech in speeches:
        yield ""  # so that a file is written, be it empty
        found = speech.companions if view.companions else [item(row, view) for row in rows_of(speech, view)]
        for each in found:
            yield compact(msgspec.to_builtins(each) | {"file": speech.document.source.name}) + "\n"
