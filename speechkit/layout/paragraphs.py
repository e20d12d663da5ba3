"""Lines into paragraphs: hard wraps and sentences broken over lines are healed, headings stay on their own.

A paragraph keeps its own healed text for the grammar to read and anchors that lead every character of it back to the
source, so that nothing shifts an offset.
"""

from __future__ import annotations

import re

from speechkit.chars import LINE_ENDS, SENTENCE_ENDS, ended
from speechkit.layout.frame import set_frame_aside
from speechkit.layout.lines import Line, layout_rules, lines_of
from speechkit.layout.listings import mark_listings
from speechkit.layout.pages import mark_pages
from speechkit.model import Document, Paragraph

__all__ = ["paragraphs_of"]

_NO_START = "，。；、！？：）》”’"  # marks that no paragraph begins with
_NO_END = "的《“‘（"  # and what none ends with
_SENTENCE = re.compile(f"[{SENTENCE_ENDS}]")


def paragraphs_of(document: Document) -> tuple[Paragraph, ...]:
    """The document's paragraphs in order, those that are not the speech marked ``meta``."""
    lines = list(lines_of(document))
    if any(line.mark and line.mark.cell for line in lines):
        from speechkit.layout.duty import with_duties

        lines = with_duties(lines)
    width = _wrap_width(lines)
    lines = mark_pages(lines, paged=width > 0 or any(mark.page for mark in document.source.marks))
    lines = mark_listings(set_frame_aside(lines))
    paragraphs: list[Paragraph] = []
    open_lines: list[Line] = []
    turned = False  # a page ends in the middle of the paragraph
    for line in lines:
        if line.meta:
            # What belongs to a page may stand in the middle of a paragraph: keep it open only then.
            if not (line.page and open_lines and not ended(open_lines[-1].text, LINE_ENDS)):
                _close(paragraphs, open_lines)
            turned = bool(open_lines) and (turned or line.page)
            paragraphs.append(_join([line]))
            continue
        if open_lines and not (_goes_on(open_lines, line, width) or (turned and _goes_over(open_lines[-1], line))):
            _close(paragraphs, open_lines)
        turned = False
        open_lines.append(line)
    _close(paragraphs, open_lines)
    paragraphs.sort(key=lambda paragraph: paragraph.start)
    return tuple(paragraphs)


def _is_item(line: Line) -> bool:
    return layout_rules().item.match(line.text) is not None


def _close(paragraphs: list[Paragraph], lines: list[Line]) -> None:
    if lines:
        paragraphs.append(_join(lines))
        lines.clear()


def _width(text: str) -> int:
    """Columns, counted in full-width characters."""
    half = sum(map(text.count, " 0123456789."))
    return len(text) - half // 2


def _wrap_width(lines: list[Line]) -> int:
    """The column at which the text was hard-wrapped, or 0."""
    rules = layout_rules().wrapping
    beyond = 2 * (rules.widest + 1) + 10  # so many characters of any width are too wide for a wrapped line
    histogram: dict[int, int] = {}
    complete: dict[int, int] = {}  # those of the lines that a mark ends, as few of wrapped ones are
    total = 0
    for line in lines:
        if not line.meta and len(line.text) >= rules.shortest_line and not (line.mark and line.mark.cell):
            total += 1
            columns = _width(line.text[:beyond])
            histogram[columns] = histogram.get(columns, 0) + 1
            complete[columns] = complete.get(columns, 0) + ended(line.text, LINE_ENDS)
    if total < rules.fewest_lines:
        return 0
    best, at = 0, 0
    for columns in range(rules.narrowest, rules.widest + 1):
        near = sum(histogram.get(columns - back, 0) for back in range(rules.slack + 1))
        if near >= best:
            best, at = near, columns
    if sum(complete.get(at - back, 0) for back in range(rules.slack + 1)) > rules.complete * best:
        return 0
    longer = sum(count for columns, count in histogram.items() if columns > at + rules.slack)
    return at if best >= rules.share * total and longer <= rules.longer * total else 0


def _goes_on(before: list[Line], line: Line, width: int) -> bool:
    """Whether ``line`` continues the paragraph that ``before`` began."""
    rules, last = layout_rules(), before[-1]
    complete = ended(last.text, LINE_ENDS)
    if last.mark or line.mark:
        marked = [each.mark for each in (last, line) if each.mark]
        titles = sum(mark.kind == "title" for mark in marked)
        if titles or any(mark.heading or mark.cell or mark.kind == "heading" for mark in marked):
            return titles == 2  # a title may take two lines
        if line.mark and line.mark.number:
            return False
    if rules.marker_alone.match(last.text):
        return not _is_item(line)
    if line.follows_comment:
        return not complete
    if width:
        full = _width(last.text) >= width - rules.wrapping.slack
        if line.gap and (complete or not full):
            return False
        if complete:
            return full and not line.indent and not _is_item(line)
        if _is_item(line) and _is_item(before[0]) and not _SENTENCE.search(last.text):
            return False  # one short heading after another
        if full:
            return not line.indent or len(before) > 1 or not _is_item(line)
        # A short line without an end mark: a heading or a name, unless a paragraph is under way.
        return (
            not line.indent and len(before) > 1 and not (_is_item(before[0]) and not _SENTENCE.search(before[0].text))
        )
    if line.gap or complete:
        return False
    if line.indent or _is_item(line):
        return False
    if line.text[0] in _NO_START or (last.text[-1] in _NO_END and not last.text.endswith("目的")):  # broken at a link
        return True
    # The line broken in mid-sentence: it ends without an end mark, and it is no heading, being too long or prose.
    prose = len(last.text) > rules.wrapping.longest_heading and "，" in last.text and not _is_item(last)
    return last.text[-1] in "，、" or prose or _SENTENCE.search(last.text) is not None


def _goes_over(last: Line, line: Line) -> bool:
    """Whether a sentence that no mark ends goes on on the next page: not so a heading, nor before an item."""
    prose = "，" in last.text or _SENTENCE.search(last.text) is not None or line.text[0] in _NO_START
    marks = [each.mark for each in (last, line) if each.mark]
    return prose and not _is_item(line) and not any(mark.heading or mark.cell or mark.kind for mark in marks)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_name(text: str) -> bool:
    """Whether a line is an enumerator with no mark behind it (第三条): a blank parts it from its title."""
    return text[-1].isalnum() and text[0] == "第" and layout_rules().marker_alone.match(text) is not None


def _join(lines: list[Line]) -> Paragraph:
    first = lines[0]
    if len(lines) == 1:
        text, anchors = first.text, first.anchors
    else:
        parts: list[str] = []
        joined: list[tuple[int, int]] = []
        length = 0
        for line in lines:
            if parts and ((_is_letter(parts[-1][-1]) and _is_letter(line.text[0])) or _is_name(parts[-1])):
                parts.append(" ")
                joined.append((length, line.anchors[0][1] - 1))
                length += 1
            joined += [(length + index, source) for index, source in line.anchors]
            parts.append(line.text)
            length += len(line.text)
        text, anchors = "".join(parts), tuple(joined)
    at, source = anchors[-1]
    return Paragraph(
        start=anchors[0][1],
        end=source + len(text) - at,
        text=text,
        anchors=anchors,
        meta=first.meta,
        gap=first.gap,
        mark=first.mark,
    )
