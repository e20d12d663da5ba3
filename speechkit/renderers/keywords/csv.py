"""CSV: one keyword a row; a cell that a spreadsheet would run is made harmless as in an outline."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from speechkit.keywords.records import KeywordList
from speechkit.renderers.keywords.lists import KeywordView
from speechkit.renderers.table import guard

COLUMNS = ("file", "word", "count", "weight")
AGAINST = ("speech_words", "log_ratio", "reference_count", "reference_words")


def render(lists: Iterable[KeywordList], view: KeywordView) -> Iterator[str]:
    """A header row, then the rows."""
    yield _row((*COLUMNS, *AGAINST) if view.against else COLUMNS)
    for each in lists:
        for keyword in each.keywords:
            cells = (guard(each.source.name), guard(keyword.word), keyword.count, keyword.weight)
            if each.reference:
                sizes = each.reference
                yield _row((*cells, sizes.speech_words, keyword.log_ratio, keyword.reference_count, sizes.words))
            else:
                yield _row(cells)


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
