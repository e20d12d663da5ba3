"""Speeches into a corpus: each file once, what has not changed left alone, what is gone taken out."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Literal

import msgspec

from speechkit import __version__
from speechkit.config import Config
from speechkit.corpus import write
from speechkit.corpus.entry import Entry, analyzed
from speechkit.corpus.meta import apply
from speechkit.corpus.store import Corpus
from speechkit.corpus.write import Home
from speechkit.errors import UsageError
from speechkit.readers import read_source
from speechkit.script import simplify

Kind = Literal["added", "replaced", "moved", "unchanged", "duplicate", "removed"]
KINDS: tuple[Kind, ...] = ("added", "replaced", "moved", "unchanged", "duplicate", "removed")
_AT_ONCE = 64  # documents of one transaction: what a kill can cost; the index grows by as much at a time


class Change(msgspec.Struct, frozen=True):
    """What became of a file: ``name`` is the document's, ``other`` that of the document which a duplicate is one of."""

    kind: Kind
    name: str
    other: str | None = None


def home_of(path: str, folder: str) -> Home:
    """Where a file is that was found below ``folder``; both may be relative to the working directory."""
    whole, top = os.path.abspath(path), os.path.abspath(folder)
    name = os.path.relpath(whole, top)
    return Home(
        *(each.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") for each in (whole, top, name))
    )


def add_files(
    corpus: Corpus,
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
                kind, _ = _standing(corpus, source.sha256, home, words)
                if kind in ("moved", "duplicate") and waiting:  # which may be all about those that wait
                    yield from put_entries(corpus, waiting)
                    waiting.clear()
                    kind, _ = _standing(corpus, source.sha256, home, words)
                if kind in ("added", "replaced", "moved"):
                    waiting.append((analyzed(simplify(source, config.script), config, words=words), home))
            except (UsageError, BrokenPipeError):
                raise
            except Exception as error:
                failed(error, path)
                continue
            if kind == "unchanged":
                yield Change(kind, home.name)
            elif kind == "duplicate":
                with corpus.writing():
                    change = _doubled(corpus, source.sha256, home)
                yield change
            elif len(waiting) == _AT_ONCE:
                yield from put_entries(corpus, waiting)
                waiting.clear()
    except KeyboardInterrupt:
        put_entries(corpus, waiting)
        raise
    yield from put_entries(corpus, waiting)


def put_entries(corpus: Corpus, entries: Collection[tuple[Entry, Home]]) -> list[Change]:
    """Put all of the entries into the corpus, or none where anything goes wrong."""
    if not entries:
        return []
    with corpus.writing():
        return [put_entry(corpus, entry, home) for entry, home in entries]


def put_entry(corpus: Corpus, entry: Entry, home: Home) -> Change:
    """Bring the corpus up to one file; what is there of its text, or of the file, makes room. The caller commits.

    Words that are stored stay where the text is the same and the entry has none.
    """
    sha256 = entry.info.sha256
    kind, number = _standing(corpus, sha256, home, entry.words is not None)
    if kind == "duplicate":
        return _doubled(corpus, sha256, home)
    if number is None:
        write.insert(corpus, entry, home)
        return Change("added", home.name)
    if kind == "moved":
        _forget(corpus, home)
    (same,) = corpus.row("SELECT sha256 = ? FROM documents WHERE id = ?", (sha256, number))
    write.replace(corpus, number, entry, home, words_too=not same or entry.words is not None)
    (meta,) = corpus.row("SELECT meta FROM documents WHERE id = ?", (number,))
    if meta:
        apply(corpus, number, json.loads(meta))
    return Change("moved" if kind == "moved" else "replaced", home.name)


def _doubled(corpus: Corpus, sha256: str, home: Home) -> Change:
    """A file whose text another has: the document that it was before is no more. The caller commits."""
    _forget(corpus, home)
    name, path = corpus.row("SELECT name, path FROM documents WHERE sha256 = ?", (sha256,))
    return Change("duplicate", home.name, path if name == home.name else name)


def _forget(corpus: Corpus, home: Home) -> None:
    """Take out the document of another text that the file used to hold."""
    former = corpus.row("SELECT id FROM documents WHERE path = ?", (home.path,))
    if former:
        write.remove(corpus, former[0])


def remove_gone(corpus: Corpus, folders: Collection[str], found: Collection[str]) -> list[Change]:
    """Take out the documents below ``folders`` whose file is not among the paths ``found`` and not there any more."""
    tops = [os.path.join(home_of(folder, folder).path, "") for folder in folders]
    changes = []
    with corpus.writing():
        for number, path, name in list(corpus.rows("SELECT id, path, name FROM documents ORDER BY id")):
            if path not in found and any(path.startswith(top) for top in tops) and _is_gone(path):
                write.remove(corpus, number)
                changes.append(Change("removed", name))
    return changes


def _standing(corpus: Corpus, sha256: str, home: Home, words: bool) -> tuple[Kind, int | None]:
    """What a file is to the corpus, and the document that it is about.

    One that an earlier speechkit analysed, or that lacks the ``words`` asked for, is to be replaced. A text that the
    corpus has from another file is a duplicate as long as that file holds it, else it has moved.
    """
    same = corpus.row(
        "SELECT id, path, made_by, EXISTS (SELECT 1 FROM words WHERE document = id) FROM documents WHERE sha256 = ?",
        (sha256,),
    )
    if same:
        number, path, made_by, has_words = same
        if path != home.path:
            return ("duplicate" if still_holds(path, sha256) else "moved"), number
        return ("unchanged" if made_by == __version__ and (has_words or not words) else "replaced"), number
    before = corpus.row("SELECT id FROM documents WHERE path = ?", (home.path,))
    return ("replaced", before[0]) if before else ("added", None)


def still_holds(path: str, sha256: str) -> bool:
    """Whether the file at the ``path`` of a document holds that text. One that cannot be read may well."""
    try:
        with open(_file_of(path), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True


def _file_of(path: str) -> bytes:
    r"""The file at the ``path`` of a document, in which a byte of the name that is no UTF-8 is written ``\\xff``."""
    name = os.fsencode(path)
    if os.path.lexists(name):
        return name
    return re.sub(rb"\\x([89a-f][0-9a-f])", lambda byte: bytes([int(byte[1], 16)]), name)


def _is_gone(path: str) -> bool:
    try:
        os.stat(_file_of(path))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # there may well be one
        return False
    return False
