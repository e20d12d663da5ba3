"""The index of a site of speeches, and what leads from each page to the index and the pages beside it.

All that can be searched for stands in the page, as pages that are opened from a disk cannot fetch: the words of titles,
speakers and files are those of the table; section headings as they are; set phrases and names by their numbers in a
list that has each once. That takes 0.5 KB a speech; of very many speeches, only the headings of the upper levels. Pairs
of characters of whole texts would take 2 KB, the sentences of tasks 3 KB, and the index of a thousand speeches has to
stay below 1 MB; for whole texts there are corpora.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from speechkit.listed import HeatRow, Listed
from speechkit.model import Genre
from speechkit.renderers.html.page import fragment, page, visible
from speechkit.renderers.table import View

PLACE = "<!--site-->"  # in a page, where it is said what is beside it
STYLES, SCRIPT = ("page.css", "site.css"), "site.js"
FOLDER = "speeches"
HEADINGS = 350_000  # bytes of the headings of all speeches
GENRES: dict[Genre, str] = {
    "speech": "讲话", "report": "报告", "news": "新闻", "minutes": "纪要", "notice": "通知", "resolution": "决议",
    "article": "文章", "transcript": "实录", "plan": "方案", "other": "其他",
}  # fmt: skip
_IN_LINKS = "".join(map(chr, range(0x21, 0x7F))).translate(dict.fromkeys(map(ord, "%#?\"<>&'\\`{}|^")))


class Choice(msgspec.Struct, frozen=True):
    """What a filter offers: the value, how it is called, how many speeches have it."""

    value: str
    label: str
    count: int


def index_page(
    speeches: Sequence[Listed], names: Sequence[str], heat: Sequence[HeatRow], title: str, view: View
) -> str:
    """Return the index of the speeches, whose pages have these names."""
    view = replace(view, chosen=True)
    genres = {genre: view.say(said) for genre, said in GENRES.items()}
    years = [each.year for each in speeches if each.year]
    return page(
        "site.j2",
        view,
        styles=STYLES,
        script=SCRIPT,
        data=_data(speeches),
        title=title,
        speeches=list(zip(speeches, (f"{FOLDER}/{link(name)}" for name in names), strict=True)),
        genres=genres,
        heat=heat,
        years=sorted(set(years)),
        chars=sum(each.chars for each in speeches),
        tasks=sum(each.tasks for each in speeches),
        undated=len(speeches) - len(years),
        choices={
            "year": _choices(years, lambda year: year, by_value=True),
            "genre": _choices((each.genre for each in speeches if each.genre), lambda genre: genres[genre]),
            "speaker": _choices((each.speaker for each in speeches if each.speaker), visible),
        },
    )


def siblings(
    before: tuple[str, Listed] | None, after: tuple[str, Listed] | None, number: int, of: int, view: View
) -> str:
    """Return what leads from page ``number`` to the index, and to those beside it: their names and speeches."""

    def beside(each: tuple[str, Listed] | None) -> tuple[str, str] | None:
        return (link(each[0]), each[1].title) if each else None

    view = replace(view, chosen=True)
    return fragment("siblings.j2", view, before=beside(before), after=beside(after), number=number, of=of)


def link(name: str) -> str:
    """Return the name of a file as a link has it: what a browser writes itself, Chinese included, stays short.

    >>> link("报告 #1.html")
    '报告%20%231.html'
    """
    return "".join(each if each > "\x7f" or each in _IN_LINKS else quote(each, safe="") for each in name)


def _choices(values: Iterable[Any], label: Any, *, by_value: bool = False) -> list[Choice]:
    counts = Counter(values)
    ordered = sorted(counts, reverse=True) if by_value else sorted(counts, key=lambda value: (-counts[value], value))
    return [Choice(value, label(value), counts[value]) for value in ordered]


def _data(speeches: Sequence[Listed]) -> dict[str, object]:
    """What the script searches: of each speech, in the order of the rows, headings and numbers of phrases and names."""
    words: dict[str, int] = {}
    found = [
        (
            visible("\n".join(_within(each.headings, HEADINGS // len(speeches)))),
            [words.setdefault(visible(phrase), len(words)) for phrase in each.phrases],
            [words.setdefault(visible(name), len(words)) for name in each.people],
        )
        for each in speeches
    ]
    return {"words": list(words), "speeches": found}


def _within(lines: Iterable[str], most: int) -> Iterator[str]:
    """Yield the first of the lines, as many as ``most`` bytes hold."""
    for line in lines:
        most -= len(line.encode("utf-8", "surrogatepass"))
        if most < 0:
            return
        yield line
