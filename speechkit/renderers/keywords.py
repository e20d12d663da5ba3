"""Keywords: a word a line or a row, with its count and weight, and what it was held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from speechkit.keywords.records import KeywordList
from speechkit.model import Keyword
from speechkit.renderers.table import Row, Table, View, head, line

COLUMNS = ("file", "word", "count", "weight")
AGAINST = ("speech_words", "log_ratio", "reference_count", "reference_words", "p")


def table(lists: Iterable[KeywordList], view: View) -> Table:
    """Return a row a keyword, of all inputs below each other; a record is the list of one input."""
    inputs = iter(lists)
    first = next(inputs, None)
    if first is None:
        return Table()
    every = chain([first], inputs)
    columns = (*COLUMNS, *AGAINST) if first.reference else COLUMNS
    return Table(columns, map(_rows, every), ((each,) for each in every))


def _rows(each: KeywordList) -> Iterator[Row]:
    for keyword in each.keywords:
        cells = (each.source.name, keyword.word, keyword.count, keyword.weight)
        if sizes := each.reference:
            yield (*cells, sizes.speech_words, keyword.log_ratio, keyword.reference_count, sizes.words, keyword.p)
        else:
            yield cells


def lines(lists: Iterable[KeywordList], view: View) -> Iterator[str]:
    """Yield a keyword a line, count and weight behind tabs; with several inputs each is headed as ``head`` does.

    Against a reference the log-ratio and the word's count in the reference follow.
    """
    for at, each in enumerate(lists):
        # A speech without keywords is an empty piece, not none: an output file is then written, empty.
        yield head(each.source.name, at) if view.several else ""
        for keyword in each.keywords:
            yield line(cells_of(keyword))


def cells_of(keyword: Keyword) -> tuple[str, ...]:
    """Return word, count and weight for people; with a reference the log-ratio, its count there and the p-value too."""
    cells = (keyword.word, str(keyword.count), f"{keyword.weight:.4f}")
    if keyword.log_ratio is None:
        return cells
    return (*cells, f"{keyword.log_ratio:+.2f}", str(keyword.reference_count), chance(keyword.p))


def chance(p: float | None) -> str:
    """Return a p-value for people.

    >>> chance(0.012), chance(1e-9)
    ('0.012', '<.001')
    """
    return "–" if p is None else f"{p:.3f}" if p >= 0.001 else "<.001"
