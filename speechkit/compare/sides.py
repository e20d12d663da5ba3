"""The two sides of a comparison: files, all that stand below folders, corpora, or what is of one year in these."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from speechkit.compare.likeness import wording_of
from speechkit.errors import UsageError, printable
from speechkit.model import Role, Roles, Section, Slogan, Task
from speechkit.pipeline import Reading
from speechkit.readers.table_rows import is_table
from speechkit.readings import Listener, each_below, read_named
from speechkit.selection import only
from speechkit.walk import STDIN

if TYPE_CHECKING:
    from speechkit.config import Config
    from speechkit.keywords.keyness import Counts

__all__ = ["ComparedSpeech", "Sentence", "Side", "side_of", "sides_of", "wordings_of"]


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a speech, simplified, its line wraps healed, or a clause that a semicolon ends.

    ``line`` is 1-based, ``part`` the role of the part that it stands in.
    """

    text: str
    line: int
    start: int
    end: int
    part: Role


class ComparedSpeech(msgspec.Struct, frozen=True):
    """A speech to compare, or its parts of one role; ``name`` is that of its file.

    ``text`` is simplified and as long as the source, which offsets index; ``sentences`` leave out what is meta.
    """

    name: str
    date: str | None
    title: str | None
    text: str
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    slogans: tuple[Slogan, ...]
    sentences: tuple[Sentence, ...]


class Side(msgspec.Struct, frozen=True):
    """One side of a comparison: one speech or several taken together, called ``name``.

    ``counts`` are those of its words, None where they are not to be compared.
    """

    name: str
    speeches: tuple[ComparedSpeech, ...]
    counts: Counts | None = None


def wordings_of(side: Side) -> tuple[str, ...]:
    """Return what each speech says, without marks: where a phrase or a demand stands word for word."""
    return tuple(wording_of("".join(sentence.text for sentence in speech.sentences)) for speech in side.speeches)


def side_of(readings: Iterable[Reading], name: str, *, role: Roles | None = None, words: bool = True) -> Side:
    """Return the side that readings make, or their parts of one role; ``words``: with the counts of their words."""
    return _side(name, [_measured(reading, _date_of(reading), role, words) for reading in readings])


def sides_of(
    paths: Sequence[str],
    years: tuple[int | None, int | None] = (None, None),
    *,
    where: tuple[str | None, str | None] = (None, None),
    config: Config | None = None,
    role: Roles | None = None,
    words: bool = True,
    listener: Listener | None = None,
) -> tuple[Side, Side]:
    """Return the sides that two files, folders or corpora are, or one of them with two ``years``.

    ``where`` are conditions on the columns of the documents of a corpus; with two of them one corpus is enough.

    The ``listener`` is told of each speech, and of files below a folder that cannot be read; without it the error is
    raised. Raises ``UsageError`` where a side has no speech, or none of its year.
    """
    if len(paths) > 2:
        raise UsageError(f"two sides are compared, not {len(paths)}; name two files, folders or corpora")
    if len(paths) < 2 and None in years and None in where:
        raise UsageError("one side to compare with; name another, or two of its years: --year-a 2023 --year-b 2024")
    reader = _Reader(config, role, words, listener or Listener())
    if where != (None, None):
        if years != (None, None):
            raise UsageError("--a and --b say which speeches, --year-a and --year-b too; leave two of them out")
        one, other = (
            _chosen(path, None, list(reader.fulfilling(path, condition)), condition)
            for path, condition in zip((paths[0], paths[-1]), where, strict=True)
        )
        return one, other
    if len(paths) == 1:
        read = list(reader.read(paths[0], years))
        return _chosen(paths[0], years[0], read), _chosen(paths[0], years[1], read)
    one, other = (
        _chosen(path, year, list(reader.read(path, (year,)))) for path, year in zip(paths, years, strict=True)
    )
    return one, other


# A speech, and the counts of its words where they are asked for.
_Measured = tuple[ComparedSpeech, "Counts | None"]


def _measured(reading: Reading, date: str | None, role: Roles | None, words: bool) -> _Measured:
    shown = only(reading.analysis(), role)
    line = reading.document.line
    sentences = tuple(
        Sentence(unit.text, line(unit.start), unit.start, unit.end, part.role)
        for unit in reading.units
        for part in shown.parts
        if part.role != "meta" and part.start <= unit.start < part.end
    )
    speech = ComparedSpeech(
        name=reading.document.source.name,
        date=date,
        title=reading.title.text if reading.title else None,
        text=reading.document.text,
        sections=shown.sections,
        tasks=shown.tasks,
        slogans=shown.slogans,
        sentences=sentences,
    )
    if not words:
        return speech, None
    from speechkit.keywords.keyness import counts_of

    return speech, counts_of(reading, role)


def _date_of(reading: Reading) -> str | None:
    """Return the date that the speech tells, else the name of its file."""
    from speechkit.corpus.fields import date_for

    return date_for(reading.date, os.path.basename(reading.document.source.name))[0]


def _chosen(path: str, year: int | None, read: Sequence[_Measured], condition: str | None = None) -> Side:
    """Return the side of what was read of a path, or of what is of one year."""
    if year is None:
        chosen = read
    else:
        from speechkit.corpus.fields import year_of

        by_year = [(year_of(speech.date), (speech, counts)) for speech, counts in read]
        if read:
            _refuse_missing(path, year, (each for each, _ in by_year))
        chosen = [each for of, each in by_year if of == year]
    if not chosen and condition is not None:
        raise UsageError(f"{printable(path)} has no speech with {printable(condition)}")
    if not chosen:
        raise UsageError(f"{printable(path)} holds no speech that can be read; name another")
    of = condition or year
    return _side(path if of is None else f"{path} ({of})", chosen)


def _side(name: str, read: Sequence[_Measured]) -> Side:
    counts = [each for _, each in read if each is not None]
    total = None
    if counts:
        from speechkit.keywords.keyness import Counts

        total = Counts.total(counts)
    return Side(name, tuple(speech for speech, _ in read), total)


def _refuse_missing(path: str, year: int, there: Iterable[int | None]) -> None:
    """Raise ``UsageError`` where ``year`` is none of those that are there."""
    years = {each for each in there if each is not None}
    if year not in years:
        has = f"it has {', '.join(map(str, sorted(years)))}" if years else "none in it has a date"
        raise UsageError(f"{printable(path)} has no speech of {year}; {has}")


class _Reader:
    """Reads the speeches of a side, each once."""

    def __init__(self, config: Config | None, role: Roles | None, words: bool, listener: Listener) -> None:
        self._config, self._role, self._words, self._listener = config, role, words, listener

    def read(self, path: str, years: Sequence[int | None]) -> Iterator[_Measured]:
        """Yield the speeches that a path holds; of a corpus those of ``years``, all where one of them is None."""
        from speechkit.corpus.schema import is_corpus

        if path != STDIN and is_corpus(path):
            yield from self._in_corpus(path, years)
        elif path != STDIN and (os.path.isdir(path) or is_table(path)):
            yield from self._below(path)
        else:
            yield self._read(read_named(path, self._config))

    def fulfilling(self, path: str, condition: str | None) -> Iterator[_Measured]:
        """Yield the speeches of a corpus that fulfil a condition on their columns, all where there is none.

        Raises ``UsageError`` where the path is that of no corpus, or the condition makes no sense.
        """
        from speechkit.corpus.corpus import Corpus
        from speechkit.corpus.schema import is_corpus

        if condition is None:
            yield from self.read(path, (None,))
            return
        if path == STDIN or not is_corpus(path):
            raise UsageError(f"{printable(path)} is no corpus; only its documents have columns for a condition")
        with Corpus.open(path, config=self._config) as corpus:
            corpus.narrow(condition)
            for known, reading in corpus.readings():
                self._listener.read(reading, stored=True)
                yield _measured(reading, known.date, self._role, self._words)

    def _read(self, reading: Reading) -> _Measured:
        self._listener.read(reading)
        return _measured(reading, _date_of(reading), self._role, self._words)

    def _below(self, folder: str) -> Iterator[_Measured]:
        def work(reading: Reading) -> tuple[str, _Measured]:
            return reading.document.source.sha256, self._read(reading)

        names: dict[str, str] = {}
        for sha256, measured in each_below(folder, work, config=self._config, listener=self._listener):
            name = measured[0].name
            if sha256 in names:
                self._listener.repeated(name, names[sha256])
            else:
                names[sha256] = name
                yield measured

    def _in_corpus(self, path: str, years: Sequence[int | None]) -> Iterator[_Measured]:
        from speechkit.corpus.corpus import Corpus

        with Corpus.open(path, config=self._config) as corpus:
            there = [known.year for known in corpus.documents()]
            for year in years:
                if year is not None:
                    _refuse_missing(path, year, there)
            wanted = {year for year in years if year is not None} if None not in years else None
            for known, reading in corpus.readings(wanted):
                self._listener.read(reading, stored=True)
                yield _measured(reading, known.date, self._role, self._words)
