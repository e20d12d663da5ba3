"""A concordance: every place where a word or a pattern stands in the bodies of a corpus, with what is around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import Literal

import msgspec

from speechkit.chars import line_starts
from speechkit.corpus.body import Anchors, Stretch, source_span, unpacked_source
from speechkit.corpus.query import candidates, speech, stretches_from
from speechkit.corpus.store import Store, faults_of
from speechkit.corpus.terms import Finder, How, Query, in_code_points
from speechkit.model import Record, Role, Roles, is_of

Sort = Literal["left", "right", "date"]
Within = Literal["tasks", "slogans", "sections"]
_SPANS: dict[Within, str] = {
    "tasks": 'SELECT start, "end" FROM tasks WHERE document = ?',
    "slogans": 'SELECT start, "end" FROM slogans WHERE document = ?',
    "sections": "SELECT start, body FROM sections WHERE document = ?",
}
WIDTH = 40  # code points of context on each side, where nobody says how many
_OPEN = 256  # documents that stay open while hits are shown in another order than theirs
_anchors = msgspec.json.Decoder(Anchors).decode


class Hit(Record, frozen=True):
    """One place where the pattern stands. ``start`` and ``end`` index the source text, ``line`` is 1-based.

    ``left``, ``text`` and ``right`` are of the body, simplified; ``source_text`` is what the source has.
    """

    document: str
    date: str | None
    title: str | None
    speaker: str | None
    part: Role
    line: int
    start: int
    end: int
    left: str
    text: str
    right: str
    source_text: str


class Search(Record, frozen=True):
    """What is looked for, ``how``, and in what; ``width`` is the context on each side in code points.

    ``within`` keeps to what stands inside a task, a set phrase or the heading of a section. ``limit`` hits are enough.
    """

    query: Query
    how: How = How()
    part: Roles | None = None
    within: Within | None = None
    sort: Sort | None = None
    width: int = WIDTH
    limit: int | None = None


class _Match(msgspec.Struct, frozen=True):
    """A hit in a body: ``start`` and ``end`` are code points of the body, ``key`` what it is sorted by."""

    key: str
    document: int
    start: int
    end: int


def hits(store: Store, search: Search) -> Iterator[Hit]:
    """Yield the hits, in the order of the documents unless ``search.sort`` says otherwise, undated documents last.

    They do not overlap. Raises ``UsageError`` where the pattern is empty or no regular expression.
    """
    return _shown(store, search, _matches(store, search, Finder(store, search.query, search.how)))


def _matches(store: Store, search: Search, finder: Finder) -> Iterator[_Match]:
    """Yield the matches that the search asks for, document after document."""
    for number, body in candidates(store, finder.query, by_date=search.sort == "date"):
        accepts: Callable[[int, int], bool] | None = None
        for start, end in in_code_points(finder.spans(number, body), body):
            if accepts is None:  # only now: most bodies that are looked through hold nothing
                accepts, text = _filter(store, search, number), body.decode()
            if accepts(start, end):
                yield _Match(_key(text, start, end, search), number, start, end)


def _filter(store: Store, search: Search, number: int) -> Callable[[int, int], bool]:
    """Return a function that says whether a match in a body stands where the search wants it."""
    if not search.part and not search.within:
        return lambda start, end: True
    written, anchored = store.one(
        "SELECT stretches, anchors FROM bodies JOIN archive USING (document) WHERE document = ?", number
    )
    with faults_of(store.name):
        stretches, anchors = stretches_from(written), _anchors(anchored)
    spans = list(store.rows(_SPANS[search.within], (number,))) if search.within else []

    def accepts(start: int, end: int) -> bool:
        if search.part and not is_of(role_at(stretches, start), search.part):
            return False
        if not search.within:
            return True
        first, last = source_span(anchors, start, end)
        return any(a <= first and last <= b for a, b in spans)

    return accepts


def role_at(stretches: Sequence[Stretch], index: int) -> Role:
    """Return the part that the character ``index`` of a body stands in."""
    return stretches[bisect_right(stretches, index, key=lambda stretch: stretch.start) - 1].role


def _key(text: str, start: int, end: int, search: Search) -> str:
    if search.sort == "left":
        return text[max(start - search.width, 0) : start][::-1]
    return text[end : end + search.width] if search.sort == "right" else ""


def _shown(store: Store, search: Search, places: Iterator[_Match]) -> Iterator[Hit]:
    opened = lru_cache(_OPEN)(lambda number: _Opened(store, number))
    if search.sort in ("left", "right"):
        places = _sorted(places, search.limit)
    for count, place in enumerate(places):
        if count == search.limit:
            return
        yield opened(place.document).hit(place, search.width)


def _sorted(places: Iterator[_Match], limit: int | None) -> Iterator[_Match]:
    def key(place: _Match) -> str:
        return place.key

    return iter(sorted(places, key=key) if limit is None else nsmallest(limit, places, key=key))


class _Opened:
    """A document with all that a hit in it tells."""

    def __init__(self, store: Store, number: int) -> None:
        self._speech = speech(store, number)
        self._text, stretches, anchors, source = store.one(
            "SELECT text, stretches, anchors, source FROM bodies JOIN archive USING (document) WHERE document = ?",
            number,
        )
        with faults_of(store.name):
            self._stretches = stretches_from(stretches)
            self._anchors = _anchors(anchors)
            self._source = unpacked_source(source, self._text)
        self._lines = line_starts(self._source)

    def hit(self, place: _Match, width: int) -> Hit:
        text, about = self._text, self._speech
        start, end = source_span(self._anchors, place.start, place.end)
        return Hit(
            document=about.name,
            date=about.date,
            title=about.title,
            speaker=about.speaker,
            part=role_at(self._stretches, place.start),
            line=bisect_right(self._lines, start),
            start=start,
            end=end,
            left=text[max(place.start - width, 0) : place.start],
            text=text[place.start : place.end],
            right=text[place.end : place.end + width],
            source_text=self._source[start:end],
        )
