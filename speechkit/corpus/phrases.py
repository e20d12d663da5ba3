"""The set phrases of a corpus: how often, in how many documents, from when to when, and in what other wordings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, Literal

from speechkit.chars import one_line, plain
from speechkit.corpus.count import names_of
from speechkit.corpus.edits import pairs_within_a_word
from speechkit.corpus.store import Store
from speechkit.model import Record, Roles, SloganKind, is_of
from speechkit.phrases.glossary import Glossary
from speechkit.phrases.rules import phrase_rules

__all__ = ["Order", "Phrase", "Wording", "phrases"]

Order = Literal["count", "documents", "first", "last"]
_UNDATED = "9"  # comes after all dates
_NEVER = ((None, None), (None, None))  # the first and the last use where no document has a date


class Wording(Record, frozen=True):
    """Another wording of a phrase, and how often it stands in the corpus."""

    text: str
    count: int

    def __str__(self) -> str:
        return f"{self.text}×{self.count}"


class Phrase(Record, frozen=True):
    """A set phrase: it stands ``count`` times in ``documents``, which is ``share`` of all; one kind a row.

    ``phrase`` is the glossary's name, or the wording that is most frequent. ``first`` and ``last`` are the dates (ISO
    8601: a day, a month or a year) of the first and the last dated document that has it, ``since`` the year of its
    first use as the glossary has it. ``variants`` are its other wordings, and the phrases that differ from it in one
    word: in up to two characters side by side, which are less than half of it and no numerals.
    """

    phrase: str
    kind: SloganKind
    count: int
    documents: int
    share: float
    first: str | None
    first_document: str | None
    last: str | None
    last_document: str | None
    since: int | None
    variants: tuple[Wording, ...]


_Key = tuple[SloganKind, str]  # the kind, and the glossary's name or the characters without marks


class _Found:
    """Where a phrase was found: how often in each document, and in which wordings."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.documents: Counter[int] = Counter()
        self.wordings: Counter[str] = Counter()

    @property
    def phrase(self) -> str:
        """Return what it is called."""
        return self.name or min(self.wordings, key=lambda text: (-self.wordings[text], text))

    def other_wordings(self) -> list[Wording]:
        """Return those that differ in more than their marks from what it is called."""
        found: dict[str, Wording] = {}
        for text, count in self.wordings.most_common():
            before = found.get(_bare(text), Wording(text, 0))
            found[_bare(text)] = Wording(before.text, before.count + count)
        found.pop(_bare(self.phrase), None)
        return list(found.values())


_ORDERS: dict[Order, Callable[[Phrase], Any]] = {
    "count": lambda phrase: -phrase.count,
    "documents": lambda phrase: -phrase.documents,
    "first": lambda phrase: phrase.first or _UNDATED,
    "last": lambda phrase: phrase.last or _UNDATED,
}
_ROWS = """SELECT slogans.document, role, kind, slogans.name, text, count(*) FROM slogans
JOIN parts ON parts.document = slogans.document AND slogans.start >= parts.start AND slogans.start < parts."end"
WHERE role != 'meta' GROUP BY 1, 2, 3, 4, 5"""


def phrases(
    store: Store,
    glossary: Glossary,
    *,
    kinds: Collection[SloganKind] = (),
    part: Roles | None = None,
    sort: Order = "count",
    min_documents: int = 1,
    limit: int | None = None,
) -> list[Phrase]:
    """Return the set phrases of the ``kinds``, or of all, that ``min_documents`` have, in the order of ``sort``.

    By count and by documents the most frequent come first, by the first and the last use the earliest; equals are in
    the order of their counts, then of their characters. ``part`` looks at one part of each speech only.
    """
    found = _found(store, kinds, part)
    dates = dict(store.rows("SELECT id, date FROM documents"))
    names = names_of(store)
    near = _near(found.values())
    rows = []
    for (kind, _), each in found.items():
        if len(each.documents) < min_documents:
            continue
        dated = sorted((dates[number], number) for number in each.documents if dates[number])
        (first, first_in), (last, last_in) = (dated[0], dated[-1]) if dated else _NEVER
        entry = glossary.find(each.name) if each.name else None
        variants = [*each.other_wordings(), *near[_bare(each.phrase)]]
        rows.append(
            Phrase(
                phrase=each.phrase,
                kind=kind,
                count=each.documents.total(),
                documents=len(each.documents),
                share=len(each.documents) / len(dates),
                first=first,
                first_document=names.get(first_in),
                last=last,
                last_document=names.get(last_in),
                since=entry.since if entry else None,
                variants=tuple(sorted(variants, key=lambda wording: (-wording.count, wording.text))),
            )
        )
    rows.sort(key=lambda row: (_ORDERS[sort](row), -row.count, row.phrase, row.kind))
    return rows[:limit]


def _found(store: Store, kinds: Collection[SloganKind], part: Roles | None) -> dict[_Key, _Found]:
    """Return all phrases of the kinds, or of all."""
    found: dict[_Key, _Found] = {}
    for number, role, kind, name, text, count in store.rows(_ROWS):
        if (not kinds or kind in kinds) and is_of(role, part):
            each = found.setdefault((kind, name or _bare(text)), _Found(name))
            each.documents[number] += count
            each.wordings[one_line(text)] += count
    return found


def _bare(text: str) -> str:
    """Return what is compared: no marks and blanks, unless there is nothing else."""
    return plain(text) or text


def _near(found: Iterable[_Found]) -> defaultdict[str, list[Wording]]:
    """Return by its characters which phrases differ from each in one word.

    Two that the glossary knows are two, and so are those with other numerals: 十三五 is no variant of 十四五.
    """
    called: dict[str, Wording] = {}
    known: set[str] = set()
    for each in found:
        bare = _bare(each.phrase)
        before = called.get(bare, Wording(each.phrase, 0))
        called[bare] = Wording(before.text, before.count + each.documents.total())
        if each.name:
            known.add(bare)
    near: defaultdict[str, list[Wording]] = defaultdict(list)
    for one, other in pairs_within_a_word(called):
        if _numerals(one) == _numerals(other) and not known.issuperset((one, other)):
            near[one].append(called[other])
            near[other].append(called[one])
    return near


def _numerals(text: str) -> str:
    return "".join(character for character in text if character in phrase_rules().known.numerals)
