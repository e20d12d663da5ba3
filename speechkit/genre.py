"""What kind of paper a text is: a speech, a report, news, minutes … The rules are in data/genre.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from speechkit.chars import LINE_ENDS, ended
from speechkit.model import Genre, Paragraph, Role, Span
from speechkit.rules import PatternRule, reader

__all__ = ["GenreRule", "genre_of", "genre_rules"]


class GenreRule(PatternRule, frozen=True, forbid_unknown_fields=True):
    """One sign of a genre, in the title or in one of the first paragraphs."""

    genre: Genre
    where: Literal["title", "head"]


class GenreRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/genre.yaml."""

    paragraphs: int
    longest: int
    least: int
    rules: tuple[GenreRule, ...]


genre_rules = reader("genre", GenreRules)  # the rules of data/genre.yaml, read once


def genre_of(title: Span | None, paragraphs: Sequence[Paragraph], roles: Sequence[Role]) -> Genre:
    """Return the genre of a text by its title, its first paragraphs and the roles of its units.

    >>> genre_of(Span(0, 9, "县政府常务会议纪要", "县政府常务会议纪要"), (), ())
    'minutes'
    """
    rules = genre_rules()
    head = [
        paragraph.text[: rules.longest]
        for paragraph in paragraphs[: rules.paragraphs]
        if title is None or paragraph.end <= title.start or paragraph.start >= title.end
    ]
    named = "".join((title.text if title else _first_line(paragraphs)).split())
    for rule in rules.rules:
        if any(map(rule.found_in, [named] if rule.where == "title" else head)):
            return rule.genre
    if "salutation" in roles:
        return "speech"
    said = sum(not paragraph.meta for paragraph in paragraphs)
    return "article" if said >= rules.least else "other"


def _first_line(paragraphs: Sequence[Paragraph]) -> str:
    """The first paragraph where it may be a title that stands above nothing that tells it for one; else ""."""
    first = next((paragraph.text for paragraph in paragraphs), "")
    return "" if ended(first, LINE_ENDS) else first[: genre_rules().longest]
