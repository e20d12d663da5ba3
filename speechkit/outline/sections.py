"""The items that were chosen as sections: numbered, titled and nested; and the title of the speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

from speechkit.chars import LINE_ENDS, UNIT_ENDS, ended, heading_end
from speechkit.model import DASH, UNNUMBERED, Document, Paragraph, Section, Warning
from speechkit.outline.candidates import candidates_of
from speechkit.outline.rules import numbering
from speechkit.outline.search import Step, read_lists

__all__ = ["outline_of"]

_UNIT_END = re.compile(f"[{UNIT_ENDS}]")


def outline_of(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[tuple[Section, ...], tuple[Warning, ...]]:
    """Return the sections in reading order, and what is odd about their numbers."""
    last = next((paragraph.text for paragraph in reversed(paragraphs) if not paragraph.meta), "")
    cut_off = bool(last) and not ended(last, LINE_ENDS) and last[-1] != "）"
    candidates, annexed = candidates_of(paragraphs)
    steps = read_lists(candidates, cut_off=cut_off)
    if not steps:
        return (), (Warning("no-outline", "no numbered points and no headings were found"),)
    end = len(document.text) if annexed is None else annexed
    return _sections(document, paragraphs, steps, end), _warnings(steps)


def _sections(
    document: Document, paragraphs: Sequence[Paragraph], steps: Sequence[Step], end_of_text: int
) -> tuple[Section, ...]:
    ends = _ends(steps, end_of_text)
    introduction = _introduction(steps)
    introduced = 0  # top-level items of an introduction so far
    numbers: list[int] = []
    ids: list[str] = []
    sections: list[Section] = []
    for at, step in enumerate(steps):
        depth, candidate = step.depth, step.candidate
        del numbers[depth + 1 :]
        if len(numbers) == depth:
            numbers.append(0)
        del ids[depth:]
        if depth:
            numbers[depth] += 1
            section_id = f"{ids[-1]}.{numbers[depth]}"
        elif at in introduction:
            introduced += 1
            section_id = f"0.{introduced}"
        else:
            numbers[0] += 1
            section_id = str(numbers[0])
        paragraph = paragraphs[candidate.paragraph]
        following = steps[at + 1].candidate if at + 1 < len(steps) else None
        stop = following.at if following and following.paragraph == candidate.paragraph else len(paragraph.text)
        start, end, after = _title(paragraph.text, candidate.end, stop, whole_line=candidate.at == 0)
        sections.append(
            Section(
                id=section_id,
                marker=_marker(paragraph.read(document.source.text, candidate.at, candidate.end), candidate.rule.id),
                series=candidate.rule.id,
                ordinal=candidate.ordinal,
                level=depth + 1,
                title=paragraph.read(document.text, start, end),
                start=candidate.start,
                end=ends[at],
                parent=ids[-1] if ids else None,
                source_title=paragraph.read(document.source.text, start, end),
                body=min(paragraph.offset(after), ends[at]),
                line=document.line(candidate.start),
            )
        )
        ids.append(section_id)
    return tuple(sections)


def _marker(written: str, rule: str) -> str:
    """The marker of a section: as it is written, but for hyphens and stars, which Markdown has for one and the same."""
    written = written.strip()
    return DASH if rule in ("dash", "bullet") and written.isascii() else written or UNNUMBERED


def _introduction(steps: Sequence[Step]) -> set[int]:
    """The top-level items of lists before the speech's own points: 一是…二是 of the review before 一、二、."""
    lists: list[list[int]] = []
    family = ""
    for at, step in enumerate(steps):
        rule = step.candidate.rule
        if step.depth or rule.numeral == "none":
            continue
        carries_on = rule.family == family or rule.family in numbering().carries_on.get(family, ())
        if not carries_on or step.number == 1:
            lists.append([])
            family = rule.family
        lists[-1].append(at)
    ranks = [min(steps[at].candidate.rule.rank for at in each) for each in lists]
    points = min((rank for rank, each in zip(ranks, lists, strict=True) if len(each) > 1), default=None)
    if points is None:
        return set()
    return {at for each in lists[: ranks.index(points)] for at in each}


def _ends(steps: Sequence[Step], length: int) -> list[int]:
    """Where each section ends: at the next one of the same or a higher level, or with the text, annexes apart."""
    ends = [length] * len(steps)
    open_steps: list[int] = []
    for at, step in enumerate(steps):
        while open_steps and steps[open_steps[-1]].depth >= step.depth:
            ends[open_steps.pop()] = step.candidate.start
        open_steps.append(at)
    return ends


def _title(text: str, start: int, stop: int, *, whole_line: bool) -> tuple[int, int, int]:
    """Start and end of the title in a paragraph's text, and where what follows it starts."""
    found = _UNIT_END.search(text, start, stop)
    end = found.start() if found else stop
    after = found.end() if found else stop
    if text[0] in "【〖" and (closing := text.find("】〗"["【〖".index(text[0])], start, end)) >= 0:
        return max(start, 1), closing, closing + 1
    if whole_line and (glued := heading_end(text, start)) and glued < stop:
        end = after = glued
    while start < end and text[start] in " \u3000，、：":
        start += 1
    while end > start and text[end - 1] in " \u3000，、；：" and not (whole_line and end == len(text)):
        end -= 1
    return start, end, after


_HEADING_RANK = 3  # series of this rank or above head sections: where such a list starts anew, the reader should know


def _warnings(steps: Sequence[Step]) -> tuple[Warning, ...]:
    found: list[Warning] = []
    before: list[Step] = []  # the last item at each depth, inside the same parent
    for step in steps:
        beside = before[step.depth] if step.depth < len(before) else None
        odd = _oddity(step, beside)
        if odd:
            start = step.candidate.start
            found.append(Warning(*odd, start, start + step.candidate.end - step.candidate.at))
        before[step.depth :] = [step]
    return tuple(found)


def _oddity(step: Step, beside: Step | None) -> tuple[str, str] | None:
    """The code and the message of what is odd about an item's number; ``beside`` is the item before it, if any."""
    number, expected, rule = step.number, step.expected, step.candidate.rule
    if number is None or step.candidate.inserted:
        return None
    if rule.misread:
        return "numbering-misread", f"an enumerator looks misread: it is taken as number {number} of {rule.family}"
    if number == expected:
        again = expected == 1 and beside is not None and beside.candidate.rule.family == rule.family
        if again and rule.rank <= _HEADING_RANK and step.candidate.place == "line":
            return "numbering-restart", f"the series {rule.id} starts anew"
        return None
    if number < expected:
        return None if rule.repeats is not None else ("numbering-repeat", f"number {number} of {rule.id} stands twice")
    if expected == 1:
        return "numbering-start", f"a list of the series {rule.id} starts at {number}"
    return "numbering-gap", f"the series {rule.id} goes from {expected - 1} to {number}"
