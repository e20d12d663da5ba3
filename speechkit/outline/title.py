"""The title of a speech: which line of the head it is, and how far it goes. The rules are in data/title.yaml."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from speechkit.model import Document, Paragraph, Section, Span
from speechkit.rules import HereRule, reader

__all__ = ["title_of", "title_rules"]

_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("「", "」"))
_HEAD = 12  # paragraphs among which the title stands
_NOT_AT_END = "：，；、"


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
    for number, paragraph in enumerate(lines):
        if not _may_be_title(paragraph, opens):
            return None
        following = [line for line in lines[number + 1 : number + 2] if _may_be_title(line, opens)]
        if following and _stands_above(paragraph.text, following[0].text):
            continue
        return _span(document, _joined(lines[number : number + title_rules().lines], opens))
    return None


def _may_be_title(paragraph: Paragraph, opens: int) -> bool:
    rules, text = title_rules(), paragraph.text
    shortest, longest = rules.length
    fits = shortest <= len(text) <= longest and text[-1] not in _NOT_AT_END
    return fits and not rules.never.match(text) and paragraph.start != opens


def _stands_above(text: str, below: str) -> bool:
    """Whether a line is none of the title, which begins below it."""
    rules = title_rules()
    if rules.above.match(text):
        return True
    if not rules.body.match(text) or below.startswith(("关于", "——", "（")):
        return False
    return rules.complete.match(below) is not None


def _joined(lines: Sequence[Paragraph], opens: int) -> list[Paragraph]:
    """The first line and those on which the title goes on."""
    rules = title_rules()
    taken = [lines[0]]
    text = lines[0].text
    for line in lines[1:]:
        opened = _is_open(text)
        if line.start == opens or len(text) + len(line.text) > rules.joined:
            break
        if not opened and not (_may_be_title(line, opens) and _goes_on(text, line.text)):
            break
        taken.append(line)
        text += line.text
    return taken[:1] if _is_open(text) else taken


def _goes_on(text: str, below: str) -> bool:
    """Whether a title that has no end yet goes on with the line below it."""
    rules = title_rules()
    if text[-1] in "的和与及暨、":
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
