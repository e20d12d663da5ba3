"""An entry as labelled lines, and as a row of the list, which the terminal and plain text draw alike."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from speechkit.phrases.glossary import Entry
from speechkit.renderers.view import one_line

LABEL = 13  # columns of the labels
COLUMNS = ("name", "field", "since", "members")


class GlossaryView(msgspec.Struct, frozen=True):
    """How entries are shown: ``full``, or a line each.

    ``width`` in cells (None: unlimited) and ``color`` concern the terminal only.
    """

    full: bool = False
    width: int | None = None
    color: bool = False


def row_of(entry: Entry) -> tuple[str, ...]:
    """The cells of ``COLUMNS``, each one line of text."""
    members = [one_line(member) for member in entry.members]
    between = "；" if any("、" in member for member in members) else "、"
    return one_line(entry.name), one_line(entry.field), str(entry.since or ""), between.join(members)


def lines_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Label and text of all that is known beside the name; a further member or alias has no label."""
    for label, value in msgspec.structs.asdict(entry).items():
        if label == "name":
            continue
        for at, item in enumerate(value if isinstance(value, tuple) else [value] if value else []):
            yield "" if at else label, one_line(str(item))
