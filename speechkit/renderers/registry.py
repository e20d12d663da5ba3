"""Every way to write a result: a line a format. A new format is a file of its own and a line here.

A writer is a function ``(results, view)`` in a module of this package, imported when it is used. ``results`` are the
records of one type, as they come; ``view`` says what of them is shown. It returns the output piece by piece, text or
bytes, or a ``Table``, which is written as the format's name says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

import msgspec

from speechkit.renderers.table import Table, View, written

Piece = str | bytes


class Result(msgspec.Struct, frozen=True):
    """How records of one type are written: ``view`` is the class of their views, ``formats`` their writers by format.

    Both are named as module:name. A format for terminals, coloured and cut to their width, has its writer in a module
    named …_terminal. ``listed``: all records are one result, in JSON an array.
    """

    view: str
    formats: dict[str, str]
    listed: bool = False


_COMPARISON = Result(
    "table:View",
    {
        "columns": "comparison_terminal:render",
        "text": "comparison:lines",
        "markdown": "comparison:markdown",
        "html": "comparison_html:render",
        "docx": "comparison_docx:render",
        "json": "comparison:record",
    },
)

# Lists of records in columns; listing.py says in which.
_LIST = Result(
    "listing:ListView",
    {
        "table": "listing_terminal:render",
        "text": "listing:for_people",
        "json": "listing:table",
        "jsonl": "listing:table",
        "csv": "listing:table",
    },
    listed=True,
)

# What is drawn as a word cloud besides.
_CLOUD = {"svg": "cloud:svg", "png": "cloud:png", "html": "cloud:html"}
_WORDS = Result(_LIST.view, {**_LIST.formats, **_CLOUD}, listed=True)

RESULTS: dict[str, Result] = {
    "Outline": Result(
        "outline:OutlineView",
        {
            "tree": "outline_terminal:render",
            "text": "outline:lines",
            "json": "outline:table",
            "jsonl": "outline:table",
            "markdown": "outline:markdown",
            "csv": "outline:table",
            "opml": "markup:opml",
            "mm": "markup:freemind",
            "svg": "outline_map:svg",
            "html": "outline_map:html",
            "docx": "outline_docx:render",
        },
    ),
    "Analysis": Result("table:View", {"json": "outline:analyses", "jsonl": "outline:analyses"}),
    "Hit": Result(
        "kwic:KwicView",
        {
            "terminal": "kwic_terminal:render",
            "text": "kwic:lines",
            "json": "kwic:table",
            "jsonl": "kwic:table",
            "csv": "kwic:table",
        },
        listed=True,
    ),
    "Count": Result(
        "count:CountView",
        {
            "table": "count_terminal:render",
            "text": "count:for_people",
            "json": "count:table",
            "jsonl": "count:table",
            "csv": "count:table",
        },
        listed=True,
    ),
    "Due": Result(
        "table:View",
        {
            "table": "dues_terminal:render",
            "text": "dues:lines",
            "json": "dues:table",
            "jsonl": "dues:table",
            "csv": "dues:table",
        },
        listed=True,
    ),
    "Collocate": _LIST,
    "Duplicate": _LIST,
    "Reuse": Result(
        "listing:ListView",
        {
            "blocks": "reuse_terminal:render",
            "text": "listing:for_people",
            "json": "listing:table",
            "jsonl": "listing:table",
            "csv": "listing:table",
        },
        listed=True,
    ),
    "Ngram": _WORDS,
    "WordFrequency": _WORDS,
    "Dispersion": Result(
        "dispersion:DispersionView",
        {
            "plot": "dispersion_terminal:render",
            "text": "dispersion:lines",
            "json": "dispersion:table",
            "csv": "dispersion:table",
            "svg": "dispersion:svg",
            "png": "dispersion:png",
        },
    ),
    "Phrase": Result(
        "listing:PhraseView", {**_LIST.formats, "table": "phrases_terminal:render", **_CLOUD}, listed=True
    ),
    "Stats": Result("listing:StatsView", {**_LIST.formats, "table": "stats_terminal:render"}, listed=True),
    "CorpusInfo": Result("table:View", {"text": "overview:corpus_info", "json": "overview:corpus_record"}),
    "Trend": Result(
        "trend:TrendView",
        {
            "table": "trend_terminal:render",
            "text": "trend:for_people",
            "json": "trend:table",
            "csv": "trend:table",
            "svg": "trend_svg:render",
            "png": "trend_svg:png",
            "html": "trend_html:render",
        },
        listed=True,
    ),
    "Entry": Result(
        "glossary:GlossaryView",
        {
            "terminal": "glossary_terminal:render",
            "text": "glossary:for_people",
            "json": "glossary:table",
            "jsonl": "glossary:table",
            "csv": "glossary:table",
        },
        listed=True,
    ),
    "KeywordList": Result(
        "cloud:KeywordView",
        {
            "table": "keywords_terminal:render",
            "text": "keywords:lines",
            "json": "keywords:table",
            "jsonl": "keywords:table",
            "csv": "keywords:table",
            **_CLOUD,
        },
    ),
    "TaskList": Result(
        "tasks:TaskView",
        {
            "table": "tasks_terminal:render",
            "text": "tasks:lines",
            "json": "tasks:table",
            "jsonl": "tasks:task_records",
            "csv": "tasks:table",
            "markdown": "tasks:markdown",
            "xlsx": "tasks:workbook",
            "docx": "tasks_docx:render",
            "ics": "ics:render",
        },
    ),
    "SloganList": Result(
        "slogans:SloganView",
        {
            "table": "slogans_terminal:render",
            "text": "slogans:lines",
            "json": "slogans:table",
            "jsonl": "slogans:slogan_records",
            "csv": "slogans:table",
            "markdown": "slogans:markdown",
        },
    ),
    "Explanation": Result(
        "table:View",
        {"terminal": "explain_terminal:render", "text": "explain:text", "json": "explain:record"},
    ),
    "Summary": Result(
        "table:View",
        {
            "panels": "summary_terminal:render",
            "text": "summary:lines",
            "markdown": "summary:markdown",
            "docx": "summary_docx:render",
            "html": "summary_html:render",
            "json": "summary:record",
        },
    ),
    "Report": Result("table:View", {"html": "html.speech:render", "json": "html.speech:record"}),
    "Comparison": _COMPARISON,
    "Coverage": _COMPARISON,
}

# What the suffix of a file says, where it is not the format's own name.
SUFFIXES = {"text": (".txt",), "markdown": (".md",), "html": (".html", ".htm")}
BINARY = frozenset({"docx", "png", "xlsx"})
BYTE_ORDER_MARK = frozenset({"csv"})  # in files: without it a spreadsheet takes them for the local encoding


def result_of(kind: type) -> Result:
    """Return how records of the type ``kind`` are written. Raises ``TypeError`` where they are not."""
    for each in kind.__mro__:
        if each.__name__ in RESULTS:
            return RESULTS[each.__name__]
    raise TypeError(f"a {kind.__name__} has no format to be written in; those that have are {', '.join(RESULTS)}")


def format_names(kind: type) -> tuple[str, ...]:
    """Return the names of the formats for records of the type ``kind``."""
    return tuple(result_of(kind).formats)


def terminal_format(kind: type) -> str | None:
    """Return the format for terminals that records of the type ``kind`` have, None where they have none."""
    formats = result_of(kind).formats
    return next((name for name in formats if formats[name].partition(":")[0].endswith("_terminal")), None)


def suffixes(kind: type) -> dict[str, str]:
    """Return the format by the suffix of a file, such as .md → markdown, for records of the type ``kind``."""
    names = (name for name in format_names(kind) if name != terminal_format(kind))
    return {suffix: name for name in names for suffix in SUFFIXES.get(name, (f".{name}",))}


def view_of(kind: type, **shown: Any) -> View:
    """Return a view of records of the type ``kind``. Raises ``TypeError`` where it has no such field."""
    view: View = _named(result_of(kind).view)(**shown)
    return view


def render(kind: type, results: Iterable[Any], name: str, view: View) -> Iterator[Piece]:
    """Return ``results``, records of the type ``kind``, in the format ``name``, piece by piece, as they come."""
    result = result_of(kind)
    found = _named(result.formats[name])(results, view)
    if result.listed:
        view = msgspec.structs.replace(view, array=True)
    return written(found, name, view) if isinstance(found, Table) else found


def _named(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(f"speechkit.renderers.{module}"), attribute)
