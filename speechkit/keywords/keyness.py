"""Keyness: the words that a speech has more often, or less often, than others: how sure that is, and how great."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import erfc, log, log2, sqrt
from typing import TYPE_CHECKING

import msgspec

from speechkit.errors import UsageError, printable
from speechkit.keywords.candidates import Word, words_of
from speechkit.keywords.records import KeywordList, Reference
from speechkit.model import SCHEMA_VERSION, Keyword, Roles
from speechkit.readers.table_rows import is_table

if TYPE_CHECKING:
    from speechkit.config import Config
    from speechkit.pipeline import Reading
    from speechkit.readings import Listener

__all__ = [
    "Counts",
    "References",
    "counts_of",
    "keyness_of",
    "keywords_against",
    "log_likelihood",
    "log_ratio",
    "references_in",
]

MIN_OVERUSED = 2  # times that a word must stand where it is overused
_DIGITS = 4  # that weights and ratios are rounded to
_DOUBT = 2  # times as many words as are asked for are looked at as parts of longer ones
_SURE = 3.84  # G2 that is exceeded by chance once in 20 words


class Counts(msgspec.Struct, frozen=True):
    """How often each word that may be a keyword stands in a text, and how many words there are, marks left out."""

    words: Counter[str]
    size: int

    @staticmethod
    def of(words: Iterable[Word]) -> Counts:
        """Return the counts of a text's words."""
        plain = [word for word in words if word.kind != "mark"]
        return Counts(Counter(word.text for word in plain if word.kind == "key"), len(plain))

    def without(self, other: Counts) -> Counts:
        """Return the counts of what is left where ``other`` is taken away from a total that it is part of."""
        return Counts(self.words - other.words, self.size - other.size)

    @staticmethod
    def total(several: Iterable[Counts]) -> Counts:
        """Return the counts of several texts together."""
        words: Counter[str] = Counter()
        size = 0
        for each in several:
            words.update(each.words)
            size += each.size
        return Counts(words, size)


def counts_of(reading: Reading, role: Roles | None = None) -> Counts:
    """Return the counts of the words in the parts of one role, else in all but ``meta``."""
    return Counts.of(words_of(reading, role))


class References(msgspec.Struct, frozen=True):
    """The speeches that others are held against: the counts of each, by the SHA-256 of its file, and of all."""

    counts: Mapping[str, Counts]
    total: Counts

    @staticmethod
    def of(counts: Mapping[str, Counts]) -> References:
        """Return the record of these counts."""
        return References(counts, Counts.total(counts.values()))

    def without(self, reading: Reading) -> tuple[int, Counts]:
        """Return how many speeches there are, and their counts, the one that was read from the same bytes left out."""
        own = self.counts.get(reading.document.source.sha256)
        return len(self.counts) - (own is not None), self.total.without(own) if own else self.total


def references_in(
    paths: Iterable[str],
    *,
    config: Config | None = None,
    role: Roles | None = None,
    listener: Listener | None = None,
    stored: Callable[[str], References | None] | None = None,
) -> References:
    """Return the counts of the speeches in files and below folders; what is there twice counts once.

    ``stored`` returns the counts that a corpus keeps, None where its path is that of something else.
    The ``listener`` is told of files below a folder that cannot be read; without it the error is raised. Raises
    ``UsageError`` where one of ``paths`` cannot be read, or is a folder that holds nothing that can.
    """
    from speechkit.readings import Listener, each_below, read_named

    def counted(reading: Reading) -> tuple[str, Counts]:
        return reading.document.source.sha256, counts_of(reading, role)

    counts: dict[str, Counts] = {}
    paths = tuple(paths)
    for path in paths:
        if stored and (kept := stored(path)) is not None:
            if not kept.counts:
                raise UsageError(f"{printable(path)} holds no speeches; add some with corpus add")
            if len(paths) == 1:
                return kept
            counts |= kept.counts
        elif os.path.isdir(path) or is_table(path):
            found = dict(each_below(path, counted, config=config, listener=listener or Listener()))
            if not found:
                raise UsageError(
                    f"{printable(path)} holds no .txt, .md or .docx file that can be read; name a folder of speeches"
                )
            counts |= found
        else:  # `-` is a file here: standard input is the speech itself
            sha256, found_here = counted(read_named(os.path.join(".", path) if path == "-" else path, config))
            counts[sha256] = found_here
    return References.of(counts)


def keywords_against(
    reading: Reading, references: References, *, top: int = 20, role: Roles | None = None, negative: bool = False
) -> KeywordList:
    """Return the words of a speech, or of its parts of one role, that ``keyness_of`` finds beside other speeches.

    The speech itself is left out of the others, which were cut to the same role. Raises ``UsageError`` where nothing is
    left of them.
    """
    files, others = references.without(reading)
    if not others.size:
        name = printable(reading.document.source.name)
        raise UsageError(f"there are no words to hold {name} against; name other files")
    own = counts_of(reading, role)
    found = keyness_of(own, others, top=top, negative=negative) if own.size else ()
    reference = Reference(files, others.size, own.size)
    return KeywordList(SCHEMA_VERSION, reading.info, "log-likelihood", reference, found, reading.warnings)


def keyness_of(text: Counts, reference: Counts, *, top: int, negative: bool = False) -> tuple[Keyword, ...]:
    """Return the ``top`` words that are most surely overused in ``text``, or underused where ``negative``.

    Neither size may be 0. Words are in the order of the log-likelihood, their ``weight``, then of their characters.
    """
    more = reference if negative else text
    found = []
    for word in (word for word, count in more.words.items() if count >= MIN_OVERUSED):
        of_word = (text.words[word], reference.words[word], text.size, reference.size)
        ratio = round(log_ratio(*of_word), _DIGITS)
        if (ratio < 0) if negative else (ratio > 0):
            weight = round(log_likelihood(*of_word), _DIGITS)
            chance = float(f"{erfc(sqrt(weight / 2)):.4g}")
            found.append(Keyword(word, text.words[word], weight, ratio, reference.words[word], chance))
    found.sort(key=lambda keyword: (-keyword.weight, keyword.word))
    return tuple(_without_parts(found, text, reference, top))


def _without_parts(found: list[Keyword], text: Counts, reference: Counts, top: int) -> list[Keyword]:
    """Return the first ``top``, without words that are no rarer on the other side as parts of longer words there.

    儿童 is not gone where the other text has it in 妇女儿童.
    """
    likely = found[: top * _DOUBT]
    within = [_parts_of([keyword.word for keyword in likely], counts) for counts in (text, reference)]
    kept = []
    for keyword in likely:
        one, other = (parts[keyword.word] for parts in within)
        if one or other:
            here, there = keyword.count + one, (keyword.reference_count or 0) + other
            of_both = (here, there, text.size, reference.size)
            if log_likelihood(*of_both) < _SURE or log_ratio(*of_both) * (keyword.log_ratio or 0.0) <= 0:
                continue
        kept.append(keyword)
    return kept[:top]


def _parts_of(words: list[str], counts: Counts) -> Counter[str]:
    """Return how often each of the words stands within longer words."""
    import ahocorasick

    found: Counter[str] = Counter()
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    if not words:
        return found
    automaton.make_automaton()
    for longer, count in counts.words.items():
        for _, word in automaton.iter(longer):
            if len(word) < len(longer):
                found[word] += count
    return found


def log_likelihood(one: int, other: int, size: int, other_size: int) -> float:
    """Return G2 of a word that stands ``one`` and ``other`` times in texts of so many words (Dunning 1993).

    The two-term form of Rayson and Garside (2000); 3.84 is exceeded by chance once in 20 words, 15.13 once in 10,000.

    >>> round(log_likelihood(10, 0, 1000, 3000), 2)
    27.73
    """
    rate = (one + other) / (size + other_size)
    terms = (count * log(count / (each * rate)) for count, each in ((one, size), (other, other_size)) if count)
    return max(2 * sum(terms), 0.0)  # below 0 by rounding only


def log_ratio(one: int, other: int, size: int, other_size: int) -> float:
    """Return how many times the rate doubles from the other text to the one (Hardie 2014); 0.5 stands for a count of 0.

    >>> round(log_ratio(100, 25, 1000, 1000), 2)
    2.0
    """
    return log2((one or 0.5) / size) - log2((other or 0.5) / other_size)
