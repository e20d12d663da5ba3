"""What stands on the page: a record for each kind of line. Lines of the speech are 1-based."""

from __future__ import annotations

from speechkit.model import Deadline, Keyword, Quote, Record, Role, SloganKind, SourceInfo, Span, SpeechDate, Warning

__all__ = [
    "DatedLine",
    "KeywordLine",
    "OutlineLine",
    "PartShare",
    "SloganCount",
    "SloganKindCount",
    "Summary",
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
