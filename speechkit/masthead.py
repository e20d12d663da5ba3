"""What the head of a speech says of itself: its occasion, who speaks, and a title where no line of its own is one.

The rules are in data/masthead.yaml. What they do not find stays unknown: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, TypeAlias

import msgspec

from speechkit.chars import UNIT_ENDS
from speechkit.model import Document, Masthead, Paragraph, Quote, Span
from speechkit.rules import PatternRule, Rule, WordList, compiled, reader

__all__ = ["MastheadRule", "masthead_of", "masthead_rules", "title_of_file"]

MastheadField: TypeAlias = Literal["title", "occasion", "speaker"]


class MastheadRule(Rule, frozen=True, forbid_unknown_fields=True):
    """One way in which a masthead says something; data/masthead.yaml says what the fields mean."""

    of: MastheadField
    where: Literal["line", "prose"]
    pattern: str
    near: tuple[str, ...] = ()

    def search(self, text: str) -> re.Match[str] | None:
        """Return where ``text`` says it, None where it does not; the group that is named as ``of`` holds it."""
        if self.near and not any(word in text for word in self.near):
            return None
        found = compiled(self.pattern).finditer(text)
        return next((match for match in found if _may_be_name(match.groupdict().get("name"))), None)


class MastheadRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/masthead.yaml."""

    lines: int
    longest_title: int
    prose_paragraphs: int
    prose_opening: int
    surnames: tuple[str, ...]
    lead_in: PatternRule
    file_title: PatternRule
    file_author: PatternRule
    rules: tuple[MastheadRule, ...]


masthead_rules = reader("masthead", MastheadRules)  # the rules of data/masthead.yaml, read once


def masthead_of(document: Document, paragraphs: Sequence[Paragraph]) -> Masthead:
    """Return what the first lines of a document say of the speech: of each field, what the first rule finds.

    Where they name no speaker it is the author that the file names, if that may be a person: an empty quotation.
    """
    lines = list(_head_lines(paragraphs))
    found: dict[MastheadField, Quote] = {}
    for rule in masthead_rules().rules:
        if rule.of in found:
            continue
        for line in lines:
            if line.prose == (rule.where == "prose") and (match := rule.search(line.text)):
                found[rule.of] = _quote(document, line, *match.span(rule.of))
                break
    if "speaker" not in found and (author := document.source.properties.author):
        match = masthead_rules().file_author.search(author)
        if match and _may_be_name(match["name"]):
            found["speaker"] = Quote(0, 0, author, "", 1)
    return Masthead(**found)


def title_of_file(document: Document) -> Span | None:
    """Return the title that the properties of the file give, which is nowhere in the text: an empty span of it."""
    title = document.source.properties.title.strip()
    return Span(0, 0, title, "") if masthead_rules().file_title.search(title) else None


class _HeadLine(msgspec.Struct, frozen=True):
    """A line of the head, or what a paragraph of prose begins with; ``text`` stands at ``at`` in its paragraph's."""

    paragraph: Paragraph
    at: int
    text: str
    prose: bool


def _head_lines(paragraphs: Sequence[Paragraph]) -> Iterator[_HeadLine]:
    """The lines before the first paragraph of prose, and what the first paragraphs of prose begin with."""
    rules = masthead_rules()
    prose = count = 0
    for paragraph in paragraphs:
        at = 0
        for text in paragraph.text.split("\n"):
            is_prose = not paragraph.meta and _is_prose(text)
            if is_prose or not prose:
                yield _HeadLine(paragraph, at, text[: rules.prose_opening], is_prose)
                count += 1
            if is_prose and not rules.lead_in.search(text):
                prose += 1
            at += len(text) + 1
        if prose == rules.prose_paragraphs or count > rules.lines:
            return


def _is_prose(text: str) -> bool:
    """Whether a sentence ends in the text, or it is too long for a title."""
    return len(text) > masthead_rules().longest_title or any(mark in text for mark in UNIT_ENDS)


def _quote(document: Document, line: _HeadLine, start: int, end: int) -> Quote:
    """What stands at ``line.text[start:end]``, with the line of the source."""
    paragraph, at = line.paragraph, line.at
    first, last = paragraph.offset(at + start), paragraph.offset(at + end - 1) + 1
    return Quote(
        first,
        last,
        paragraph.read(document.text, at + start, at + end),
        document.source.text[first:last],
        document.line(first),
    )


def _may_be_name(words: str | None) -> bool:
    """Whether the group ``name`` of a match begins with a surname; true where the pattern has no such group."""
    return words is None or _surnames().at(words, 0) > 0


@cache
def _surnames() -> WordList:
    return WordList(masthead_rules().surnames)
