"""Near-duplicates: documents that say nearly the same, which would count twice."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.corpus.add import remove_documents
from speechkit.corpus.likeness import likeness_of, pairs_alike, runs_of
from speechkit.corpus.store import Store
from speechkit.errors import CorpusError, printable
from speechkit.model import Record

__all__ = ["ALIKE", "Duplicate", "duplicates", "remove_later"]

ALIKE = 0.8  # share of their runs of five characters that near-duplicates have in common
_DIGITS = 4
_KEPT = 1000  # documents whose runs are in memory at a time


class Duplicate(Record, frozen=True):
    """A document of a ``group`` of near-duplicates, the first of which is the earliest.

    ``likeness`` is the share of their runs of five characters that it and the first have in common, 1 for the first.
    """

    group: int
    document: str
    date: str | None
    chars: int
    likeness: float
    id: int


def duplicates(store: Store, threshold: float = ALIKE) -> list[Duplicate]:
    """Return the documents that are nearly the same as others, group by group; those of a group by date, undated last.

    Pairs whose signatures share a band are held against each other by all their runs. Raises ``CorpusError`` where an
    earlier speechkit, which kept no signatures, added a document.
    """
    (lacking,) = store.row("SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM signatures)")
    if lacking:
        name = printable(store.name)
        raise CorpusError(f"{name} does not say what its speeches look like; speechkit corpus upgrade {name} adds it")
    order = {
        number: (at, name, date, chars)
        for at, (number, name, date, chars) in enumerate(
            store.rows("SELECT id, name, date, body_chars FROM documents ORDER BY date IS NULL, date, id")
        )
    }
    head = {number: number for number in order}  # of each document, one before it in its group

    def first_of(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    runs: dict[int, set[str]] = {}
    for one, other in pairs_alike(store.rows("SELECT document, minhash FROM signatures ORDER BY document")):
        if likeness_of(_runs(store, runs, one), _runs(store, runs, other)) >= threshold:
            early, late = sorted((first_of(one), first_of(other)), key=lambda number: order[number][0])
            head[late] = early
    groups: dict[int, list[int]] = {}
    for number in order:
        groups.setdefault(first_of(number), []).append(number)
    found = []
    for group, (first, members) in enumerate(((f, m) for f, m in groups.items() if len(m) > 1), start=1):
        for number in members:
            _, name, date, chars = order[number]
            alike = likeness_of(_runs(store, runs, first), _runs(store, runs, number))
            found.append(Duplicate(group, name, date, chars, round(alike, _DIGITS), number))
    return found


def _runs(store: Store, kept: dict[int, set[str]], number: int) -> set[str]:
    if number not in kept:
        if len(kept) == _KEPT:
            kept.clear()
        (text,) = store.one("SELECT text FROM bodies WHERE document = ?", number)
        kept[number] = runs_of(text)
    return kept[number]


def remove_later(store: Store, found: Sequence[Duplicate]) -> int:
    """Take all documents but the first of each group out of the corpus, and return how many these are."""
    firsts: set[int] = set()
    later = []
    for each in found:
        if each.group in firsts:
            later.append(each.id)
        firsts.add(each.group)
    remove_documents(store, later)
    return len(later)
