"""What every search and count asks of a corpus: its speeches, and the bodies that a term stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from speechkit.config import ScriptConfig
from speechkit.corpus.body import Stretch
from speechkit.corpus.entry import unpacked_analysis, unpacked_source
from speechkit.corpus.faults import CorpusError, faults_of
from speechkit.corpus.fields import may_be_traditional
from speechkit.corpus.grams import query_for
from speechkit.corpus.store import Corpus
from speechkit.errors import UsageError, printable
from speechkit.model import Analysis, Source
from speechkit.script import convert, simplify

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


def speeches(corpus: Corpus) -> dict[int, Speech]:
    """The documents by their ids, in the order in which they were added."""
    return {row[0]: Speech(*row) for row in corpus.rows(f"{_SPEECH} ORDER BY id")}


def speech(corpus: Corpus, number: int) -> Speech:
    """One document."""
    return Speech(*corpus.row(f"{_SPEECH} WHERE id = ?", (number,)))


def resolved(corpus: Corpus, term: str) -> str:
    """The term as bodies write it, simplified. Raises ``UsageError`` where it is empty.

    One that may be of either script is taken for traditional where no body holds it: 著力 becomes 着力, 名著 stays.
    """
    if not term:
        raise UsageError("an empty term stands everywhere; name a word")
    simple = convert(term, "hans")
    if not may_be_traditional(simple) or next(bodies_with(corpus, simple), None) is not None:
        return simple
    return simplify(Source("", simple, "", ""), ScriptConfig("always")).text


def bodies_with(corpus: Corpus, term: str) -> Iterator[tuple[int, bytes]]:
    """The bodies that hold ``term``, as UTF-8, each with its document's id, in the order of these."""
    needle = utf8(term)
    return ((number, body) for number, body in candidates(corpus, term) if needle in body)


def candidates(
    corpus: Corpus, term: str | None, columns: str = "CAST(text AS BLOB)", *, by_date: bool = False
) -> Iterator[tuple[Any, ...]]:
    """Every body that holds ``term``, and some that do not: id and ``columns``; all of them for None.

    They come in the order of the ids, or of the dates, undated ones last. A text comes as UTF-8, because to decode it
    takes longer than to look through it, and a character in UTF-8 begins nowhere else.
    """
    query = None if term is None else query_for(term)
    tables = "search JOIN bodies ON document = search.rowid" if query else "bodies"
    where = "WHERE search MATCH ?" if query else ""
    parameters = (query,) if query else ()
    if not by_date:
        order = "search.rowid" if query else "document"
        return corpus.rows(f"SELECT document, {columns} FROM {tables} {where} ORDER BY {order}", parameters)
    # Texts are no ballast for the sorting: they are fetched when it is their turn.
    numbers = corpus.rows(
        f"SELECT document FROM {tables} JOIN documents ON document = id {where} ORDER BY date IS NULL, date, id",
        parameters,
    )
    fetch = f"SELECT document, {columns} FROM bodies WHERE document = ?"
    return (row for (number,) in numbers for row in corpus.rows(fetch, (number,)))


def stretches_from(text: str) -> tuple[Stretch, ...]:
    """The stretches as the table of bodies has them. Raises ``msgspec.DecodeError``."""
    return _decoded(text)


def source_text(corpus: Corpus, number: int) -> str:
    """The source text of a document."""
    packed = corpus.one("SELECT source, text FROM archive JOIN bodies USING (document) WHERE document = ?", number)
    with faults_of(corpus.name):
        return unpacked_source(*packed)


def archived(corpus: Corpus, number: int) -> bytes:
    """The analysis of a document as JSON, as it was made when the document was added."""
    packed = corpus.one(
        "SELECT source, text, analysis FROM archive JOIN bodies USING (document) WHERE document = ?", number
    )
    with faults_of(corpus.name):
        found = unpacked_analysis(*packed)
        msgspec.json.decode(found, type=msgspec.Raw)
        return found


def analyses(corpus: Corpus, years: Collection[int] | None = None) -> Iterator[tuple[Speech, Analysis]]:
    """The documents, or those of the ``years``, with their analyses, in the order in which they were added.

    One analysis is in memory at a time. Raises ``CorpusError`` where one was made by a speechkit whose analyses were of
    another form.
    """
    for number, each in speeches(corpus).items():
        if years is not None and each.year not in years:
            continue
        try:
            yield each, msgspec.json.decode(archived(corpus, number), type=Analysis)
        except msgspec.ValidationError as error:
            name = printable(corpus.name)
            raise CorpusError(
                f"{name}: {printable(each.name)} was analysed by another version of speechkit ({error}); add it again"
            ) from None


def utf8(term: str) -> bytes:
    """The term as it would stand in a body; one with a lone surrogate stands in none."""
    return term.encode("utf-8", "surrogatepass")
