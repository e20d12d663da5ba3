"""A speech made ready for a corpus. No corpus is needed for that, so that another process can do it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial

import msgspec
from msgspec.structs import replace

from speechkit.chars import one_line
from speechkit.corpus import body as kept
from speechkit.corpus.body import Body, body_of
from speechkit.corpus.fields import date_for, person, speaker_of, year_of
from speechkit.corpus.likeness import minhash_of
from speechkit.corpus.query import grams_of
from speechkit.corpus.tokens import cut_of, packed
from speechkit.corpus.vocabulary import Words, counts_in
from speechkit.model import Analysis, Document
from speechkit.pipeline import Reading
from speechkit.version import __version__

Cell = str | int | None
Row = tuple[Cell, ...]


class Facts(msgspec.Struct, frozen=True):
    """What the columns of a document are taken from; its ``date`` is that of the text or of the file's name."""

    reading: Reading
    body: Body
    date: str | None
    date_from: str | None


def title_of(reading: Reading) -> str | None:
    """Return the title that is kept of a speech, simplified; None where it has none."""
    title = reading.title or reading.masthead.title
    return one_line(title.text) if title else None


def speaker_in(reading: Reading) -> str | None:
    """Return who speaks, in the one form that is counted; None where the speech does not say."""
    start = next((part.end for part in reading.parts if part.role == "meta" and part.start == 0), 0)
    by = reading.masthead.speaker
    return speaker_of(reading.document.text, start) or (person(one_line(by.text)) if by else None)


# What is kept of each document as a whole: the column of the table documents, and where it comes from. A new one is a
# line here and a script data/corpus/N.sql that makes the column, N being the new VERSION in schema.py.
COLUMNS: dict[str, Callable[[Facts], Cell]] = {
    "sha256": lambda facts: facts.reading.document.source.sha256,
    "date": lambda facts: facts.date,
    "date_from": lambda facts: facts.date_from,
    "year": lambda facts: year_of(facts.date),
    "title": lambda facts: title_of(facts.reading),
    "speaker": lambda facts: speaker_in(facts.reading),
    "script": lambda facts: facts.reading.document.script,
    "encoding": lambda facts: facts.reading.document.source.encoding,
    "chars": lambda facts: facts.reading.info.chars,
    "lines": lambda facts: facts.reading.info.lines,
    "body_chars": lambda facts: len(facts.body.text),
    "made_by": lambda facts: __version__,
}


class Home(msgspec.Struct, frozen=True):
    """Where a document's file is: ``path`` from the root, ``folder`` the one that was added, ``name`` below that."""

    path: str
    folder: str
    name: str


def home_of(path: str, folder: str) -> Home:
    """Return where a file is that was found below ``folder``; both may be relative to the working directory."""
    whole, top = os.path.abspath(path), os.path.abspath(folder)
    return Home(*map(_written, (whole, top, os.path.relpath(whole, top))))


def _written(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def document_columns() -> tuple[str, ...]:
    """Return the columns of the table documents that its file and its text fill: all but the id and those of --meta."""
    return (*Home.__struct_fields__, *COLUMNS)


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """All that a corpus keeps of one document, ready to be written.

    ``columns`` are those of ``COLUMNS``, ``rows`` those of the tables of findings, without the document's id;
    ``source`` and ``archived`` are compressed. ``words`` says how the body is cut into words, and ``minhash`` what
    near-duplicates are known by; both are None in a corpus that only lives for a search. ``as_rows``: each word also is
    a row of the table words.
    """

    columns: dict[str, Cell]
    body: Body
    grams: str
    source: bytes
    archived: bytes
    rows: dict[str, tuple[Row, ...]]
    words: Words | None = None
    minhash: bytes | None = None
    as_rows: bool = False

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the file's bytes, in hexadecimal."""
        return str(self.columns["sha256"])


def entry_of(
    reading: Reading,
    *,
    words: bool = True,
    as_rows: bool = False,
    minhash: bool = True,
    tasks: bool = True,
    slogans: bool = True,
) -> Entry:
    """Return the entry of a speech; ``words``, ``minhash``, ``tasks`` and ``slogans`` say what of it is to be found.

    Raises ``UsageError`` where words cannot be cut as the configuration says.
    """
    document = storable(reading.document)
    if document is not reading.document:
        given = reading.date.iso if reading.date and reading.date.origin == "option" else None
        reading = Reading(document, config=reading.config, date=given)
    analysis = reading.analysis(tasks=tasks, slogans=slogans)
    body = body_of(reading)
    source, archived = kept.packed(document.source.text, body.text, msgspec.json.encode(analysis))
    # Not the analysis' date: without tasks and set phrases it has none.
    facts = Facts(reading, body, *date_for(reading.date, os.path.basename(document.source.name)))
    return Entry(
        {name: value(facts) for name, value in COLUMNS.items()},
        body,
        grams_of(body.text),
        source,
        archived,
        _rows(analysis),
        words_of(reading, body.text) if words else None,
        minhash_of(body.text) if minhash else None,
        as_rows,
    )


def storable(document: Document) -> Document:
    """Return the document with U+FFFD for every lone surrogate, which SQLite has no place for."""
    clean = partial(re.sub, "[\ud800-\udfff]", "\ufffd")
    text = clean(document.source.text)
    if text == document.source.text:
        return document
    return replace(document, source=replace(document.source, text=text), text=clean(document.text))


def _rows(analysis: Analysis) -> dict[str, tuple[Row, ...]]:
    """Return the rows of the tables of findings, in order, without the document's id."""
    return {
        "parts": tuple((part.role, part.start, part.end) for part in analysis.parts),
        "sections": tuple(
            (each.id, each.parent, each.level, each.marker, each.title, each.part, each.start, each.body, each.end,
             each.line)
            for each in analysis.sections
        ),
        "tasks": tuple(
            (each.id, each.text, each.named_actor.text if each.named_actor else None, each.action, each.object,
             *((each.deadline.text, each.deadline.earliest, each.deadline.latest) if each.deadline else (None,) * 3),
             each.strength, int(each.relayed), each.section, each.part, each.start, each.end, each.line)
            for each in analysis.tasks
        ),
        "slogans": tuple(
            (each.text, each.kind, each.name, each.frame, each.start, each.end, each.line)
            for each in analysis.slogans
        ),
    }  # fmt: skip


def words_of(reading: Reading, text: str) -> Words:
    """Return the words of ``text``, a reading's body. Raises ``UsageError`` where they cannot be cut as configured."""
    cut = cut_of(reading, text)
    counts = counts_in(cut.words(text))
    return Words(sum(count for _, count, _ in counts), packed(cut), counts)
