"""The set phrases of a corpus for people, by rich: a row a phrase, below it its other wordings."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.corpus.phrases import Phrase
from speechkit.errors import printable
from speechkit.labels import labels_for
from speechkit.renderers.listing import UNKNOWN, PhraseView
from speechkit.renderers.terminal import MIN_TEXT, UNLIMITED, console_on, flowed, put
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import GAP, Column, header, row_lines, widths_of

MIN_WIDTH = 60  # cells that the table is given, however narrow the terminal is
NAMES = ("phrase", "kind", "count", "documents", "first", "last", "since")
NUMBERS = ("count", "documents")
DATE, YEAR = 10, 4  # characters of a date that are shown, and where there is less room
SIGN = "≈ "  # before other wordings


def render(phrases: Iterable[Phrase], view: PhraseView) -> Iterator[str]:
    """Yield one table; of dates only the years where there is no room for more."""
    out = io.StringIO()
    width = max(view.width or UNLIMITED, MIN_WIDTH)
    found = list(phrases)
    columns = [Column(heading(name, view.language), right=name in NUMBERS, text=name == "phrase") for name in NAMES]
    console = console_on(out, width, color=view.color)
    put(console, _lines(found, columns, view, width))
    yield out.getvalue()


def _lines(phrases: list[Phrase], columns: list[Column], view: PhraseView, width: int) -> Iterator[Text]:
    for length, least in ((DATE, MIN_TEXT), (YEAR, MIN_TEXT), (YEAR, 1)):
        rows = [list(_cells(each, view, length)) for each in phrases]
        if widths := widths_of(columns, rows, width, least):
            break
    else:
        raise AssertionError("the numbers alone are wider than the least width")
    yield header(columns, widths)
    for each, row in zip(phrases, rows, strict=True):
        yield from row_lines(columns, row, widths)
        if each.variants:
            others = (Text(printable(str(wording)), style="dim") for wording in each.variants)
            yield from flowed(Text(" " * GAP + SIGN), others, " " * (GAP + len(SIGN)), width, GAP)


def _cells(phrase: Phrase, view: PhraseView, length: int) -> Iterator[Text]:
    yield Text(printable(phrase.phrase))
    yield Text(labels_for(view.language).slogan_kinds[phrase.kind])
    yield Text(str(phrase.count))
    yield Text(str(phrase.documents))
    yield from (Text((date or UNKNOWN)[:length]) for date in (phrase.first, phrase.last))
    yield Text(UNKNOWN if phrase.since is None else str(phrase.since))
