"""Which sentences stand in other documents or in another corpus again, whole or changed by a word; who was first."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from speechkit.chars import line_starts
from speechkit.config import SegmentConfig
from speechkit.corpus.body import Anchors, source_span
from speechkit.corpus.query import Speech, source_text, speeches, stretches_from
from speechkit.corpus.sentences import Wordings, difference, sentences_of
from speechkit.corpus.store import Store, faults_of
from speechkit.keywords.candidates import tokens_of
from speechkit.model import Record, Roles, is_of

__all__ = ["LEAST_CHARS", "LEAST_DOCUMENTS", "Reuse", "ReuseKind", "reuses"]

ReuseKind = Literal["first", "whole", "changed"]
LEAST_CHARS, LEAST_DOCUMENTS = 12, 2
_OPEN = 256  # documents that stay open: those of one sentence are mostly those of the next, too
_anchors = msgspec.json.Decoder(Anchors).decode


class Reuse(Record, frozen=True):
    """A sentence in one of the ``documents`` that have it: the first of them by date, or one that says it again.

    ``group`` numbers the sentences, ``kind`` tells whether it is said in the words of the ``first``, marks apart, or
    ``changed`` by a word, as ``change`` says: 推进→推动, 诚挚的→诚挚. ``corpus`` is A or B. ``sentence`` is of the
    body, simplified; ``start`` and ``end`` are code points of the source text, ``line`` is 1-based.
    """

    group: int
    documents: int
    kind: ReuseKind
    corpus: Literal["A", "B"]
    document: str
    date: str | None
    speaker: str | None
    line: int
    start: int
    end: int
    sentence: str
    change: str | None


class _Use(msgspec.Struct, frozen=True):
    """A wording in a document, both by number; ``start`` and ``end`` are code points of the body."""

    wording: int
    document: int
    start: int
    end: int


class _Document(msgspec.Struct, frozen=True):
    store: Store
    corpus: Literal["A", "B"]
    speech: Speech


def reuses(
    one: Store,
    other: Store | None = None,
    *,
    least_chars: int = LEAST_CHARS,
    least_documents: int = LEAST_DOCUMENTS,
    top: int | None = None,
    part: Roles | None = None,
    segment: SegmentConfig,
) -> list[Reuse]:
    """Return the sentences that are said again, each with all who say it, by date; the most said and longest first.

    They stand in ``least_documents`` of ``one`` or, where there is an ``other``, of both together and in each of them.
    What both hold by the same file is looked at in ``one`` alone. A sentence counts once in a document; undated
    documents are the last, and those of one date come as they were added. Of several sentences from which one differs
    by a word it is told with the earliest. Sentences have ``least_chars`` characters without marks. ``top`` keeps so
    many of them.
    """
    documents = _documents(one, other)
    wordings, uses = _uses(documents, least_chars, part)
    groups = _groups(wordings, uses, documents, least_documents, both=other is not None)
    opened = lru_cache(_OPEN)(lambda number: _Opened(documents[number]))
    found = []
    for number, group in enumerate(groups[:top], start=1):
        first = wordings[group[0].wording]
        for at, use in enumerate(group):
            here = wordings[use.wording]
            found.append(opened(use.document).reuse(use, number, len(group), at == 0, first, here, segment))
    return found


def _documents(one: Store, other: Store | None) -> list[_Document]:
    """Return all documents by date."""
    found = [_Document(one, "A", speech) for speech in speeches(one).values()]
    if other is not None:
        there = {sha256 for (sha256,) in one.rows("SELECT sha256 FROM documents")}
        hashes = dict(other.rows("SELECT id, sha256 FROM documents"))
        found += [_Document(other, "B", each) for id, each in speeches(other).items() if hashes[id] not in there]
    return sorted(found, key=lambda each: (each.speech.date is None, each.speech.date or ""))


def _uses(documents: Sequence[_Document], least: int, part: Roles | None) -> tuple[Wordings, array[int]]:
    """Return all wordings, and where each stands first in every document: four numbers a use, as of ``_Use``."""
    wordings = Wordings()
    uses = array("l")
    for number, document in enumerate(documents):
        text, written = document.store.one("SELECT text, stretches FROM bodies WHERE document = ?", document.speech.id)
        accepts = _chooser(document.store, written, part) if part else None
        seen: set[int] = set()
        for start, end, wording in sentences_of(text, least):
            if accepts and not accepts(start):
                continue
            if (known := wordings.add(wording)) not in seen:
                seen.add(known)
                uses.extend((known, number, start, end))
    return wordings, uses


def _chooser(store: Store, written: str, part: Roles) -> Callable[[int], bool]:
    with faults_of(store.name):
        stretches = stretches_from(written)
    starts = [stretch.start for stretch in stretches]
    return lambda at: is_of(stretches[bisect_right(starts, at) - 1].role, part)


def _groups(
    wordings: Wordings, uses: array[int], documents: Sequence[_Document], least: int, *, both: bool
) -> list[list[_Use]]:
    """Return the uses of each sentence that is said often enough, each document once, in the order of the documents."""
    said = array("l", bytes(array("l").itemsize * len(wordings)))
    for known in uses[::4]:
        said[known] += 1
    sources = wordings.sources()
    repeated = {known for known, times in enumerate(said) if times > 1}
    repeated.update(source for known, source in enumerate(sources) if source != known)
    found: dict[int, list[_Use]] = defaultdict(list)
    for at in range(0, len(uses), 4):
        use = _Use(*uses[at : at + 4])
        source = sources[use.wording]
        for known in {source, use.wording}:
            if known in repeated:
                found[known].append(use)
    groups = []
    for known, group in found.items():
        if sources[known] != known and all(use.wording == known for use in group):
            continue  # all of these are told with the sentence that they change
        in_each: dict[int, _Use] = {}
        for use in group:
            if in_each.setdefault(use.document, use).wording != known == use.wording:
                in_each[use.document] = use
        if len(in_each) < least:
            continue
        if both and len({documents[number].corpus for number in in_each}) < 2:
            continue
        groups.append(list(in_each.values()))
    return sorted(groups, key=lambda group: (-len(group), -len(wordings[group[0].wording]), group[0].wording))


class _Opened:
    """A document with all that a use in it tells."""

    def __init__(self, document: _Document) -> None:
        store, number = document.store, document.speech.id
        self._document = document
        (self._text,) = store.one("SELECT text FROM bodies WHERE document = ?", number)
        (anchors,) = store.one("SELECT anchors FROM archive WHERE document = ?", number)
        with faults_of(store.name):
            self._anchors = _anchors(anchors)
        self._lines = line_starts(source_text(store, number))

    def reuse(
        self, use: _Use, group: int, documents: int, is_first: bool, first: str, here: str, segment: SegmentConfig
    ) -> Reuse:
        start, end = source_span(self._anchors, use.start, use.end)
        speech = self._document.speech
        changed = first != here
        return Reuse(
            group=group,
            documents=documents,
            kind="first" if is_first else "changed" if changed else "whole",
            corpus=self._document.corpus,
            document=speech.name,
            date=speech.date,
            speaker=speech.speaker,
            line=bisect_right(self._lines, start),
            start=start,
            end=end,
            sentence=self._text[use.start : use.end],
            change=change_of(first, here, segment) if changed else None,
        )


def change_of(first: str, later: str, segment: SegmentConfig) -> str:
    """Return the words in which two wordings differ at one place, 推进→推动; of one that was put in, with a neighbour.

    Raises ``UsageError`` where the configuration does not let words be cut.
    """
    start, end, _ = difference(first, later) or (0, len(first), len(later))
    borders, others = ({0, *(token.end for token in tokens_of(wording, segment))} for wording in (first, later))
    begins = sorted(border for border in borders & others if border <= start)
    tails = sorted({len(first) - border for border in borders} & {len(later) - border for border in others})
    tails = [tail for tail in tails if tail <= len(first) - end]
    begin, tail = begins.pop(), tails.pop()
    if begin == min(len(first), len(later)) - tail:  # nothing on one side
        begin, tail = (begins.pop(), tail) if begins else (begin, tails.pop())
    return f"{first[begin : len(first) - tail]}→{later[begin : len(later) - tail]}"
