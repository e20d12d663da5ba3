"""What is set aside: annotations, markup and junk stay in the source, but the grammar does not read them."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

import msgspec

from speechkit.rules import PatternRule, compiled

__all__ = ["Anchors", "Aside", "AsideRule", "asides_of", "cut", "without"]

Anchors = tuple[tuple[int, int], ...]  # (offset in a text, offset in the source) of each stretch continuous in both


class AsideRule(PatternRule, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"reads_as": "as"}):
    """What is set aside, and what the grammar reads in its place; ``needs`` are characters that such a text holds."""

    needs: str
    reads_as: str = ""


class Aside(msgspec.Struct, frozen=True, order=True, gc=False):
    """A stretch of the source that is set aside, and what the grammar reads in its place: a character at most."""

    start: int
    end: int
    reading: str


# Compiled where a Markdown file is read: it would show in the time to start.
_MARKDOWN = (
    r"(?m)^[ \t]*(?:#{1,6}[ \t]+|#{2,6}(?=[^#\s])|#(?=[（(一二三四五六七八九十第])|(?:>[ \t]?){1,4})"
    r"|(?<![ \t])[ \t]{1,20}#{1,6}[ \t]{0,20}$|[ \t]{1,4}\{[#.][^}\n]{1,40}\}[ \t]{0,20}$|\*{2,3}|(?<!_)__(?!_)|`{1,3}"
    r"|\\(?=[.()#*_+!-])|(?<=[-*+.] )\[[ xX]\][ \t]|\[\^\w{1,10}\]:?"
    r"|!?\[(?=[^\]\n]{0,200}\]\([^)\n]{0,500}\))|(?<=.)\]\([^)\n]{0,500}\)"
)
_EMPHASIS = r"(?<![*0-9A-Za-z\\])\*(?=[\w“《（])[^*\n]{1,80}(?<=[\w”》）。！])\*(?![*0-9A-Za-z])"


def asides_of(text: str, rules: Sequence[AsideRule], *, markdown: bool) -> list[Aside]:
    """Return everything in ``text`` that is set aside, in order and apart from each other.

    ``markdown``: the marks of Markdown are set aside too.
    """
    reads_as = {rule.id.replace("-", "_"): rule for rule in rules if any(map(text.__contains__, rule.needs))}
    found: list[Aside] = []
    if reads_as:  # one pattern for all; the group that matched tells the rule
        pattern = compiled("|".join(f"(?P<{group}>{rule.pattern})" for group, rule in reads_as.items()))
        found = [
            Aside(match.start(), match.end(), _reading(match, reads_as[match.lastgroup or ""].reads_as))
            for match in pattern.finditer(text)
        ]
    if markdown:
        marks = [Aside(match.start(), match.end(), "") for match in compiled(_MARKDOWN).finditer(text)]
        for match in compiled(_EMPHASIS).finditer(text) if "*" in text else ():
            marks += [Aside(at, at + 1, "") for at in (match.start(), match.end() - 1)]
        if marks:
            merged: list[Aside] = []
            for aside in sorted(found + marks):
                if not merged or aside.start >= merged[-1].end:
                    merged.append(aside)
            return merged
    return found


def _reading(match: re.Match[str], reads_as: str) -> str:
    """What the grammar reads in place of an aside: at most one character, or a line break."""
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


def without(text: str, start: int, end: int, asides: Sequence[Aside], at: int) -> tuple[str, Anchors, int]:
    """Return ``text[start:end]`` without the asides, the anchors of what is left, and the first aside not used up.

    ``at`` is the first aside that may matter.
    """
    while at < len(asides) and asides[at].end <= start:
        at += 1
    if at == len(asides) or asides[at].start >= end:
        return text[start:end], ((0, start),), at
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length, position = 0, start
    while at < len(asides) and asides[at].start < end:
        aside = asides[at]
        if aside.start > position:
            anchors.append((length, position))
            parts.append(text[position : aside.start])
            length += aside.start - position
        if aside.reading:
            anchors.append((length, max(aside.start, start)))
            parts.append(aside.reading)
            length += 1
        position = max(position, aside.end)
        if aside.end > end:
            break
        at += 1
    if position < end:
        anchors.append((length, position))
        parts.append(text[position:end])
    return "".join(parts), tuple(anchors), at


def cut(text: str, anchors: Anchors, start: int, end: int) -> tuple[str, Anchors]:
    """Return the part of a text from ``start`` to ``end``, with its anchors counted anew."""
    if len(anchors) == 1:
        return text[start:end], ((0, anchors[0][1] + start - anchors[0][0]),)
    first = bisect_right(anchors, (start, sys.maxsize)) - 1
    index, source = anchors[first]
    kept = [(0, source + start - index)]
    for index, source in islice(anchors, first + 1, None):
        if index >= end:
            break
        kept.append((index - start, source))
    return text[start:end], tuple(kept)
