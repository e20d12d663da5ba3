"""Words, n-grams, set phrases and keywords as a word cloud with bars: SVG, PNG, or a page with the table too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from speechkit.errors import UsageError
from speechkit.keywords.records import KeywordList
from speechkit.renderers.charts.cloud import cloud_chart
from speechkit.renderers.charts.page import page
from speechkit.renderers.listing import ListView, cell_of
from speechkit.renderers.png import drawn, font_file
from speechkit.renderers.table import View
from speechkit.renderers.terminal_headings import heading

_TITLE, _SIZES = "词云", "字的大小依权重；条形右边是次数。"
_MOST = 150  # words that there is room for
# Of each kind of record the fields that are its word and its weight.
_WEIGHED = {"WordFrequency": ("word", "weight"), "Ngram": ("ngram", "count"), "Phrase": ("phrase", "count")}
_KEYWORDS = ("word", "count", "weight")


class KeywordView(View, frozen=True):
    """Keywords; ``font`` is a file, for a word cloud."""

    font: str | None = None


class _Words(msgspec.Struct, frozen=True):
    """What is drawn: a word, its weight and its count, the heaviest first; the table below it, for a page."""

    source: str
    rows: list[tuple[str, float, str]]
    headings: list[str]
    cells: list[list[str]]


def svg(records: Iterable[Any], view: Any) -> Iterator[str]:
    """Yield the cloud."""
    yield _chart(_words(records, view), view)


def png(records: Iterable[Any], view: Any) -> Iterator[bytes]:
    """Yield it as PNG. Raises ``UsageError`` where resvg or a font with Chinese characters is missing."""
    yield drawn(_chart(_words(records, view), view), view.font)


def html(records: Iterable[Any], view: Any) -> Iterator[str]:
    """Yield a page of the cloud and the table."""
    words = _words(records, view)
    title = f"{view.say(_TITLE)}{view.say('：')}{words.source}"
    groups = [(words.source, words.cells)]
    yield page(title, [_chart(words, view)], words.headings, groups, lang=view.tag)


def _chart(words: _Words, view: Any) -> str:
    if not words.rows:
        raise UsageError("there is no word to draw; see what is found without -o")
    title = f"{view.say(_TITLE)}{view.say('：')}{words.source}"
    return cloud_chart(words.rows, title, [view.say(_SIZES)], font=font_file(view.font), lang=view.tag)


def _words(records: Iterable[Any], view: Any) -> _Words:
    found = list(records)
    if not isinstance(view, ListView):
        return _keywords(found, view)
    word, weight = _WEIGHED[view.kind]
    ranked = sorted(found, key=lambda each: -getattr(each, weight))[:_MOST]
    rows = [(getattr(each, word), float(getattr(each, weight)), str(each.count)) for each in ranked]
    fields = view.listing.shown
    headings = [heading(field.name, view.language) for field in fields]
    return _Words(view.source, rows, headings, [[cell_of(each, field) for field in fields] for each in ranked])


def _keywords(lists: list[KeywordList], view: KeywordView) -> _Words:
    """Return the keywords of all inputs together, each with the sum of its weights."""
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    for each in lists:
        for keyword in each.keywords:
            weights[keyword.word] = weights.get(keyword.word, 0.0) + keyword.weight
            counts[keyword.word] = counts.get(keyword.word, 0) + keyword.count
    ranked = sorted(weights, key=lambda word: -weights[word])
    rows = [(word, weights[word], str(counts[word])) for word in ranked if weights[word] > 0]
    names = [each.source.name for each in lists]
    source = names[0] if len(names) == 1 else f"{names[0]} … ({len(names)})" if names else ""
    headings = [heading(name, view.language) for name in _KEYWORDS]
    return _Words(source, rows, headings, [[word, str(counts[word]), f"{weights[word]:.4f}"] for word in ranked])
