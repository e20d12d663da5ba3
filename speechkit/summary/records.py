"""What stands on the page: a record for each kind of line. Lines of the speech are 1-based."""

from __future__ import annotations

from typing import Literal

from speechkit.model import Deadline, Keyword, Quote, Record, Role, SloganKind, SourceInfo, Span, SpeechDate, Warning

__all__ = [
    "DatedLine",
    "DemandLine",
    "ItemLine",
    "KeywordLine",
    "LeftOut",
    "OutlineLine",
    "PartShare",
    "QuoteLine",
    "SloganCount",
    "SloganKindCount",
    "Summary",
    "TargetLine",
    "TaskLine",
]


class DatedLine(SpeechDate, frozen=True):
    """The date of a speech with the line that tells it; null where an option does."""

    line: int | None


class PartShare(Record, frozen=True):
    """The parts of one role: their characters, their share of all parts in percent, and the line of the first."""

    role: Role
    chars: int
    share: float
    line: int


class OutlineLine(Record, frozen=True):
    """A section in one line: its title, or what its first sentence says up to the border of a clause where ``cut``.

    Both are simplified, their line breaks healed; ``marker`` has the mark behind it, and is ``-`` where there is none.
    ``points`` counts the sections right below it.
    """

    id: str
    marker: str
    text: str
    cut: bool
    level: int
    start: int
    line: int
    part: Role | None
    points: int


class TaskLine(Record, frozen=True):
    """A task in one line: ``text`` begins with the clause of the demand where ``led``, ends before one where ``cut``.

    ``line`` is that of ``text``; ``id``, ``start``, ``end`` and the rest are those of the whole task.
    """

    id: str
    text: str
    led: bool
    cut: bool
    start: int
    end: int
    line: int
    actor: Span | None
    deadline: Deadline | None
    strength: str


class QuoteLine(Record, frozen=True):
    """Clauses of a sentence: ``led`` where they do not begin it, ``cut`` where they do not end it.

    ``start`` is where the sentence begins, ``line`` that of ``text``.
    """

    text: str
    led: bool
    cut: bool
    start: int
    line: int


class DemandLine(Record, frozen=True):
    """A heading, or a point, and what is asked for most firmly below it; ``section`` is null where none has headings.

    ``heading`` is null where the demand stands below none, ``demand`` where the heading says it, or a heading below.
    """

    section: str | None
    marker: str
    heading: QuoteLine | None
    level: int
    demand: QuoteLine | None
    task: str | None


class ItemLine(Record, frozen=True):
    """An item (of the analysis) that names somebody or a time: what, who, by when; ``tasks`` are the ids of its tasks.

    ``text`` is that of the first of its tasks that says so.
    """

    id: str
    text: QuoteLine
    tasks: tuple[str, ...]
    actor: Span | None
    deadline: Deadline | None
    strength: str


class TargetLine(Record, frozen=True):
    """A figure to be reached: ``text`` stands in the speech as it is, ``what`` says what is measured."""

    what: str
    text: str
    value: float
    unit: str
    bound: Literal["min", "max", "about", "exact"]
    start: int
    end: int
    line: int
    task: str
    latest: str | None


class LeftOut(Record, frozen=True):
    """How many of the speech the page has no room for: headings, items that name somebody or a time, figures, phrases.

    ``phrases`` counts formulas and mottos.
    """

    headings: int = 0
    items: int = 0
    targets: int = 0
    phrases: int = 0


class SloganCount(Record, frozen=True):
    """A set phrase as it first stands, with the number of its occurrences and the lines of all of them."""

    text: str
    count: int
    start: int
    lines: tuple[int, ...]
    name: str | None
    variant_of: str | None


class SloganKindCount(Record, frozen=True):
    """The set phrases of one kind: how many different ones, how often they stand, and those that matter most."""

    kind: SloganKind
    unique: int
    count: int
    slogans: tuple[SloganCount, ...]


class KeywordLine(Keyword, frozen=True, omit_defaults=True, kw_only=True):
    """A keyword with the line on which it first stands."""

    line: int


class Summary(Record, frozen=True):
    """One page on a speech, all of it quoted: what ``speechkit summary`` prints.

    ``occasion`` is the meeting or the day, ``speaker`` the by-line; null where the text does not say. The shares of
    ``parts`` add up to 100. ``sections`` are those of the upper levels, ``sections_found`` all; ``tasks`` those with
    an actor or a deadline, then the strongest others, each in reading order, ``tasks_found`` all that are not relayed.

    What formats for people show fits one page: ``achievements``, ``problems``, ``demands`` by heading, ``items`` that
    name somebody or a time, ``targets``; ``left_out`` counts what did not. ``parts`` are for programs only.
    """

    schema_version: str
    source: SourceInfo
    title: Quote | None
    occasion: Quote | None
    date: DatedLine | None
    speaker: Quote | None
    parts: tuple[PartShare, ...]
    sections: tuple[OutlineLine, ...]
    sections_found: int
    tasks: tuple[TaskLine, ...]
    tasks_found: int
    slogans: tuple[SloganKindCount, ...]
    keywords: tuple[KeywordLine, ...]
    warnings: tuple[Warning, ...]
    achievements: tuple[QuoteLine, ...] = ()
    problems: tuple[QuoteLine, ...] = ()
    demands: tuple[DemandLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    left_out: LeftOut = LeftOut()
