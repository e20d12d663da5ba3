"""The date of a speech, from the document's own words, else from what its file says of itself: never today."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from speechkit.chars import SENTENCE_ENDS, half_width_digits, number_of
from speechkit.dates.intervals import REPUBLIC, PartialDate, checked_date, parse_date
from speechkit.dates.rules import SpeechDateRule, speechdate_rules
from speechkit.model import Document, FileProperties, Paragraph, Span, SpeechDate

__all__ = ["date_of", "impossible_date", "speech_date"]

_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]")


class DateFound(msgspec.Struct, frozen=True):
    """The date of a speech; ``start`` and ``end`` say where in ``origin``: title, head, front_matter or tail."""

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
    text = document.text
    head = text[: start + speechdate_rules().head]
    in_text = title is not None and title.start < title.end
    signed = _signed(text)
    found = speech_date(title.text if title and in_text else None, head, text[:start], signed)
    named = _of_name(document.source.name)
    # The day in the name of the file goes before a year or month that the text tells, unless that is another speech's.
    if named and (found is None or (found.date.day is None and abs(found.date.year - named.year) <= 1)):
        return SpeechDate(named.iso, None, None, "file")
    if found is None:
        return _of_file(document.source.properties, title)
    if found.origin == "title" and title:
        first, last = _in_source(title.text, text, title.start, found.start, found.end)
        return SpeechDate(found.date.iso, first, last, "title")
    return SpeechDate(found.date.iso, found.start, found.end, "text")


def _in_source(words: str, text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Where ``words[start:end]`` stands in ``text``, which holds the words from ``at`` on with asides between them."""
    places: list[int] = []
    for character in words:
        place = text.find(character, at)
        place = at if place < 0 else place  # a mark whose width was changed
        places.append(place)
        at = place + 1
    return places[start], places[end - 1] + 1


def _of_name(name: str) -> PartialDate | None:
    """The day that the name of the file begins with or holds; None where it holds none."""
    found = _found(speechdate_rules().name_day, name.replace("\\", "/").rsplit("/", 1)[-1], "name")
    return found.date if found else None


def _signed(text: str) -> DateFound | None:
    """The day that the paper ends with, or that stands above what is annexed to it."""
    rules = speechdate_rules()
    for match in rules.signature.matches(text):
        after = text[match.end() :].lstrip()
        ends = not _SENTENCE_END.search(after) or rules.annexed.search(after[: rules.head])
        if ends and _SENTENCE_END.search(text, 0, match.start()):
            day = _found(rules.signature, match[0], "tail")
            if day:
                return replace(day, start=match.start() + day.start, end=match.start() + day.end)
    return None


def speech_date(title: str | None, head: str, front_matter: str, signed: DateFound | None = None) -> DateFound | None:
    """Return the date that the document gives itself, the most exact first; None where it gives none.

    ``head`` is the opening of the document with its lines, ``front_matter`` what of it stands before the speech; all is
    simplified, and offsets are into it; ``signed`` is the day of the signature. A date below the first sentence may be
    that of a text quoted there: what the front matter says goes before it.
    """
    rules = speechdate_rules()
    ended = _SENTENCE_END.search(head, len(front_matter))
    masthead = head[: ended.end()] if ended else head
    found = (
        _found(rules.title_day, title or "", "title")
        or _found(rules.head_day, masthead, "head")
        or _found(rules.line_roc, masthead, "head")
        or _found(rules.passed, masthead, "head")
        or _found(rules.title_iso, title or "", "title")
        or _found(rules.head_iso, masthead, "head")
        or _found(rules.anniversary, head, "head")
        or _found(rules.national_day, head, "head")
    )
    if found or signed:
        return found or signed
    year = _found(rules.title_year, title or "", "title")
    dated = next(filter(None, (_found(rule, masthead, "front_matter") for rule in _fields())), None)
    # A page put up in another year than the title's tells when it was copied, but for the turn of the year.
    if dated and (year is None or _near(dated.date, year.date.year)):
        return dated
    if not dated and title and rules.minutes.search(title) and (met := _of_minutes(head, title)):
        return met
    below = _found(rules.head_day, head, "head")
    return below if below and (year is None or below.date.year == year.date.year) else year


def _fields() -> tuple[SpeechDateRule, ...]:
    rules = speechdate_rules()
    return rules.field_iso, rules.field_day, rules.field_roc


def _of_minutes(head: str, title: str) -> DateFound | None:
    """The day of the meeting whose minutes these are, as their first sentence tells it: 6月4日，局长主持召开….

    Its year may stand in the number of the minutes or in their title.
    """
    rules = speechdate_rules()
    match = next(iter(rules.minutes_day.matches(head)), None)
    if not match:
        return None
    if not match["m2"]:
        return _found(rules.minutes_day, head, "head")
    year = _found(rules.minutes_year, head[: match.start()], "head") or _found(rules.title_year, title, "title")
    if not year:
        return None
    try:
        day = checked_date(year.date.year, _number(match["m2"]), _number(match["d2"]))
    except ValueError:
        return None
    return DateFound(day, match.start("m2"), match.end(), "head")


def _near(day: PartialDate, year: int) -> bool:
    """Whether a day is of the year, or so near to it that a plan or a summary of the year may be of that day."""
    before, after = speechdate_rules().turn_of_year
    return day.year == year or bool(
        day.month and ((day.year == year - 1 and day.month >= before) or (day.year == year + 1 and day.month <= after))
    )


def _of_file(properties: FileProperties, title: Span | None) -> SpeechDate | None:
    """The date of the file, unless the title that it has names another year: then that year."""
    day = parse_date(properties.date) if properties.date else None
    named = speech_date(title.text, "", "") if title and title.text == properties.title else None
    if named and (day is None or named.date.year != day.year):
        day = named.date
    return SpeechDate(day.iso, None, None, "file") if day else None


def impossible_date(title: str, head: str, tail: str, name: str) -> str | None:
    r"""Return the first date that the calendar does not have, where a speech tells its own; None where there is none.

    ``head`` and ``tail`` are what the text begins and ends with, simplified, ``name`` is that of its file.

    >>> impossible_date("", "讲话\n（2023年2月30日）\n同志们：", "", "a.txt")
    '2023-02-30'
    >>> impossible_date("", "", "", "20230631.txt")
    '2023-06-31'
    """
    rules = speechdate_rules()
    # Not the day in the title: where the calendar has none such, its year alone is the date.
    in_head = (rules.head_day, rules.line_roc, rules.passed, rules.head_iso, *_fields())
    places = [(title, rules.title_iso), *((head, rule) for rule in in_head), (tail, rules.signature)]
    for text, rule in (*places, (name, rules.name_day)):
        for match in rule.matches(text):
            year, month, day = _numbers(match)
            try:
                if year is not None:
                    checked_date(year, month, day)
            except ValueError:
                return "-".join(f"{number:02}" for number in (year, month, day) if number is not None)
    return None


def _found(rule: SpeechDateRule, text: str, origin: str) -> DateFound | None:
    """The first date that the rule finds and that the calendar has."""
    for match in rule.matches(text):
        groups = match.groupdict()
        year, month, day = _numbers(match)
        if year is None:
            continue
        start = (
            match.start("y")
            if groups.get("y")
            else match.start()
            if groups.get("y2")
            else match.start("roc") - len("民国") * ("民国" in match[0])
        )
        try:
            date = checked_date(year, month, day)
        except ValueError:  # 13月
            continue
        return DateFound(date, start, match.end(), origin)
    return None


def _numbers(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """The year, the month and the day of a match, as they are written."""
    groups = match.groupdict()
    year, republic, month, day = (
        _number(groups.get(name) or groups.get(f"{name}2")) for name in ("y", "roc", "m", "d")
    )
    return (year if republic is None else republic + REPUBLIC), month, day


def _number(written: str | None) -> int | None:
    return number_of(half_width_digits(written).replace("O", "〇").replace("Ｏ", "〇")) if written else None
