"""The way a speech goes: every stage once, in order. Read this first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechkit.config import Config
from speechkit.layout import paragraphs_of
from speechkit.model import SCHEMA_VERSION, Analysis, Document, Source, SourceInfo, SpeechDate, Task
from speechkit.moods import moods_of
from speechkit.outline import outline_of, title_of
from speechkit.parts import parts_of, roles_of, with_parts
from speechkit.readers import read, source_from_text
from speechkit.simplify import simplify
from speechkit.units import units_of

if TYPE_CHECKING:
    from pathlib import Path


def analyze(text: str, *, name: str = "<text>", config: Config | None = None, date: str | None = None) -> Analysis:
    """Analyse a speech given as text. Offsets in the result are code points into ``text``.

    ``date`` (2022, 2022-02 or 2022-02-12) is the speech's, where its own words do not tell. Raises ``ValueError``
    where it is no date.
    """
    return analyze_document(simplify(source_from_text(text, name=name), (config or Config()).script), date=date)


def analyze_file(path: str | Path, *, config: Config | None = None, date: str | None = None) -> Analysis:
    """Analyse the speech in a file, as ``analyze`` does. Raises ``InputError`` where it cannot be read."""
    return analyze_document(load(path, config or Config()), date=date)


def load(path: str | Path, config: Config) -> Document:
    """Read and simplify one file, or standard input where ``path`` is ``-``. Raises ``InputError``."""
    return simplify(read(path, config.reading), config.script)


def analyze_document(document: Document, *, date: str | None = None, extract: bool = True) -> Analysis:
    """Every stage after reading, in order; without ``extract`` the outline and the parts only."""
    source: Source = document.source
    paragraphs = paragraphs_of(document)
    sections, warnings = outline_of(document, paragraphs)
    title = title_of(document, paragraphs, sections)
    units = units_of(paragraphs, sections)
    moods = moods_of(units)
    roles = roles_of(paragraphs, sections, units, moods, title)
    parts = parts_of(document, units, roles)
    sections = with_parts(sections, parts)
    dated: SpeechDate | None = None
    tasks: tuple[Task, ...] = ()
    if extract:
        from speechkit.extract.speechdate import date_of
        from speechkit.extract.tasks import tasks_of, verdicts_of

        dated, base = date_of(document, paragraphs, title, date)
        verdicts = verdicts_of(paragraphs, sections, units, moods, roles)
        tasks = tasks_of(document, paragraphs, sections, units, roles, verdicts, base)
    return Analysis(
        schema_version=SCHEMA_VERSION,
        source=SourceInfo(
            name=source.name,
            sha256=source.sha256,
            encoding=source.encoding,
            script=document.script,
            chars=len(source.text),
            lines=len(document.line_starts),
        ),
        title=title,
        date=dated,
        parts=parts,
        sections=sections,
        tasks=tasks,
        slogans=(),
        keywords=(),
        warnings=source.warnings + warnings,
    )
