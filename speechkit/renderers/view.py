"""What the user wants to see of an outline, and the outline's items cut to it; every format draws these."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from speechkit.chars import one_line as one_line  # to go: import it from there
from speechkit.labels import LABELS
from speechkit.model import Analysis, Document, Section
from speechkit.selection import covered

UNNUMBERED = "-"


class View(msgspec.Struct, frozen=True):
    """What every view has: ``several`` says that more than one input was given.

    ``width`` in cells (None: unlimited) and ``color`` concern the formats of a terminal only.
    """

    several: bool = False
    width: int | None = None
    color: bool = False


class OutlineView(View, frozen=True):
    """What is shown: ``depth`` levels (None: all), computed ``numbers``, bodies (``text``), ``original`` characters.

    ``parts`` adds each section's part where people read; formats for programs always have it. ``summary`` adds what is
    known of the text as a whole.
    """

    depth: int | None = None
    numbers: bool = False
    parts: bool = True
    text: bool = False
    original: bool = False
    summary: bool = False


class Item(msgspec.Struct, frozen=True):
    """One line of the outline: ``depth`` counts from 0, ``body`` is lines; ``number``, ``marker`` may be empty.

    ``part`` is the Chinese word for the section's part, empty where it is unknown or not wanted.
    """

    section: Section
    depth: int
    number: str
    marker: str
    title: str
    part: str
    body: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Number, marker and title on one line; a marker is followed by its title straight, as in Chinese print."""
        return f"{self.number} {self.marker}{self.title}" if self.number else self.marker + self.title


def items(document: Document, analysis: Analysis, view: OutlineView) -> Iterator[Item]:
    """The sections that the view shows, in reading order.

    The body of a section runs from its title to the next section shown, so that no text is lost to ``depth``, as far
    as the parts in ``analysis`` go.
    """
    shown = list(_cut(analysis.sections, view.depth))
    for at, (section, depth) in enumerate(shown):
        body: tuple[str, ...] = ()
        if view.text:
            end = min(shown[at + 1][0].start, section.end) if at + 1 < len(shown) else section.end
            text = document.source.text if view.original else document.text
            whole = [(section.body, end)]
            stretches = covered(analysis.parts, section.body, end) if analysis.parts else whole
            body = tuple(line for a, b in stretches for line in map(str.strip, text[a:b].splitlines()) if line)
        yield Item(
            section,
            depth,
            section.id if view.numbers else "",
            "" if section.marker == UNNUMBERED else one_line(section.marker),
            one_line(section.source_title if view.original else section.title),
            LABELS["zh"].roles[section.part] if view.parts and section.part else "",
            body,
        )


def _cut(sections: tuple[Section, ...], depth: int | None) -> Iterator[tuple[Section, int]]:
    if not sections:
        return
    # The sections may be those below one section only: count from the highest that is here.
    top = min(section.level for section in sections)
    for section in sections:
        if depth is None or section.level - top < depth:
            yield section, section.level - top


def heading_of(document: Document, analysis: Analysis, *, original: bool) -> str:
    """The speech's title, else the name of its file."""
    if analysis.title is None:
        return one_line(document.source.name)
    return one_line(analysis.title.source_text if original else analysis.title.text)
