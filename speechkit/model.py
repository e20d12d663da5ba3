"""Every record that the stages hand on. All are frozen; offsets are code points, half-open, into the source text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, get_args

import msgspec

SCHEMA_VERSION = "1.0"


class Record(msgspec.Struct, frozen=True):
    """A result that people get: everything public is one, or is made of them."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as dicts, lists, numbers and text, as in its JSON."""
        import json

        plain: dict[str, Any] = json.loads(self.to_json())
        return plain

    def to_json(self) -> str:
        """Return the record as JSON on one line; a lone surrogate of the source stays one."""
        import json

        return json.dumps(msgspec.to_builtins(self), ensure_ascii=False, separators=(",", ":"))


class Warning(Record, frozen=True):
    """Something the user should know; ``start`` and ``end`` say where, when it has a place in the text."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


LineKind = Literal["", "title", "contents", "note", "heading"]
# What a cell of a duty table says: nothing (the heading of a column, the number of a row), what to do, who leads, is
# responsible, helps, by when, or something else; "" is no cell of a duty table.
DutyCell = Literal["", "label", "task", "lead", "unit", "person", "helper", "deadline", "other"]


class LineMark(msgspec.Struct, frozen=True):
    """What the format of a file says of a line beyond its text; ``line`` is 1-based, and has one mark at most.

    ``heading`` is the level of a heading, 1 the highest, 0 for none. ``number`` is the number of a list's item as the
    format wrote it (一、), where it is not in the text; "" for none. ``page`` is the page that begins with the line, 0
    for none. ``cell`` is the row and the column, 1-based, of the table cell that the line stands in, ``rows`` how many
    rows that cell fills, ``table`` which table of the file it is in, 1 the first. ``kind`` says of a line that it is
    the title of the speech, of a list of contents, a note below the text, or a heading that the format sets off without
    a level (bold letters); "" for all else.
    """

    line: int
    heading: int = 0
    number: str = ""
    cell: tuple[int, int] | None = None
    page: int = 0
    table: int = 0
    rows: int = 1
    kind: LineKind = ""
    duty: DutyCell = ""


class FileProperties(msgspec.Struct, frozen=True):
    """What a file says of itself outside its text, as its format has it, "" where it does not; ``date`` is ISO 8601.

    It is asked only where the text does not tell: a title may be left over from another paper, an author the name of
    a computer, a date that of a copy.
    """

    title: str = ""
    author: str = ""
    date: str = ""


class Source(msgspec.Struct, frozen=True):
    """One decoded input: ``text`` is the source text that every offset indexes (byte-order mark excluded).

    ``marks`` are in the order of their lines. ``front`` is the offset at which the text after the front matter starts,
    0 where there is none. ``properties`` are those of the file.
    """

    name: str
    text: str
    encoding: str
    sha256: str
    format: str = "txt"
    warnings: tuple[Warning, ...] = ()
    marks: tuple[LineMark, ...] = ()
    front: int = 0
    properties: FileProperties = FileProperties()


class Span(Record, frozen=True):
    """A stretch of the source text; ``text`` is simplified, ``source_text`` is ``source[start:end]``."""

    start: int
    end: int
    text: str
    source_text: str


class Document(msgspec.Struct, frozen=True):
    """A source with its simplified text, which has the same length, so that one offset serves both.

    ``line_starts`` holds the offset of the first character of every line: line n, 1-based, starts at its item n - 1.
    """

    source: Source
    text: str
    script: str
    line_starts: array[int]

    def line(self, offset: int) -> int:
        """The 1-based line on which the character at ``offset`` stands."""
        return bisect_right(self.line_starts, offset)

    def span(self, start: int, end: int) -> Span:
        """The stretch from ``start`` to ``end`` with both its readings."""
        return Span(start, end, self.text[start:end], self.source.text[start:end])


_LONGEST_SET_OFF = 48  # code points of a line that brackets set off as a heading


class Paragraph(Record, frozen=True):
    """A paragraph healed of line wraps and cleared of what is set aside (pinyin, indents, markup).

    ``text`` is the simplified text that the grammar reads, with punctuation made full-width. It begins with the list
    number that the format wrote (``mark.number``), if any, though that is not in the source. ``anchors`` are ``(text
    offset, source offset)`` pairs, ascending, one for each stretch after that number that is continuous in both.
    ``start`` and ``end`` bound it in the source. ``meta`` is true of front matter, site boilerplate and page headers,
    ``gap`` where an empty line stands before it; ``mark`` is that of its first line.
    """

    start: int
    end: int
    text: str
    anchors: tuple[tuple[int, int], ...]
    meta: bool = False
    gap: bool = False
    mark: LineMark | None = None

    @property
    def heading(self) -> int:
        """The level of the heading that its format marks it as (2 for ``## …``), 0 where it marks it as none."""
        return self.mark.heading if self.mark else 0

    @property
    def set_off(self) -> bool:
        """Whether it is a line that brackets or bold letters set off: 【认清形势】, **认清形势**."""
        if self.mark and self.mark.kind == "heading":
            return True
        text = self.text
        return len(text) < _LONGEST_SET_OFF and text[:1] in ("【", "〖") and text[-1] == "】〗"["【〖".index(text[0])]

    @property
    def is_title(self) -> bool:
        """Whether its format marks it as the title of the speech."""
        return self.mark is not None and self.mark.kind == "title"

    @property
    def duty(self) -> DutyCell:
        """What it says as the cell of a duty table; "" where it is none."""
        return self.mark.duty if self.mark else ""

    def offset(self, index: int) -> int:
        """The source offset of ``text[index]``; for ``len(text)``, the end of the paragraph's last character.

        That of a list number which is not in the source is the start of what it numbers.
        """
        if index >= len(self.text) > 0:
            return self.offset(len(self.text) - 1) + 1
        at, source = self.anchors[bisect_right(self.anchors, (index, 1 << 62)) - 1]
        return source + index - at if index >= at else self.start

    def index(self, offset: int) -> int:
        """Where ``text`` has what stands at ``offset`` in the source, or the first character behind it."""
        n = bisect_right(self.anchors, offset, key=lambda anchor: anchor[1])
        if n == 0:
            return 0
        at, source = self.anchors[n - 1]
        return min(at + offset - source, self.anchors[n][0] if n < len(self.anchors) else len(self.text))

    def read(self, text: str, start: int, end: int) -> str:
        """What stands at ``self.text[start:end]`` in ``text``, the source text or its simplified twin, wraps healed."""
        anchors = self.anchors
        parts = [self.text[start : min(end, anchors[0][0])]]  # of a list number that is not in the source
        n = max(bisect_right(anchors, (start, 1 << 62)) - 1, 0)
        while n < len(anchors) and anchors[n][0] < end:
            index, source = anchors[n]
            n += 1
            stop = anchors[n][0] if n < len(anchors) else len(self.text)
            parts.append(text[source + max(start - index, 0) : source + min(end, stop) - index])
        return "".join(parts)


class Unit(Record, frozen=True):
    """A sentence, or a clause that a semicolon ends: what one statement or demand takes.

    ``text`` is what the paragraph reads from ``at`` on, the enumerator left out; ``start`` and ``end`` bound the whole
    unit in the source. ``section`` is the index of the innermost section that holds it, ``opens`` of the section whose
    enumerator it begins with.
    """

    start: int
    end: int
    text: str
    paragraph: int
    at: int
    section: int | None
    opens: int | None


SloganKind = Literal["formula", "motto", "parallel", "call"]
Role = Literal["meta", "salutation", "opening", "review", "problems", "context", "requirements", "closing"]
ROLES: tuple[Role, ...] = get_args(Role)  # in the order in which they are named to the user
Roles = Role | tuple[Role, ...]  # those that are asked for


def is_of(role: str | None, wanted: str | tuple[str, ...] | None) -> bool:
    """Whether the role of a part is one of those that are ``wanted``; None and () ask for none in particular.

    >>> is_of("review", "review"), is_of("review", ("review", "problems")), is_of("closing", None)
    (True, True, True)
    """
    return not wanted or role == wanted or (not isinstance(wanted, str) and role in wanted)


def named(roles: str | tuple[str, ...] | None) -> str:
    """Return the roles that are asked for, as an error names them."""
    return roles if isinstance(roles, str) else " or ".join(roles or ())


Genre = Literal["speech", "report", "news", "minutes", "notice", "resolution", "article", "transcript", "plan", "other"]


class Cues(msgspec.Struct, frozen=True):
    """The cues that a unit holds (their ids in data/cues.yaml), and how far they speak for a ``demand``.

    ``demand`` is in logits, without regard to what surrounds the unit: above zero it sounds like one. It is the sum of
    ``terms``: ids of cues and names of the unit's shape, with what each adds.
    """

    ids: frozenset[str]
    demand: float
    terms: tuple[tuple[str, float], ...]


UNNUMBERED = "-"  # the marker of a heading that has none
DASH = "——"  # and of an item that the text writes with a hyphen or another mark of ASCII


class Section(Record, frozen=True):
    """A numbered section or point, an un-numbered heading (marker ``-``) or a dash item (``——``).

    ``marker`` is written as in the source (line breaks healed), ``title`` is simplified, ``source_title`` is not.
    ``end`` is where the next section of the same or a higher level starts, or the text ends. ``line`` is 1-based.
    ``body`` is the offset at which the text after the title starts. ``series`` names the rule in data/numbering.yaml.
    ``part`` is the role of the part that it starts in.
    """

    id: str
    marker: str
    series: str
    ordinal: int | None
    level: int
    title: str
    start: int
    end: int
    parent: str | None
    source_title: str
    body: int
    line: int
    part: Role | None = None


class Part(Record, frozen=True):
    """A stretch of the text and what it is there for."""

    role: Role
    start: int
    end: int


class PartLabels(msgspec.Struct, frozen=True):
    """The role of every unit, and a function that returns why each has it, from whatever decided: one item a unit.

    The reasons are made when asked for, as those of a long text take much memory.
    """

    roles: tuple[Role, ...]
    reasons: Callable[[], Sequence[PartReason]]


class Structure(msgspec.Struct, frozen=True):
    """What the first stages found in a document, which the later ones read: its paragraphs, sections, units and cues.

    ``cues`` has an item for each of ``units``, in the same order.
    """

    document: Document
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    title: Span | None
    units: tuple[Unit, ...]
    cues: tuple[Cues, ...]

    def span(self, unit: Unit, start: int, end: int) -> Span:
        """The stretch ``unit.text[start:end]``, which holds a character at least, in the source."""
        paragraph = self.paragraphs[unit.paragraph]
        first, last = paragraph.offset(unit.at + start), paragraph.offset(unit.at + end - 1) + 1
        return Span(first, last, unit.text[start:end], self.document.source.text[first:last])


class Verdict(msgspec.Struct, frozen=True):
    """Whether a unit is a task, and why.

    It is one where ``demand``, ``part``, ``neighbours`` and what is ``learned``, in logits, add up to more than zero
    and no rule keeps it out: ``excluded`` is the id of that rule, ``excluded_by`` the words that it found, None where
    it goes by no words, ``excluded_because`` a sentence that tells people why. ``terms`` add up to ``demand``.
    ``kind`` and ``strength`` (data/tasks.yaml) are those
    of the task that it is, or would be but for the rule; None where it asks for nothing. ``relayed``: it passes on
    somebody else's demand.
    """

    task: bool
    kind: str | None
    strength: str | None
    demand: float
    terms: tuple[tuple[str, float], ...]
    part: float
    neighbours: float
    excluded: str | None
    excluded_by: str | None
    excluded_because: str | None
    relayed: bool
    learned: float = 0.0


class SourceInfo(Record, frozen=True):
    """What is known of the input as a whole; ``chars`` are code points, ``lines`` counts lines as an editor does."""

    name: str
    sha256: str
    encoding: str
    script: str
    chars: int
    lines: int


class SpeechDate(Record, frozen=True, rename={"origin": "from"}):
    """The day, month or year of the speech; ``origin`` (JSON ``from``) is title, text, file or option."""

    iso: str
    start: int | None
    end: int | None
    origin: str


class TimeExpression(msgspec.Struct, frozen=True):
    """Words that say when, at ``start`` to ``end`` of the text that was searched, and the interval that they mean.

    ``kind`` is date, range, event, recurring or vague; ``earliest`` and ``latest`` are ISO days, inclusive, None where
    open or unknown; ``rule`` found it (data/timex.yaml). ``deadline`` is false where nothing can be due then: the words
    look back, compare or tell which thing is meant. ``repeats`` is the rule by which it comes again (RFC 5545).
    """

    start: int
    end: int
    kind: str
    earliest: str | None
    latest: str | None
    rule: str
    deadline: bool
    repeats: str | None = None


class Deadline(Record, frozen=True):
    """The words that say when or by when, and the days they mean (ISO 8601, both inclusive, null where unknown).

    ``kind`` is date, range, event, recurring or vague; ``repeats`` is the rule by which what is recurring comes again
    (RFC 5545, FREQ=MONTHLY;BYMONTHDAY=25), null where it does not or where no such rule says it.
    """

    start: int
    end: int
    text: str
    source_text: str
    kind: str
    earliest: str | None = None
    latest: str | None = None
    repeats: str | None = None


class Target(Record, frozen=True):
    """A quantity that is to be reached, with the words for it: ``what`` is measured, simplified, empty where not said.

    ``value`` is in ``unit``, as written (1.3 万亿斤), empty where there is none; ``bound`` tells whether it is the
    least (min), the most (max), about it or exact.
    """

    start: int
    end: int
    text: str
    source_text: str
    what: str
    value: float
    unit: str
    bound: Literal["min", "max", "about", "exact"]


class Action(Record, frozen=True):
    """One verb of a task and what it acts on, simplified."""

    action: str
    object: str


class Task(Record, frozen=True):
    """A unit that tells someone to do something; ``strength`` is must, should, may or plan, ``cues`` the words for it.

    ``action`` and ``object`` are those of the first of its ``actions``.

    ``actor_from`` is sentence where the unit itself names the actor, section where the sentence that announces its list
    or a charge behind it does, inherited where it goes on with the subject of a sentence before it: a hint, which
    ``named_actor`` leaves out; the contract's fourth, speaker, is given by no rule so far. ``deadlines`` are all that
    the sentence names, in its order, ``deadline`` is the one of them that governs it. ``targets`` are the
    quantities in it, ``part`` the role of the part it stands in, ``rule`` what made it a task (data/tasks.yaml),
    ``line`` is 1-based.
    """

    id: str
    start: int
    end: int
    text: str
    source_text: str
    section: str | None
    actor: Span | None
    actor_from: str | None
    action: str
    object: str
    deadline: Deadline | None
    co_actors: tuple[Span, ...]
    strength: str
    relayed: bool
    rule: str
    deadlines: tuple[Deadline, ...] = ()
    cues: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    part: Role | None = None
    line: int = 0
    actions: tuple[Action, ...] = ()

    @property
    def named_actor(self) -> Span | None:
        """The actor, if the unit, its list or a charge names it: what counts and groups go by."""
        return None if self.actor_from == "inherited" else self.actor


class Item(Record, frozen=True):
    """What an office files as one row: tasks that belong together, with the words that name them all.

    ``tasks`` are the ids of its tasks in reading order, relayed ones apart from others. ``actor`` is the first that one
    of them names, null where none does, ``co_actors`` are the others that they name; 我们 and 大家 are left out where
    somebody else is named. ``deadlines`` are all their deadlines, ``deadline`` is the one that governs, ``strength``
    the firmest of theirs. ``section`` is the one that holds all its tasks, ``line`` (1-based) that on which its title
    begins.
    """

    id: str
    title: Span
    tasks: tuple[str, ...]
    section: str | None
    actor: Span | None
    co_actors: tuple[Span, ...]
    deadline: Deadline | None
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    strength: str
    relayed: bool = False
    line: int = 0


STRENGTHS = ("may", "plan", "should", "must")  # of a task, from the least to the most binding


class TaskFinding(msgspec.Struct, frozen=True):
    """A task, the rule (``tasks.actors.ACTOR_RULES``) that found its actor, and the number of its unit.

    The rule is None where nobody is named. A unit that tells each of several offices its work holds several tasks.
    """

    task: Task
    actor_rule: str | None
    unit: int


class Slogan(Record, frozen=True):
    """A set phrase: ``kind`` is formula, motto, parallel or call, ``rule`` what found it (data/slogans.yaml).

    ``name`` is the glossary's for it, ``variant_of`` the glossary's name that it comes near without being it.
    ``members`` are what the formula stands for, in the glossary's order, ``members_present`` where the speech spells
    them out, in the order of the speech; null where the glossary names none. ``frame`` is what the items of a
    parallel share (换出好_), ``fillers`` what each puts in its place. ``line`` is 1-based.
    """

    start: int
    end: int
    text: str
    source_text: str
    kind: SloganKind
    rule: str
    members: tuple[str, ...] | None = None
    members_present: tuple[Span, ...] | None = None
    frame: str | None = None
    fillers: tuple[str, ...] | None = None
    name: str | None = None
    variant_of: str | None = None
    line: int = 0


class Companions(msgspec.Struct, frozen=True):
    """A formula's companions in the glossary, in its order: those that the speech has, and those that it lacks.

    ``name`` is the glossary's for the formula, ``line`` (1-based) that of its first occurrence.
    """

    name: str
    line: int
    present: tuple[str, ...]
    missing: tuple[str, ...]


class Keyword(Record, frozen=True, omit_defaults=True):
    """A word that tells what a speech is about, simplified; ``count`` is how often it stands there.

    ``weight`` is that of TF-IDF or TextRank. Against other speeches it is the log-likelihood; then ``log_ratio`` is
    how many times the word's rate doubles from them to this one, ``reference_count`` how often it stands in them, and
    ``p`` how likely so great a difference is by chance.
    """

    word: str
    count: int
    weight: float
    log_ratio: float | None = None
    reference_count: int | None = None
    p: float | None = None


class Analysis(Record, frozen=True):
    """All that was found in one speech: the JSON contract, version 1.

    ``genre`` and ``speaker`` are null where they were not asked for, ``speaker`` also where the head does not name one.
    """

    schema_version: str
    source: SourceInfo
    title: Span | None
    date: SpeechDate | None
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    slogans: tuple[Slogan, ...]
    keywords: tuple[Keyword, ...]
    warnings: tuple[Warning, ...]
    genre: Genre | None = None
    speaker: Span | None = None
    items: tuple[Item, ...] = ()


class Quote(Span, frozen=True):
    """Words of the speech with the line that they begin on; ``line`` is 1-based."""

    line: int


class Masthead(msgspec.Struct, frozen=True):
    """What the head of a speech says of it, quoted; null where it does not say."""

    title: Quote | None = None
    occasion: Quote | None = None
    speaker: Quote | None = None


class Term(Record, frozen=True):
    """One term of a sum, in logits: where it comes from and how much it adds."""

    source: str
    weight: float


class Sum(Record, frozen=True):
    """A total in logits and its terms, rounded to hundredths so that what is printed adds up."""

    total: float
    terms: tuple[Term, ...]

    @staticmethod
    def of(terms: Iterable[tuple[str, float]]) -> Sum:
        """The sum of the sources and weights; those that round to nothing are left out."""
        rounded = tuple(Term(source, hundredths) for source, weight in terms if (hundredths := round(weight, 2)))
        return Sum(round(sum((term.weight for term in rounded), 0.0), 2), rounded)


class CueFound(Record, frozen=True):
    """A cue (data/cues.yaml) that a unit holds: the words it was found by, and what it says for each part."""

    id: str
    words: tuple[str, ...]
    weights: dict[Role, float]


class PartReason(Record, frozen=True):
    """Why a unit is of its part: the evidence for its ``role``, and how much there is for the best other, ``rival``.

    Where the rival has more, the parts before and after it decided: each turn from one part to another has its cost.
    """

    role: Role
    evidence: Sum
    rival: Role
    rival_evidence: float


class TaskReason(Record, frozen=True):
    """Why a unit is a task or none: it is one where its ``sum`` is above zero and no rule has ``excluded`` it.

    ``demand`` is the sum of what its cues and its shape say, ``learned`` of what weights say that were fitted to
    labelled speeches (the terms that say most, and all else), ``sum`` of these, its part and its neighbours. ``kind``
    (data/tasks.yaml) is the kind of task that it is, or would be but for the rule, null where it comes nowhere near;
    ``excluded_by`` is the words that the rule found, ``excluded_because`` a sentence that tells people why.
    """

    task: bool
    kind: str | None
    strength: str | None
    demand: Sum
    learned: Sum
    sum: Sum
    excluded: str | None
    excluded_by: str | None
    excluded_because: str | None
    relayed: bool


class UnitExplanation(Record, frozen=True):
    """One unit in its context with all that decided what it is; ``id`` and ``task`` are null where it is no task.

    ``line`` and ``last_line`` are 1-based, ``sections`` those that it stands in, the outermost first. ``actor_rule``
    names the rule that found the actor in the sentence. ``item`` is the id of the item that holds the task;
    ``other_tasks`` are those of a unit that tells each of several offices its work, the first apart.
    """

    id: str | None
    start: int
    end: int
    text: str
    source_text: str
    line: int
    last_line: int
    before: Span | None
    after: Span | None
    sections: tuple[Section, ...]
    part: PartReason
    cues: tuple[CueFound, ...]
    reason: TaskReason
    task: Task | None
    actor_rule: str | None
    item: str | None = None
    other_tasks: tuple[Task, ...] = ()


class Explanation(Record, frozen=True):
    """Why each unit of a speech is a task or none, in reading order; ``date`` is what deadlines count from."""

    schema_version: str
    source: SourceInfo
    date: SpeechDate | None
    units: tuple[UnitExplanation, ...]
    warnings: tuple[Warning, ...]
    items: tuple[Item, ...] = ()
