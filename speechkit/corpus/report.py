"""What is in a corpus: its numbers, whether all of it is as it should be, and its rows for other programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import msgspec

from speechkit.corpus.body import Anchors
from speechkit.corpus.duplicates import look_alike
from speechkit.corpus.query import archived, grams_of, source_text, stretches_from
from speechkit.corpus.schema import VERSION
from speechkit.corpus.store import Store
from speechkit.errors import CorpusError
from speechkit.model import Record
from speechkit.script import convert

TABLES = ("documents", "parts", "sections", "tasks", "slogans", "words")  # that other programs have a use for
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # as the index's tokenizer does
_YEAR = re.compile(
    "(?<![0-9一二三四五六七八九〇零○])((?:1[89]|20)[0-9]{2}|[一二][八九〇零○][一二三四五六七八九〇零○]{2})年"
)
_AROUND = 600  # characters below the front matter, and at the end, in which a speech tells its date
_MOST_FAULTS = 20  # faults of one kind that are told
_LONGEST = 200  # characters of what SQLite says of one


class TextInfo(Record, frozen=True):
    """How many characters a source text has, and how many of them are set aside as no part of the speech."""

    name: str
    chars: int
    set_aside: int

    @property
    def share(self) -> float:
        """Return how much of the text is set aside, from 0 to 1."""
        return self.set_aside / self.chars if self.chars else 0.0


class UndatedText(Record, frozen=True):
    """A document without a date, and what there is in the place of one.

    ``years`` are those that its text names, none of them as that of the speech; ``impossible`` is a date that the text
    or the name of its file has where a speech tells its own, and that the calendar has not (2023-02-30).
    """

    name: str
    years: tuple[str, ...]
    impossible: str | None = None


class SpeakerInfo(Record, frozen=True):
    """A speaker, with how many documents are theirs."""

    name: str
    documents: int


class CorpusInfo(Record, frozen=True):
    """Numbers of a corpus; ``chars`` are those of the bodies, ``bytes`` the size of the file.

    ``nearly_same`` documents look nearly the same as another, by their signatures; ``Corpus.duplicates`` names them.
    ``all_chars`` are those of the source texts, of which ``set_aside`` are no part of a speech; ``texts`` say the same
    of each, those of which most is set aside first. ``empty_texts`` name the documents without a body, in which nothing
    is ever found; ``speaker_texts`` are the speakers, those with most documents first, ``without_speaker`` counts the
    documents that have none; of ``year_only`` documents no month is known, so that none is counted by month.
    """

    version: int
    documents: int
    chars: int
    sections: int
    tasks: int
    slogans: int
    with_words: int
    first_date: str | None
    last_date: str | None
    empty: int
    undated: int
    speakers: int
    without_speaker: int
    nearly_same: int
    folders: tuple[str, ...]
    bytes: int
    all_chars: int
    set_aside: int
    texts: tuple[TextInfo, ...]
    empty_texts: tuple[str, ...]
    undated_texts: tuple[UndatedText, ...]
    speaker_texts: tuple[SpeakerInfo, ...]
    year_only: int

    @property
    def share(self) -> float:
        """Return how much of all texts together is set aside, from 0 to 1."""
        return self.set_aside / self.all_chars if self.all_chars else 0.0


class _Size(msgspec.Struct, frozen=True):
    chars: int


class _Archived(msgspec.Struct, frozen=True):
    """What of an analysis any version of speechkit has."""

    source: _Size


def info_of(store: Store) -> CorpusInfo:
    """Return the numbers, from the tables as they are now."""

    def number(sql: str) -> int:
        return int(store.row(sql)[0] or 0)

    texts, empty = texts_of(store), _empty(store)
    first, last = store.row("SELECT min(date), max(date) FROM documents")
    return CorpusInfo(
        version=VERSION,
        documents=number("SELECT count(*) FROM documents"),
        chars=number("SELECT sum(body_chars) FROM documents"),
        sections=number("SELECT count(*) FROM sections"),
        tasks=number("SELECT count(*) FROM tasks"),
        slogans=number("SELECT count(*) FROM slogans"),
        with_words=number("SELECT count(DISTINCT document) FROM words"),
        first_date=first,
        last_date=last,
        undated=number("SELECT count(*) FROM documents WHERE date IS NULL"),
        speakers=number("SELECT count(DISTINCT speaker) FROM documents"),
        nearly_same=len(look_alike(store)),
        folders=tuple(folder for (folder,) in store.rows("SELECT DISTINCT folder FROM documents ORDER BY folder")),
        bytes=number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
        all_chars=sum(text.chars for text in texts),
        set_aside=sum(text.set_aside for text in texts),
        texts=texts,
        empty=len(empty),
        empty_texts=empty,
        undated_texts=tuple(_undated(store)),
        without_speaker=number("SELECT count(*) FROM documents WHERE speaker IS NULL"),
        speaker_texts=tuple(
            SpeakerInfo(name, documents)
            for name, documents in store.rows(
                "SELECT speaker, count(*) FROM documents WHERE speaker IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
            )
        ),
        year_only=number("SELECT count(*) FROM documents WHERE length(date) = 4"),
    )


def _empty(store: Store) -> tuple[str, ...]:
    """The documents of which nothing but blanks is counted."""
    rows = store.rows(
        "SELECT name, text FROM documents JOIN bodies ON document = id WHERE body_chars < 100 ORDER BY name"
    )
    return tuple(name for name, text in rows if not text.strip())


def _undated(store: Store) -> Iterator[UndatedText]:
    from speechkit.dates import impossible_date  # only here: it would show in the time that a search takes to start

    rows = store.rows(
        """SELECT id, name, title, (SELECT "end" FROM parts WHERE document = id AND role = 'meta' AND start = 0)
        FROM documents WHERE date IS NULL ORDER BY name"""
    )
    for number, name, title, start in rows:
        text = source_text(store, number)
        head, tail = (convert(each, "hans") for each in (text[: (start or 0) + _AROUND], text[-_AROUND:]))
        impossible = impossible_date(title or "", head, tail, name.rsplit("/", 1)[-1])
        yield UndatedText(name, tuple(dict.fromkeys(_YEAR.findall(text))), impossible)


def texts_of(store: Store) -> tuple[TextInfo, ...]:
    """Return how much of each text is set aside, those with the largest share first."""
    rows = store.rows(
        """SELECT name, chars, (SELECT coalesce(sum("end" - start), 0) FROM parts WHERE document = id AND role = 'meta')
        FROM documents ORDER BY name"""
    )
    return tuple(sorted((TextInfo(*row) for row in rows), key=lambda text: -text.share))


def faults_in(store: Store) -> Iterator[str]:
    """Yield what is wrong with the corpus, a sentence each; read all of it. Raises ``CorpusError`` where it cannot."""
    for (said,) in store.rows(f"PRAGMA integrity_check({_MOST_FAULTS})"):
        if said != "ok":
            yield f"the file: {' '.join(said.split())[:_LONGEST]}"
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} belongs to no row of {parent}"
    grams: Counter[str] = Counter()
    for number, name, chars, body_chars, text, stretches in store.rows(
        "SELECT id, name, chars, body_chars, text, stretches FROM documents LEFT JOIN bodies ON document = id"
    ):
        if text is None:
            yield f"{name} has no body"
            continue
        grams.update(set(grams_of(text).translate(_LOWER).split(" ")) - {""})
        yield from _document_faults(store, number, name, chars, body_chars, text, stretches)
    yield from _index_faults(store, grams)


def _document_faults(
    store: Store, number: int, name: str, chars: int, body_chars: int, text: str, stretches: str
) -> Iterator[str]:
    try:
        ends = [stretch.end for stretch in stretches_from(stretches)] or [0]
        if not len(text) == body_chars == ends[-1]:
            yield f"{name}: its body has {len(text)} characters, not {body_chars}"
        msgspec.json.decode(*store.one("SELECT anchors FROM archive WHERE document = ?", number), type=Anchors)
        told = msgspec.json.decode(archived(store, number), type=_Archived).source.chars
        if not len(source_text(store, number)) == told == chars:
            yield f"{name}: its source text has not the length that its analysis says"
    except (CorpusError, msgspec.DecodeError) as error:
        yield f"{name}: what is kept of its source cannot be read: {error}"


def _index_faults(store: Store, grams: Counter[str]) -> Iterator[str]:
    """Compare the index with what the bodies hold: in how many documents each gram is."""
    store.run("PRAGMA query_only = OFF")  # a table that SQLite keeps in memory, for the next query
    store.run("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, row)")
    told = 0
    for gram, documents in store.rows("SELECT term, doc FROM temp.vocabulary"):
        expected = grams.pop(gram, 0)
        if documents != expected and told < _MOST_FAULTS:
            told += 1
            yield f"the index has {gram} in {documents} documents; it is in {expected}"
    if grams and told < _MOST_FAULTS:
        yield f"the index lacks {len(grams)} characters and pairs, such as {min(grams)}"
    store.run("DROP TABLE temp.vocabulary")
    store.run("PRAGMA query_only = ON")


def speeches_kept(store: Store) -> Iterator[dict[str, Any]]:
    """Yield the documents as records, each with its source ``text`` and its ``analysis``, as JSON (``msgspec.Raw``)."""
    for record in records(store, "documents"):
        number = record["id"]
        yield record | {"text": source_text(store, number), "analysis": msgspec.Raw(archived(store, number))}


def records(store: Store, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, one of ``TABLES``, by column; of ``meta`` what its JSON says."""
    columns, rows = store.table(f"SELECT * FROM {table}")
    for row in rows:
        record = dict(zip(columns, row, strict=True))
        if record.get("meta"):
            record["meta"] = json.loads(record["meta"])
        yield record
