"""What the head of a speech says of itself: its occasion, who speaks, and a title where no line of its own is one.

The rules are in data/masthead.yaml. What they do not find stays unknown: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from speechkit.model import Document, Paragraph, Quote
from speechkit.rules import PatternRule, Rule, WordList, compiled, reader

__all__ = ["Masthead", "MastheadRule", "masthead_of", "masthead_rules"]

_LONGEST_TITLE = 120  # code points
_PARAGRAPHS = 4  # of prose in which the occasion is looked for
_LINES = 60  # that are looked at in all
_OPENING = 400  # code points of a paragraph of prose

Found = Literal["title", "occasion", "speaker"]


class MastheadRule(Rule, frozen=True, forbid_unknown_fields=True):
    """One way in which a masthead says something; data/masthead.yaml says what the fields mean."""

    of: Found
    where: Literal["line", "prose"]
    pattern: str
    near: str = ""

    def search(self, text: str) -> re.Match[str] | None:
        """Where ``text`` says it; the group that is named as ``of`` holds it."""
        if self.near and not any(word in text for word in self.near.split()):
            return None
        found = compiled(self.pattern).finditer(text)
        return next((match for match in found if _is_name(match.groupdict().get("name"))), None)


class MastheadRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/masthead.yaml."""

    surnames: str
    lead_in: PatternRule
    rules: tuple[MastheadRule, ...]


class Masthead(msgspec.Struct, frozen=True):
    """What is said of a speech before it begins, quoted; null where it is not said."""

    title: Quote | None = None
    occasion: Quote | None = None
    speaker: Quote | None = None


class _Line(msgspec.Struct, frozen=True):
    """A line of the head: ``text`` stands at ``at`` in its paragraph's."""

    paragraph: Paragraph
    at: int
    text: str
    prose: bool


masthead_rules = reader("masthead", MastheadRules)  # the rules of data/masthead.yaml, read once


def masthead_of(document: Document, paragraphs: Sequence[Paragraph]) -> Masthead:
    """What the first lines of the document say of the speech."""
    lines = list(_head(paragraphs))
    found: dict[Found, Quote] = {}
    for rule in masthead_rules().rules:
        if rule.of in found:
            continue
        for line in lines:
            if line.prose == (rule.where == "prose") and (match := rule.search(line.text)):
                found[rule.of] = _quote(document, line, *match.span(rule.of))
                break
    return Masthead(**found)


def _head(paragraphs: Sequence[Paragraph]) -> Iterator[_Line]:
    """The lines before the first paragraph of prose, and what the first paragraphs of prose begin with."""
    prose = count = 0
    for paragraph in paragraphs:
        at = 0
        for text in paragraph.text.split("\n"):
            is_prose = not paragraph.meta and _is_prose(text)
            if is_prose or not prose:
                yield _Line(paragraph, at, text[:_OPENING], is_prose)
                count += 1
            if is_prose and not masthead_rules().lead_in.search(text):
                prose += 1
            at += len(text) + 1
        if prose == _PARAGRAPHS or count > _LINES:
            return


def _is_prose(text: str) -> bool:
    """Whether a sentence ends in the text, or it is too long for a title."""
    return len(text) > _LONGEST_TITLE or any(mark in text for mark in "。！？；")


def _quote(document: Document, line: _Line, start: int, end: int) -> Quote:
    paragraph, at = line.paragraph, line.at
    first, last = paragraph.offset(at + start), paragraph.offset(at + end - 1) + 1
    return Quote(
        first,
        last,
        paragraph.read(document.text, at + start, at + end),
        document.source.text[first:last],
        document.line(first),
    )


def _is_name(word: str | None) -> bool:
    """Whether a word begins with a surname; true of none at all."""
    return word is None or _surnames().at(word, 0) > 0


@cache
def _surnames() -> WordList:
    return WordList(masthead_rules().surnames.split())
