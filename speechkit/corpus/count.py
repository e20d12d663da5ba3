"""How often terms stand in the bodies of a corpus: a word alone exactly as often as ``str.count`` finds it in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from speechkit.corpus.body import Stretch
from speechkit.corpus.query import candidates, stretches_from
from speechkit.corpus.store import Store, faults_of, quoted
from speechkit.corpus.terms import ConceptForm, Finder, How, Query, in_code_points
from speechkit.corpus.where import column_named
from speechkit.model import ROLES, Record, Role, Roles, is_of

Key = str | int | None
_BODY_ROLES = tuple(role for role in ROLES if role != "meta")  # what is set aside is in no body
# What documents are put together by, where it is no column; a document's name is no key: two may have the same, in
# different folders.
_KEYS: dict[str | None, str] = {None: "NULL", "document": "id", "part": "NULL"}

_PLAINLY = How()
_NONE = (0, 0)


class Count(Record, frozen=True):
    """How often ``term`` stands in a group of documents: ``documents`` of them have it, ``chars`` is the size of all.

    ``key`` is the document's name, the year, the speaker or the part; None where that is not known, or for everything.
    Of a ``concept`` of the glossary, ``form`` says whether it is all of its forms together, its name, an alias or a
    member.
    """

    term: str
    key: str | int | None
    count: int
    documents: int
    chars: int
    concept: str | None = None
    form: ConceptForm | None = None


def counts(
    store: Store, queries: Iterable[Query], by: str | None = None, *, part: Roles | None = None, how: How = _PLAINLY
) -> list[Count]:
    """Return a row for every query and every group of documents: in the order of the queries, in each of the groups.

    Without ``by`` there is one group, with the key None; documents whose year or speaker is not known have it too.
    ``by`` is document, part or a column of documents, also one of ``add_meta``. By document, those that lack the term
    have no row. ``part`` looks at one part of each speech only. Counts do not overlap, nor do they cross from one body
    to another. Raises ``UsageError`` where a term is empty, or there is no such column.
    """
    sizes = _sizes(store, by, part)
    names = names_of(store) if by == "document" else {}
    rows: list[Count] = []
    for query in queries:
        finder = Finder(store, query, how)
        found = _by_part(store, finder, part) if by == "part" else tallies(store, finder, key_column(store, by), part)
        for key, chars in sizes.items():
            count, documents = found.get(key, _NONE)
            if count or by != "document":
                row = Count(query.term, names.get(key, key), count, documents, chars, query.concept, query.form)
                rows.append(row)
    return rows


def tallies(store: Store, finder: Finder, key: str, part: Roles | None = None) -> dict[Key, tuple[int, int]]:
    """Return how often the term stands in each group of documents by ``key``, SQL, and in how many of the group."""
    found: dict[Key, tuple[int, int]] = {}
    needle = finder.needle
    if needle is not None and part is None:  # not by way of ``occurrences``: there may be millions
        for _, of, body in candidates(store, finder.query, f"{key}, CAST(text AS BLOB)"):
            if count := body.count(needle):
                before, documents = found.get(of, _NONE)
                found[of] = before + count, documents + 1
        return found
    for _, of, count in occurrences(store, finder, key, part):
        before, documents = found.get(of, _NONE)
        found[of] = before + count, documents + 1
    return found


def occurrences(store: Store, finder: Finder, key: str, part: Roles | None = None) -> Iterator[tuple[int, Key, int]]:
    """Yield the documents that have the term, each with its ``key``, an expression in SQL, and how often it stands."""
    if part is None:
        for document, of, body in candidates(store, finder.query, f"{key}, CAST(text AS BLOB)"):
            if count := finder.count(document, body):
                yield document, of, count
        return
    for document, of, body, written in candidates(store, finder.query, f"{key}, CAST(text AS BLOB), stretches"):
        roles = _by_role(store, finder, document, body, written)
        if count := sum(count for role, count in roles.items() if is_of(role, part)):
            yield document, of, count


def stretch_sizes(store: Store, key: str) -> Iterator[tuple[Key, Role, int]]:
    """Yield the code points of every stretch of every body, with the document's ``key`` and the part it stands in."""
    for of, written in store.rows(
        f"SELECT {key}, stretches FROM bodies JOIN documents ON document = id ORDER BY document"
    ):
        with faults_of(store.name):
            stretches = stretches_from(written)
        for stretch in stretches:
            yield of, stretch.role, stretch.end - stretch.start


def key_column(store: Store, by: str | None) -> str:
    """Return what the groups go by, in SQL. Raises ``UsageError`` where there is no such column."""
    return _KEYS[by] if by in _KEYS else quoted(column_named(store, str(by), *filter(None, _KEYS)))


def names_of(store: Store) -> dict[Key, str]:
    """Return what the documents are called: their paths where two have one name, in different folders."""
    known = list(store.rows("SELECT id, name, path FROM documents"))
    often = Counter(name for _, name, _ in known)
    return {number: path if often[name] > 1 else name for number, name, path in known}


def _by_part(store: Store, finder: Finder, part: Roles | None) -> dict[Key, tuple[int, int]]:
    """Return of each part how often the term begins there, and in how many documents."""
    found: dict[Key, tuple[int, int]] = {}
    for document, body, written in candidates(store, finder.query, "CAST(text AS BLOB), stretches"):
        for role, count in _by_role(store, finder, document, body, written).items():
            if count and is_of(role, part):
                before, documents = found.get(role, _NONE)
                found[role] = before + count, documents + 1
    return found


def _by_role(store: Store, finder: Finder, document: int, body: bytes, written: str) -> Counter[Role]:
    """Return how often the term begins in each part of a body."""
    roles: Counter[Role] = Counter()
    starts = [start for start, _ in in_code_points(finder.spans(document, body), body)]
    if starts:
        with faults_of(store.name):
            stretches = stretches_from(written)
        for stretch, count in zip(stretches, counts_in(stretches, starts), strict=True):
            roles[stretch.role] += count
    return roles


def counts_in(stretches: Sequence[Stretch], starts: Iterable[int]) -> list[int]:
    """Return how many of the ``starts``, ascending, lie in each stretch: what begins in one may reach into the next.

    >>> counts_in((Stretch("opening", 0, 4), Stretch("closing", 4, 9)), [0, 3, 5])
    [2, 1]
    """
    found = [0] * len(stretches)
    at = 0
    for start in starts:
        while stretches[at].end <= start:
            at += 1
        found[at] += 1
    return found


def _sizes(store: Store, by: str | None, part: Roles | None) -> dict[Key, int]:
    """Return how many characters each group has, in the order of the groups: what is not known comes last."""
    key = key_column(store, by)
    if by is None and part is None:
        return {None: store.row("SELECT coalesce(sum(body_chars), 0) FROM documents")[0]}
    if by != "part" and part is None:
        return dict(
            store.rows(f"SELECT {key}, sum(body_chars) FROM documents GROUP BY {key} ORDER BY {key} IS NULL, {key}")
        )
    counted: Counter[Key] = Counter()
    for of, role, size in stretch_sizes(store, key):
        if is_of(role, part):
            counted[role if by == "part" else of] += size
    if by == "part":
        return {role: counted[role] for role in _BODY_ROLES if is_of(role, part)}
    if by is None:
        return {None: counted[None]}
    if by == "document":
        return dict(counted)
    return {key: counted[key] for key in sorted(counted, key=lambda key: (key is None, key))}
