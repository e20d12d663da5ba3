"""All that is known of one speech, gathered for a page that people explore."""

from __future__ import annotations

import msgspec

from speechkit.explanation import explanation_of
from speechkit.keywords.extract import keywords_of
from speechkit.model import Analysis, Companions, Document, Explanation, Keyword, Record, Slogan, Span
from speechkit.phrases.companions import companions_missing
from speechkit.phrases.glossary import Entry, Glossary, load_glossary
from speechkit.pipeline import Reading

KEYWORDS = 40


class PhraseFound(Record, frozen=True):
    """A set phrase of a speech and its places: ``places`` are numbers of the analysis's slogans, from 0.

    ``entry`` is the glossary's, null where it has none.
    """

    text: str
    kind: str
    entry: Entry | None
    places: tuple[int, ...]


class NameFound(Record, frozen=True):
    """Somebody whom tasks name: the ids of the tasks that they lead, and of those that they help with."""

    name: str
    leads: tuple[str, ...]
    helps: tuple[str, ...]
    places: tuple[Span, ...]


class Report(msgspec.Struct, frozen=True):
    """A speech with all that was found in it, and what is known of it; ``explanation``, where asked for, says why."""

    document: Document
    analysis: Analysis
    explanation: Explanation | None
    phrases: tuple[PhraseFound, ...]
    companions: tuple[Companions, ...]
    names: tuple[NameFound, ...]
    keywords: tuple[Keyword, ...]


def report_of(reading: Reading, *, reasons: bool = True) -> Report:
    """Gather the report of a speech; ``reasons`` take longer than all the rest of it."""
    analysis = reading.analysis()
    glossary = load_glossary(reading.config.glossary.files)
    return Report(
        document=reading.document,
        analysis=analysis,
        explanation=explanation_of(reading) if reasons else None,
        phrases=_phrases(analysis.slogans, glossary),
        companions=companions_missing(analysis.slogans, glossary, reading.document.text),
        names=_names(analysis),
        keywords=keywords_of(reading, top=KEYWORDS),
    )


def _phrases(slogans: tuple[Slogan, ...], glossary: Glossary) -> tuple[PhraseFound, ...]:
    places: dict[tuple[str, str], list[int]] = {}
    for number, slogan in enumerate(slogans):
        places.setdefault((slogan.name or slogan.text, slogan.kind), []).append(number)
    return tuple(
        PhraseFound(text, kind, glossary.find(text) if slogans[found[0]].name else None, tuple(found))
        for (text, kind), found in places.items()
    )


def _names(analysis: Analysis) -> tuple[NameFound, ...]:
    leads: dict[str, list[str]] = {}
    helps: dict[str, list[str]] = {}
    places: dict[str, list[Span]] = {}
    for task in analysis.tasks:
        if actor := task.named_actor:
            leads.setdefault(actor.text, []).append(task.id)
            places.setdefault(actor.text, []).append(actor)
        for helper in task.co_actors:
            helps.setdefault(helper.text, []).append(task.id)
            places.setdefault(helper.text, []).append(helper)
    return tuple(
        NameFound(name, tuple(leads.get(name, ())), tuple(helps.get(name, ())), tuple(dict.fromkeys(spans)))
        for name, spans in places.items()
    )
