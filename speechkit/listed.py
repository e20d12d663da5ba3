"""What an index of many speeches lists of each, and which set phrases are in how many of them, year by year."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Sequence

from speechkit.chars import one_line
from speechkit.corpus.entry import speaker_in, title_of
from speechkit.corpus.fields import date_for
from speechkit.corpus.query import Speech
from speechkit.model import DASH, UNNUMBERED, Genre, Record
from speechkit.pipeline import Reading
from speechkit.reporting import Report
from speechkit.temperatures import TEMPERATURES, Shares, temperature

LONGEST = 30  # code points of a heading; a title that is a sentence is known by its first words
_SHORT = ("formula", "motto")  # kinds of set phrases that are known by their words; the others are whole sentences


class Listed(Record, frozen=True):
    """A speech in an index: ``name`` is that of its file below the folder that it was found in.

    ``title`` is as the source has it, ``date`` ISO (2022, 2022-02 or 2022-02-12), ``chars`` code points, ``tasks`` and
    ``slogans`` how many there are; ``phrases``, ``people`` and ``headings``, those of
    the upper levels first, can be searched for, each once.
    """

    name: str
    title: str
    date: str | None
    speaker: str | None
    genre: Genre | None
    chars: int
    tasks: int
    slogans: int
    phrases: tuple[str, ...]
    people: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def year(self) -> str | None:
        """The year of its date."""
        return self.date[:4] if self.date else None


class HeatCell(Record, frozen=True):
    """A set phrase in a year: in how many ``documents`` of the year's ``of``, and one of 沸烫热暖温冷 by that share."""

    year: str
    documents: int
    of: int
    temperature: str

    @property
    def grade(self) -> int:
        """The temperature as a number: 0, the hottest, to 5, the coldest."""
        return TEMPERATURES.index(self.temperature)


class HeatRow(Record, frozen=True):
    """A set phrase, how many dated documents have it, and its years in order."""

    phrase: str
    documents: int
    cells: tuple[HeatCell, ...]


def listed(report: Report, reading: Reading, known: Speech | None = None) -> Listed:
    """Return what is listed of a speech; what a corpus knows of it goes before what it says of itself."""
    analysis, name = report.analysis, reading.document.source.name
    own = title_of(reading)
    title = one_line(analysis.title.source_text) if analysis.title else own
    if known and known.title and known.title != own:
        title = known.title
    date = known.date if known else date_for(reading.date, os.path.basename(name))[0]
    return Listed(
        name=name,
        title=title or os.path.basename(name),
        date=date,
        speaker=known.speaker if known else speaker_in(reading),
        genre=analysis.genre,
        chars=analysis.source.chars,
        tasks=len(analysis.tasks),
        slogans=len(analysis.slogans),
        phrases=tuple(dict.fromkeys(each.text for each in report.phrases if each.kind in _SHORT)),
        people=tuple(dict.fromkeys(each.name for each in report.names)),
        headings=tuple(
            dict.fromkeys(
                (("" if each.marker in (UNNUMBERED, DASH) else one_line(each.marker)) + one_line(each.title))[:LONGEST]
                for each in sorted(analysis.sections, key=lambda section: section.level)
            )
        ),
    )


def heat_of(speeches: Sequence[Listed], thresholds: Shares, *, top: int) -> tuple[HeatRow, ...]:
    """Return the ``top`` set phrases that most documents have, by year; documents without a date are left out."""
    of = Counter(each.year for each in speeches if each.year)
    having: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in speeches:
        for phrase in each.phrases if each.year else ():
            having[phrase][each.year or ""] += 1
    most = sorted(having, key=lambda phrase: (-having[phrase].total(), phrase))[:top]
    return tuple(
        HeatRow(
            phrase,
            having[phrase].total(),
            tuple(
                HeatCell(year, having[phrase][year], of[year], temperature(having[phrase][year] / of[year], thresholds))
                for year in sorted(of)
            ),
        )
        for phrase in most
    )
