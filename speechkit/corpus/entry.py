"""An analysed document made ready for a corpus. It needs no corpus, so that it can be made in another process."""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from functools import partial

import msgspec
from msgspec.structs import replace

from speechkit.chars import one_line
from speechkit.config import Config
from speechkit.corpus.body import Body, body_of
from speechkit.corpus.dates import date_for
from speechkit.corpus.fields import person, speaker_of
from speechkit.corpus.grams import grams_of
from speechkit.layout import paragraphs_of
from speechkit.model import Analysis, Document, SourceInfo
from speechkit.pipeline import EVERYTHING, Extraction, analyze_document

_LEVEL = 6  # zlib's: 9 takes longer for less than a hundredth
_WIDE = "utf-16-le"  # two bytes a character leave less than three
_PIECE = 1 << 13  # characters of a source text that are compressed together
_WINDOW = 1 << 15  # bytes: zlib looks no further back


Row = tuple[str | int | None, ...]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """All that a corpus keeps of one document, ready to be written; ``words`` may be None.

    ``source`` and ``archived`` are compressed, ``rows`` are those of the tables of findings, without the document's id;
    ``date`` and ``date_from`` are what the document and its file's name tell.
    """

    info: SourceInfo
    body: Body
    grams: str
    source: bytes
    archived: bytes
    rows: dict[str, tuple[Row, ...]]
    date: str | None
    date_from: str | None
    title: str | None
    speaker: str | None
    words: tuple[tuple[str, int], ...] | None = None


def analyzed(
    document: Document, config: Config, *, words: bool = False, extract: tuple[Extraction, ...] = EVERYTHING
) -> Entry:
    """Analyse a document and make its entry; ``words`` says whether to count them, ``extract`` what to find."""
    document = storable(document)
    analysis = analyze_document(document, config=config, extract=extract)
    return entry_of(document, analysis, words=config if words else None)


def storable(document: Document) -> Document:
    """The document, with U+FFFD for every lone surrogate, which SQLite has no place for."""
    clean = partial(re.sub, "[\ud800-\udfff]", "\ufffd")
    text = clean(document.source.text)
    if text == document.source.text:
        return document
    return replace(document, source=replace(document.source, text=text), text=clean(document.text))


def entry_of(document: Document, analysis: Analysis, *, words: Config | None = None) -> Entry:
    """The entry of a ``storable`` document and its analysis, whatever that extracts.

    ``words`` says how to cut words; None leaves them out.
    """
    from speechkit.dates import date_of  # only here: a search of a corpus, which reads its entries, finds nothing anew
    from speechkit.masthead import masthead_of

    paragraphs = paragraphs_of(document)
    body = body_of(document, paragraphs, analysis.parts)
    # Not the analysis' own: one that extracts nothing has none.
    own = date_of(document, paragraphs, analysis.title, None)
    date, date_from = date_for(own, os.path.basename(document.source.name))
    start = next((part.end for part in analysis.parts if part.role == "meta" and part.start == 0), 0)
    source, archive = packed(document.source.text, body.text, msgspec.json.encode(analysis))
    masthead = masthead_of(document, paragraphs)
    title, by = analysis.title or masthead.title, masthead.speaker
    return Entry(
        analysis.source,
        body,
        grams_of(body.text),
        source,
        archive,
        _rows(analysis),
        date,
        date_from,
        one_line(title.text) if title else None,
        speaker_of(document.text, start) or (person(one_line(by.text)) if by else None),
        words_of(body.text, words) if words else None,
    )


def _rows(analysis: Analysis) -> dict[str, tuple[Row, ...]]:
    """The rows of the tables, in order, without the document."""
    return {
        "parts": tuple((part.role, part.start, part.end) for part in analysis.parts),
        "sections": tuple(
            (each.id, each.parent, each.level, each.marker, each.title, each.part, each.start, each.body, each.end,
             each.line)
            for each in analysis.sections
        ),
        "tasks": tuple(
            (each.id, each.text, each.actor.text if each.actor else None, each.action, each.object,
             *((each.deadline.text, each.deadline.earliest, each.deadline.latest) if each.deadline else (None,) * 3),
             each.strength, int(each.relayed), each.section, each.part, each.start, each.end, each.line)
            for each in analysis.tasks
        ),
        "slogans": tuple(
            (each.text, each.kind, each.name, each.frame, each.start, each.end, each.line)
            for each in analysis.slogans
        ),
    }  # fmt: skip


def packed(source: str, body: str, analysis: bytes) -> tuple[bytes, bytes]:
    """A source text and its analysis, compressed.

    What of the body stands near it is the dictionary of each piece of the source, and the source that of the analysis:
    most of the one stands in the other.
    """
    pieces = (_packed(_wide(source[at : at + _PIECE]), _near(body, at)) for at in range(0, len(source), _PIECE))
    return b"".join(pieces), _packed(analysis, source.encode())


def unpacked_source(source: bytes, body: str) -> str:
    """The source text that ``packed`` compressed."""
    pieces: list[str] = []
    while source:
        text, source = _unpacked(source, _near(body, len(pieces) * _PIECE))
        pieces.append(text.decode(_WIDE))
    return "".join(pieces)


def unpacked_analysis(source: bytes, body: str, analysis: bytes) -> bytes:
    """The analysis that ``packed`` compressed together with its source."""
    return _unpacked(analysis, unpacked_source(source, body).encode())[0]


def _near(body: str, at: int) -> bytes:
    """What of the body the source's piece at ``at`` quotes, meta parts and indents having moved it a little."""
    start = max(at - _PIECE // 2, 0)
    return _wide(body[start : start + 2 * _PIECE])


def _wide(text: str) -> bytes:
    return text.encode(_WIDE)


def _packed(data: bytes, dictionary: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zdict=dictionary[:_WINDOW])
    return packer.compress(data) + packer.flush()


def _unpacked(data: bytes, dictionary: bytes) -> tuple[bytes, bytes]:
    """The data of the first stream, and the streams that follow it."""
    unpacker = zlib.decompressobj(zdict=dictionary[:_WINDOW])
    text = unpacker.decompress(data)
    if not unpacker.eof:
        raise zlib.error("a compressed text ends too early")
    return text, unpacker.unused_data


def words_of(text: str, config: Config) -> tuple[tuple[str, int], ...]:
    """The words of a text with their counts. Raises ``UsageError`` where they cannot be cut as ``config`` says."""
    from pathlib import Path

    from speechkit.segment import tokens

    segment = config.segment
    dictionary = Path(segment.user_dictionary) if segment.user_dictionary else None
    cut = tokens(text, engine=segment.engine, user_dictionary=dictionary)
    return tuple(sorted(Counter(token.text for token in cut if token.text.isalnum()).items()))
