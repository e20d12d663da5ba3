"""One page on a speech, quoted from it: who, where, when, its parts, points, tasks, set phrases and keywords."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from speechkit.masthead import masthead_of
from speechkit.model import Analysis, DatedLine, Document, Keyword, Paragraph, Quote, Role, Span, SpeechDate, Summary
from speechkit.summary.outline import outline_lines
from speechkit.summary.shares import shares_of
from speechkit.summary.slogans import counts_of
from speechkit.summary.tasks import task_lines
from speechkit.summary.wording import keyword_lines

__all__ = ["summary_of"]


def summary_of(
    document: Document,
    paragraphs: Sequence[Paragraph],
    analysis: Analysis,
    keywords: Sequence[Keyword],
    *,
    tasks: int,
    role: Role | None = None,
) -> Summary:
    """The page. At most ``tasks`` have an actor or a deadline; a third as many others, or what those leave, follow.

    With ``role`` the points, tasks and set phrases are those of its parts; ``keywords`` are printed as they are.
    """
    masthead = masthead_of(document, paragraphs)
    here = _within(analysis, role)
    # As for the keywords themselves: not the title, not what a web site puts around the speech.
    told = here.parts if role else tuple(part for part in here.parts if part.role != "meta")
    sections, sections_found = outline_lines(document, paragraphs, here.sections)
    shown, tasks_found = task_lines(document, paragraphs, here.tasks, sections, tasks)
    return Summary(
        schema_version=analysis.schema_version,
        source=analysis.source,
        title=_quote(document, analysis.title) or masthead.title,
        occasion=masthead.occasion,
        date=_dated(document, analysis.date),
        speaker=masthead.speaker,
        parts=shares_of(document, analysis.parts),
        sections=sections,
        sections_found=sections_found,
        tasks=shown,
        tasks_found=tasks_found,
        slogans=counts_of(here.slogans),
        keywords=keyword_lines(document, paragraphs, told, keywords),
        warnings=analysis.warnings,
    )


def _within(analysis: Analysis, role: Role | None) -> Analysis:
    """The analysis with what stands in the parts of one role; with all where it is None."""
    if role is None:
        return analysis
    parts = tuple(part for part in analysis.parts if part.role == role)
    return replace(
        analysis,
        parts=parts,
        sections=tuple(section for section in analysis.sections if section.part == role),
        tasks=tuple(task for task in analysis.tasks if task.part == role),
        slogans=tuple(
            slogan for slogan in analysis.slogans if any(part.start <= slogan.start < part.end for part in parts)
        ),
    )


def _quote(document: Document, span: Span | None) -> Quote | None:
    if span is None:
        return None
    return Quote(span.start, span.end, span.text, span.source_text, document.line(span.start))


def _dated(document: Document, date: SpeechDate | None) -> DatedLine | None:
    if date is None:
        return None
    line = None if date.start is None else document.line(date.start)
    return DatedLine(date.iso, date.start, date.end, date.origin, line)
