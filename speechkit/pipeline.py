"""The way a speech goes: every stage once, in order. Read this first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from speechkit.config import Config
from speechkit.cues import cues_of
from speechkit.layout import paragraphs_of
from speechkit.model import (
    SCHEMA_VERSION,
    Analysis,
    Document,
    Genre,
    Item,
    Masthead,
    Paragraph,
    Part,
    PartLabels,
    PartReason,
    Role,
    Section,
    Slogan,
    SourceInfo,
    Span,
    SpeechDate,
    Structure,
    Task,
    TaskFinding,
    TimeExpression,
    Unit,
    Verdict,
    Warning,
)
from speechkit.outline import outline_of, title_of
from speechkit.parts import labels_of, parts_of, with_parts
from speechkit.readers import read_source, source_from_text
from speechkit.script import simplify
from speechkit.units import units_of

if TYPE_CHECKING:
    from pathlib import Path


class HasPlace(Protocol):
    """Anything found in a text: a section, a part, a task, a span."""

    @property
    def start(self) -> int:
        """The offset of its first character."""

    @property
    def end(self) -> int:
        """The offset after its last character."""


def read(text: str, *, name: str = "<text>", config: Config | None = None, date: str | None = None) -> Reading:
    r"""Read a speech given as text. Offsets in the result are code points into ``text``.

    ``date`` (2022, 2022-02 or 2022-02-12) is the speech's, where its own words do not tell. Raises ``ValueError``
    where it is no date.

    >>> reading = read("一、提高认识\n二、狠抓落实\n各单位要在年底前完成整改。")
    >>> [section.title for section in reading.sections]
    ['提高认识', '狠抓落实']
    """
    config = config or Config()
    return Reading(simplify(source_from_text(text, name=name), config.script), config=config, date=date)


def read_file(path: str | Path, *, config: Config | None = None, date: str | None = None) -> Reading:
    """Read the speech in a file, or standard input where ``path`` is ``-``, as ``read`` does.

    Raises ``InputError`` where it cannot be read.
    """
    config = config or Config()
    return Reading(load(path, config), config=config, date=date)


def load(path: str | Path, config: Config) -> Document:
    """Decode and simplify one file, or standard input where ``path`` is ``-``. Raises ``InputError``."""
    return simplify(read_source(path, config.reading), config.script)


class Reading:
    """One speech as read: what every stage found in it, in the order of the stages.

    Each stage runs once, when what it finds is first asked for. Offsets are code points into ``text``. Of ``config``
    only the glossary's files and how words are cut is asked for.
    """

    def __init__(self, document: Document, *, config: Config | None = None, date: str | None = None) -> None:
        self.document = document
        self.config = config or Config()
        self._date = date
        if date is not None:
            from speechkit.dates import parse_date

            parse_date(date)  # a wrong date is told before any work is done

    @classmethod
    def of_analysis(cls, document: Document, analysis: Analysis, *, config: Config | None = None) -> Reading:
        """Return the reading of a document that was analysed before: what the analysis has is not looked for again."""
        reading = cls(document, config=config)
        reading._outline = analysis.sections, analysis.warnings
        reading.title, reading.parts, reading.sections = analysis.title, analysis.parts, analysis.sections
        reading.date, reading.tasks, reading.slogans = analysis.date, analysis.tasks, analysis.slogans
        reading.genre = analysis.genre
        if analysis.items or not analysis.tasks:  # an analysis made before there were items has none
            reading.items = analysis.items
        return reading

    @property
    def text(self) -> str:
        """The source text, which every offset indexes."""
        return self.document.source.text

    def text_of(self, place: HasPlace, *, simplified: bool = False) -> str:
        """The source text of a section, part, task or any other span; ``simplified``: its simplified twin."""
        text = self.document.text if simplified else self.text
        return text[place.start : place.end]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in order, healed of line wraps; those that are not the speech are marked ``meta``."""
        return paragraphs_of(self.document)

    @cached_property
    def _outline(self) -> tuple[tuple[Section, ...], tuple[Warning, ...]]:
        return outline_of(self.document, self.paragraphs)

    @cached_property
    def title(self) -> Span | None:
        """The line that is the speech's title, else what its front matter or its file has; None where it has none."""
        title = title_of(self.document, self.paragraphs, self._outline[0])
        if title is None and self.document.source.front and (named := self.masthead.title):
            return Span(named.start, named.end, named.text, named.source_text)
        if title is None and self.document.source.properties.title and self.masthead.title is None:
            from speechkit.masthead import title_of_file

            return title_of_file(self.document)
        return title

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The sentences, and clauses that a semicolon ends, in reading order."""
        return units_of(self.paragraphs, self._outline[0])

    @cached_property
    def structure(self) -> Structure:
        """Paragraphs, sections, title, units and the cues of each unit: what the later stages read."""
        sections = self._outline[0]
        return Structure(self.document, self.paragraphs, sections, self.title, self.units, cues_of(self.units))

    @cached_property
    def labels(self) -> PartLabels:
        """The role of every unit, with a function that says why."""
        return labels_of(self.structure)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The role of every unit, in the order of ``units``."""
        return self.labels.roles

    @cached_property
    def part_reasons(self) -> Sequence[PartReason]:
        """Why every unit has its role, in the order of ``units``."""
        return self.labels.reasons()

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The stretches of one role, which together cover the text."""
        return parts_of(self.document, self.units, self.roles)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The numbered sections and headings in reading order, each with the role of the part that it starts in."""
        return with_parts(self._outline[0], self.parts)

    @cached_property
    def date(self) -> SpeechDate | None:
        """The date of the speech, which deadlines are counted from; None where nothing tells."""
        from speechkit.dates import date_of

        return date_of(self.document, self.paragraphs, self.title, self._date)

    @cached_property
    def masthead(self) -> Masthead:
        """What the head of the speech says of itself: occasion, speaker, a title where no line of its own is one."""
        from speechkit.masthead import masthead_of

        return masthead_of(self.document, self.paragraphs)

    @cached_property
    def genre(self) -> Genre | None:
        """What kind of paper it is, by its title, its first lines and its parts."""
        from speechkit.genre import genre_of

        return genre_of(self.title, self.paragraphs, self.roles)

    @cached_property
    def verdicts(self) -> Sequence[Verdict]:
        """Whether every unit is a task, and why, in the order of ``units``."""
        from speechkit.tasks import verdicts_of

        return verdicts_of(self.structure, self.roles)

    @cached_property
    def times(self) -> Sequence[Sequence[TimeExpression]]:
        """The time expressions of every unit that is a task, or says by when a row of a duty table is one; in order."""
        from speechkit.dates import times_of
        from speechkit.tasks import is_charge

        wanted = (
            verdict.task or self.paragraphs[unit.paragraph].duty == "deadline" or is_charge(unit)
            for unit, verdict in zip(self.units, self.verdicts, strict=True)
        )
        return times_of(self.structure, wanted, self.date)

    @cached_property
    def task_findings(self) -> tuple[TaskFinding, ...]:
        """The tasks in reading order, each with the rule that found its actor."""
        from speechkit.tasks import tasks_of

        return tasks_of(self.structure, self.roles, self.verdicts, self.times)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The units that tell somebody to do something, in reading order."""
        return tuple(finding.task for finding in self.task_findings)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The tasks as an office files them, those that belong together as one, in reading order."""
        from speechkit.tasks import items_of

        return items_of(self.tasks, self.sections, self.paragraphs, self.document)

    @cached_property
    def slogans(self) -> tuple[Slogan, ...]:
        """The set phrases, in reading order; none overlaps another."""
        from speechkit.phrases.finder import set_phrases_of
        from speechkit.phrases.phrasebook import phrase_book

        return set_phrases_of(self.structure, self.roles, phrase_book(self.config.glossary.files))

    @cached_property
    def unquoted(self) -> tuple[Slogan, ...]:
        """The glossary's formulas that stand without the quotation marks which would make them set phrases."""
        from speechkit.phrases.finder import unquoted_of
        from speechkit.phrases.phrasebook import phrase_book

        return unquoted_of(self.structure, self.slogans, phrase_book(self.config.glossary.files))

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What the reader of the file and the stages found odd."""
        return self.document.source.warnings + self._outline[1]

    @property
    def info(self) -> SourceInfo:
        """What is known of the input as a whole."""
        source = self.document.source
        return SourceInfo(
            name=source.name,
            sha256=source.sha256,
            encoding=source.encoding,
            script=self.document.script,
            chars=len(source.text),
            lines=len(self.document.line_starts),
        )

    def analysis(self, *, tasks: bool = True, slogans: bool = True) -> Analysis:
        """What was found as the JSON contract has it; tasks, set phrases and the date only where asked for.

        The date is left out where neither is asked for, as are keywords, which ``keywords.keywords_of`` finds.
        """
        return Analysis(
            schema_version=SCHEMA_VERSION,
            source=self.info,
            title=self.title,
            date=self.date if tasks or slogans else None,
            parts=self.parts,
            sections=self.sections,
            tasks=self.tasks if tasks else (),
            slogans=self.slogans if slogans else (),
            keywords=(),
            warnings=self.warnings,
            genre=self.genre if tasks else None,
            speaker=self._speaker if tasks else None,
            items=self.items if tasks else (),
        )

    @property
    def _speaker(self) -> Span | None:
        quote = self.masthead.speaker
        return (
            Span(quote.start, quote.end, quote.text, quote.source_text) if quote and quote.end > quote.start else None
        )
