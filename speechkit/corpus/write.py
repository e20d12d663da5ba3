"""Entries into the tables of a corpus, and documents out of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from speechkit import __version__
from speechkit.corpus.dates import year_of
from speechkit.corpus.entry import Entry
from speechkit.corpus.grams import grams_of
from speechkit.corpus.store import Corpus

_TABLES = ("words", "parts", "sections", "tasks", "slogans", "bodies", "archive")
_DERIVED = (
    "name", "path", "folder", "sha256", "date", "date_from", "year", "title", "speaker", "script", "encoding", "chars",
    "lines", "body_chars", "made_by",
)  # fmt: skip
OWN = ("id", *_DERIVED, "meta")  # the columns of documents that --meta cannot add


class Home(msgspec.Struct, frozen=True):
    """Where a document's file is: ``path`` from the root, ``folder`` the one that was added, ``name`` below that."""

    path: str
    folder: str
    name: str


def insert(corpus: Corpus, entry: Entry, home: Home) -> int:
    """Put a new document in; returns its id."""
    columns, marks = ", ".join(_DERIVED), ", ".join("?" * len(_DERIVED))
    number = corpus.run(f"INSERT INTO documents ({columns}) VALUES ({marks})", _document(entry, home))
    assert number is not None
    _fill(corpus, number, entry)
    return number


def replace(corpus: Corpus, number: int, entry: Entry, home: Home, *, words_too: bool) -> None:
    """Put the new text of a document in the place of its old one; the columns of --meta stay, the words if wanted."""
    _empty(corpus, number, _TABLES if words_too else _TABLES[1:])
    columns = ", ".join(f"{name} = ?" for name in _DERIVED)
    corpus.run(f"UPDATE documents SET {columns} WHERE id = ?", (*_document(entry, home), number))
    _fill(corpus, number, entry)


def remove(corpus: Corpus, number: int) -> None:
    """Take a document out, with all that is kept of it."""
    _empty(corpus, number, _TABLES)
    corpus.run("DELETE FROM documents WHERE id = ?", (number,))


def _document(entry: Entry, home: Home) -> tuple[Any, ...]:
    source = entry.info
    return (
        home.name, home.path, home.folder, source.sha256, entry.date, entry.date_from, year_of(entry.date),
        entry.title, entry.speaker, source.script, source.encoding, source.chars, source.lines, len(entry.body.text),
        __version__,
    )  # fmt: skip


def _empty(corpus: Corpus, number: int, tables: Sequence[str]) -> None:
    # The index has no text of its own: to forget a document it must be told what it knew.
    (text,) = corpus.row("SELECT text FROM bodies WHERE document = ?", (number,))
    corpus.run("INSERT INTO search (search, rowid, grams) VALUES ('delete', ?, ?)", (number, grams_of(text)))
    for table in tables:
        corpus.run(f"DELETE FROM {table} WHERE document = ?", (number,))


def _fill(corpus: Corpus, number: int, entry: Entry) -> None:
    body = entry.body
    corpus.run("INSERT INTO search (rowid, grams) VALUES (?, ?)", (number, entry.grams))
    corpus.run("INSERT INTO bodies VALUES (?, ?, ?)", (number, _json(body.stretches), body.text))
    corpus.run("INSERT INTO archive VALUES (?, ?, ?, ?)", (number, _json(body.anchors), entry.source, entry.archived))
    for table, rows in entry.rows.items():
        if rows:
            marks = ", ".join("?" * (len(rows[0]) + 1))
            corpus.run_many(f"INSERT INTO {table} VALUES ({marks})", ((number, *row) for row in rows))
    corpus.run_many("INSERT INTO words VALUES (?, ?, ?)", ((number, *pair) for pair in entry.words or ()))


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
