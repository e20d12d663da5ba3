"""The glossary: an entry a row, or entries in full, a labelled line for all that is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from speechkit.chars import one_line
from speechkit.phrases.glossary import Entry
from speechkit.renderers.table import Table, View

LABEL_WIDTH = 13  # columns of the labels
COLUMNS = ("name", "field", "since", "members")


class GlossaryView(View, frozen=True):
    """How entries are shown where people read: ``full``, or a line each."""

    full: bool = False


def table(entries: Iterable[Entry], view: GlossaryView) -> Table:
    """Return the entries with all their fields; in a row what is a list is joined with ``；``."""
    rows = (
        ["；".join(value) if isinstance(value, tuple) else value or "" for value in msgspec.structs.astuple(entry)]
        for entry in entries
    )
    return Table(Entry.__struct_fields__, [rows], [entries])


def for_people(entries: Iterable[Entry], view: GlossaryView) -> Table | Iterator[str]:
    """Return a row an entry, or the lines of entries in full, an empty one between two of them."""
    return _in_full(entries) if view.full else Table(COLUMNS, [map(row_of, entries)])


def _in_full(entries: Iterable[Entry]) -> Iterator[str]:
    yield ""  # so that a file is written, be it empty
    for at, entry in enumerate(entries):
        yield "\n" * (at > 0) + one_line(entry.name) + "\n"
        for label, text in lines_of(entry):
            yield f"{label:<{LABEL_WIDTH}}{text}\n"


def row_of(entry: Entry) -> tuple[str, ...]:
    """Return the cells of ``COLUMNS``, each one line of text."""
    members = [one_line(member) for member in entry.members]
    between = "；" if any("、" in member for member in members) else "、"
    return one_line(entry.name), one_line(entry.field), str(entry.since or ""), between.join(members)


def lines_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield label and text of all that is known beside the name; a further member or alias has no label."""
    for label, value in msgspec.structs.asdict(entry).items():
        if label == "name":
            continue
        for at, item in enumerate(value if isinstance(value, tuple) else [value] if value else []):
            yield "" if at else label, one_line(str(item))
