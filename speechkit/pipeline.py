"""The way a speech goes: every stage once, in order. Read this first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec.structs import replace

from speechkit.config import Config
from speechkit.layout import paragraphs_of
from speechkit.model import (
    SCHEMA_VERSION,
    Analysis,
    Document,
    Explanation,
    Keyword,
    Mood,
    Paragraph,
    Part,
    Role,
    Section,
    Slogan,
    SourceInfo,
    Span,
    SpeechDate,
    Task,
    Unit,
    Warning,
)
from speechkit.moods import moods_of
from speechkit.outline import outline_of, title_of
from speechkit.parts import parts_of, roles_of, with_parts
from speechkit.readers import read, source_from_text
from speechkit.simplify import simplify
from speechkit.units import units_of

if TYPE_CHECKING:
    from pathlib import Path

    from speechkit.extract.verdicts import Verdict

Extraction = Literal["tasks", "slogans"]
EVERYTHING: tuple[Extraction, ...] = get_args(Extraction)


def analyze(
    text: str, *, name: str = "<text>", config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    """Analyse a speech given as text. Offsets in the result are code points into ``text``.

    ``date`` (2022, 2022-02 or 2022-02-12) is the speech's, where its own words do not tell. ``keywords`` is how many
    to find, none by default, as the text has to be cut into words for them, which takes as long as all the rest.
    Raises ``ValueError`` where ``date`` is no date.
    """
    config = config or Config()
    document = simplify(source_from_text(text, name=name), config.script)
    return analyze_document(document, config=config, date=date, keywords=keywords)


def analyze_file(
    path: str | Path, *, config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    """Analyse the speech in a file, as ``analyze`` does. Raises ``InputError`` where it cannot be read."""
    config = config or Config()
    return analyze_document(load(path, config), config=config, date=date, keywords=keywords)


def load(path: str | Path, config: Config) -> Document:
    """Read and simplify one file, or standard input where ``path`` is ``-``. Raises ``InputError``."""
    return simplify(read(path, config.reading), config.script)


def analyze_document(
    document: Document,
    *,
    config: Config | None = None,
    date: str | None = None,
    extract: tuple[Extraction, ...] = EVERYTHING,
    keywords: int = 0,
) -> Analysis:
    """The outline and the parts, what ``extract`` names, and so many ``keywords``, which slogans must be found for.

    Of ``config`` only the glossary's files and how words are cut is asked for.
    """
    found = _stages(document, config=config, date=date, extract=extract)
    return Analysis(
        schema_version=SCHEMA_VERSION,
        source=_info(document),
        title=found.title,
        date=found.date,
        parts=found.parts,
        sections=found.sections,
        tasks=found.tasks,
        slogans=found.slogans,
        keywords=_keywords(found, config or Config(), keywords) if keywords else (),
        warnings=document.source.warnings + found.warnings,
    )


def explain_document(document: Document, *, date: str | None = None) -> Explanation:
    """Why every unit is a task or none: what the stages found, with the reasons that they went by."""
    from speechkit.extract.reasons import explanations_of
    from speechkit.parts.reasons import reasons_of

    found = _stages(document, date=date, extract=("tasks",))
    paragraphs, sections, units, moods = found.paragraphs, found.sections, found.units, found.moods
    reasons = reasons_of(paragraphs, sections, units, moods, found.title, found.roles)
    return Explanation(
        schema_version=SCHEMA_VERSION,
        source=_info(document),
        date=found.date,
        units=explanations_of(document, paragraphs, sections, units, moods, reasons, found.verdicts, found.tasks),
        warnings=document.source.warnings + found.warnings,
    )


class _Found(msgspec.Struct, frozen=True):
    """What each stage made of a document, in the order of the stages."""

    paragraphs: Sequence[Paragraph]
    sections: tuple[Section, ...]
    warnings: tuple[Warning, ...]
    title: Span | None
    units: tuple[Unit, ...]
    moods: tuple[Mood, ...]
    roles: Sequence[Role]
    parts: tuple[Part, ...]
    date: SpeechDate | None = None
    verdicts: Sequence[Verdict] = ()
    tasks: tuple[Task, ...] = ()
    slogans: tuple[Slogan, ...] = ()


def _stages(
    document: Document,
    *,
    config: Config | None = None,
    date: str | None = None,
    extract: tuple[Extraction, ...] = EVERYTHING,
) -> _Found:
    """Every stage after reading, in order. Raises ``ValueError`` where ``date`` is no date."""
    paragraphs = paragraphs_of(document)
    sections, warnings = outline_of(document, paragraphs)
    title = title_of(document, paragraphs, sections)
    units = units_of(paragraphs, sections)
    moods = moods_of(units)
    roles = roles_of(paragraphs, sections, units, moods, title)
    parts = parts_of(document, units, roles)
    sections = with_parts(sections, parts)
    found = _Found(paragraphs, sections, warnings, title, units, moods, roles, parts)
    if not extract:
        return found

    from speechkit.extract.speechdate import date_of

    dated, base = date_of(document, paragraphs, title, date)
    found = replace(found, date=dated)
    if "tasks" in extract:
        from speechkit.extract.tasks import tasks_of
        from speechkit.extract.verdicts import verdicts_of

        verdicts = verdicts_of(paragraphs, sections, units, moods, roles)
        tasks = tasks_of(document, paragraphs, sections, units, roles, verdicts, base)
        found = replace(found, verdicts=verdicts, tasks=tasks)
    if "slogans" in extract:
        from speechkit.extract.slogans import phrase_book, slogans_of

        phrases = phrase_book((config or Config()).glossary.files)
        found = replace(found, slogans=slogans_of(document, paragraphs, units, roles, phrases))
    return found


def _keywords(found: _Found, config: Config, top: int) -> tuple[Keyword, ...]:
    from functools import partial
    from pathlib import Path

    from speechkit.extract.keywords import keywords_of
    from speechkit.glossary import load_glossary
    from speechkit.segment import tokens
    from speechkit.segment.idf import idf_of

    own = config.segment.user_dictionary
    cut = partial(tokens, engine=config.segment.engine, user_dictionary=Path(own) if own else None)
    glossary = load_glossary(config.glossary.files)
    return keywords_of(found.paragraphs, found.parts, found.slogans, glossary, cut=cut, idf=idf_of, top=top)


def _info(document: Document) -> SourceInfo:
    source = document.source
    return SourceInfo(
        name=source.name,
        sha256=source.sha256,
        encoding=source.encoding,
        script=document.script,
        chars=len(source.text),
        lines=len(document.line_starts),
    )
