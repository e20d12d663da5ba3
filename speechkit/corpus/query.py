"""What every search and count asks of a corpus: its speeches, and the bodies that a term stands in.

The index knows of a body its characters and its pairs of neighbouring characters. FTS5's own trigrams cannot find a
word of one or two characters, and most Chinese words are that short. Two designs were measured on 10,000 documents of
124 MB: all characters as tokens with their places, for phrase queries (0.62 of the text, at most 18 ms a query), and
this one, characters and pairs without places (0.32, at most 3 ms). A longer word is looked for by its pairs; the text
of each document found decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from speechkit.config import ScriptConfig
from speechkit.corpus.body import Stretch, as_searched, unpacked_analysis, unpacked_source
from speechkit.corpus.fields import may_be_traditional
from speechkit.corpus.store import Store, faults_of
from speechkit.errors import CorpusError, UsageError, printable
from speechkit.model import Analysis, Source
from speechkit.script import convert, simplify

# What is in no gram: ASCII that is neither letter nor digit (FTS5's ``ascii`` tokenizer divides there) and Chinese
# punctuation. Written out, because Python's own idea of a letter changes from version to version, the index does not.
_APART = re.compile(
    r"[\x00-/:-@\[-`{-\x7f\xa0\xb7\u2000-\u206f\u3000-\u3004\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40"
    r"\uff5b-\uff65\ud800-\udfff]+"
)
_MOST_PAIRS = 24  # pairs that a query asks for; more find nothing more exactly
_decoded = msgspec.json.Decoder(tuple[Stretch, ...]).decode


class Speech(msgspec.Struct, frozen=True):
    """What a corpus knows of a document; ``chars`` are those of its body."""

    id: int
    name: str
    date: str | None
    year: int | None
    title: str | None
    speaker: str | None
    chars: int


_SPEECH = "SELECT id, name, date, year, title, speaker, body_chars FROM documents"


def speeches(store: Store) -> dict[int, Speech]:
    """Return the documents by their ids, in the order in which they were added."""
    return {row[0]: Speech(*row) for row in store.rows(f"{_SPEECH} ORDER BY id")}


def speech(store: Store, number: int) -> Speech:
    """Return what is known of one document."""
    return Speech(*store.row(f"{_SPEECH} WHERE id = ?", (number,)))


def grams_of(text: str) -> str:
    """Return the grams of a text, each once, divided by spaces."""
    grams: set[str] = set()
    for run in _APART.split(text):
        grams.update(run)
        grams.update(map(str.__add__, run, run[1:]))
    return " ".join(grams)


def query_for(term: str) -> str | None:
    """Return the FTS5 query for every text that holds ``term``, and some others; None where the index cannot tell."""
    grams: dict[str, None] = {}
    for run in _APART.split(term):
        pairs = list(map(str.__add__, run, run[1:])) or [run]
        grams.update(dict.fromkeys(filter(None, pairs)))
    return " AND ".join(f'"{gram}"' for gram in list(grams)[:_MOST_PAIRS]) or None


def resolved(store: Store, term: str) -> str:
    """Return the term as bodies write it, simplified. Raises ``UsageError`` where it is empty.

    One that may be of either script is taken for traditional where no body holds it: 著力 becomes 着力, 名著 stays.
    """
    if not term.strip():
        raise UsageError("an empty term stands everywhere; name a word")
    simple = as_searched(convert(term, "hans"))
    if not may_be_traditional(simple) or next(bodies_with(store, simple), None) is not None:
        return simple
    return simplify(Source("", simple, "", ""), ScriptConfig("always")).text


def bodies_with(store: Store, term: str) -> Iterator[tuple[int, bytes]]:
    """Yield the bodies that hold ``term``, as UTF-8, each after its document's id, in the order of these."""
    needle = utf8(term)
    return ((number, body) for number, body in candidates(store, query_for(term)) if needle in body)


def candidates(
    store: Store, query: str | None, columns: str = "CAST(text AS BLOB)", *, by_date: bool = False
) -> Iterator[tuple[Any, ...]]:
    """Yield every body that a ``query_for`` finds: its id and ``columns``, of documents too; all of them for None.

    They come in the order of the ids, or of the dates, undated ones last. A text comes as UTF-8, because to decode it
    takes longer than to look through it, and a character in UTF-8 begins nowhere else.
    """
    tables = "search JOIN bodies ON document = search.rowid" if query else "bodies"
    where = "WHERE search MATCH ?" if query else ""
    parameters = (query,) if query else ()
    if not by_date:
        order = "search.rowid" if query else "document"
        return store.rows(
            f"SELECT document, {columns} FROM {tables} JOIN documents ON document = id {where} ORDER BY {order}",
            parameters,
        )
    # Texts are no ballast for the sorting: they are fetched when it is their turn.
    numbers = store.rows(
        f"SELECT document FROM {tables} JOIN documents ON document = id {where} ORDER BY date IS NULL, date, id",
        parameters,
    )
    fetch = f"SELECT document, {columns} FROM bodies WHERE document = ?"
    return (row for (number,) in numbers for row in store.rows(fetch, (number,)))


def stretches_from(text: str) -> tuple[Stretch, ...]:
    """Return the stretches that a cell of the table of bodies tells. Raises ``msgspec.DecodeError``."""
    return _decoded(text)


def source_text(store: Store, number: int) -> str:
    """Return the source text of a document."""
    packed = store.one("SELECT source, text FROM archive JOIN bodies USING (document) WHERE document = ?", number)
    with faults_of(store.name):
        return unpacked_source(*packed)


def archived(store: Store, number: int) -> bytes:
    """Return the analysis of a document as JSON, as it was made when the document was added."""
    packed = store.one(
        "SELECT source, text, analysis FROM archive JOIN bodies USING (document) WHERE document = ?", number
    )
    with faults_of(store.name):
        found = unpacked_analysis(*packed)
        msgspec.json.decode(found, type=msgspec.Raw)
        return found


def analyses(store: Store, years: Collection[int] | None = None) -> Iterator[tuple[Speech, Analysis]]:
    """Yield the documents, or those of the ``years``, with their analyses, in the order in which they were added.

    One analysis is in memory at a time. Raises ``CorpusError`` where one was made by a speechkit whose analyses were of
    another form.
    """
    for each in speeches(store).values():
        if years is not None and each.year not in years:
            continue
        yield each, analysis_of(store, each)


def analysis_of(store: Store, known: Speech) -> Analysis:
    """Return the analysis of one document. Raises ``CorpusError`` as ``analyses`` does."""
    try:
        return msgspec.json.decode(archived(store, known.id), type=Analysis)
    except msgspec.ValidationError as error:
        name = printable(store.name)
        raise CorpusError(
            f"{name}: {printable(known.name)} was analysed by another version of speechkit ({error}); add it again"
        ) from None


def utf8(term: str) -> bytes:
    """Return the term as it would stand in a body; one with a lone surrogate stands in none."""
    return term.encode("utf-8", "surrogatepass")
