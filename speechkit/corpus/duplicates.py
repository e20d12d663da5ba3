"""Near-duplicates: documents that say nearly the same, or a part of what another says, and so would count twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Literal

import msgspec

from speechkit.corpus.add import remove_documents
from speechkit.corpus.likeness import (
    Signature,
    bands_of,
    estimate_of,
    least_estimate,
    likeness_of,
    runs_of,
    share_in,
)
from speechkit.corpus.sentences import Wordings, sentences_of
from speechkit.corpus.store import Store
from speechkit.errors import CorpusError, UsageError, printable
from speechkit.model import Record

__all__ = ["ALIKE", "Duplicate", "DuplicateKind", "duplicates", "look_alike", "remove_later"]

ALIKE = 0.8  # share of their runs of five characters that near-duplicates have in common
_DIGITS = 4
_OPEN = 512  # texts whose runs are in memory
_SENTENCE = 12  # characters of a sentence that tells where a text is from, marks left out
_TELLING = 5  # sentences of a text, those that the fewest have, by which the texts are found that it is a part of
_FEWEST = 3  # of them that a text must have, and that the other must share

DuplicateKind = Literal["first", "same", "part"]


class Duplicate(Record, frozen=True):
    """A document of a ``group``: the ``first``, or one that says nearly the ``same``, or only a ``part`` of that.

    The first is the earliest of those that are the same; of a text and its parts it is the whole one. ``likeness`` is
    the share of their runs of five characters that a document and the first have in common, ``contained`` the share of
    its own that the first has too; both are 1 for the first. ``other`` is the name of the first, for the others.
    """

    group: int
    kind: DuplicateKind
    document: str
    date: str | None
    chars: int
    likeness: float
    contained: float
    other: str | None
    id: int


class _Known(msgspec.Struct, frozen=True):
    place: int  # in the order of the dates
    name: str
    date: str | None
    chars: int


def duplicates(store: Store, threshold: float = ALIKE) -> list[Duplicate]:
    """Return the documents that are nearly the same as others, or a part of one, group by group, each by date.

    Documents are the same where as much of their runs as the ``threshold`` is common to both, and one is a part of a
    longer one where that has as much of its runs; a text of fewer than three sentences is no part. Undated documents
    come last. Pairs whose signatures share a band are held against each other by all their runs. Raises ``UsageError``
    where the threshold is no share, and ``CorpusError`` where an earlier speechkit, which kept no signatures, added a
    document.
    """
    if not 0 < threshold <= 1:
        raise UsageError(f"a threshold of {threshold} is no share; write one above 0, up to 1")
    _require_signatures(store)
    rows = store.rows("SELECT id, name, date, body_chars FROM documents ORDER BY date IS NULL, date, id")
    known = {number: _Known(place, *row) for place, (number, *row) in enumerate(rows)}

    @lru_cache(_OPEN)
    def runs(number: int) -> set[str]:
        return runs_of(store.one("SELECT text FROM bodies WHERE document = ?", number)[0])

    first_of = _same(store, known, threshold, lambda one, other: likeness_of(runs(one), runs(other)))
    groups: dict[int, list[tuple[int, DuplicateKind]]] = {}
    for number in known:
        groups.setdefault(first_of(number), []).append((number, "same"))
    for part, whole in _parts(store, known, threshold, lambda one, other: share_in(runs(one), runs(other))):
        if first_of(part) == part != first_of(whole):  # what is the same as a part is told with that
            groups[first_of(whole)].append((part, "part"))
    found = []
    shown = ((first, members) for first, members in groups.items() if len(members) > 1)
    for group, (first, members) in enumerate(shown, start=1):
        for number, kind in members:
            about, is_first = known[number], number == first
            found.append(
                Duplicate(
                    group=group,
                    kind="first" if is_first else kind,
                    document=about.name,
                    date=about.date,
                    chars=about.chars,
                    likeness=round(likeness_of(runs(number), runs(first)), _DIGITS),
                    contained=round(share_in(runs(number), runs(first)), _DIGITS),
                    other=None if is_first else known[first].name,
                    id=number,
                )
            )
    return found


def _same(
    store: Store, known: dict[int, _Known], threshold: float, likeness: Callable[[int, int], float]
) -> Callable[[int], int]:
    """Return a function that tells the earliest of the documents that one hangs together with by being the same."""
    signatures: dict[int, Signature] = dict(store.rows("SELECT document, minhash FROM signatures ORDER BY document"))
    head = {number: number for number in known}  # of each document, one before it in its group
    apart: set[tuple[int, int]] = set()
    least = least_estimate(threshold)

    def first_of(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    def is_same(one: int, other: int) -> bool:
        if (one, other) in apart or estimate_of(signatures[one], signatures[other]) < least:
            return False
        if likeness(one, other) >= threshold:
            return True
        apart.add((one, other))
        return False

    for documents in bands_of(signatures.items(), threshold):
        together: list[list[int]] = []
        for number in documents:
            mine = None
            for others in together:
                joined = first_of(others[0]) == first_of(number)
                if not joined and any(is_same(other, number) for other in others):
                    early, late = sorted((first_of(others[0]), first_of(number)), key=lambda each: known[each].place)
                    head[late], joined = early, True
                mine = others if joined and mine is None else mine
            if mine is None:
                together.append([number])
            else:
                mine.append(number)
    return first_of


def _parts(
    store: Store, known: dict[int, _Known], threshold: float, share: Callable[[int, int], float]
) -> Iterator[tuple[int, int]]:
    """Yield the documents that are a part of a longer one, each with that which has most of it.

    Texts that may have it share most of those of its sentences that the fewest have.
    """
    wordings = Wordings()
    said: dict[int, list[int]] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    for number in known:
        (text,) = store.one("SELECT text FROM bodies WHERE document = ?", number)
        said[number] = list(dict.fromkeys(wordings.add(wording) for *_, wording in sentences_of(text, _SENTENCE)))
        for wording in said[number]:
            holders[wording].append(number)
    for number, sentences in said.items():
        telling = sorted(sentences, key=lambda wording: len(holders[wording]))[:_TELLING]
        shared = Counter(other for wording in telling for other in holders[wording])
        longer = (
            (share(number, other), -known[other].place, other)
            for other, times in shared.items()
            if times >= _FEWEST
            and known[other].chars > known[number].chars
            and _told_in(sentences, said[other], wordings) >= threshold
        )
        most, _, whole = max(longer, default=(0.0, 0, number))
        if most >= threshold:
            yield number, whole


def _told_in(sentences: Sequence[int], others: Collection[int], wordings: Wordings) -> float:
    """Return the share of the characters of ``sentences`` that stand in those that are also among the ``others``."""
    there = set(others)
    total = sum(len(wordings[each]) for each in sentences)
    return sum(len(wordings[each]) for each in sentences if each in there) / total


def look_alike(store: Store, among: AbstractSet[int] | None = None) -> set[int]:
    """Return the documents, all or some, that look nearly the same as another one: by their signatures alone.

    That takes no look at the texts, so that a few of these may be less alike than ``duplicates`` asks.
    """
    signatures = dict(store.rows("SELECT document, minhash FROM signatures ORDER BY document"))
    found: set[int] = set()
    for documents in bands_of(signatures.items(), ALIKE):
        for number in documents if among is None else among & set(documents):
            if number not in found and any(
                other != number and estimate_of(signatures[number], signatures[other]) >= ALIKE for other in documents
            ):
                found.add(number)
    return found


def _require_signatures(store: Store) -> None:
    (lacking,) = store.row("SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM signatures)")
    if lacking:
        name = printable(store.name)
        raise CorpusError(f"{name} does not say what its speeches look like; speechkit corpus upgrade {name} adds it")


def remove_later(store: Store, found: Sequence[Duplicate]) -> int:
    """Take the documents that are the same as the first of their group out, and return how many these are."""
    later = [each.id for each in found if each.kind == "same"]
    remove_documents(store, later)
    return len(later)
