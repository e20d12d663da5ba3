"""The lines of a document as the grammar should read them: annotations set aside, boilerplate marked.

What is set aside (data/layout.yaml) is only left out of ``Line.text``; anchors lead every character back to the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from speechkit.chars import full_width
from speechkit.layout.asides import Anchors, AsideRule, asides_of, cut, without
from speechkit.model import Document, LineMark
from speechkit.rules import HereRule, PatternRule, compiled, reader

if TYPE_CHECKING:
    from speechkit.layout.cells import TableRow


class LineRule(HereRule, frozen=True, forbid_unknown_fields=True):
    """A kind of line, by what it starts with; ``first`` are the characters that it can begin with, "" for any."""

    first: str = ""


class LineShapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells where a paragraph begins."""

    indent: int
    long: int


class Wrapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells that a text was hard-wrapped."""

    narrowest: int
    widest: int
    slack: int
    share: float
    longer: float
    complete: float
    fewest_lines: int
    shortest_line: int
    longest_heading: int


class PageHeaders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page header looks like."""

    repeats: int
    longest: int
    shortest: int


class ListingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What contents pages and lists of attachments look like; data/layout.yaml explains the fields."""

    longest: int
    head: int
    contents: HereRule
    leader: HereRule
    paged: HereRule
    title: PatternRule
    attachments: HereRule
    attachment: HereRule


class LayoutRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/layout.yaml."""

    asides: tuple[AsideRule, ...]
    boilerplate: tuple[LineRule, ...]
    captions: PatternRule
    longest_boilerplate: int
    separator: LineRule
    item: LineRule
    marker_alone: LineRule
    lines: LineShapes
    wrapping: Wrapping
    page_number: LineRule
    page_headers: PageHeaders
    listings: ListingRules


layout_rules = reader("layout", LayoutRules)  # the rules of data/layout.yaml, read once


# -- lines -------------------------------------------------------------------------------------------------------------

# A paragraph break inside a line: a form feed, what a tag was read as (\n), or in a long line two ideographic spaces or
# a space after an end mark. Both patterns begin with a set of characters, which re looks for fast.
_BREAKS = r"\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_HARD_BREAK = re.compile(rf"[{_BREAKS}][{_BREAKS}]*")
_SOFT_BREAK = re.compile(
    rf"[ \u3000\u00a0{_BREAKS}]"
    r"(?:(?<=[。！？!?：:”][ \u3000\u00a0])[ \u3000\u00a0]*(?=\S)|(?<=\u3000)\u3000+(?=\S)"
    rf"|(?<=[{_BREAKS}])[{_BREAKS}]*)"
)
# A line of Markdown that is nothing but pictures and links.
_LINK_LINE = re.compile(r"\s*(?:[-*+]\s+)?(?:!?\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)\s*)+(?=\r?\n|$)")
# The full stop of a sentence, not that of an enumerator (二.).
_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）》])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff“《（\r\n]|$)")
_STOP_AT_END = re.compile(r"(?<=[\u4e00-\u9fff”）》])(?<![一二三四五六七八九十])\.$")
_SET_ASIDE = ("contents", "note")  # kinds of line that are not said


class Line(msgspec.Struct, frozen=True):
    """A trimmed stretch between two breaks.

    ``text`` begins with the list number that the format wrote, which no anchor covers. ``indent``: it is indented;
    ``gap``: an empty line stood before it; ``meta``: it is not the speech; ``follows_comment``: a line stood before it
    that held nothing but what is set aside, such as <!--more-->.
    """

    text: str
    anchors: Anchors
    indent: bool
    gap: bool
    meta: bool
    mark: LineMark | None = None
    follows_comment: bool = False
    page: bool = False


def is_boilerplate(line: str) -> bool:
    """Return whether a trimmed line is not the speech, by the rules of data/layout.yaml."""
    rules = layout_rules()
    return len(line) <= rules.longest_boilerplate and any(
        (not rule.first or line[0] in rule.first) and rule.match(line) for rule in rules.boilerplate
    )


def lines_of(document: Document) -> Iterator[Line]:
    """Yield the document's lines that hold text, in order."""
    text = document.text
    shapes = layout_rules().lines
    start = document.source.front
    markdown = document.source.format == "md" or start > 0  # also pasted into a Word document or a web page
    full_stop = _full_stop(text)
    asides = asides_of(text, layout_rules().asides, markdown=markdown)
    marks = {mark.line: mark for mark in document.source.marks}
    rows: Mapping[int, TableRow] = {}
    if "|" in text or "\t" in text:  # most texts have no table, and start faster without
        from speechkit.layout.cells import cells_in, table_rows

        rows = table_rows(document)
    if start:
        yield Line(text[:start].rstrip(), ((0, 0),), indent=False, gap=True, meta=True)
    at, gap, follows_comment = 0, True, False
    starts = document.line_starts
    for number, line_start in enumerate(starts):
        line_end = starts[number + 1] if number + 1 < len(starts) else len(text)
        if line_end <= start:
            continue
        if markdown and (link := _LINK_LINE.match(text, max(line_start, start), line_end)):
            words = link[0].rstrip()
            yield Line(full_width(words), ((0, link.start()),), indent=False, gap=gap, meta=True)
            gap = True
            continue
        raw, anchors, at = without(text, max(line_start, start), line_end, asides, at)
        of_line = marks.get(number + 1)
        raw = raw.rstrip()
        if not raw:
            if text[line_start:line_end].strip():
                follows_comment = True
            else:
                gap = True
            continue
        row = rows.get(number + 1)
        if row and row.rule:
            continue  # |---|---|
        if _parts(raw):
            gap = True
            continue
        for stretch_start, stretch_end, mark in cells_in(raw, row) if row else ((0, len(raw), of_line),):
            for piece_start, piece_end, caption in _pieces(raw, stretch_start, stretch_end):
                piece = raw[piece_start:piece_end]
                body = piece.strip()
                if body:
                    lead = len(piece) - len(piece.lstrip())
                    kept, kept_anchors = cut(raw, anchors, piece_start + lead, piece_start + lead + len(body))
                    inner = piece_start > 0
                    line = Line(
                        text=full_stop.sub("。", full_width(kept)) if "." in kept else full_width(kept),
                        anchors=kept_anchors,
                        indent=inner or lead >= shapes.indent or "\u3000" in piece[:lead],
                        gap=gap or inner,
                        meta=caption or (mark is not None and mark.kind in _SET_ASIDE) or is_boilerplate(body),
                        mark=mark,
                        follows_comment=follows_comment and not gap,
                    )
                    if mark and mark.number:
                        yield _numbered(line, mark.number)
                        mark = replace(mark, number="")  # what follows a break inside the line has none
                    else:
                        yield line
                    gap = follows_comment = False


def _parts(raw: str) -> bool:
    """Whether a line is one of marks that part what stands above from what stands below."""
    separator, line = layout_rules().separator, raw.lstrip()
    return line[0] in separator.first and separator.match(line) is not None


def _full_stop(text: str) -> re.Pattern[str]:
    """What stands for 。: full stops at the ends of lines, in a text that was typed or scanned so all others too.

    Elsewhere one between two characters parts the names of a foreigner.
    """
    everywhere = "." in text and len(_STOP.findall(text)) > text.count("。")
    return _STOP if everywhere else _STOP_AT_END


def _numbered(line: Line, number: str) -> Line:
    """The line as if its list number were typed before it."""
    number = full_width(number) + " " * number[-1].isalnum()
    anchors = tuple((index + len(number), source) for index, source in line.anchors)
    return replace(line, text=number + line.text, anchors=anchors)


def _pieces(raw: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The stretches of ``raw[start:end]`` between the paragraph breaks inside it; whether each captions a picture."""
    long = end - start > layout_rules().lines.long
    for found in compiled(layout_rules().captions.pattern).finditer(raw, start, end) if "摄" in raw else ():
        yield from _between_breaks(raw, start, found.start(), long=long)
        yield found.start(), found.end(), True
        start = found.end()
    yield from _between_breaks(raw, start, end, long=long)


def _between_breaks(raw: str, start: int, end: int, *, long: bool) -> Iterator[tuple[int, int, bool]]:
    for found in (_SOFT_BREAK if long else _HARD_BREAK).finditer(raw, start, end):
        yield start, found.start(), False
        start = found.end()
    yield start, end, False
