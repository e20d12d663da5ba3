"""The lines of a document as the grammar should read them: annotations set aside, boilerplate marked.

What is set aside (data/layout.yaml) is only left out of ``Line.text``; anchors lead every character back to the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from speechkit.model import Document
from speechkit.rules import Examples, compiled, load_rules

Anchors = tuple[tuple[int, int], ...]

# One character for one: the grammar reads ASCII, full-width and Taiwan punctuation alike.
_PUNCTUATION = str.maketrans(
    ",:;!?()［］﹙﹚．「」『』〝〞｢｣０１２３４５６７８９\u00a0\t﹕﹐﹔﹖﹗︰∶",
    "，：；！？（）[]（）.“”‘’“”“”0123456789  ：，；？！：：",
)
# A paragraph break inside a line: a form feed, or in a long line two ideographic spaces or a space after an end mark.
_HARD_BREAK = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SOFT_BREAK = re.compile(
    r"(?<=[。！？!?：:”])[ \u3000\u00a0]+(?=\S)|\u3000{2,}(?=\S)|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+"
)
_LONG_LINE = 200
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+")
# Compiled where a Markdown file is read: it would show in the time to start.
_MARKDOWN = (
    r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)|\*\*|!?\[(?=[^\]\n]{0,200}\]\([^)\n]{0,500}\))|(?<=.)\]\([^)\n]{0,500}\)"
)
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(?:(?!\1).*\r?\n)*?\1[ \t]*(?:\r?\n|$)")
_DIGITS = re.compile(r"[\d\s]+")
# A page header recurs at least this often; digits apart, its text is the same each time.
_HEADER_REPEATS = 3
_HEADER_LENGTH = 40


class Aside(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"reads_as": "as"}):
    """What is set aside, and what the grammar reads in its place."""

    id: str
    pattern: str
    source: str
    examples: Examples
    reads_as: str = ""


class LineRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of line that is not part of the speech."""

    id: str
    pattern: str
    source: str
    examples: Examples


class LayoutRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/layout.yaml."""

    asides: tuple[Aside, ...]
    boilerplate: tuple[LineRule, ...]


class Line(NamedTuple):
    """A trimmed stretch between two breaks. ``gap``: an empty line, or none of its text, stood before it."""

    text: str
    anchors: Anchors
    indent: bool
    gap: bool
    meta: bool
    heading: bool


@cache
def layout_rules() -> LayoutRules:
    """The rules of data/layout.yaml, read once."""
    return load_rules("layout", LayoutRules)


@cache
def _aside_pattern() -> re.Pattern[str]:
    # A group per rule whose replacement is not empty tells which rule matched.
    parts = [f"(?P<{rule.id.replace('-', '_')}>{rule.pattern})" for rule in layout_rules().asides]
    return compiled("|".join(parts))


@cache
def _aside_readings() -> dict[str, str]:
    return {rule.id.replace("-", "_"): rule.reads_as for rule in layout_rules().asides}


@cache
def _boilerplate_pattern() -> re.Pattern[str]:
    return compiled("|".join(f"(?:{rule.pattern})" for rule in layout_rules().boilerplate))


def _reading(match: re.Match[str]) -> str:
    """What the grammar reads in place of an aside: at most one character, or a line break."""
    reads_as = _aside_readings()[match.lastgroup or ""]
    if reads_as == "newline":
        return "\n"
    if reads_as == "unescape":
        code = re.search(r"U\+([0-9A-F]+)", match[0])
        if code:
            number = int(code[1], 16)
            return chr(number) if number < 0x110000 else ""
        import html

        decoded = html.unescape(match[0])
        return decoded if len(decoded) == 1 else ""
    return ""


def _asides(text: str, markdown: bool) -> list[tuple[int, int, str]]:
    """(start, end, reading) of everything set aside, in order."""
    found = [(m.start(), m.end(), _reading(m)) for m in _aside_pattern().finditer(text)]
    if markdown:
        ends = [(m.start(), m.end(), "") for m in compiled(_MARKDOWN).finditer(text)]
        if ends:
            merged: list[tuple[int, int, str]] = []
            for aside in sorted(found + ends):
                if not merged or aside[0] >= merged[-1][1]:
                    merged.append(aside)
            return merged
    return found


def _pieces(text: str, start: int, end: int, asides: list[tuple[int, int, str]], at: int) -> tuple[str, Anchors, int]:
    """``text[start:end]`` without the asides; the anchors of what is left; the first aside not used up."""
    while at < len(asides) and asides[at][1] <= start:
        at += 1
    if at == len(asides) or asides[at][0] >= end:
        return text[start:end], ((0, start),), at
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length, position = 0, start
    while at < len(asides) and asides[at][0] < end:
        a, b, reading = asides[at]
        if a > position:
            anchors.append((length, position))
            parts.append(text[position:a])
            length += a - position
        if reading:
            anchors.append((length, max(a, start)))
            parts.append(reading)
            length += 1
        position = max(position, b)
        if b > end:
            break
        at += 1
    if position < end:
        anchors.append((length, position))
        parts.append(text[position:end])
    return "".join(parts), tuple(anchors), at


def cut(text: str, anchors: Anchors, start: int, end: int) -> tuple[str, Anchors]:
    """The part of a text from ``start`` to ``end``, with its anchors counted anew."""
    if len(anchors) == 1:
        return text[start:end], ((0, anchors[0][1] + start - anchors[0][0]),)
    kept: list[tuple[int, int]] = []
    for index, source in anchors:
        if index >= end:
            break
        if index <= start:
            kept = [(0, source + start - index)]
        else:
            kept.append((index - start, source))
    return text[start:end], tuple(kept)


def lines_of(document: Document) -> Iterator[Line]:
    """The document's lines that hold text, in order."""
    text = document.text
    markdown = document.source.format == "md"
    asides = _asides(text, markdown)
    start = 0
    front = _FRONT_MATTER.match(text)
    if front:
        yield Line(text[: front.end()].rstrip(), ((0, 0),), False, True, True, False)
        start = front.end()
    at, gap = 0, True
    starts = document.line_starts
    for number, line_start in enumerate(starts):
        line_end = starts[number + 1] if number + 1 < len(starts) else len(text)
        if line_end <= start:
            continue
        raw, anchors, at = _pieces(text, max(line_start, start), line_end, asides, at)
        heading = markdown and _MARKDOWN_HEADING.match(text, line_start) is not None
        stripped = raw.strip()
        if not stripped:
            # A line that held nothing but an annotation is no paragraph break: <!--more--> stands in mid-sentence.
            gap = gap or not text[line_start:line_end].strip()
            continue
        pattern = _SOFT_BREAK if len(raw) > _LONG_LINE else _HARD_BREAK
        position = 0
        for stop, after in [*((m.start(), m.end()) for m in pattern.finditer(raw)), (len(raw), len(raw))]:
            for piece_start, piece_end in _split_breaks(raw, position, stop):
                piece = raw[piece_start:piece_end]
                body = piece.strip()
                if body:
                    lead = piece_start + len(piece) - len(piece.lstrip())
                    kept, kept_anchors = cut(raw, anchors, lead, lead + len(body))
                    indent = piece_start > 0 or raw[:lead].count("\u3000") > 0 or lead >= 2
                    meta = len(body) <= 120 and _boilerplate_pattern().match(body) is not None
                    yield Line(
                        kept.translate(_PUNCTUATION), kept_anchors, indent, gap or piece_start > 0, meta, heading
                    )
                    gap = False
            position = after


def _split_breaks(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between the line breaks that tags were read as."""
    while True:
        stop = raw.find("\n", start, end)
        # The line's own end is at the end of raw; only breaks inside count.
        if stop < 0 or stop >= len(raw.rstrip()):
            yield start, end
            return
        yield start, stop
        start = stop + 1


def mark_page_headers(lines: list[Line]) -> list[Line]:
    """Short lines that recur page after page, numbers apart, are page headers: meta."""
    counts = Counter(
        _DIGITS.sub("", line.text) for line in lines if len(line.text) <= _HEADER_LENGTH and _DIGITS.search(line.text)
    )
    repeated = {
        key
        for key, count in counts.items()
        if count >= _HEADER_REPEATS and len(key) > 2 and key[-1] not in "。！？；，："
    }
    if not repeated:
        return lines
    return [
        line._replace(meta=True)
        if not line.meta and len(line.text) <= _HEADER_LENGTH and _DIGITS.sub("", line.text) in repeated
        else line
        for line in lines
    ]
