"""The title of a speech: which line of the head it is, and how far it goes. The rules are in data/title.yaml."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

import msgspec

from speechkit.chars import plain
from speechkit.model import Document, Paragraph, Section, Span
from speechkit.rules import HereRule, reader

__all__ = ["title_of", "title_rules"]

_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("「", "」"))
_HEAD = 12  # paragraphs among which the title stands
_NOT_AT_END = "：，；、"
_NOT_AT_START = "的》”）」"
_SHORT = 12  # code points of the end of a title on a line of its own
_FILE_NAME = re.compile(r"\d{4}-\d\d-\d\d_(?=.)")  # as collections name their files


class TitleRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/title.yaml."""

    length: tuple[int, int]
    joined: int
    lines: int
    field: HereRule
    never: HereRule
    above: HereRule
    body: HereRule
    complete: HereRule
    ends: HereRule
    reported: HereRule


title_rules = reader("title", TitleRules)  # the rules of data/title.yaml, read once


def title_of(document: Document, paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> Span | None:
    """Return the speech's title: what its format or a field marks as such, else the first line that may be one.

    Such a line is short, ends no sentence and opens no section; it may go on over the next ones. What stands above
    titles is passed over: red heads, numbers of documents, the name of the body where the title says the rest.
    """
    marked = next((paragraph for paragraph in paragraphs if paragraph.is_title and not paragraph.meta), None)
    if marked:
        return _span(document, [marked])
    head = paragraphs[:_HEAD]
    for paragraph in head:
        if found := title_rules().field.match(paragraph.text):
            return _span(document, [paragraph], *found.span("title"))
    opens = sections[0].start if sections else -1
    lines = [paragraph for paragraph in head if not paragraph.meta]
    subtitled = {above.start for above, below in pairwise(head) if below.text.startswith("—")}
    for number, paragraph in enumerate(lines):
        if title_rules().above.match(paragraph.text) and paragraph.start != opens:
            continue
        if not _may_be_title(paragraph, opens):
            return None
        following = [line for line in lines[number + 1 : number + 2] if _may_be_title(line, opens)]
        if following and _stands_above(paragraph.text, following[0].text):
            continue
        return _span(document, _joined(lines[number : number + title_rules().lines], opens, subtitled))
    return None


def _may_be_title(paragraph: Paragraph, opens: int) -> bool:
    rules, text = title_rules(), paragraph.text
    shortest, longest = rules.length
    fits = shortest <= len(text) <= longest and text[-1] not in _NOT_AT_END
    return fits and not rules.never.match(text) and paragraph.start != opens


def _stands_above(text: str, below: str) -> bool:
    """Whether a line is none of the title, which begins below it."""
    rules = title_rules()
    if not rules.body.match(text) or below.startswith(("关于", "——", "（")):
        return False
    return rules.complete.match(below) is not None


def _joined(lines: Sequence[Paragraph], opens: int, subtitled: Container[int]) -> list[Paragraph]:
    """The first line and those on which the title goes on; below those at ``subtitled`` stands a subtitle."""
    rules = title_rules()
    taken = [lines[0]]
    text = lines[0].text
    for line in lines[1:]:
        opened = _is_open(text)
        if line.start == opens or len(text) + len(line.text) > rules.joined:
            break
        tail = line.text[0] in _NOT_AT_START and len(line.text) <= _SHORT
        couplet = line.start in subtitled and not any(map(rules.complete.match, (text, line.text)))
        goes_on = _may_be_title(line, opens) and (couplet or _goes_on(text, line.text))
        if not (opened or tail or goes_on) or plain(line.text) in plain(text):
            break
        taken.append(line)
        text += line.text
    return taken[:1] if _is_open(text) else taken


def _goes_on(text: str, below: str) -> bool:
    """Whether a title that has no end yet goes on with the line below it."""
    rules = title_rules()
    if text[-1] in "的和与及暨、" or rules.reported.match(text):
        return True
    if rules.complete.match(text):
        return False
    if rules.body.match(text) and below.startswith("关于"):
        return True
    broken = text.startswith(("在", "关于")) or "关于" in text
    return broken and rules.ends.match(below) is not None


def _is_open(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)


def _span(document: Document, lines: Sequence[Paragraph], start: int = 0, stop: int | None = None) -> Span:
    """The title that these paragraphs are, or the stretch of the only one; marks of Markdown are none of it."""
    text = lines[0].text
    if not start and (name := _FILE_NAME.match(text)):
        start = name.end()
    while start < len(text) and text[start] in "# \u3000":
        start += 1
    last = lines[-1]
    end = len(last.text) if stop is None else stop
    words = [
        line.read(document.text, start if line is lines[0] else 0, end if line is last else len(line.text))
        for line in lines
    ]
    first, after = lines[0].offset(start), last.offset(end - 1) + 1
    return Span(first, after, "".join(words), document.source.text[first:after])
