"""The frame of a paper, told by its place: fields before the speech; signature, glossary and licence after it.

A line alone does not tell these: 公有领域 is a licence only in a box at the end, a day is a signature only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from speechkit.chars import LINE_ENDS, SENTENCE_ENDS, ended
from speechkit.layout.lines import Line
from speechkit.rules import HereRule, PatternRule, reader

__all__ = ["set_frame_aside"]


class TailRule(HereRule, frozen=True, forbid_unknown_fields=True):
    """A line from which on nothing is said any more.

    ``needs`` stands in it or behind it; what is set aside takes at most ``share`` of the text, unless it is no longer
    than ``longest`` code points.
    """

    needs: PatternRule
    share: float
    longest: int


class FrameRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/frame.yaml."""

    field: HereRule
    fields: int
    masthead_lines: int
    masthead: HereRule
    name: HereRule
    signature_lines: int
    signed_on: HereRule
    signed_by: HereRule
    annexed: HereRule
    tails: tuple[TailRule, ...]


frame_rules = reader("frame", FrameRules)  # the rules of data/frame.yaml, read once


def set_frame_aside(lines: list[Line]) -> list[Line]:
    """Return the lines with those that frame the speech made meta."""
    lines = list(lines)
    for number in (*_front(lines), *_masthead(lines), *_tail(lines)):
        lines[number] = replace(lines[number], meta=True)
    for number in _signature(lines):
        lines[number] = replace(lines[number], meta=True)
    return lines


def _front(lines: Sequence[Line]) -> range:
    """The list of fields that the text begins with, and a heading above it."""
    rules = frame_rules()
    start = 0
    while start < len(lines) and lines[start].meta:
        start += 1
    first = start + (start < len(lines) and _is_heading(lines[start]))
    end = first
    while end < len(lines) and rules.field.match(lines[end].text):
        end += 1
    return range(start, end) if end - first >= rules.fields else range(0)


def _masthead(lines: Sequence[Line]) -> list[int]:
    """The lines below the title, before the speech begins, that say when and by whom it was made."""
    rules = frame_rules()
    found: list[int] = []
    above = 0  # lines that may be the title
    for number, line in enumerate(lines[: rules.masthead_lines]):
        if line.meta:
            continue
        if above and (rules.masthead.match(line.text) or _signs_above(lines, number, found)):
            found.append(number)
        elif ended(line.text, LINE_ENDS):
            break
        above += 1
    return found


def _signs_above(lines: Sequence[Line], number: int, found: Sequence[int]) -> bool:
    """Whether a line is the name of the speaker between a line of the masthead and the address (习近平)."""
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    framed = number > 0 and (lines[number - 1].meta or number - 1 in found)
    return framed and below.endswith("：") and frame_rules().name.match(lines[number].text) is not None


def _is_heading(line: Line) -> bool:
    return line.text[0] == "#" or (line.mark is not None and line.mark.heading > 0)


def _tail(lines: Sequence[Line]) -> range:
    """The lines from the first of a tail on."""
    whole = sum(len(line.text) for line in lines)
    behind = 0
    found = len(lines)
    text_behind = ""
    rules = frame_rules().tails
    longest = max(rule.share for rule in rules) * whole + max(rule.longest for rule in rules)
    for number in range(len(lines) - 1, 0, -1):
        text = lines[number].text
        behind += len(text)
        if behind > longest:
            break
        text_behind = text + text_behind
        for rule in rules:
            fits = behind <= rule.longest or behind <= rule.share * whole
            if fits and rule.match(text) and rule.needs.search(text_behind):
                found = number
    return range(found, len(lines))


def _signature(lines: Sequence[Line]) -> list[int]:
    """The day that the paper ends with, or that stands above what is annexed to it, and who signs above it."""
    rules = frame_rules()
    said = [number for number, line in enumerate(lines) if not line.meta]
    ends = [number for number, below in pairwise(said) if rules.annexed.match(lines[below].text)] + said[-1:]
    last = next((number for number in ends if rules.signed_on.match(lines[number].text)), 0)
    if last < rules.signature_lines:
        return []
    found = [last]
    for number in range(last - 1, last - 1 - rules.signature_lines, -1):
        line = lines[number]
        if line.meta or line.text[-1] in SENTENCE_ENDS or not rules.signed_by.match(line.text):
            break
        found.append(number)
    return found
