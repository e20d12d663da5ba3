"""Speeches into a corpus: each file once, what has not changed left alone, what is gone taken out."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Literal

import msgspec

from speechkit.config import Config
from speechkit.corpus.entry import COLUMNS, Entry, Home, document_columns, entry_of, home_of, words_of
from speechkit.corpus.likeness import minhash_of
from speechkit.corpus.meta import apply
from speechkit.corpus.query import grams_of
from speechkit.corpus.store import Store
from speechkit.corpus.vocabulary import forget_words, put_words
from speechkit.errors import InputError, UsageError
from speechkit.pipeline import Reading
from speechkit.readers import read_source
from speechkit.readers.table_rows import row_holds
from speechkit.script import simplify
from speechkit.version import __version__

ChangeKind = Literal["added", "replaced", "moved", "unchanged", "duplicate", "removed"]
CHANGE_KINDS: tuple[ChangeKind, ...] = ("added", "replaced", "moved", "unchanged", "duplicate", "removed")
_AT_ONCE = 64  # documents of one transaction: what a kill can cost; the index grows by as much at a time
_TABLES = ("words", "parts", "sections", "tasks", "slogans", "tokens", "signatures", "archive", "bodies")


class Change(msgspec.Struct, frozen=True):
    """What became of a file: ``name`` is the document's, ``other`` that of the document which a duplicate is one of.

    ``document`` is the id of one that was put in, anew or in the place of another.
    """

    kind: ChangeKind
    name: str
    other: str | None = None
    document: int | None = None


def add_files(
    store: Store,
    files: Iterable[tuple[str, Home]],
    config: Config,
    *,
    words: bool = False,
    failed: Callable[[Exception, str], None],
) -> Iterator[Change]:
    """Add the files, one after the other. ``failed`` is told of those that cannot be read; the others go on.

    Nobody sees a document that is half there, and what was added stays where a later one fails.
    """
    waiting: list[tuple[Entry, Home]] = []
    try:
        for path, home in files:
            try:
                source = read_source(path, config.reading)
                kind, _ = _standing(store, source.sha256, home, words)
                if kind in ("moved", "duplicate") and waiting:  # which may be all about those that wait
                    yield from put_entries(store, waiting)
                    waiting.clear()
                    kind, _ = _standing(store, source.sha256, home, words)
                if kind in ("added", "replaced", "moved"):
                    reading = Reading(simplify(source, config.script), config=config)
                    waiting.append((entry_of(reading, as_rows=words), home))
            except (UsageError, BrokenPipeError):
                raise
            except Exception as error:
                failed(error, path)
                continue
            if kind == "unchanged":
                yield Change(kind, home.name)
            elif kind == "duplicate":
                with store.writing():
                    change = _doubled(store, source.sha256, home)
                yield change
            elif len(waiting) == _AT_ONCE:
                yield from put_entries(store, waiting)
                waiting.clear()
    except KeyboardInterrupt:
        put_entries(store, waiting)
        raise
    yield from put_entries(store, waiting)


def put_entries(store: Store, entries: Collection[tuple[Entry, Home]]) -> list[Change]:
    """Put all of the entries into the corpus, or none where anything goes wrong."""
    if not entries:
        return []
    with store.writing():
        return [put_entry(store, entry, home) for entry, home in entries]


def put_entry(store: Store, entry: Entry, home: Home) -> Change:
    """Put the entry of one file into the corpus, in the place of the document that had its text or its path.

    Where the document had its words as rows, it has them again. The caller commits.
    """
    sha256 = entry.sha256
    kind, number = _standing(store, sha256, home, entry.as_rows)
    if kind == "duplicate":
        return _doubled(store, sha256, home)
    if number is None:
        return Change("added", home.name, document=_insert(store, entry, home))
    if kind == "moved":
        _forget(store, home)
    _replace(store, number, entry, home)
    (meta,) = store.row("SELECT meta FROM documents WHERE id = ?", (number,))
    if meta:
        apply(store, number, json.loads(meta))
    return Change("moved" if kind == "moved" else "replaced", home.name, document=number)


def _doubled(store: Store, sha256: str, home: Home) -> Change:
    """Take out the document of a file that has the text of another one now. The caller commits."""
    _forget(store, home)
    name, path = store.row("SELECT name, path FROM documents WHERE sha256 = ?", (sha256,))
    return Change("duplicate", home.name, path if name == home.name else name)


def _forget(store: Store, home: Home) -> None:
    """Take out the document of another text that the file used to hold."""
    former = store.row("SELECT id FROM documents WHERE path = ?", (home.path,))
    if former:
        _remove(store, former[0])


def lacking_words(store: Store) -> list[int]:
    """Return the documents whose words are not kept, or nothing that near-duplicates are known by."""
    return [
        number
        for (number,) in store.rows(
            """SELECT id FROM documents WHERE id NOT IN (SELECT document FROM tokens)
            OR id NOT IN (SELECT document FROM signatures) ORDER BY id"""
        )
    ]


def add_lacking(store: Store, number: int, reading: Reading) -> None:
    """Keep the words of a document that an earlier speechkit added, and its signature. The caller commits."""
    (text,) = store.one("SELECT text FROM bodies WHERE document = ?", number)
    if store.row("SELECT 1 FROM tokens WHERE document = ?", (number,)) is None:
        put_words(store, number, words_of(reading, text))
    store.run("INSERT OR REPLACE INTO signatures VALUES (?, ?)", (number, minhash_of(text)))


def remove_gone(store: Store, folders: Collection[str], found: Collection[str]) -> list[Change]:
    """Take out the documents below ``folders`` whose file is not among the paths ``found`` and not there any more."""
    tops = [os.path.join(home_of(folder, folder).path, "") for folder in folders]
    changes = []
    with store.writing():
        for number, path, name in list(store.rows("SELECT id, path, name FROM documents ORDER BY id")):
            if path not in found and any(path.startswith(top) for top in tops) and _is_gone(path):
                _remove(store, number)
                changes.append(Change("removed", name))
    return changes


def _standing(store: Store, sha256: str, home: Home, words: bool) -> tuple[ChangeKind, int | None]:
    """Return what a file is to the corpus, and the id of the document that it is about.

    One that an earlier speechkit analysed, or that lacks ``words``, as rows where these are asked for, is to be
    replaced. A text that the corpus has from another file is a duplicate as long as that file holds it, else it has
    moved.
    """
    same = store.row(
        """SELECT id, path, made_by, EXISTS (SELECT 1 FROM words WHERE document = id),
        EXISTS (SELECT 1 FROM tokens WHERE document = id) FROM documents WHERE sha256 = ?""",
        (sha256,),
    )
    if same:
        number, path, made_by, has_rows, is_cut = same
        if path != home.path:
            return ("duplicate" if still_holds(path, sha256) else "moved"), number
        whole = made_by == __version__ and is_cut and (has_rows or not words)
        return ("unchanged" if whole else "replaced"), number
    before = store.row("SELECT id FROM documents WHERE path = ?", (home.path,))
    return ("replaced", before[0]) if before else ("added", None)


def still_holds(path: str, sha256: str) -> bool:
    """Whether the file at the ``path`` of a document holds that text. One that cannot be read may well."""
    try:
        if (holds := row_holds(path, sha256)) is not None:
            return holds
        with open(_file_of(path), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError, InputError):
        return True


def _file_of(path: str) -> bytes:
    r"""Return the file at the ``path`` of a document, in which a byte that is no UTF-8 is written ``\\xff``."""
    name = os.fsencode(path)
    if os.path.lexists(name):
        return name
    return re.sub(rb"\\x([89a-f][0-9a-f])", lambda byte: bytes([int(byte[1], 16)]), name)


def _is_gone(path: str) -> bool:
    try:
        if row_holds(path, "") is not None:  # the table can be read, and the row was not met in it
            return True
        os.stat(_file_of(path))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError, InputError):  # there may well be one
        return False
    return False


def _insert(store: Store, entry: Entry, home: Home) -> int:
    """Put a new document in; returns its id."""
    columns = document_columns()
    marks = ", ".join("?" * len(columns))
    number = store.run(f"INSERT INTO documents ({', '.join(columns)}) VALUES ({marks})", _values(entry, home))
    assert number is not None
    _fill(store, number, entry, as_rows=entry.as_rows)
    return number


def _replace(store: Store, number: int, entry: Entry, home: Home) -> None:
    """Put the new text of a document in the place of its old one; the columns of --meta stay."""
    had_rows = store.row("SELECT 1 FROM words WHERE document = ?", (number,)) is not None
    _empty(store, number)
    columns = ", ".join(f"{name} = ?" for name in document_columns())
    store.run(f"UPDATE documents SET {columns} WHERE id = ?", (*_values(entry, home), number))
    _fill(store, number, entry, as_rows=entry.as_rows or had_rows)


def remove_documents(store: Store, numbers: Iterable[int]) -> None:
    """Take documents out, all or, where anything goes wrong, none."""
    with store.writing():
        for number in numbers:
            _remove(store, number)


def _remove(store: Store, number: int) -> None:
    """Take a document out, with all that is kept of it."""
    _empty(store, number)
    store.run("DELETE FROM documents WHERE id = ?", (number,))


def _values(entry: Entry, home: Home) -> tuple[Any, ...]:
    """Return the values of the ``document_columns``."""
    return (*msgspec.structs.astuple(home), *(entry.columns[name] for name in COLUMNS))


def _empty(store: Store, number: int) -> None:
    # The index has no text of its own: to forget a document it must be told what it knew.
    (text,) = store.row("SELECT text FROM bodies WHERE document = ?", (number,))
    store.run("INSERT INTO search (search, rowid, grams) VALUES ('delete', ?, ?)", (number, grams_of(text)))
    forget_words(store, number)
    for table in _TABLES:
        store.run(f"DELETE FROM {table} WHERE document = ?", (number,))


def _fill(store: Store, number: int, entry: Entry, *, as_rows: bool) -> None:
    body = entry.body
    store.run("INSERT INTO search (rowid, grams) VALUES (?, ?)", (number, entry.grams))
    store.run("INSERT INTO bodies VALUES (?, ?, ?)", (number, _json(body.stretches), body.text))
    store.run("INSERT INTO archive VALUES (?, ?, ?, ?)", (number, _json(body.anchors), entry.source, entry.archived))
    for table, rows in entry.rows.items():
        if rows:
            marks = ", ".join("?" * (len(rows[0]) + 1))
            store.run_many(f"INSERT INTO {table} VALUES ({marks})", ((number, *row) for row in rows))
    if entry.words:
        put_words(store, number, entry.words)
        if as_rows:
            counted = ((number, word, count) for word, count, _ in entry.words.counts)
            store.run_many("INSERT INTO words VALUES (?, ?, ?)", counted)
    if entry.minhash:
        store.run("INSERT INTO signatures VALUES (?, ?)", (number, entry.minhash))


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
