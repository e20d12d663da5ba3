"""Markdown: the title as a heading, one table of the phrases, one of the formulas that lack companions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.renderers.markdown import escape
from speechkit.renderers.slogans.rows import (
    COMPANION_HEADINGS,
    COMPANIONS,
    HEADINGS,
    SloganView,
    Speech,
    companion_cells,
    rows_of,
)
from speechkit.renderers.view import heading_of

KEYS = ("line", "kind", "text", "part", "note")
UNIQUE_KEYS = ("count", "kind", "text", "lines", "note")


def render(speeches: Iterable[Speech], view: SloganView) -> Iterator[str]:
    """A level-1 heading for each input, then its tables."""
    keys = UNIQUE_KEYS if view.unique else KEYS
    for at, speech in enumerate(speeches):
        title = heading_of(speech.document, speech.analysis, original=view.original)
        yield "\n" * (at > 0) + f"# {_escape(title)}\n\n"
        rows = ([row.cells[key] for key in keys] for row in rows_of(speech, view))
        yield _table([HEADINGS[key] for key in keys], rows)
        if view.companions:
            yield f"\n## {COMPANIONS}\n\n"
            yield _table(COMPANION_HEADINGS, map(companion_cells, speech.companions))


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(headings)
    lines = [head, ["---"] * len(head), *(list(map(_escape, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escape(text: str) -> str:
    # Behind a letter: in a cell or a heading nothing opens a list or a rule.
    return escape(f"x{text}")[1:]
