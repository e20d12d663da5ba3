"""How often terms stand in the bodies of a corpus: exactly as often as ``str.count`` finds them in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from speechkit.corpus.body import Stretch
from speechkit.corpus.query import candidates, resolved, stretches_from, utf8
from speechkit.corpus.store import Store, faults_of, quoted
from speechkit.corpus.where import column_named
from speechkit.model import ROLES, Record, Role, Roles, is_of

Key = str | int | None
_BODY_ROLES = tuple(role for role in ROLES if role != "meta")  # what is set aside is in no body
# What documents are put together by, where it is no column; a document's name is no key: two may have the same, in
# different folders.
_KEYS: dict[str | None, str] = {None: "NULL", "document": "id", "part": "NULL"}


class Count(Record, frozen=True):
    """How often ``term`` stands in a group of documents: ``documents`` of them have it, ``chars`` is the size of all.

    ``key`` is the document's name, the year, the speaker or the part; None where that is not known, or for everything.
    """

    term: str
    key: str | int | None
    count: int
    documents: int
    chars: int


def counts(store: Store, terms: Sequence[str], by: str | None = None, *, part: Roles | None = None) -> list[Count]:
    """Return a row for every term and every group of documents, in the order of the terms and, in each, of the groups.

    Without ``by`` there is one group, with the key None; documents whose year or speaker is not known have it too.
    ``by`` is document, part or a column of documents, also one of ``add_meta``. By document, those that lack the term
    have no row. ``part`` looks at one part of each speech only. Counts do not overlap, nor do they cross from one body
    to another. Raises ``UsageError`` where a term is empty, or there is no such column.
    """
    keys = dict(store.rows(f"SELECT id, {key_column(store, by)} FROM documents"))
    sizes = _sizes(store, keys, by, part)
    names = names_of(store) if by == "document" else {}
    rows: list[Count] = []
    for term in dict.fromkeys(terms):
        found: Counter[Key] = Counter()
        documents: Counter[Key] = Counter()
        for key, count in _found(store, resolved(store, term), keys, by, part):
            found[key] += count
            documents[key] += 1
        rows += [
            Count(term, names.get(key, key), found[key], documents[key], chars)
            for key, chars in sizes.items()
            if by != "document" or found[key]
        ]
    return rows


def key_column(store: Store, by: str | None) -> str:
    """Return what the groups go by, in SQL. Raises ``UsageError`` where there is no such column."""
    return _KEYS[by] if by in _KEYS else quoted(column_named(store, str(by), *filter(None, _KEYS)))


def names_of(store: Store) -> dict[Key, str]:
    """Return what the documents are called: their paths where two have one name, in different folders."""
    known = list(store.rows("SELECT id, name, path FROM documents"))
    often = Counter(name for _, name, _ in known)
    return {number: path if often[name] > 1 else name for number, name, path in known}


def _found(
    store: Store, term: str, keys: dict[int, Key], by: str | None, part: Roles | None
) -> Iterator[tuple[Key, int]]:
    """Yield the key of each group that a document with the term counts for, and how often it stands there."""
    if by != "part" and part is None:
        needle = utf8(term)
        for number, body in candidates(store, term):
            if count := body.count(needle):
                yield keys[number], count
        return
    for number, text, written in candidates(store, term, "text, stretches"):
        if term not in text:
            continue
        roles: Counter[Role] = Counter()
        with faults_of(store.name):
            stretches = stretches_from(written)
        for stretch, count in zip(stretches, counts_in(text, stretches, term), strict=True):
            roles[stretch.role] += count
        for role, count in roles.items():
            if count and is_of(role, part):
                yield (role if by == "part" else keys[number]), count


def counts_in(text: str, stretches: Sequence[Stretch], term: str) -> list[int]:
    """Return how often the term begins in each stretch; together they are ``text.count(term)``."""
    if not any(term.startswith(term[at:]) for at in range(1, len(term))):  # in 哈哈哈 it matters where counting begins
        found = [text.count(term, stretch.start, stretch.end) for stretch in stretches]
        if sum(found) == text.count(term):
            return found
    # One may reach from a stretch into the next.
    found = [0] * len(stretches)
    at, index = 0, text.find(term)
    while index >= 0:
        while stretches[at].end <= index:
            at += 1
        found[at] += 1
        index = text.find(term, index + len(term))
    return found


def _sizes(store: Store, keys: dict[int, Key], by: str | None, part: Roles | None) -> dict[Key, int]:
    """Return how many characters each group has, in the order of the groups: what is not known comes last."""
    if by != "part" and part is None:
        key = key_column(store, by)
        sizes = dict(
            store.rows(f"SELECT {key}, sum(body_chars) FROM documents GROUP BY {key} ORDER BY {key} IS NULL, {key}")
        )
        return sizes or ({} if by else {None: 0})
    counted: Counter[Key] = Counter()
    for number, written in store.rows("SELECT document, stretches FROM bodies ORDER BY document"):
        with faults_of(store.name):
            stretches = stretches_from(written)
        for stretch in stretches:
            if is_of(stretch.role, part):
                counted[stretch.role if by == "part" else keys[number]] += stretch.end - stretch.start
    if by == "part":
        return {role: counted[role] for role in _BODY_ROLES if is_of(role, part)}
    if by is None:
        return {None: counted[None]}
    if by == "document":
        return dict(counted)
    return {key: counted[key] for key in sorted(counted, key=lambda key: (key is None, key))}
