"""The outline of a speech: its items cut to what the view asks for, as lines, as Markdown, as rows and as a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from speechkit.chars import one_line
from speechkit.labels import labels_for
from speechkit.model import UNNUMBERED, Analysis, Part, Section, SourceInfo, Span, SpeechDate, Warning
from speechkit.renderers.overview import about, counts
from speechkit.renderers.table import Row, Table, View, head, markdown_text
from speechkit.selection import Outline, covered

INDENT = "  "
COLUMNS = ("file", "id", "level", "marker", "title", "start", "end", "line", "parent", "series", "ordinal", "part")


class OutlineView(View, frozen=True):
    """What is shown: ``depth`` levels (None: all), computed ``numbers``, bodies (``text``), ``original`` characters.

    ``parts`` adds each section's part where people read; formats for programs always have it. ``summary`` adds what is
    known of the text as a whole. ``excerpt`` shows, in text, the first section as it stands instead of the outline.
    """

    depth: int | None = None
    numbers: bool = False
    parts: bool = True
    text: bool = False
    original: bool = False
    summary: bool = False
    excerpt: bool = False


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


class OutlineRecord(msgspec.Struct, frozen=True):
    """The part of an analysis that ``speechkit outline`` prints."""

    schema_version: str
    source: SourceInfo
    title: Span | None
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    warnings: tuple[Warning, ...]
    date: SpeechDate | None


class SectionWithText(Section, frozen=True, kw_only=True):
    """A section with the text between its title and the next section."""

    text: str


def items(outline: Outline, view: OutlineView) -> Iterator[Item]:
    """Yield the sections that the view shows, in reading order.

    The body of a section runs from its title to the next section shown, so that no text is lost to ``depth``, as far
    as the parts in the analysis go.
    """
    source = outline.analysis.source
    roles = labels_for(view.language, traditional=view.original and source.script == "hant").roles
    shown = list(_cut(outline.analysis.sections, view.depth))
    for at, (section, depth) in enumerate(shown):
        end = min(shown[at + 1][0].start, section.end) if at + 1 < len(shown) else section.end
        yield Item(
            section,
            depth,
            section.id if view.numbers else "",
            "" if section.marker == UNNUMBERED else one_line(section.marker),
            one_line(section.source_title if view.original else section.title),
            roles[section.part] if view.parts and section.part else "",
            tuple(_body(outline, section.body, end, view)) if view.text else (),
        )


def _cut(sections: tuple[Section, ...], depth: int | None) -> Iterator[tuple[Section, int]]:
    if not sections:
        return
    # The sections may be those below one section only: count from the highest that is here.
    top = min(section.level for section in sections)
    for section in sections:
        if depth is None or section.level - top < depth:
            yield section, section.level - top


def _body(outline: Outline, start: int, end: int, view: OutlineView) -> Iterator[str]:
    text, parts = _text(outline, view), outline.analysis.parts
    for low, high in covered(parts, start, end) if parts else [(start, end)]:
        yield from filter(None, map(str.strip, text[low:high].splitlines()))


def _text(outline: Outline, view: OutlineView) -> str:
    return outline.document.source.text if view.original else outline.document.text


def heading_of(outline: Outline, view: OutlineView) -> str:
    """Return the speech's title, else the name of its file."""
    title = outline.analysis.title
    if title is None:
        return one_line(outline.document.source.name)
    return one_line(title.source_text if view.original else title.text)


def lines(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield a section a line, two spaces a level, no wrapping, no colour; with ``text`` bodies stand below theirs."""
    for at, outline in enumerate(outlines):
        # A speech without sections is an empty piece, not none: an output file is then written, empty.
        yield head(outline.document.source.name, at) if view.several and not view.excerpt else ""
        if view.excerpt:
            yield from _excerpt(outline, view)
            continue
        analysis = outline.analysis
        if view.summary:
            yield f"{heading_of(outline, view)}\n{about(analysis, view)}\n\n"
        for item in items(outline, view):
            yield f"{INDENT * item.depth}{item.heading}{f'  [{item.part}]' if item.part else ''}\n"
            for line in item.body:
                yield f"{INDENT * (item.depth + 1)}{line}\n"
        if view.summary:
            yield "\n" * bool(analysis.sections) + "".join(f"{line}\n" for line in counts(analysis, view))


def _excerpt(outline: Outline, view: OutlineView) -> Iterator[str]:
    """The text of the first section, as far as the parts in the analysis go."""
    top, text = outline.analysis.sections[0], _text(outline, view)
    if view.several:
        yield head(outline.document.source.name, 0)
    for start, end in covered(outline.analysis.parts, top.start, top.end):
        yield f"{text[start:end].rstrip()}\n"


def markdown(outlines: Iterable[Outline], view: OutlineView) -> Iterator[str]:
    """Yield a level-1 heading for each input, then its list, bodies as paragraphs of their list item."""
    for at, each in enumerate(outlines):
        analysis = each.analysis
        yield "\n" * (at > 0) + f"# {markdown_text(heading_of(each, view))}\n\n"
        if view.summary:
            yield f"{markdown_text(about(analysis, view))}\n\n"
        for item in items(each, view):
            indent = "  " * item.depth
            yield f"{indent}- {markdown_text(item.heading)}{f' *{item.part}*' if item.part else ''}\n"
            for line in item.body:
                yield f"\n{indent}  {markdown_text(line)}\n"
            if item.body:
                yield "\n"
        if view.summary:
            yield "\n" * bool(analysis.sections) + "\n\n".join(map(markdown_text, counts(analysis, view))) + "\n"


def table(outlines: Iterable[Outline], view: OutlineView) -> Table:
    """Return a section a row, with ``text`` its body in the last column; a record is a speech's outline.

    For a summary it is the whole analysis.
    """
    return Table(
        (*COLUMNS, "text") if view.text else COLUMNS,
        (_rows(outline, view) for outline in outlines),
        ((_record(outline, view),) for outline in outlines),
    )


def analyses(found: Iterable[Analysis], view: View) -> Table:
    """Return analyses as the JSON contract has them; they have no rows."""
    return Table(records=((analysis,) for analysis in found))


def _rows(outline: Outline, view: OutlineView) -> Iterator[Row]:
    for item in items(outline, view):
        each = item.section
        yield (
            outline.document.source.name,
            each.id,
            each.level,
            item.marker or each.marker,
            item.title,
            each.start,
            each.end,
            each.line,
            each.parent,
            each.series,
            each.ordinal,
            each.part,
            *(["\n".join(item.body)] if view.text else []),
        )


def _record(outline: Outline, view: OutlineView) -> Analysis | OutlineRecord:
    analysis = outline.analysis
    if view.summary:
        return analysis
    return OutlineRecord(
        analysis.schema_version,
        analysis.source,
        analysis.title,
        analysis.parts,
        tuple(_section(item, view) for item in items(outline, view)),
        analysis.warnings,
        analysis.date,
    )


def _section(item: Item, view: OutlineView) -> Section:
    if not view.text:
        return item.section
    return SectionWithText(**msgspec.structs.asdict(item.section), text="\n".join(item.body))
