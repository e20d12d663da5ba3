"""The way a speech goes: every stage once, in order. Read this first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechkit.config import Config
from speechkit.layout import paragraphs_of
from speechkit.model import SCHEMA_VERSION, Analysis, Document, Source, SourceInfo
from speechkit.outline import outline_of, title_of
from speechkit.readers import read, source_from_text
from speechkit.simplify import simplify

if TYPE_CHECKING:
    from pathlib import Path


def analyze(text: str, *, name: str = "<text>", config: Config | None = None) -> Analysis:
    """Analyse a speech given as text. Offsets in the result are code points into ``text``."""
    return analyze_document(simplify(source_from_text(text, name=name), (config or Config()).script))


def analyze_file(path: str | Path, *, config: Config | None = None) -> Analysis:
    """Analyse the speech in a file. Raises ``InputError`` where it cannot be read."""
    return analyze_document(load(path, config or Config()))


def load(path: str | Path, config: Config) -> Document:
    """Read and simplify one file, or standard input where ``path`` is ``-``. Raises ``InputError``."""
    return simplify(read(path, config.reading), config.script)


def analyze_document(document: Document) -> Analysis:
    """Every stage after reading, in order."""
    source: Source = document.source
    paragraphs = paragraphs_of(document)
    sections, warnings = outline_of(document, paragraphs)
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
        title=title_of(document, paragraphs, sections),
        date=None,
        parts=(),
        sections=sections,
        tasks=(),
        slogans=(),
        keywords=(),
        warnings=source.warnings + warnings,
    )
