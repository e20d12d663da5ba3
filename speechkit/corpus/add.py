"""Speeches into a corpus: each file once, what has not changed left alone, what is gone taken out."""

from __future__ import annotations

import json
import os
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
from speechkit.readers import read
from speechkit.simplify import simplify

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
                source = read(path, config.reading)
                kind, _ = _standing(corpus, source.sha256, home, words)
                if kind in ("added", "replaced"):
                    waiting.append((analyzed(simplify(source, config.script), config, words=words), home))
            except (UsageError, BrokenPipeError):
                raise
            except Exception as error:
                failed(error, path)
                continue
            if kind == "unchanged":
                yield Change(kind, home.name)
            elif kind in ("moved", "duplicate"):
                yield from put_entries(corpus, waiting)
                waiting.clear()
                with corpus.writing():
                    change = _settled(corpus, source.sha256, home, None)
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
    """Put an entry into the corpus, in the place of what is there of its file; the caller commits."""
    return _settled(corpus, entry.info.sha256, home, entry)


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

    One that an earlier speechkit analysed, or that lacks the ``words`` asked for, is to be replaced.
    """
    same = corpus.row(
        "SELECT id, path, made_by, EXISTS (SELECT 1 FROM words WHERE document = id) FROM documents WHERE sha256 = ?",
        (sha256,),
    )
    if same:
        number, path, made_by, has_words = same
        if path != home.path:
            return ("moved" if _is_gone(path) else "duplicate"), number
        return ("unchanged" if made_by == __version__ and (has_words or not words) else "replaced"), number
    before = corpus.row("SELECT id FROM documents WHERE path = ?", (home.path,))
    return ("replaced", before[0]) if before else ("added", None)


def _settled(corpus: Corpus, sha256: str, home: Home, entry: Entry | None) -> Change:
    """Bring the corpus up to one file, inside a transaction; without an ``entry`` only what needs none is done."""
    kind, number = _standing(corpus, sha256, home, entry is not None and entry.words is not None)
    if entry is not None and kind == "unchanged":  # whoever made an entry of it had a reason
        kind = "replaced"
    if number is None or kind == "replaced":
        if entry is None:
            return Change("unchanged", home.name)
        if number is None:
            write.insert(corpus, entry, home)
            return Change(kind, home.name)
        write.replace(corpus, number, entry, home)
        (meta,) = corpus.row("SELECT meta FROM documents WHERE id = ?", (number,))
        if meta:
            apply(corpus, number, json.loads(meta))
        return Change(kind, home.name)
    if kind == "unchanged":
        return Change(kind, home.name)
    # The file used to hold another text, which now is nowhere.
    former = corpus.row("SELECT id FROM documents WHERE path = ?", (home.path,))
    if former:
        write.remove(corpus, former[0])
    if kind == "moved":
        write.move(corpus, number, home)
        return Change(kind, home.name)
    (other,) = corpus.row("SELECT name FROM documents WHERE id = ?", (number,))
    return Change(kind, home.name, other)


def _is_gone(path: str) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # there may well be one
        return False
    return False
