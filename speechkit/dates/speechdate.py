"""The date of a speech, from the document's own words, else from what its file says of itself: never today."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from speechkit.chars import SENTENCE_ENDS, half_width_digits, number_of
from speechkit.dates.intervals import REPUBLIC, PartialDate, checked_date, parse_date
from speechkit.dates.rules import SpeechDateRule, speechdate_rules
from speechkit.model import Document, FileProperties, Paragraph, Span, SpeechDate

__all__ = ["date_of", "speech_date"]

_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]")


class DateFound(msgspec.Struct, frozen=True):
    """The date of a speech; ``start`` and ``end`` say where in ``origin``: title, head or front_matter."""

    date: PartialDate
    start: int
    end: int
    origin: str


def date_of(
    document: Document, paragraphs: Sequence[Paragraph], title: Span | None, given: str | None
) -> SpeechDate | None:
    """Return the date of a speech; ``given`` (ISO 8601) goes before what its own words tell. None where nothing tells.

    The properties of the file, which may tell when a copy was made, come last.

    Raises ``ValueError`` where ``given`` is no date.
    """
    if given is not None:
        return SpeechDate(parse_date(given).iso, None, None, "option")
    start = next((each.start for each in paragraphs if not each.meta), 0)
    head = document.text[: start + speechdate_rules().head]
    in_text = title is not None and title.start < title.end
    found = speech_date(title.text if title and in_text else None, head, document.text[:start])
    if found is None:
        return _of_file(document.source.properties, title)
    at = title.start if title and found.origin == "title" else 0
    origin = "title" if found.origin == "title" else "text"
    return SpeechDate(found.date.iso, at + found.start, at + found.end, origin)


def speech_date(title: str | None, head: str, front_matter: str) -> DateFound | None:
    """Return the date that the document gives itself, the most exact first; None where it gives none.

    ``head`` is the opening of the document with its lines, ``front_matter`` what of it stands before the speech; all is
    simplified, and offsets are into it. A date below the first sentence may be that of a text quoted there: what the
    front matter says goes before it.
    """
    rules = speechdate_rules()
    ended = _SENTENCE_END.search(head, len(front_matter))
    masthead = head[: ended.end()] if ended else head
    found = (
        _found(rules.title_day, title or "", "title")
        or _found(rules.head_day, masthead, "head")
        or _found(rules.title_iso, title or "", "title")
        or _found(rules.anniversary, head, "head")
        or _found(rules.national_day, head, "head")
    )
    if found:
        return found
    year = _found(rules.title_year, title or "", "title")
    dated = _found(rules.field_iso, masthead, "front_matter") or _found(rules.field_day, masthead, "front_matter")
    # A page put up in another year than the title's tells when it was copied.
    if dated and (year is None or year.date.year == dated.date.year):
        return dated
    below = _found(rules.head_day, head, "head")
    return below if below and (year is None or below.date.year == year.date.year) else year


def _of_file(properties: FileProperties, title: Span | None) -> SpeechDate | None:
    """The date of the file, unless the title that it has names another year: then that year."""
    day = parse_date(properties.date) if properties.date else None
    named = speech_date(title.text, "", "") if title and title.text == properties.title else None
    if named and (day is None or named.date.year != day.year):
        day = named.date
    return SpeechDate(day.iso, None, None, "file") if day else None


def _found(rule: SpeechDateRule, text: str, origin: str) -> DateFound | None:
    """The first date that the rule finds and that the calendar has."""
    for match in rule.matches(text):
        groups = match.groupdict()
        year, republic, month, day = (_number(groups.get(name)) for name in ("y", "roc", "m", "d"))
        if republic is not None:
            year = republic + REPUBLIC
        if year is None:
            continue
        start = match.start("y") if groups.get("y") else match.start("roc") - len("民国") * ("民国" in match[0])
        try:
            date = checked_date(year, month, day)
        except ValueError:  # 13月
            continue
        return DateFound(date, start, match.end(), origin)
    return None


def _number(written: str | None) -> int | None:
    return number_of(half_width_digits(written).replace("O", "〇")) if written else None
