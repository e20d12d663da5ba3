"""What speeches are like, by document, part or year: their size, style, demands and set phrases."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, get_args

from speechkit.corpus.body import Stretch
from speechkit.corpus.count import Key, key_column, names_of
from speechkit.corpus.measures import WINDOW, figures_in, letters_in, pieces_in, readability, types_in_windows
from speechkit.corpus.query import stretches_from
from speechkit.corpus.store import Store, faults_of
from speechkit.corpus.tokens import Cut, cuts
from speechkit.model import ROLES, STRENGTHS, Record, Role, Roles, SloganKind, is_of

__all__ = ["PER", "Stats", "stats"]

PER = 1000  # characters that rates are for
_SIZES = ("documents", "chars", "sentences", "clauses", "words")
_COUNTED = (
    *(f"demands_{strength}" for strength in STRENGTHS),
    "figures",
    *(f"phrases_{kind}" for kind in get_args(SloganKind)),
)  # what there are rates of
# What begins in which part of the body, by document, part and strength or kind; nothing that is set aside counts.
_BEGINS = """SELECT found.document, role, {}, count(*) FROM {} AS found JOIN parts ON parts.document = found.document
AND found.start >= parts.start AND found.start < parts."end" WHERE role != 'meta' GROUP BY 1, 2, 3"""
_DEMANDS, _PHRASES = _BEGINS.format("strength", "tasks"), _BEGINS.format("kind", "slogans")


class Stats(Record, frozen=True):
    """A group of documents, or what of them stands in one part. What has no value, for lack of text, is None.

    ``key`` is the document's name, the part, the year or what the column says. ``chars`` are the code points of the
    bodies, as ``Corpus.count`` has them; rates are for 1,000 of these. Sentences end with 。！？ or their paragraph,
    clauses with ，；： too; their mean lengths are in letters, digits and Chinese characters, without marks. ``words``
    are those that the corpus keeps, set phrases one each, without marks. ``mattr`` is the moving-average type-token
    ratio of all windows of 500 words (Covington and McFall 2010), which do not cross from one document to another; None
    where no document has so many words. ``readability1`` to ``readability3`` follow Xu, Yao and Chen (2021), as cntext
    computes them: characters per clause, share of adverbs and conjunctions, the mean of both; more is harder to read.
    Those of a group are the means over all its sentences.

    ``share_…`` is how much of the bodies stands in that part. ``demands_…`` are the tasks of that strength, those that
    are passed on included, ``figures`` the numbers with a unit, ``phrases_…`` the set phrases of that kind, each as
    often as it stands there; of a part, those that begin in it.
    """

    key: str | int | None
    documents: int
    chars: int
    sentences: int
    sentence_length: float | None
    clauses: int
    clause_length: float | None
    words: int
    mattr: float | None
    readability1: float | None
    readability2: float | None
    readability3: float | None
    share_salutation: float | None
    share_opening: float | None
    share_review: float | None
    share_problems: float | None
    share_context: float | None
    share_requirements: float | None
    share_closing: float | None
    demands_must: int
    demands_should: int
    demands_plan: int
    demands_may: int
    demands_must_per_1k: float | None
    demands_should_per_1k: float | None
    demands_plan_per_1k: float | None
    demands_may_per_1k: float | None
    figures: int
    figures_per_1k: float | None
    phrases_formula: int
    phrases_motto: int
    phrases_parallel: int
    phrases_call: int
    phrases_formula_per_1k: float | None
    phrases_motto_per_1k: float | None
    phrases_parallel_per_1k: float | None
    phrases_call_per_1k: float | None


class _Totals:
    """What is summed up of a group, by name; of floats, ``shares`` is the only one."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.roles: Counter[Role] = Counter()
        self.shares = 0.0


def stats(store: Store, by: str | None = "document", *, part: Roles | None = None) -> list[Stats]:
    """Return a row for every group of documents, or without ``by`` one for all, in the order of the groups.

    ``by`` is document, part or a column of documents; ``part`` looks at one part of each speech only. Documents are
    read one after the other. Raises ``UsageError`` where there is no such column, ``CorpusError`` where the words of a
    document are not kept.
    """
    keys: dict[int, Key] = dict(store.rows(f"SELECT id, {key_column(store, by)} FROM documents"))
    found: dict[Key, _Totals] = {}
    bodies: Counter[Key] = Counter()
    written = store.rows("SELECT stretches FROM bodies ORDER BY document")
    for (number, text, cut), (cell,) in zip(cuts(store), written, strict=True):
        with faults_of(store.name):
            stretches = stretches_from(cell)
        bodies[None if by == "part" else keys[number]] += len(text)
        for key, chosen in _chosen(stretches, keys[number], by, part):
            _add(found.setdefault(key, _Totals()), text, cut, chosen, whole=by != "part" and not part)
    for kind, sql in (("demands", _DEMANDS), ("phrases", _PHRASES)):
        for number, role, name, count in store.rows(sql):
            key = role if by == "part" else keys[number]
            if key in found and is_of(role, part):
                found[key].counts[f"{kind}_{name}"] += count
    names = names_of(store) if by == "document" else {}
    if by == "part":
        return [_row(role, found[role], (role,), bodies[None]) for role in ROLES if role in found]
    roles = [role for role in ROLES if is_of(role, part)]
    return [_row(names.get(key, key), found[key], roles, bodies[key]) for key in _ordered(found, by)]


def _chosen(
    stretches: tuple[Stretch, ...], key: Key, by: str | None, part: Roles | None
) -> Iterator[tuple[Key, list[Stretch]]]:
    """Yield the groups that a document counts for, with what of it does."""
    asked = [stretch for stretch in stretches if is_of(stretch.role, part)]
    if by == "part":
        for role in dict.fromkeys(stretch.role for stretch in asked):
            yield role, [stretch for stretch in asked if stretch.role == role]
    elif asked or not part:
        yield key, asked


def _add(totals: _Totals, text: str, cut: Cut, stretches: list[Stretch], *, whole: bool) -> None:
    """Add what of a document stands in the stretches; as a ``whole``, sentences may go from one part to the next."""
    places = list(zip((0, *cut.ends), cut.ends, cut.kinds, strict=False))
    ends = [end for _, end, kind in places if kind]
    words = [text[start:end] for start, end, kind in places if kind]
    spans = [(0, len(text))] if whole else [(stretch.start, stretch.end) for stretch in stretches]
    counts = totals.counts
    counts["documents"] += 1
    chosen: list[str] = []
    for start, end in spans:
        passage = text[start:end].rstrip()
        borders = cut.borders[bisect_right(cut.borders, start) : bisect_right(cut.borders, start + len(passage))]
        sentences, clauses = pieces_in(passage)
        read, chars, shares = readability(passage, [border - start for border in borders])
        totals.shares += shares
        counts.update(
            chars=end - start,
            letters=letters_in(passage),
            sentences=sentences,
            clauses=clauses,
            figures=figures_in(passage),
            read=read,
            read_chars=chars,
        )
        chosen += words[bisect_right(ends, start) : bisect_right(ends, end)]
    windows, types = types_in_windows(chosen)
    counts.update(words=len(chosen), windows=windows, types=types)
    for stretch in stretches:
        totals.roles[stretch.role] += stretch.end - stretch.start


def _ordered(found: Iterable[Key], by: str | None) -> list[Key]:
    """Return the groups in their order: documents as they are kept, others by what they go by, what is unknown last."""
    return list(found) if by == "document" else sorted(found, key=lambda key: (key is None, key))


def _row(key: Key, totals: _Totals, looked_at: Collection[str], body_chars: int) -> Stats:
    """Return the row of a group; ``looked_at`` are the roles of the parts that it is about."""
    counts, chars = totals.counts, totals.counts["chars"]
    fields: dict[str, Any] = {
        "key": key,
        "sentence_length": _ratio(counts["letters"], counts["sentences"]),
        "clause_length": _ratio(counts["letters"], counts["clauses"]),
        "mattr": _ratio(counts["types"], counts["windows"] * WINDOW),
        "readability1": _ratio(counts["read_chars"], counts["read"]),
        "readability2": _ratio(totals.shares, counts["read"]),
        "readability3": _ratio(counts["read_chars"] + totals.shares, 2 * counts["read"]),
    }
    fields |= {name: counts[name] for name in (*_SIZES, *_COUNTED)}
    fields |= {f"{name}_per_1k": _ratio(counts[name] * PER, chars) for name in _COUNTED}
    fields |= {
        f"share_{role}": _ratio(totals.roles[role], body_chars) if role in looked_at else None
        for role in ROLES
        if role != "meta"
    }
    return Stats(**fields)


def _ratio(of: float, to: int) -> float | None:
    return of / to if to else None
