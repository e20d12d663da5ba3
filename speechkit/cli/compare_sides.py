"""The two sides of a comparison: files, all that stand below folders, corpora, or what is of one year in these."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import told_files
from speechkit.cli.messages import complain
from speechkit.cli.options import Inputs, refuse_own
from speechkit.compare.sides import Sentence, Side, Speech
from speechkit.corpus.fields import date_for, year_of
from speechkit.corpus.schema import is_corpus
from speechkit.errors import InputError, UsageError, printable
from speechkit.model import Analysis, Document, Source
from speechkit.walk import files_in

if TYPE_CHECKING:
    from speechkit.keywords.keyness import Counts

Years = tuple[int | None, ...]
Read = tuple[Speech, "Counts | None"]


class Measured(Struct, frozen=True):
    """A side, and the counts of its words where they were asked for."""

    side: Side
    counts: Counts | None


def sides_of(inputs: Inputs, years: tuple[int | None, int | None], *, words: bool) -> tuple[Measured, Measured]:
    """The sides that two inputs are, or one with two years. Raises ``UsageError`` where a side has no speech."""
    files = inputs.files
    if len(files) > 2:
        raise UsageError(f"two sides are compared, not {len(files)}; name two files, folders or corpora")
    if len(files) < 2 and None in years:
        raise UsageError("one side to compare with; name another, or two of its years: --year-a 2023 --year-b 2024")
    reader = _reader(inputs, words)
    if len(files) == 1:
        read = list(_read(inputs, files[0], years, reader))
        return _side(files[0], years[0], read), _side(files[0], years[1], read)
    one, other = (
        _side(file, year, list(_read(inputs, file, (year,), reader))) for file, year in zip(files, years, strict=True)
    )
    return one, other


def _side(path: str, year: int | None, read: list[Read]) -> Measured:
    chosen = [each for each in read if year is None or year_of(each[0].date) == year]
    if read and year is not None:
        _check(path, year, (year_of(speech.date) for speech, _ in read))
    if not chosen:
        raise UsageError(f"{printable(path)} holds no speech that can be read; name another")
    counts = [each for _, each in chosen if each is not None]
    total = None
    if counts:
        from speechkit.keywords.keyness import Counts

        total = Counts.total(counts)
    return Measured(Side(path if year is None else f"{path} ({year})", tuple(speech for speech, _ in chosen)), total)


def _check(path: str, year: int, there: Iterable[int | None]) -> None:
    """Raises ``UsageError`` where ``year`` is none of those that are there."""
    years = {each for each in there if each is not None}
    if year not in years:
        has = f"it has {', '.join(map(str, sorted(years)))}" if years else "none in it has a date"
        raise UsageError(f"{printable(path)} has no speech of {year}; {has}")


def _read(inputs: Inputs, path: str, years: Years, reader: Reader) -> Iterator[Read]:
    """The speeches that an input holds, each once; of a corpus those of ``years``, all where one of them is None."""
    if path != "-" and is_corpus(path):
        yield from _in_corpus(inputs, path, years, reader)
    elif path != "-" and os.path.isdir(path):
        files = told_files(files_in([path]), inputs.session, quiet=inputs.quiet).paths
        refuse_own(inputs.output, files)
        yield from _each_once(inputs, replace(inputs, files=files).each(lambda document: reader(document, None, None)))
    else:
        from speechkit.pipeline import load

        try:
            document = load(path, inputs.config)
        except InputError as error:
            raise UsageError(str(error)) from None
        yield reader(document, None, None)


def _each_once(inputs: Inputs, read: Iterator[Read]) -> Iterator[Read]:
    names: dict[str, str] = {}
    for each in read:
        source = each[0].analysis.source
        before = names.get(source.sha256)
        if before is None:
            names[source.sha256] = source.name
            yield each
        elif not inputs.quiet:
            complain(f"{printable(source.name)} is the same as {printable(before)}, which is there already")


def _in_corpus(inputs: Inputs, path: str, years: Years, reader: Reader) -> Iterator[Read]:
    from speechkit.corpus.corpus import Corpus
    from speechkit.script import simplify

    with Corpus.open(path) as corpus:
        there = [known.year for known in corpus.documents()]
        for year in years:
            if year is not None:
                _check(path, year, there)
        wanted = {year for year in years if year is not None} if None not in years else None
        for known, analysis in corpus.analyses(wanted):
            about = analysis.source
            source = Source(known.name, corpus.text(known.id), about.encoding, about.sha256)
            yield reader(simplify(source, inputs.config.script), analysis, known.date)


# A document → the speech; its analysis and date where they are known already.
Reader = Callable[[Document, Analysis | None, str | None], Read]


def _reader(inputs: Inputs, words: bool) -> Reader:
    """What makes a document a speech to compare, with the counts of its ``words`` where those are asked for."""
    from speechkit.pipeline import Reading
    from speechkit.selection import only

    def read(document: Document, known: Analysis | None, date: str | None) -> Read:
        name = document.source.name
        if known is None:
            reading = Reading(document, config=inputs.config)
            inputs.warn(document, reading.warnings)
            date, _ = date_for(reading.date, os.path.basename(name))
        else:
            reading = Reading.of_analysis(document, known, config=inputs.config)
        inputs.lacks_part(printable(name), reading.parts)
        shown = only(reading.analysis(), inputs.part)
        counts = None
        if words:
            from speechkit.keywords.keyness import counts_of

            counts = counts_of(reading, inputs.part)
        said = [part for part in shown.parts if part.role != "meta"]
        sentences = tuple(
            Sentence(unit.text, document.line(unit.start), unit.start, unit.end, part.role)
            for unit in reading.units
            for part in said
            if part.start <= unit.start < part.end
        )
        return Speech(name, date, document.text, shown, sentences), counts

    return read
