"""What a term stands for, a word, a group of words or a concept, and every place in a body where it counts.

``毛泽东|毛主席`` is one term of two forms. Marks that do the same work are the same in a term: 百花齐放、百家争鸣 also
stands where the text has a comma between the two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from speechkit.corpus.body import as_searched
from speechkit.corpus.fields import corpus_rules
from speechkit.corpus.query import query_for, resolved, utf8
from speechkit.corpus.store import Store
from speechkit.corpus.tokens import borders_of, require_words
from speechkit.errors import UsageError, printable
from speechkit.model import Record
from speechkit.script import convert

if TYPE_CHECKING:
    from speechkit.phrases.glossary import Glossary

__all__ = ["ConceptForm", "Finder", "How", "Query", "in_code_points", "queries_of"]

ConceptForm = Literal["all", "name", "alias", "member"]
Span = tuple[int, int]
_OR = re.compile("[|｜]")


class How(Record, frozen=True):
    """How terms are looked for.

    ``regex``: they are regular expressions (RE2's). ``word``: only where they begin and end with words. ``without``:
    not where they stand within one of these (民生 without 人民生活).
    """

    regex: bool = False
    word: bool = False
    without: tuple[str, ...] = ()


class Query(Record, frozen=True):
    """A term as it is counted, under the name ``term``: wherever one of its ``forms`` stands.

    Of a ``concept`` of the glossary it is one ``form`` or all of them.
    """

    term: str
    forms: tuple[str, ...]
    concept: str | None = None
    form: ConceptForm | None = None


def queries_of(
    terms: Iterable[str], concepts: Iterable[str] = (), *, regex: bool = False, glossary: Glossary | None = None
) -> list[Query]:
    """Return what is to be counted: the terms, each once, then of every concept all its forms together and each apart.

    Raises ``UsageError`` where a term, or one side of its ``|``, is empty, and where the glossary lacks a concept.

    >>> [query.forms for query in queries_of(["毛泽东|毛主席"])]
    [('毛泽东', '毛主席')]
    >>> [(query.term, query.form) for query in queries_of([], ["四个自信"])][:3]
    [('四个自信', 'all'), ('四个自信', 'name'), ('道路自信', 'member')]
    """
    found = [Query(term, (term,) if regex else _forms(term)) for term in dict.fromkeys(terms)]
    for concept in dict.fromkeys(concepts):
        found += _of_concept(concept, glossary)
    return found


def _forms(term: str) -> tuple[str, ...]:
    forms = tuple(form.strip() for form in _OR.split(term))
    if "" in forms and len(forms) > 1:
        raise UsageError(f"'{printable(term)}' has an empty side; write a word on both sides of |")
    return tuple(dict.fromkeys(forms))


def _of_concept(name: str, glossary: Glossary | None) -> list[Query]:
    from speechkit.phrases.glossary import load_glossary

    known = glossary or load_glossary()
    entry = known.find(name)
    if entry is None:
        near = "、".join(each.name for each in known.near(name))
        hint = f"near it: {near}" if near else "speechkit glossary lists what it has"
        raise UsageError(f"the glossary has no concept '{printable(name)}'; {hint}")
    kinds: dict[str, ConceptForm] = {entry.name: "name"}
    kinds |= {alias: "alias" for alias in entry.aliases if alias not in kinds}
    kinds |= {member: "member" for member in entry.members if member not in kinds}
    apart = [Query(form, (form,), entry.name, kind) for form, kind in kinds.items()]
    return [Query(entry.name, tuple(kinds), entry.name, "all"), *apart]


class Finder:
    """Finds a term in bodies, which come as UTF-8: exactly, from left to right, the longest form first; no overlaps.

    ``query`` is the FTS5 query for every body that may hold it, None where the index cannot tell. Raises ``UsageError``
    where the term is empty or no regular expression, ``CorpusError`` where words are asked for and none are kept.
    """

    def __init__(self, store: Store, query: Query, how: How) -> None:
        self._store, self._word = store, how.word
        if how.word:
            require_words(store)
        self._simple: bytes | None = None
        self.query: str | None = None
        if how.regex:
            from speechkit.corpus.regex import finder

            if not query.term:
                raise UsageError("an empty pattern stands everywhere; name a word")
            self._find = finder(as_searched(convert(query.term, "hans")))
        else:
            forms = [resolved(store, form) for form in query.forms]
            asked = [query_for(form) for form in forms]
            self.query = None if None in asked else " OR ".join(f"({each})" for each in asked)
            if len(forms) == 1 and not _folds(forms[0]):
                self._simple = utf8(forms[0])
                self._find = _literal(self._simple)
            else:
                self._find = _compiled(forms)
        without = [resolved(store, each) for term in how.without for each in _forms(term)]
        self._without = _everywhere(without) if without else None

    @property
    def needle(self) -> bytes | None:
        """Return the bytes of the term where ``bytes.count`` counts it, None where more is asked for."""
        return None if self._word or self._without is not None else self._simple

    def count(self, document: int, body: bytes) -> int:
        """Return how often the term counts in the body of a document."""
        if (needle := self.needle) is not None:
            return body.count(needle)
        return sum(1 for _ in self.spans(document, body))

    def spans(self, document: int, body: bytes) -> Iterator[Span]:
        """Yield where the term counts in the body of a document, in bytes."""
        found: Iterable[Span] = self._find(body)
        if self._without:
            covered = list(self._without(body))
            found = (span for span in found if not _within(span, covered))
        if self._word:
            found = self._at_words(document, body, list(found))
        yield from found

    def _at_words(self, document: int, body: bytes, found: Sequence[Span]) -> Iterator[Span]:
        if not found:
            return
        borders = borders_of(self._store, document)
        for span, (start, end) in zip(found, in_code_points(found, body), strict=True):
            if _has(borders, start) and _has(borders, end):
                yield span


def in_code_points(spans: Iterable[Span], body: bytes) -> Iterator[Span]:
    """Yield spans in the bytes of a body, in order and apart, as spans in its code points.

    >>> list(in_code_points([(3, 9), (9, 12)], "高质量发".encode()))
    [(1, 3), (3, 4)]
    """
    at = index = 0
    for first, last in spans:
        start = index + len(body[at:first].decode())
        end = start + len(body[first:last].decode())
        at, index = last, end
        yield start, end


def _has(borders: Sequence[int], offset: int) -> bool:
    if not offset:
        return True
    at = bisect_left(borders, offset)
    return at < len(borders) and borders[at] == offset


def _literal(needle: bytes) -> Callable[[bytes], Iterator[Span]]:
    def find(body: bytes) -> Iterator[Span]:
        at = body.find(needle)
        while at >= 0:
            yield at, at + len(needle)
            at = body.find(needle, at + len(needle))

    return find


def _compiled(forms: Iterable[str]) -> Callable[[bytes], Iterator[Span]]:
    longest_first = sorted(dict.fromkeys(forms), key=len, reverse=True)
    pattern = re.compile(b"|".join(map(_pattern, longest_first)))
    return lambda body: (match.span() for match in pattern.finditer(body))


def _everywhere(forms: Iterable[str]) -> Callable[[bytes], Iterator[Span]]:
    """Return what finds the forms wherever they begin, also within one another."""
    patterns = [re.compile(b"(?=(" + _pattern(form) + b"))") for form in dict.fromkeys(forms)]
    return lambda body: (match.span(1) for pattern in patterns for match in pattern.finditer(body))


def _within(span: Span, covered: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in covered)


def _pattern(form: str) -> bytes:
    """Return the expression for a form, in which a mark stands for those that do the same work."""
    return b"".join(
        b"(?:" + b"|".join(re.escape(utf8(each)) for each in _alike()[character]) + b")"
        if character in _alike()
        else re.escape(utf8(character))
        for character in form
    )


def _folds(form: str) -> bool:
    return any(character in _alike() for character in form)


@cache
def _alike() -> dict[str, str]:
    """Return for every mark those that do the same work, itself among them."""
    return {mark: group for group in corpus_rules().same_marks for mark in group}
